/** `Model.save()`: an UPDATE where there may be a row, else an INSERT; parents' tables first. */
import { isAutoField } from '../../../../relations/fields/auto-fields.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { equals } from '../../types/equality.ts'
import { pyError, valueError } from '../../errors.ts'
import { pkFields } from '../../../query/models.ts'
import type { Runtime } from '../../runtime.ts'
import { toPy, toPyFor } from '../../convert.ts'
import { ListObject, SetObject } from '../../types/collections.ts'
import { tell } from '../../django/signals.ts'
import { isCallable } from '../../values.ts'
import type { Value } from '../../values.ts'
import { classMember } from '../classes/class-members.ts'
import { defaultOf, hasDefault, valueOf } from '../fields/defaults.ts'
import { checkGeneric } from '../related/generic-object.ts'
import { Instance } from '../instances/instance.ts'
import { insertRows } from './insert.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { groupOf } from './order-group.ts'
import { isTouched, savedValue } from './pre-save.ts'
import * as ops from '../querysets/query-ops.ts'
import { convertScalar } from '../querysets/scalars.ts'

interface SaveOptions {
  readonly forceInsert?: boolean
  readonly forceUpdate?: boolean
  readonly updateFields?: readonly string[] | null
  readonly raw?: boolean
}

interface Plan {
  readonly forceInsert: boolean
  readonly forceUpdate: boolean
  readonly updateFields: readonly string[] | null
  readonly raw: boolean
}

/** `instance.save(…)`: the project's own method where it has one. */
export function callSave(instance: Instance, options: SaveOptions, rt: Runtime): void {
  const own = classMember(instance.cls, 'save', instance, rt)
  if (own === undefined || !isCallable(own)) {
    saveInstance(instance, options, rt)
    return
  }
  const kwargs = new Map<string, Value>()
  if (options.forceInsert === true) kwargs.set('force_insert', true)
  if (options.updateFields !== undefined && options.updateFields !== null)
    kwargs.set('update_fields', new ListObject([...options.updateFields]))
  rt.call(own, { args: [], kwargs })
}

export function saveInstance(instance: Instance, options: SaveOptions, rt: Runtime): void {
  prepareRelated(instance, 'save', null, rt)
  const { forceInsert = false, forceUpdate = false, updateFields = null } = options
  if (forceInsert && (forceUpdate || (updateFields !== null && updateFields.length > 0))) {
    throw valueError('Cannot force both insert and updating in model saving.')
  }
  const plan = {
    forceInsert,
    forceUpdate,
    updateFields: fieldsToUpdate(instance, forceInsert, updateFields),
    raw: false,
  }
  if (plan.updateFields !== null && plan.updateFields.length === 0 && updateFields !== null) return
  saveBase(instance, plan, rt)
}

function fieldsToUpdate(
  instance: Instance,
  forceInsert: boolean,
  given: readonly string[] | null,
): readonly string[] | null {
  const { cls } = instance
  if (given !== null) {
    if (given.length === 0) return given
    const keys = keyNames(cls)
    const known = new Set(cls.concreteFields.filter((f) => !keys.has(f.name)).flatMap((f) => [f.name, f.attname]))
    const unknown = given.filter((name) => !known.has(name))
    if (unknown.length > 0) {
      throw valueError(
        `The following fields do not exist in this model, are m2m fields, primary keys, or are non-concrete fields: ${unknown.toSorted().join(', ')}`,
      )
    }
    return given
  }
  const deferred = instance.deferred.filter((name) => cls.field(name)?.className !== 'GeneratedField')
  if (forceInsert || deferred.length === 0 || instance.adding) return null
  const keys = keyNames(cls)
  const loaded = cls.concreteFields
    .filter((f) => !keys.has(f.name) && !deferred.includes(f.attname))
    .map((f) => f.attname)
  return loaded.length > 0 ? loaded : null
}

