/** bulk_create() and bulk_update(). */
import { isAutoField } from '../../../../relations/fields/auto-fields.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import type { CaseNode, ExprNode } from '../../../query/types.ts'
import { bind } from '../../arguments.ts'
import { ListObject } from '../../types/collections.ts'
import { toPy, toPyFor } from '../../convert.ts'
import { modelsOf } from '../../../query/models.ts'
import { typeOf } from '../../../query/type-of.ts'
import { pyError, valueError } from '../../errors.ts'
import { toArray, truthy } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { isExpression, typeName } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { defaultOf, hasDefault } from '../fields/defaults.ts'
import { Instance } from '../instances/instance.ts'
import { insertRows } from './insert.ts'
import type { InsertOptions } from './insert.ts'
import type { ModelClass } from '../classes/model-class.ts'
import * as ops from '../querysets/query-ops.ts'
import type { QuerySetObject } from '../querysets/queryset.ts'
import { ask, filtered } from '../querysets/queryset-overrides.ts'
import { keyNames, prepareRelated } from './save.ts'
import { chunks } from '../small.ts'

/** SQLite's limits as Django counts them: parameters of a statement, and rows where there is one column. */
const MAX_PARAMETERS = 999
const MAX_COMPOUND = 500

function batchSize(columns: number): number {
  return columns <= 1 ? MAX_COMPOUND : Math.max(1, Math.floor(MAX_PARAMETERS / columns))
}

function instancesOf(value: Value, rt: Runtime): readonly Instance[] {
  return toArray(value, rt).map((v) => {
    if (!(v instanceof Instance)) throw pyError('AttributeError', `'${typeName(v)}' object has no attribute 'pk'`)
    return v
  })
}

function sizeOf(value: Value | undefined): number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint' && value <= 0n) throw valueError('Batch size must be a positive integer.')
  return Number(value)
}

function fieldsOf(
  self: QuerySetObject,
  value: Value | undefined,
  rt: Runtime,
  knowsPk = true,
): readonly ResolvedField[] | null {
  if (value === undefined || value === null) return null
  return toArray(value, rt).map((v) => {
    const name = str(v, rt)
    // The other end of a relation is a field to Django, without a column.
    if (self.cls.field(name) === undefined && name !== 'pk' && self.cls.meta.choices.includes(name))
      throw valueError(
        `bulk_create() can only be used with concrete fields in ${knowsPk ? 'unique' : 'update'}_fields.`,
      )
    return fieldNamed(self, name, knowsPk)
  })
}

/** @param knowsPk whether `pk` stands for the primary key: only where rows are told apart */
function fieldNamed(self: QuerySetObject, name: string, knowsPk = true): ResolvedField {
  const field = name === 'pk' && knowsPk ? self.cls.meta.pk : self.cls.field(name)
  if (field === undefined) throw pyError('FieldDoesNotExist', `${self.cls.name} has no field named '${name}'`)
  return field
}

function conflictOptions(
  self: QuerySetObject,
  given: Readonly<Record<string, Value | undefined>>,
  rt: Runtime,
): InsertOptions {
  const ignore = truthy(given['ignore_conflicts'] ?? false, rt)
  const update = truthy(given['update_conflicts'] ?? false, rt)
  if (ignore && update) throw valueError('ignore_conflicts and update_conflicts are mutually exclusive.')
  if (ignore) return { orIgnore: true }
  if (!update) return {}
  const fields = fieldsOf(self, given['update_fields'], rt, false)
  const unique = fieldsOf(self, given['unique_fields'], rt)
  if (fields === null || fields.length === 0)
    throw valueError('Fields that will be updated when a row insertion fails on conflicts must be provided.')
  if (unique === null || unique.length === 0)
    throw valueError('Unique fields that can trigger the upsert must be provided.')
  if (fields.some((f) => f.column === null))
    throw valueError('bulk_create() can only be used with concrete fields in update_fields.')
  if (unique.some((f) => f.column === null))
    throw valueError('bulk_create() can only be used with concrete fields in unique_fields.')
  if (fields.some((f) => f.primaryKey))
    throw valueError('bulk_create() cannot be used with primary keys in update_fields.')
  return { onConflict: { unique, update: fields } }
}

/** Also where there is nothing to make. */
export function refuseMultiTable(cls: ModelClass, rt: Runtime): void {
  if (cls.concrete(rt).model.parents.length > 0) throw valueError("Can't bulk create a multi-table inherited model")
}

export function bulkCreate(self: QuerySetObject, call: CallArgs, rt: Runtime): Value {
  const given = bind(
    'QuerySet.bulk_create',
    ['objs', 'batch_size?', 'ignore_conflicts?', 'update_conflicts?', 'update_fields?', 'unique_fields?'],
    call,
  )
  const size = sizeOf(given.batch_size)
  refuseMultiTable(self.cls, rt)
  const instances = instancesOf(given.objs, rt)
  if (instances.length === 0) return given.objs
  createRows(self, instances, conflictOptions(self, given, rt), size, rt)
  return given.objs instanceof ListObject ? given.objs : new ListObject([...instances])
}

