/**
 * Natural keys of fixtures (`dumpdata --natural-foreign`): `["django"]` in place of a primary key. The model's own
 * `get_by_natural_key()` decides where it has one; else a unique field or set with as many columns does.
 */
import type { ResolvedModel } from '../relations/types.ts'
import { findAttribute } from './script/attributes.ts'
import { ListObject } from './script/types/collections.ts'
import { exceptionOf, pyError } from './script/errors.ts'
import { Instance } from './script/models/instances/instance.ts'
import type { ModelClass } from './script/models/classes/model-class.ts'
import type { Runtime } from './script/runtime.ts'
import { repr } from './script/text.ts'
import { isCallable, NO_ARGS } from './script/values.ts'
import type { Value } from './script/values.ts'

/**
 * @returns the object; null: none has this key yet
 * @throws PyError ValueError where nothing says which fields the key is made of
 */
export function byNaturalKey(cls: ModelClass, key: readonly Value[], rt: Runtime): Instance | null {
  const manager = cls.getAttr('_default_manager', rt) ?? null
  const own = manager === null ? undefined : findAttribute(manager, 'get_by_natural_key', rt)
  if (own !== undefined && isCallable(own)) {
    return found(() => rt.call(own, { ...NO_ARGS, args: key }))
  }
  const fields = keyFields(cls.model, key.length)
  const get = manager === null ? undefined : findAttribute(manager, 'get', rt)
  if (fields === null || get === undefined) {
    throw pyError(
      'ValueError',
      `${repr(new ListObject([...key]), rt)} is a natural key, but ${cls.name} has no get_by_natural_key() and no single unique set of ${key.length} field${key.length === 1 ? '' : 's'}`,
    )
  }
  const kwargs = new Map(fields.map((name, at) => [name, key[at] ?? null] as const))
  return found(() => rt.call(get, { args: [], kwargs }))
}

function found(ask: () => Value): Instance | null {
  try {
    const value = ask()
    return value instanceof Instance ? value : null
  } catch (thrown) {
    if (exceptionOf(thrown)?.cls.name === 'DoesNotExist') return null
    throw thrown
  }
}

/** The one unique set of that many fields, in their order; null: none, or several. */
function keyFields(model: ResolvedModel, count: number): readonly string[] | null {
  const singles = model.fields.filter((f) => f.unique && !f.primaryKey && f.relation === null).map((f) => [f.name])
  const sets = [
    ...singles,
    ...model.uniqueTogether,
    ...model.constraints.filter((c) => c.kind === 'unique' && c.condition === null).map((c) => c.fields),
  ].filter((names) => names.length === count)
  const distinct = [...new Map(sets.map((names) => [names.join(' '), names])).values()]
  return distinct.length === 1 ? (distinct[0] ?? null) : null
}
