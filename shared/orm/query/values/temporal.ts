/**
 * Dates and times as fields of numbers, with Python's parsing and printing. Django reads
 * `fromisoformat` first and falls back to looser patterns; both are here (django/utils/dateparse.py).
 */
interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
}
export interface TimeParts {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
}
export interface DateTimeParts extends DateParts, TimeParts {
  /** Minutes east of UTC; null: naive. */
  readonly offset: number | null
}

const MIDNIGHT: TimeParts = { hour: 0, minute: 0, second: 0, microsecond: 0 }
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?$/
const DATETIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/
const DURATION = /^(?:(-?\d+) (?:days?, )?)?(-?)((?:(\d+):)(?=\d+:\d+))?(?:(\d+):)?(\d+)(?:[.,](\d{1,6})\d{0,6})?$/

/** `invalid`: the right form, but no such day. */
export type Parsed<T> = T | 'invalid' | null

export function parseDate(text: string): Parsed<DateParts> {
  const match = DATE.exec(text) ?? COMPACT_DATE.exec(text)
  if (match === null) return null
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  return isDate(date) ? date : 'invalid'
}

export function parseTime(text: string): Parsed<TimeParts> {
  const match = TIME.exec(text)
  if (match === null) return null
  const time = timeOf(match[1], match[2], match[3], match[4])
  return isTime(time) ? time : 'invalid'
}

export function parseDateTime(text: string): Parsed<DateTimeParts> {
  const match = DATETIME.exec(text)
  if (match === null) {
    // fromisoformat takes a date alone.
    const date = parseDate(text)
    return date === null || date === 'invalid' ? date : { ...date, ...MIDNIGHT, offset: null }
  }
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  const time = timeOf(match[4], match[5], match[6], match[7])
  if (!isDate(date) || !isTime(time)) return 'invalid'
  return { ...date, ...time, offset: offsetOf(match[8]) }
}

function timeOf(hour?: string, minute?: string, second?: string, fraction?: string): TimeParts {
  return {
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    microsecond: Number((fraction ?? '').padEnd(6, '0')),
  }
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.length > 3 ? text.slice(-2) : 0)
  return text.startsWith('-') ? -minutes : minutes
}

function isDate({ year, month, day }: DateParts): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

function isTime({ hour, minute, second }: TimeParts): boolean {
  return hour < 24 && minute < 60 && second < 60
}

function daysInMonth(year: number, month: number): number {
  return [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

export function dateText({ year, month, day }: DateParts): string {
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`
}

export function timeText({ hour, minute, second, microsecond }: TimeParts): string {
  return `${pad(hour)}:${pad(minute)}:${pad(second)}${microsecond === 0 ? '' : `.${pad(microsecond, 6)}`}`
}

/** `isoformat(separator)`. */
export function dateTimeText(value: DateTimeParts, separator: 'T' | ' ' = 'T'): string {
  return `${dateText(value)}${separator}${timeText(value)}${offsetText(value.offset)}`
}

function offsetText(offset: number | null): string {
  if (offset === null) return ''
  const minutes = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`
}

/** Days since 0001-01-01 (which is 0), proleptic Gregorian. */
export function ordinal({ year, month, day }: DateParts): number {
  const before = year - 1
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  for (let m = 1; m < month; m++) days += daysInMonth(year, m)
  return days + day - 1
}

export function fromOrdinal(days: number): DateParts {
  let year = Math.floor(days / 365.2425) + 1
  while (ordinal({ year, month: 1, day: 1 }) > days) year -= 1
  while (ordinal({ year: year + 1, month: 1, day: 1 }) <= days) year += 1
  let month = 1
  let rest = days - ordinal({ year, month: 1, day: 1 })
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month)
    month += 1
  }
  return { year, month, day: rest + 1 }
}

/** Monday is 0. 0001-01-01 was a Monday. */
export function weekday(date: DateParts): number {
  return ordinal(date) % 7
}

