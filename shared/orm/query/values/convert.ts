/** Raw SQLite values back to Python's, by the converter that the compiled statement names per column. */
import type { FieldType } from '../field-type.ts'
import { internalType } from '../field-type.ts'
import type { CompileSettings, Converter, PyValue, SqlValue } from '../types.ts'
import { decimalOfFloat, decimalText, parseDecimal, quantize, roundTo } from './decimal.ts'
import { loadJson } from './json.ts'
import { uuidOf } from './prepare.ts'
import { dateText, dateTimeText, parseDate, parseDateTime, parseTime, timeText } from './temporal.ts'

/** SQLite's floats carry 15 digits that mean something; Django drops the rest. */
const DECIMAL_PRECISION = 15

type Convert = (raw: Exclude<SqlValue, null>, settings: CompileSettings) => PyValue

export function convert(converter: Converter, raw: SqlValue, settings: CompileSettings): PyValue {
  if (raw === null) return null
  if (converter.startsWith('decimal:')) return decimalValue(raw, Number(converter.slice('decimal:'.length)))
  return (CONVERT[converter] ?? CONVERT.none)(raw, settings)
}

const CONVERT: Readonly<Record<string, Convert>> & { readonly none: Convert } = {
  none: (raw) => raw,
  bool: (raw) => (raw === 1n || raw === 1 ? true : raw === 0n || raw === 0 ? false : raw),
  int: (raw) => (typeof raw === 'number' ? BigInt(Math.trunc(raw)) : typeof raw === 'string' ? BigInt(raw.trim()) : raw),
  float: (raw) => (typeof raw === 'bigint' || typeof raw === 'string' ? Number(raw) : raw),
  str: (raw) => raw,
  date: (raw) => {
    const parts = parseDate(String(raw).slice(0, 10))
    return parts === null || parts === 'invalid' ? null : { type: 'date', text: dateText(parts) }
  },
  datetime: (raw, settings) => {
    const parts = parseDateTime(String(raw))
    if (parts === null || parts === 'invalid') return null
    const offset = settings.useTz ? (parts.offset ?? 0) : parts.offset
    return { type: 'datetime', text: dateTimeText({ ...parts, offset }) }
  },
  time: (raw) => {
    const parts = parseTime(String(raw))
    return parts === null || parts === 'invalid' ? null : { type: 'time', text: timeText(parts) }
  },
  duration: (raw) => ({ type: 'timedelta', microseconds: BigInt(Math.trunc(Number(raw))) }),
  uuid: (raw) => uuidOf(String(raw)),
  json: (raw) => (typeof raw === 'string' ? (loadJson(raw) ?? raw) : raw),
  bytes: (raw) => raw,
  decimal: (raw) => decimalValue(raw, null),
}

function decimalValue(raw: Exclude<SqlValue, null>, places: number | null): PyValue {
  const exact =
    typeof raw === 'number' ? decimalOfFloat(raw, DECIMAL_PRECISION) : parseDecimal(typeof raw === 'bigint' ? String(raw) : String(raw))
  if (exact === null) return String(raw)
  const cut = roundTo(exact, DECIMAL_PRECISION)
  return { type: 'decimal', text: decimalText(places === null ? cut : quantize(cut, places)) }
}

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
  if (kind === 'DecimalField') return isColumn && type.decimalPlaces !== null ? `decimal:${type.decimalPlaces}` : 'decimal'
  if (!isColumn && kind === 'FloatField') return 'float'
  if (!isColumn && kind.endsWith('IntegerField')) return 'int'
  return BY_TYPE[kind] ?? 'none'
}
