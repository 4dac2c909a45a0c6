import { chmodSync, mkdirSync, readFileSync, readdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import fsPromises from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { HostFailure } from '../../../shared/protocol/errors.ts'
import { createFile, createTestHost, openFile } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'
import { replaceFiles } from '../files/replace-files.ts'

const MODELS = `# What the shop sells.
from django.db import models


class Category( models.Model ):
    name = models.CharField(max_length=50)  # shown in the menu

    def __str__(self):
        return   self.name


class Product(models.Model):
    title=models.CharField( max_length = 100 )
`

let test: TestHost
const at = (...names: readonly string[]) => join(test.folder, ...names)
const read = (...names: readonly string[]) => readFileSync(at(...names), 'utf8')
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (failure: HostFailure) => failure,
  )
const longer = (text: string): string => text.replace(/"max_length": 50\b/, '"max_length": 60')

beforeEach(() => {
  test = createTestHost()
  writeFileSync(at('models.py'), MODELS)
})
afterEach(() => test.close())

const open = async () => test.client.call('doc.open', { file: await openFile(test.client, 'models.py') })

describe('a models.py as a design', () => {
  it('opens with its models, and saved unedited it is the same file', async () => {
    const { doc, text, etag, label, source, readOnly } = await open()
    expect({ label, readOnly, files: source?.files }).toEqual({
      label: 'models.py',
      readOnly: false,
      files: ['models.py'],
    })
    expect(text).toContain('"name": "Category"')
    const saved = await test.client.call('doc.save', { doc, text, etag })
    expect(saved.changes).toEqual({ files: [], diagnostics: [] })
    expect(read('models.py')).toBe(MODELS)
  })

  it('a save changes the edited line and says so; undone, the file is as it was', async () => {
    const { doc, text, etag } = await open()
    const review = await test.client.call('doc.review', { doc, text: longer(text) })
    expect(read('models.py')).toBe(MODELS)
    const saved = await test.client.call('doc.save', { doc, text: longer(text), etag })
    expect(saved.changes).toEqual(review)
    expect(saved.changes?.files).toMatchObject([{ path: 'models.py', added: 1, removed: 1 }])
    expect(saved.changes?.files[0]?.diff).toContain(
      '+    name = models.CharField(max_length=60)  # shown in the menu\n',
    )
    expect(read('models.py')).toBe(MODELS.replace('max_length=50', 'max_length=60'))
    await test.client.call('doc.save', { doc, text, etag: saved.etag })
    expect(read('models.py')).toBe(MODELS)
  })

  it('a rename stays a rename over several saves', async () => {
    const { doc, text, etag } = await open()
    const once = text.replace('"name": "title"', '"name": "headline"')
    const saved = await test.client.call('doc.save', { doc, text: once, etag })
    await test.client.call('doc.save', {
      doc,
      text: text.replace('"name": "title"', '"name": "caption"'),
      etag: saved.etag,
    })
    expect(read('models.py')).toBe(MODELS.replace('title=models', 'caption=models'))
  })

  it('[D2] is not saved over what someone else wrote, unless forced', async () => {
    const { doc, text, etag } = await open()
    const theirs = `${MODELS}\n# theirs\n`
    writeFileSync(at('models.py'), theirs)
    expect((await failureOf(test.client.call('doc.save', { doc, text: longer(text), etag })))?.code).toBe('CONFLICT')
    expect(read('models.py')).toBe(theirs)
    await test.client.call('doc.save', { doc, text: longer(text), etag, force: true })
    expect(read('models.py')).toBe(MODELS.replace('max_length=50', 'max_length=60'))
  })

  it('theirs can be taken: then edits are edits of theirs', async () => {
    const { doc } = await open()
    const theirs = `${MODELS}\n# theirs\n`
    writeFileSync(at('models.py'), theirs)
    const { text, etag } = await test.client.call('doc.read', { doc })
    await test.client.call('doc.save', { doc, text: longer(text), etag })
    expect(read('models.py')).toBe(theirs.replace('max_length=50', 'max_length=60'))
  })

  it('keeps a recovery copy that is still saved onto the file', async () => {
    const { doc, text, etag } = await open()
    await test.client.call('recovery.write', { doc, text: longer(text), etag })
    await test.client.call('doc.close', { doc })
    const again = await open()
    const { id } = again.recovery ?? { id: '' }
    const copy = await test.client.call('recovery.take', { id })
    expect(copy.source?.files).toEqual(['models.py'])
    await test.client.call('doc.save', { doc: copy.doc, text: copy.text, etag: copy.etag })
    expect(read('models.py')).toBe(MODELS.replace('max_length=50', 'max_length=60'))
  })

  it('saved as a design, it leaves the file alone from then on', async () => {
    const { doc, text } = await open()
    const file = await createFile(test.client, 'shop.relata.json')
    const { etag } = await test.client.call('doc.saveAs', { doc, text, file })
    await test.client.call('doc.save', { doc, text: longer(text), etag })
    expect(read('models.py')).toBe(MODELS)
    expect(read('shop.relata.json')).toBe(longer(text))
    expect((await failureOf(test.client.call('doc.review', { doc, text })))?.code).toBe('INVALID')
  })

  it('what is not UTF-8 is not opened', async () => {
    writeFileSync(at('models.py'), Buffer.from('# übel\nfrom django.db import models\n', 'latin1'))
    expect((await failureOf(open()))?.code).toBe('PARSE')
  })
})

