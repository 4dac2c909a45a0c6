import BetterSqlite from 'better-sqlite3'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { allRows, readBatch } from '../../../shared/protocol/column-batch.ts'
import type { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { forkSession } from '../../services/databases/session-process.ts'
import { createTestHost, openFile } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'

let test: TestHost
beforeAll(() => {
  test = createTestHost()
  const db = new BetterSqlite(join(test.folder, 'data.sqlite'))
  db.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b')")
  db.close()
})
afterAll(() => test.close())

async function open(mode: 'read' | 'write' = 'read') {
  const file = await openFile(test.client, 'data.sqlite')
  return (await test.client.call('sql.open', { source: { kind: 'file', file }, mode })).session
}

async function rowsOf(session: Handle<'sql'>, sql: string, params: never[] = []) {
  const rows: unknown[][] = []
  const { head, summary } = await test.client.call(
    'sql.query',
    { session, sql, params },
    { onItem: (c) => void rows.push(...allRows(readBatch(c.batch))) },
  )
  return { columns: head.columns.map((c) => c.name), rows, summary }
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (failure: HostFailure) => failure.code,
  )

describe('sessions', () => {
  it('answer queries in chunks, and read-only is read-only', async () => {
    const session = await open()
    expect(await rowsOf(session, 'SELECT id, name FROM t')).toMatchObject({
      columns: ['id', 'name'],
      rows: [
        [1, 'a'],
        [2, 'b'],
      ],
    })
    const many = await rowsOf(
      session,
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n LIMIT 20000',
    )
    expect(many.rows.length).toBe(20_000)
    expect(await codeOf(test.client.call('sql.exec', { session, sql: 'DELETE FROM t' }))).toBe('DENIED')
    expect(await codeOf(rowsOf(session, 'DELETE FROM t RETURNING id'))).toBe('DENIED')
    expect(await test.client.call('sql.tables', { session })).toMatchObject({
      tables: [{ name: 't', rows: 2, columns: [{ name: 'id' }, { name: 'name' }] }],
    })
    // For who only counts: of thousands of tables the columns are nine tenths of the answer.
    expect(await test.client.call('sql.tables', { session, columns: false })).toEqual({
      tables: [{ name: 't', kind: 'table', columns: [], rows: 2 }],
    })
  })

  it('write all or nothing in write mode', async () => {
    const session = await open('write')
    const done = await test.client.call('sql.exec', {
      session,
      sql: "INSERT INTO t VALUES (3, 'c'); UPDATE t SET name = 'x' WHERE id = 3",
    })
    expect(done.statements.map((s) => s.changes)).toEqual([1, 1])
    const failed = test.client.call('sql.exec', {
      session,
      sql: "INSERT INTO t VALUES (4, 'd'); INSERT INTO t VALUES (1, 'again')",
    })
    expect(await codeOf(failed)).toBe('SQL')
    expect((await rowsOf(session, 'SELECT max(id) FROM t')).rows).toEqual([[3]])
  })

  it('let others in while a slow reader holds back', async () => {
    const session = await open()
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const seen: number[] = []
    const slow = test.client.call(
      'sql.query',
      { session, sql: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n LIMIT 30000' },
      { onItem: (c) => (seen.push(readBatch(c.batch).rows), gate) },
    )
    await expect.poll(() => seen.length, { timeout: 30_000 }).toBe(4)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(seen.length).toBe(4)
    expect((await rowsOf(session, 'SELECT 42')).rows).toEqual([[42]])
    release()
    expect((await slow).summary.rows).toBe(30_000)
  })

  it('end their calls when closed, as closed and not as crashed; no process takes their place', async () => {
    const logged: string[] = []
    let started = 0
    const spawnSession = () => (started++, forkSession())
    const own = createTestHost({ spawnSession, log: (text) => void logged.push(text) })
    new BetterSqlite(join(own.folder, 'empty.sqlite')).exec('CREATE TABLE t (id)').close()
    const source = { kind: 'file' as const, file: await openFile(own.client, 'empty.sqlite') }
    const { session } = await own.client.call('sql.open', { source })
    const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n'
    const running = own.client.call('sql.query', { session, sql }).catch((failure: HostFailure) => failure)
    // By then the warm process that waits for the next database has been started, too.
    await new Promise((resolve) => setTimeout(resolve, 500))
    const before = started
    await own.client.call('sql.close', { session })
    expect(await running).toMatchObject({ code: 'NOT_FOUND', message: 'This database has been closed.' })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect({ started, logged }).toEqual({ started: before, logged: [] })
    await own.close()
  })

  it('stop at the limit and say so', async () => {
    const session = await open()
    const { summary } = await test.client.call('sql.query', { session, sql: 'SELECT * FROM t', limit: 1 })
    expect(summary).toMatchObject({ rows: 1, truncated: true })
  })
})

describe('[S1] an endless statement', () => {
  const cte = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)'
  const shapes = {
    aggregate: `${cte} SELECT count(*) FROM n`,
    'cross join': `${cte}, m AS (SELECT i FROM n LIMIT 100000) SELECT count(*) FROM m a, m b, m c`,
    sort: `${cte} SELECT i, hex(randomblob(50)) h FROM (SELECT i FROM n LIMIT 100000000) ORDER BY h`,
    'huge text': `SELECT sum(length(printf('%.*c', 200000000 + i, 'x'))) FROM (${cte} SELECT i FROM n LIMIT 1000)`,
    rows: `${cte} SELECT i FROM n`,
  }
  const times = process.env['RELATA_FULL'] === '1' ? 50 : 3
  for (const [name, sql] of Object.entries(shapes)) {
    it(`${name}: is cancelled, and the next query works`, { timeout: 300_000 }, async () => {
      const session = await open()
      for (let i = 0; i < times; i++) {
        const stop = new AbortController()
        const running = codeOf(
          test.client.call(
            'sql.query',
            { session, sql, limit: 100_000 },
            { signal: stop.signal, onItem: () => new Promise((r) => setTimeout(r, 20)) },
          ),
        )
        await new Promise((resolve) => setTimeout(resolve, 100))
        const since = performance.now()
        stop.abort()
        expect(await running).toBe('CANCELLED')
        expect((await rowsOf(session, 'SELECT 1')).rows).toEqual([[1]])
        // Tells a hang from a busy machine; how long it takes is measured in test/bench/database.bench.ts.
        expect(performance.now() - since).toBeLessThan(30_000)
      }
    })
  }
})

describe('[S4] cost is bounded', () => {
  it('a statement that eats memory ends RESOURCE', { timeout: 60_000 }, async () => {
    const session = await open()
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM (SELECT DISTINCT randomblob(100000) FROM n)`
    expect(await codeOf(rowsOf(session, sql))).toBe('RESOURCE')
    expect((await rowsOf(session, 'SELECT 1')).rows).toEqual([[1]])
  })

  it('odd statements give clean errors', async () => {
    const session = await open()
    const odd = [
      '',
      ';',
      'SELECT',
      `SELECT ${'('.repeat(100_000)}1${')'.repeat(100_000)}`,
      `SELECT ${'1,'.repeat(40_000)}1`,
      'SELECT \0',
      "SELECT 'open",
      `SELECT ${'1 UNION SELECT '.repeat(5_000)}1`,
    ]
    for (const sql of odd) expect(await codeOf(rowsOf(session, sql))).toBe('SQL')
    expect(await codeOf(rowsOf(session, `SELECT '${'x'.repeat(1_100_000)}'`))).toBe('INVALID')
  })

  it('long cells come as a preview, and in full on demand', async () => {
    const session = await open()
    const sql = "SELECT printf('%.*c', 200000, 'é') long, zeroblob(100000)"
    const { rows } = await rowsOf(session, sql)
    expect(rows[0]).toMatchObject([{ type: 'text' }, { bytes: 100_000, type: 'blob' }])
    const cell = await test.client.call('sql.cell', { session, sql, row: 0, column: 0, offset: 199_990 })
    expect(cell.total).toBe(200_000)
    expect((cell.value as string).length).toBe(10)
  })
})

it('[S6] results are exact', async () => {
  const session = await open()
  const { columns, rows } = await rowsOf(
    session,
    'SELECT 1 a, 2 a, 9223372036854775807 b, 9e999 c, zeroblob(0) d, 1.0 e, \'x\' "__proto__", NULL',
  )
  expect(columns).toEqual(['a', 'a', 'b', 'c', 'd', 'e', '__proto__', 'NULL'])
  expect(rows).toEqual([[1, 2, { $i: '9223372036854775807' }, { $f: 'Infinity' }, { $b: '' }, { $f: '1' }, 'x', null]])
})

it('a process that dies by itself ends CRASHED, and the session goes on', async () => {
  const session = await open()
  const running = codeOf(
    rowsOf(session, 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n'),
  )
  await new Promise((resolve) => setTimeout(resolve, 200))
  const resets: unknown[] = []
  const stop = test.client.on('sql.reset', (event) => resets.push(event.reason))
  await killSessions()
  expect(await running).toBe('CRASHED')
  expect((await rowsOf(session, 'SELECT 1')).rows).toEqual([[1]])
  expect(resets).toEqual(['crashed'])
  stop()
})

it('a process that dies while nothing is asked of it is replaced before the next question', async () => {
  const session = await open()
  const resets: unknown[] = []
  test.client.on('sql.reset', (event) => event.session === session && resets.push(event.reason))
  const pids = await killSessions()
  await expect.poll(() => pids.filter(isAlive), { timeout: 30_000 }).toEqual([])
  expect((await rowsOf(session, 'SELECT 1')).rows).toEqual([[1]])
  expect(resets).toEqual(['crashed'])
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function killSessions(): Promise<readonly number[]> {
  const { execSync } = await import('node:child_process')
  const pids = execSync(`ps -o pid=,pcpu=,args= --ppid ${process.pid}`)
    .toString()
    .split('\n')
    .filter((line) => line.includes('session-main'))
    .map((line) => Number(line.trim().split(/\s+/)[0]))
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  return pids
}

it('nothing is left beside a file that was only read', () => {
  expect(readdirSync(test.folder).filter((name) => name.startsWith('data'))).toEqual(['data.sqlite'])
  expect(existsSync(join(test.folder, 'data.sqlite'))).toBe(true)
  expect(statSync(join(test.folder, 'data.sqlite')).size).toBeGreaterThan(0)
})

it('[S1] a host that is killed leaves no query running', { timeout: 30_000 }, async () => {
  const { fork, execSync } = await import('node:child_process')
  const host = fork(join(import.meta.dirname, '..', '..', 'test-support', 'query-for-ever.ts'), [
    join(test.folder, 'data.sqlite'),
  ])
  await new Promise((resolve) => host.once('message', resolve))
  const children = () =>
    execSync(`ps -o pid= --ppid ${host.pid} || true`).toString().trim().split(/\s+/).filter(Boolean).map(Number)
  const pids = children()
  expect(pids.length).toBeGreaterThan(0)
  host.kill('SIGKILL')
  const alive = () => pids.filter((pid) => existsSync(`/proc/${pid}`))
  const since = Date.now()
  while (alive().length > 0 && Date.now() - since < 10_000) await new Promise((resolve) => setTimeout(resolve, 100))
  expect(alive()).toEqual([])
})
