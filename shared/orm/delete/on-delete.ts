/** The values that SET_NULL, SET_DEFAULT and SET() write. */
import type { ResolvedField } from '../../relations/types.ts'
import type { Runtime } from '../script/runtime.ts'
import { isCallable, NO_ARGS } from '../script/values.ts'
import type { Value } from '../script/values.ts'
import { defaultOf, valueOf } from '../script/models/fields/defaults.ts'
import { Instance } from '../script/models/instances/instance.ts'
import type { ModelClass } from '../script/models/classes/model-class.ts'
import type { Action } from './action.ts'

export function callsFunction(action: Action, rt: Runtime): boolean {
  return action.kind === 'SET' && isPlainFunction(valueOf(action.value, null, rt))
}

const isPlainFunction = (value: Value): boolean => isCallable(value) && !(value instanceof Instance)

export function newValue(action: Action, field: ResolvedField, owner: ModelClass, rt: Runtime): Value {
  if (action.kind === 'SET_NULL') return null
  if (action.kind === 'SET_DEFAULT') return defaultOf(owner, field, rt)
  if (action.kind !== 'SET') throw new Error(`${action.kind} sets no value`)
  const value = valueOf(action.value, null, rt)
  return isCallable(value) && !(value instanceof Instance) ? rt.call(value, NO_ARGS) : value
}
