/**
 * `Field.get_prep_value` and `get_db_prep_value`: what a value becomes for a field of a type, and then
 * for SQLite. Errors carry Django's texts; they come when the filter is built, not when it runs.
 */
import type { ResolvedField } from '../../../relations/types.ts'
import type { FieldType } from '../field-type.ts'
import { internalType } from '../field-type.ts'
import type { CompileSettings, PyValue, SqlValue } from '../types.ts'
import { OrmError } from '../types.ts'
import type { Decimal } from './decimal.ts'
import { decimalOfFloat, decimalText, parseDecimal, truncate } from './decimal.ts'
import { djangoJson } from './django-json.ts'
import { dumpJson } from './json.ts'
import type { JsonLayout } from './json.ts'
import { hashKey, isTagged, pyRepr, pyStr, reprText, typeName } from './python.ts'
import type { Parsed } from './temporal.ts'
import { cleanIpv6 } from './ip-address.ts'
import { dateText, dateTimeText, parseDate, parseDateTime, parseDuration, parseTime, timeText } from './temporal.ts'
import { defaultZone } from './default-zone.ts'
import { isDjangosEncoder, ownConversions } from './own-conversions.ts'
import { inZone, makeAware } from './time-zone.ts'

type Prepare = (type: FieldType, value: PyValue) => PyValue

/** `get_prep_value`: None stays None, a foreign key's value is its target's. */
export function prepare(type: FieldType, value: PyValue): PyValue {
  const own = ownConversions(type)?.prepare
  if (own !== undefined && own !== null) return own(value)
  if (type.target !== null) return prepare(type.target, value)
  if (value === null) return null
  return (PREPARE[internalType(type)] ?? asIs)(type, value)
}

const asIs: Prepare = (_type, value) => value
const text: Prepare = (_type, value) => pyStr(value)

const PREPARE: Readonly<Record<string, Prepare>> = {
  AutoField: integer,
  BigAutoField: integer,
  SmallAutoField: integer,
  BigIntegerField: integer,
  IntegerField: integer,
  SmallIntegerField: integer,
  PositiveBigIntegerField: integer,
  PositiveIntegerField: integer,
  PositiveSmallIntegerField: integer,
  BooleanField: boolean,
  CharField: text,
  SlugField: text,
  TextField: text,
  FileField: text,
  FilePathField: text,
  GenericIPAddressField: ipAddress,
  DateField: date,
  DateTimeField: dateTime,
  TimeField: time,
  DecimalField: decimal,
  FloatField: float,
  UUIDField: uuid,
}

/** Addresses of version 6 are held in one form; what is none stays. */
function ipAddress(type: FieldType, value: PyValue): PyValue {
  const plain = text(type, value)
  if (isTruthy(value)) refuseNoText(value)
  if (typeof plain !== 'string' || !plain.includes(':')) return plain
  return cleanIpv6(plain, type.bound?.options['unpack_ipv4'] === true) ?? plain
}

/** Django asks whether there is a `":"` in it. */
function refuseNoText(value: PyValue): void {
  if (value instanceof Uint8Array) throw new OrmError('TypeError', "a bytes-like object is required, not 'str'")
  const isContainer = typeof value === 'string' || (isTagged(value) && ('items' in value || value.type === 'dict'))
  if (!isContainer) throw new OrmError('TypeError', `argument of type '${typeName(value)}' is not iterable`)
}

const isTruthy = (value: PyValue): boolean =>
  value !== null && value !== false && value !== 0 && value !== 0n && value !== ''

const numberFrom = (value: PyValue, as: 'int' | 'float'): PyValue | undefined =>
  isTagged(value) && value.type === 'instance' ? value.number?.(as) : undefined

