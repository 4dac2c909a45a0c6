/** `datetime.strptime()` in the C locale. */
import type { PyTemporal } from '../../query/types.ts'
import { dateTimeText, fromOrdinal, ordinal, parseDate, dateText } from '../../query/values/temporal.ts'
import { valueError } from '../errors.ts'
import { DAYS, MONTHS } from './strftime.ts'
import { reprText } from '../../query/values/python.ts'

const anyOf = (names: readonly string[]): string => `(${names.map((n) => n.toLowerCase()).join('|')})`
const short = (names: readonly string[]): readonly string[] => names.map((n) => n.slice(0, 3))

/** What a code matches; texts are compared without regard to case. */
const PATTERNS: Readonly<Record<string, string>> = {
  Y: '(\\d{4})',
  y: '(\\d{2})',
  m: '(1[0-2]|0[1-9]|[1-9])',
  d: '(3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])',
  H: '(2[0-3]|[01]\\d|\\d)',
  I: '(1[0-2]|0[1-9]|[1-9])',
  M: '([0-5]\\d|\\d)',
  S: '(6[01]|[0-5]\\d|\\d)',
  f: '(\\d{1,6})',
  j: '(36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])',
  B: anyOf(MONTHS),
  b: anyOf(short(MONTHS)),
  A: anyOf(DAYS),
  a: anyOf(short(DAYS)),
  p: '(am|pm)',
  w: '([0-6])',
  z: '([+-]\\d\\d:?[0-5]\\d|z)',
  Z: '(utc|gmt)',
}

/** Codes that stand for several. */
const LONG: Readonly<Record<string, string>> = { F: '%Y-%m-%d', T: '%H:%M:%S', D: '%m/%d/%y', R: '%H:%M' }

/** @throws PyError ValueError */
export function strptime(text: string, template: string): PyTemporal {
  const spelled = template.replace(/%([FTDR])/g, (_, code: string) => LONG[code] ?? '')
  const codes: string[] = []
  const pattern = spelled
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/%([a-zA-Z%])/g, (_, code: string) => {
      if (code === '%') return '%'
      const known = PATTERNS[code]
      if (known === undefined) throw valueError(`'${code}' is a bad directive in format ${reprText(template)}`)
      codes.push(code)
      return known
    })
  const match = new RegExp(`^${pattern}`, 'i').exec(text)
  if (match === null) throw valueError(`time data ${reprText(text)} does not match format ${reprText(template)}`)
  if (match[0].length < text.length) throw valueError(`unconverted data remains: ${text.slice(match[0].length)}`)
  return momentOf(new Map(codes.map((code, i) => [code, match[i + 1] ?? ''])))
}

function momentOf(found: ReadonlyMap<string, string>): PyTemporal {
  const number = (code: string): number | null => (found.has(code) ? Number(found.get(code)) : null)
  const at = (code: string, names: readonly string[]): number | null => {
    const said = found.get(code)?.toLowerCase()
    return said === undefined ? null : names.findIndex((name) => name.toLowerCase() === said) + 1
  }
  const y = number('y')
  const year = number('Y') ?? (y === null ? 1900 : y < 69 ? 2000 + y : 1900 + y)
  const dayOfYear = number('j')
  const inYear = dayOfYear === null ? null : fromOrdinal(ordinal({ year, month: 1, day: 1 }) + dayOfYear - 1)
  const month = number('m') ?? at('B', MONTHS) ?? at('b', short(MONTHS)) ?? inYear?.month ?? 1
  const day = number('d') ?? inYear?.day ?? 1
  if (parseDate(dateText({ year, month, day })) === 'invalid') throw valueError('day is out of range for month')
  const parts = { year, month, day, hour: hourOf(found, number), minute: number('M') ?? 0, second: number('S') ?? 0 }
  const microsecond = Number((found.get('f') ?? '0').padEnd(6, '0'))
  return { type: 'datetime', text: dateTimeText({ ...parts, microsecond, offset: offsetOf(found.get('z')) }) }
}

function hourOf(found: ReadonlyMap<string, string>, number: (code: string) => number | null): number {
  const twelve = number('I')
  if (twelve === null) return number('H') ?? 0
  return (twelve % 12) + (found.get('p')?.toLowerCase() === 'pm' ? 12 : 0)
}

/** Minutes east of UTC; null: not said. */
function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? []
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -total : total
}
