/**
 * The SQL functions that Django adds to SQLite, as plain functions: whoever opens a database registers
 * them. NULL in any argument gives NULL. Aggregates collect their values and finish with one call.
 */
import type { SqlValue } from './types.ts'
import { digest } from './values/hash.ts'
import type { Fraction } from './values/fraction.ts'
import { commonScale, quotient, squareRoot } from './values/fraction.ts'
import type { DateTimeParts, TimeParts } from './values/temporal.ts'
import {
  dateText,
  dateTimeText,
  fromMicroseconds,
  fromOrdinal,
  isoCalendar,
  ordinal,
  parseDate,
  parseDateTime,
  parseTime,
  timeText,
  toMicroseconds,
  weekday,
} from './values/temporal.ts'
import { inZone } from './values/time-zone.ts'

export interface SqlFunction {
  readonly name: string
  readonly arity: number
  readonly deterministic: boolean
  readonly call: (...args: SqlValue[]) => SqlValue
}

interface SqlAggregate {
  readonly name: string
  /** All values in order, NULLs included; NULL where there was no row. */
  readonly finish: (values: readonly SqlValue[]) => SqlValue
}

/** A function of Django's failed: the database reports it as it does for Python's. */
class SqlFunctionError extends Error {
  readonly code = 'SQLITE_ERROR'
}

type Call = SqlFunction['call']

/** Django's functions check for NULL one by one; all of them end with NULL. */
function strict(name: string, arity: number, call: Call): SqlFunction {
  return { name, arity, deterministic: true, call: guarded((...args) => (args.includes(null) ? null : call(...args))) }
}

/** Whatever goes wrong inside, SQLite says the same. */
function guarded(call: Call): Call {
  return (...args) => {
    try {
      return call(...args)
    } catch {
      throw new SqlFunctionError('user-defined function raised exception')
    }
  }
}

/** Only the first `needed` arguments must not be NULL: the time zones may be. */
function partial(name: string, arity: number, needed: readonly number[], call: Call): SqlFunction {
  return {
    name,
    arity,
    deterministic: true,
    call: guarded((...args) => (needed.some((i) => (args[i] ?? null) === null) ? null : call(...args))),
  }
}

const text = (value: SqlValue | undefined): string => (value === null || value === undefined ? '' : String(value))

/** Text that a function of Python's takes as `str`. */
function str(value: SqlValue | undefined): string {
  if (typeof value === 'string') return value
  throw new TypeError('not a text')
}

function number(value: SqlValue | undefined): number {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value)
  throw new TypeError('not a number')
}

function integer(value: SqlValue | undefined): number {
  if (typeof value === 'bigint') return Number(value)
  throw new TypeError('not an integer')
}

/** `UTC+05:30`: Django takes what stands behind the sign for hours, and minutes only after a colon (`+0530`: 530 hours). */
function splitZone(zone: string): { readonly name: string; readonly minutes: number } {
  const [, name, sign, hours, minutes] = /^(.*)([+-])(\d{1,4})(?::(\d\d))?$/.exec(zone) ?? []
  if (name === undefined) return { name: zone, minutes: 0 }
  return { name, minutes: (Number(hours) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1) }
}

/** A stored date or time on the clock of the wanted zone; null: not one. */
function moment(stored: SqlValue | undefined, zone?: SqlValue, storedZone?: SqlValue): DateTimeParts | null {
  const parts = parseDateTime(text(stored))
  if (parts === null || parts === 'invalid') return null
  if (zone === null || zone === undefined || zone === storedZone || !storedZone) return parts
  const { name, minutes } = splitZone(text(zone))
  const there = toMicroseconds(parts) + BigInt(minutes) * 60_000_000n
  return inZone(fromMicroseconds(there, 0), name === '' ? text(storedZone) : name)
}

/** A date has neither a date nor a time of its own in Python. */
function withClock(stored: SqlValue | undefined, zone?: SqlValue, storedZone?: SqlValue): DateTimeParts | null {
  if (!text(stored).includes(':')) throw new TypeError('a date has no date()')
  return moment(stored, zone, storedZone)
}

const MIDNIGHT: TimeParts = { hour: 0, minute: 0, second: 0, microsecond: 0 }

function extract(part: string, at: DateTimeParts): SqlValue {
  switch (part) {
    case 'week_day':
      return BigInt(((weekday(at) + 1) % 7) + 1)
    case 'iso_week_day':
      return BigInt(weekday(at) + 1)
    case 'week':
      return BigInt(isoCalendar(at).week)
    case 'iso_year':
      return BigInt(isoCalendar(at).year)
    case 'quarter':
      return BigInt(Math.ceil(at.month / 3))
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
    case 'minute':
    case 'second':
    case 'microsecond':
      return BigInt(at[part])
    default:
      throw new Error(`Unsupported lookup type: '${part}'`)
  }
}