/** Inserts in batches: those with a primary key first, as Django does. */
export function createRows(
  self: QuerySetObject,
  instances: readonly Instance[],
  options: InsertOptions,
  size: number | null,
  rt: Runtime,
): void {
  const cls = self.cls.concrete(rt)
  for (const instance of instances) {
    if (instance.pk === null && hasDefault(cls.meta.pk)) instance.setPk(defaultOf(cls, cls.meta.pk, rt), rt)
    prepareRelated(instance, 'bulk_create', null, rt)
  }
  const fields = cls.concreteFields.filter((f) => f.className !== 'GeneratedField')
  rt.atomic(
    () => {
      for (const withPk of [true, false]) {
        const part = instances.filter((i) => (i.pk !== null) === withPk)
        const columns = withPk ? fields : fields.filter((f) => !isAutoField(f))
        const limit = batchSize(columns.length)
        for (const batch of chunks(part, size === null ? limit : Math.min(size, limit))) {
          for (const run of sameDefaults(batch)) insertRows(cls, run, columns, options, rt)
          for (const instance of batch) {
            instance.adding = false
            instance.db = 'default'
          }
        }
      }
    },
    { savepoint: false },
  )
}

/** Runs of rows that leave the same columns to the database. */
function sameDefaults(batch: readonly Instance[]): readonly (readonly Instance[])[] {
  const runs: Instance[][] = []
  let last = ''
  for (const instance of batch) {
    const key = [...instance.databaseDefaults].join()
    const run = runs.at(-1)
    if (run !== undefined && key === last) run.push(instance)
    else runs.push([instance])
    last = key
  }
  return runs
}

export function bulkUpdate(self: QuerySetObject, call: CallArgs, rt: Runtime): Value {
  const given = bind('QuerySet.bulk_update', ['objs', 'fields', 'batch_size?'], call)
  const size = sizeOf(given.batch_size)
  const names = toArray(given.fields, rt)
  if (names.length === 0) throw valueError('Field names must be given to bulk_update().')
  const instances = instancesOf(given.objs, rt)
  if (instances.some((i) => i.pk === null)) throw valueError('All bulk_update() objects must have a primary key set.')
  if (names.includes('pk')) throw pyError('FieldDoesNotExist', `${self.cls.name} has no field named 'pk'`)
  if (names.some((n) => self.cls.meta.reverse.some((r) => r.queryName === n)))
    throw valueError('bulk_update() can only be used with concrete fields.')
  const fields = names.map((n) => fieldNamed(self, str(n, rt)))
  if (fields.some((f) => f.column === null)) throw valueError('bulk_update() can only be used with concrete fields.')
  const parentKeys = self.cls.model.parents.map((p) => rt.modelClass(p.model).meta.pk)
  const keys = keyNames(self.cls)
  if (fields.some((f) => f.primaryKey || keys.has(f.name) || parentKeys.includes(f)))
    throw valueError('bulk_update() cannot be used with primary key fields.')
  if (instances.length === 0) return 0n
  for (const instance of instances) prepareRelated(instance, 'bulk_update', fields, rt)
  return updateFields(self, instances, fields, size, rt)
}

/** `bulk_update()` for callers that know what they give. */
export function updateRows(
  rows: QuerySetObject,
  instances: readonly Instance[],
  names: readonly string[],
  rt: Runtime,
): Value {
  return updateFields(
    rows,
    instances,
    names.map((n) => fieldNamed(rows, n)),
    null,
    rt,
  )
}

function updateFields(
  self: QuerySetObject,
  instances: readonly Instance[],
  fields: readonly ResolvedField[],
  size: number | null,
  rt: Runtime,
): Value {
  const limit = batchSize(fields.length + 2)
  return rt.atomic(
    () => {
      let updated = 0
      for (const batch of chunks(instances, size === null ? limit : Math.min(size, limit))) {
        const rows = filtered(self, { pk__in: new ListObject(batch.map((i) => i.pk)) }, rt)
        const values = fields.map((f) => [f.attname, caseOf(batch, f, rt)] as const)
        updated += rows.overrides('update')
          ? Number(ask(rows, 'update', rt, [], new Map(values)))
          : ops.runUpdate(rows, values, rt)
      }
      return BigInt(updated)
    },
    { savepoint: false },
  )
}

function caseOf(batch: readonly Instance[], field: ResolvedField, rt: Runtime): CaseNode {
  const output = { className: field.relation === null ? field.className : 'BigIntegerField' }
  const isOwn = field.source?.kind === 'custom' && rt.ownField(field) !== null
  const own = isOwn ? { ...output, type: typeOf(modelsOf(rt.resolution), field) } : output
  const outputField = field.relation === null ? own : null
  const cases = batch.map((instance) => {
    const value = instance.read(field.attname, rt)
    const then: ExprNode = isExpression(value)
      ? value
      : { type: 'Value', value: toPyFor(field, value, rt), outputField }
    // oxlint-disable-next-line unicorn/no-thenable -- Django's keyword; the node is never awaited
    return { type: 'When', condition: ops.allOf([['pk', toPy(instance.pk, rt)]]), then } as const
  })
  return { type: 'Case', cases, default: { type: 'Value', value: null, outputField: null }, outputField }
}
