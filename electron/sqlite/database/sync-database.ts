/** Brings the design's own database to the design's schema without losing its rows. */
import { diffSchemas } from '../../../shared/evolve/diff-schemas.ts'
import type { SchemaDiff } from '../../../shared/evolve/diff-schemas.ts'
import { planByCopy } from '../../../shared/evolve/plan-copy.ts'
import { planSqlite, quote } from '../../../shared/evolve/plan-sqlite.ts'
import type { SqlitePlan, TableDdl } from '../../../shared/evolve/plan-sqlite.ts'
import { tableDdl } from '../../../shared/migrations/sqlite-ddl.ts'
import { migratedRows } from '../../../shared/orm/first-migration/rows.ts'
import { userModelOf } from '../../../shared/orm/first-migration/tables.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { tableRows } from '../../../shared/sample/table-rows.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import type { SchemaTable } from '../../../shared/schema/types.ts'
import { changeTo, noteDesign, storeChange } from './known-schema.ts'
import type { Change } from './known-schema.ts'
import type { Connection } from './open-database.ts'
import { isOfWorld, sqlFailure } from '../statements/sql-failure.ts'
import { storedValue } from './stored-value.ts'

interface SyncResult {
  readonly changed: boolean
  /** The SQL that ran. */
  readonly plan: readonly string[]
  readonly notes: readonly string[]
}

/**
 * @throws SQL where SQLite refuses the plan; the database is then as it was
 * @throws CONFLICT for a database that is not a sample database of ours
 */
export function syncDatabase(db: Connection, design: CompiledDesign, maxCopiedRows = MAX_COPIED_ROWS): SyncResult {
  const change = changeTo(db, design)
  if (change.before.length === 0 && change.after.length === 0) {
    noteDesign(db, design)
    return { changed: false, plan: [], notes: [] }
  }
  const diff = diffSchemas(change.before, change.after)
  const ddl = new Map<SchemaTable, TableDdl>()
  const ddlOf = (table: SchemaTable): TableDdl => {
    const made = ddl.get(table) ?? tableDdl(table, design)
    ddl.set(table, made)
    return made
  }
  const rows = rowsToMove(db, diff, maxCopiedRows)
  const plan = rows === null ? planSqlite(diff, ddlOf) : planByCopy(diff, ddlOf, (table) => rows.get(table) === 0)
  const result = apply(db, plan, design, change)
  noteDesign(db, design)
  return { changed: true, ...result }
}

/** Up to here copying rows is quicker than SQLite's ALTER, which reads the whole schema. */
const MAX_COPIED_ROWS = 20_000

/** How many rows of each table have to be moved; null: too many. */
function rowsToMove(db: Connection, { kept }: SchemaDiff, limit: number): ReadonlyMap<string, number> | null {
  if (limit === 0) return null
  let rows = 0
  const found = new Map<string, number>()
  for (const { before } of kept) {
    const sql = `SELECT count(*) FROM (SELECT 1 FROM ${quote(before.name)} LIMIT ${limit + 1})`
    const [count] = db.prepare(sql).raw().get() as [bigint]
    rows += Number(count)
    if (rows > limit) return null
    found.set(before.name, Number(count))
  }
  return found
}

function apply(
  db: Connection,
  plan: SqlitePlan,
  design: CompiledDesign,
  change: Change,
): { plan: string[]; notes: string[] } {
  const ran: string[] = []
  const notes = [...plan.notes]
  let lostRows = false
  // Both settings can only be changed outside a transaction.
  db.pragma('foreign_keys = OFF')
  try {
    db.exec('BEGIN IMMEDIATE')
    for (const { sql, copy } of plan.steps) {
      runStep(db, sql)
      ran.push(sql)
      if (copy === null) continue
      const lost = countRows(db, copy.from) - countRows(db, copy.to)
      if (lost <= 0) continue
      lostRows = true
      notes.push(`${lost} rows of ${copy.of} break a new rule and could not be kept.`)
    }
    keepContentTypes(db, design, change)
    const models = new Set(change.before.map(({ table }) => table.model))
    const fresh = change.after.map(({ table }) => table).filter((table) => !models.has(table.model))
    notes.push(...insertDesignRows(db, design, fresh))
    // Rows elsewhere can dangle only when rows were lost.
    notes.push(...danglingNotes(db, lostRows ? null : change.after.map(({ table }) => table.name)))
    storeChange(db, change)
    db.exec('COMMIT')
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqlFailure(thrown)
  } finally {
    db.pragma('foreign_keys = ON')
  }
  return { plan: ran, notes }
}

