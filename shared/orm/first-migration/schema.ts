/** A schema whose tables have their columns in the order that Django's first migration gives them. */
import type { Schema, SchemaTable } from '../../schema/types.ts'
import type { Migrated } from './tables.ts'

/** SQLite names the first column of the table that must not be NULL, and checks the newest foreign key first. */
export function withMigratedColumns(schema: Schema, { columns }: Migrated): Schema {
  const arranged = (table: SchemaTable): SchemaTable => {
    const names = columns.get(table.model)
    if (names === undefined) return table
    const place = new Map(names.map((name, index) => [name, index]))
    const at = (name: string | undefined): number => place.get(name ?? '') ?? names.length
    return {
      ...table,
      columns: table.columns.toSorted((a, b) => at(a.name) - at(b.name)),
      foreignKeys: table.foreignKeys.toSorted((a, b) => at(a.columns[0]) - at(b.columns[0])),
    }
  }
  const tables = schema.tables.map(arranged)
  return { ...schema, tables, byModel: new Map(tables.map((table) => [table.model, table])) }
}
