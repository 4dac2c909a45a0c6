/**
 * Parts of dates and times, and sums with them, as each database says them: Django's words on PostgreSQL and
 * MySQL (USE_TZ: times are kept, and read, in UTC). On SQLite Django brings functions of its own; a script for
 * any SQLite says the same with those that are built in. Source: django/db/backends/*\/operations.py (5.2).
 */
export type DateKind = 'date' | 'dateTime' | 'time'

export const DATE_PARTS = ['year', 'iso_year', 'quarter', 'month', 'week', 'day', 'week_day', 'iso_week_day'] as const
export const TIME_PARTS = ['hour', 'minute', 'second'] as const
export type DatePart = (typeof DATE_PARTS)[number] | (typeof TIME_PARTS)[number]

export type TruncUnit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'

/** null: this database has no words for it. */
export interface DateWords {
  part(part: DatePart, sql: string, kind: DateKind): string | null
  /** The date of a point in time. */
  date(sql: string): string
  /** The time of day of a point in time. */
  time(sql: string): string
  /** The beginning of the year, month … that it is in. */
  truncated(unit: TruncUnit, sql: string, kind: DateKind): string | null
  /** @param microseconds negative: earlier */
  moved(sql: string, microseconds: number, kind: DateKind): string | null
  /** How long it is from one to another, in the database's form of a duration. */
  between(from: string, to: string, kind: DateKind): string | null
}

const DAY_MICROSECONDS = 86_400_000_000

const number = (sql: string, format: string) => `CAST(STRFTIME('${format}', ${sql}) AS INTEGER)`
/** The Thursday of the week, by which ISO 8601 counts weeks and their years. */
const thursday = (sql: string) => `DATE(${sql}, '-3 days', 'weekday 4')`

const SQLITE_PARTS: Readonly<Record<DatePart, (sql: string) => string>> = {
  year: (sql) => number(sql, '%Y'),
  iso_year: (sql) => number(thursday(sql), '%Y'),
  quarter: (sql) => `((${number(sql, '%m')} + 2) / 3)`,
  month: (sql) => number(sql, '%m'),
  week: (sql) => `((${number(thursday(sql), '%j')} + 6) / 7)`,
  day: (sql) => number(sql, '%d'),
  week_day: (sql) => `(${number(sql, '%w')} + 1)`,
  iso_week_day: (sql) => `((${number(sql, '%w')} + 6) % 7 + 1)`,
  hour: (sql) => number(sql, '%H'),
  minute: (sql) => number(sql, '%M'),
  second: (sql) => number(sql, '%S'),
}

const DATE_FORMATS: Partial<Readonly<Record<TruncUnit, string>>> = {
  year: '%Y-01-01',
  month: '%Y-%m-01',
  day: '%Y-%m-%d',
}

export const SQLITE_DATES: DateWords = {
  part: (part, sql) => SQLITE_PARTS[part](sql),
  date: (sql) => `DATE(${sql})`,
  // Kept as `2024-05-06 07:08:09.5`: TIME() would lose the fraction.
  time: (sql) => `SUBSTR(${sql}, 12)`,
  truncated(unit, sql, kind) {
    const date = DATE_FORMATS[unit]
    if (date !== undefined) return `STRFTIME('${date}${kind === 'dateTime' ? ' 00:00:00' : ''}', ${sql})`
    const clock = { hour: '%H:00:00', minute: '%H:%M:00', second: '%H:%M:%S' }[unit as 'hour']
    if (clock === undefined || kind === 'date') return null
    return `STRFTIME('${kind === 'dateTime' ? '%Y-%m-%d ' : ''}${clock}', ${sql})`
  },
  moved(sql, microseconds, kind) {
    const days = microseconds / DAY_MICROSECONDS
    return kind === 'date' && Number.isInteger(days) ? `DATE(${sql}, '${days < 0 ? '' : '+'}${days} days')` : null
  },
  between(from, to, kind) {
    return kind === 'date' ? `(CAST(JULIANDAY(${to}) - JULIANDAY(${from}) AS INTEGER) * ${DAY_MICROSECONDS})` : null
  },
}

const utc = (sql: string, kind: DateKind) => (kind === 'dateTime' ? `${sql} AT TIME ZONE 'UTC'` : sql)
const POSTGRESQL_FIELDS: Partial<Readonly<Record<DatePart, string>>> = { iso_year: 'ISOYEAR', iso_week_day: 'ISODOW' }

