import fc from 'fast-check'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { tempFolder } from '../test-support/test-host.ts'
import { bundlePath, findBundleFile } from './bundle-file.ts'

describe('[R2] files of the page', () => {
  let folder = ''
  beforeAll(() => {
    folder = tempFolder()
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
    writeFileSync(join(folder, 'page', 'index.html'), 'x')
    writeFileSync(join(folder, 'page', 'assets', 'a-1.js'), 'x')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'page', 'link.txt'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('are found by plain paths', async () => {
    expect(bundlePath('/')).toBe('index.html')
    expect(await findBundleFile(join(folder, 'page'), '/assets/a-1.js')).toMatchObject({
      type: 'text/javascript; charset=utf-8',
    })
    expect(await findBundleFile(join(folder, 'page'), '/assets/b.js')).toBeNull()
  })

  it('do not include where a link leads', async () => {
    expect(await findBundleFile(join(folder, 'page'), '/link.txt')).toBeNull()
  })

  it('stay inside, whatever the path: 10,000 of them', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%252e%252e',
      '\\',
      '%5c',
      '%00',
      '\0',
      'C:',
      '//',
      '/',
      'index.html',
      'a.js',
      '~',
      '....',
      '%2f',
      'ü',
      '?',
      '#',
      ' ',
      '\\\\srv\\c$',
      '.git',
      'secret.txt',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = bundlePath(`/${parts.join('/')}`) ?? bundlePath(parts.join(''))
        if (path === null) return
        expect(path).toMatch(/^[\w-][\w@-]*(?:\.[\w@-]+)*(?:\/[\w-][\w@-]*(?:\.[\w@-]+)*)*$/)
        expect(path.split('/')).not.toContain('..')
      }),
      { numRuns: 10_000 },
    )
  })
})
