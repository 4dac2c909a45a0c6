/** Builtins that are about classes: `property`, `classmethod`, `object()`, three-argument `type()`. */
import { DictObject } from '../types/collections.ts'
import { typeError } from '../errors.ts'
import { toArray } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { PropertyObject, WrappedMethod } from '../classes/class-members.ts'
import { NOT_IMPLEMENTED } from '../types/special-methods.ts'
import { UserClass, UserObject } from '../classes/user-class.ts'
import { ELLIPSIS, isAsked, TypeObject } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

const wrapper = (kind: 'classmethod' | 'staticmethod'): TypeObject =>
  new TypeObject(
    kind,
    ({ args }) => new WrappedMethod(kind, args[0] ?? null),
    (v) => v instanceof WrappedMethod && v.kind === kind,
  )

export const CLASS_TYPES: readonly TypeObject[] = [
  wrapper('classmethod'),
  wrapper('staticmethod'),
  new TypeObject(
    'property',
    ({ args, kwargs }) =>
      new PropertyObject(
        args[0] ?? kwargs.get('fget') ?? null,
        args[1] ?? kwargs.get('fset') ?? null,
        args[2] ?? kwargs.get('fdel') ?? null,
      ),
    (v) => v instanceof PropertyObject,
  ),
]

export const CLASS_VALUES: readonly (readonly [string, Value])[] = [
  ['NotImplemented', NOT_IMPLEMENTED],
  ['Ellipsis', ELLIPSIS],
  ['__name__', '__main__'],
]

/** `type("Name", (Base,), {…})`. */
export function madeClass({ args }: CallArgs, rt: Runtime): UserClass {
  const [name, bases = null, members = null] = args
  if (typeof name !== 'string' || !(members instanceof DictObject))
    throw typeError('type.__new__() argument 1 must be str, and argument 3 dict')
  const known = toArray(bases, rt).filter((b) => b instanceof UserClass)
  return new UserClass(name, known, new Map([...members.entries.values()].map(([k, v]) => [String(k), v] as const)))
}

const PLAIN = new UserClass('object', [], new Map([['__module__', 'builtins']]))
/** `object()`: a value that is nothing else. */
export function plainObject(): UserObject {
  return new UserObject(PLAIN)
}

/** What an object's class answers to a builtin: `__abs__`, `__int__` …; undefined: nothing. */
export function askObject(
  value: Value | undefined,
  method: string,
  rt: Runtime,
  args: readonly Value[] = [],
): Value | undefined {
  return value !== undefined && isAsked(value) ? value.ask(method, args, rt) : undefined
}
