/** Indexes that a field of Django's brings along by itself, told by the names that Django gives them. */
import { createIndexName } from '../../relations/names.ts'
import { columnOf, dbTable, isOnlyKey, isSameColumn, isUnique } from './plan.ts'
import { isPlainIndexOf } from './key-index.ts'
import type { RawDatabase, RawIndex, RawTable } from './raw.ts'

/** The most characters of a name: on SQLite as many as one likes, on PostgreSQL, on MySQL. */
const LIMITS = [null, 63, 64] as const

/** Nearly every name that somebody chose has no such digits. */
const HASHED = /_[\da-f]{8}(_|$)/

function isNamedBy(table: RawTable, column: string, suffix: string, name: string | null): boolean {
  if (name === null || !HASHED.test(name)) return false
  return LIMITS.some((limit) => createIndexName(dbTable(table), [column], suffix, limit) === name)
}

/** What `db_index=True` says of the column; undefined: it has no index, or one of another kind or name. */
export function fieldIndex(table: RawTable, column: string): RawIndex | undefined {
  if (isUnique(table, column) || isOnlyKey(table, column)) return undefined
  return table.indexes.find((i) => isPlainIndexOf(table, i, column) && isNamedBy(table, column, '', i.name))
}

/**
 * Whether a PostgreSQL database has texts for which Django would make a second index, and has no such index: then it
 * was not made by Django, and another one from its design is to have none either.
 */
export function lacksLikeIndexes({ dialect, tables }: RawDatabase): boolean {
  if (dialect !== 'postgresql') return false
  const isText = (table: RawTable, name: string) => {
    const column = columnOf(table, name)
    return (
      column !== undefined &&
      column.values === null &&
      /^(text|(var)?char|character|bpchar|citext)\b(?!.*\[)/i.test(column.type)
    )
  }
  let wouldHave = false
  for (const table of tables) {
    if (table.indexes.some((index) => isLikeIndex(table, index))) return false
    wouldHave ||= [...table.uniques.map(plainColumns), table.primaryKey].some(
      (names) => names.length === 1 && isText(table, names[0] ?? ''),
    )
  }
  return wouldHave
}

function plainColumns({ columns, where }: RawIndex): readonly string[] {
  return where === null ? columns.flatMap(({ name }) => name ?? []) : []
}

/** The second index for `LIKE 'a%'`, which PostgreSQL's texts get where they are unique or indexed. */
export function isLikeIndex(table: RawTable, { name, columns, where }: RawIndex): boolean {
  const [only, more] = columns
  if (only?.name == null || more !== undefined || where !== null) return false
  if (!/^(varchar|text)_pattern_ops$/.test(only.opclass ?? '')) return false
  const column = columnOf(table, only.name)
  if (column === undefined || column.collation != null || !isNamedBy(table, column.name, '_like', name)) return false
  return (
    isUnique(table, column.name) ||
    isOnlyKey(table, column.name) ||
    table.foreignKeys.some((fk) => fk.columns.length === 1 && isSameColumn(table, fk.columns[0] ?? '', column.name)) ||
    fieldIndex(table, column.name) !== undefined
  )
}
