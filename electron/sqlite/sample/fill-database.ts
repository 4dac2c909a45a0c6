/** Fills the sample database with generated rows, a table at a time, in one transaction. */
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { quote } from '../../../shared/evolve/plan-sqlite.ts'
import type { PlainCall } from '../../../shared/protocol/dispatcher.ts'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import { planSample } from '../../../shared/sample/plan/plan.ts'
import type { TablePlan } from '../../../shared/sample/plan/table-plan.ts'
import { sampleSettings } from '../../../shared/sample/settings.ts'
import type { ModelKey, Resolution } from '../../../shared/relations/types.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import { tablesToMake } from '../../../shared/schema/tables-to-make.ts'
import type { Schema, SchemaTable } from '../../../shared/schema/types.ts'
import { fillTable } from './fill-table.ts'
import { mendKeys } from '../database/mend-keys.ts'
import type { Connection } from '../database/open-database.ts'
import { sqlFailure } from '../statements/sql-failure.ts'

interface FillRequest {
  /** Rows a model; null: as the design says. */
  readonly rows: number | null
  readonly seed: number | null
}

/**
 * Adds rows to those that are there, and says how many of which table, and what was left out. All or nothing when
 * cancelled.
 */
export async function fillDatabase(
  db: Connection,
  { doc, resolution, schema }: CompiledDesign,
  { rows, seed }: FillRequest,
  call: Pick<PlainCall, 'signal' | 'progress'>,
): Promise<CallResult<'sample.fill'>> {
  const since = performance.now()
  const settings = sampleSettings(doc)
  const counts = new Map(Object.entries(rows === null ? settings.counts : {}) as [ModelKey, number][])
  const plans = planSample(doc, resolution, schema, {
    rows: rows ?? settings.rows,
    counts,
    seed: seed ?? settings.seed,
    form: 'sqlite',
    existing: (table) => existing(db, table),
    contentTypes: contentTypes(db, schema, resolution),
  })
  const total = plans.reduce((sum, plan) => sum + plan.count, 0)
  const tables: { name: string; rows: number }[] = []
  const notes: string[] = []
  const whole = new Set<string>()
  let done = 0
  // The keys are right as they are made; what is not is mended at the end. This can only be set outside a transaction.
  db.pragma('foreign_keys = OFF')
  try {
    db.exec('BEGIN IMMEDIATE')
    for (const plan of plans) {
      const { name } = plan.table
      const before = existing(db, plan.table).rows
      const isNew = before === 0
      const indexes = plan.count >= Math.max(MANY_ROWS, before) ? dropIndexes(db, plan, isNew) : []
      const written = await fillTable(db, plan, async (more) => {
        done += more
        call.progress(done, total, name)
        await nextTurn()
        if (call.signal.aborted) throw call.signal.reason
      })
      for (const sql of indexes) db.exec(sql)
      tables.push({ name, rows: written.rows })
      if (isNew && written.rows === plan.count) whole.add(name)
      if (written.refused > 0)
        notes.push(`${written.refused} rows of ${name} broke a rule of the table: ${written.why}.`)
    }
    notes.push(...mended(db, plans, whole))
    db.exec('COMMIT')
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqlFailure(thrown)
  } finally {
    db.pragma('foreign_keys = ON')
  }
  return { tables, notes, ms: performance.now() - since }
}

/** Django's rows about the models, which generic keys refer to. */
function contentTypes(db: Connection, schema: Schema, { byLabel }: Resolution): ReadonlyMap<string, number> {
  const model = byLabel.get('contenttypes.contenttype')
  const table = model === undefined ? undefined : tablesToMake(schema).find((one) => one.model === model)
  const isDjangos = ['id', 'app_label', 'model'].every((name) => table?.columns.some((c) => c.name === name))
  if (table === undefined || !isDjangos) return new Map()
  // A database that a script made has the design's own tables only.
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table.name) === undefined)
    return new Map()
  const rows = db
    .prepare(`SELECT id, app_label, model FROM ${quote(table.name)}`)
    .raw()
    .all()
  return new Map(
    (rows as [bigint, string, string][]).map(([id, app, name]) => [`${app}.${name}`.toLowerCase(), Number(id)]),
  )
}

/** Only keys to tables in which a row is missing, or that we did not fill, can lead nowhere. */
function mended(db: Connection, plans: readonly TablePlan[], whole: ReadonlySet<string>): readonly string[] {
  const doubtful = plans
    .map(({ table }) => ({
      ...table,
      foreignKeys: table.foreignKeys.filter((key) => key.columns.length > 1 || !whole.has(key.table)),
    }))
    .filter(({ foreignKeys }) => foreignKeys.length > 0)
  return mendKeys(db, doubtful).flatMap(({ table, emptied, removed }) => [
    ...(emptied > 0 ? [`${emptied} references of ${table} had nothing to refer to and are empty.`] : []),
    ...(removed > 0 ? [`${removed} rows of ${table} had nothing to refer to and were left out.`] : []),
  ])
}

/** From here on an index costs less made anew than kept up row by row, where there are no more rows than these. */
const MANY_ROWS = 1_000

/**
 * Drops the indexes that refuse no row that is made: those without a rule, and in a table that was empty the pairs of
 * a join table, each of which is made once.
 *
 * @returns the statements that bring them back
 */
function dropIndexes(db: Connection, { table, isDistinct }: TablePlan, isNew: boolean): readonly string[] {
  const found = db
    .prepare(
      `SELECT i.name, s.sql FROM pragma_index_list(?) i JOIN sqlite_schema s ON s.type = 'index' AND s.name = i.name
       WHERE (i."unique" = 0 OR ?) AND s.sql IS NOT NULL`,
    )
    .raw()
    .all(table.name, isDistinct && isNew ? 1n : 0n) as [string, string][]
  for (const [name] of found) db.exec(`DROP INDEX ${quote(name)}`)
  return found.map(([, sql]) => sql)
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
