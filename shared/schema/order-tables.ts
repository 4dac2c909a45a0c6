import type { SchemaTable } from './types.ts'

/** Referenced tables first as far as there is no cycle, ties by name. */
export function orderTables(tables: readonly SchemaTable[]): readonly SchemaTable[] {
  const byName = tables.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const named = new Map(byName.map((table) => [table.name, table]))
  const done = new Set<SchemaTable>()
  for (const table of byName) visit(table, named, done)
  return [...done]
}

/** Depth first with a stack of its own: a chain of thousands of tables must not end the call stack. */
function visit(start: SchemaTable, named: ReadonlyMap<string, SchemaTable>, done: Set<SchemaTable>): void {
  const open: { readonly table: SchemaTable; readonly rest: SchemaTable[] }[] = []
  const begun = new Set<SchemaTable>()
  const push = (table: SchemaTable): void => {
    if (done.has(table) || begun.has(table)) return
    begun.add(table)
    const targets = new Set(table.foreignKeys.map((fk) => fk.table).toSorted())
    open.push({ table, rest: [...targets].reverse().flatMap((name) => named.get(name) ?? []) })
  }
  push(start)
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const next = top.rest.pop()
    if (next !== undefined) push(next)
    else {
      done.add(top.table)
      open.pop()
    }
  }
}
