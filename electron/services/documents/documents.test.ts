import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { HostFailure } from '../../../shared/protocol/errors.ts'
import { createFile, createTestHost, openFile } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'
import { forkScript } from '../../test-support/fork-script.ts'

let test: TestHost
const path = (name: string) => join(test.folder, name)
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (failure: HostFailure) => failure.code,
  )
const openNamed = async (name: string, client = test.client) =>
  client.call('doc.open', { file: await openFile(client, name) })

beforeEach(() => {
  test = createTestHost()
  writeFileSync(path('a.relata.json'), '{"v":1}')
})
afterEach(() => test.close())

describe('designs on disk', () => {
  it('open, save, save again', async () => {
    const { doc, text, etag, label, readOnly } = await openNamed('a.relata.json')
    expect({ text, label, readOnly }).toEqual({ text: '{"v":1}', label: 'a.relata.json', readOnly: false })
    const first = await test.client.call('doc.save', { doc, text: '{"v":2}', etag })
    const second = await test.client.call('doc.save', { doc, text: '{"v":3}', etag: first.etag })
    expect(readFileSync(path('a.relata.json'), 'utf8')).toBe('{"v":3}')
    expect(second.etag).not.toBe(first.etag)
  })

  it('[D2] are not saved over what someone else wrote, unless forced', async () => {
    const { doc, etag } = await openNamed('a.relata.json')
    writeFileSync(path('a.relata.json'), 'theirs')
    expect(await codeOf(test.client.call('doc.save', { doc, text: 'mine', etag }))).toBe('CONFLICT')
    expect(readFileSync(path('a.relata.json'), 'utf8')).toBe('theirs')
    expect((await test.client.call('doc.read', { doc })).text).toBe('theirs')
    await test.client.call('doc.save', { doc, text: 'mine', etag, force: true })
    expect(readFileSync(path('a.relata.json'), 'utf8')).toBe('mine')
  })

  it('[D2] a file that was only touched is no conflict; one that was deleted is written again', async () => {
    const { doc, etag } = await openNamed('a.relata.json')
    utimesSync(path('a.relata.json'), new Date(), new Date())
    const { etag: next } = await test.client.call('doc.save', { doc, text: '2', etag })
    unlinkSync(path('a.relata.json'))
    await test.client.call('doc.save', { doc, text: '3', etag: next })
    expect(readFileSync(path('a.relata.json'), 'utf8')).toBe('3')
  })

  it('[D2] say when they change on disk, also by replacing, and not for our own saves', async () => {
    const { doc, etag } = await openNamed('a.relata.json')
    const seen: string[] = []
    test.client.on('doc.changed', (event) => seen.push(event.change))
    await test.client.call('doc.save', { doc, text: 'ours', etag })
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(seen).toEqual([])
    for (let i = 0; i < 3; i++) {
      writeFileSync(path('b.tmp'), `theirs ${i}`)
      renameSync(path('b.tmp'), path('a.relata.json'))
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    unlinkSync(path('a.relata.json'))
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(seen).toEqual(['changed', 'changed', 'changed', 'deleted'])
  })

  it('[D4] are one file under two names', async () => {
    symlinkSync(path('a.relata.json'), path('link.relata.json'))
    const one = await openNamed('a.relata.json')
    const two = await openNamed('link.relata.json')
    expect(two.label).toBe('a.relata.json')
    await test.client.call('doc.save', { doc: one.doc, text: 'one', etag: one.etag })
    expect(await codeOf(test.client.call('doc.save', { doc: two.doc, text: 'two', etag: two.etag }))).toBe('CONFLICT')
  })

  it('get a file by save as, and only where the user chose one to write to', async () => {
    const { doc } = await test.client.call('doc.new', { name: 'New', text: '{}' })
    expect(await codeOf(test.client.call('doc.save', { doc, text: 'x', etag: null }))).toBe('NOT_FOUND')
    const readable = await openFile(test.client, 'a.relata.json')
    expect(await codeOf(test.client.call('doc.saveAs', { doc, text: 'x', file: readable }))).toBe('DENIED')
    const saved = await test.client.call('doc.saveAs', {
      doc,
      text: 'x',
      file: await createFile(test.client, 'new.relata.json'),
    })
    expect(saved.label).toBe('new.relata.json')
    await test.client.call('doc.save', { doc, text: 'y', etag: saved.etag })
    expect(readFileSync(path('new.relata.json'), 'utf8')).toBe('y')
    // The list of recent files is written beside the answer.
    await vi.waitFor(async () => {
      expect((await test.client.call('recent.list', {})).map((r) => r.label)).toContain('new.relata.json')
    })
  })

  it('that are no text, too odd or gone end in a message', async () => {
    writeFileSync(path('bin.relata.json'), Buffer.from([0xff, 0xfe, 0x80]))
    mkdirSync(path('folder.relata.json'))
    writeFileSync(path('gone.relata.json'), '')
    const gone = await openFile(test.client, 'gone.relata.json')
    unlinkSync(path('gone.relata.json'))
    expect(await codeOf(openNamed('bin.relata.json'))).toBe('PARSE')
    expect(await codeOf(openNamed('folder.relata.json'))).toBe('INVALID')
    expect(await codeOf(test.client.call('doc.open', { file: gone }))).toBe('NOT_FOUND')
    const failure = await test.client.call('doc.open', { file: gone }).catch((e: HostFailure) => e)
    expect(JSON.stringify((failure as HostFailure).error)).not.toContain(test.folder)
  })

  it('in a folder that is not there any more keep the text with the user', async () => {
    mkdirSync(path('sub'))
    writeFileSync(path('sub/b.relata.json'), '1')
    const [root] = await test.client.call('dir.roots', {})
    const sub = await test.client.call('dir.openDir', { dir: root!.dir, name: 'sub' })
    const { file } = await test.client.call('dir.openFile', { dir: sub.dir, name: 'b.relata.json' })
    const { doc, etag } = await test.client.call('doc.open', { file })
    rmSync(path('sub'), { recursive: true })
    expect(await codeOf(test.client.call('doc.save', { doc, text: '2', etag }))).toBe('NOT_FOUND')
  })
})

describe('the picker', () => {
  it('stays inside its folders', async () => {
    mkdirSync(path('sub'))
    symlinkSync('/etc', path('escape'))
    symlinkSync('/etc/hostname', path('escape.txt'))
    const [root] = await test.client.call('dir.roots', {})
    const dir = root!.dir
    const names = (await test.client.call('dir.list', { dir })).entries.map((e) => e.name)
    expect(names).toContain('a.relata.json')
    expect(names.some((name) => name.startsWith('.'))).toBe(false)
    expect(await codeOf(test.client.call('dir.openDir', { dir, name: 'escape' }))).toBe('DENIED')
    expect(await codeOf(test.client.call('dir.openFile', { dir, name: 'escape.txt' }))).toBe('DENIED')
    expect(await codeOf(test.client.call('dir.openDir', { dir, name: '..' }))).toBe('DENIED')
    expect(await codeOf(test.client.call('dir.createFile', { dir, name: '..' }))).toBe('INVALID')
    expect(await codeOf(test.client.call('dir.createFile', { dir, name: 'escape.txt' }))).toBe('DENIED')
    expect(await codeOf(test.client.call('dir.openFile', { dir, name: '../a' }))).toBe('INVALID')
    expect(await codeOf(test.client.call('doc.pickOpen', {}))).toBe('UNSUPPORTED')
  })

  it('takes uploads piece by piece', async () => {
    const { file } = await test.client.call('file.drop', {
      name: 'x.relata.json',
      bytes: Buffer.from('{"a":').toString('base64'),
    })
    await test.client.call('file.append', { file, bytes: Buffer.from('1}').toString('base64') })
    expect((await test.client.call('doc.open', { file })).text).toBe('{"a":1}')
    expect(await codeOf(test.client.call('file.append', { file, bytes: '!' }))).toBe('INVALID')
    expect(await test.client.call('file.info', { file })).toMatchObject({ bytes: 7 })
  })
})

describe('handles', () => {
  it('of 1,000 guessed, expired, foreign and wrong kinds none works', async () => {
    const { doc } = await openNamed('a.relata.json')
    const other = test.connect('window-2')
    expect(await codeOf(other.call('doc.read', { doc }))).toBe('DENIED')
    const guesses = Array.from({ length: 1_000 }, (_, i) => `doc_${i.toString(16).padStart(32, '0')}`)
    const codes = await Promise.all(
      guesses.map((guess) => codeOf(test.client.call('doc.read', { doc: guess as never }))),
    )
    expect(new Set(codes)).toEqual(new Set(['DENIED', 'RESOURCE']))
    expect(await codeOf(test.client.call('doc.read', { doc: doc.replace('doc_', 'file_') as never }))).toBe('INVALID')
    await test.client.call('doc.close', { doc })
    expect(await codeOf(test.client.call('doc.read', { doc }))).toBe('DENIED')
  })
})

describe('[D3] recovery', () => {
  it('offers what a crash left, hides what is open, forgets what was saved', async () => {
    const { doc, etag } = await openNamed('a.relata.json')
    await test.client.call('recovery.write', { doc, text: 'unsaved', etag })
    expect(await test.client.call('recovery.list', {})).toEqual([])
    test.client.close()
    const next = test.connect('window-2')
    const [copy] = await next.call('recovery.list', {})
    expect(copy).toMatchObject({ label: 'a.relata.json', bytes: 7, fileIsNewer: false })
    const reopened = await next.call('doc.open', { file: await openFile(next, 'a.relata.json') })
    expect(reopened.recovery?.id).toBe(copy?.id)
    const taken = await next.call('recovery.take', { id: copy!.id })
    expect(taken).toMatchObject({ text: 'unsaved', etag, label: 'a.relata.json' })
    await next.call('doc.save', { doc: taken.doc, text: taken.text, etag: taken.etag })
    expect(await next.call('recovery.list', {})).toEqual([])
    expect(readdirSync(join(test.folder, '.home', 'recovery'))).toEqual([])
  })

  it('follows what changed, and says so when it holds another text', async () => {
    const { doc, etag } = await openNamed('a.relata.json')
    const change = (
      since: number,
      version: number,
      splices: { from: number; to: number; text: string }[],
      write = true,
    ) => test.client.call('recovery.change', { doc, etag, since, version, splices, write })
    expect(await change(0, 1, [{ from: 0, to: 0, text: 'one ' }], false)).toEqual({ isKnown: true })
    expect(await change(1, 2, [{ from: 4, to: 4, text: 'two three' }])).toEqual({ isKnown: true })
    const both = [
      { from: 0, to: 3, text: '1' },
      { from: 8, to: 13, text: '3' },
    ]
    expect(await change(2, 3, both)).toEqual({ isKnown: true })
    expect(await change(2, 4, both)).toEqual({ isKnown: false })
    expect(await codeOf(change(3, 4, [{ from: 0, to: 99, text: '' }]))).toBe('INVALID')
    test.client.close()
    const next = test.connect('window-2')
    const [copy] = await next.call('recovery.list', {})
    expect(await next.call('recovery.take', { id: copy!.id })).toMatchObject({ text: '1 two 3', etag })
  })

  it('says when the file is newer than the copy, and drops a copy that says the same', async () => {
    const { doc, etag } = await openNamed('a.relata.json')
    await test.client.call('recovery.write', { doc, text: 'unsaved', etag })
    test.client.close()
    const later = new Date(Date.now() + 5_000)
    writeFileSync(path('a.relata.json'), 'other')
    utimesSync(path('a.relata.json'), later, later)
    const next = test.connect('window-2')
    expect(await next.call('recovery.list', {})).toMatchObject([{ fileIsNewer: true }])
    const taken = await next.call('recovery.take', { id: (await next.call('recovery.list', {}))[0]!.id })
    expect(await codeOf(next.call('doc.save', { doc: taken.doc, text: taken.text, etag: taken.etag }))).toBe('CONFLICT')
    writeFileSync(path('a.relata.json'), 'unsaved')
    expect(await next.call('recovery.list', {})).toEqual([])
  })

  it('keeps a design that never had a file', async () => {
    const { doc } = await test.client.call('doc.new', { name: 'Untitled', text: '' })
    await test.client.call('recovery.write', { doc, text: 'drawn', etag: null })
    test.client.close()
    const next = test.connect('window-2')
    const [copy] = await next.call('recovery.list', {})
    expect(await next.call('recovery.take', { id: copy!.id })).toMatchObject({
      text: 'drawn',
      label: 'Untitled',
      etag: null,
    })
  })

  it('keeps none of a design whose edits were all undone', async () => {
    const { doc } = await test.client.call('doc.new', { name: 'Untitled', text: '' })
    await test.client.call('recovery.write', { doc, text: 'drawn', etag: null })
    await test.client.call('recovery.drop', { doc })
    test.client.close()
    expect(await test.connect('window-2').call('recovery.list', {})).toEqual([])
  })

  const kills = process.env['RELATA_FULL'] === '1' ? 200 : 15
  it(`after each of ${kills} kills gives back what was acknowledged`, { timeout: 300_000 }, async () => {
    writeFileSync(path('edited.relata.json'), 'start')
    for (let i = 0; i < kills; i++) {
      const child = forkScript('edit-for-ever', [test.folder])
      let acknowledged = 0
      child.on('message', (n) => (acknowledged = n as number))
      await new Promise((resolve) => child.once('message', resolve))
      await new Promise((resolve) => setTimeout(resolve, (i * 5) % 31))
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      const [copy] = await test.client.call('recovery.list', {})
      const { text, doc } = await test.client.call('recovery.take', { id: copy!.id })
      const edits = text.split(' ')
      expect(edits).toEqual(['start', ...edits.slice(1).map((_, n) => `edit${n + 1}`)])
      expect(edits.length - 1).toBeGreaterThanOrEqual(acknowledged)
      await test.client.call('doc.close', { doc })
      await test.client.call('recovery.discard', { id: copy!.id })
    }
  })
})

describe('small things', () => {
  it('preferences stay, a broken file is set aside', async () => {
    await test.client.call('prefs.set', { patch: { theme: 'dark', zoom: 1.5 } })
    await test.client.call('prefs.set', { patch: { zoom: null } })
    expect(await test.client.call('prefs.get', {})).toEqual({ theme: 'dark' })
    writeFileSync(join(test.folder, '.home', 'preferences.json'), '{broken')
    expect(await test.client.call('prefs.get', {})).toEqual({})
    expect(existsSync(join(test.folder, '.home', 'preferences.json.broken'))).toBe(true)
    expect(await codeOf(test.client.call('prefs.set', { patch: { big: 'x'.repeat(300_000) } }))).toBe('RESOURCE')
  })

  it('recent files: newest first, missing ones stay, forgotten ones go', async () => {
    writeFileSync(path('b.relata.json'), '2')
    await openNamed('a.relata.json')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await openNamed('b.relata.json')
    await new Promise((resolve) => setTimeout(resolve, 50))
    unlinkSync(path('b.relata.json'))
    const list = await test.client.call('recent.list', {})
    expect(list).toMatchObject([
      { label: 'b.relata.json', missing: true },
      { label: 'a.relata.json', missing: false },
    ])
    const { file } = await test.client.call('recent.open', { id: list[1]!.id })
    expect((await test.client.call('doc.open', { file })).text).toBe('{"v":1}')
    await test.client.call('recent.forget', { id: null })
    expect(await test.client.call('recent.list', {})).toEqual([])
  })

  it('examples open as unsaved designs', async () => {
    const names = (await test.client.call('examples.list', {})).map((e) => e.name)
    expect(names).toEqual(expect.arrayContaining(['blog', 'library', 'school']))
    expect((await test.client.call('examples.open', { name: 'blog' })).text).toContain('"relata"')
    expect(await codeOf(test.client.call('examples.open', { name: 'none' }))).toBe('NOT_FOUND')
    expect(await codeOf(test.client.call('examples.open', { name: '../package' }))).toBe('INVALID')
  })

  it.runIf(process.getuid?.() !== 0)('an unwritable folder is said, and the design stays open', async () => {
    chmodSync(test.folder, 0o555)
    const { doc, etag, readOnly } = await openNamed('a.relata.json')
    expect(readOnly).toBe(true)
    expect(await codeOf(test.client.call('doc.save', { doc, text: 'x', etag }))).toBe('DENIED')
    chmodSync(test.folder, 0o755)
  })

  it('links open only where they are harmless', async () => {
    const urls: string[] = []
    const host = createTestHost({ openExternal: async (url) => void urls.push(url) })
    for (const url of ['https://example.org/a', 'mailto:a@b.c']) await host.client.call('shell.openExternal', { url })
    const hostile = [
      'http://a',
      'file:///etc/passwd',
      'javascript:alert(1)',
      ' javascript:x',
      'data:text/html,x',
      'smb://x',
      'vscode://x',
      'https://user:pw@host',
      '',
      'x',
      '//a',
      'ms-msdt:x',
      'ftp://a',
      'blob:https://a',
      'about:blank',
      'app://bundle',
      '\\\\srv\\x',
      'C:\\x',
      'search-ms:x',
      'HTTPS:',
    ]
    for (const url of hostile) expect(await codeOf(host.client.call('shell.openExternal', { url }))).toBe('DENIED')
    expect(urls).toEqual(['https://example.org/a', 'mailto:a@b.c'])
    await host.close()
  })
})
