/** Attributes and methods of dates, durations and UUIDs. */
import type { PyTemporal, PyTimedelta, PyUuid } from '../../query/types.ts'
import { makeAware, namedZone } from '../../query/values/time-zone.ts'
import {
  isoCalendar,
  ordinal,
  parseDate,
  parseDateTime,
  parseTime,
  toMicroseconds,
  weekday,
} from '../../query/values/temporal.ts'
import type { DateTimeParts } from '../../query/values/temporal.ts'
import { TupleObject } from './collections.ts'
import { unsupported, valueError } from '../errors.ts'
import { dateLine, strftime } from '../dates/strftime.ts'
import { deltaParts, instantOf, partsOf, temporalOf } from '../dates/temporal.ts'
import { Builtin } from '../values.ts'
import type { Runtime } from '../runtime.ts'
import { inUtc } from '../dates/wall-clock.ts'
import { moved, offsetDelta, ZoneObject, zoneOfMoment } from '../dates/zones.ts'
import type { CallArgs, Value } from '../values.ts'

const EPOCH = toMicroseconds({ year: 1970, month: 1, day: 1 })

type Getter<T> = (self: T) => Value
const method = (name: string, fn: (call: CallArgs, rt: Runtime) => Value): Builtin => new Builtin(name, fn)

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
  const kept = zone === undefined ? namedZone(value.zone) : null
  const clock = zone instanceof ZoneObject ? zone.key : kept
  const tag = zone instanceof ZoneObject ? zone.tag : zone === undefined ? value.zone : undefined
  const bare = temporalOf(value.type, clock === null ? plain : makeAware(plain, clock))
  const made = tag === undefined ? bare : { ...bare, zone: tag }
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
  isoformat: (t) => method('isoformat', (call) => isoText(t, call)),
  __format__: (t) => method('__format__', ({ args }) => strftime(t, String(args[0]))),
  strftime: (t) => method('strftime', ({ args }) => strftime(t, String(args[0]))),
  replace: (t) => method('replace', (call) => replaceParts(t, call)),
}
/** How many parts of a time `timespec=` keeps. */
const TIME_SPECS: Readonly<Record<string, number>> = {
  hours: 2,
  minutes: 5,
  seconds: 8,
  milliseconds: 12,
  microseconds: 15,
}

function isoText(t: PyTemporal, { args, kwargs }: CallArgs): string {
  const [separator, spec] = t.type === 'time' ? [null, args[0]] : [args[0] ?? kwargs.get('sep'), args[1]]
  const wanted = String(spec ?? kwargs.get('timespec') ?? 'auto')
  const [, day = '', clock = '', zone = ''] = /^(?:(\d+-\d+-\d+)(?:T|$))?([\d:.]*)(.*)$/.exec(t.text) ?? []
  const width = TIME_SPECS[wanted]
  if (width === undefined && wanted !== 'auto') throw valueError('Unknown timespec value')
  const full = clock.length > 8 ? clock : `${clock}.000000`
  const shown = width === undefined ? clock : full.slice(0, width)
  const glue = typeof separator === 'string' ? separator : 'T'
  return t.type === 'date' ? day : `${day === '' ? '' : day + glue}${shown}${zone}`
}

/** `date.timetuple()` */
function timeTuple(t: PyTemporal): TupleObject {
  const p = partsOf(t)
  const inYear = ordinal(p) - ordinal({ year: p.year, month: 1, day: 1 }) + 1
  const numbers = [p.year, p.month, p.day, p.hour, p.minute, p.second, weekday(p), inYear, -1]
  const names = ['year', 'mon', 'mday', 'hour', 'min', 'sec', 'wday', 'yday', 'isdst'].map((name) => `tm_${name}`)
  return new TupleObject(numbers.map(BigInt), names, 'time.struct_time')
}

const DAYS: Readonly<Record<string, Getter<PyTemporal>>> = {
  weekday: (t) => method('weekday', () => BigInt(weekday(partsOf(t)))),
  isoweekday: (t) => method('isoweekday', () => BigInt(weekday(partsOf(t)) + 1)),
  timetuple: (t) => method('timetuple', () => timeTuple(t)),
  ctime: (t) => method('ctime', () => dateLine(partsOf(t))),
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
    method('timestamp', (_call, rt) => Number(instantOf(inUtc(t, rt.settings.timeZone)) - EPOCH) / 1_000_000),
  tzinfo: (t) => zoneOfMoment(partsOf(t).offset, t.zone),
  utcoffset: (t) => method('utcoffset', () => offsetDelta(partsOf(t).offset)),
  tzname: (t) =>
    method('tzname', () => {
      if (namedZone(t.zone) !== null) throw unsupported(`tzname() in ${t.zone}`)
      return zoneOfMoment(partsOf(t).offset, t.zone)?.str() ?? null
    }),
  dst: (t) =>
    method('dst', () => {
      if (namedZone(t.zone) !== null) throw unsupported(`dst() in ${t.zone}`)
      return null
    }),
  astimezone: (t) =>
    method('astimezone', ({ args, kwargs }, rt) => {
      const zone = args[0] ?? kwargs.get('tz') ?? null
      if (zone instanceof ZoneObject) return moved(inUtc(t, rt.settings.timeZone), zone)
      return { ...moved(inUtc(t, rt.settings.timeZone), new ZoneObject(rt.settings.timeZone)), zone: undefined }
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
  if (name === 'bytes') return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  if (name === 'urn') return `urn:uuid:${u.text}`
  if (name === 'fields' || name === 'node' || name === 'time_low') return uuidFields(hex, name)
  if (name === 'int') return BigInt(`0x${hex}`)
  // Only the variant of RFC 4122 has versions.
  if (name === 'version') return /^[89ab]/i.test(hex[16] ?? '') ? BigInt(Number.parseInt(hex[12] ?? '0', 16)) : null
  return undefined
}

function uuidFields(hex: string, name: string): Value {
  const part = (from: number, to: number): bigint => BigInt(`0x${hex.slice(from, to)}`)
  if (name === 'node') return part(20, 32)
  if (name === 'time_low') return part(0, 8)
  return new TupleObject([part(0, 8), part(8, 12), part(12, 16), part(16, 18), part(18, 20), part(20, 32)])
}