function truncate(part: string, at: DateTimeParts): DateTimeParts {
  const start = { ...at, ...MIDNIGHT, offset: null }
  switch (part) {
    case 'year':
      return { ...start, month: 1, day: 1 }
    case 'quarter':
      return { ...start, month: at.month - ((at.month - 1) % 3), day: 1 }
    case 'month':
      return { ...start, day: 1 }
    case 'week':
      return { ...start, ...fromOrdinal(ordinal(at) - weekday(at)) }
    case 'day':
      return start
    case 'hour':
      return { ...start, hour: at.hour }
    case 'minute':
      return { ...start, hour: at.hour, minute: at.minute }
    case 'second':
      return { ...at, microsecond: 0, offset: null }
    default:
      throw new Error(`Unsupported lookup type: '${part}'`)
  }
}

function clock(stored: SqlValue | undefined, zone?: SqlValue, storedZone?: SqlValue): TimeParts | null {
  const at = moment(stored, zone, storedZone)
  if (at !== null) return at
  const parts = parseTime(text(stored))
  return parts === null || parts === 'invalid' ? null : parts
}

function clockMicroseconds({ hour, minute, second, microsecond }: TimeParts): bigint {
  return BigInt(((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond)
}

/** `a + b` where one side is a duration in microseconds and the other a date, or both are durations. */
function durationArithmetic(operator: string, left: SqlValue, right: SqlValue): SqlValue {
  if (operator === '*') return scale(left, right, (a, b) => a * b)
  if (operator === '/') return scale(left, right, (a, b) => a / b)
  const sign = operator === '-' ? -1n : 1n
  const [a, b] = [asMicroseconds(left), asMicroseconds(right)]
  if (a === null || b === null) return null
  const total = a.value + sign * b.value
  if (a.isDuration && b.isDuration) return durationString(total)
  if (!a.isDuration && !b.isDuration) return durationString(total)
  // Python's calendar ends on 31 December 9999.
  if (total < 0n || total >= LAST_MOMENT) throw new RangeError('date value out of range')
  const at = fromMicroseconds(total)
  // A date plus a duration is a date for Python: it drops what is left of a day.
  const dateOnly = (a.isDuration ? b : a).isDate
  return dateOnly
    ? dateText(fromMicroseconds(wholeDays(a.isDuration ? b.value : a.value, a.isDuration ? a.value : sign * b.value)))
    : dateTimeText({ ...at, offset: null }, ' ')
}

const DAY = 86_400_000_000n
const LAST_MOMENT = BigInt(ordinal({ year: 9999, month: 12, day: 31 }) + 1) * DAY

function wholeDays(start: bigint, duration: bigint): bigint {
  const days = duration >= 0n ? duration / DAY : (duration - DAY + 1n) / DAY
  return start + days * DAY
}

function scale(left: SqlValue, right: SqlValue, apply: (a: number, b: number) => number): SqlValue {
  const value = apply(number(left), number(right))
  return Number.isInteger(value) && typeof left !== 'number' && typeof right !== 'number' ? BigInt(value) : value
}

interface Amount {
  readonly value: bigint
  readonly isDuration: boolean
  readonly isDate: boolean
}

function asMicroseconds(value: SqlValue): Amount | null {
  if (typeof value === 'bigint') return { value, isDuration: true, isDate: false }
  const source = text(value)
  const parts = parseDateTime(source)
  if (parts === null || parts === 'invalid') return null
  return { value: toMicroseconds(parts), isDuration: false, isDate: parseDate(source) !== null }
}

/** `str(timedelta)`; Django reads the sum of two durations back from this text. */
function durationString(total: bigint): SqlValue {
  const days = total >= 0n ? total / DAY : (total - DAY + 1n) / DAY
  const rest = fromMicroseconds(total - days * DAY)
  const time = timeText(rest).replace(/^0/, '')
  return days === 0n ? time : `${days} day${days === 1n || days === -1n ? '' : 's'}, ${time}`
}

// --------------------------------------------------------------------------------------------- regexes

const REGEXES = new Map<string, RegExp | null>()

/** Python's pattern as JavaScript's: named groups, inline flags, `\A` and `\Z`. */
export function toRegExp(pattern: string): RegExp | null {
  let found = REGEXES.get(pattern)
  if (found === undefined) {
    found = makeRegExp(pattern)
    if (REGEXES.size > 200) REGEXES.clear()
    REGEXES.set(pattern, found)
  }
  return found
}

function makeRegExp(pattern: string): RegExp | null {
  let flags = ''
  const source = pattern
    .replace(/^((?:\(\?[aiLmsux]+\))+)/, (inline) => {
      flags = [...new Set(inline.replace(/[^ims]/g, ''))].join('')
      return ''
    })
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/\\A/g, '^')
    .replace(/\\Z/g, '$')
  for (const unicode of ['u', '']) {
    try {
      return new RegExp(unicode === 'u' ? ofAllLetters(source) : source, flags + unicode)
    } catch {
      continue
    }
  }
  return null
}

const CLASSES: Readonly<Record<string, string>> = { w: '\\p{L}\\p{N}_', d: '\\p{Nd}' }

/** Python's `\w` and `\d` are letters and digits of every script. */
function ofAllLetters(source: string): string {
  let isInside = false
  return source.replaceAll(/\\.|\[|\]/gs, (token) => {
    if (token === '[' || token === ']') {
      isInside = token === '['
      return token
    }
    const letter = token[1] ?? ''
    const members = CLASSES[letter.toLowerCase()]
    if (members === undefined) return token
    const isNegated = letter !== letter.toLowerCase()
    // A negated class inside another cannot be said with more than one part.
    if (isInside) return isNegated ? token : members
    return `[${isNegated ? '^' : ''}${members}]`
  })
}

function regexp(pattern: SqlValue | undefined, subject: SqlValue | undefined): SqlValue {
  if (typeof pattern !== 'string') throw new TypeError('first argument must be string or compiled pattern')
  const regex = toRegExp(text(pattern))
  if (regex === null) throw new SyntaxError('not a regular expression')
  return regex.test(text(subject)) ? 1n : 0n
}

/** Longer texts are refused: a script must not fill the memory with one call. */
const MAX_TEXT = 10_000_000

function repeated(value: string, count: number): string {
  if (value.length * count > MAX_TEXT) throw new RangeError('too long')
  return value.repeat(Math.max(0, count))
}

function pad(
  value: SqlValue | undefined,
  length: SqlValue | undefined,
  fill: SqlValue | undefined,
  left: boolean,
): SqlValue {
  const [source, size, filler] = [str(value), integer(length), str(fill)]
  if (!left) return (source + repeated(filler, size)).slice(0, size)
  const delta = size - source.length
  return delta <= 0 ? source.slice(0, size) : repeated(filler, size).slice(0, delta) + source
}

const CLOCK: ReadonlySet<string> = new Set(['hour', 'minute', 'second', 'microsecond'])
const DAYS: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day'])

function dateTruncated(part: string, at: DateTimeParts): string {
  if (!DAYS.has(part)) throw new TypeError('no such part of a date')
  return dateText(truncate(part, at))
}

function cotangent(x: number): number {
  const tangent = Math.tan(x)
  if (tangent === 0) throw new RangeError('float division by zero')
  return 1 / tangent
}

const HASHES = ['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'] as const

export const SQLITE_FUNCTIONS: readonly SqlFunction[] = [
  partial('django_date_extract', 2, [1], (part, at) => fromMoment(moment(at), (m) => extract(text(part), m))),
  partial('django_date_trunc', 4, [1], (part, at, zone, own) =>
    fromMoment(moment(at, zone, own), (m) => dateTruncated(text(part), m)),
  ),
  partial('django_datetime_cast_date', 3, [0], (at, zone, own) => fromMoment(withClock(at, zone, own), dateText)),
  partial('django_datetime_cast_time', 3, [0], (at, zone, own) => fromMoment(withClock(at, zone, own), timeText)),
  partial('django_datetime_extract', 4, [1], (part, at, zone, own) =>
    fromMoment(moment(at, zone, own), (m) => extract(text(part), m)),
  ),
  partial('django_datetime_trunc', 4, [1], (part, at, zone, own) =>
    fromMoment(moment(at, zone, own), (m) => dateTimeText(truncate(text(part), m), ' ')),
  ),
  partial('django_time_extract', 2, [1], (part, at) => {
    const parts = parseTime(text(at))
    if (parts === null || parts === 'invalid') return null
    // A time has no day to take a week from.
    if (!CLOCK.has(text(part))) throw new TypeError('no such part of a time')
    return extract(text(part), { year: 1, month: 1, day: 1, offset: null, ...parts })
  }),
  partial('django_time_trunc', 4, [1], (part, at, zone, own) => {
    const parts = clock(at, zone, own)
    if (!CLOCK.has(text(part))) throw new TypeError('no such part of a time')
    return parts === null ? null : timeText(truncate(text(part), { year: 1, month: 1, day: 1, offset: null, ...parts }))
  }),
  strict('django_time_diff', 2, (left, right) => {
    const [a, b] = [clock(left), clock(right)]
    return a === null || b === null ? null : clockMicroseconds(a) - clockMicroseconds(b)
  }),
  strict('django_timestamp_diff', 2, (left, right) => {
    const [a, b] = [moment(left), moment(right)]
    return a === null || b === null ? null : toMicroseconds(a) - toMicroseconds(b)
  }),
  strict('django_format_dtdelta', 3, (operator, left, right) =>
    durationArithmetic(text(operator).trim(), left ?? null, right ?? null),
  ),
  strict('regexp', 2, regexp),
  strict('BITXOR', 2, (a, b) => BigInt(integer(a)) ^ BigInt(integer(b))),
  strict('COT', 1, (x) => cotangent(number(x))),
  strict('LPAD', 3, (value, length, fill) => pad(value, length, fill, true)),
  strict('RPAD', 3, (value, length, fill) => pad(value, length, fill, false)),
  strict('REPEAT', 2, (value, count) => repeated(str(value), integer(count))),
  strict('REVERSE', 1, (value) => [...str(value)].toReversed().join('')),
  strict('SIGN', 1, (x) => BigInt(Math.sign(number(x)))),
  ...HASHES.map((name) => strict(name, 1, (value) => digest(name, str(value)))),
  { name: 'RAND', arity: 0, deterministic: false, call: () => Math.random() },
]

function fromMoment(at: DateTimeParts | null, give: (at: DateTimeParts) => SqlValue): SqlValue {
  return at === null ? null : give(at)
}

/** Math functions of Django's that SQLite has when built with them; register those that are missing. */
export const MATH_FUNCTIONS: readonly SqlFunction[] = [
  strict('ACOS', 1, (x) => Math.acos(number(x))),
  strict('ASIN', 1, (x) => Math.asin(number(x))),
  strict('ATAN', 1, (x) => Math.atan(number(x))),
  strict('ATAN2', 2, (y, x) => Math.atan2(number(y), number(x))),
  strict('CEILING', 1, (x) => BigInt(Math.ceil(number(x)))),
  strict('COS', 1, (x) => Math.cos(number(x))),
  strict('DEGREES', 1, (x) => (number(x) * 180) / Math.PI),
  strict('EXP', 1, (x) => Math.exp(number(x))),
  strict('FLOOR', 1, (x) => BigInt(Math.floor(number(x)))),
  strict('LN', 1, (x) => Math.log(number(x))),
  strict('LOG', 2, (base, x) => Math.log(number(x)) / Math.log(number(base))),
  strict('MOD', 2, (x, y) => number(x) % number(y)),
  strict('PI', 0, () => Math.PI),
  strict('POWER', 2, (x, y) => power(x ?? null, y ?? null)),
  strict('RADIANS', 1, (x) => (number(x) * Math.PI) / 180),
  strict('SIN', 1, (x) => Math.sin(number(x))),
  strict('SQRT', 1, (x) => Math.sqrt(number(x))),
  strict('TAN', 1, (x) => Math.tan(number(x))),
]

function power(x: SqlValue, y: SqlValue): SqlValue {
  return typeof x === 'bigint' && typeof y === 'bigint' && y >= 0n ? x ** y : number(x) ** number(y)
}

/** The exact variance as a fraction, so that it rounds as Python's `statistics` does. */
function variance(given: readonly SqlValue[], sample: boolean): Fraction {
  if (given.some((value) => typeof value !== 'bigint' && !isFinite(value)) || given.length < (sample ? 2 : 1)) {
    throw new SqlFunctionError("user-defined aggregate's 'finalize' method raised error")
  }
  const { numerators, power } = commonScale(given.map((value) => (typeof value === 'bigint' ? value : Number(value))))
  const count = BigInt(given.length)
  const sum = numerators.reduce((total, value) => total + value, 0n)
  const squares = numerators.reduce((total, value) => total + value * value, 0n)
  return { top: count * squares - sum * sum, bottom: (count * (sample ? count - 1n : count)) << (2n * power) }
}

function over(values: readonly SqlValue[], sample: boolean, give: (value: Fraction) => number): SqlValue {
  return values.length === 0 ? null : give(variance(values, sample))
}

function isFinite(value: SqlValue): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}

export const SQLITE_AGGREGATES: readonly SqlAggregate[] = [
  { name: 'STDDEV_POP', finish: (values) => over(values, false, squareRoot) },
  { name: 'STDDEV_SAMP', finish: (values) => over(values, true, squareRoot) },
  { name: 'VAR_POP', finish: (values) => over(values, false, quotient) },
  { name: 'VAR_SAMP', finish: (values) => over(values, true, quotient) },
]