describe('a project folder as a design', () => {
  beforeEach(() => {
    for (const app of ['shop', 'news']) {
      mkdirSync(at('site', app), { recursive: true })
      writeFileSync(at('site', app, 'models.py'), app === 'shop' ? MODELS : MODELS.replaceAll('Category', 'Topic'))
    }
  })

  const openSite = async () => {
    const [root] = await test.client.call('dir.roots', {})
    const site = await test.client.call('dir.openDir', { dir: root?.dir as never, name: 'site' })
    return test.client.call('doc.openFolder', { dir: site.dir })
  }

  it('saves into the files that the edits are about', async () => {
    const { doc, text, etag, source } = await openSite()
    expect(source?.files).toEqual(['site/news/models.py', 'site/shop/models.py'])
    const edited = text
      .replaceAll('"max_length": 50', '"max_length": 60')
      .replaceAll('"name": "title"', '"name": "caption"')
    const saved = await test.client.call('doc.save', { doc, text: edited, etag })
    expect(saved.changes?.files.map(({ path, added, removed }) => ({ path, added, removed }))).toEqual([
      { path: 'site/news/models.py', added: 2, removed: 2 },
      { path: 'site/shop/models.py', added: 2, removed: 2 },
    ])
    expect(read('site', 'shop', 'models.py')).toBe(
      MODELS.replace('max_length=50', 'max_length=60').replace('title=models', 'caption=models'),
    )
  })

  it('one file changed by someone else stops the save of all', async () => {
    const { doc, text, etag } = await openSite()
    writeFileSync(at('site', 'news', 'models.py'), `${MODELS}# theirs\n`)
    const edited = text.replaceAll('"max_length": 50', '"max_length": 60')
    expect((await failureOf(test.client.call('doc.save', { doc, text: edited, etag })))?.code).toBe('CONFLICT')
    expect(read('site', 'shop', 'models.py')).toBe(MODELS)
  })
})

