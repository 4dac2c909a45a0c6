/** Transforms on the way from a column to a lookup: parts of dates (`seen__date__year`) and keys of JSON (`data__a__0`). */
import type { ColumnKind, ColumnType } from '../types.ts'
import { DATE_PARTS, TIME_PARTS, yearBounds } from './dates.ts'
import type { DateKind, DatePart } from './dates.ts'
import type { ExpressionDialect } from './dialects.ts'

const DATE_KINDS: Partial<Readonly<Record<ColumnKind, DateKind>>> = { date: 'date', dateTime: 'dateTime', time: 'time' }

/** null: no date or time. */
export function dateKind(type: ColumnType | null): DateKind | null {
  return type === null ? null : (DATE_KINDS[type.kind] ?? null)
}

export function plainType(kind: ColumnKind): ColumnType {
  return { kind, maxLength: null, digits: null, decimals: null, raw: null }
}

export const INTEGER = plainType('integer')

export interface Transformed {
  readonly sql: string
  readonly type: ColumnType
}

const PARTS: Readonly<Record<DateKind, ReadonlySet<string>>> = {
  date: new Set(DATE_PARTS),
  dateTime: new Set([...DATE_PARTS, ...TIME_PARTS]),
  time: new Set(TIME_PARTS),
}

/** `month` of a date, `date` of a point in time …; null: no transform of such a value, or none that the dialect has. */
export function dateTransform(
  name: string,
  sql: string,
  type: ColumnType | null,
  { dates }: ExpressionDialect,
): Transformed | null {
  const kind = dateKind(type)
  if (kind === null) return null
  if (kind === 'dateTime' && name === 'date') return { sql: dates.date(sql), type: plainType('date') }
  if (kind === 'dateTime' && name === 'time') return { sql: dates.time(sql), type: plainType('time') }
  if (!PARTS[kind].has(name)) return null
  const part = dates.part(name as DatePart, sql, kind)
  return part === null ? null : { sql: part, type: INTEGER }
}

const RANGE_KINDS: { readonly [type: string]: ColumnKind | undefined } = {
  tstzrange: 'dateTime',
  daterange: 'date',
  int4range: 'integer',
  int8range: 'bigInteger',
  numrange: 'decimal',
}

/** Lengths of arrays, ends of ranges: PostgreSQL alone has them. Source: django/contrib/postgres/fields (5.2). */
export function postgresTransform(
  name: string,
  sql: string,
  type: ColumnType | null,
  { id }: ExpressionDialect,
): Transformed | null {
  const raw = id === 'postgresql' && type?.kind === 'other' ? type.raw : null
  if (raw === null) return null
  if (name === 'len' && raw.endsWith(']')) {
    return { sql: `CASE WHEN ${sql} IS NULL THEN NULL ELSE COALESCE(ARRAY_LENGTH(${sql}, 1), 0) END`, type: INTEGER }
  }
  const kind = RANGE_KINDS[raw]
  if (kind === undefined) return null
  if (name === 'startswith') return { sql: `LOWER(${sql})`, type: plainType(kind) }
  if (name === 'endswith') return { sql: `UPPER(${sql})`, type: plainType(kind) }
  return name === 'isempty' ? { sql: `ISEMPTY(${sql})`, type: plainType('boolean') } : null
}

/** What `day__year__gte=2020` asks of the column itself, which an index then serves; null: ask the year. */
export function yearLookup(
  part: 'year' | 'iso_year',
  lookup: string,
  year: number,
  column: { readonly sql: string; readonly kind: DateKind },
  { literal }: ExpressionDialect,
): string | null {
  if (!Number.isInteger(year) || year < 1 || year > 9998) return null
  const [first, last] = yearBounds(year, part, column.kind).map((text) => literal({ temporal: text }))
  const { sql } = column
  const said: { readonly [lookup: string]: string | undefined } = {
    exact: `${sql} BETWEEN ${first} AND ${last}`,
    gt: `${sql} > ${last}`,
    gte: `${sql} >= ${first}`,
    lt: `${sql} < ${first}`,
    lte: `${sql} <= ${last}`,
  }
  return said[lookup] ?? null
}