/** Django's rows about the models: a renamed model's row goes along, a new one's is added. */
function keepContentTypes(db: Connection, { doc, resolution, schema }: CompiledDesign, change: Change): void {
  const type = resolution.byLabel.get('contenttypes.contenttype')
  if (type === undefined || !schema.byModel.has(type)) return
  const before = new Map(change.before.map(({ table }) => [table.model, table.label]))
  const rename = db.prepare(
    'UPDATE OR IGNORE "django_content_type" SET "app_label" = ?, "model" = ? WHERE "app_label" = ? AND "model" = ?',
  )
  for (const { table } of change.after) {
    const old = before.get(table.model)
    if (old !== undefined && old !== table.label) rename.run(...typeOf(table.label), ...typeOf(old))
  }
  const fresh = new Set(change.after.filter(({ table }) => !before.has(table.model)).map(({ table }) => table.model))
  if (fresh.size === 0) return
  const only = fresh.has(type) ? null : fresh
  const statements = new Map<string, Statement>()
  for (const { sql, params } of migratedRows(resolution, userModelOf(doc), only)) {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    statement.run(...params)
  }
}
type Statement = ReturnType<Connection['prepare']>

/** `blog.Post` as a content type says it. */
function typeOf(label: string): readonly string[] {
  const [app = '', model = ''] = label.split('.')
  return [app, model.toLowerCase()]
}

function runStep(db: Connection, sql: string): void {
  try {
    db.exec(sql)
  } catch (thrown) {
    const failure = sqlFailure(thrown, sql)
    if (isOfWorld(thrown)) throw failure
    throw new HostFailure(failure.code, `${failure.message} While running: ${sql.slice(0, 500)}`, { cause: thrown })
  }
}

function countRows(db: Connection, table: string): number {
  const [count] = db
    .prepare(`SELECT count(*) FROM ${quote(table)}`)
    .raw()
    .get() as [bigint]
  return Number(count)
}

/** The rows that the design carries, into tables that did not exist before. A row that does not fit is named and left out. */
function insertDesignRows(db: Connection, design: CompiledDesign, fresh: readonly SchemaTable[]): string[] {
  if (fresh.length === 0) return []
  const tables = new Map(fresh.map((table) => [table.model, table]))
  const notes: string[] = []
  for (const { model, columns, rows } of tableRows(design.doc, design.resolution)) {
    const table = tables.get(model)
    if (table === undefined) continue
    const names = columns.map((c) => quote(c.name)).join(', ')
    const insert = db.prepare(
      `INSERT INTO ${quote(table.name)} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    for (const [at, row] of rows.entries()) {
      try {
        insert.run(...row.map((value, i) => storedValue(value, columns[i]?.className ?? '')))
      } catch (thrown) {
        if (isOfWorld(thrown)) throw thrown
        const reason = thrown instanceof Error ? thrown.message : String(thrown)
        notes.push(`Row ${at + 1} of ${table.name} in the design was left out: ${reason}.`)
      }
    }
  }
  return notes
}

/** `tables`: those to look at; null: all. */
function danglingNotes(db: Connection, tables: readonly string[] | null): string[] {
  const check = (argument: string) =>
    db.prepare(`PRAGMA foreign_key_check${argument}`).raw().all() as [string, bigint | null, string, bigint][]
  // The check itself takes half a millisecond in 3,000 tables, whether there are rows or not.
  const found = tables === null ? check('') : withRows(db, tables).flatMap((name) => check(`(${quote(name)})`))
  const perTable = new Map<string, number>()
  for (const [table, , target] of found) {
    const key = `${table} refer to rows of ${target} that do not exist`
    perTable.set(key, (perTable.get(key) ?? 0) + 1)
  }
  return [...perTable].map(([what, count]) => `${count} rows of ${what}.`)
}

/** Tables that one statement looks into; SQLite takes five hundred. */
const LOOKED_INTO_AT_ONCE = 100

/** Statements live until they are collected, and each setting of a connection goes through all that do: few of them. */
function withRows(db: Connection, tables: readonly string[]): readonly string[] {
  const found: string[] = []
  for (let at = 0; at < tables.length; at += LOOKED_INTO_AT_ONCE) {
    const some = tables.slice(at, at + LOOKED_INTO_AT_ONCE)
    const sql = some.map((name, i) => `SELECT ${i} WHERE EXISTS (SELECT 1 FROM ${quote(name)})`).join(' UNION ALL ')
    for (const [i] of db.prepare(sql).raw().all() as [bigint][]) found.push(some[Number(i)] ?? '')
  }
  return found
}
