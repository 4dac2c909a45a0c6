/** How many tables, columns, keys and indexes a design has, counted as a database's catalog counts them. */
import type { Schema, SchemaTable } from './types.ts'

export interface SchemaCounts {
  /** Join tables of many-to-many edges count; models from elsewhere do not. */
  readonly tables: number
  /** Generated ones too. */
  readonly columns: number
  /** Tables that have one, over however many columns. */
  readonly primaryKeys: number
  /** Constraints, over however many columns each; relations without a constraint are none. */
  readonly foreignKeys: number
  /** Unique constraints and unique indexes, beside the primary keys. */
  readonly uniques: number
  readonly indexes: number
}

export function schemaCounts({ tables }: Schema): SchemaCounts {
  const sum = (count: (table: SchemaTable) => number) => tables.reduce((total, table) => total + count(table), 0)
  return {
    tables: tables.length,
    columns: sum((t) => t.columns.length),
    primaryKeys: sum((t) => Math.min(1, t.primaryKey.length)),
    foreignKeys: sum((t) => t.foreignKeys.filter((fk) => fk.enforced).length),
    uniques: sum((t) => t.uniques.length),
    indexes: sum((t) => t.indexes.length),
  }
}
