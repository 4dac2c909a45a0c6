/** What is hung on a model's class once it is made, as its objects have it: functions, properties, descriptors. */
import { findAttribute } from '../../attributes.ts'
import { BoundMethod, CachedProperty, PropertyObject, WrappedMethod } from '../../classes/class-members.ts'
import { isUserFunction } from '../../classes/function-object.ts'
import type { Runtime } from '../../runtime.ts'
import { UserObject } from '../../classes/user-class.ts'
import { NO_ARGS } from '../../values.ts'
import type { Value } from '../../values.ts'
import type { Instance } from '../instances/instance.ts'
import type { ModelClass } from './model-class.ts'

/** @param self null: of the class itself */
export function hangingOf(value: Value, self: Instance | null, cls: ModelClass, rt: Runtime): Value {
  if (value instanceof UserObject && value.cls.find('__get__') !== undefined)
    return value.ask('__get__', [self, cls], rt) ?? null
  if (value instanceof WrappedMethod)
    return value.kind === 'classmethod' ? new BoundMethod(cls, value.fn, `${cls.name}`) : value.fn
  if (self === null) return value
  if (value instanceof PropertyObject) {
    const made = rt.call(value.get, { ...NO_ARGS, args: [self] })
    if (value instanceof CachedProperty) self.extra.set(nameOf(value, rt), made)
    return made
  }
  return isUserFunction(value) ? new BoundMethod(self, value, `${cls.name}.${value.name}`) : value
}

function nameOf(value: CachedProperty, rt: Runtime): string {
  const name = findAttribute(value.get, '__name__', rt)
  return typeof name === 'string' ? name : ''
}

/** Whether it takes the place of what the object holds itself: a property, or a descriptor with `__set__`. */
export function isDataDescriptor(value: Value): boolean {
  if (value instanceof PropertyObject) return !(value instanceof CachedProperty)
  return value instanceof UserObject && value.cls.find('__set__') !== undefined
}

/** @returns false: nothing that takes values hangs there */
export function setHanging(value: Value, self: Instance, given: Value, rt: Runtime): boolean {
  if (value instanceof UserObject && value.cls.find('__set__') !== undefined) {
    value.ask('__set__', [self, given], rt)
    return true
  }
  if (!(value instanceof PropertyObject) || value.set === null || value instanceof CachedProperty) return false
  rt.call(value.set, { ...NO_ARGS, args: [self, given] })
  return true
}
