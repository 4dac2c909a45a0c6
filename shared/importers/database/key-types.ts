/** Types of MySQL's columns that a key over several columns compares: those of what they lead to, as the export has them. */
import type { RawColumn, RawDatabase, RawForeignKey, RawTable } from './raw.ts'
import { columnOf, isOnlyKey, sameName, tableKey, targetColumns } from './plan.ts'

const UNSIGNED = /\s+unsigned\b/i

/**
 * The database with signed columns where a composite key ends in a number that counts itself: Django counts in signed numbers, and
 * InnoDB refuses keys between signed and unsigned ones. Single columns need none of this: they are relations and follow their target.
 */
export function withKeyTypes(raw: RawDatabase): RawDatabase {
  if (raw.dialect !== 'mysql') return raw
  const tables = new Map(raw.tables.map((table) => [tableKey(table).toLowerCase(), table]))
  const isComposite = (table: RawTable, column: RawColumn) =>
    table.foreignKeys.some((fk) => fk.columns.length > 1 && positionOf(fk, column) >= 0)
  const changed = raw.tables.map((table) => {
    if (!table.foreignKeys.some((fk) => fk.columns.length > 1)) return table
    const columns = table.columns.map((column) =>
      UNSIGNED.test(column.type) && isComposite(table, column) && countsItself(table, column, tables, new Set())
        ? { ...column, type: column.type.replace(UNSIGNED, '') }
        : column,
    )
    return { ...table, columns }
  })
  return { ...raw, tables: changed }
}

function positionOf(fk: RawForeignKey, column: RawColumn): number {
  return fk.columns.findIndex((name) => sameName(name, column.name))
}

/** Whether the column is such a number or leads to one, by any key. */
function countsItself(
  table: RawTable,
  column: RawColumn,
  tables: ReadonlyMap<string, RawTable>,
  seen: Set<RawColumn>,
): boolean {
  if (seen.has(column)) return false
  seen.add(column)
  if (column.autoIncrement && isOnlyKey(table, column.name)) return true
  return table.foreignKeys.some((fk) => {
    const at = positionOf(fk, column)
    const target = at < 0 ? undefined : tables.get(tableKey({ schema: fk.schema, name: fk.table }).toLowerCase())
    if (target === undefined) return false
    const end = columnOf(target, targetColumns(fk, target)[at] ?? '')
    return end !== undefined && countsItself(target, end, tables, seen)
  })
}
