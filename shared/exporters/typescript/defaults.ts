/** Defaults of columns as literals of TypeScript, of the type that the column's values have there. */
import { isExpr } from '../../document/records.ts'
import { plainValue } from '../../relations/values/plain-value.ts'
import { pythonJson } from '../../schema/python-json.ts'
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
  const value = plainDefault(column)
  const type = VALUE_TYPES[column.type.kind]
  if (type === null || column.generated !== null || value === null) return null
  if (type === 'string') return typeof value === 'boolean' ? null : textLiteral(String(value))
  if (type === 'boolean') return typeof value === 'string' ? null : String(value === true || value === 1)
  return typeof value === 'string' ? null : String(Number(value))
}

/** As a value of JavaScript; null: there is none, or an expression. */
export function plainDefault(column: SchemaColumn): string | number | boolean | null {
  const value = column.dbDefault ?? column.default
  if (isExpr(value)) return DECIMAL.exec(value.expr)?.[2] ?? null
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Text of JSON; null: there is none, or what only the database or the program can tell. */
export function jsonDefault({ dbDefault, default: given }: SchemaColumn): string | null {
  const value = dbDefault ?? given
  if (value === undefined || value === null || (isExpr(value) && !/^[{[]/.test(value.expr))) return null
  return pythonJson(plainValue(value))
}

/** Python's own way to write an exact number. */
const DECIMAL = /^(?:decimal\.)?Decimal\(\s*(["']?)(-?\d+(?:\.\d+)?)\1\s*\)$/

/** Whether a row may leave it out: the program or the database puts something in. */
export function isFilledIn({ null: optional, autoIncrement, default: given, dbDefault, made }: SchemaColumn): boolean {
  return optional || autoIncrement || given !== undefined || dbDefault !== undefined || made !== undefined
}
