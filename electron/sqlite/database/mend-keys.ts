/** Foreign keys of rows that were put in without looking: those that lead nowhere are emptied, or their rows go. */
import { quote } from '../../../shared/evolve/plan-sqlite.ts'
import type { SchemaForeignKey, SchemaTable } from '../../../shared/schema/types.ts'
import type { Connection } from './open-database.ts'

interface Mended {
  readonly table: string
  readonly emptied: number
  readonly removed: number
}

/** Until nothing dangles: a row that goes may leave others without what they refer to. */
export function mendKeys(db: Connection, tables: readonly SchemaTable[]): readonly Mended[] {
  const counts = new Map<string, { emptied: number; removed: number }>()
  for (let changed = true; changed;) {
    changed = false
    for (const table of tables) {
      for (const key of table.foreignKeys.filter(({ enforced }) => enforced)) {
        const loose = key.columns.filter((name) => table.columns.find((c) => c.name === name)?.null === true)
        const emptied = loose.length === 0 ? 0 : db.prepare(emptying(table, key, loose)).run().changes
        const removed = db.prepare(removing(table, key)).run().changes
        if (emptied + removed === 0) continue
        changed = true
        const known = counts.get(table.name) ?? { emptied: 0, removed: 0 }
        known.emptied += emptied
        known.removed += removed
        counts.set(table.name, known)
      }
    }
  }
  return [...counts].map(([table, done]) => ({ table, ...done }))
}

/** Where a rule of the table does not let the key be empty, the row stays as it is, and is removed. */
function emptying(table: SchemaTable, key: SchemaForeignKey, loose: readonly string[]): string {
  const sets = loose.map((name) => `${quote(name)} = NULL`).join(', ')
  return `UPDATE OR IGNORE ${quote(table.name)} SET ${sets} WHERE ${dangles(table, key)}`
}

function removing(table: SchemaTable, key: SchemaForeignKey): string {
  return `DELETE FROM ${quote(table.name)} WHERE ${dangles(table, key)}`
}

/** A key with a NULL in it refers to nothing, which is allowed. */
function dangles(table: SchemaTable, key: SchemaForeignKey): string {
  const own = key.columns.map((name) => `${quote(table.name)}.${quote(name)}`)
  const given = own.map((column) => `${column} IS NOT NULL`)
  const meets = key.targetColumns.map((name, i) => `target.${quote(name)} = ${own[i] ?? 'NULL'}`)
  return `${given.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${quote(key.table)} AS target WHERE ${meets.join(' AND ')})`
}
