/** Python's date, datetime, time and timedelta: made, parsed and asked. */
import { scalarType } from '../types/scalar-types.ts'
import { typeError, valueError } from '../errors.ts'
import {
  fromOrdinal,
  parseDate,
  parseDateTime,
  parseTime,
  dateText,
  dateTimeText,
  fromMicroseconds,
  isoCalendar,
  isoYearStart,
  timeText,
  toMicroseconds,
} from '../../query/values/temporal.ts'
import type { DateTimeParts } from '../../query/values/temporal.ts'
import { makeAware } from '../../query/values/time-zone.ts'
import type { PyTemporal } from '../../query/types.ts'
import { Builtin, isTemporal, isTimedelta, TypeObject, typeName } from '../values.ts'
import type { CallArgs, NativeFunction, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'
import { isNumeric } from '../types/equality.ts'
import { temporalOf } from './temporal.ts'
import { strptime } from './strptime.ts'
import { onWall, wallClock } from './wall-clock.ts'
import { aware, moved, UTC, ZoneObject } from './zones.ts'

function numbers(names: readonly string[], required: number, { args, kwargs }: CallArgs): number[] {
  const all = names.map((n, i) => args[i] ?? kwargs.get(n))
  return all.map((v, i) => {
    if (v === undefined) {
      if (i < required) throw typeError(`function missing required argument '${names[i]}' (pos ${i + 1})`)
      return 0
    }
    if (typeof v !== 'bigint') throw typeError(`'${typeName(v)}' object cannot be interpreted as an integer`)
    return Number(v)
  })
}

const RANGES: readonly (readonly [string, number, number])[] = [
  ['year', 1, 9999],
  ['month', 1, 12],
  ['day', 1, 31],
  ['hour', 0, 23],
  ['minute', 0, 59],
  ['second', 0, 59],
  ['microsecond', 0, 999_999],
]

function checked(parts: readonly number[], from: number, names: readonly string[]): void {
  parts.forEach((n, i) => {
    const range = RANGES[from + i]
    if (range === undefined || (n >= range[1] && n <= range[2])) return
    const bounds =
      range[0] === 'year'
        ? `year ${n} is out of range`
        : range[0] === 'day'
          ? 'day is out of range for month'
          : `${names[i]} must be in ${range[1]}..${range[2]}`
    throw valueError(bounds)
  })
}

const DATE_NAMES = ['year', 'month', 'day']
const TIME_NAMES = ['hour', 'minute', 'second', 'microsecond']

function makeDate(call: CallArgs): PyTemporal {
  const parts = numbers(DATE_NAMES, 3, call)
  checked(parts, 0, DATE_NAMES)
  const [year = 0, month = 0, day = 0] = parts
  const text = dateText({ year, month, day })
  if (parseDate(text) === 'invalid') throw valueError('day is out of range for month')
  return { type: 'date', text }
}

export function makeDateTime(call: CallArgs): PyTemporal {
  const names = [...DATE_NAMES, ...TIME_NAMES]
  const parts = numbers(names, 3, call)
  checked(parts, 0, names)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, microsecond = 0] = parts
  if (parseDate(dateText({ year, month, day })) === 'invalid') throw valueError('day is out of range for month')
  const zone = call.kwargs.get('tzinfo') ?? call.args[7] ?? null
  return {
    type: 'datetime',
    text: dateTimeText(placed({ year, month, day, hour, minute, second, microsecond, offset: null }, zone)),
    ...(zone instanceof ZoneObject && zone.tag !== undefined ? { zone: zone.tag } : {}),
  }
}

/** On the clock of a zone. */
function placed(parts: DateTimeParts, zone: Value): DateTimeParts {
  if (zone === null) return parts
  return zone instanceof ZoneObject ? makeAware(parts, zone.key) : { ...parts, offset: 0 }
}

function nowIn(zone: Value, rt: Runtime): PyTemporal {
  if (!(zone instanceof ZoneObject)) return wallClock(rt)
  return moved(aware(wallClock(rt), new ZoneObject(rt.settings.timeZone)), zone)
}

function makeTime(call: CallArgs): PyTemporal {
  const parts = numbers(TIME_NAMES, 0, call)
  checked(parts, 3, TIME_NAMES)
  const [hour = 0, minute = 0, second = 0, microsecond = 0] = parts
  const zone = call.kwargs.get('tzinfo') ?? call.args[4] ?? null
  const offset = zone instanceof ZoneObject && zone.isUtc ? (zone.key === 'UTC' ? '+00:00' : zone.key) : ''
  return { type: 'time', text: `${timeText({ hour, minute, second, microsecond })}${offset}` }
}

const DAY = 86_400_000_000n

const UNITS: Readonly<Record<string, number>> = {
  days: 86_400_000_000,
  seconds: 1_000_000,
  microseconds: 1,
  milliseconds: 1000,
  minutes: 60_000_000,
  hours: 3_600_000_000,
  weeks: 604_800_000_000,
}

function makeTimedelta({ args, kwargs }: CallArgs): Value {
  let total = 0n
  const add = (name: string, value: Value): void => {
    const unit = UNITS[name]
    if (unit === undefined) throw typeError(`'${name}' is an invalid keyword argument for this function`)
    if (!isNumeric(value)) throw typeError(`unsupported type for timedelta ${name} component: ${typeName(value)}`)
    total += typeof value === 'number' ? BigInt(Math.round(value * unit)) : BigInt(value) * BigInt(unit)
  }
  args.forEach((v, i) => add(Object.keys(UNITS)[i] ?? '', v))
  for (const [name, v] of kwargs) add(name, v)
  return { type: 'timedelta', microseconds: total }
}

