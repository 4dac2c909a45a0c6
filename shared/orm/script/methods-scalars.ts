/** Attributes and methods of numbers, bytes, dates, durations, decimals and UUIDs. */
import type { PyDecimal, PyTemporal, PyTimedelta, PyUuid } from '../query/types.ts'
import { makeAware } from '../query/values/time-zone.ts'
import { isoCalendar, ordinal, parseDate, parseDateTime, parseTime, weekday } from '../query/values/temporal.ts'
import type { DateTimeParts } from '../query/values/temporal.ts'
import { TupleObject } from './collections.ts'
import { negateDecimal, placesOf, quantizeDecimal } from './decimal.ts'
import { valueError } from './errors.ts'
import { decodeUtf8 } from './methods-text.ts'
import type { Method } from './methods-text.ts'
import { strftime } from './strftime.ts'
import { deltaParts, partsOf, temporalOf } from './temporal.ts'
import { Builtin, isDecimal } from './values.ts'
import type { Runtime } from './runtime.ts'
import { aware, moved, UTC, ZoneObject } from './zones.ts'
import type { CallArgs, Value } from './values.ts'

type Getter<T> = (self: T) => Value
const method = (name: string, fn: (call: CallArgs, rt: Runtime) => Value): Builtin => new Builtin(name, fn)

export const INT_METHODS: Readonly<Record<string, Getter<bigint | boolean>>> = {
  real: (n) => BigInt(n),
  numerator: (n) => BigInt(n),
  denominator: () => 1n,
  bit_length: (n) =>
    method('bit_length', () => BigInt(BigInt(n) === 0n ? 0 : BigInt(n).toString(2).replace('-', '').length)),
}
export const FLOAT_METHODS: Readonly<Record<string, Getter<number>>> = {
  real: (n) => n,
  is_integer: (n) => method('is_integer', () => Number.isInteger(n)),
}
export const BYTES_METHODS: Readonly<Record<string, Method<Uint8Array>>> = {
  decode: (bytes) => decodeUtf8(bytes),
  hex: (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(''),
}

const DECIMAL: Readonly<Record<string, Getter<PyDecimal>>> = {
  quantize: (d) =>
    method('quantize', ({ args }) => {
      const [to] = args
      if (to === undefined || !isDecimal(to)) throw valueError('quantize() needs a Decimal')
      return { type: 'decimal', text: quantizeDecimal(d.text, placesOf(to.text)) }
    }),
  copy_negate: (d) => method('copy_negate', () => ({ type: 'decimal', text: negateDecimal(d.text) })),
  is_zero: (d) => method('is_zero', () => Number(d.text) === 0),
  is_nan: () => method('is_nan', () => false),
}
export const decimalAttribute = (d: PyDecimal, name: string): Value | undefined => DECIMAL[name]?.(d)

const DATE_PARTS = ['year', 'month', 'day'] as const
const TIME_PARTS = ['hour', 'minute', 'second', 'microsecond'] as const

function replaceParts(value: PyTemporal, { kwargs, args }: CallArgs): Value {
  const parts: Record<string, number | null> = { ...partsOf(value) }
  const names = value.type === 'time' ? TIME_PARTS : [...DATE_PARTS, ...TIME_PARTS]
  args.forEach((v, i) => typeof v === 'bigint' && names[i] !== undefined && (parts[names[i]] = Number(v)))
  let zone: Value | undefined
  for (const [name, v] of kwargs) {
    if (name === 'tzinfo') zone = v
    else if (typeof v === 'bigint') parts[name] = Number(v)
  }
  if (zone === null) parts['offset'] = null
  else if (zone !== undefined) parts['offset'] = 0
  const plain = parts as unknown as DateTimeParts
  const made = temporalOf(value.type, zone instanceof ZoneObject ? makeAware(plain, zone.key) : plain)
  const valid =
    value.type === 'date'
      ? parseDate(made.text)
      : value.type === 'time'
        ? parseTime(made.text)
        : parseDateTime(made.text)
  if (valid === null || valid === 'invalid') throw valueError('day is out of range for month')
  return made
}

const MOMENT: Readonly<Record<string, Getter<PyTemporal>>> = {
  isoformat: (t) =>
    method('isoformat', ({ args }) => (typeof args[0] === 'string' ? t.text.replace('T', args[0]) : t.text)),
  strftime: (t) => method('strftime', ({ args }) => strftime(t, String(args[0]))),
  replace: (t) => method('replace', (call) => replaceParts(t, call)),
}
const DAYS: Readonly<Record<string, Getter<PyTemporal>>> = {
  weekday: (t) => method('weekday', () => BigInt(weekday(partsOf(t)))),
  isoweekday: (t) => method('isoweekday', () => BigInt(weekday(partsOf(t)) + 1)),
  toordinal: (t) => method('toordinal', () => BigInt(ordinal(partsOf(t)) + 1)),
  isocalendar: (t) =>
    method('isocalendar', () => {
      const iso = isoCalendar(partsOf(t))
      return new TupleObject(
        [BigInt(iso.year), BigInt(iso.week), BigInt(iso.weekday)],
        ['year', 'week', 'weekday'],
        'datetime.IsoCalendarDate',
      )
    }),
}
const MOMENTS: Readonly<Record<string, Getter<PyTemporal>>> = {
  date: (t) => method('date', () => ({ type: 'date', text: t.text.slice(0, 10) })),
  time: (t) => method('time', () => ({ type: 'time', text: t.text.slice(11).replace(/[+-]\d\d:\d\d$/, '') })),
  timestamp: (t) =>
    method('timestamp', () => Date.parse(/[+-]\d\d:\d\d$/.test(t.text.slice(11)) ? t.text : `${t.text}Z`) / 1000),
  tzinfo: (t) => (/[+-]\d\d:\d\d$/.test(t.text.slice(11)) ? UTC : null),
  astimezone: (t) =>
    method('astimezone', ({ args, kwargs }, rt) => {
      const zone = args[0] ?? kwargs.get('tz') ?? null
      const at = partsOf(t).offset === null ? aware(t, 'UTC') : t
      return moved(at, zone instanceof ZoneObject ? zone.key : rt.settings.timeZone)
    }),
}

export function temporalAttribute(t: PyTemporal, name: string): Value | undefined {
  const isPart = (names: readonly string[]): boolean => names.includes(name)
  if ((t.type !== 'time' && isPart(DATE_PARTS)) || (t.type !== 'date' && isPart(TIME_PARTS))) {
    return BigInt(partsOf(t)[name as (typeof DATE_PARTS)[number]])
  }
  const tables = [MOMENT, ...(t.type === 'time' ? [] : [DAYS]), ...(t.type === 'datetime' ? [MOMENTS] : [])]
  return tables.find((table) => Object.hasOwn(table, name))?.[name]?.(t)
}

export function timedeltaAttribute(d: PyTimedelta, name: string): Value | undefined {
  if (name === 'total_seconds') return method(name, () => Number(d.microseconds) / 1_000_000)
  return name === 'days' || name === 'seconds' || name === 'microseconds' ? deltaParts(d.microseconds)[name] : undefined
}

export function uuidAttribute(u: PyUuid, name: string): Value | undefined {
  const hex = u.text.replaceAll('-', '')
  if (name === 'hex') return hex
  if (name === 'int') return BigInt(`0x${hex}`)
  if (name === 'version') return BigInt(Number.parseInt(hex[12] ?? '0', 16))
  return undefined
}