export const POSTGRESQL_DATES: DateWords = {
  part(part, sql, kind) {
    const from = utc(sql, kind)
    if (part === 'week_day') return `(EXTRACT(DOW FROM ${from}) + 1)`
    // Else the fraction would come along.
    if (part === 'second') return `FLOOR(EXTRACT(SECOND FROM ${from}))`
    return `EXTRACT(${POSTGRESQL_FIELDS[part] ?? part.toUpperCase()} FROM ${from})`
  },
  date: (sql) => `(${utc(sql, 'dateTime')})::date`,
  time: (sql) => `(${utc(sql, 'dateTime')})::time`,
  truncated(unit, sql, kind) {
    if (kind === 'time') return `DATE_TRUNC('${unit}', ${sql})::time`
    const begun = `DATE_TRUNC('${unit}', ${kind === 'date' ? `${sql}::timestamp` : utc(sql, kind)})`
    return kind === 'date' ? `${begun}::date` : `${begun} AT TIME ZONE 'UTC'`
  },
  moved: (sql, microseconds) => `(${sql} + INTERVAL '${microseconds} microseconds')`,
  between: (from, to, kind) => (kind === 'date' ? `(INTERVAL '1 day' * (${to} - ${from}))` : `(${to} - ${from})`),
}

/** Not DATE_FORMAT, as Django has it: MariaDB takes no function in a check that depends on a language. */
const MYSQL_BEGINNINGS: Partial<Readonly<Record<TruncUnit, (sql: string) => string>>> = {
  year: (sql) => `MAKEDATE(YEAR(${sql}), 1)`,
  month: (sql) => `(DATE(${sql}) - INTERVAL (DAYOFMONTH(${sql}) - 1) DAY)`,
  week: (sql) => `(DATE(${sql}) - INTERVAL WEEKDAY(${sql}) DAY)`,
  day: (sql) => `DATE(${sql})`,
  hour: (sql) => `TIMESTAMP(DATE(${sql}), MAKETIME(HOUR(${sql}), 0, 0))`,
  minute: (sql) => `TIMESTAMP(DATE(${sql}), MAKETIME(HOUR(${sql}), MINUTE(${sql}), 0))`,
  second: (sql) => `TIMESTAMP(DATE(${sql}), MAKETIME(HOUR(${sql}), MINUTE(${sql}), SECOND(${sql})))`,
}

export const MYSQL_DATES: DateWords = {
  part(part, sql) {
    if (part === 'week_day') return `DAYOFWEEK(${sql})`
    if (part === 'iso_week_day') return `(WEEKDAY(${sql}) + 1)`
    if (part === 'week') return `WEEK(${sql}, 3)`
    if (part === 'iso_year') return `(TRUNCATE(YEARWEEK(${sql}, 3), -2) / 100)`
    return `EXTRACT(${part.toUpperCase()} FROM ${sql})`
  },
  date: (sql) => `DATE(${sql})`,
  time: (sql) => `TIME(${sql})`,
  truncated(unit, sql, kind) {
    const begun = kind === 'time' ? undefined : MYSQL_BEGINNINGS[unit]?.(sql)
    return begun === undefined ? null : `CAST(${begun} AS ${kind === 'date' ? 'DATE' : 'DATETIME'})`
  },
  moved: (sql, microseconds) => `(${sql} + INTERVAL ${microseconds} MICROSECOND)`,
  between: (from, to, kind) => (kind === 'time' ? null : `TIMESTAMPDIFF(MICROSECOND, ${from}, ${to})`),
}

/** First and last moment of a year, as text; of an ISO year it is whole weeks from Monday to Sunday. */
export function yearBounds(year: number, part: 'year' | 'iso_year', kind: DateKind): readonly [string, string] {
  const [first, last] =
    part === 'year' ? [`${padded(year)}-01-01`, `${padded(year)}-12-31`] : [mondayOf(year), sundayBefore(year + 1)]
  return kind === 'date' ? [first, last] : [`${first} 00:00:00`, `${last} 23:59:59.999999`]
}

const DAY_MS = 86_400_000

/** The Monday of the week that the fourth of January is in. */
function firstMonday(year: number): number {
  const fourth = new Date(0)
  fourth.setUTCFullYear(year, 0, 4)
  return fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS
}

const mondayOf = (year: number): string => dayText(firstMonday(year))
const sundayBefore = (year: number): string => dayText(firstMonday(year) - DAY_MS)

function dayText(ms: number): string {
  const date = new Date(ms)
  return `${padded(date.getUTCFullYear())}-${padded(date.getUTCMonth() + 1, 2)}-${padded(date.getUTCDate(), 2)}`
}

function padded(value: number, width = 4): string {
  return String(value).padStart(width, '0')
}