/** Numbers may be written in bytes. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

function numberError(kind: 'ValueError' | 'TypeError', type: FieldType, value: PyValue): OrmError {
  return new OrmError(kind, `Field '${type.name ?? 'None'}' expected a number but got ${pyRepr(value)}.`)
}

export function integer(type: FieldType, value: PyValue): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return BigInt(Math.trunc(value))
    if (Number.isNaN(value)) throw numberError('ValueError', type, value)
    throw new OrmError('OverflowError', 'cannot convert float infinity to integer')
  }
  if (typeof value === 'string') {
    const trimmed = value.trim()
    if (/^[+-]?\d+(_\d+)*$/.test(trimmed)) return BigInt(trimmed.replaceAll('_', '').replace(/^\+/, ''))
    throw numberError('ValueError', type, value)
  }
  if (value instanceof Uint8Array && /^\s*[+-]?\d+\s*$/.test(latin(value))) return BigInt(latin(value).trim())
  if (value instanceof Uint8Array) throw numberError('ValueError', type, value)
  const made = numberFrom(value, 'int')
  if (typeof made === 'bigint') return made
  if (value !== null && isTagged(value) && value.type === 'decimal') return truncate(parsedDecimal(value.text))
  if (value !== null && isTagged(value) && value.type === 'uuid') return BigInt(`0x${value.text.replaceAll('-', '')}`)
  throw numberError('TypeError', type, value)
}

function parsedDecimal(value: string): Decimal {
  const parsed = parseDecimal(value)
  if (parsed === null) throw new OrmError('ValueError', `cannot convert ${value} to integer`)
  return parsed
}

function float(type: FieldType, value: PyValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') {
    const trimmed = value.trim()
    if (/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(trimmed)) return Number(trimmed)
    const special = /^([+-]?)(?:(inf(?:inity)?)|(nan))$/i.exec(trimmed)
    if (special !== null) return special[3] !== undefined ? Number.NaN : special[1] === '-' ? -Infinity : Infinity
    throw numberError('ValueError', type, value)
  }
  if (value instanceof Uint8Array && Number.isFinite(Number.parseFloat(latin(value)))) return Number(latin(value))
  if (value instanceof Uint8Array) throw numberError('ValueError', type, value)
  const made = numberFrom(value, 'float')
  if (typeof made === 'number') return made
  if (value !== null && isTagged(value) && value.type === 'decimal') return Number(value.text)
  throw numberError('TypeError', type, value)
}

/** `str(ValidationError)`: the list of messages. */
function invalid(message: string): OrmError {
  return new OrmError('ValidationError', `[${reprText(message)}]`)
}

function boolean(type: FieldType, value: PyValue): PyValue {
  if (type.null && (value === '' || isEmptyContainer(value))) return null
  const key = hashKey(value)
  if (key === 'n1') return true
  if (key === 'n0') return false
  if (value === 't' || value === 'True' || value === '1') return true
  if (value === 'f' || value === 'False' || value === '0') return false
  const choices = type.null ? 'True, False, or None' : 'True or False'
  throw invalid(`“${pyStr(value)}” value must be either ${choices}.`)
}

function isEmptyContainer(value: PyValue): boolean {
  if (!isTagged(value)) return false
  return value.type === 'dict' ? value.entries.length === 0 : 'items' in value && value.items.length === 0
}

function uuid(_type: FieldType, given: PyValue): PyValue {
  const value = typeof given === 'boolean' ? BigInt(given) : given
  if (isTagged(value) && value.type === 'uuid') return value
  if (value instanceof Uint8Array) throw new OrmError('TypeError', "a bytes-like object is required, not 'str'")
  // Python's booleans are integers.
  const int = typeof value === 'boolean' ? BigInt(value) : value
  if (typeof int === 'bigint' && int >= 0n && int < 1n << 128n) return uuidOf(int.toString(16).padStart(32, '0'))
  if (typeof value === 'string') {
    const hex = value
      .replaceAll('urn:', '')
      .replaceAll('uuid:', '')
      .replace(/^[{}]+|[{}]+$/g, '')
      .replaceAll('-', '')
    if (/^[0-9a-fA-F]{32}$/.test(hex)) return uuidOf(hex.toLowerCase())
  }
  throw invalid(`“${pyStr(value)}” is not a valid UUID.`)
}

