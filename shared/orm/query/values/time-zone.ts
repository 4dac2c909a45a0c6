/** Offsets of IANA zones, from the runtime's own data. */
import type { ActiveZone, CompileSettings } from '../types.ts'
import type { DateTimeParts } from './temporal.ts'
import { fromMicroseconds, ordinal, toMicroseconds } from './temporal.ts'

/** The zone that dates are shown in: the active one, else the project's. */
export function currentZone({ activeZone, timeZone }: CompileSettings): ActiveZone {
  return activeZone ?? { key: timeZone, tag: timeZone }
}

const EPOCH = BigInt(ordinal({ year: 1970, month: 1, day: 1 })) * 86_400_000_000n
const MINUTE = 60_000_000n
const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** Minutes east of UTC at a moment (microseconds since 0001 in UTC). */
function offsetAt(zone: string, utc: bigint): number {
  if (zone === 'UTC') return 0
  let format = FORMATS.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    FORMATS.set(zone, format)
  }
  const part = format.formatToParts(Number((utc - EPOCH) / 1000n)).find((p) => p.type === 'timeZoneName')
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(part?.value ?? '')
  if (match === null) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}

/** Whether the runtime knows a zone of that name. */
export function isZone(zone: string): boolean {
  try {
    offsetAt(zone, EPOCH)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** What Django calls it: an offset by its label. */
export function zoneName({ key, tag }: ActiveZone): string {
  return tag?.split(' ')[1] ?? key
}

/** The zone that a `zone` of a datetime names; null: it is only an offset. */
export function namedZone(tag: string | undefined): string | null {
  return tag === undefined || tag.includes(' ') ? null : tag
}

/** The same moment on the clock of `zone`. */
export function inZone(value: DateTimeParts, zone: string): DateTimeParts {
  const utc = toMicroseconds(value) - BigInt(value.offset ?? 0) * MINUTE
  const offset = offsetAt(zone, utc)
  return fromMicroseconds(utc + BigInt(offset) * MINUTE, offset)
}

/** A naive time read on the clock of `zone` (`make_aware`). */
export function makeAware(value: DateTimeParts, zone: string): DateTimeParts {
  const local = toMicroseconds(value)
  const guess = offsetAt(zone, local)
  return { ...value, offset: offsetAt(zone, local - BigInt(guess) * MINUTE) }
}
