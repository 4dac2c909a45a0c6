/** Dates and times of rows, in the order that their fields' names say. */
import type { Fill, GeneratorColumn, RowValue } from './generators.ts'
import { between, mix, unit } from './random.ts'

const DAY_MS = 86_400_000
/** Dates are spread over the three years before this day, whatever the clock says: rows are repeatable. */
const LAST_DAY = Date.UTC(2024, 11, 31)
const SPREAD_DAYS = 3 * 365

/** ms since the epoch of a row's date at its phase; phases keep their order within a row. */
function momentOf({ rowSeed, phase, seed, options, paceMs }: GeneratorColumn): (row: number) => number {
  const from = options['from'] === undefined ? undefined : dayOf(options['from'])
  const to = options['to'] === undefined ? undefined : dayOf(options['to'])
  if (from !== undefined || to !== undefined) {
    const last = to ?? Math.max(LAST_DAY, from ?? 0)
    const first = Math.min(from ?? last - SPREAD_DAYS * DAY_MS, last)
    return (row) => first + Math.floor(unit(seed ^ 0xda7e, row) * (last - first + DAY_MS))
  }
  const [daySeed, timeSeed] = [rowSeed ^ 0xda7e, rowSeed ^ 0x71e]
  const start = (row: number): number =>
    LAST_DAY - between(daySeed, row, 0, SPREAD_DAYS) * DAY_MS + between(timeSeed, row, 8 * 3600, 19 * 3600) * 1000
  if (phase === 0) return start
  // Of one pace within a row, and never as far as the next phase: what is later by its name is so in every row.
  const pace = (row: number): number => (1 + (mix(daySeed ^ 0x57e9, row) % 20)) * (paceMs / 20)
  return (row) => start(row) + Math.floor((phase + 0.6 * unit(seed, row)) * pace(row))
}

function dayOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

/** The days that rows have when nothing else was set, and some before and after. */
const FIRST_DAY = LAST_DAY / DAY_MS - SPREAD_DAYS - 1000
const days: string[] = Array.from({ length: SPREAD_DAYS + 2000 }, () => '')

/** Rows share few days, and a Date costs more than all else in their making. */
function isoDay(day: number): string {
  const at = day - FIRST_DAY
  if (at < 0 || at >= days.length) return new Date(day * DAY_MS).toISOString().slice(0, 10)
  return (days[at] ||= new Date(day * DAY_MS).toISOString().slice(0, 10))
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))
const MINUTES = Array.from({ length: 1440 }, (_, n) => `${TWO_DIGITS[Math.floor(n / 60)]}:${TWO_DIGITS[n % 60]}`)
const BEFORE_TIME = { T: MINUTES.map((text) => `T${text}`), ' ': MINUTES.map((text) => ` ${text}`) }
const SECONDS = TWO_DIGITS.map((text) => `:${text}`)

export function dateOf(column: GeneratorColumn): RowValue<string> {
  const moment = momentOf(column)
  return (row) => dayText(moment(row))
}

export function fillDates(column: GeneratorColumn): Fill {
  const moment = momentOf(column)
  return (into, at, step, from, count) => {
    for (let k = 0; k < count; k++) into[at + k * step] = dayText(moment(from + k))
  }
}

export function dateTimeOf(column: GeneratorColumn): RowValue<string> {
  const moment = momentOf(column)
  const times = BEFORE_TIME[column.form === 'sqlite' ? ' ' : 'T']
  return (row) => momentText(moment(row), times)
}

export function fillDateTimes(column: GeneratorColumn): Fill {
  const moment = momentOf(column)
  const times = BEFORE_TIME[column.form === 'sqlite' ? ' ' : 'T']
  return (into, at, step, from, count) => {
    for (let k = 0; k < count; k++) into[at + k * step] = momentText(moment(from + k), times)
  }
}

const dayText = (ms: number): string => isoDay(Math.floor(ms / DAY_MS))

/** @param times texts of the minutes of a day, with what stands before them */
function momentText(ms: number, times: readonly string[]): string {
  const day = Math.floor(ms / DAY_MS)
  const seconds = Math.floor((ms - day * DAY_MS) / 1000)
  const minutes = Math.floor(seconds / 60)
  return isoDay(day) + (times[minutes] ?? '') + (SECONDS[seconds - minutes * 60] ?? '')
}

const QUARTER_MINUTES = 15

/** Full quarters of an hour between eight and nine at night; what ends does so after it began. */
export function timeOf({ rowSeed, seed, phase }: GeneratorColumn): RowValue<string> {
  return (row) => {
    // Of one start within a row: from 8:00 to 15:45.
    const start = 32 + (mix(rowSeed ^ 0x71e, row) % 32)
    const quarters = phase > 0 ? start + 1 + (mix(seed, row) % 20) : start
    return `${MINUTES[quarters * QUARTER_MINUTES]}:00`
  }
}

/** Of grown-ups, unless other ages were asked for. */
const AGES = { min: 22, max: 70 }

export function birthdayOf({ seed, options }: GeneratorColumn): RowValue<string> {
  const { min, max } = { ...AGES, ...options }
  return (row) =>
    isoDay(LAST_DAY / DAY_MS - between(seed, row, Math.round(Number(min) * 365.25), Math.round(Number(max) * 365.25)))
}

export function birthTimeOf(column: GeneratorColumn): RowValue<string> {
  const birthday = birthdayOf(column)
  const midnight = column.form === 'sqlite' ? ' 00:00:00' : 'T00:00:00'
  return (row) => birthday(row) + midnight
}