/** The fields of the primary key: several for a composite one. */
export function keyNames(cls: ModelClass): ReadonlySet<string> {
  return new Set([cls.meta.pk, ...pkFields(cls.models, cls.key)].map((f) => f.name))
}

export function saveBase(instance: Instance, plan: Plan, rt: Runtime): void {
  const cls = instance.cls.concrete(rt)
  let updated = false
  const run = (): void => {
    const inserted = plan.raw ? false : saveParents(instance, cls, plan, new Map(), rt)
    updated = saveTable(instance, cls, { ...plan, forceInsert: plan.forceInsert || inserted }, rt)
  }
  const isTold = cls.model.autoCreatedFor === null
  const said = (): Record<string, Value> => ({
    instance,
    raw: plan.raw,
    using: 'default',
    update_fields: plan.updateFields === null ? null : SetObject.of(plan.updateFields, rt, true),
  })
  if (isTold) tell('pre_save', instance.cls, said, rt)
  if (cls.model.parents.length > 0) rt.atomic(run, { savepoint: false })
  else rt.spoiling(run)
  instance.adding = false
  instance.db = 'default'
  if (isTold) tell('post_save', instance.cls, () => ({ ...said(), created: !updated }), rt)
}

/** @returns whether a parent's row was new, so that the child's must be too */
function saveParents(
  instance: Instance,
  cls: ModelClass,
  plan: Plan,
  done: Map<ModelClass, boolean>,
  rt: Runtime,
): boolean {
  let inserted = false
  for (const { model, link } of cls.meta.parents) {
    const parent = rt.modelClass(model)
    const pk = parent.meta.pk.attname
    if ((instance.values.get(pk) ?? null) === null && (instance.values.get(link.attname) ?? null) !== null) {
      instance.values.set(pk, instance.values.get(link.attname) ?? null)
    }
    let updated = done.get(parent)
    if (updated === undefined) {
      const above = saveParents(instance, parent, plan, done, rt)
      updated = saveTable(instance, parent, { ...plan, forceUpdate: false, forceInsert: above }, rt)
      done.set(parent, updated)
    }
    if (!updated) inserted = true
    instance.values.set(link.attname, instance.values.get(pk) ?? null)
    instance.related.delete(link.name)
  }
  return inserted
}

function saveTable(instance: Instance, cls: ModelClass, plan: Plan, rt: Runtime): boolean {
  const { pk } = cls.meta
  const names = plan.updateFields
  const columns = cls.model.localFields.filter((f) => f.column !== null && f.className !== 'GeneratedField')
  const keys = keyNames(cls)
  const wanted = columns.filter(
    (f) => !keys.has(f.name) && (names === null || names.includes(f.name) || names.includes(f.attname)),
  )
  if ((instance.values.get(pk.attname) ?? null) === null && hasDefault(pk)) {
    instance.values.set(pk.attname, defaultOf(cls, pk, rt))
  }
  const isSet = pkFields(cls.models, cls.key).every((f) => (instance.values.get(f.attname) ?? null) !== null)
  if (!isSet && (plan.forceUpdate || names !== null))
    throw valueError('Cannot force an update in save() with no primary key.')
  const skipUpdate = !plan.raw && !plan.forceUpdate && instance.adding && (hasDefault(pk) || pk.dbDefault !== undefined)
  let updated = false
  if (isSet && !plan.forceInsert && !skipUpdate) {
    updated = updateRow(instance, cls, wanted, plan, rt)
    if (!updated && plan.forceUpdate) throw pyError('DatabaseError', 'Forced update did not affect any rows.')
    if (!updated && names !== null) throw pyError('DatabaseError', 'Save with update_fields did not affect any rows.')
  }
  if (!updated) {
    if (cls.model.orderWithRespectTo !== null) setOrder(instance, rt)
    insertRows(
      cls,
      [instance],
      columns.filter((f) => isSet || !(f.name === pk.name && isAutoField(f))),
      { raw: plan.raw },
      rt,
    )
  }
  return updated
}

