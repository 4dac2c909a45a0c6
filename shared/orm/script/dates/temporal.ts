/** Dates, times and durations of scripts: arithmetic and the attributes that Python gives them. */
import type { PyTemporal, PyTimedelta } from '../../query/types.ts'
import {
  dateText,
  dateTimeText,
  fromMicroseconds,
  fromOrdinal,
  ordinal,
  parseDate,
  parseDateTime,
  parseTime,
  timeText,
  toMicroseconds,
} from '../../query/values/temporal.ts'
import { makeAware, namedZone } from '../../query/values/time-zone.ts'
import type { DateTimeParts } from '../../query/values/temporal.ts'

const DAY = 86_400_000_000n

/** Year to microsecond; a time stands on 0001-01-01. */
export function partsOf(value: PyTemporal): DateTimeParts {
  const midnight = { hour: 0, minute: 0, second: 0, microsecond: 0, offset: null }
  const first = { year: 1, month: 1, day: 1, offset: null }
  const bare = value.type === 'time' ? value.text.replace(/(?:Z|[+-]\d\d:\d\d)$/, '') : value.text
  const parsed = value.type === 'date' ? parseDate(bare) : value.type === 'time' ? parseTime(bare) : parseDateTime(bare)
  if (parsed === null || parsed === 'invalid') throw new Error(`Not a ${value.type}: ${value.text}`)
  return { ...first, ...midnight, ...parsed }
}

/** Microseconds on one scale (UTC for aware values). */
export function instantOf(value: PyTemporal): bigint {
  const parts = partsOf(value)
  return toMicroseconds(parts) - BigInt(parts.offset ?? 0) * 60_000_000n
}

export function temporalOf(type: PyTemporal['type'], parts: DateTimeParts): PyTemporal {
  if (type === 'date') return { type, text: dateText(parts) }
  return { type, text: type === 'time' ? timeText(parts) : dateTimeText(parts) }
}

/** date or datetime + timedelta; null: out of range. */
export function shift(value: PyTemporal, microseconds: bigint): PyTemporal | null {
  const parts = partsOf(value)
  if (value.type === 'date') {
    const days = BigInt(ordinal(parts)) + floorDiv(microseconds, DAY)
    return days < 0n || days > 3_652_058n ? null : { type: 'date', text: dateText(fromOrdinal(Number(days))) }
  }
  const total = toMicroseconds(parts) + microseconds
  if (total < 0n || total >= 3_652_059n * DAY) return null
  const zone = namedZone(value.zone)
  const there = fromMicroseconds(total, parts.offset)
  // The clock on the wall moves; what it is ahead of UTC there may be another.
  const made = temporalOf('datetime', zone === null ? there : makeAware({ ...there, offset: null }, zone))
  return value.zone === undefined ? made : { ...made, zone: value.zone }
}

export function difference(a: PyTemporal, b: PyTemporal): PyTimedelta {
  // Two clocks of one zone are compared as they stand on the wall.
  const isSame = namedZone(a.zone) !== null && a.zone === b.zone
  const at = isSame ? (t: PyTemporal): bigint => toMicroseconds(partsOf(t)) : instantOf
  return { type: 'timedelta', microseconds: at(a) - at(b) }
}

export function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q
}

/** `days`, `seconds`, `microseconds` of a timedelta, as Python normalises them. */
export function deltaParts(total: bigint): {
  readonly days: bigint
  readonly seconds: bigint
  readonly microseconds: bigint
} {
  const days = floorDiv(total, DAY)
  const rest = total - days * DAY
  return { days, seconds: rest / 1_000_000n, microseconds: rest % 1_000_000n }
}
