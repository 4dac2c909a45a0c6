import type { Schema, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'

/** One foreign key as an edge of a diagram, with what its ends may be. */
export interface TableEdge {
  readonly from: SchemaTable
  readonly to: SchemaTable
  readonly key: SchemaForeignKey
  /** A row of `from` may point at nothing. */
  readonly optional: boolean
  /** At most one row of `from` points at a row of `to`. */
  readonly single: boolean
}

/** All tables of a diagram: those of the design, then the ones they reference elsewhere. */
export function diagramTables(schema: Schema): readonly SchemaTable[] {
  if (schema.external.length === 0) return schema.tables
  const elsewhere = new Set(schema.external.map(({ name }) => name))
  const referenced = new Set<string>()
  for (const table of schema.tables) {
    for (const key of table.foreignKeys) if (elsewhere.has(key.table)) referenced.add(key.table)
  }
  return [...schema.tables, ...schema.external.filter((t) => referenced.has(t.name))]
}

/** By the target's table: a key may name a proxy, which has none of its own. */
export function tableEdges(schema: Schema): readonly TableEdge[] {
  const shown = new Map(diagramTables(schema).map((t) => [t.name, t]))
  return schema.tables.flatMap((from) =>
    from.foreignKeys.flatMap((key) => {
      const to = shown.get(key.table)
      if (to === undefined) return []
      const columns = from.columns.filter((c) => key.columns.includes(c.name))
      return [{ from, to, key, optional: columns.some((c) => c.null), single: isSingle(from, key) }]
    }),
  )
}

/** Whether each row of the table has a target of its own: one to one. */
export function isSingle(table: SchemaTable, key: SchemaForeignKey): boolean {
  const same = (names: readonly string[]) =>
    names.length === key.columns.length && names.every((n) => key.columns.includes(n))
  const column = key.columns.length === 1 ? table.columns.find((c) => c.name === key.columns[0]) : undefined
  return (
    column?.unique === true ||
    same(table.primaryKey) ||
    table.uniques.some((u) => u.condition === null && same(u.columns))
  )
}
