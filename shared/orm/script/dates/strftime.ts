/** `strftime` in the C locale. */
import type { PyTemporal } from '../../query/types.ts'
import { isoCalendar, ordinal, weekday } from '../../query/values/temporal.ts'
import type { DateTimeParts } from '../../query/values/temporal.ts'
import { partsOf } from './temporal.ts'

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const two = (n: number): string => String(n).padStart(2, '0')

/** From 0. */
const dayOfYear = (p: DateTimeParts): number => ordinal(p) - ordinal({ year: p.year, month: 1, day: 1 })

/** `Fri Jan  5 00:00:00 2024` */
export function dateLine(p: DateTimeParts): string {
  const day = `${(DAYS[weekday(p)] ?? '').slice(0, 3)} ${(MONTHS[p.month - 1] ?? '').slice(0, 3)}`
  return `${day} ${String(p.day).padStart(2)} ${two(p.hour)}:${two(p.minute)}:${two(p.second)} ${p.year}`
}

const CODES: Readonly<Record<string, (p: DateTimeParts) => string>> = {
  Y: (p) => String(p.year).padStart(4, '0'),
  y: (p) => two(p.year % 100),
  m: (p) => two(p.month),
  d: (p) => two(p.day),
  e: (p) => String(p.day).padStart(2, ' '),
  H: (p) => two(p.hour),
  I: (p) => two(p.hour % 12 || 12),
  M: (p) => two(p.minute),
  S: (p) => two(p.second),
  f: (p) => String(p.microsecond).padStart(6, '0'),
  p: (p) => (p.hour < 12 ? 'AM' : 'PM'),
  B: (p) => MONTHS[p.month - 1] ?? '',
  b: (p) => (MONTHS[p.month - 1] ?? '').slice(0, 3),
  A: (p) => DAYS[weekday(p)] ?? '',
  a: (p) => (DAYS[weekday(p)] ?? '').slice(0, 3),
  j: (p) => String(ordinal(p) - ordinal({ year: p.year, month: 1, day: 1 }) + 1).padStart(3, '0'),
  U: (p) => two(Math.floor((dayOfYear(p) + 7 - ((weekday(p) + 1) % 7)) / 7)),
  W: (p) => two(Math.floor((dayOfYear(p) + 7 - weekday(p)) / 7)),
  c: (p) => dateLine(p),
  C: (p) => two(Math.floor(p.year / 100)),
  R: (p) => `${two(p.hour)}:${two(p.minute)}`,
  n: () => '\n',
  t: () => '\t',
  w: (p) => String((weekday(p) + 1) % 7),
  u: (p) => String(weekday(p) + 1),
  V: (p) => two(isoCalendar(p).week),
  G: (p) => String(isoCalendar(p).year),
  z: (p) =>
    p.offset === null
      ? ''
      : `${p.offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(p.offset) / 60))}${two(Math.abs(p.offset) % 60)}`,
  Z: (p) => (p.offset === null ? '' : 'UTC'),
  F: (p) => `${p.year}-${two(p.month)}-${two(p.day)}`,
  T: (p) => `${two(p.hour)}:${two(p.minute)}:${two(p.second)}`,
  D: (p) => `${two(p.month)}/${two(p.day)}/${two(p.year % 100)}`,
  x: (p) => `${two(p.month)}/${two(p.day)}/${two(p.year % 100)}`,
  X: (p) => `${two(p.hour)}:${two(p.minute)}:${two(p.second)}`,
  '%': () => '%',
}

export function strftime(value: PyTemporal, template: string): string {
  const parts = partsOf(value)
  return template.replace(/%-?([a-zA-Z%])/g, (all, code: string) => {
    const text = CODES[code]?.(parts)
    if (text === undefined) return all
    return all.startsWith('%-') ? text.replace(/^0+(?=\d)/, '') : text
  })
}
