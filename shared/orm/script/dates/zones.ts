/** Time zones as scripts name them: `datetime.timezone.utc`, `zoneinfo.ZoneInfo("Europe/Paris")`. */
import type { ActiveZone, PyTemporal, PyValue } from '../../query/types.ts'
import { currentZone, inZone, isZone, makeAware, namedZone } from '../../query/values/time-zone.ts'
import { toPy } from '../convert.ts'
import type { QueryValue } from '../convert.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { partsOf, temporalOf } from './temporal.ts'
import { pyRepr } from '../../query/values/python.ts'
import { Builtin, isTagged, isTemporal, isTimedelta, PyObject, TypeObject, typeName } from '../values.ts'
import type { Context, Value } from '../values.ts'

export class ZoneObject extends PyObject implements QueryValue {
  readonly key: string
  /** Python's own UTC, not a zone of the database of zones. */
  readonly isUtc: boolean
  constructor(key: string, isUtc = false) {
    super()
    this.key = key
    this.isUtc = isUtc
  }
  typeName(): string {
    return this.isUtc ? 'timezone' : 'ZoneInfo'
  }
  /** Functions of the database take its name. */
  toQueryValue(): PyValue {
    return this.key
  }
  /** `zone` of the datetimes that have it. */
  get tag(): string | undefined {
    return this.isUtc ? undefined : this.key
  }
  override getAttr(name: string): Value | undefined {
    return name === 'key' && !this.isUtc ? this.key : undefined
  }
  override equals(other: Value): boolean {
    return other instanceof ZoneObject && other.key === this.key && other.isUtc === this.isUtc
  }
  override hashKey(): string {
    return `zone:${this.key}`
  }
  override str(): string {
    return this.key
  }
  override repr(): string {
    return this.isUtc ? 'datetime.timezone.utc' : `zoneinfo.ZoneInfo(key='${this.key}')`
  }
}

export const UTC = new ZoneObject('UTC', true)

/** `datetime.timezone(timedelta(hours=2))`: a zone that is its offset. */
class FixedZone extends ZoneObject {
  private readonly minutes: number
  private readonly label: string | null
  constructor(minutes: number, label: string | null = null) {
    super(offsetText(minutes), true)
    this.minutes = minutes
    this.label = label
  }
  override toQueryValue(): PyValue {
    return this.label ?? this.key
  }
  override get tag(): string | undefined {
    return this.label === null ? undefined : `${this.key} ${this.label}`
  }
  override equals(other: Value): boolean {
    return other instanceof FixedZone && other.key === this.key
  }
  override str(): string {
    return this.label ?? `UTC${this.key}`
  }
  override repr(): string {
    const shown = pyRepr({ type: 'timedelta', microseconds: BigInt(this.minutes) * MINUTE })
    return `datetime.timezone(${shown}${this.label === null ? '' : `, ${pyRepr(this.label)}`})`
  }
}

const MINUTE = 60_000_000n
const two = (n: number): string => String(n).padStart(2, '0')
const offsetText = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`

/** @param tag `zone` of the datetime
 * @returns null: a time without a zone
 */
export function zoneOfMoment(minutes: number | null, tag?: string): ZoneObject | null {
  if (minutes === null) return null
  const name = namedZone(tag)
  if (name !== null) return new ZoneObject(name)
  if (tag !== undefined) return new FixedZone(minutes, tag.split(' ')[1])
  return minutes === 0 ? UTC : new FixedZone(minutes)
}

export const offsetDelta = (minutes: number | null): Value =>
  minutes === null ? null : { type: 'timedelta', microseconds: BigInt(minutes) * MINUTE }

export const TIMEZONE_TYPE = new TypeObject(
  'timezone',
  ({ args: [offset = null, name = null] }) => {
    if (!isTimedelta(offset))
      throw typeError(`timezone() argument 1 must be datetime.timedelta, not ${typeName(offset)}`)
    const minutes = Number(offset.microseconds / MINUTE)
    if (Math.abs(minutes) >= 1440) {
      const shown = pyRepr(offset)
      const range = 'strictly between -timedelta(hours=24) and timedelta(hours=24)'
      throw valueError(`offset must be a timedelta ${range}, not ${shown}.`)
    }
    return minutes === 0 && name === null ? UTC : new FixedZone(minutes, typeof name === 'string' ? name : null)
  },
  (v) => v instanceof ZoneObject && v.isUtc,
  new Map([['utc', UTC]]),
)

export const ZONE_INFO = new TypeObject(
  'ZoneInfo',
  ({ args, kwargs }) => {
    const key = args[0] ?? kwargs.get('key') ?? null
    if (typeof key !== 'string') throw typeError(`expected str, bytes or os.PathLike object, not ${typeName(key)}`)
    if (!isZone(key)) throw pyError('ZoneInfoNotFoundError', `'No time zone found with key ${key}'`)
    return new ZoneObject(key)
  },
  (v) => v instanceof ZoneObject && !v.isUtc,
)

/** The zone that is given, else the current one. */
const zoneOf = (value: Value | undefined, rt: Runtime): ZoneObject =>
  value instanceof ZoneObject ? value : activeZone(rt)

function activeZone(rt: Runtime): ZoneObject {
  const { key, tag } = currentZone(rt.settings)
  return tag === undefined || tag.includes(' ') ? zoneNamed(key, tag) : new ZoneObject(key)
}

const zoneNamed = (key: string, tag: string | undefined): ZoneObject =>
  zoneOfMoment(minutesOf(key), tag) ?? new ZoneObject(key)

/** Of `+03:00`. */
function minutesOf(key: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(key) ?? []
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1)
}

const isAware = (value: PyTemporal): boolean => partsOf(value).offset !== null

/** The same moment on the clock of a zone. */
export function moved(value: PyTemporal, zone: ZoneObject): PyTemporal {
  return { ...temporalOf('datetime', inZone(partsOf(value), zone.key)), zone: zone.tag }
}

/** A time without a zone, read on the clock of one. */
export function aware(value: PyTemporal, zone: ZoneObject): PyTemporal {
  return { ...temporalOf('datetime', makeAware(partsOf(value), zone.key)), zone: zone.tag }
}

function moment(name: string, value: Value | undefined, rt: Runtime): PyTemporal {
  if (value === undefined || value === null) return rt.now()
  if (isTemporal(value) && value.type === 'datetime') return value
  throw pyError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`)
}

