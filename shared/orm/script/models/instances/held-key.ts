/** The values by which two instances are related: one column's, or several of a relation over several columns. */
import type { ResolvedField } from '../../../../relations/types.ts'
import { isForeignObject } from '../../../../relations/links/column-pairs.ts'
import { pairsOf } from '../../../query/models.ts'
import { TupleObject } from '../../types/collections.ts'
import type { Runtime } from '../../runtime.ts'
import type { Value } from '../../values.ts'
import type { Instance } from './instance.ts'

/** What the instance that has the relation holds of its target: a tuple over several columns; None: nothing. */
export function heldKey(instance: Instance, field: ResolvedField, rt: Runtime): Value {
  if (!isForeignObject(field)) return instance.read(field.attname, rt)
  return together(
    pairsOf(instance.cls.models, field).map(([own]) => own.attname),
    instance,
    rt,
  )
}

/** What the instances that lead to this one hold of it. */
export function ownKey(target: Instance, field: ResolvedField, rt: Runtime): Value {
  if (!isForeignObject(field)) return target.read(field.relation?.toField ?? 'pk', rt)
  return together(
    pairsOf(target.cls.models, field).map(([, far]) => far.attname),
    target,
    rt,
  )
}

function together(attnames: readonly string[], instance: Instance, rt: Runtime): Value {
  const values = attnames.map((attname) => instance.read(attname, rt))
  if (values.length === 1) return values[0] ?? null
  return values.includes(null) ? null : new TupleObject(values)
}

/** Makes the instance lead to another one, or nowhere. */
export function holdKey(instance: Instance, field: ResolvedField, target: Instance | null, rt: Runtime): void {
  if (!isForeignObject(field)) {
    instance.write(field.attname, target === null ? null : ownKey(target, field, rt), rt)
    return
  }
  for (const [own, far] of pairsOf(instance.cls.models, field)) {
    instance.write(own.attname, target === null ? null : target.read(far.attname, rt), rt)
  }
}

/** The fields of the target whose values are held. */
export function farFields(field: ResolvedField, target: Instance['cls']): readonly ResolvedField[] {
  if (isForeignObject(field)) return pairsOf(target.models, field).map(([, far]) => far)
  const far = target.field(field.relation?.toField ?? target.meta.pk.name)
  return far === undefined ? [] : [far]
}
