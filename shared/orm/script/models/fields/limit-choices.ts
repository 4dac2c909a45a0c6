/** `limit_choices_to` of a foreign key as a condition on the rows it may point at. */
import type { ResolvedField } from '../../../../relations/types.ts'
import type { QNode } from '../../../query/types.ts'
import { DictObject } from '../../types/collections.ts'
import { toPy } from '../../convert.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { isCallable, isExpression, NO_ARGS } from '../../values.ts'
import type { Value } from '../../values.ts'
import { valueOf } from './defaults.ts'
import * as ops from '../querysets/query-ops.ts'

/** A dict of lookups, a Q, or a function that gives one; null: any row will do. */
export function choicesLimit(field: ResolvedField, rt: Runtime): QNode | null {
  rt.refuseRelation(field, ['get_limit_choices_to'])
  const given = field.relation?.limitChoicesTo
  if (given === undefined || given === null) return null
  const found = valueOf(given, null, rt)
  return limitOf(isCallable(found) ? rt.call(found, NO_ARGS) : found, rt)
}

/** A dict of lookups or a Q as a condition. */
export function limitOf(limit: Value, rt: Runtime): QNode | null {
  if (isExpression(limit)) return ops.conditionOf(limit)
  if (!(limit instanceof DictObject)) return null
  return ops.allOf([...limit.entries.values()].map(([path, value]) => [str(path, rt), toPy(value, rt)] as const))
}