const iso = (type: PyTemporal['type']): Builtin =>
  new Builtin('fromisoformat', ({ args }) => {
    const text = String(args[0])
    const parsed = type === 'date' ? parseDate(text) : type === 'time' ? parseTime(text) : parseDateTime(text)
    if (parsed === null || parsed === 'invalid') throw valueError(`Invalid isoformat string: '${text}'`)
    return temporalOf(type, {
      year: 1,
      month: 1,
      day: 1,
      hour: 0,
      minute: 0,
      second: 0,
      microsecond: 0,
      offset: null,
      ...parsed,
    })
  })

const dateOf = ({ text }: PyTemporal): PyTemporal => ({ type: 'date', text: text.slice(0, 10) })
const EPOCH = toMicroseconds({ year: 1970, month: 1, day: 1 })

/** Seconds since 1970, on the wall's clock unless a zone is given. */
function atTimestamp(value: Value | undefined, zone: Value, wall: string): PyTemporal {
  if (value === undefined || !isNumeric(value))
    throw typeError(`'${typeName(value ?? null)}' object cannot be interpreted as an integer`)
  const moment = temporalOf('datetime', fromMicroseconds(EPOCH + BigInt(Math.round(Number(value) * 1_000_000))))
  const inUtc = aware(moment, UTC)
  if (zone === null) return onWall(inUtc, wall)
  return zone instanceof ZoneObject ? moved(inUtc, zone) : inUtc
}

/** `date.fromisocalendar(2024, 1, 5)` */
function fromWeek(call: CallArgs): PyTemporal {
  const [year = 1, week = 1, day = 1] = numbers(['year', 'week', 'day'], 3, call)
  const last = isoCalendar({ year, month: 12, day: 28 }).week
  if (week < 1 || week > last) throw valueError(`Invalid week: ${week}`)
  if (day < 1 || day > 7) throw valueError(`Invalid weekday: ${day} (range is [1, 7])`)
  return { type: 'date', text: dateText(fromOrdinal(isoYearStart(year) + (week - 1) * 7 + day - 1)) }
}

export const today: NativeFunction = (_call, rt) => dateOf(wallClock(rt))
const utcNow = (rt: Runtime): PyTemporal => onWall(nowIn(UTC, rt), 'UTC')

export const DATE = scalarType(
  'date',
  new TypeObject(
    'date',
    makeDate,
    (v) => isTemporal(v) && v.type !== 'time',
    new Map<string, Value>([
      ['__module__', 'datetime'],
      ['today', new Builtin('today', today)],
      ['fromisoformat', iso('date')],
      [
        'fromordinal',
        new Builtin('fromordinal', ({ args }) => ({ type: 'date', text: dateText(fromOrdinal(Number(args[0]) - 1)) })),
      ],
      [
        'fromtimestamp',
        new Builtin('fromtimestamp', ({ args }, rt) => dateOf(atTimestamp(args[0], null, rt.settings.timeZone))),
      ],
      ['fromisocalendar', new Builtin('fromisocalendar', (call) => fromWeek(call))],
      ['resolution', { type: 'timedelta', microseconds: DAY }],
      ['min', { type: 'date', text: '0001-01-01' }],
      ['max', { type: 'date', text: '9999-12-31' }],
    ]),
  ),
)
export const DATETIME = scalarType(
  'datetime',
  new TypeObject(
    'datetime',
    makeDateTime,
    (v) => isTemporal(v) && v.type === 'datetime',
    new Map<string, Value>([
      ['__module__', 'datetime'],
      ['now', new Builtin('now', ({ args, kwargs }, rt) => nowIn(args[0] ?? kwargs.get('tz') ?? null, rt))],
      ['today', new Builtin('today', (_c, rt) => wallClock(rt))],
      ['utcnow', new Builtin('utcnow', (_c, rt) => utcNow(rt))],
      ['fromisoformat', iso('datetime')],
      [
        'fromtimestamp',
        new Builtin('fromtimestamp', ({ args, kwargs }, rt) =>
          atTimestamp(args[0], args[1] ?? kwargs.get('tz') ?? null, rt.settings.timeZone),
        ),
      ],
      ['utcfromtimestamp', new Builtin('utcfromtimestamp', ({ args }) => atTimestamp(args[0], null, 'UTC'))],
      ['min', { type: 'datetime', text: '0001-01-01T00:00:00' }],
      ['max', { type: 'datetime', text: '9999-12-31T23:59:59.999999' }],
      [
        'combine',
        new Builtin('combine', ({ args }) => {
          const [d, t] = args
          if (d === undefined || t === undefined || !isTemporal(d) || !isTemporal(t))
            throw typeError('combine() needs a date and a time')
          return { type: 'datetime', text: `${d.text.slice(0, 10)}T${t.text}` }
        }),
      ],
      ['strptime', new Builtin('strptime', ({ args }) => strptime(String(args[0]), String(args[1])))],
    ]),
  ),
)
export const TIME = scalarType(
  'time',
  new TypeObject(
    'time',
    makeTime,
    (v) => isTemporal(v) && v.type === 'time',
    new Map<string, Value>([
      ['__module__', 'datetime'],
      ['fromisoformat', iso('time')],
      ['min', { type: 'time', text: '00:00:00' }],
      ['max', { type: 'time', text: '23:59:59.999999' }],
    ]),
  ),
)
const LONGEST = 1_000_000_000n * DAY
export const TIMEDELTA = scalarType(
  'timedelta',
  new TypeObject(
    'timedelta',
    makeTimedelta,
    (v) => isTimedelta(v),
    new Map<string, Value>([
      ['__module__', 'datetime'],
      ['max', { type: 'timedelta', microseconds: LONGEST - 1n }],
      ['min', { type: 'timedelta', microseconds: DAY - LONGEST }],
      ['resolution', { type: 'timedelta', microseconds: 1n }],
    ]),
  ),
)
