/** Python's `copy`: a second object with the same contents, of what scripts over models copy. */
import { DictObject, ListObject, SetObject, TupleObject } from '../types/collections.ts'
import { unsupported } from '../errors.ts'
import { Instance } from '../models/instances/instance.ts'
import { ManagerObject } from '../models/querysets/manager.ts'
import { QuerySetObject } from '../models/querysets/queryset.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isCallable, PyObject, typeName } from '../values.ts'
import type { Value } from '../values.ts'

type Inner = (value: Value) => Value

function copied(value: Value, inner: Inner, rt: Runtime): Value {
  rt.tick()
  if (!(value instanceof PyObject)) return value
  if (value instanceof ListObject) return new ListObject(value.items.map(inner))
  if (value instanceof SetObject) return SetObject.of([...value.iterate()].map(inner), rt)
  if (value instanceof DictObject && value.constructor === DictObject)
    return DictObject.of(
      [...value.entries.values()].map(([key, item]) => [key, inner(item)] as const),
      rt,
    )
  if (value instanceof TupleObject && value.constructor === TupleObject) return new TupleObject(value.items.map(inner))
  if (value instanceof QuerySetObject) return value.copied()
  if (value instanceof Instance) return value.copy(inner)
  // Classes, functions and managers stand for themselves.
  if ('isClass' in value || isCallable(value) || value instanceof ManagerObject) return value
  throw unsupported(`copying ${typeName(value)}`)
}

export const COPY: readonly (readonly [string, Value])[] = [
  ['copy', new Builtin('copy', ({ args: [value = null] }, rt) => copied(value, (item) => item, rt))],
  [
    'deepcopy',
    new Builtin('deepcopy', ({ args: [value = null] }, rt) => {
      const deep = (item: Value): Value => copied(item, deep, rt)
      return deep(value)
    }),
  ],
]
