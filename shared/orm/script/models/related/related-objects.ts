/** One object on the other side: `post.category`, `user.profile`, read and assigned. */
import type { ResolvedField } from '../../../../relations/types.ts'
import { TupleObject } from '../../types/collections.ts'
import { ExceptionClass, exceptionClass, exceptionOf, pyError, valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { repr } from '../../text.ts'
import type { Value } from '../../values.ts'
import { farFields, heldKey, holdKey } from '../instances/held-key.ts'
import { Instance, isInstanceOf } from '../instances/instance.ts'
import type { ModelClass, Reverse } from '../classes/model-class.ts'

function targetClass(field: ResolvedField, rt: Runtime): ModelClass {
  const to = field.relation?.to
  if (to === undefined || to === null)
    throw pyError('FieldError', `The model that '${field.name}' points to is not known`)
  return rt.modelClass(to)
}

/** `RelatedObjectDoesNotExist` is both DoesNotExist of the target and an AttributeError (hasattr is False). */
function missing(field: ResolvedField, isReverse: boolean, owner: string, name: string, rt: Runtime): Error {
  return pyError(missingClass(field, isReverse, rt), `${owner} has no ${name}.`)
}

const MISSING = new WeakMap<ModelClass, Map<string, ExceptionClass>>()

/** The exception of one side of a relation: always the same one, as `except Post.author.RelatedObjectDoesNotExist` needs. */
export function missingClass(field: ResolvedField, isReverse: boolean, rt: Runtime): ExceptionClass {
  const target = isReverse ? rt.modelClass(field.model) : targetClass(field, rt)
  const known = MISSING.get(target) ?? new Map<string, ExceptionClass>()
  MISSING.set(target, known)
  const key = `${field.model}.${field.name}`
  let cls = known.get(key)
  if (cls === undefined) {
    const holder = isReverse ? targetClass(field, rt) : rt.modelClass(field.model)
    const name = isReverse ? (field.relation?.accessor ?? field.name) : field.name
    const qualified = `${holder.model.app}.models.${holder.name}.${name}.RelatedObjectDoesNotExist`
    const bases = [target.doesNotExist, exceptionClass('AttributeError')]
    cls = new ExceptionClass('RelatedObjectDoesNotExist', bases, qualified)
    known.set(key, cls)
  }
  return cls
}

/** What a class built on a relation may have in the place of Django's way to the object. */
const FORWARD = ['forward_related_accessor_class', 'get_cache_name', 'cache_name', 'is_cached', 'get_cached_value']

export function readForward(instance: Instance, field: ResolvedField, rt: Runtime): Value {
  rt.refuseRelation(field, FORWARD)
  const cached = instance.related.get(field.name)
  let found: Instance | null | undefined = cached
  if (found === undefined) {
    const value = heldKey(instance, field, rt)
    found = fromChild(instance, field, rt)
    if (found === undefined && value !== null) {
      found = parentFromChild(instance, field, rt) ?? fetchTarget(field, value, rt)
      if (field.kind === 'oneToOne') cacheBack(field, found, instance)
    }
    found ??= null
    instance.related.set(field.name, found)
  }
  if (found === null && !field.null) throw missing(field, false, rt.modelClass(field.model).name, field.name, rt)
  return found
}

/** An inherited relation may be at hand on the parent instance. */
function fromChild(instance: Instance, field: ResolvedField, rt: Runtime): Instance | null | undefined {
  const owner = rt.modelClass(field.model)
  if (owner.model.concrete === instance.cls.model.concrete) return undefined
  const link = instance.cls.meta.parents.find((p) => p.model === owner.model.concrete)?.link
  const parent = link === undefined ? undefined : instance.related.get(link.name)
  return parent?.related.get(field.name)
}

/** A parent link needs no query where the child has all of the parent's columns. */
function parentFromChild(instance: Instance, field: ResolvedField, rt: Runtime): Instance | undefined {
  if (field.relation?.parentLink !== true) return undefined
  const target = targetClass(field, rt)
  if (!target.concreteFields.every((f) => instance.values.has(f.attname))) return undefined
  const parent = new Instance(target)
  for (const f of target.concreteFields) parent.values.set(f.attname, instance.values.get(f.attname) ?? null)
  parent.adding = instance.adding
  parent.db = instance.db
  return parent
}

function fetchTarget(field: ResolvedField, value: Value, rt: Runtime): Instance {
  const target = targetClass(field, rt)
  const far = farFields(field, target).map(({ name }) => name)
  const held = far.length > 1 && value instanceof TupleObject ? value.items : [value]
  const wanted = Object.fromEntries(far.map((name, i) => [name, held[i] ?? null]))
  return target.baseRows(rt).filterBy(wanted, rt).getOne(rt)
}

function cacheBack(field: ResolvedField, target: Instance, instance: Instance): void {
  const name = field.relation?.accessor
  if (name !== undefined && name !== null) target.related.set(name, instance)
}

export function writeForward(instance: Instance, field: ResolvedField, value: Value, rt: Runtime): void {
  const target = targetClass(field, rt)
  const relation = field.relation
  if (value !== null && !isInstanceOf(value, target.concrete(rt).key)) {
    throw valueError(
      `Cannot assign "${repr(value, rt)}": "${instance.cls.name}.${field.name}" must be a "${target.name}" instance.`,
    )
  }
  if (value instanceof Instance) {
    instance.db = 'default'
    value.db = 'default'
  }
  if (value === null) {
    const before = instance.related.get(field.name)
    if (before !== undefined && before !== null && relation?.accessor !== null && relation?.accessor !== undefined) {
      before.related.set(relation.accessor, null)
    }
  }
  holdKey(instance, field, value as Instance | null, rt)
  instance.related.set(field.name, value as Instance | null)
  if (field.kind !== 'oneToOne') return
  if (value instanceof Instance) cacheBack(field, value, instance)
  if (field.primaryKey && relation?.parentLink === true) copyParentKey(instance, value as Instance | null, rt)
}

/** Assigning a parent link takes the parent's primary key over, nothing else. */
function copyParentKey(instance: Instance, parent: Instance | null, rt: Runtime): void {
  for (const f of instance.cls.concreteFields) {
    if (!f.primaryKey || f.relation === null) continue
    const { attname } = targetClass(f, rt).meta.pk
    instance.values.set(attname, parent?.values.get(attname) ?? null)
  }
}

export function readReverseOneToOne(instance: Instance, reverse: Reverse, rt: Runtime): Value {
  const name = reverse.relation.accessor ?? ''
  let found = instance.related.get(name)
  if (found === undefined) {
    found = instance.pk === null ? null : findReverse(instance, reverse, rt)
    if (found !== null) found.related.set(reverse.field.name, instance)
    instance.related.set(name, found)
  }
  if (found === null) throw missing(reverse.field, true, instance.cls.name, name, rt)
  return found
}

function findReverse(instance: Instance, { field, relation }: Reverse, rt: Runtime): Instance | null {
  const target = rt.modelClass(relation.model)
  const toField = field.relation?.toField ?? 'pk'
  try {
    return target
      .baseRows(rt)
      .filterBy({ [`${field.name}__${toField}`]: instance.read(toField, rt) }, rt)
      .getOne(rt)
  } catch (error) {
    if (exceptionOf(error)?.cls.isSubclassOf(target.doesNotExist) === true) return null
    throw error
  }
}

export function writeReverseOneToOne(
  instance: Instance,
  { field, relation }: Reverse,
  value: Value,
  rt: Runtime,
): void {
  const name = relation.accessor ?? ''
  const target = rt.modelClass(relation.model)
  if (value === null) {
    const before = instance.related.get(name)
    if (before === undefined || before === null) return
    instance.related.delete(name)
    before.write(field.attname, null, rt)
    return
  }
  if (!isInstanceOf(value, target.key)) {
    throw valueError(
      `Cannot assign "${repr(value, rt)}": "${instance.cls.name}.${name}" must be a "${target.name}" instance.`,
    )
  }
  instance.db = 'default'
  value.db = 'default'
  value.write(field.attname, instance.read(field.relation?.toField ?? 'pk', rt), rt)
  instance.related.set(name, value)
  value.related.set(field.name, instance)
}
