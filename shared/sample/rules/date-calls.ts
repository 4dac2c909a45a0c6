/** SQLite's functions of dates, as far as conditions of Django come to them. */
import type { Scalar } from './evaluate-sql.ts'
import { Unreadable } from './sql-words.ts'

const DAY_MS = 86_400_000
const FORM = /^(?:(\d{4})-(\d\d)-(\d\d))?[ T]?(?:(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?)?/

/** Of a date, a time or both; null: it is neither. */
function momentOf(value: Scalar): Date | null {
  const found = value === null ? null : FORM.exec(String(value))
  if (found === null || found[0] === '') return null
  const [, year = '2000', month = '01', day = '01', hour = '00', minute = '00', second = '00'] = found
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(moment.getTime()) ? null : moment
}

/** `+3 days`, `weekday 4`. @throws Unreadable for others */
function moved(moment: Date, modifier: string): Date {
  const days = /^([-+]\d+) days?$/.exec(modifier)?.[1]
  if (days !== undefined) return new Date(moment.getTime() + Number(days) * DAY_MS)
  const weekday = /^weekday ([0-6])$/.exec(modifier)?.[1]
  if (weekday === undefined) throw new Unreadable(modifier)
  return new Date(moment.getTime() + ((Number(weekday) - moment.getUTCDay() + 7) % 7) * DAY_MS)
}

function shifted([value = null, ...modifiers]: readonly Scalar[]): Date | null {
  return modifiers.reduce<Date | null>((at, by) => (at === null ? null : moved(at, String(by))), momentOf(value))
}

const dayOfYear = (at: Date): number => Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / DAY_MS) + 1

const PARTS: { readonly [sign: string]: ((at: Date) => string) | undefined } = {
  Y: (at) => at.toISOString().slice(0, 4),
  m: (at) => at.toISOString().slice(5, 7),
  d: (at) => at.toISOString().slice(8, 10),
  H: (at) => at.toISOString().slice(11, 13),
  M: (at) => at.toISOString().slice(14, 16),
  S: (at) => at.toISOString().slice(17, 19),
  w: (at) => String(at.getUTCDay()),
  j: (at) => String(dayOfYear(at)).padStart(3, '0'),
}

export const DATE_CALLS: Readonly<Record<string, (args: readonly Scalar[]) => Scalar>> = {
  date: (args) => shifted(args)?.toISOString().slice(0, 10) ?? null,
  time: (args) => shifted(args)?.toISOString().slice(11, 19) ?? null,
  julianday: (args) => {
    const at = shifted(args)
    return at === null ? null : at.getTime() / DAY_MS + 2_440_587.5
  },
  strftime: ([format = null, ...args]) => {
    const at = shifted(args)
    if (at === null || format === null) return null
    return String(format).replace(/%(.)/g, (whole, sign: string) => {
      const part = PARTS[sign]
      if (part === undefined) throw new Unreadable(whole)
      return part(at)
    })
  },
}
