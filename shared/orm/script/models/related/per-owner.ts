/** Rows of several owners in one query, or in one each where a slice holds for each owner. */
import type { Runtime } from '../../runtime.ts'
import type { Instance } from '../instances/instance.ts'
import * as ops from '../querysets/query-ops.ts'
import type { QuerySetObject } from '../querysets/queryset.ts'

/** A slice holds for each owner; Django numbers the rows in the database, we ask once per owner. */
export function perOwner(
  base: QuerySetObject,
  instances: readonly Instance[],
  rt: Runtime,
  narrow: (base: QuerySetObject, owners: readonly Instance[]) => QuerySetObject,
): readonly Instance[] {
  const { low, high } = base.query.state
  if (!ops.isSliced(base.query)) return narrow(base, instances).instances(rt)
  const whole = base.with({ ...base.query, state: { ...base.query.state, low: 0, high: null } })
  return instances.flatMap((owner) => narrow(whole, [owner]).slice(low, high).instances(rt))
}
