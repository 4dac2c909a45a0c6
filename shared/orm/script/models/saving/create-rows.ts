/** `create()`, `get_or_create()`, `update_or_create()`. */
import { takeOptions } from '../../arguments.ts'
import { DictObject, TupleObject } from '../../types/collections.ts'
import { exceptionClass, exceptionOf, pyError, typeError, valueError } from '../../errors.ts'
import { toArray } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { isCallable, NO_ARGS, typeName } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { hasSetter } from '../classes/class-members.ts'
import { Instance } from '../instances/instance.ts'
import type { QuerySetObject } from '../querysets/queryset.ts'
import { ask, askRows } from '../querysets/queryset-overrides.ts'
import { filterOrExclude } from '../querysets/queryset-conditions.ts'
import { callSave, preSaveNames } from './save.ts'

/** Values of `defaults=` may be callables. */
function resolved(values: Value | undefined, rt: Runtime): Map<string, Value> {
  const out = new Map<string, Value>()
  if (values === undefined || values === null) return out
  if (!(values instanceof DictObject)) throw typeError(`'${typeName(values)}' object is not a mapping`)
  for (const [key, value] of values.entries.values()) {
    const isPlainCallable = isCallable(value) && !(value instanceof Instance)
    out.set(str(key, rt), isPlainCallable ? rt.call(value, NO_ARGS) : value)
  }
  return out
}

export function createRow(self: QuerySetObject, kwargs: ReadonlyMap<string, Value>, rt: Runtime): Instance {
  const reverse = [...kwargs.keys()].filter((name) => {
    const accessor = self.cls.accessors().get(name)
    return accessor?.relation.kind === 'one_to_one'
  })
  if (reverse.length > 0) throw valueError(`The following fields do not exist in this model: ${reverse.join(', ')}`)
  const instance = self.cls.call({ args: [], kwargs }, rt)
  if (!(instance instanceof Instance)) throw new Error('A model class made something else')
  callSave(instance, { forceInsert: true }, rt)
  return instance
}

function createParams(
  self: QuerySetObject,
  lookups: ReadonlyMap<string, Value>,
  defaults: Value | undefined,
  rt: Runtime,
): Map<string, Value> {
  const params = new Map([...lookups].filter(([name]) => !name.includes('__')))
  for (const [name, value] of defaults instanceof DictObject ? defaults.entries.values() : [])
    params.set(str(name, rt), value)
  const invalid = [...params.keys()]
    .filter((name) => name !== 'pk' && !self.cls.meta.byName.has(name) && !hasSetter(self.cls, name))
    .sort()
  if (invalid.length > 0) {
    throw pyError('FieldError', `Invalid field name(s) for model ${self.cls.name}: '${invalid.join("', '")}'.`)
  }
  return resolved(DictObject.of(params, rt), rt)
}

function isError(error: unknown, name: string | ReturnType<typeof exceptionClass>): boolean {
  const cls = typeof name === 'string' ? exceptionClass(name) : name
  return exceptionOf(error)?.cls.isSubclassOf(cls) === true
}

export function getOrCreate(
  self: QuerySetObject,
  lookups: ReadonlyMap<string, Value>,
  defaults: Value | undefined,
  rt: Runtime,
): readonly [Value, boolean] {
  const find = (): Value =>
    self.type === null
      ? filterOrExclude(self, { args: [], kwargs: lookups }, false, rt).getRow(rt)
      : ask(self, 'get', rt, [], lookups)
  try {
    return [find(), false]
  } catch (error) {
    if (!isError(error, self.cls.doesNotExist)) throw error
  }
  const params = createParams(self, lookups, defaults, rt)
  try {
    return [
      rt.atomic(() => (self.type === null ? createRow(self, params, rt) : ask(self, 'create', rt, [], params))),
      true,
    ]
  } catch (error) {
    if (!isError(error, 'IntegrityError')) throw error
    try {
      return [find(), false]
    } catch (second) {
      if (!isError(second, self.cls.doesNotExist)) throw second
    }
    throw error
  }
}

export function updateOrCreate(self: QuerySetObject, call: CallArgs, rt: Runtime): Value {
  const { options, rest } = takeOptions(call, ['defaults', 'create_defaults'])
  const defaults = options['defaults'] ?? rest.args[0]
  const createDefaults = options['create_defaults'] ?? rest.args[1] ?? null
  return rt.atomic(() => {
    const wanted = createDefaults === null ? defaults : createDefaults
    const [found = null, created = false] =
      self.type === null
        ? getOrCreate(self, rest.kwargs, wanted, rt)
        : toArray(ask(askRows(self, 'select_for_update', rt), 'get_or_create', rt, [wanted ?? null], rest.kwargs), rt)
    if (created === true || !(found instanceof Instance)) return new TupleObject([found, created])
    const values = resolved(defaults, rt)
    for (const [name, value] of values) if (!found.setAttr(name, value, rt)) throw typeError(`cannot set ${name}`)
    const names = [...values.keys()]
    const concrete = found.cls.concreteFields.filter((f) => !f.primaryKey)
    const all = names.every((n) => concrete.some((f) => f.name === n || f.attname === n))
    callSave(found, all ? { updateFields: [...names, ...preSaveNames(found.cls, rt)] } : {}, rt)
    return new TupleObject([found, false])
  })
}
