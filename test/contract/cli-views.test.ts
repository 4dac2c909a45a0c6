import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli } from '../../cli/main.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'relata-views-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

const MODELS = `from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=50)


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
`

async function relata(...args: readonly string[]) {
  let out = ''
  let err = ''
  const exit = await runCli(args, {
    cwd: FOLDER,
    write: (text) => (out += text),
    progress: (line) => (err += `${line}\n`),
    stdin: Readable.from(['']),
    signal: new AbortController().signal,
  })
  return { exit, out, err }
}

const at = (...names: readonly string[]): string => join(FOLDER, ...names)
const views = (x: number) =>
  `{"format": "relata-views", "version": 1, "views": [{"id": "view:main", "name": "Mine", "everything": true,
   "placements": [{"model": "model:app.Author", "x": ${x}, "y": 40}, {"model": "model:app.Gone", "x": 0, "y": 0}]}]}`

describe('places beside a models.py, in the terminal', () => {
  it('render and export draw with them, and name what of them cannot be taken', async () => {
    writeFileSync(at('models.py'), MODELS)
    const plain = (await relata('render', 'models.py')).out
    writeFileSync(at('models.relata-views.json'), views(4000))
    const placed = await relata('render', 'models.py')
    expect(placed).toMatchObject({ exit: 0, err: '' })
    expect(placed.out).not.toBe(plain)
    expect(await relata('import', 'models.py', '-o', 'made.relata.json')).toMatchObject({ exit: 0 })
    expect(readFileSync(at('made.relata.json'), 'utf8')).toContain('"x": 4000, "y": 40')
    writeFileSync(at('models.relata-views.json'), '{ broken')
    const broken = await relata('render', 'models.py')
    expect(broken.exit).toBe(0)
    expect(broken.err).toContain('models.relata-views.json')
  })

  it('layout writes them anew where they are, and asks for a place where they are not', async () => {
    mkdirSync(at('site', 'app'), { recursive: true })
    writeFileSync(at('site', 'app', 'models.py'), MODELS)
    expect((await relata('layout', 'site')).exit).toBe(2)
    writeFileSync(at('site', '.relata-views.json'), views(4000))
    expect(await relata('layout', 'site')).toMatchObject({ exit: 0 })
    const text = readFileSync(at('site', '.relata-views.json'), 'utf8')
    expect(text).toContain('"model": "model:app.Book"')
    expect(text).not.toContain('Gone')
    expect(text).not.toContain('4000')
    expect(existsSync(at('site', 'app', 'models.relata-views.json'))).toBe(false)
    expect(readFileSync(at('site', 'app', 'models.py'), 'utf8')).toBe(MODELS)
  })
})
