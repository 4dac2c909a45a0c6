/** The tables of a database of the design's own: those that Django brings along first. */
import type { Schema, SchemaTable } from './types.ts'

/** Models without a table of their own (`managed = False`) may stand over another model's, which is made once. */
export function tablesToMake({ external, tables }: Pick<Schema, 'external' | 'tables'>): readonly SchemaTable[] {
  if (external.length === 0) return tables
  const taken = new Set(tables.map(({ name }) => name))
  const first: SchemaTable[] = []
  for (const table of external) {
    if (taken.has(table.name)) continue
    taken.add(table.name)
    first.push(table)
  }
  return [...first, ...tables]
}
