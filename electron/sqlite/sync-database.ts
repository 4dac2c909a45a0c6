/**
 * Brings the design's own database to the design's schema without losing its rows. What the schema was
 * last time is kept in the database itself, in `_relata_schema`.
 */
import { createHash } from 'node:crypto'

import { diffSchemas, tableKey } from '../../shared/evolve/diff-schemas.ts'
import type { KeyedTable } from '../../shared/evolve/diff-schemas.ts'
import { planSqlite, quote } from '../../shared/evolve/plan-sqlite.ts'
import type { SqlitePlan } from '../../shared/evolve/plan-sqlite.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import { tableRows } from '../../shared/sample/table-rows.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import type { SchemaTable } from '../../shared/schema/types.ts'
import { INTERNAL_PREFIX } from './list-tables.ts'
import type { Connection } from './open-database.ts'
import { sqlFailure } from './sql-failure.ts'
import { storedValue } from './stored-value.ts'
import { tableDdl } from './table-ddl.ts'

const SCHEMA_TABLE = `${INTERNAL_PREFIX}schema`

export interface SyncResult {
  readonly changed: boolean
  /** The SQL that ran. */
  readonly plan: readonly string[]
  readonly notes: readonly string[]
}

/** Tables of the design with their keys, those that Django brings along first. */
export function keyedTables({ schema, resolution }: CompiledDesign): KeyedTable[] {
  const fieldId = (model: string, field: string) =>
    resolution.models.get(model as never)?.localManyToMany.find((f) => f.name === field)?.id ?? null
  return [...schema.external, ...schema.tables].map((table) => ({ key: tableKey(table, fieldId), table }))
}

/**
 * @throws SQL where SQLite refuses the plan; the database is then as it was
 * @throws CONFLICT for a database that is not a sample database of ours
 */
export function syncDatabase(db: Connection, design: CompiledDesign): SyncResult {
  const after = keyedTables(design)
  const text = JSON.stringify(after)
  const hash = createHash('sha256').update(text).digest('hex')
  const known = readKnown(db)
  if (known?.hash === hash) return { changed: false, plan: [], notes: [] }
  const plan = planSqlite(diffSchemas(known?.tables ?? [], after), (table) => tableDdl(table, design))
  const before = new Set(known?.tables.map(({ table }) => table.model))
  const fresh = after.filter(({ table }) => !before.has(table.model)).map(({ table }) => table)
  return { changed: true, ...apply(db, plan, design, fresh, () => remember(db, text, hash)) }
}

/** Whether the database is empty or one that `syncDatabase` made. */
export function isSampleDatabase(db: Connection): boolean {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").raw().all() as [string][]
  return names.length === 0 || names.some(([name]) => name === SCHEMA_TABLE)
}

function readKnown(db: Connection): { hash: string; tables: KeyedTable[] } | null {
  if (!isSampleDatabase(db)) {
    throw new HostFailure('CONFLICT', 'This database was not made from a design; its tables are left as they are.')
  }
  const exists = db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').raw().get(SCHEMA_TABLE)
  if (exists === undefined) return null
  const row = db.prepare(`SELECT hash, tables FROM ${SCHEMA_TABLE}`).raw().get() as [string, string] | undefined
  return row === undefined ? null : { hash: row[0], tables: JSON.parse(row[1]) as KeyedTable[] }
}

function remember(db: Connection, tables: string, hash: string): void {
  db.exec(`CREATE TABLE IF NOT EXISTS ${SCHEMA_TABLE} (id INTEGER PRIMARY KEY CHECK (id = 1), hash TEXT, tables TEXT)`)
  db.prepare(`INSERT OR REPLACE INTO ${SCHEMA_TABLE} (id, hash, tables) VALUES (1, ?, ?)`).run(hash, tables)
}

function apply(
  db: Connection,
  plan: SqlitePlan,
  design: CompiledDesign,
  fresh: readonly SchemaTable[],
  finish: () => void,
): { plan: string[]; notes: string[] } {
  const ran: string[] = []
  const notes = [...plan.notes]
  // Both settings can only be changed outside a transaction.
  db.pragma('foreign_keys = OFF')
  try {
    db.exec('BEGIN IMMEDIATE')
    for (const { sql, copy } of plan.steps) {
      runStep(db, sql)
      ran.push(sql)
      if (copy === null) continue
      const lost = countRows(db, copy.from) - countRows(db, copy.to)
      if (lost > 0) notes.push(`${lost} rows of ${copy.from} break a new rule and could not be kept.`)
    }
    notes.push(...insertDesignRows(db, design, fresh))
    notes.push(...danglingNotes(db))
    finish()
    db.exec('COMMIT')
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqlFailure(thrown)
  } finally {
    db.pragma('foreign_keys = ON')
  }
  return { plan: ran, notes }
}

function runStep(db: Connection, sql: string): void {
  try {
    db.exec(sql)
  } catch (thrown) {
    const failure = sqlFailure(thrown, sql)
    throw new HostFailure(failure.code, `${failure.message} While running: ${sql.slice(0, 500)}`, { cause: thrown })
  }
}

function countRows(db: Connection, table: string): number {
  const [count] = db.prepare(`SELECT count(*) FROM ${quote(table)}`).raw().get() as [bigint]
  return Number(count)
}

/** The rows that the design carries, into tables that did not exist before. A row that does not fit is named and left out. */
function insertDesignRows(db: Connection, design: CompiledDesign, fresh: readonly SchemaTable[]): string[] {
  const tables = new Map(fresh.map((table) => [table.model, table]))
  const notes: string[] = []
  for (const { model, columns, rows } of tableRows(design.doc, design.resolution)) {
    const table = tables.get(model)
    if (table === undefined) continue
    const names = columns.map((c) => quote(c.name)).join(', ')
    const insert = db.prepare(`INSERT INTO ${quote(table.name)} (${names}) VALUES (${columns.map(() => '?').join(', ')})`)
    for (const [at, row] of rows.entries()) {
      try {
        insert.run(...row.map((value, i) => storedValue(value, columns[i]?.className ?? '')))
      } catch (thrown) {
        const reason = thrown instanceof Error ? thrown.message : String(thrown)
        notes.push(`Row ${at + 1} of ${table.name} in the design was left out: ${reason}.`)
      }
    }
  }
  return notes
}

function danglingNotes(db: Connection): string[] {
  const found = db.prepare('PRAGMA foreign_key_check').raw().all() as [string, bigint | null, string, bigint][]
  const perTable = new Map<string, number>()
  for (const [table, , target] of found) {
    const key = `${table} refer to rows of ${target} that do not exist`
    perTable.set(key, (perTable.get(key) ?? 0) + 1)
  }
  return [...perTable].map(([what, count]) => `${count} rows of ${what}.`)
}
