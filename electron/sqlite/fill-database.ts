/** Fills the sample database with generated rows, a table at a time, in one transaction. */
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { quote } from '../../shared/evolve/plan-sqlite.ts'
import type { PlainCall } from '../../shared/protocol/dispatcher.ts'
import type { CallResult } from '../../shared/protocol/methods.ts'
import { makeRows } from '../../shared/sample/make-rows.ts'
import { planSample } from '../../shared/sample/plan.ts'
import type { TablePlan } from '../../shared/sample/plan.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import type { SchemaTable } from '../../shared/schema/types.ts'
import type { Connection } from './open-database.ts'
import { sqlFailure } from './sql-failure.ts'
import { storedValue } from './stored-value.ts'

export async function fillDatabase(
  db: Connection,
  { doc, resolution, schema }: CompiledDesign,
  request: { readonly rows: number; readonly seed: number },
  call: Pick<PlainCall, 'signal' | 'progress'>,
): Promise<CallResult<'sample.fill'>> {
  const since = performance.now()
  const plans = planSample(doc, resolution, schema, { ...request, existing: (table) => existing(db, table) })
  const total = plans.reduce((sum, plan) => sum + plan.count, 0)
  const tables: { name: string; rows: number }[] = []
  const notes: string[] = []
  let done = 0
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const plan of plans) {
      const written = await fillTable(db, plan, async (rows) => {
        done += rows
        call.progress(done, total, plan.table.name)
        await nextTurn()
        if (call.signal.aborted) throw call.signal.reason
      })
      tables.push({ name: plan.table.name, rows: written.rows })
      if (written.refused > 0)
        notes.push(`${written.refused} rows of ${plan.table.name} broke a rule of the table: ${written.why}.`)
    }
    db.exec('COMMIT')
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqlFailure(thrown)
  }
  return { tables, notes, ms: performance.now() - since }
}

async function fillTable(db: Connection, plan: TablePlan, wrote: (rows: number) => Promise<void>) {
  const names = plan.columns.map((c) => quote(c.name)).join(', ')
  const marks = plan.columns.map(() => '?').join(', ')
  const insert = db.prepare(`INSERT INTO ${quote(plan.table.name)} (${names}) VALUES (${marks})`)
  let rows = 0
  let refused = 0
  let why = ''
  for (const batch of makeRows(plan)) {
    for (const row of batch) {
      try {
        insert.run(...row.map((value, i) => storedValue(value, plan.columns[i]?.className ?? '')))
        rows++
      } catch (thrown) {
        if (!String((thrown as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) throw thrown
        refused++
        why = (thrown as Error).message
      }
    }
    await wrote(batch.length)
  }
  return { rows, refused, why }
}

function existing(db: Connection, table: SchemaTable): { rows: number; maxKey: number } {
  const [key] = table.primaryKey
  const max = key === undefined || table.primaryKey.length > 1 ? 'NULL' : `max(${quote(key)})`
  const [rows, maxKey] = db
    .prepare(`SELECT count(*), ${max} FROM ${quote(table.name)}`)
    .raw()
    .get() as [bigint, unknown]
  return { rows: Number(rows), maxKey: typeof maxKey === 'bigint' ? Number(maxKey) : 0 }
}
