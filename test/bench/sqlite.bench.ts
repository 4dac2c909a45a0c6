/**
 * Rows into and out of SQLite: sample rows by the session's own filling beside what a plain loop and plain
 * multi-row statements do, the first page of a million rows through the session process, and the
 * sample database brought to a design with one model more beside making it anew.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createSessionPool } from '../../electron/services/databases/session-pool.ts'
import { forkSession } from '../../electron/services/databases/session-process.ts'
import { SqlSession } from '../../electron/services/databases/sql-session.ts'
import { fillDatabase } from '../../electron/sqlite/sample/fill-database.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import type { Connection } from '../../electron/sqlite/database/open-database.ts'
import { storedValue } from '../../electron/sqlite/database/stored-value.ts'
import { syncDatabase } from '../../electron/sqlite/database/sync-database.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import { quote } from '../../shared/evolve/plan-sqlite.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { firstRows } from '../../shared/sample/make-rows.ts'
import { planSample } from '../../shared/sample/plan/plan.ts'
import type { TablePlan } from '../../shared/sample/plan/table-plan.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument } from '../support/big-document.ts'
import { median, printTable } from './measure.ts'

// The pool's processes do not keep this one alive.
const alive = setInterval(() => {}, 1_000)
const folder = mkdtempSync(join(tmpdir(), 'relata-bench-'))
const ROWS = 10_000
const TABLES = 10
const AT_ONCE = 64

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function emptyDatabase(compiled: CompiledDesign): Connection {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  syncDatabase(db, compiled)
  return db
}

const small = compileDesign(bigDocument(TABLES))
const request = { rows: ROWS, seed: 1 }
const plans = () =>
  planSample(small.doc, small.resolution, small.schema, {
    ...request,
    form: 'sqlite',
    existing: () => ({ rows: 0, maxKey: 0 }),
  })

function insert({ columns, table }: TablePlan, rows: number): string {
  const marks = `(${columns.map(() => '?').join(', ')})`
  const names = columns.map((c) => quote(c.name)).join(', ')
  return `INSERT INTO ${quote(table.name)} (${names}) VALUES ${Array.from({ length: rows }, () => marks).join(', ')}`
}

function stored(plan: TablePlan, row: readonly Parameters<typeof storedValue>[0][]) {
  return row.map((value, i) => storedValue(value, plan.columns[i]?.className ?? ''))
}

/** Rows made and put in one by one. */
function oneByOne(db: Connection): number {
  let rows = 0
  db.exec('BEGIN')
  for (const plan of plans()) {
    const statement = db.prepare(insert(plan, 1))
    for (const row of firstRows(plan, plan.count)) statement.run(...stored(plan, row))
    rows += plan.count
  }
  db.exec('COMMIT')
  return rows
}

/** Rows that are there already, as the statements take them: what filling cannot undercut. */
const made = plans().map((plan) => ({
  plan,
  statements: Array.from({ length: Math.ceil(plan.count / AT_ONCE) }, (_, i) => i).map(
    (
      (rows) => (i: number) =>
        rows.slice(i * AT_ONCE, (i + 1) * AT_ONCE).map((row) => stored(plan, row))
    )(firstRows(plan, plan.count)),
  ),
}))

function floorMany(db: Connection): number {
  let rows = 0
  db.pragma('foreign_keys = OFF')
  db.exec('BEGIN')
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'")
    .raw()
    .all() as [string, string][]
  for (const [name] of indexes) db.exec(`DROP INDEX ${quote(name)}`)
  for (const { plan, statements } of made) {
    const many = db.prepare(insert(plan, AT_ONCE))
    for (const part of statements) {
      if (part.length === AT_ONCE) many.run(...part.flat())
      else db.prepare(insert(plan, part.length)).run(...part.flat())
      rows += part.length
    }
  }
  for (const [, sql] of indexes) db.exec(sql)
  db.exec('COMMIT')
  return rows
}

