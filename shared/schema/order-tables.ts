import { sameItems } from '../util/changes.ts'
import type { NameUses } from './name-uses.ts'
import type { SchemaTable } from './types.ts'

/** Referenced tables first as far as there is no cycle, ties by name. */
export function orderTables(tables: readonly SchemaTable[]): readonly SchemaTable[] {
  return placeTables(byName(tables))
}

/** Those of one name stay in the order in which they are given. */
export function byName(tables: readonly SchemaTable[]): readonly SchemaTable[] {
  return tables.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** @param sorted by name */
export function placeTables(sorted: readonly SchemaTable[]): readonly SchemaTable[] {
  const named = new Map<string, SchemaTable>()
  for (const table of sorted) named.set(table.name, table)
  const done = new Set<SchemaTable>()
  for (const table of sorted) if (!isReady(table, named, done)) visit(table, named, done)
  return [...done]
}

/**
 * The list with other tables for some of its own, sorted by name again; null: two have one name, and which of
 * them comes first the list does not tell.
 */
export function resorted(
  sorted: readonly SchemaTable[],
  replaced: ReadonlyMap<SchemaTable, SchemaTable>,
): readonly SchemaTable[] | null {
  const list = [...sorted]
  for (const [was, now] of replaced) {
    const first = placeOf(was.name, list)
    const at = list[first] === was ? first : list.indexOf(was)
    if (at === -1) return null
    if (was.name === now.name) {
      list[at] = now
      continue
    }
    list.splice(at, 1)
    const place = placeOf(now.name, list)
    if (list[place]?.name === now.name) return null
    list.splice(place, 0, now)
  }
  return list
}

/** Of the first table whose name is not smaller. */
export function placeOf(name: string, sorted: readonly SchemaTable[]): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.name ?? '') < name) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Whether tables that were replaced stand where they stood: each name that became another one is still greater than
 * the name before it and smaller than the one after, and what is referenced stands at the same places. The order
 * knows nothing of names but how they compare.
 *
 * @param uses of names in the tables before, and of those in `replaced`
 */
export function keepPlaces(
  sorted: readonly SchemaTable[],
  resorted: readonly SchemaTable[],
  replaced: ReadonlyMap<SchemaTable, SchemaTable>,
  uses: NameUses,
): boolean {
  for (const [was, now] of replaced) {
    if (isOrderedAlike(was, now)) continue
    const place = placeOf(was.name, sorted)
    if (sorted[place] !== was || resorted[place] !== now) return false
    if (!isAlone(sorted, place) || !isAlone(resorted, place)) return false
    if (!sameItems(targetPlaces(was, sorted), targetPlaces(now, resorted))) return false
  }
  return uses.followRenames([...replaced])
}

function isAlone(sorted: readonly SchemaTable[], place: number): boolean {
  const name = sorted[place]?.name
  return sorted[place - 1]?.name !== name && sorted[place + 1]?.name !== name
}

function targetPlaces(table: SchemaTable, sorted: readonly SchemaTable[]): readonly number[] {
  const places: number[] = []
  for (const name of targetsOf(table)) {
    const place = placeOf(name, sorted)
    if (sorted[place]?.name === name) places.push(place)
  }
  return places
}

/** Whether the table stands already, or can: all that it references stands. Most can. */
function isReady(table: SchemaTable, named: ReadonlyMap<string, SchemaTable>, done: Set<SchemaTable>): boolean {
  for (const { table: name } of table.foreignKeys) {
    const target = named.get(name)
    if (target !== undefined && target !== table && !done.has(target)) return done.has(table)
  }
  done.add(table)
  return true
}

/** The tables stand where they stood: neither the name nor what is referenced has changed. */
export function isOrderedAlike(before: SchemaTable, after: SchemaTable): boolean {
  return before.name === after.name && sameItems(targetsOf(before), targetsOf(after))
}

const NONE: readonly string[] = []
const targets = new WeakMap<SchemaTable, readonly string[]>()

/** Names of the referenced tables, last one first: the order in which they are taken from the end. */
function targetsOf(table: SchemaTable): readonly string[] {
  const { foreignKeys } = table
  if (foreignKeys.length < 2) return foreignKeys.length === 0 ? NONE : [foreignKeys[0]?.table ?? '']
  let names = targets.get(table)
  if (names === undefined) {
    names = [...new Set(foreignKeys.map((fk) => fk.table))].toSorted().reverse()
    targets.set(table, names)
  }
  return names
}

/** Depth first with a stack of its own: a chain of thousands of tables must not end the call stack. */
function visit(start: SchemaTable, named: ReadonlyMap<string, SchemaTable>, done: Set<SchemaTable>): void {
  const open: { readonly table: SchemaTable; readonly targets: readonly string[]; rest: number }[] = []
  const begun = new Set<SchemaTable>()
  const push = (table: SchemaTable): void => {
    if (done.has(table) || begun.has(table)) return
    if (isReady(table, named, done)) return
    const names = targetsOf(table)
    begun.add(table)
    open.push({ table, targets: names, rest: names.length })
  }
  push(start)
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.rest > 0) {
      const next = named.get(top.targets[--top.rest] ?? '')
      if (next !== undefined) push(next)
    } else {
      done.add(top.table)
      open.pop()
    }
  }
}