function localTime(value: Value | undefined, zone: Value | undefined, rt: Runtime): PyTemporal {
  const at = moment('astimezone', value, rt)
  if (!isAware(at)) throw valueError('localtime() cannot be applied to a naive datetime')
  return moved(at, zoneOf(zone, rt))
}

const fn = (name: string, run: (args: readonly Value[], rt: Runtime) => Value): readonly [string, Value] => [
  name,
  new Builtin(name, ({ args, kwargs }, rt) =>
    run([args[0] ?? kwargs.get('value') ?? null, args[1] ?? kwargs.get('timezone') ?? null], rt),
  ),
]

/** What `django.utils.timezone` has of zones. */
export const ZONE_FUNCTIONS: readonly (readonly [string, Value])[] = [
  fn('localtime', ([value, zone], rt) => localTime(value, zone, rt)),
  fn('localdate', ([value, zone], rt) => ({ type: 'date', text: localTime(value, zone, rt).text.slice(0, 10) })),
  fn('make_aware', ([value, zone], rt) => {
    const at = moment('utcoffset', value, rt)
    if (isAware(at)) throw valueError(`make_aware expects a naive datetime, got ${at.text.replace('T', ' ')}`)
    return aware(at, zoneOf(zone, rt))
  }),
  fn('make_naive', ([value, zone], rt) => {
    const at = moment('utcoffset', value, rt)
    if (!isAware(at)) throw valueError('make_naive() cannot be applied to a naive datetime')
    return temporalOf('datetime', { ...partsOf(moved(at, zoneOf(zone, rt))), offset: null })
  }),
  fn('is_aware', ([value]) => value !== undefined && isTemporal(value) && isAware(value)),
  fn('is_naive', ([value]) => value !== undefined && isTemporal(value) && !isAware(value)),
  fn('get_current_timezone', (_args, rt) => activeZone(rt)),
  fn('get_current_timezone_name', (_args, rt) => activeZone(rt).str()),
  fn('get_default_timezone', (_args, rt) => new ZoneObject(rt.settings.timeZone)),
  fn('get_default_timezone_name', (_args, rt) => rt.settings.timeZone),
  fn('get_fixed_timezone', ([offset]) => fixedZone(offset ?? null)),
  fn('activate', ([zone], rt) => activate(zone ?? null, rt)),
  fn('deactivate', (_args, rt) => {
    rt.activateZone(null)
    return null
  }),
  ['override', new Builtin('override', ({ args, kwargs }) => new Override(args[0] ?? kwargs.get('timezone') ?? null))],
]

/** A zone that is its offset, under the name `+0300`. */
function fixedZone(offset: Value): Value {
  const minutes = isTimedelta(offset) ? Number(offset.microseconds / MINUTE) : Number(offset)
  return new FixedZone(minutes, offsetText(minutes).replace(':', ''))
}

function activate(zone: Value, rt: Runtime): null {
  const chosen = typeof zone === 'string' && isZone(zone) ? new ZoneObject(zone) : zone
  if (!(chosen instanceof ZoneObject)) {
    if (typeof zone === 'string') throw pyError('ZoneInfoNotFoundError', `'No time zone found with key ${zone}'`)
    throw valueError(
      `Invalid timezone: ${isTagged(zone) || !(zone instanceof PyObject) ? pyRepr(toPy(zone, rt)) : zone.repr(rt)}`,
    )
  }
  rt.activateZone({ key: chosen.key, tag: chosen.tag })
  return null
}

/** `with timezone.override(zone)`; None: the project's zone. */
class Override extends PyObject implements Context {
  private readonly zone: Value
  private before: ActiveZone | null = null
  constructor(zone: Value) {
    super()
    this.zone = zone
  }
  typeName(): string {
    return 'override'
  }
  enter(rt: Runtime): Value {
    this.before = rt.settings.activeZone ?? null
    if (this.zone === null) rt.activateZone(null)
    else activate(this.zone, rt)
    return null
  }
  leave(rt: Runtime): void {
    rt.activateZone(this.before)
  }
}