function floorEach(db: Connection): number {
  let rows = 0
  db.exec('BEGIN')
  for (const { plan, statements } of made) {
    const one = db.prepare(insert(plan, 1))
    for (const part of statements) for (const row of part) one.run(...row)
    rows += statements.reduce((sum, part) => sum + part.length, 0)
  }
  db.exec('COMMIT')
  return rows
}

async function fill(db: Connection): Promise<number> {
  const call = { signal: new AbortController().signal, progress: () => {} }
  const { tables } = await fillDatabase(db, small, request, call as never)
  return tables.reduce((sum, table) => sum + table.rows, 0)
}

const ways: Readonly<Record<string, (db: Connection) => number | Promise<number>>> = {
  'the session’s filling: rows made, many a statement': fill,
  'rows made, one a statement': oneByOne,
  'ready-made rows, many a statement, indexes after (floor)': floorMany,
  'ready-made rows, one a statement': floorEach,
}
const speeds = new Map<string, number[]>()
for (let round = 0; round < 6; round++) {
  for (const [what, way] of Object.entries(ways)) {
    const db = emptyDatabase(small)
    const before = cpuMs()
    const rows = await way(db)
    const speed = rows / ((cpuMs() - before) / 1000)
    db.close()
    // The first round warms up.
    if (round > 0) speeds.set(what, [...(speeds.get(what) ?? []), speed])
  }
}
const loop = median(speeds.get('rows made, one a statement') ?? [])
const floor = median(speeds.get('ready-made rows, many a statement, indexes after (floor)') ?? [])
printTable(
  `Sample rows, ${TABLES} tables of ${ROWS} rows`,
  [...speeds].map(([what, list]) => ({
    what,
    'rows per CPU second': median(list),
    'times one by one': median(list) / loop,
    'CPU, times the floor': floor / median(list),
  })),
)

const path = join(folder, 'rows.sqlite')
const million = openDatabase({ path, mode: 'write', create: true, nativeBinding: null })
million.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, price REAL);
  INSERT INTO t WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n LIMIT 1000000) SELECT v, 'name ' || v, v / 3.0 FROM n`)
million.close()
const pool = createSessionPool(() => forkSession())
const open = { path, mode: 'read' as const, create: false, nativeBinding: null }
const session = await SqlSession.open(pool, open, 'rows', false, { reset() {}, lost() {} })
const pages: number[] = []
for (let i = 0; i < 21; i++) {
  const since = performance.now()
  await session.call('sql.query', { sql: 'SELECT * FROM t', params: [], limit: 200 }, new AbortController().signal)
  pages.push(performance.now() - since)
}
session.close()
await pool.close()
printTable('First page (200 rows) of 1,000,000 through the session process, wall ms', [
  { what: 'call to answer', median: median(pages), least: Math.min(...pages) },
])

const patches = [200, 1000, 3000].map((size) => {
  let doc = bigDocument(size)
  let compiled = compileDesign(doc)
  const whole = () => {
    const before = cpuMs()
    const db = emptyDatabase(compiled)
    return { db, ms: cpuMs() - before }
  }
  const rebuilds = [whole(), whole(), whole()]
  const db = rebuilds[0]?.db
  if (db === undefined) throw new Error('No database')
  const compile: number[] = []
  const patch: number[] = []
  for (let round = 0; round < 11; round++) {
    doc = applyPatch(doc, applyCommand(doc, 'model.add', { name: `Added${round}`, x: 0, y: 0 } as never))
    const before = cpuMs()
    compiled = compileDesign(doc, compiled)
    const between = cpuMs()
    syncDatabase(db, compiled)
    compile.push(between - before)
    patch.push(cpuMs() - between)
  }
  for (const one of rebuilds) one.db.close()
  const rebuild = median(rebuilds.map((one) => one.ms))
  return { tables: size, compile: median(compile), patch: median(patch), rebuild, ratio: rebuild / median(patch) }
})
printTable('Sample database with one model more, CPU ms', patches)
clearInterval(alive)
rmSync(folder, { recursive: true, force: true })
