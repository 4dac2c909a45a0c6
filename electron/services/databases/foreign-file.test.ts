import BetterSqlite from 'better-sqlite3'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { toBase64 } from '../../../shared/protocol/base64.ts'
import type { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { createTestHost, openFile } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'

let test: TestHost
let path: string
let text: string
beforeAll(async () => {
  test = createTestHost()
  path = join(test.folder, 'music.db')
  const db = new BetterSqlite(path)
  db.exec("CREATE TABLE Album (AlbumId INTEGER PRIMARY KEY, Title TEXT NOT NULL); INSERT INTO Album VALUES (1, 'Kind')")
  db.close()
  text = (await test.client.call('import.run', { files: [await openFile(test.client, 'music.db')] })).text
})
afterAll(() => test.close())

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => ({ code: 'ok', message: '' }),
    ({ code, message }: HostFailure) => ({ code, message }),
  )

async function open(mode: 'read' | 'write', name = 'music.db') {
  const file = await openFile(test.client, name)
  const { session } = await test.client.call('sql.open', { source: { kind: 'file', file }, mode })
  return session
}

async function run(session: Handle<'sql'>, code: string, write = false) {
  const items: unknown[] = []
  await test.client.call('orm.run', { session, code, write }, { onItem: ({ result }) => void items.push(result) })
  return JSON.stringify(items)
}

describe('a database that others made', () => {
  it('takes the design over and is not touched by that, nor by queries and what they refuse', async () => {
    const before = readFileSync(path)
    const session = await open('read')
    const synced = await test.client.call('sql.sync', { session, design: { kind: 'text', text, revision: 1 } })
    expect(synced).toMatchObject({ changed: false, plan: [], revision: 1 })
    expect(await run(session, "[a.title for a in Album.objects.filter(title__startswith='K')]")).toContain('Kind')
    expect(await run(session, "Album.objects.create(title='x')")).toContain('this session may only read')
    expect((await failureOf(test.client.call('sample.fill', { session, rows: 3 }))).code).toBe('DENIED')
    expect((await failureOf(test.client.call('sql.reset', { session }))).code).toBe('DENIED')
    const patch = { kind: 'patch' as const, patch: [], from: 7, revision: 8 }
    expect((await failureOf(test.client.call('sql.sync', { session, design: patch }))).code).toBe('CONFLICT')
    await test.client.call('sql.close', { session })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is copied beside itself, each time to a name of its own, also while it is open for reading', async () => {
    const before = readFileSync(path)
    const session = await open('read')
    const names = [await test.client.call('sql.backup', { session }), await test.client.call('sql.backup', { session })]
    const copies = readdirSync(test.folder).filter((name) => name.includes('.backup-'))
    expect(copies.toSorted()).toEqual(names.map(({ label }) => label).toSorted())
    expect(copies).toHaveLength(2)
    for (const name of copies) {
      expect(name).toMatch(/^music\.db\.backup-\d{8}-\d{6}(-2)?\.sqlite$/)
      const db = new BetterSqlite(join(test.folder, name), { readonly: true })
      expect(db.prepare('SELECT Title FROM Album').pluck().all()).toEqual(['Kind'])
      db.close()
    }
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('says in words what keeps it from being opened', async () => {
    writeFileSync(join(test.folder, 'odd.db'), 'SQLite format 3\0 and then nothing of the kind')
    expect(await failureOf(open('read', 'odd.db'))).toMatchObject({ code: 'PARSE' })
    writeFileSync(join(test.folder, 'gone.db'), readFileSync(path))
    const file = await openFile(test.client, 'gone.db')
    rmSync(join(test.folder, 'gone.db'))
    expect(await failureOf(test.client.call('sql.open', { source: { kind: 'file', file } }))).toEqual({
      code: 'NOT_FOUND',
      message: '“gone.db” is not there any more.',
    })
  })

  it('that came through the page has no place for a copy, and goes with its session', async () => {
    const bytes = toBase64(new Uint8Array(readFileSync(path)))
    const { file } = await test.client.call('file.drop', { name: 'dropped.db', bytes })
    const { session, label } = await test.client.call('sql.open', { source: { kind: 'file', file } })
    expect(label).toBe('dropped.db')
    expect((await failureOf(test.client.call('sql.backup', { session }))).code).toBe('DENIED')
    await test.client.call('sql.close', { session })
    expect(readdirSync(join(test.folder, '.home', 'uploads'))).toEqual([])
  })
})