export function isoCalendar(date: DateParts): {
  readonly year: number
  readonly week: number
  readonly weekday: number
} {
  const day = ordinal(date)
  const thursday = fromOrdinal(day - weekday(date) + 3)
  const start = isoYearStart(thursday.year)
  return { year: thursday.year, week: Math.floor((day - start) / 7) + 1, weekday: weekday(date) + 1 }
}

/** Ordinal of the Monday that starts an ISO year. */
export function isoYearStart(year: number): number {
  const fourth = ordinal({ year, month: 1, day: 4 })
  return fourth - (fourth % 7)
}

const DAY = 86_400_000_000n

/** Microseconds since 0001-01-01T00:00, the offset left aside. */
export function toMicroseconds(value: DateParts & Partial<TimeParts>): bigint {
  const { hour = 0, minute = 0, second = 0, microsecond = 0 } = value
  return BigInt(ordinal(value)) * DAY + BigInt(((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond)
}

export function fromMicroseconds(total: bigint, offset: number | null = null): DateTimeParts {
  const days = total >= 0n ? total / DAY : (total - DAY + 1n) / DAY
  return { ...fromOrdinal(Number(days)), ...timeOfMicroseconds(total - days * DAY), offset }
}

function timeOfMicroseconds(rest: bigint): TimeParts {
  const seconds = Number(rest / 1_000_000n)
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: Number(rest % 1_000_000n),
  }
}

const ISO_DURATION =
  /^([-+]?)P(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/
const POSTGRES_DURATION = /^(?:(-?\d+) days? ?)?(?:([-+])?(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?$/

/** `parse_duration`: `[DD] [[HH:]MM:]ss[.uuuuuu]`, ISO 8601 (`P1DT2H`), PostgreSQL's intervals; microseconds. */
export function parseDuration(text: string): bigint | null {
  const match = DURATION.exec(text)
  if (match !== null) {
    const [, days = '0', sign, , hours = '0', minutes = '0', seconds = '0', fraction] = match
    return BigInt(days) * DAY + signed(sign, clockOf(hours, minutes, seconds, fraction))
  }
  const iso = ISO_DURATION.exec(text)
  if (iso !== null) {
    const [, sign, days, hours, minutes, seconds] = iso
    const parts = [scaled(days, 86_400), scaled(hours, 3600), scaled(minutes, 60), scaled(seconds, 1)]
    return signed(
      sign,
      parts.reduce((sum, part) => sum + part, 0n),
    )
  }
  const postgres = POSTGRES_DURATION.exec(text)
  if (postgres === null) return null
  const [, days = '0', sign, hours = '0', minutes = '0', seconds = '0', fraction] = postgres
  return BigInt(days) * DAY + signed(sign, clockOf(hours, minutes, seconds, fraction))
}

const signed = (sign: string | undefined, microseconds: bigint): bigint => (sign === '-' ? -microseconds : microseconds)

function clockOf(hours: string, minutes: string, seconds: string, fraction = ''): bigint {
  return (
    (BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
  )
}

/** `1.5` times so many seconds, as microseconds. */
function scaled(amount = '0', seconds: number): bigint {
  const [whole = '0', fraction = ''] = amount.split(/[.,]/)
  const part = fraction === '' ? 0 : Math.round(Number(`0.${fraction}`) * seconds * 1_000_000)
  return BigInt(whole) * BigInt(seconds) * 1_000_000n + BigInt(part)
}

/** `str(timedelta)`: `1 day, 2:03:04.000005`. */
export function durationText(total: bigint): string {
  const days = total >= 0n ? total / DAY : (total - DAY + 1n) / DAY
  const { hour, minute, second, microsecond } = timeOfMicroseconds(total - days * DAY)
  const clock = `${hour}:${pad(minute)}:${pad(second)}${microsecond === 0 ? '' : `.${pad(microsecond, 6)}`}`
  return days === 0n ? clock : `${days} day${days === 1n || days === -1n ? '' : 's'}, ${clock}`
}
