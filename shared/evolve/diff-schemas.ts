/**
 * What became of each table and column between two schemas. Identity is the model's and the field's id,
 * so a rename is a rename; where an id is new, an equal name that lost its owner is taken to be the same.
 */
import type { SchemaColumn, SchemaForeignKey, SchemaIndex, SchemaTable } from '../schema/types.ts'

/** A table with the key by which it is known across schemas; see `tableKey`. */
export interface KeyedTable {
  readonly key: string
  readonly table: SchemaTable
}

export interface SchemaDiff {
  readonly created: readonly SchemaTable[]
  readonly dropped: readonly SchemaTable[]
  /** Every table that is in both, changed or not. */
  readonly kept: readonly KeptTable[]
}

export interface KeptTable {
  readonly before: SchemaTable
  readonly after: SchemaTable
  /** `before` with all names as they are after: what differs from `after` is more than a rename. */
  readonly renamed: SchemaTable
  /** Columns that stay, by name. */
  readonly columns: readonly { readonly before: string; readonly after: string }[]
  readonly added: readonly SchemaColumn[]
  readonly dropped: readonly SchemaColumn[]
}

/**
 * The key of a model's table is the model's; of a join table, its model and field. `fieldId` gives the
 * id of a many-to-many field, so that renaming the field keeps its rows.
 */
export function tableKey(table: SchemaTable, fieldId: (model: string, field: string) => string | null): string {
  if (table.joins === null) return table.model
  const { model, field } = table.joins
  return `join:${model}/${fieldId(model, field) ?? field}`
}

/** Each table of the two is in exactly one of the three lists. */
export function diffSchemas(before: readonly KeyedTable[], after: readonly KeyedTable[]): SchemaDiff {
  const tables = pair(
    before,
    after,
    ({ key }) => key,
    ({ table }) => table.name,
  )
  const columns = new Map(
    tables.both.map(([old, now]) => [
      old.table,
      pair(old.table.columns, now.table.columns, columnKeys(old.table, now.table), (c) => c.name),
    ]),
  )
  const tableNames = new Map(tables.both.map(([old, now]) => [old.table.name, now.table.name]))
  const columnNames = new Map(
    [...columns].map(([table, { both }]) => [table.name, new Map(both.map(([old, now]) => [old.name, now.name]))]),
  )
  const kept = tables.both.map(([old, now]): KeptTable => {
    const { both = [], created = [], dropped = [] } = columns.get(old.table) ?? {}
    return {
      before: old.table,
      after: now.table,
      renamed: withNames(old.table, tableNames, columnNames),
      columns: both.map(([a, b]) => ({ before: a.name, after: b.name })),
      added: created,
      dropped,
    }
  })
  return { created: tables.created.map((t) => t.table), dropped: tables.dropped.map((t) => t.table), kept }
}

/** Columns of an automatic join table have no field of their own: key, source and target by their place. */
function columnKeys(...tables: readonly SchemaTable[]): (column: SchemaColumn) => string {
  const keys = tables.flatMap(({ columns, joins }) =>
    columns.map((c, i) => [c, joins === null ? (c.field ?? `name:${c.name}`) : `place:${i}`] as const),
  )
  const byColumn = new Map(keys)
  return (column) => byColumn.get(column) ?? column.name
}

interface Pairs<T> {
  readonly both: readonly (readonly [T, T])[]
  readonly created: readonly T[]
  readonly dropped: readonly T[]
}

/** Matches by key, then what is left over by name. Order: that of `after`. */
function pair<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (t: T) => string,
  nameOf: (t: T) => string,
): Pairs<T> {
  const byKey = new Map(before.map((t) => [keyOf(t), t]))
  const partner = new Map<T, T>()
  for (const now of after) {
    const old = byKey.get(keyOf(now))
    if (old === undefined) continue
    partner.set(now, old)
    byKey.delete(keyOf(now))
  }
  const byName = new Map([...byKey.values()].map((t) => [nameOf(t), t]))
  for (const now of after) {
    const old = partner.has(now) ? undefined : byName.get(nameOf(now))
    if (old === undefined) continue
    partner.set(now, old)
    byName.delete(nameOf(now))
  }
  const used = new Set(partner.values())
  return {
    both: after.flatMap((now) => {
      const old = partner.get(now)
      return old === undefined ? [] : [[old, now] as const]
    }),
    created: after.filter((now) => !partner.has(now)),
    dropped: before.filter((old) => !used.has(old)),
  }
}

type Names = ReadonlyMap<string, string>

/** The table as it is once all renames have happened. Index names stay: an index has to be made anew for another. */
function withNames(table: SchemaTable, tables: Names, columns: ReadonlyMap<string, Names>): SchemaTable {
  const own = columns.get(table.name)
  const column = (name: string) => own?.get(name) ?? name
  const all = (names: readonly string[]) => names.map(column)
  const foreignKey = (fk: SchemaForeignKey): SchemaForeignKey => {
    const target = columns.get(fk.table)
    const targetColumns = fk.targetColumns.map((name) => target?.get(name) ?? name)
    return { ...fk, columns: all(fk.columns), table: tables.get(fk.table) ?? fk.table, targetColumns }
  }
  const index = (one: SchemaIndex): SchemaIndex => ({
    ...one,
    columns: one.columns.map((c) => ({ ...c, name: column(c.name) })),
    include: all(one.include),
  })
  return {
    ...table,
    name: tables.get(table.name) ?? table.name,
    columns: table.columns.map((c) => ({ ...c, name: column(c.name) })),
    primaryKey: all(table.primaryKey),
    foreignKeys: table.foreignKeys.map(foreignKey),
    uniques: table.uniques.map((u) => ({ ...u, columns: all(u.columns), include: all(u.include) })),
    indexes: table.indexes.map(index),
    ...(table.likeIndexes === undefined ? {} : { likeIndexes: table.likeIndexes.map(index) }),
    checks: table.checks.map((c) => ({ ...c, column: c.column === null ? null : column(c.column) })),
  }
}
