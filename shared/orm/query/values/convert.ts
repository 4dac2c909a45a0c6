/** Raw SQLite values back to Python's, by the converter that the compiled statement names per column. */
import type { FieldType } from '../field-type.ts'
import { internalType } from '../field-type.ts'
import type { CompileSettings, Converter, PyValue, SqlValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { decimalOfFloat, decimalText, parseDecimal, quantize, roundTo } from './decimal.ts'
import { loadJson } from './json.ts'
import { uuidOf } from './prepare.ts'
import { reprText, typeName } from './python.ts'
import { currentZone, makeAware } from './time-zone.ts'
import { dateText, dateTimeText, parseDate, parseDateTime, parseTime, timeText } from './temporal.ts'

/** SQLite's floats carry 15 digits that mean something; Django drops the rest. */
const DECIMAL_PRECISION = 15
/** A stored text far outside of any column's places is shown as it is. */
const MAX_EXPONENT = 1000

type Convert = (raw: Exclude<SqlValue, null>, settings: CompileSettings) => PyValue

export function convert(converter: Converter, raw: SqlValue, settings: CompileSettings): PyValue {
  if (raw === null) return null
  if (converter.startsWith('decimal:')) {
    const [, places, digits] = converter.split(':')
    return decimalValue(raw, Number(places), Number(digits))
  }
  if (converter.startsWith('localDatetime'))
    return localDateTime(raw, converter.slice('localDatetime:'.length), settings)
  return (CONVERT[converter] ?? CONVERT.none)(raw, settings)
}

const CONVERT: Readonly<Record<string, Convert>> & { readonly none: Convert } = {
  none: (raw) => raw,
  bool: (raw) => (raw === 1n || raw === 1 ? true : raw === 0n || raw === 0 ? false : raw),
  int: (raw) => (typeof raw === 'number' ? BigInt(Math.trunc(raw)) : typeof raw === 'string' ? intOfText(raw) : raw),
  float: (raw) => (typeof raw === 'bigint' ? Number(raw) : typeof raw === 'string' ? floatOfText(raw) : raw),
  str: (raw) => raw,
  date: (raw) => {
    const parts = parseDate(isoText(raw))
    return parts === null || parts === 'invalid' ? null : { type: 'date', text: dateText(parts) }
  },
  datetime: (raw, settings) => {
    const parts = parseDateTime(isoText(raw))
    if (parts === null || parts === 'invalid') return noDateTime(settings)
    const offset = settings.useTz ? (parts.offset ?? 0) : parts.offset
    return { type: 'datetime', text: dateTimeText({ ...parts, offset }) }
  },
  time: (raw) => {
    const parts = parseTime(isoText(raw))
    return parts === null || parts === 'invalid' ? null : { type: 'time', text: timeText(parts) }
  },
  duration: (raw) => ({ type: 'timedelta', microseconds: wholeMicroseconds(Number(raw)) }),
  uuid: (raw) => uuidOf(String(raw)),
  json: (raw) => {
    if (typeof raw === 'string') return loaded(raw)
    throw new OrmError('TypeError', `the JSON object must be str, bytes or bytearray, not ${typeName(raw)}`)
  },
  jsonKey: (raw) => (typeof raw === 'string' ? loaded(raw) : raw),
  bytes: (raw) => raw,
  decimal: (raw) => decimalValue(raw, null),
}

/** Text that is no JSON stays as it is. */
function loaded(raw: string): PyValue {
  const value = loadJson(raw)
  return value === undefined ? raw : value
}

/** Half a microsecond goes to the even one, as timedelta rounds. */
function wholeMicroseconds(value: number): bigint {
  const floor = Math.floor(value)
  const isUp = value - floor > 0.5 || (value - floor === 0.5 && floor % 2 !== 0)
  return BigInt(isUp ? floor + 1 : floor)
}

function intOfText(raw: string): bigint {
  if (/^\s*[+-]?\d+\s*$/.test(raw)) return BigInt(raw.trim().replace(/^\+/, ''))
  throw new OrmError('ValueError', `invalid literal for int() with base 10: ${reprText(raw)}`)
}

function floatOfText(raw: string): number {
  const value = raw.trim() === '' ? Number.NaN : Number(raw)
  if (!Number.isNaN(value)) return value
  throw new OrmError('ValueError', `could not convert string to float: ${reprText(raw)}`)
}

/** Text that is no time is None; with time zones Django then asks None for its offset. */
function noDateTime({ useTz }: CompileSettings): PyValue {
  if (!useTz) return null
  throw new OrmError('AttributeError', "'NoneType' object has no attribute 'utcoffset'")
}

/** @param given the zone that the call names; empty: the current one */
function localDateTime(raw: Exclude<SqlValue, null>, given: string, settings: CompileSettings): PyValue {
  const parts = parseDateTime(isoText(raw))
  if (parts === null || parts === 'invalid') return null
  if (!settings.useTz) return { type: 'datetime', text: dateTimeText(parts) }
  // `timezone.utc` and ZoneInfo("UTC") come as the same name; the first is what scripts give.
  const named = given === '' ? currentZone(settings) : { key: given, tag: isNamed(given) ? given : undefined }
  return { type: 'datetime', text: dateTimeText(makeAware({ ...parts, offset: null }, named.key)), zone: named.tag }
}

const isNamed = (zone: string): boolean => zone !== 'UTC' && !/^[+-]/.test(zone)

function isoText(raw: Exclude<SqlValue, null>): string {
  if (typeof raw === 'string') return raw
  throw new OrmError('TypeError', 'fromisoformat: argument must be str')
}

function decimalValue(raw: Exclude<SqlValue, null>, places: number | null, maxDigits = Infinity): PyValue {
  if (raw === Infinity || raw === -Infinity) return { type: 'decimal', text: String(raw) }
  const exact =
    typeof raw === 'number'
      ? decimalOfFloat(raw, DECIMAL_PRECISION)
      : parseDecimal(typeof raw === 'bigint' ? String(raw) : String(raw))
  if (exact === null) return String(raw)
  const cut = roundTo(exact, DECIMAL_PRECISION)
  if (places === null || cut.exponent > MAX_EXPONENT || cut.exponent < -MAX_EXPONENT)
    return { type: 'decimal', text: decimalText(cut) }
  const placed = quantize(cut, places)
  // More digits than the field has: SQLite kept them, Python's decimal context does not.
  if (String(placed.digits).length > maxDigits)
    throw new OrmError('InvalidOperation', "[<class 'decimal.InvalidOperation'>]")
  return { type: 'decimal', text: decimalText(placed) }
}

/** Digits that Python's decimals keep unless told otherwise. */
const PYTHON_PRECISION = 28

const BY_TYPE: Readonly<Record<string, Converter>> = {
  BooleanField: 'bool',
  DateField: 'date',
  DateTimeField: 'datetime',
  TimeField: 'time',
  DurationField: 'duration',
  UUIDField: 'uuid',
  JSONField: 'json',
  BinaryField: 'bytes',
}

/** The converter for a column (`Col`), which gives decimals their places back, or an expression, which casts numbers. */
export function converterFor(type: FieldType | null, isColumn: boolean): Converter {
  if (type === null) return 'none'
  const kind = internalType(type)
  if (kind === 'DecimalField')
    return isColumn && type.decimalPlaces !== null
      ? `decimal:${type.decimalPlaces}:${type.maxDigits ?? PYTHON_PRECISION}`
      : 'decimal'
  if (!isColumn && kind === 'FloatField') return 'float'
  if (!isColumn && kind.endsWith('IntegerField')) return 'int'
  return BY_TYPE[kind] ?? 'none'
}
