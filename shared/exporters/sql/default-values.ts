/**
 * Plain defaults that one database takes and another refuses, and with them the whole script: MySQL's `0000-00-00`, SQLite's
 * text in a column of numbers, a text that is longer than its column.
 */
import type { ColumnKind, SchemaColumn } from '../../schema/types.ts'
import type { Value } from '../../document/records.ts'

/** Columns of numbers, those that count themselves aside. */
export const NUMBER_KINDS: ReadonlySet<ColumnKind> = new Set([
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

const TRUTHS: { readonly [word: string]: boolean | undefined } = {
  t: true,
  true: true,
  y: true,
  yes: true,
  on: true,
  '1': true,
  f: false,
  false: false,
  n: false,
  no: false,
  off: false,
  '0': false,
}

/** What a text of each type looks like where the database takes not every one. */
const FORMS: Partial<Readonly<Record<ColumnKind, RegExp>>> = {
  time: /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/i,
  uuid: /^\{?[\da-f]{4}(?:-?[\da-f]{4}){7}\}?$/i,
  ipAddress: /^(?:\d+(?:\.\d+){3}|[\da-f:.]*:[\da-f:.]*)(?:\/\d+)?$/i,
}

/**
 * The value as a strict database takes it; undefined: it refuses it.
 *
 * @param moment how the database writes a day or a point in time; null: it has no such
 * @param takesSpans whether it has a type for spans of time, and texts for them
 */
export function strictDefault(
  { type }: SchemaColumn,
  value: Value,
  moment: (text: string) => string | null,
  takesSpans = false,
): Value | undefined {
  const { kind } = type
  // SQLite and MySQL take a 0 for everything.
  if (typeof value === 'number' || typeof value === 'boolean') return hasForm(kind) ? undefined : value
  if (typeof value !== 'string') return value
  if (NUMBER_KINDS.has(kind)) return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? value : undefined
  if (kind === 'boolean') return TRUTHS[value.trim().toLowerCase()]
  if (MOMENTS.has(kind)) return moment(value) ?? undefined
  if (kind === 'duration' && !takesSpans) return undefined
  if (kind === 'json') return isJson(value) ? value : undefined
  if (FORMS[kind]?.test(value.trim()) === false) return undefined
  // Blanks at the end are cut where a text is too long.
  if (kind === 'char' && type.maxLength !== null && [...value.trimEnd()].length > type.maxLength) return undefined
  return value
}

function hasForm(kind: ColumnKind): boolean {
  return MOMENTS.has(kind) || kind in FORMS || kind === 'duration' || kind === 'binary'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** PostgreSQL has no year, month or day 0. */
export function postgresqlMoment(text: string): string | null {
  if (/^\s*-?(?:now|today|tomorrow|yesterday|epoch|infinity)\s*$/i.test(text)) return text
  return /^0000-|^0{8,}|^\d+-00|^\d+-\d+-00|^\D*$/.test(text) ? null : text
}

/** MariaDB takes no time zone in a text: UTC is what Django stores. */
export function mysqlMoment(text: string): string | null {
  const plain = text.replace(/(?<=:\d\d(?:\.\d+)?)\s*(?:Z|[+-]00(?::?00)?)$/i, '')
  return /^\d{1,4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?$/.test(plain) ? plain : null
}

const NOW = /^\(*(?:current_(?:timestamp|date|time)|local(?:timestamp|time)|now|statement_timestamp)\b/i

/** Whether an expression gives a moment where the column holds something else, which SQLite alone takes. */
export function isOutOfPlace({ type }: SchemaColumn, sql: string): boolean {
  const isOther = NUMBER_KINDS.has(type.kind) || type.kind === 'boolean' || type.kind === 'json' || type.kind in FORMS
  return isOther && type.kind !== 'time' && NOW.test(sql)
}