export function uuidOf(hex: string): PyValue {
  return { type: 'uuid', text: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') }
}

function decimal(type: FieldType, value: PyValue): PyValue {
  if (isTagged(value) && value.type === 'decimal' && parseDecimal(value.text) !== null) return value
  if (typeof value === 'number' && Number.isFinite(value)) {
    return { type: 'decimal', text: decimalText(decimalOfFloat(value, type.maxDigits ?? 28)) }
  }
  if (typeof value === 'boolean') return { type: 'decimal', text: value ? '1' : '0' }
  if (typeof value === 'bigint') return { type: 'decimal', text: String(value) }
  const parsed = typeof value === 'string' ? parseDecimal(value) : null
  if (parsed === null) throw invalid(`“${pyStr(value)}” value must be a decimal number.`)
  return { type: 'decimal', text: decimalText(parsed) }
}

const FORMATS = {
  date: { form: 'YYYY-MM-DD', article: 'an invalid date format. It must be in YYYY-MM-DD format.', what: 'date' },
  time: {
    form: 'HH:MM[:ss[.uuuuuu]]',
    article: 'an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format.',
    what: 'time',
  },
  datetime: {
    form: 'YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ]',
    article: 'an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.',
    what: 'date/time',
  },
} as const

function parsed<T>(kind: keyof typeof FORMATS, value: PyValue, read: (text: string) => Parsed<T>): T {
  if (typeof value !== 'string') {
    const name = typeName(value)
    throw new OrmError('TypeError', `fromisoformat: argument must be str${name === 'str' ? '' : ''}`)
  }
  const result = read(value)
  if (result !== null && result !== 'invalid') return result
  const { form, article, what } = FORMATS[kind]
  if (result === null) throw invalid(`“${value}” value has ${article}`)
  const dateOnly = kind === 'datetime' && parseDate(value) === 'invalid'
  const [shape, noun] = dateOnly ? ['YYYY-MM-DD', 'date'] : [form, what]
  throw invalid(`“${value}” value has the correct format (${shape}) but it is an invalid ${noun}.`)
}

function date(_type: FieldType, value: PyValue): PyValue {
  if (isTagged(value) && value.type === 'date') return value
  if (isTagged(value) && value.type === 'datetime') return { type: 'date', text: dayOf(value.text) }
  return { type: 'date', text: dateText(parsed('date', value, parseDate)) }
}

/** The day of a moment on the project's clock; without a zone, the day it names. */
function dayOf(text: string): string {
  const zone = defaultZone()
  const parts = parseDateTime(text)
  if (zone === null || parts === null || parts === 'invalid' || parts.offset === null) return text.slice(0, 10)
  return dateText(inZone(parts, zone))
}

/** `DateTimeField.to_python`: a day is its midnight on the project's clock. */
export function dateTimeOf(value: PyValue): PyValue {
  if (isTagged(value) && value.type === 'datetime') return value
  if (isTagged(value) && value.type === 'date') return onClock(`${value.text}T00:00:00`)
  return { type: 'datetime', text: dateTimeText(parsed('datetime', value, parseDateTime)) }
}

function dateTime(_type: FieldType, value: PyValue): PyValue {
  const moment = dateTimeOf(value)
  return isTagged(moment) && moment.type === 'datetime' && moment.zone === undefined ? onClock(moment.text) : moment
}

/** A time without a zone, read on the project's clock. */
function onClock(text: string): PyValue {
  const zone = defaultZone()
  const parts = parseDateTime(text)
  if (zone === null || parts === null || parts === 'invalid' || parts.offset !== null) return { type: 'datetime', text }
  return { type: 'datetime', text: dateTimeText(makeAware(parts, zone)), zone }
}

/** `datetime.time()` leaves the zone behind. */
const OFFSET = /[+-]\d{2}:\d{2}$/

function time(_type: FieldType, value: PyValue): PyValue {
  if (isTagged(value) && value.type === 'time') return value
  if (isTagged(value) && value.type === 'datetime')
    return { type: 'time', text: value.text.slice(11).replace(OFFSET, '') }
  return { type: 'time', text: timeText(parsed('time', value, parseTime)) }
}

/** `get_db_prep_value` for a prepared value. */
export function toSql(type: FieldType | null, value: PyValue, settings: CompileSettings): SqlValue {
  const own = ownConversions(type)?.bind
  if (own !== undefined && own !== null) return plainSql(own(value), settings)
  if (type !== null && type.target !== null) return toSql(type.target, value, settings)
  const kind = type === null ? '' : internalType(type)
  // JSON's null is a value of its own; only a lookup or a save that means NULL gets past here.
  if (kind === 'JSONField') return dumpJson(value, jsonLayout(type?.bound ?? null))
  if (value === null) return null
  if (kind === 'DurationField') return durationSql(value)
  if (kind === 'BinaryField' && !(value instanceof Uint8Array))
    throw new OrmError('TypeError', `memoryview: a bytes-like object is required, not '${typeName(value)}'`)
  if (kind === 'GenericIPAddressField') return pyStr(value) || null
  return plainSql(value, settings)
}

/** As the field's encoder writes it. */
export function jsonLayout(field: ResolvedField | null): JsonLayout {
  const isDjangos = isDjangosEncoder(field?.options['encoder'])
  return { indent: null, sortKeys: false, ...(isDjangos ? { encode: djangoJson } : {}) }
}

function durationSql(value: PyValue): SqlValue {
  if (isTagged(value) && value.type === 'timedelta') return value.microseconds
  throw new OrmError('AttributeError', `'${typeName(value)}' object has no attribute 'days'`)
}

/** How Python's sqlite3 module, with Django's adapters, binds a value whose column is not known. */
export function plainSql(value: PyValue, settings: CompileSettings): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number')
    return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (value instanceof Uint8Array) return value
  switch (value.type) {
    case 'decimal':
    case 'date':
      return value.text
    case 'time':
      if (OFFSET.test(value.text)) {
        throw new OrmError('ValueError', 'SQLite backend does not support timezone-aware times.')
      }
      return value.text
    case 'datetime':
      return dateTimeSql(value.text, settings)
    case 'timedelta':
      return value.microseconds
    case 'uuid':
      return value.text.replaceAll('-', '')
    default:
      throw new OrmError('ProgrammingError', `Error binding parameter 1: type '${typeName(value)}' is not supported`)
  }
}

function dateTimeSql(source: string, settings: CompileSettings): string {
  const parts = parseDateTime(source)
  if (parts === null || parts === 'invalid') return source
  if (!settings.useTz) {
    if (parts.offset === null) return dateTimeText(parts, ' ')
    throw new OrmError('ValueError', 'SQLite backend does not support timezone-aware datetimes when USE_TZ is False.')
  }
  const aware = parts.offset === null ? makeAware(parts, settings.timeZone) : parts
  return dateTimeText({ ...inZone(aware, 'UTC'), offset: null }, ' ')
}

/** `DurationField.to_python` for values assigned to an instance. */
export function durationOf(value: PyValue): PyValue {
  if (value === null || (isTagged(value) && value.type === 'timedelta')) return value
  if (typeof value !== 'string')
    throw new OrmError('TypeError', `expected string or bytes-like object, got '${typeName(value)}'`)
  const microseconds = parseDuration(value)
  if (microseconds !== null) return { type: 'timedelta', microseconds }
  throw invalid(`“${pyStr(value)}” value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] format.`)
}
