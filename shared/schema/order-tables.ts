import { sameItems } from '../util/changes.ts'
import type { SchemaTable } from './types.ts'

/** Referenced tables first as far as there is no cycle, ties by name. */
export function orderTables(tables: readonly SchemaTable[]): readonly SchemaTable[] {
  const byName = tables.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const named = new Map<string, SchemaTable>()
  for (const table of byName) named.set(table.name, table)
  const done = new Set<SchemaTable>()
  for (const table of byName) if (!done.has(table)) visit(table, named, done)
  return [...done]
}

/** The tables stand where they stood: neither the name nor what is referenced has changed. */
export function isOrderedAlike(before: SchemaTable, after: SchemaTable): boolean {
  return before.name === after.name && sameItems(targetsOf(before), targetsOf(after))
}

const targets = new WeakMap<SchemaTable, readonly string[]>()

/** Names of the referenced tables, last one first: the order in which they are taken from the end. */
function targetsOf(table: SchemaTable): readonly string[] {
  let names = targets.get(table)
  if (names === undefined) {
    names = [...new Set(table.foreignKeys.map((fk) => fk.table))].toSorted().reverse()
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
    const names = targetsOf(table)
    if (names.length === 0) {
      done.add(table)
      return
    }
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
