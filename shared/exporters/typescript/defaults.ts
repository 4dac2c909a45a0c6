/** Defaults of columns as literals of TypeScript, of the type that the column's values have there. */
import type { ColumnKind, SchemaColumn } from '../../schema/types.ts'
import { textLiteral } from './names.ts'

type ValueType = 'string' | 'number' | 'boolean'

/** null: values that ORMs disagree about; their default stays Django's. */
const VALUE_TYPES: Readonly<Record<ColumnKind, ValueType | null>> = {
  smallInteger: 'number',
  integer: 'number',
  bigInteger: 'number',
  positiveSmallInteger: 'number',
  positiveInteger: 'number',
  positiveBigInteger: 'number',
  boolean: 'boolean',
  float: 'number',
  decimal: 'string',
  char: 'string',
  text: 'string',
  date: null,
  dateTime: null,
  time: null,
  duration: null,
  uuid: 'string',
  json: null,
  binary: null,
  ipAddress: 'string',
  other: null,
}

/** A literal, or null where there is no default or none that can be written (a callable, an expression). */
export function columnDefault(column: SchemaColumn): string | null {
  const value = column.dbDefault ?? column.default
  const type = VALUE_TYPES[column.type.kind]
  if (type === null || column.generated !== null) return null
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null
  if (type === 'string') return typeof value === 'boolean' ? null : textLiteral(String(value))
  if (type === 'boolean') return typeof value === 'string' ? null : String(value === true || value === 1)
  return typeof value === 'string' ? null : String(Number(value))
}
