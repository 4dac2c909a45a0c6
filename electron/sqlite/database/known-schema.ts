/**
 * Which tables the design's own database has: told by the database itself, in `_relata_schema`, and of the last sync
 * on a connection by the design that it was brought to, so that an edit costs what it touches.
 */
import { tableKey } from '../../../shared/evolve/diff-schemas.ts'
import type { KeyedTable } from '../../../shared/evolve/diff-schemas.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import { tablesToMake } from '../../../shared/schema/tables-to-make.ts'
import type { SchemaTable } from '../../../shared/schema/types.ts'
import { differingItems } from '../../../shared/util/changes.ts'
import { INTERNAL_PREFIX } from './list-tables.ts'
import type { Connection } from './open-database.ts'

const SCHEMA_TABLE = `${INTERNAL_PREFIX}schema`

export interface Change {
  /** Old states of tables that are gone or different. */
  readonly before: readonly KeyedTable[]
  /** New states of tables that are new or different. */
  readonly after: readonly KeyedTable[]
}

/** Whether the database is empty or one that `syncDatabase` made. */
export function isSampleDatabase(db: Connection): boolean {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").raw().all() as [string][]
  return names.length === 0 || names.some(([name]) => name === SCHEMA_TABLE)
}

interface Known {
  readonly version: string
  readonly design: CompiledDesign
}

const known = new WeakMap<Connection, Known>()

/** The database has the design's tables now. */
export function noteDesign(db: Connection, design: CompiledDesign): void {
  known.set(db, { version: versionOf(db), design })
}

/** Changes when another program writes to the file, or anyone changes its schema. */
function versionOf(db: Connection): string {
  return `${db.pragma('data_version', { simple: true })} ${db.pragma('schema_version', { simple: true })}`
}

/**
 * What the design's tables differ in from those that the database has. A table that refers to a renamed one is
 * different too, since it names it.
 *
 * @throws CONFLICT for a database that is not a sample database of ours
 */
export function changeTo(db: Connection, design: CompiledDesign): Change {
  const last = known.get(db)
  const tables = tablesOf(design)
  if (last === undefined || last.version !== versionOf(db)) {
    return withoutAlike({ before: storedTables(db), after: keyed(tables, design) })
  }
  // Unchanged tables are the same objects in the next compiled schema.
  const { gone, come } = differingItems(tablesOf(last.design), tables)
  return withoutAlike({ before: keyed(gone, last.design), after: keyed(come, design) })
}

/** Those that Django brings along first. */
function tablesOf({ schema }: CompiledDesign): readonly SchemaTable[] {
  return tablesToMake(schema)
}

function keyed(tables: readonly SchemaTable[], { resolution }: CompiledDesign): readonly KeyedTable[] {
  const fieldId = (model: string, field: string) =>
    resolution.models.get(model as never)?.localManyToMany.find((f) => f.name === field)?.id ?? null
  return tables.map((table) => ({ key: tableKey(table, fieldId), table }))
}

function storedTables(db: Connection): readonly KeyedTable[] {
  if (!isSampleDatabase(db)) {
    throw new HostFailure('CONFLICT', 'This database was not made from a design; its tables are left as they are.')
  }
  const exists = db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').raw().get(SCHEMA_TABLE)
  if (exists === undefined) return []
  const rows = db.prepare(`SELECT key, data FROM ${SCHEMA_TABLE}`).raw().all() as [string, string][]
  return rows.map(([key, data]) => ({ key, table: JSON.parse(data) as SchemaTable }))
}

/** Without the tables that came out as they were. */
function withoutAlike({ before, after }: Change): Change {
  const old = new Map(before.map(({ key, table }) => [key, table]))
  const different = after.filter(({ key, table }) => {
    const was = old.get(key)
    return was === undefined || (was !== table && JSON.stringify(was) !== JSON.stringify(table))
  })
  const keys = new Set(after.map(({ key }) => key))
  const changed = new Set(different.map(({ key }) => key))
  return { before: before.filter(({ key }) => changed.has(key) || !keys.has(key)), after: different }
}

/** Within the transaction that makes the change. */
export function storeChange(db: Connection, { before, after }: Change): void {
  db.exec(`CREATE TABLE IF NOT EXISTS ${SCHEMA_TABLE} (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID`)
  if (before.length > 0) {
    const remove = db.prepare(`DELETE FROM ${SCHEMA_TABLE} WHERE key = ?`)
    for (const { key } of before) remove.run(key)
  }
  if (after.length > 0) {
    const insert = db.prepare(`INSERT INTO ${SCHEMA_TABLE} (key, data) VALUES (?, ?)`)
    for (const { key, table } of after) insert.run(key, JSON.stringify(table))
  }
}