describe('several files replaced together', () => {
  const files = () =>
    ['a.py', 'b.py', 'c.py'].map((name) => ({ path: at(name), bytes: Buffer.from('new'), expected: undefined }))
  beforeEach(() => {
    for (const { path } of files()) writeFileSync(path, 'old')
  })
  const contents = () => files().map(({ path }) => readFileSync(path, 'utf8'))

  it('all of them', async () => {
    await replaceFiles(files())
    expect(contents()).toEqual(['new', 'new', 'new'])
  })

  for (const failAt of [1, 2, 3]) {
    it(`none, when rename ${failAt} of 3 fails, and no temporary file stays`, async () => {
      let renames = 0
      const rename = async (from: string, to: string) => {
        if (++renames === failAt) throw Object.assign(new Error('disk'), { code: 'EIO' })
        renameSync(from, to)
      }
      const failure = await failureOf(replaceFiles(files(), { ...fsPromises, rename: rename as never }))
      expect(failure?.code).toBe('IO')
      expect(contents()).toEqual(['old', 'old', 'old'])
      expect(readdirSync(test.folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
    })
  }

  it('none, when one may not be written', async () => {
    chmodSync(at('c.py'), 0o444)
    const io = {
      ...fsPromises,
      access: async (path: unknown) => {
        if (path === at('c.py')) throw Object.assign(new Error('no'), { code: 'EACCES' })
      },
    }
    expect((await failureOf(replaceFiles(files(), io as never)))?.message).toContain('“c.py”')
    expect(contents()).toEqual(['old', 'old', 'old'])
  })

  it('says which are new when they cannot be put back', async () => {
    unlinkSync(at('c.py'))
    let renames = 0
    const rename = async (from: string, to: string) => {
      if (++renames === 2) {
        // What was written meanwhile has become something that cannot be replaced.
        unlinkSync(at('c.py'))
        mkdirSync(at('c.py'))
        throw Object.assign(new Error('disk'), { code: 'EIO' })
      }
      renameSync(from, to)
    }
    const failure = await failureOf(replaceFiles(files(), { ...fsPromises, rename: rename as never }))
    expect(failure?.message).toContain('not put back: “c.py”')
  })
})

describe('places beside a models.py', () => {
  const VIEWS = 'models.relata-views.json'
  const moved = (text: string): string =>
    text.replace(/("placements": \[\n\s*\{"model": "[^"]+", "x": )-?\d+/, '$1 1234')

  it('are kept only when asked for, named as Django does, and taken at the next opening', async () => {
    const first = await open()
    expect(first.source?.views).toEqual({ file: VIEWS, exists: false, isOurs: true })
    expect(moved(first.text)).not.toBe(first.text)
    await test.client.call('doc.save', { doc: first.doc, text: moved(first.text), etag: first.etag })
    expect(readdirSync(test.folder)).not.toContain(VIEWS)
    const saved = await test.client.call('doc.save', {
      doc: first.doc,
      text: moved(first.text),
      etag: first.etag,
      views: true,
    })
    expect(saved.changes).toEqual({ files: [], diagnostics: [], views: VIEWS })
    expect(read(VIEWS)).toContain('"model": "model:app.Category", "x": 1234')
    const again = await open()
    expect(again.source?.views.exists).toBe(true)
    expect(again.text).toContain('"x": 1234')
    const same = await test.client.call('doc.save', { doc: again.doc, text: again.text, etag: again.etag, views: true })
    expect(same.changes).toEqual({ files: [], diagnostics: [] })
  })

  it('that someone else changed, or that are another thing, are left alone; the models are saved all the same', async () => {
    const first = await open()
    await test.client.call('doc.save', { doc: first.doc, text: moved(first.text), etag: first.etag, views: true })
    const theirs = read(VIEWS).replace('1234', '4321')
    writeFileSync(at(VIEWS), theirs)
    const saved = await test.client.call('doc.save', {
      doc: first.doc,
      text: longer(first.text),
      etag: first.etag,
      views: true,
    })
    expect(saved.changes?.diagnostics.map(({ code }) => code)).toEqual(['relata.4106'])
    expect(read(VIEWS)).toBe(theirs)
    expect(read('models.py')).toContain('max_length=60')
    writeFileSync(at(VIEWS), Buffer.from([0xff, 0xfe, 0x00]))
    const broken = await open()
    expect(broken.source?.views.isOurs).toBe(false)
    expect(broken.source?.diagnostics.map(({ code }) => code)).toContain('relata.1020')
    await test.client.call('doc.save', { doc: broken.doc, text: broken.text, etag: broken.etag, views: true })
    expect(readFileSync(at(VIEWS))).toEqual(Buffer.from([0xff, 0xfe, 0x00]))
  })

  it('a folder keeps them inside, out of sight', async () => {
    mkdirSync(at('shop'))
    writeFileSync(at('shop', 'models.py'), MODELS)
    const [root] = await test.client.call('dir.roots', {})
    if (root === undefined) throw new Error('no root')
    const { dir } = await test.client.call('dir.openDir', { dir: root.dir, name: 'shop' })
    const { doc, text, etag } = await test.client.call('doc.openFolder', { dir })
    const saved = await test.client.call('doc.save', { doc, text, etag, views: true })
    expect(saved.changes?.views).toBe('.relata-views.json')
    expect(readdirSync(at('shop'))).toContain('.relata-views.json')
  })
})
