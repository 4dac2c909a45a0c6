/**
 * `tag.content_object`: the object that a content type and a key name together, read and assigned.
 * Source: django/contrib/contenttypes/fields.py `GenericForeignKey` (5.2).
 */
import { genericKey } from '../../../../relations/links/generic-relations.ts'
import type { GenericKey } from '../../../../relations/links/generic-relations.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { columnType } from '../../../query/type-of.ts'
import { OrmError } from '../../../query/types.ts'
import { prepare } from '../../../query/values/prepare.ts'
import { fromPy, toPy } from '../../convert.ts'
import { equals } from '../../types/equality.ts'
import { exceptionClass, exceptionOf, pyError, valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { typeName } from '../../values.ts'
import type { Value } from '../../values.ts'
import { modelOf } from '../content-types.ts'
import { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'

function keyOf(field: ResolvedField): GenericKey {
  const key = genericKey(field)
  if (key === null) throw new Error(`${field.name} is no GenericForeignKey`)
  return key
}

/** The content type's key and the object's, as the columns hold them. */
export function heldKeys(
  instance: Instance,
  field: ResolvedField,
  rt: Runtime,
): { readonly contentType: Value; readonly objectId: Value } {
  const { contentType, objectId } = keyOf(field)
  return { contentType: instance.read(contentType, rt), objectId: instance.read(objectId, rt) }
}

export function readGeneric(instance: Instance, field: ResolvedField, rt: Runtime): Value {
  const { contentType, objectId } = heldKeys(instance, field, rt)
  const cached = instance.related.get(field.name)
  if (cached === null) return null
  if (cached !== undefined) {
    const type = rt.contentTypes.forModel(cached.cls, keyOf(field).forConcrete, rt)
    if (equals(type.pk, contentType, rt) && equals(asKey(cached.cls, objectId, rt), cached.pk, rt)) return cached
  }
  const found = contentType === null ? null : fetchObject(contentType, objectId, rt)
  instance.related.set(field.name, found)
  return found
}

function fetchObject(contentType: Value, objectId: Value, rt: Runtime): Instance | null {
  const cls = modelFor(contentType, rt)
  try {
    return cls.baseRows(rt).filterBy({ pk: objectId }, rt).getOne(rt)
  } catch (error) {
    if (exceptionOf(error)?.cls.isSubclassOf(exceptionClass('ObjectDoesNotExist')) === true) return null
    throw error
  }
}

/** The model of a content type by its key. */
export function modelFor(contentType: Value, rt: Runtime): ModelClass {
  const cls = modelOf(rt.contentTypes.forId(contentType, rt), rt)
  if (cls !== null) return cls
  throw pyError('AttributeError', "'NoneType' object has no attribute '_base_manager'")
}

/** A held key as a value of the model's primary key: the text `"1"` is the int 1. What does not fit stays. */
export function asKey(cls: ModelClass, value: Value, rt: Runtime): Value {
  if (value === null) return null
  try {
    return fromPy(prepare(columnType(cls.models, cls.meta.pk), toPy(value, rt)), rt)
  } catch (error) {
    if (error instanceof OrmError || exceptionOf(error) !== null) return value
    throw error
  }
}

export function writeGeneric(instance: Instance, field: ResolvedField, value: Value, rt: Runtime): void {
  const { contentType, objectId, forConcrete } = keyOf(field)
  if (value !== null && !(value instanceof Instance))
    throw pyError('AttributeError', `'${typeName(value)}' object has no attribute '_state'`)
  const type = value === null ? null : rt.contentTypes.forModel(value.cls, forConcrete, rt)
  instance.setAttr(contentType, type, rt)
  instance.setAttr(objectId, value === null ? null : value.pk, rt)
  instance.related.set(field.name, value)
}

/** Saving would lose an object that was assigned and has no key yet. */
export function checkGeneric(instance: Instance, operation: string): void {
  for (const field of instance.cls.model.privateFields) {
    const held = instance.related.get(field.name)
    if (held === undefined || held === null || held.pk !== null || genericKey(field) === null) continue
    throw valueError(`${operation}() prohibited to prevent data loss due to unsaved related object '${field.name}'.`)
  }
}
