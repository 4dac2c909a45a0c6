/** Tables that only join two others: what Django would draw as a many-to-many. */
import type { RawForeignKey, RawTable } from './raw.ts'

export interface JoinTable {
  readonly from: RawForeignKey
  readonly to: RawForeignKey
}

/**
 * Two required keys, together unique, and a numbered id, as Django makes them; nobody refers to it. One
 * without the id stays a model: Django's own join table would have a column more.
 */
export function joinTables(tables: readonly RawTable[]): ReadonlyMap<RawTable, JoinTable> {
  const referenced = new Set(tables.flatMap((t) => t.foreignKeys.map((fk) => fk.table.toLowerCase())))
  const found = new Map<RawTable, JoinTable>()
  for (const table of tables) {
    const join = referenced.has(table.name.toLowerCase()) ? null : joinOf(table)
    if (join !== null) found.set(table, join)
  }
  return found
}

function joinOf(table: RawTable): JoinTable | null {
  const [from, to, more] = table.foreignKeys
  if (from === undefined || to === undefined || more !== undefined) return null
  const columns = [...from.columns, ...to.columns]
  if (from.columns.length !== 1 || to.columns.length !== 1 || columns[0] === columns[1]) return null
  const others = table.columns.filter((c) => !columns.includes(c.name))
  const onlyId = others.length === 1 && others.every((c) => table.primaryKey.length === 1 && table.primaryKey[0] === c.name && c.autoIncrement)
  const pair = (names: readonly (string | null)[]) => names.length === 2 && columns.every((c) => names.includes(c))
  const isPair = pair(table.primaryKey) || table.uniques.some((u) => u.where === null && pair(u.columns.map((c) => c.name)))
  const required = columns.every((name) => table.columns.some((c) => c.name === name && !c.null))
  return onlyId && isPair && required ? { from, to } : null
}
