/**
 * The preview's database: bringing it to an edited design (patch, against making it anew), the first
 * page of a million rows, and what a session process costs.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createSessionPool } from '../../electron/services/databases/session-pool.ts'
import { forkSession } from '../../electron/services/databases/session-process.ts'
import { SqlSession } from '../../electron/services/databases/sql-session.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { sendRows, prepare } from '../../electron/sqlite/read-rows.ts'
import { syncDatabase } from '../../electron/sqlite/database/sync-database.ts'
import { readBatch } from '../../shared/protocol/column-batch.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument } from '../support/big-document.ts'
import { median, printTable } from './measure.ts'

const alive = setInterval(() => {}, 1_000)
const folder = mkdtempSync(join(tmpdir(), 'relata-bench-'))
const cpu = (run: () => unknown) => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function renamed(doc: ErDocument, round: number): ErDocument {
  const [id = ''] = Object.keys(doc.models).slice(round % 7)
  const model = doc.models[id]
  if (model === undefined) throw new Error('No models')
  const fields = model.fields.map((f, i) => (i === 0 ? { ...f, name: `name_${round}` } : f))
  return { ...doc, models: { ...doc.models, [id]: { ...model, fields } } }
}

const rows = [100, 500, 1000, 3000].map((size) => {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  let doc = bigDocument(size)
  let compiled = compileDesign(doc)
  const full = cpu(() => syncDatabase(db, compiled))
  const compile: number[] = []
  const patch: number[] = []
  for (let round = 1; round <= 15; round++) {
    doc = renamed(doc, round)
    compile.push(cpu(() => (compiled = compileDesign(doc, compiled))))
    patch.push(cpu(() => syncDatabase(db, compiled)))
  }
  db.close()
  return {
    tables: size,
    'made anew, ms CPU': full,
    'compile edit': median(compile),
    'patch, ms CPU': median(patch),
    ratio: full / median(patch),
  }
})
printTable('sample database after one renamed field', rows)

const db = openDatabase({ path: join(folder, 'rows.sqlite'), mode: 'write', create: true, nativeBinding: null })
db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, price REAL);
  INSERT INTO t WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n LIMIT 1000000) SELECT v, 'name ' || v, v / 3.0 FROM n`)
const statement = prepare(db, 'SELECT * FROM t')
const firstPage: number[] = []
for (let i = 0; i < 15; i++) firstPage.push(cpu(() => [...take(statement.iterate(), 200)]))
const signal = { aborted: false, reason: null }
const started = performance.now()
const all = await sendRows(statement, [], 1_000_000, { signal, item: async () => {} })
const tookMs = performance.now() - started
const batches: Uint8Array[] = []
const bytes = await sendRows(statement, [], 100_000, { signal, item: async ({ batch }) => void batches.push(batch) })
const screens = (): number => {
  let drawn = 0
  for (const batch of batches) {
    const read = readBatch(batch)
    for (let row = 0; row < 40; row++) drawn += read.row(row).length
  }
  return drawn
}
const looked = median(Array.from({ length: 9 }, () => cpu(screens)))
printTable('a million rows (through a real page: bench stream)', [
  { what: 'a screenful out of each batch, ms CPU for 1,000 rows of it', value: looked / (bytes.rows / 1000) },
  { what: 'first page of 200 in the reader, ms CPU', value: median(firstPage) },
  { what: 'all as batches of columns, rows a second', value: Math.round(all.rows / (tookMs / 1000)) },
])
db.close()

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  for (const item of items) {
    if (count-- <= 0) return
    yield item
  }
}

const pool = createSessionPool(() => forkSession())
const request = { path: join(folder, 'rows.sqlite'), mode: 'read' as const, create: false, nativeBinding: null }
const opens: number[] = []
const cancels: number[] = []
const after: number[] = []
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n'
for (let i = 0; i < 10; i++) {
  const since = performance.now()
  const session = await SqlSession.open(pool, request, 'rows', false, { reset() {}, lost() {} })
  opens.push(performance.now() - since)
  const stop = new AbortController()
  const running = session.call('sql.query', { sql: endless, params: [], limit: 1 }, stop.signal).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 100))
  const cancelled = performance.now()
  stop.abort(new Error('cancelled'))
  await running
  cancels.push(performance.now() - cancelled)
  await session.call('sql.query', { sql: 'SELECT 1', params: [], limit: 1 }, new AbortController().signal)
  after.push(performance.now() - cancelled)
  session.close()
  await new Promise((resolve) => setTimeout(resolve, 400))
}
printTable('session process, wall ms (median, worst of 10)', [
  { what: 'open with a warm process', median: median(opens.slice(1)), worst: Math.max(...opens) },
  { what: 'cancel of an endless statement', median: median(cancels), worst: Math.max(...cancels) },
  { what: 'cancel until the next answer', median: median(after), worst: Math.max(...after) },
])
await pool.close()
clearInterval(alive)
rmSync(folder, { recursive: true, force: true })