function updateRow(
  instance: Instance,
  cls: ModelClass,
  fields: readonly ResolvedField[],
  plan: Plan,
  rt: Runtime,
): boolean {
  const { pk } = cls.meta
  const isComposite = pkFields(cls.models, cls.key).length > 1
  const key = isComposite ? instance.pk : (instance.values.get(pk.attname) ?? null)
  const rows = cls.baseRows(rt).filterBy({ pk: key }, rt)
  const values = fields.map((f) => {
    // What the database would fill in on INSERT is written out here.
    const isLeft = instance.databaseDefaults.has(f.attname) && f.dbDefault !== undefined
    if (isLeft) return [f.name, toPy(valueOf(f.dbDefault ?? null, f, rt), rt)] as const
    const value = savedValue(instance, f, false, plan.raw, rt)
    return [f.name, toPyFor(f, value, rt)] as const
  })
  if (values.length === 0) return plan.updateFields !== null || ops.hasRows(rows.query, rt)
  return ops.runUpdate(rows, values, rt) > 0
}

/** order_with_respect_to: one after the last of its group. */
function setOrder(instance: Instance, rt: Runtime): void {
  const group = groupOf(instance, instance.cls.concrete(rt).baseRows(rt), rt)
  if (group === null) return
  const max = {
    type: 'Func',
    name: 'Max',
    args: [{ type: 'F', name: '_order' }],
    outputField: null,
    filter: null,
    distinct: false,
    default: null,
    options: {},
  } as const
  const one = { type: 'Value', value: 1n, outputField: null } as const
  const zero = { type: 'Value', value: 0n, outputField: null } as const
  const next = {
    type: 'ExpressionWrapper',
    expression: { type: 'Combined', operator: '+', left: max, right: one },
    outputField: { className: 'IntegerField' },
  } as const
  const value = { ...max, name: 'Coalesce', args: [next, zero] } as const
  const [found] = convertScalar(ops.compileAggregate(group.query, [], [['_order__max', value]], rt.settings), rt)
  instance.values.set('_order', found?.[1] ?? 0n)
}

/** Related objects that were assigned unsaved may be saved by now; if not, saving would lose them. */
export function prepareRelated(
  instance: Instance,
  operation: string,
  only: readonly ResolvedField[] | null,
  rt: Runtime,
): void {
  for (const field of instance.cls.concreteFields) {
    if (only !== null && !only.includes(field)) continue
    const related = field.relation === null ? undefined : instance.related.get(field.name)
    if (!(related instanceof Instance)) continue
    if (related.pk === null) {
      const accessor = field.relation?.accessor
      if (field.kind === 'oneToOne' && accessor !== null && accessor !== undefined) related.related.delete(accessor)
      throw valueError(`${operation}() prohibited to prevent data loss due to unsaved related object '${field.name}'.`)
    }
    const held: Value = instance.values.get(field.attname) ?? null
    if (held === null || held === '') instance.setAttr(field.name, related, rt)
    const key = related.read(field.relation?.toField ?? 'pk', rt)
    if (!equals(key, instance.values.get(field.attname) ?? null, rt)) instance.related.delete(field.name)
  }
  if (only === null) checkGeneric(instance, operation)
}

/** Fields that change on every save. */
export function preSaveNames(cls: ModelClass, rt: Runtime): readonly string[] {
  return cls.model.localFields.filter((f) => !f.primaryKey && isTouched(f, rt)).map((f) => f.name)
}

/** Instances that are to be saved together or not at all, each as `adopt` hands it over. */
export function saveTogether(objects: readonly Value[], adopt: (value: Value) => Instance, rt: Runtime): void {
  const save = (): void => {
    for (const value of objects) callSave(adopt(value), {}, rt)
  }
  rt.atomic(save, { savepoint: false })
}
