/**
 * The order of tables after a few came, went or refer to others, without walking through all of them. Each step is
 * taken only where it is certain to end as `placeTables` would; for anything else that has to be asked.
 *
 * What it rests on: `placeTables` goes through the tables by name, and one that others refer to, and that does not
 * stand yet, is taken first. So a table that pulls none of those stands behind the last one of a smaller name.
 */
import type { NameUses } from './name-uses.ts'
import { placeOf } from './order-tables.ts'
import type { SchemaTable } from './types.ts'

export interface Placed {
  /** By name. */
  readonly sorted: SchemaTable[]
  /** Referenced ones first. */
  readonly tables: SchemaTable[]
  readonly uses: NameUses
}

/** @returns false: its place cannot be told, and nothing is done */
export function insertTable({ sorted, tables, uses }: Placed, table: SchemaTable): boolean {
  const at = placeOf(table.name, sorted)
  if (sorted[at]?.name === table.name || uses.of(table.name) > 0) return false
  const place = behindSmaller(tables, table)
  if (!standBefore(place, targetsIn(sorted, table), tables)) return false
  sorted.splice(at, 0, table)
  tables.splice(place, 0, table)
  uses.add(table)
  return true
}

/** The same. */
export function removeTable({ sorted, tables, uses }: Placed, table: SchemaTable): boolean {
  const at = placeOf(table.name, sorted)
  if (sorted[at] !== table || sorted[at + 1]?.name === table.name) return false
  const place = tables.indexOf(table)
  // It pulled a table that would stand elsewhere without it.
  if (behindSmaller(tables, table) !== place) return false
  uses.remove(table)
  if (uses.of(table.name) > 0) {
    uses.add(table)
    return false
  }
  sorted.splice(at, 1)
  tables.splice(place, 1)
  return true
}

/** The same, for another state of a table under the same name. */
export function exchangeTable({ sorted, tables, uses }: Placed, before: SchemaTable, after: SchemaTable): boolean {
  const at = placeOf(before.name, sorted)
  if (before.name !== after.name || sorted[at] !== before || sorted[at + 1]?.name === before.name) return false
  const place = tables.indexOf(before)
  const [was, now] = [targetsIn(sorted, before), targetsIn(sorted, after)]
  if (was === null || now === null) return false
  if (was.length !== now.length || was.some((target, i) => now[i] !== target)) {
    // What was pulled last stands right before it.
    const previous = tables[place - 1]
    if (previous !== undefined && was.includes(previous)) return false
    const added = now.filter((target) => !was.includes(target))
    if (!standBefore(place, added, tables)) return false
  }
  sorted[at] = after
  tables[place] = after
  uses.remove(before)
  uses.add(after)
  return true
}

/** The place behind the last table of a smaller name. */
function behindSmaller(tables: readonly SchemaTable[], { name }: SchemaTable): number {
  for (let place = tables.length; place > 0; place--) {
    const before = tables[place - 1]
    if (before !== undefined && before.name < name) return place
  }
  return 0
}

/** Tables that it refers to, without itself; null: two have one name. */
function targetsIn(sorted: readonly SchemaTable[], table: SchemaTable): readonly SchemaTable[] | null {
  const found = new Set<SchemaTable>()
  for (const { table: name } of table.foreignKeys) {
    const at = placeOf(name, sorted)
    const target = sorted[at]
    if (target?.name !== name || name === table.name) continue
    if (sorted[at + 1]?.name === name) return null
    found.add(target)
  }
  return [...found]
}

function standBefore(
  place: number,
  targets: readonly SchemaTable[] | null,
  tables: readonly SchemaTable[],
): targets is readonly SchemaTable[] {
  return targets !== null && targets.every((target) => tables.indexOf(target) < place)
}
