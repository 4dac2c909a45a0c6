/** Rows that are ordered together by `order_with_respect_to`: those of one object, by foreign key or GenericForeignKey. */
import { genericKey, genericRelation } from '../../../../relations/links/generic-relations.ts'
import type { GenericRelation } from '../../../../relations/links/generic-relations.ts'
import type { ModelKey } from '../../../../relations/types.ts'
import type { Runtime } from '../../runtime.ts'
import { heldKeys } from '../related/generic-object.ts'
import type { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { QuerySetObject } from '../querysets/queryset.ts'

/** Of those rows the group that an object is in; null: its model is not ordered so. */
export function groupOf(instance: Instance, rows: QuerySetObject, rt: Runtime): QuerySetObject | null {
  const { cls } = instance
  const name = cls.model.orderWithRespectTo ?? ''
  const field = cls.field(name)
  if (field !== undefined) return rows.filterBy({ [field.name]: instance.read(field.attname, rt) }, rt)
  const generic = cls.genericField(name)
  const key = generic === undefined ? null : genericKey(generic)
  if (generic === undefined || key === null) return null
  const held = heldKeys(instance, generic, rt)
  // Django asks for the objects themselves: a content type that is missing is an error.
  if (instance.cls.field(key.contentType)?.relation !== null) instance.getAttr(key.contentType, rt)
  return rows.filterBy({ [key.contentType]: held.contentType, [key.objectId]: held.objectId }, rt)
}

/** How a model of that name is ordered by objects of a class; null: there is none. */
interface OrderedModel {
  readonly key: ModelKey
  readonly field: string
  readonly relation: GenericRelation | null
}

function orderedModel({ meta, model, models: { resolution } }: ModelClass, modelName: string): OrderedModel | null {
  for (const { model: key, field } of meta.reverse) {
    const other = resolution.models.get(key)
    if (other?.modelName === modelName && other.orderWithRespectTo === field) return { key, field, relation: null }
  }
  for (const own of model.privateFields) {
    const relation = genericRelation(resolution, model, own)
    const other = relation?.to == null ? undefined : resolution.models.get(relation.to)
    const by = other?.privateFields.find((f) => f.name === other.orderWithRespectTo)
    const key = by === undefined ? null : genericKey(by)
    if (relation === null || other?.modelName !== modelName || by === undefined) continue
    if (key?.contentType === relation.contentType && key.objectId === relation.objectId)
      return { key: other.key, field: by.name, relation }
  }
  return null
}

export function isOrderedBy(cls: ModelClass, modelName: string): boolean {
  return orderedModel(cls, modelName) !== null
}

/** The rows of a model of that name that are ordered by an object; null: there is no such model. */
export function orderedBy(owner: Instance, modelName: string, rt: Runtime): QuerySetObject | null {
  const found = orderedModel(owner.cls, modelName)
  if (found === null) return null
  const cls = rt.modelClass(found.key)
  const rows = QuerySetObject.all(cls, rt)
  const { relation } = found
  if (relation !== null) {
    const type = rt.contentTypes.forModel(owner.cls, relation.forConcrete, rt)
    return rows.filterBy({ [relation.contentType]: type, [relation.objectId]: owner.pk }, rt)
  }
  return rows.filterBy({ [found.field]: owner.read(cls.field(found.field)?.relation?.toField ?? 'pk', rt) }, rt)
}
