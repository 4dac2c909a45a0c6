/** The clock on the project's wall: Django sets the process's zone to `settings.TIME_ZONE`, so `date.today()` reads it. */
import type { PyTemporal } from '../../query/types.ts'
import { inZone, makeAware } from '../../query/values/time-zone.ts'
import type { Runtime } from '../runtime.ts'
import { partsOf, temporalOf } from './temporal.ts'

/** A moment as that clock shows it; what has no zone stands there already. */
export function onWall(moment: PyTemporal, zone: string): PyTemporal {
  const parts = partsOf(moment)
  return parts.offset === null ? moment : temporalOf('datetime', { ...inZone(parts, zone), offset: null })
}

/** `datetime.now()` */
export const wallClock = (rt: Runtime): PyTemporal => onWall(rt.now(), rt.settings.timeZone)

/** A moment in UTC; what has no zone stands on that wall. */
export function inUtc(moment: PyTemporal, zone: string): PyTemporal {
  const parts = partsOf(moment)
  return temporalOf('datetime', inZone(parts.offset === null ? makeAware(parts, zone) : parts, 'UTC'))
}
