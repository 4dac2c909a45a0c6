/**
 * The rows of a table of a million: pages anywhere (S2 of the goals), sorted and filtered, beside OFFSET; and
 * all of them into a CSV file (S4), beside `sqlite3 -csv` where that is installed.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createSessionPool } from '../../electron/services/databases/session-pool.ts'
import { forkSession } from '../../electron/services/databases/session-process.ts'
import type { SessionProcess } from '../../electron/services/databases/session-process.ts'
import { SqlSession } from '../../electron/services/databases/sql-session.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { exportRows } from '../../electron/sqlite/rows/files/export-rows.ts'
import { importRows } from '../../electron/sqlite/rows/files/import-rows.ts'
import { countRows, readPage } from '../../electron/sqlite/rows/reading/read-page.ts'
import type { ViewRequest } from '../../electron/sqlite/rows/reading/read-page.ts'
import type { CellRule } from '../../shared/rows/cell-rule.ts'
import { processTimes } from './import-page.ts'
import { median, printTable } from './measure.ts'

const ROWS = 1_000_000
const EXPORTS = 5
const folder = mkdtempSync(join(tmpdir(), 'relata-rows-'))
const path = join(folder, 'rows.sqlite')
const db = openDatabase({ path, mode: 'write', create: true, nativeBinding: null })
db.pragma('synchronous = OFF')
db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER, price REAL, active bool, day TEXT, note TEXT);
  INSERT INTO t WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n LIMIT ${ROWS})
  SELECT v, 'name ' || v, 'user' || v || '@example.com', (v * 7919) % 90, v / 3.0, v % 2, '2024-01-' || (10 + v % 20), 'a note of some length, ' || v FROM n;
  CREATE TABLE gaps AS SELECT * FROM t; DELETE FROM gaps WHERE id % 7 = 0;
  CREATE TABLE again (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER, price REAL, active bool, day TEXT, note TEXT)`)

/** The shell's CPU for the same, ms; null where it is not installed. */
function shellExport(): number | null {
  const out = openSync(join(folder, 'shell.csv'), 'w')
  const script = 'sqlite3 -csv -header "$1" "SELECT * FROM t" && times >&2'
  const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', path], {
    stdio: ['ignore', out, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(out)
  // User's and system's seconds of the shell, then of its children.
  const seconds = [...stderr.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s))
  return status === 0 ? seconds.reduce((sum, one) => sum + one, 0) * 1000 : null
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
function timed(work: () => unknown): number {
  const since = performance.now()
  work()
  return performance.now() - since
}
const plain = (table: string): ViewRequest => ({ table, filters: [], sort: [] })
const sorted: ViewRequest = { table: 't', filters: [], sort: [{ column: 'age', descending: true }] }
const filtered: ViewRequest = { table: 't', filters: [{ op: 'contains', column: 'name', text: '77' }], sort: [] }
/** The first call prepares what later ones find there. */
function pages(what: string, view: ViewRequest, start: number) {
  const first = timed(() => readPage(db, view, start, 200))
  const later = Array.from({ length: 15 }, (_, i) => timed(() => readPage(db, view, Math.max(0, start - i * 777), 200)))
  return { what, 'first ms': first, 'later ms': median(later) }
}
const offset = db.prepare(`SELECT * FROM t ORDER BY id LIMIT 200 OFFSET ${ROWS - 1_000}`).raw()
const offsets = Array.from({ length: 9 }, () => timed(() => offset.all()))
printTable(`Pages of 200 rows out of ${ROWS.toLocaleString('en')}, wall ms in the session`, [
  pages('top', plain('t'), 0),
  pages('the end', plain('t'), ROWS - 1_000),
  pages('the end, rowids with gaps', plain('gaps'), 850_000),
  pages('sorted by a column without index: top', sorted, 0),
  pages('sorted: the end (the first makes the list)', sorted, ROWS - 20_000),
  pages('filtered by a text: top', filtered, 0),
  {
    what: 'counted',
    'first ms': timed(() => countRows(db, filtered)),
    'later ms': timed(() => countRows(db, filtered)),
  },
  { what: 'the end by OFFSET', 'first ms': offsets[0] ?? 0, 'later ms': median(offsets) },
])

/** The very first page that a process gives: of one that had waited for a database, as the host keeps one ready. */
const alive = setInterval(() => {}, 1_000)
const forked: SessionProcess[] = []
const pool = createSessionPool(
  () => {
    const child = forkSession()
    forked.push(child)
    return child
  },
  { nativeBinding: null },
)
pool.take().process.kill()
const open = { path, mode: 'read' as const, create: false, nativeBinding: null }
/** A session in a process that is ready, and what its process has taken so far, CPU ms. */
async function readySession(): Promise<{ session: SqlSession; takenMs: () => number }> {
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const pid = String(forked.at(-1)?.pid)
  const session = await SqlSession.open(pool, open, 'rows', false, { reset() {}, lost() {} })
  return { session, takenMs: () => processTimes(pid)?.own ?? Number.NaN }
}
const firsts: { readonly reader: number; readonly wall: number }[] = []
for (let i = 0; i < 9; i++) {
  const { session } = await readySession()
  const since = performance.now()
  const { ms } = await session.call('rows.page', { ...plain('t'), start: 0, limit: 200 }, new AbortController().signal)
  firsts.push({ reader: ms, wall: performance.now() - since })
  session.close()
}
/** Exports as a person asks for them: the first of a session, and the next. */
const csv = join(folder, 'rows.csv')
const exports: { readonly first: number; readonly again: number; readonly shell: number | null }[] = []
for (let i = 0; i < EXPORTS; i++) {
  const { session, takenMs } = await readySession()
  const [first, again] = [await exported(), await exported()]
  async function exported(): Promise<number> {
    rmSync(csv, { force: true })
    const before = takenMs()
    const request = { table: 't', filters: [], sort: [], path: csv, format: 'csv' as const }
    await session.call('rows.export', request, new AbortController().signal)
    return takenMs() - before
  }
  exports.push({ first, again, shell: shellExport() })
  session.close()
}
await pool.close()
clearInterval(alive)
const shells = exports.flatMap(({ shell }) => shell ?? [])
const timesShell = (ms: number) => (shells.length === 0 ? {} : { 'times sqlite3 -csv': ms / median(shells) })
printTable(
  `${ROWS.toLocaleString('en')} rows of 8 columns into a CSV file, CPU ms of the process, median of ${EXPORTS}`,
  [
    { what: 'first of a session', ms: median(exports.map(({ first }) => first)) },
    { what: 'again', ms: median(exports.map(({ again }) => again)) },
    ...(shells.length === 0 ? [] : [{ what: 'sqlite3 -csv', ms: median(shells) }]),
  ].map((row) => ({ ...row, ...timesShell(row.ms) })),
)
printTable('First page of 200 rows that a session gives, ms', [
  { what: 'in the reader', median: median(firsts.map((one) => one.reader)) },
  { what: 'call to answer', median: median(firsts.map((one) => one.wall)) },
])

const call = { signal: new AbortController().signal, progress() {} } as never
const files: { what: string; 'CPU ms': number; 'wall ms': number; MB: number }[] = []
async function measured(what: string, file: string, work: () => Promise<unknown>): Promise<void> {
  const before = cpuMs()
  const since = performance.now()
  await work()
  files.push({ what, 'CPU ms': cpuMs() - before, 'wall ms': performance.now() - since, MB: statSync(file).size / 1e6 })
}
const json = join(folder, 'rows.json')
const view = { table: 't', filters: [], sort: [] }
await measured('CSV', csv, () => exportRows(db, { ...view, path: csv, format: 'csv' }, call))
await measured('JSON', json, () => exportRows(db, { ...view, path: json, format: 'json' }, call))
const RULE: CellRule = {
  kind: 'any',
  null: true,
  emptyText: true,
  maxLength: null,
  digits: null,
  decimals: null,
  range: null,
  positive: false,
  choices: null,
}
const kinds = ['integer', 'text', 'text', 'integer', 'real', 'boolean', 'text', 'text'] as const
const names = ['id', 'name', 'email', 'age', 'price', 'active', 'day', 'note']
const columns = names.map((column, from) => ({
  from,
  column,
  rule: { ...RULE, kind: kinds[from] ?? ('any' as const) },
}))
await measured('CSV read back', csv, () =>
  importRows(db, null, { table: 'again', file: { path: csv }, columns, onError: 'stop' }, call),
)
printTable(`${ROWS.toLocaleString('en')} rows of 8 columns, out and in`, files)
db.close()
rmSync(folder, { recursive: true, force: true })
