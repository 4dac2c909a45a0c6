/** Rows whose foreign key leads nowhere, said as Django's `check_constraints()` says it. */
import { quoteName } from '../database.ts'
import type { Database } from '../database.ts'

/**
 * @param order tables in the order in which Django's database checks them; others come last
 * @returns null: every reference holds
 */
export function danglingReference(database: Database, order: () => readonly string[]): string | null {
  const { rows } = database.all('PRAGMA foreign_key_check', [])
  if (rows.length === 0) return null
  const places = new Map(order().map((name, place) => [name, place]))
  const placeOf = (row: (typeof rows)[number]): number => places.get(String(row[0])) ?? Infinity
  const first = rows.reduce((best, row) => (placeOf(row) < placeOf(best) ? row : best))
  const [table, rowid, target, index] = first
  const name = String(table)
  const keys = database.all(`PRAGMA foreign_key_list(${quoteName(name)})`, []).rows
  const key = keys.find((k) => k[0] === index) ?? keys[Number(index)]
  const column = String(key?.[3])
  const info = database.all(`PRAGMA table_info(${quoteName(name)})`, []).rows
  const pk = String(info.find((c) => c[5] !== 0n)?.[1] ?? 'rowid')
  const [row] = database.all(`SELECT ${quoteName(pk)}, ${quoteName(column)} FROM ${quoteName(name)} WHERE rowid = ?`, [
    rowid ?? null,
  ]).rows
  return (
    `The row in table '${name}' with primary key '${String(row?.[0])}' has an invalid foreign key: ` +
    `${name}.${column} contains a value '${String(row?.[1])}' that does not have a corresponding value in ${String(target)}.${String(key?.[4])}.`
  )
}
