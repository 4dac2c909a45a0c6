/** Every built-in name of Python. */
import { scalarTypeOf } from '../types/scalar-types.ts'
import { ViewObject } from '../types/collections.ts'
import { ExceptionClass, ExceptionObject, unsupported } from '../errors.ts'
import { Builtin, PyObject, TypeObject, typeName } from '../values.ts'
import type { Value } from '../values.ts'
import { UserClass } from '../classes/user-class.ts'
import { CLASS_TYPES, CLASS_VALUES, madeClass } from './classes.ts'
import { FUNCTIONS } from './functions.ts'
import { TYPES } from './types.ts'

const BY_NAME = new Map<string, Value>([
  ...Object.entries(FUNCTIONS).map(([name, fn]) => [name, new Builtin(name, fn)] as const),
  ...[...TYPES, ...CLASS_TYPES].map((t) => [t.name, t] as const),
  ...CLASS_VALUES,
])

/** `type(x)`: the class object, so that `type(a) is int` and `.__name__` work. */
const typeOf = new TypeObject(
  'type',
  (call, rt) => {
    const { args } = call
    if (args.length === 3) return madeClass(call, rt)
    const [value = null] = args
    if (value instanceof ExceptionObject) return value.cls
    const own =
      value instanceof PyObject && 'classObject' in value ? (value.classObject as Value | undefined) : undefined
    if (own !== undefined) return own
    const known = scalarTypeOf(value) ?? BY_NAME.get(typeName(value))
    if (known instanceof TypeObject) return known
    if (value instanceof ViewObject)
      return new TypeObject(
        value.kind,
        () => null,
        (v) => typeName(v) === value.kind,
      )
    return namedType(typeName(value))
  },
  (v) => v instanceof TypeObject || v instanceof ExceptionClass || v instanceof UserClass,
)

/** Where Django has classes that no name here stands for. */
const DESCRIPTORS = 'django.db.models.fields.related_descriptors'
const MODULE_OF: Readonly<Record<string, string>> = {
  ModelBase: 'django.db.models.base',
  ManyRelatedManager: `${DESCRIPTORS}.create_forward_many_to_many_manager.<locals>`,
  RelatedManager: `${DESCRIPTORS}.create_reverse_many_to_one_manager.<locals>`,
}

const named = new Map<string, TypeObject>()
function namedType(name: string): TypeObject {
  let type = named.get(name)
  if (type === undefined) {
    type = new TypeObject(
      name,
      () => {
        throw unsupported(`${name}()`)
      },
      (v) => typeName(v) === name,
      new Map(Object.hasOwn(MODULE_OF, name) ? [['__module__', MODULE_OF[name] ?? '']] : []),
    )
    named.set(name, type)
  }
  return type
}

BY_NAME.set('type', typeOf)

export const BUILTINS: ReadonlyMap<string, Value> = BY_NAME
