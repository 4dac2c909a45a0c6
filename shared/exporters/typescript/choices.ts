import type { SchemaColumn } from '../../schema/types.ts'
import { textLiteral } from './names.ts'

/** The column's choices as a union of literals; null where it has none or one is not plain. */
export function choiceLiterals(column: SchemaColumn): string | null {
  if (column.choices === null) return null
  const literals = column.choices.map(({ value }) => {
    if (typeof value === 'string') return textLiteral(value)
    return typeof value === 'number' ? String(value) : null
  })
  if (literals.length === 0 || literals.includes(null)) return null
  return [...new Set(literals)].join(' | ')
}
