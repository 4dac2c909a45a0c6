/** ProtectedError and RestrictedError, with the objects that stand in the way. */
import { SetObject, TupleObject } from '../script/types/collections.ts'
import { exceptionClass, ExceptionObject, PyError } from '../script/errors.ts'
import type { Runtime } from '../script/runtime.ts'
import { Instance } from '../script/models/instances/instance.ts'

function blocked(
  kind: 'protected' | 'restricted',
  message: string,
  objects: readonly Instance[],
  rt: Runtime,
): PyError {
  const set = SetObject.of(objects, rt)
  const name = kind === 'protected' ? 'ProtectedError' : 'RestrictedError'
  const exception = new ExceptionObject(exceptionClass(name), [message, set])
  exception.attributes.set(`${kind}_objects`, set)
  return new PyError(exception)
}

export type Blocking = ReadonlyMap<string, readonly Instance[]>

/** `inner`: raised by one foreign key; the collector gathers those into one. */
export function protectedError(model: string, blocking: Blocking, rt: Runtime, inner = false): PyError {
  const keys = [...blocking.keys()].join(', ')
  const message = inner
    ? `Cannot delete some instances of model '${model}' because they are referenced through a protected foreign key: ${keys}`
    : `Cannot delete some instances of model '${model}' because they are referenced through protected foreign keys: ${keys}.`
  const objects = [...blocking.values()].flat()
  const error = blocked('protected', message, objects, rt)
  // The order in which they were found decides how the whole set will be listed.
  if (inner) error.exception.attributes.set('protected_objects', new TupleObject(objects))
  return error
}

export function restrictedError(model: string, blocking: Blocking, rt: Runtime): PyError {
  const keys = [...blocking.keys()].join(', ')
  const message = `Cannot delete some instances of model '${model}' because they are referenced through restricted foreign keys: ${keys}.`
  return blocked('restricted', message, [...blocking.values()].flat(), rt)
}

export function isProtected(error: unknown): error is PyError {
  return error instanceof PyError && error.exception.cls.name === 'ProtectedError'
}

/** The objects in the way, of either error; null: another exception. */
export function objectsOf(error: PyError): readonly Instance[] | null {
  const set =
    error.exception.attributes.get('protected_objects') ?? error.exception.attributes.get('restricted_objects')
  if (!(set instanceof SetObject))
    return set instanceof TupleObject ? set.items.filter((i) => i instanceof Instance) : null
  return [...set.iterate()].filter((i) => i instanceof Instance)
}
