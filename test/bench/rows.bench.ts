/**
 * The rows of a table of a million: pages anywhere (S2 of the goals), sorted and filtered, beside OFFSET; and
 * all of them into a CSV file (S4), beside `sqlite3 -csv` where that is installed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createSessionPool } from '../../electron/services/session-pool.ts'
import { forkSession } from '../../electron/services/session-process.ts'
import { SqlSession } from '../../electron/services/sql-session.ts'
import { openDatabase } from '../../electron/sqlite/open-database.ts'
import { exportRows } from '../../electron/sqlite/rows/export-rows.ts'
import { importRows } from '../../electron/sqlite/rows/import-rows.ts'
import { countRows, readPage } from '../../electron/sqlite/rows/read-page.ts'
import type { ViewRequest } from '../../electron/sqlite/rows/read-page.ts'
import type { CellRule } from '../../shared/rows/cell-rule.ts'
import { median, printTable } from './measure.ts'

const ROWS = 1_000_000
const folder = mkdtempSync(join(tmpdir(), 'relata-rows-'))
const path = join(folder, 'rows.sqlite')
const db = openDatabase({ path, mode: 'write', create: true, nativeBinding: null })
db.pragma('synchronous = OFF')
db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER, price REAL, active bool, day TEXT, note TEXT);
  INSERT INTO t WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n LIMIT ${ROWS})
  SELECT v, 'name ' || v, 'user' || v || '@example.com', (v * 7919) % 90, v / 3.0, v % 2, '2024-01-' || (10 + v % 20), 'a note of some length, ' || v FROM n;
  CREATE TABLE gaps AS SELECT * FROM t; DELETE FROM gaps WHERE id % 7 = 0;
  CREATE TABLE again (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER, price REAL, active bool, day TEXT, note TEXT)`)

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
const pool = createSessionPool(() => forkSession(), { nativeBinding: null })
pool.take().process.kill()
const firsts: { readonly reader: number; readonly wall: number }[] = []
for (let i = 0; i < 9; i++) {
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const open = { path, mode: 'read' as const, create: false, nativeBinding: null }
  const session = await SqlSession.open(pool, open, 'rows', false, { reset() {}, lost() {} })
  const since = performance.now()
  const { ms } = await session.call('rows.page', { ...plain('t'), start: 0, limit: 200 }, new AbortController().signal)
  firsts.push({ reader: ms, wall: performance.now() - since })
  session.close()
}
await pool.close()
clearInterval(alive)
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
const csv = join(folder, 'rows.csv')
const json = join(folder, 'rows.json')
const view = { table: 't', filters: [], sort: [] }
await measured('CSV', csv, () => exportRows(db, { ...view, path: csv, format: 'csv' }, call))
await measured('CSV again', csv, () => exportRows(db, { ...view, path: csv, format: 'csv' }, call))
await measured('JSON', json, () => exportRows(db, { ...view, path: json, format: 'json' }, call))
const shellFile = join(folder, 'shell.csv')
const out = openSync(shellFile, 'w')
const shellSince = performance.now()
const shell = spawnSync('sh', ['-c', 'sqlite3 -csv -header "$1" "SELECT * FROM t"; times', 'sh', path], {
  stdio: ['ignore', out, 'pipe'],
})
if (shell.status === 0) {
  // `times` writes the shell's and its children's seconds after the rows.
  const tail = spawnSync('tail', ['-n', '1', shellFile], { encoding: 'utf8' }).stdout
  const seconds = [...tail.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s))
  const cpu = seconds.reduce((sum, one) => sum + one, 0) * 1000
  files.push({
    what: 'sqlite3 -csv',
    'CPU ms': cpu,
    'wall ms': performance.now() - shellSince,
    MB: statSync(shellFile).size / 1e6,
  })
}
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
const base = files.find(({ what }) => what === 'sqlite3 -csv')?.['CPU ms']
printTable(
  `${ROWS.toLocaleString('en')} rows of 8 columns, out and in`,
  files.map((file) => ({ ...file, ...(base === undefined ? {} : { 'times sqlite3 -csv': file['CPU ms'] / base }) })),
)
db.close()
rmSync(folder, { recursive: true, force: true })
