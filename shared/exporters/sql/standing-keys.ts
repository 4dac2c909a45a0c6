/**
 * Foreign keys that the database would refuse, and the whole script with them: those to columns that are not unique there,
 * or of another type. MySQL takes a key to any columns that an index begins with, SQLite one to anything, and imports of
 * both bring such keys along; Django has `ForeignObject` and DO_NOTHING for them. SQLite refuses the rows instead.
 */
import type { SchemaColumn, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import type { SqlDialect, Unsaid } from './dialect.ts'

export interface StandingKeys {
  /** The very same list where every key stands. */
  readonly tables: readonly SchemaTable[]
  /** What is said of tables that lost keys, by their new form. */
  readonly changes: ReadonlyMap<SchemaTable, readonly Unsaid[]>
  /** Every key leads to one column that is its table's key or says UNIQUE itself, or the database takes any. */
  readonly isPlain: boolean
}

/** @param tables as they are written; those that keys lead to and that are not among them are there already */
export function standingKeys(tables: readonly SchemaTable[], dialect: SqlDialect): StandingKeys {
  if (dialect.comparesKeys === undefined || hasPlainKeys(tables)) return { tables, changes: NONE, isPlain: true }
  const byName = new Map(tables.map((table) => [table.name, table]))
  const changes = new Map<SchemaTable, readonly Unsaid[]>()
  const standing = tables.map((table) => {
    const { table: kept, said } = withStandingKeys(table, byName, dialect)
    if (said.length > 0) changes.set(kept, said)
    return kept
  })
  return { tables: changes.size === 0 ? tables : standing, changes, isPlain: false }
}

const NONE: ReadonlyMap<SchemaTable, readonly Unsaid[]> = new Map()

/** Whether each key of these tables leads to one column that identifies rows by itself; targets that are not here do. */
export function hasPlainKeys(
  tables: readonly SchemaTable[],
  find: (name: string) => SchemaTable | undefined = finder(tables),
): boolean {
  for (const { foreignKeys } of tables) {
    for (const { columns, targetColumns, table, enforced } of foreignKeys) {
      if (columns.length !== 1) return false
      const target = enforced ? find(table) : undefined
      if (target === undefined) continue
      if (!identifies(target, targetColumns[0] ?? '')) return false
    }
  }
  return true
}

/** Whether a column of the table alone tells its rows apart. */
function identifies(table: SchemaTable, column: string): boolean {
  const { primaryKey } = table
  return (primaryKey.length === 1 && primaryKey[0] === column) || columnOf(table, column)?.unique === true
}

/** Whether keys can lead to all columns of the table that they could lead to before. */
export function staysIdentified(was: SchemaTable, now: SchemaTable): boolean {
  if (was.columns === now.columns && was.primaryKey === now.primaryKey) return true
  for (const { name, unique } of was.columns)
    if ((unique || was.primaryKey[0] === name) && identifies(was, name) && !identifies(now, name)) return false
  return true
}

function finder(tables: readonly SchemaTable[]): (name: string) => SchemaTable | undefined {
  const byName = new Map<string, SchemaTable>()
  for (const table of tables) byName.set(table.name, table)
  return (name) => byName.get(name)
}

interface Kept {
  readonly table: SchemaTable
  readonly said: readonly Unsaid[]
  readonly lost: string
}

/** A table that did not change keeps its form, and with it its text. */
const known = new WeakMap<SchemaTable, Map<SqlDialect, Kept>>()

function withStandingKeys(
  table: SchemaTable,
  byName: ReadonlyMap<string, SchemaTable>,
  dialect: SqlDialect,
): Omit<Kept, 'lost'> {
  const lost = table.foreignKeys.map((fk) => (fk.enforced ? trouble(fk, table, byName.get(fk.table), dialect) : null))
  if (lost.every((one) => one === null)) return { table, said: [] }
  const before = known.get(table)?.get(dialect)
  const asked = lost.join('\n')
  if (before?.lost === asked) return before
  const said = table.foreignKeys.flatMap((fk, i) => {
    const what = lost[i] ?? null
    return what === null ? [] : [{ what: `the foreign key (${fk.columns.join(', ')}) to ${fk.table}, ${what}` }]
  })
  const kept = { table: { ...table, ...without(table, lost) }, said, lost: asked }
  known.set(table, (known.get(table) ?? new Map<SqlDialect, Kept>()).set(dialect, kept))
  return kept
}

/** MySQL's keys bring their indexes along; without them those stand for themselves. */
function without({ foreignKeys, indexes }: SchemaTable, lost: readonly (string | null)[]) {
  const gone = new Set(foreignKeys.flatMap(({ columns }, i) => (lost[i] === null ? [] : columns)))
  return {
    foreignKeys: foreignKeys.filter((_, i) => lost[i] === null),
    indexes: indexes.map((index) =>
      index.ofKey === true && gone.has(index.columns[0]?.name ?? '') ? { ...index, ofKey: false } : index,
    ),
  }
}

/** Why the database refuses the key; null: it does not. */
function trouble(
  fk: SchemaForeignKey,
  table: SchemaTable,
  target: SchemaTable | undefined,
  dialect: SqlDialect,
): string | null {
  if (target === undefined) return null
  const isFound = dialect.keysLeadToIndexes === true ? isIndexed(fk, target) : isUnique(fk, target, dialect)
  if (!isFound) return 'whose columns are not unique there'
  const isAlike = fk.columns.every((name, i) => {
    const [own, end] = [columnOf(table, name), columnOf(target, fk.targetColumns[i] ?? '')]
    return own === undefined || end === undefined || dialect.comparesKeys?.(own, end) !== false
  })
  return isAlike ? null : 'whose columns are of another type'
}

function columnOf({ columns }: SchemaTable, name: string): SchemaColumn | undefined {
  return columns.find((column) => column.name === name)
}

/** In any order. */
function isUnique({ targetColumns }: SchemaForeignKey, target: SchemaTable, { hasUnique }: SqlDialect): boolean {
  const wanted = targetColumns.toSorted().join('\0')
  const isSame = (columns: readonly string[]) => columns.toSorted().join('\0') === wanted
  if (isSame(target.primaryKey)) return true
  if (targetColumns.length === 1 && identifies(target, targetColumns[0] ?? '')) return true
  return target.uniques.some(
    (unique) =>
      unique.condition === null &&
      unique.expressions.length === 0 &&
      unique.deferrable === null &&
      isSame(unique.columns) &&
      (hasUnique === undefined || hasUnique(unique)),
  )
}

/** In this order, as the first of an index: InnoDB. */
function isIndexed({ targetColumns }: SchemaForeignKey, target: SchemaTable): boolean {
  const begins = (columns: readonly string[]) => targetColumns.every((name, i) => columns[i] === name)
  if (begins(target.primaryKey)) return true
  if (targetColumns.length === 1 && identifies(target, targetColumns[0] ?? '')) return true
  if (target.uniques.some((u) => u.condition === null && u.expressions.length === 0 && begins(u.columns))) return true
  if (target.indexes.some((i) => i.method === 'btree' && i.condition === null && begins(i.columns.map((c) => c.name))))
    return true
  // Each key brings an index of its own.
  return target.foreignKeys.some((fk) => fk.enforced && fk.columns.length === 1 && begins(fk.columns))
}
