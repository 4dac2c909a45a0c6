/** Reading columns again: deferred ones when they are asked for, all of them with refresh_from_db(). */
import { ListObject } from '../../types/collections.ts'
import { toArray } from '../../operations.ts'
import { str } from '../../text.ts'
import type { Runtime } from '../../runtime.ts'
import { pyError, valueError } from '../../errors.ts'
import type { Value } from '../../values.ts'
import { classMember } from '../classes/class-members.ts'
import type { Instance } from './instance.ts'
import type { QuerySetObject } from '../querysets/queryset.ts'

export function deferredValue(instance: Instance, attname: string, rt: Runtime): Value {
  const field = instance.cls.field(attname)
  if (field?.className === 'GeneratedField' && instance.pk === null) {
    throw pyError('AttributeError', 'Cannot read a generated field from an unsaved model.')
  }
  if (field === undefined || (instance.adding && !instance.isLoading)) return null
  const own = classMember(instance.cls, 'refresh_from_db', instance, rt)
  if (own === undefined) refresh(instance, [attname], rt)
  else rt.call(own, { args: [], kwargs: new Map([['fields', new ListObject([attname])]]) })
  return instance.values.get(attname) ?? null
}

/** @param from the rows it is looked for in; null: all */
export function refreshFromDb(instance: Instance, fields: Value, from: QuerySetObject | null, rt: Runtime): void {
  if (fields === null) {
    instance.prefetched.clear()
    refresh(instance, null, rt, from)
    return
  }
  const names = toArray(fields, rt).map((f) => str(f, rt))
  const left = names.filter((name) => !instance.prefetched.delete(name))
  if (left.length === 0) return
  if (left.some((name) => name.includes('__'))) {
    throw valueError(`Found "__" in fields argument. Relations and transforms are not allowed in fields.`)
  }
  refresh(instance, left, rt, from)
}

function refresh(
  instance: Instance,
  names: readonly string[] | null,
  rt: Runtime,
  from: QuerySetObject | null = null,
): void {
  const { cls } = instance
  const deferred = instance.deferred
  let rows = (from ?? cls.baseRows(rt)).filterBy({ pk: instance.pk }, rt)
  if (names !== null) rows = rows.only(names)
  else if (deferred.length > 0)
    rows = rows.only(cls.concreteFields.map((f) => f.attname).filter((a) => !deferred.includes(a)))
  const fresh = rows.getOne(rt)
  instance.db = fresh.db
  for (const field of cls.concreteFields) {
    const value = fresh.values.get(field.attname)
    if (value === undefined) continue
    instance.values.set(field.attname, value)
    if (field.relation !== null) instance.related.delete(field.name)
  }
  for (const { name } of cls.model.privateFields)
    if (names === null || names.includes(name)) instance.related.delete(name)
  for (const [accessor, { relation }] of cls.accessors()) {
    if (relation.kind === 'one_to_one' && (names === null || names.includes(relation.queryName)))
      instance.related.delete(accessor)
  }
}
