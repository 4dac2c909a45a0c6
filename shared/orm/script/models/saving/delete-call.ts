/** `instance.delete()` and `queryset.delete()`. */
import { Collector } from '../../../delete/collector.ts'
import { DictObject, TupleObject } from '../../types/collections.ts'
import { typeError, valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import type { Value } from '../../values.ts'
import type { Instance } from '../instances/instance.ts'
import * as ops from '../querysets/query-ops.ts'
import type { QuerySetObject } from '../querysets/queryset.ts'
import { clearOrdering, draftOf } from '../../../query/state.ts'

export function deleteInstance(instance: Instance, keepParents: boolean, rt: Runtime): Value {
  if (instance.pk === null) {
    throw valueError(
      `${instance.cls.name} object can't be deleted because its ${instance.cls.meta.pk.attname} attribute is set to None.`,
    )
  }
  const collector = new Collector(rt, instance)
  collector.collect([instance], { keepParents })
  return answer(collector, rt)
}

export function deleteRows(queryset: QuerySetObject, rt: Runtime): Value {
  const result = answer(collectRows(queryset, rt), rt)
  queryset.cache = null
  return result
}

function collectRows(queryset: QuerySetObject, rt: Runtime): Collector {
  const { query } = queryset
  ops.notCombined(query, 'delete')
  if (ops.isSliced(query)) throw typeError("Cannot use 'limit' or 'offset' with delete().")
  if (query.state.distinctFields.length > 0) throw typeError('Cannot call delete() after .distinct(*fields).')
  if (!queryset.isInstances) throw typeError('Cannot call delete() after .values() or .values_list()')
  const state = draftOf(query.state)
  state.selectRelated = false
  clearOrdering(state, true)
  const collector = new Collector(rt, queryset)
  collector.collect(queryset.with({ ...query, state, prefetch: [] }))
  return collector
}

function answer(collector: Collector, rt: Runtime): Value {
  const { total, perModel } = collector.execute()
  const counts = [...perModel].map(([label, n]) => [label, BigInt(n)] as const)
  return new TupleObject([BigInt(total), DictObject.of(counts, rt)])
}
