/** A model's own `__init__`: run for objects that a script makes and for those that a query loads. */
import { DEFERRED } from '../../django/deferred.ts'
import { exceptionOf } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { isCallable } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { classMember, declares } from './class-members.ts'
import type { Instance } from '../instances/instance.ts'
import type { ModelClass } from './model-class.ts'

const HAS_INIT = new WeakMap<ModelClass, boolean>()

function hasInit(cls: ModelClass): boolean {
  let known = HAS_INIT.get(cls)
  if (known === undefined) {
    known = declares(cls, '__init__')
    HAS_INIT.set(cls, known)
  }
  return known
}

/** @returns false: the class has none */
export function runOwnInit(instance: Instance, call: CallArgs, rt: Runtime): boolean {
  if (!hasInit(instance.cls)) return false
  const init = classMember(instance.cls, '__init__', instance, rt)
  if (init === undefined || !isCallable(init)) return false
  rt.call(init, call)
  return true
}

/** None is a value; what was not loaded is none. */
const heldOr = (value: Value | undefined): Value => (value === undefined ? DEFERRED : value)

/** As `from_db()`: the values are there already, and `super().__init__()` leaves them as they are. */
export function initLoaded(instance: Instance, rt: Runtime): void {
  if (!hasInit(instance.cls)) return
  const args = instance.cls.concreteFields.map((field) => heldOr(instance.values.get(field.attname)))
  instance.isLoading = true
  try {
    runOwnInit(instance, { args, kwargs: new Map() }, rt)
  } catch (error) {
    // Source that we cannot follow is not the script's mistake.
    const name = exceptionOf(error)?.cls.name ?? ''
    if (!['NotImplementedError', 'NameError', 'ModuleNotFoundError', 'ImportError'].includes(name)) throw error
  } finally {
    instance.isLoading = false
  }
}
