/** A row as JSON Schema (draft 2020-12) sees it; OpenAPI 3.1 takes the same. */
import type { Value } from '../../document/records.ts'
import { plainValue } from '../../relations/values/plain-value.ts'
import type { ColumnKind, SchemaColumn, SchemaTable } from '../../schema/types.ts'
import { isFilledIn } from '../typescript/defaults.ts'

type JsonSchema = { readonly [key: string]: unknown }

const integer = (minimum: number | null, maximum: number | null): JsonSchema => ({
  type: 'integer',
  ...(minimum === null ? {} : { minimum }),
  ...(maximum === null ? {} : { maximum }),
})

const TYPES: Readonly<Record<ColumnKind, (column: SchemaColumn) => JsonSchema>> = {
  smallInteger: () => integer(-32768, 32767),
  integer: () => integer(-2147483648, 2147483647),
  // Beyond 2^53 JSON's numbers are not exact: no bounds that could not be written.
  bigInteger: () => integer(null, null),
  positiveSmallInteger: () => integer(0, 32767),
  positiveInteger: () => integer(0, 2147483647),
  positiveBigInteger: () => integer(0, null),
  boolean: () => ({ type: 'boolean' }),
  float: () => ({ type: 'number' }),
  decimal: () => ({ type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }),
  char: ({ type }) => ({ type: 'string', ...(type.maxLength === null ? {} : { maxLength: type.maxLength }) }),
  text: () => ({ type: 'string' }),
  date: () => ({ type: 'string', format: 'date' }),
  dateTime: () => ({ type: 'string', format: 'date-time' }),
  time: () => ({ type: 'string' }),
  duration: () => ({ type: 'string', format: 'duration' }),
  uuid: () => ({ type: 'string', format: 'uuid' }),
  json: () => ({}),
  binary: () => ({ type: 'string', contentEncoding: 'base64' }),
  ipAddress: () => ({ type: 'string' }),
  other: () => ({}),
}

/** The table's row. What the database fills in itself is `readOnly` and never required. */
export function rowSchema(table: SchemaTable): JsonSchema {
  const properties = Object.fromEntries(table.columns.map((c) => [c.name, columnSchema(table, c)]))
  const required = table.columns.filter((c) => !isOptional(c)).map((c) => c.name)
  return {
    type: 'object',
    title: table.label,
    ...(table.comment === null ? {} : { description: table.comment }),
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  }
}

function isOptional(column: SchemaColumn): boolean {
  return isFilledIn(column) || column.generated !== null
}

function columnSchema(table: SchemaTable, column: SchemaColumn): JsonSchema {
  const plain = TYPES[column.type.kind](column)
  const key = table.foreignKeys.find((fk) => fk.columns.includes(column.name))
  const target = key?.targetColumns[key.columns.indexOf(column.name)]
  const notes = [
    column.comment,
    key === undefined ? null : `References ${key.table}.${target}, on delete ${key.onDelete}.`,
  ]
  const description = notes.filter((n) => n !== null).join(' ')
  const fallback = plainDefault(column)
  const choices = choiceValues(column)
  return {
    ...plain,
    ...(column.null && plain['type'] !== undefined ? { type: [plain['type'], 'null'] } : {}),
    ...(choices === null ? {} : { enum: column.null ? [...choices, null] : choices }),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(column.autoIncrement || column.generated !== null ? { readOnly: true } : {}),
    ...(description === '' ? {} : { description }),
  }
}

function choiceValues(column: SchemaColumn): readonly (string | number)[] | null {
  const values = [...new Set((column.choices ?? []).map((c) => c.value))]
  const areNumbers = TYPES[column.type.kind](column)['type'] === 'integer'
  const fits = (v: Value): v is string | number => typeof v === (areNumbers ? 'number' : 'string')
  return values.length > 0 && values.every(fits) ? values : null
}

function plainDefault(column: SchemaColumn): unknown {
  const value = column.default ?? column.dbDefault
  if (value === undefined || (typeof value === 'object' && value !== null && 'expr' in value)) return undefined
  return plainValue(value)
}
