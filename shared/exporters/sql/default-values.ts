/**
 * Plain defaults that one database takes and another refuses, and with them the whole script: MySQL's `0000-00-00`, SQLite's
 * text in a column of numbers, a text that is longer than its column.
 */
import type { ColumnKind, SchemaColumn } from '../../schema/types.ts'
import type { Value } from '../../document/records.ts'

const NUMBERS: ReadonlySet<ColumnKind> = new Set([
  'smallInteger',
  'integer',
  'bigInteger',
  'positiveSmallInteger',
  'positiveInteger',
  'positiveBigInteger',
  'float',
  'decimal',
])
const MOMENTS: ReadonlySet<ColumnKind> = new Set(['date', 'dateTime'])

/**
 * The value as a strict database takes it; undefined: it refuses it.
 *
 * @param moment how the database writes a day or a point in time; null: it has no such
 */
export function strictDefault(
  { type }: SchemaColumn,
  value: Value,
  moment: (text: string) => string | null,
): Value | undefined {
  if (typeof value !== 'string') return value
  if (NUMBERS.has(type.kind)) return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? value : undefined
  if (type.kind === 'boolean') return /^(?:t|true|f|false|y|yes|n|no|on|off|1|0)$/i.test(value) ? value : undefined
  if (MOMENTS.has(type.kind)) return moment(value) ?? undefined
  // Blanks at the end are cut where a text is too long.
  if (type.kind === 'char' && type.maxLength !== null && [...value.trimEnd()].length > type.maxLength) return undefined
  return value
}

/** PostgreSQL has no year, month or day 0. */
export function postgresqlMoment(text: string): string | null {
  if (/^\s*-?(?:now|today|tomorrow|yesterday|epoch|infinity)\s*$/i.test(text)) return text
  return /^0000-|^\d+-00|^\d+-\d+-00|^\D*$/.test(text) ? null : text
}

/** MariaDB takes no time zone in a text: UTC is what Django stores. */
export function mysqlMoment(text: string): string | null {
  const plain = text.replace(/(?<=:\d\d(?:\.\d+)?)\s*(?:Z|[+-]00(?::?00)?)$/i, '')
  return /^\d{1,4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?$/.test(plain) ? plain : null
}
