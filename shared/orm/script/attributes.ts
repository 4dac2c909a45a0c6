/** `value.name` for every kind of value; what a class answers itself is in the class. */
import { DictObject, IteratorObject, ListObject, SetObject, TupleObject } from './types/collections.ts'
import { BoundMethod } from './classes/class-members.ts'
import { counterMethod } from './types/counter.ts'
import { exceptionOf, pyError } from './errors.ts'
import { expressionAttribute } from './expressions/expressions.ts'
import {
  DICT_METHODS,
  ITERATOR_METHODS,
  LIST_METHODS,
  SET_METHODS,
  TUPLE_METHODS,
} from './types/methods-collections.ts'
import { BYTES_METHODS } from './types/methods-bytes.ts'
import { decimalAttribute } from './types/methods-decimal.ts'
import { FLOAT_METHODS, INT_METHODS } from './types/methods-numbers.ts'
import { temporalAttribute, timedeltaAttribute, uuidAttribute } from './types/methods-scalars.ts'
import { TEXT_METHODS } from './types/methods-text.ts'
import type { Method } from './types/methods-text.ts'
import { refusedAttribute, refusedSetting } from './refused-attributes.ts'
import { refusedModelsName } from './refused-names.ts'
import {
  Builtin,
  MethodObject,
  Namespace,
  isDecimal,
  isTemporal,
  isTimedelta,
  isUuid,
  PyObject,
  qualifiedTypeName,
} from './values.ts'
import type { Value } from './values.ts'
import type { Runtime } from './runtime.ts'

export function noAttribute(value: Value, name: string): Error {
  const inside = refusedAttribute(value, name)
  if (inside !== undefined) return inside
  if (value instanceof PyObject && 'isClass' in value && 'name' in value) {
    return pyError('AttributeError', `type object '${String(value.name)}' has no attribute '${name}'`)
  }
  const refused = value instanceof Namespace && value.name === 'django.db.models' ? refusedModelsName(name) : undefined
  if (refused !== undefined) return refused
  if (value instanceof Namespace) return pyError('AttributeError', `module '${value.name}' has no attribute '${name}'`)
  // A bound method looks in its function.
  const type = value instanceof MethodObject || value instanceof BoundMethod ? 'function' : qualifiedTypeName(value)
  return pyError('AttributeError', `'${type}' object has no attribute '${name}'`)
}

function bound<T extends Value>(
  methods: Readonly<Record<string, Method<T>>>,
  self: T,
  name: string,
): Value | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  return method === undefined ? undefined : new Builtin(name, (call, rt) => method(self, call, rt))
}

/** undefined: no such attribute. */
export function findAttribute(value: Value, name: string, rt: Runtime): Value | undefined {
  if (value instanceof ListObject) return bound(LIST_METHODS, value, name)
  if (value instanceof TupleObject) return value.getAttr(name) ?? bound(TUPLE_METHODS, value, name)
  if (value instanceof DictObject)
    return value.getAttr(name, rt) ?? counterMethod(value, name) ?? bound(DICT_METHODS, value, name)
  if (value instanceof SetObject) return bound(SET_METHODS, value, name)
  if (value instanceof IteratorObject) return bound(ITERATOR_METHODS, value, name)
  if (value instanceof PyObject) return value.getAttr(name, rt)
  if (typeof value === 'string') return bound(TEXT_METHODS, value, name)
  if (typeof value === 'bigint' || typeof value === 'boolean')
    return Object.hasOwn(INT_METHODS, name) ? INT_METHODS[name]?.(value) : undefined
  if (typeof value === 'number') return Object.hasOwn(FLOAT_METHODS, name) ? FLOAT_METHODS[name]?.(value) : undefined
  if (value === null) return undefined
  if (value instanceof Uint8Array) return bound(BYTES_METHODS, value, name)
  if (isDecimal(value)) return decimalAttribute(value, name)
  if (isTemporal(value)) return temporalAttribute(value, name)
  if (isTimedelta(value)) return timedeltaAttribute(value, name)
  if (isUuid(value)) return uuidAttribute(value, name)
  return expressionAttribute(value, name, rt)
}

export function attribute(value: Value, name: string, rt: Runtime): Value {
  const found = findAttribute(value, name, rt)
  if (found !== undefined) return found
  if (name === '__class__') return rt.call(rt.evaluateSource('type'), { args: [value], kwargs: new Map() })
  throw noAttribute(value, name)
}

/** Names for completion. */
export function attributeNames(value: Value): readonly string[] {
  if (value instanceof ListObject) return Object.keys(LIST_METHODS)
  if (value instanceof DictObject) return Object.keys(DICT_METHODS)
  if (value instanceof SetObject) return Object.keys(SET_METHODS)
  if (value instanceof PyObject) return value.attributeNames()
  if (typeof value === 'string') return Object.keys(TEXT_METHODS)
  return []
}

/** Whether reading the attribute raises AttributeError: what hasattr() and getattr() with a default ask. */
export function tryAttribute(value: Value, name: string, rt: Runtime): Value | undefined {
  try {
    const found = findAttribute(value, name, rt)
    const refused = found === undefined ? refusedAttribute(value, name) : undefined
    if (refused !== undefined) throw refused
    return found
  } catch (error) {
    const exception = exceptionOf(error)
    const attributeError = pyError('AttributeError', '').exception.cls
    if (exception !== null && exception.cls.isSubclassOf(attributeError)) return undefined
    throw error
  }
}

export function deleteAttribute(object: Value, name: string, rt: Runtime): void {
  if (object instanceof PyObject && object.deleteAttr(name, rt)) return
  throw noAttribute(object, name)
}

export function setAttribute(object: Value, name: string, value: Value, rt: Runtime): void {
  if (object instanceof PyObject && object.setAttr(name, value, rt)) return
  throw refusedSetting(object, name) ?? noAttribute(object, name)
}
