import BetterSqlite from 'better-sqlite3'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { allRows, readBatch } from '../../../shared/protocol/column-batch.ts'
import type { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { createTestHost, openFile } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'

const TABLES = "CREATE TABLE Album (AlbumId INTEGER PRIMARY KEY, Title TEXT); INSERT INTO Album VALUES (1, 'Kind')"

describe('a database file that others', () => {
  let test: TestHost
  let writer: ChildProcess | null = null
  beforeAll(() => {
    test = createTestHost()
  })
  afterAll(async () => {
    writer?.kill('SIGKILL')
    await test.close()
  })

  const at = (name: string) => join(test.folder, name)
  const beside = () =>
    readdirSync(test.folder)
      .filter((name) => !name.startsWith('.'))
      .toSorted()
  function make(name: string, wal: boolean): void {
    const db = new BetterSqlite(at(name))
    if (wal) db.pragma('journal_mode = WAL')
    db.exec(TABLES)
    db.close()
  }
  /** Another program with the file. */
  async function startWriter(name: string, mode: 'wal' | 'exclusive'): Promise<void> {
    writer = fork(join(import.meta.dirname, '..', '..', 'test-support', 'other-writer.ts'), [at(name), mode])
    await once(writer, 'message')
  }
  async function stopWriter(): Promise<void> {
    if (writer === null) return
    const gone = once(writer, 'exit')
    writer.kill('SIGKILL')
    await gone
    writer = null
  }
  const models = async (name: string): Promise<string[]> => {
    const { text, diagnostics } = await test.client.call('import.run', { files: [await openFile(test.client, name)] })
    expect(diagnostics).toEqual([])
    return (JSON.parse(text) as { models: { name: string }[] }).models.map((model) => model.name).toSorted()
  }
  const open = async (name: string): Promise<Handle<'sql'>> =>
    (await test.client.call('sql.open', { source: { kind: 'file', file: await openFile(test.client, name) } })).session
  const rows = async (session: Handle<'sql'>, sql: string): Promise<unknown[]> => {
    const found: unknown[] = []
    await test.client.call(
      'sql.query',
      { session, sql },
      { onItem: (item) => void found.push(...allRows(readBatch(item.batch))) },
    )
    return found
  }
  const failureOf = (call: Promise<unknown>) =>
    call.then(
      () => 'no failure',
      ({ code, message }: HostFailure) => `${code}: ${message}`,
    )

  it('keep in WAL mode and have closed is read without a trace beside it', async () => {
    make('closed.db', true)
    const before = beside()
    const bytes = readFileSync(at('closed.db'))
    expect(await models('closed.db')).toEqual(['Album'])
    const session = await open('closed.db')
    expect(await rows(session, 'SELECT Title FROM Album')).toEqual([['Kind']])
    expect(beside()).toEqual(before)
    const { label } = await test.client.call('sql.backup', { session })
    expect(beside().filter((name) => name !== label && !/-(?:wal|shm)$/.test(name))).toEqual(before)
    await test.client.call('sql.close', { session })
    expect(readFileSync(at('closed.db')).equals(bytes)).toBe(true)
  })

  it('write to meanwhile is drawn and read with what stands in their log only, and goes on', async () => {
    make('busy.db', true)
    await startWriter('busy.db', 'wal')
    const before = beside()
    expect(await models('busy.db')).toEqual(['Album', 'Late'])
    const session = await open('busy.db')
    const [[first]] = (await rows(session, 'SELECT count(*) FROM Late')) as [[number]]
    expect(first).toBeGreaterThan(0)
    for (let tries = 0; ; tries++) {
      const [[later]] = (await rows(session, 'SELECT count(*) FROM Late')) as [[number]]
      if (later > first) break
      expect(tries).toBeLessThan(2_000)
    }
    await test.client.call('sql.close', { session })
    await stopWriter()
    expect(beside()).toEqual(before)
  })

  it('hold for themselves ends in a message, and opens once they let go', async () => {
    make('held.db', false)
    await startWriter('held.db', 'exclusive')
    expect(await failureOf(open('held.db'))).toMatch(
      /^BUSY: The database is locked by another program\. Close it there/,
    )
    await stopWriter()
    const session = await open('held.db')
    expect(await rows(session, 'SELECT Title FROM Album')).toEqual([['Kind']])
    await test.client.call('sql.close', { session })
  })

  it('call a database and that is none, or nothing, or damaged, is said so with what to do', async () => {
    make('whole.db', false)
    const whole = readFileSync(at('whole.db'))
    writeFileSync(at('text.db'), 'not a database, '.repeat(500))
    writeFileSync(at('empty.sqlite'), '')
    writeFileSync(at('cut.db'), Buffer.from(whole).fill(0x41, 4096 + 8, 4096 + 2000))
    const before = beside()
    const drawn = async (name: string) => failureOf(models(name))
    expect(await drawn('text.db')).toMatch(/^PARSE: “text\.db” is not a SQLite database, or it is encrypted\. Look/)
    expect(await drawn('empty.sqlite')).toMatch(/^PARSE: “empty\.sqlite” is empty/)
    expect(await failureOf(open('text.db'))).toMatch(/^PARSE: This is not a SQLite database, or it is encrypted\. Look/)
    expect(await failureOf(open('cut.db'))).toMatch(
      /^PARSE: The database file is damaged: Tree 2 .* “sqlite3 FILE \.recover”/s,
    )
    expect(beside()).toEqual(before)
  })

  it('is asked by a script of several statements that read, and refuses one that writes', async () => {
    make('asked.db', false)
    const session = await open('asked.db')
    const exec = (sql: string) => test.client.call('sql.exec', { session, sql })
    const { statements, changes } = await exec('SELECT Title FROM Album; -- two\nVALUES (1), (2); PRAGMA table_list')
    expect(statements.slice(0, 2).map((one) => one.rows)).toEqual([[['Kind']], [[1], [2]]])
    expect(statements).toHaveLength(3)
    expect(changes).toEqual([])
    expect(await failureOf(exec('SELECT 1; DELETE FROM Album'))).toMatch(/^DENIED/)
    expect(await failureOf(exec('SELECT 1; PRAGMA query_only = 0'))).toMatch(/^DENIED/)
    expect(await failureOf(exec("SELECT 1; VACUUM INTO 'x.db'"))).toMatch(/^DENIED/)
    expect(await failureOf(exec("ATTACH 'x.db' AS x; SELECT 1"))).toMatch(/^DENIED/)
    expect(await failureOf(exec('SELECT 1; SELECT nothing'))).toMatch(/^SQL/)
    expect(beside()).not.toContain('x.db')
    await test.client.call('sql.close', { session })
  })
})
