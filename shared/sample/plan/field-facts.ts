/** What a table and its model say about one of their fields. */
import type { SampleValue } from '../../document/records.ts'
import type { ResolvedField, ResolvedModel } from '../../relations/types.ts'
import type { SchemaTable } from '../../schema/types.ts'

/** A computed column whose values must differ needs what it is computed from to lie far apart. */
export function hasComputedKey({ localFields }: ResolvedModel): boolean {
  return localFields.some(({ className, unique }) => className === 'GeneratedField' && unique)
}

/** A text that the table's own rules or generated columns read as JSON. */
export function isJsonText(table: SchemaTable | undefined, field: ResolvedField): boolean {
  if (table === undefined || field.column === null || !/^(Text|Char)Field$/.test(field.className)) return false
  const rules = JSON.stringify([table.checks, table.columns.map((column) => column.generated)])
  if (!/json_/i.test(rules)) return false
  const name = field.column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`json_\\w+\\W+${name}\\b`, 'i').test(rules)
}

export function isGenerated(table: SchemaTable, field: ResolvedField): boolean {
  return table.columns.some((c) => c.name === field.column && c.generated !== null)
}

/** Whether it is one of several columns that are unique together. */
export function isInSet(table: SchemaTable | undefined, { column }: ResolvedField): boolean {
  if (table === undefined || column === null) return false
  return [table.primaryKey, ...table.uniques.map((unique) => unique.columns)].some((names) => names.includes(column))
}

export function isAloneInUniqueSet(model: ResolvedModel, field: ResolvedField): boolean {
  return model.constraints.some(
    (c) => c.kind === 'unique' && c.condition === null && c.fields.length === 1 && c.fields[0] === field.name,
  )
}

export function choiceValues(field: ResolvedField): readonly SampleValue[] {
  return (field.choices ?? []).flatMap((c) => (c.value === null || typeof c.value !== 'object' ? [c.value] : []))
}
