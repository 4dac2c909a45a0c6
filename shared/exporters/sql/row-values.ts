/** A value of a sample row as a literal of its column; how Django stores each class in each database. */
import type { SampleValue } from '../../document/records.ts'
import type { ColumnKind, SchemaColumn } from '../../schema/types.ts'
import type { SqlDialect } from './dialect.ts'

type Given = Exclude<SampleValue, null>

/** By what the column holds; undefined: as any other value. */
const BY_KIND: { readonly [kind in ColumnKind]?: (value: Given, dialect: SqlDialect) => string | undefined } = {
  binary: (value, { expressions }) =>
    typeof value === 'string' ? expressions.literal({ bytes: hexOfBase64(value) }) : undefined,
  boolean: (value, { literal }) => (value === 0 || value === 1 ? literal(value === 1) : undefined),
  dateTime: (value, dialect) => (typeof value === 'string' ? dialect.literal(instant(value, dialect)) : undefined),
  duration: (value, { expressions }) =>
    typeof value === 'number' ? expressions.literal({ interval: value }) : undefined,
  json: (value, { literal }) => (typeof value === 'string' ? undefined : literal(JSON.stringify(value))),
  uuid: (value, { id, literal }) =>
    typeof value === 'string' && id !== 'postgresql' ? literal(value.replaceAll('-', '').toLowerCase()) : undefined,
  other: (value, { id, literal }) =>
    typeof value === 'string' && id === 'postgresql' && value.startsWith('[') ? literal(arrayText(value)) : undefined,
}

export function rowLiteral(value: SampleValue, column: SchemaColumn | undefined, dialect: SqlDialect): string {
  if (value === null || column === undefined) return dialect.literal(value)
  return BY_KIND[column.type.kind]?.(value, dialect) ?? dialect.literal(value)
}

const OFFSET = /(Z|[+-]\d\d:?\d\d)$/

/** ISO's T becomes the blank that all databases take; times are UTC, which only PostgreSQL wants said. */
function instant(text: string, { id }: SqlDialect): string {
  const plain = text.replace('T', ' ')
  if (id === 'postgresql') return OFFSET.test(plain) ? plain.replace(/Z$/, '+00') : `${plain}+00`
  const offset = OFFSET.exec(text)?.[1]
  if (offset === undefined) return plain
  if (offset === 'Z') return plain.slice(0, -1)
  const at = new Date(text.replace(' ', 'T'))
  return Number.isNaN(at.getTime())
    ? plain
    : at
        .toISOString()
        .replace('T', ' ')
        .replace(/(\.000)?Z$/, '')
}

/** PostgreSQL's form of a list that a design keeps as JSON; any other text stays. */
function arrayText(text: string): string {
  try {
    return braces(JSON.parse(text))
  } catch {
    return text
  }
}

function braces(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(braces).join(',')}}`
  return value === null ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes in Base64, as a design keeps them, in hexadecimal digits. */
function hexOfBase64(text: string): string {
  let bits = 0
  let count = 0
  let hex = ''
  for (const character of text.replaceAll('-', '+').replaceAll('_', '/')) {
    const digit = DIGITS.indexOf(character)
    if (digit < 0) continue
    bits = ((bits << 6) | digit) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    hex += ((bits >> count) & 0xff).toString(16).padStart(2, '0')
  }
  return hex
}
