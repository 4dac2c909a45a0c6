import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../../cli/main.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'relata-onto-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

const at = (...names: readonly string[]): string => join(FOLDER, ...names)
const read = (...names: readonly string[]): string => readFileSync(at(...names), 'utf8')

async function relata(...args: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const exit = await runCli(args, {
    cwd: FOLDER,
    write: (text) => (out += text),
    progress: (line) => (err += `${line}\n`),
    stdin: Readable.from(['']),
    signal: new AbortController().signal,
  })
  return { exit, out, err }
}

const MODELS = `# What the shop sells.
from django.db import models   # the usual


class Category( models.Model ):
    name = models.CharField(max_length=50)  # shown in the menu

    def __str__(self):
        return self.name


class Product(models.Model):
    title=models.CharField( max_length = 100 )
    category = models.ForeignKey(Category, models.CASCADE, related_name='products')

    class Meta:
        ordering = ['title']

    def shout(self):
        # louder
        return   self.title.upper()
`

/** Changes the design's text as an editor would: the record, not the file. */
function editDesign(from: string, to: string, change: (text: string) => string): void {
  const before = read(from)
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(at(to), after)
}

const renameTitle = (text: string): string => text.replaceAll('"name": "title"', '"name": "headline"')

describe('relata export --to django --onto', () => {
  beforeEach(async () => {
    writeFileSync(at('models.py'), MODELS)
    expect(await relata('import', 'models.py', '-o', 'shop.relata.json')).toMatchObject({ exit: 0 })
  })

  it('without an edit every byte stays', async () => {
    for (const text of [MODELS, MODELS.replaceAll('\n', '\r\n'), `\uFEFF${MODELS}`]) {
      writeFileSync(at('models.py'), text)
      expect(await relata('export', 'shop.relata.json', '--to', 'django', '--onto', 'models.py')).toMatchObject({
        exit: 0,
        out: '',
      })
      expect(read('models.py')).toBe(text)
    }
  })

  it('a renamed field changes only the lines that name it, and a second run nothing', async () => {
    editDesign('shop.relata.json', 'edited.relata.json', renameTitle)
    for (let run = 0; run < 2; run++) {
      expect(await relata('export', 'edited.relata.json', '--to', 'django', '--onto', 'models.py')).toMatchObject({
        exit: 0,
      })
      expect(changedLines(MODELS, read('models.py'))).toEqual(
        [
          '    headline=models.CharField( max_length = 100 )',
          "        ordering = ['headline']",
          '        return   self.headline.upper()',
        ].filter((line) => read('models.py').includes(line)),
      )
      expect(read('models.py')).toContain('    headline=models.CharField( max_length = 100 )\n')
    }
  })

  it('--dry-run prints a diff and writes nothing', async () => {
    editDesign('shop.relata.json', 'edited.relata.json', (text) => text.replace('"max_length": 50', '"max_length": 60'))
    const { exit, out } = await relata(
      'export',
      'edited.relata.json',
      '--to',
      'django',
      '--onto',
      'models.py',
      '--dry-run',
    )
    expect(exit).toBe(0)
    expect(out).toContain('--- a/models.py\n+++ b/models.py\n@@ ')
    expect(out.match(/^[-+](?![-+])/gm)).toEqual(['-', '+'])
    expect(out).toContain('+    name = models.CharField(max_length=60)  # shown in the menu\n')
    expect(read('models.py')).toBe(MODELS)
  })

  it('-o writes one file elsewhere, - to stdout', async () => {
    const onto = ['export', 'shop.relata.json', '--to', 'django', '--onto', 'models.py', '-o'] as const
    expect((await relata(...onto, '-')).out).toBe(MODELS)
    expect(await relata(...onto, 'copy.py')).toMatchObject({ exit: 0, out: '' })
    expect(read('copy.py')).toBe(MODELS)
  })

  it('a project folder: only the file of the edited model is written', async () => {
    mkdirSync(at('site', 'shop'), { recursive: true })
    mkdirSync(at('site', 'news'), { recursive: true })
    const news = MODELS.replace('Product', 'Story').replace('Category', 'Topic').replace('(Category', '(Topic')
    writeFileSync(at('site', 'shop', 'models.py'), MODELS)
    writeFileSync(at('site', 'news', 'models.py'), news)
    await relata('import', 'site', '-o', 'site.relata.json')
    editDesign('site.relata.json', 'site2.relata.json', (text) => text.replace('"max_length": 50', '"max_length": 60'))
    const { out, exit } = await relata('export', 'site2.relata.json', '--to', 'django', '--onto', 'site', '--json')
    expect(exit).toBe(0)
    const { files } = JSON.parse(out) as { files: { path: string; added: number; removed: number }[] }
    expect(files).toMatchObject([{ added: 1, removed: 1 }])
    const [shop, topic] = [read('site', 'shop', 'models.py'), read('site', 'news', 'models.py')]
    expect([shop === MODELS, topic === news].filter(Boolean)).toHaveLength(1)
  })

  it('what does not fit ends with a word and the right code, and writes nothing', async () => {
    const django = ['--to', 'django', '--onto'] as const
    expect(await relata('export', 'shop.relata.json', '--to', 'sqlite', '--onto', 'models.py')).toMatchObject({
      exit: 2,
    })
    expect(await relata('export', 'shop.relata.json', '--to', 'django', '--dry-run')).toMatchObject({ exit: 2 })
    expect(await relata('export', 'shop.relata.json', ...django, 'missing.py')).toMatchObject({ exit: 3 })
    expect((await relata('export', 'school', ...django, 'models.py')).err).toContain('none of the design')
    expect(read('models.py')).toBe(MODELS)
    const latin = Buffer.from(MODELS.replace('usual', 'übliche'), 'latin1')
    writeFileSync(at('models.py'), latin)
    expect(await relata('export', 'shop.relata.json', ...django, 'models.py')).toMatchObject({ exit: 1 })
    expect(readFileSync(at('models.py'))).toEqual(latin)
  })

  it('--db-on-delete writes the database-level form', async () => {
    const { out } = await relata('export', 'shop.relata.json', '--to', 'django', '--db-on-delete')
    expect(out).toContain('models.DB_CASCADE')
  })
})

function changedLines(before: string, after: string): readonly string[] {
  const old = before.split('\n')
  return after.split('\n').filter((line, i) => line !== old[i])
}