/** A key path into JSON as each database reads it: `$."a"[0]`, or a list of texts. */
export function jsonPath(keys: readonly string[]): string {
  return `$${keys.map((key) => (isPlace(key) ? `[${key}]` : `.${JSON.stringify(key)}`)).join('')}`
}

const isPlace = (key: string): boolean => /^\d+$/.test(key)

/** What stands at the path, as JSON. */
export function jsonValue(sql: string, keys: readonly string[], { id, literal }: ExpressionDialect): string {
  if (id === 'postgresql') {
    const [key = ''] = keys
    if (keys.length === 1) return `(${sql} -> ${isPlace(key) ? key : literal(key)})`
    return `(${sql} #> ARRAY[${keys.map((one) => literal(one)).join(', ')}])`
  }
  const at = `(${sql}, ${literal(jsonPath(keys))})`
  if (id === 'mysql') return `JSON_EXTRACT${at}`
  return `(CASE WHEN JSON_TYPE${at} IN ('null', 'false', 'true') THEN JSON_TYPE${at} ELSE JSON_EXTRACT${at} END)`
}

/**
 * Whether just this value stands at the path; null: it cannot be said. MariaDB compares JSON as texts with
 * their quotes and MySQL does not, so both are asked for the kind and the plain text.
 */
export function jsonEquals(
  sql: string,
  keys: readonly string[],
  value: unknown,
  dialect: ExpressionDialect,
): string | null {
  const found = jsonValue(sql, keys, dialect)
  if (dialect.id !== 'mysql') return `${found} = ${jsonOperand(value, false, dialect)}`
  const kind = value === null ? 'null' : typeof value
  const kinds = MYSQL_JSON_TYPES[kind]
  if (kinds === undefined) return null
  const isOf = `JSON_TYPE(${found}) IN (${kinds.map((name) => `'${name}'`).join(', ')})`
  if (value === null) return isOf
  const plain = typeof value === 'number' ? String(value) : dialect.literal(String(value))
  return `(${isOf} AND JSON_UNQUOTE(${found}) = ${plain})`
}

const MYSQL_JSON_TYPES: { readonly [kind: string]: readonly string[] | undefined } = {
  null: ['NULL'],
  boolean: ['BOOLEAN'],
  string: ['STRING'],
  number: ['INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL'],
}

/** A value to compare with what stands at a path; `isOrdered`: by less and more. */
export function jsonOperand(value: unknown, isOrdered: boolean, { id, literal }: ExpressionDialect): string {
  const json = literal(JSON.stringify(value))
  if (id === 'postgresql') return `${json}::jsonb`
  if (isOrdered && typeof value === 'number') return String(value)
  if (isOrdered && typeof value === 'string') return literal(value)
  const isWord = value === null || typeof value === 'boolean'
  return id === 'sqlite' && isWord ? json : `JSON_EXTRACT(${json}, '$')`
}

/** Whether there is something at the path, be it null. */
export function jsonHas(sql: string, keys: readonly string[], dialect: ExpressionDialect): string {
  const { id, literal } = dialect
  if (id === 'postgresql') {
    const last = literal(keys.at(-1) ?? '')
    const inside = keys.length === 1 ? sql : jsonValue(sql, keys.slice(0, -1), dialect)
    return `${inside} ? ${last}`
  }
  if (id === 'sqlite') return `${jsonType(sql, keys, dialect)} IS NOT NULL`
  return `JSON_CONTAINS_PATH(${sql}, 'one', ${literal(jsonPath(keys))})`
}

/** What kind of thing stands there, to SQLite; NULL for nothing. */
export function jsonType(sql: string, keys: readonly string[], { literal }: ExpressionDialect): string {
  return `JSON_TYPE(${sql}, ${literal(jsonPath(keys))})`
}
