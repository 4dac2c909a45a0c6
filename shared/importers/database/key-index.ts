/**
 * Indexes of foreign keys. Django makes one for each ForeignKey by itself; where the source has none, or
 * another kind of one, `db_index=False` says so.
 */
import { isOnlyKey, isSameColumn, isUnique } from './plan.ts'
import type { RawDatabase, RawIndex, RawTable } from './raw.ts'

/** The index that Django's own stands for: over this column alone, over all rows. */
export function keyIndexOf(table: RawTable, column: string): RawIndex | undefined {
  // A unique key has its index already, and Django makes no other.
  if (isUnique(table, column) || isOnlyKey(table, column)) return undefined
  return table.indexes.find((index) => isPlainIndexOf(table, index, column))
}

export function isPlainIndexOf(
  table: RawTable,
  { columns, where, method, include }: RawIndex,
  column: string,
): boolean {
  const [only, more] = columns
  if (only?.name == null || more !== undefined || where !== null || (include ?? []).length > 0) return false
  if (only.descending || only.opclass !== undefined || (method !== null && method !== 'btree')) return false
  return isSameColumn(table, only.name, column)
}

/** Whether an index of Django's own for the key would be one too many. */
export function isUnindexed(table: RawTable, column: string, dialect: RawDatabase['dialect']): boolean {
  if (isUnique(table, column) || isOnlyKey(table, column)) return false
  if (keyIndexOf(table, column) !== undefined) return false
  // MySQL makes one by itself for a key where no other begins with the column.
  const isKeyOfDatabase = table.foreignKeys.some((fk) => fk.enforced !== false && fk.columns.includes(column))
  return dialect !== 'mysql' || !isKeyOfDatabase || leads(table, column)
}

function leads(table: RawTable, column: string): boolean {
  const firsts = [table.primaryKey[0], ...[...table.uniques, ...table.indexes].map((i) => i.columns[0]?.name)]
  return firsts.some((first) => first != null && isSameColumn(table, first, column))
}
