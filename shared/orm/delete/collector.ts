/**
 * What a delete takes with it, and the deleting: Django's `Collector`. Collecting reads the database,
 * `execute()` writes; in between stands the plan that `impact` shows.
 * Source: django/db/models/deletion.py (5.2).
 */
import { genericRelation, isGenericRelation } from '../../relations/links/generic-relations.ts'
import type { ModelKey, ResolvedField } from '../../relations/types.ts'
import { compileDeleteByPks } from '../query/compile.ts'
import { ListObject } from '../script/types/collections.ts'
import { toPy } from '../script/convert.ts'
import { compare, hashKey } from '../script/types/equality.ts'
import type { Runtime } from '../script/runtime.ts'
import { differenceOrder, inSetOrder, isCopiedByDifference } from '../script/types/hashes.ts'
import { MODEL_SIGNALS, tell } from '../script/django/signals.ts'
import type { Value } from '../script/values.ts'
import type { ModelClass } from '../script/models/classes/model-class.ts'
import { farFields } from '../script/models/instances/held-key.ts'
import { Instance } from '../script/models/instances/instance.ts'
import * as ops from '../script/models/querysets/query-ops.ts'
import { QuerySetObject } from '../script/models/querysets/queryset.ts'
import { chunks } from '../script/models/small.ts'
import { actionOf } from './action.ts'
import { protectedError, restrictedError, isProtected, objectsOf } from './blocked.ts'
import { callsFunction, newValue } from './on-delete.ts'
import type { DeleteStep } from './plan.ts'

/** Rows of one statement when deleting or updating by primary key. */
const BATCH = 100
/** SQLite's limit of parameters as Django counts it. */
const MAX_PARAMETERS = 999
const MAX_ONE_COLUMN = 500

type Objects = QuerySetObject | readonly Instance[]

interface CollectOptions {
  readonly source?: ModelClass | null
  readonly nullable?: boolean
  readonly collectRelated?: boolean
  readonly reverseDependency?: boolean
  readonly keepParents?: boolean
  readonly failOnRestricted?: boolean
  /** How the objects were reached, from the first ones on. */
  readonly path?: readonly DeleteStep[]
}

interface FieldUpdate {
  readonly field: ResolvedField
  readonly value: Value
  readonly rows: QuerySetObject[]
  readonly path: readonly DeleteStep[]
}

interface FastDelete {
  readonly rows: QuerySetObject
  readonly path: readonly DeleteStep[]
}

/** Rows that stand in the way, and how they were reached. */
export interface Blocking {
  readonly field: ResolvedField
  readonly rows: readonly Instance[]
  readonly path: readonly DeleteStep[]
}

export interface Deleted {
  readonly total: number
  readonly perModel: ReadonlyMap<string, number>
}

/** The rows of a queryset, through what its class makes of going over them. */
function collected(rows: QuerySetObject, rt: Runtime): readonly Instance[] {
  if (rows.type === null) return rows.instances(rt)
  if (!rows.truthy(rt)) return []
  rows.getItem(0n, rt)
  return rows.instances(rt)
}

export class Collector {
  readonly rt: Runtime
  readonly data = new Map<ModelClass, Map<string, Instance>>()
  readonly paths = new Map<Instance, readonly DeleteStep[]>()
  readonly updates = new Map<string, FieldUpdate>()
  readonly fast: FastDelete[] = []
  /** Filled before ProtectedError or RestrictedError is raised. */
  readonly blocking: Blocking[] = []
  private readonly restricted = new Map<ModelClass, Map<ResolvedField, Map<string, Instance>>>()
  /** Of those sets: what stands in the order in which Python would list it, not in that of being added. */
  private readonly copied = new WeakSet<Map<string, Instance>>()
  private readonly restrictedPaths = new Map<ResolvedField, readonly DeleteStep[]>()
  private readonly dependencies = new Map<ModelKey, Set<ModelKey>>()

  /** What was asked to be deleted: an instance or a queryset. */
  private readonly origin: Value

  constructor(rt: Runtime, origin: Value = null) {
    this.rt = rt
    this.origin = origin
  }

  // -------------------------------------------------------------------------------------- collecting

  collect(objects: Objects, options: CollectOptions = {}): void {
    const { rt } = this
    const path = options.path ?? []
    if (objects instanceof QuerySetObject && this.canFastDelete(objects.cls, null)) {
      this.fast.push({ rows: objects, path })
      return
    }
    const fresh = this.add(objects instanceof QuerySetObject ? collected(objects, rt) : objects, options)
    const cls = fresh[0]?.cls
    if (cls === undefined) return
    if (options.keepParents !== true) this.collectParents(fresh, cls, path)
    if (options.collectRelated === false) return
    this.collectRelated(fresh, cls, options.keepParents === true, path)
    if (options.failOnRestricted !== false) this.checkRestricted(cls)
  }

  private add(objects: readonly Instance[], options: CollectOptions): readonly Instance[] {
    const cls = objects[0]?.cls
    if (cls === undefined) return []
    const known = this.instancesOf(cls)
    const fresh: Instance[] = []
    for (const object of objects) {
      const key = hashKey(object.pk, this.rt)
      if (known.has(key)) continue
      known.set(key, object)
      fresh.push(object)
      this.paths.set(object, options.path ?? [])
    }
    const source = options.source ?? null
    if (source !== null && options.nullable !== true) {
      if (options.reverseDependency === true) this.depend(cls, source)
      else this.depend(source, cls)
    }
    return fresh
  }

  private instancesOf(cls: ModelClass): Map<string, Instance> {
    let instances = this.data.get(cls)
    if (instances === undefined) {
      instances = new Map()
      this.data.set(cls, instances)
    }
    return instances
  }

  /** `model` is deleted after `dependency`. */
  private depend(model: ModelClass, dependency: ModelClass): void {
    const key = model.model.concrete
    const set = this.dependencies.get(key) ?? new Set()
    set.add(dependency.model.concrete)
    this.dependencies.set(key, set)
    this.instancesOf(dependency)
  }

  /** Rows of multi-table parents go too; what refers to them is found with the child's relations. */
  private collectParents(fresh: readonly Instance[], cls: ModelClass, path: readonly DeleteStep[]): void {
    for (const { link } of cls.concrete(this.rt).meta.parents) {
      const parents = fresh.map((i) => i.getAttr(link.name, this.rt)).filter((p) => p instanceof Instance)
      this.collect(parents, {
        source: cls,
        collectRelated: false,
        reverseDependency: true,
        failOnRestricted: false,
        path: [...path, { model: cls.key, field: link.name, reverse: false }],
      })
    }
  }

  private collectRelated(
    fresh: readonly Instance[],
    cls: ModelClass,
    keepParents: boolean,
    path: readonly DeleteStep[],
  ): void {
    const quick = new Map<ModelClass, ResolvedField[]>()
    const blocked = new Map<string, Instance[]>()
    for (const { field, owner } of this.candidates(cls)) {
      const target = field.relation?.to ?? null
      if (keepParents && target !== null && cls.model.parents.some((p) => p.model === target)) continue
      const action = actionOf(field)
      if (action.kind === 'DO_NOTHING') continue
      if (action.kind === 'CASCADE' && this.canFastDelete(owner, field)) {
        quick.set(owner, [...(quick.get(owner) ?? []), field])
        continue
      }
      const step = [...path, { model: owner.key, field: field.name, reverse: true }]
      for (const batch of this.batches(fresh, 1)) {
        const rows = this.related(owner, [field], batch)
        try {
          this.handle(action, field, owner, rows, step)
        } catch (error) {
          const objects = isProtected(error) ? objectsOf(error) : null
          if (objects === null) throw error
          const key = `'${this.rt.modelClass(field.model).name}.${field.name}'`
          blocked.set(key, [...(blocked.get(key) ?? []), ...objects])
        }
      }
    }
    if (blocked.size > 0) throw protectedError(cls.name, blocked, this.rt)
    for (const [owner, fields] of quick) {
      const step = fields.map((f) => ({ model: owner.key, field: f.name, reverse: true }))
      for (const batch of this.batches(fresh, fields.length))
        this.fast.push({ rows: this.related(owner, fields, batch), path: [...path, ...step.slice(0, 1)] })
    }
    this.collectGeneric(fresh, cls, path)
  }

  /** What a GenericRelation leads to goes too; a bare GenericForeignKey is not followed. */
  private collectGeneric(fresh: readonly Instance[], cls: ModelClass, path: readonly DeleteStep[]): void {
    const { rt } = this
    for (const field of cls.model.privateFields) {
      const relation = genericRelation(rt.resolution, cls.model, field)
      if (relation?.to == null) continue
      const type = rt.contentTypes.forModel(cls, relation.forConcrete, rt)
      const lookups = {
        [`${relation.contentType}__pk`]: type.pk,
        [`${relation.objectId}__in`]: new ListObject(fresh.map((instance) => instance.pk)),
      }
      this.collect(rt.modelClass(relation.to).baseRows(rt).filterBy(lookups, rt), {
        source: cls,
        nullable: true,
        failOnRestricted: false,
        path: [...path, { model: cls.key, field: field.name, reverse: false }],
      })
    }
  }

  private handle(
    action: ReturnType<typeof actionOf>,
    field: ResolvedField,
    owner: ModelClass,
    rows: QuerySetObject,
    path: readonly DeleteStep[],
  ): void {
    const { rt } = this
    switch (action.kind) {
      case 'SET_NULL':
      case 'SET_DEFAULT':
      case 'SET': {
        // A function given to SET() is only called where there are rows; they are read for that.
        const read = callsFunction(action, rt) ? rows.with(this.referenced(owner, rows)) : rows
        if (read !== rows && read.instances(rt).length === 0) return
        this.addUpdate(field, newValue(action, field, owner, rt), read, path)
        return
      }
      default:
    }
    const found = rows.with(this.referenced(owner, rows)).instances(rt)
    if (found.length === 0) return
    if (action.kind === 'PROTECT') {
      const name = rt.modelClass(field.relation?.to ?? field.model).name
      this.blocking.push({ field, rows: found, path })
      throw protectedError(name, new Map([[`'${found[0]?.cls.name}.${field.name}'`, [...found]]]), rt, true)
    }
    if (action.kind === 'RESTRICT') {
      this.addRestricted(field, found)
      this.restrictedPaths.set(field, path)
      this.depend(rt.modelClass(field.relation?.to ?? field.model), rt.modelClass(field.model))
      return
    }
    this.collect(found, {
      source: rt.modelClass(field.relation?.to ?? field.model),
      nullable: field.null,
      failOnRestricted: false,
      path,
    })
  }

  /** Only the columns that others refer to are read. */
  private referenced(owner: ModelClass, rows: QuerySetObject): QuerySetObject['query'] {
    if (this.isWatched(owner)) return rows.query
    const held = this.candidates(owner).flatMap(({ field }) => farFields(field, owner))
    return ops.only(rows.query, [...new Set(held.map(({ attname }) => attname))])
  }

  private addUpdate(field: ResolvedField, value: Value, rows: QuerySetObject, path: readonly DeleteStep[]): void {
    const key = `${field.model}.${field.name}=${hashKey(value, this.rt)}`
    const known = this.updates.get(key)
    if (known === undefined) this.updates.set(key, { field, value, rows: [rows], path })
    else known.rows.push(rows)
  }

  private addRestricted(field: ResolvedField, objects: readonly Instance[]): void {
    const cls = objects[0]?.cls
    if (cls === undefined) return
    const byField = this.restricted.get(cls) ?? new Map<ResolvedField, Map<string, Instance>>()
    const known = byField.get(field) ?? new Map<string, Instance>()
    for (const object of objects) known.set(hashKey(object.pk, this.rt), object)
    byField.set(field, known)
    this.restricted.set(cls, byField)
  }

  /** RESTRICT gives way where the object is deleted by another path. */
  private checkRestricted(cls: ModelClass): void {
    for (const [model, instances] of this.data) this.unrestrict(model, new Set(instances.keys()))
    for (const { rows } of this.fast) {
      const fields = this.restricted.get(rows.cls)
      if (fields === undefined) continue
      const pks = [...fields.values()].flatMap((m) => [...m.values()]).map((i) => i.pk)
      const going = rows.filterBy({ pk__in: new ListObject(pks) }, this.rt).instances(this.rt)
      this.unrestrict(rows.cls, new Set(going.map((i) => hashKey(i.pk, this.rt))))
    }
    const left = new Map<string, Instance[]>()
    for (const [model, fields] of this.restricted) {
      for (const [field, objects] of fields) {
        if (objects.size === 0) continue
        const key = `'${model.name}.${field.name}'`
        const listed = this.copied.has(objects) ? [...objects.values()] : inSetOrder([...objects.values()])
        left.set(key, [...(left.get(key) ?? []), ...listed])
        this.blocking.push({ field, rows: [...objects.values()], path: this.restrictedPaths.get(field) ?? [] })
      }
    }
    if (left.size > 0) throw restrictedError(cls.name, left, this.rt)
  }

  private unrestrict(model: ModelClass, going: ReadonlySet<string>): void {
    const fields = this.restricted.get(model)
    for (const [field, objects] of fields ?? []) {
      const stays = (i: Instance): boolean => !going.has(hashKey(i.pk, this.rt))
      const items = [...objects.values()]
      // A copied table keeps its places; one filled anew, in the old one's order, does not.
      const left = this.copied.has(objects) ? items.filter(stays) : differenceOrder(items, going.size, stays)
      const rest = new Map(left.map((instance) => [hashKey(instance.pk, this.rt), instance]))
      if (isCopiedByDifference(items.length, going.size)) this.copied.add(rest)
      fields?.set(field, rest)
    }
  }

  /** Foreign keys and one-to-ones that end at the model or its parents, hidden ones included. */
  private candidates(cls: ModelClass): readonly { readonly field: ResolvedField; readonly owner: ModelClass }[] {
    return cls.meta.reverse.flatMap((relation) => {
      if (relation.kind === 'many_to_many') return []
      const owner = this.rt.modelClass(relation.model)
      const field = owner.field(relation.field)
      return field === undefined ? [] : [{ field, owner }]
    })
  }

  /** Deleted by one statement, unread: nothing refers to the rows and no parent's row goes with them. */
  private canFastDelete(cls: ModelClass, from: ResolvedField | null): boolean {
    if (cls.model.privateFields.some(isGenericRelation) || this.isWatched(cls)) return false
    const isOnlyLink = cls.concrete(this.rt).meta.parents.every(({ link }) => link === from)
    return isOnlyLink && this.candidates(cls).every(({ field }) => actionOf(field).kind === 'DO_NOTHING')
  }

  /** Whether somebody wants to hear of each row. */
  private isWatched(cls: ModelClass): boolean {
    const { pre_delete: before, post_delete: after } = MODEL_SIGNALS
    return before.hasListeners(cls, this.rt) || after.hasListeners(cls, this.rt)
  }

  private tell(signal: 'pre_delete' | 'post_delete', cls: ModelClass, instances: readonly Instance[]): void {
    if (cls.model.autoCreatedFor !== null) return
    for (const instance of instances)
      tell(signal, cls, () => ({ instance, using: 'default', origin: this.origin }), this.rt)
  }

  private batches(objects: readonly Instance[], fields: number): readonly (readonly Instance[])[] {
    return chunks(objects, fields === 1 ? MAX_ONE_COLUMN : Math.max(1, Math.floor(MAX_PARAMETERS / fields)))
  }

  private related(owner: ModelClass, fields: readonly ResolvedField[], objects: readonly Instance[]): QuerySetObject {
    const list = toPy(new ListObject([...objects]), this.rt)
    const children = fields.map((f) => ({ type: 'pair', path: `${f.name}__in`, value: list }) as const)
    return owner.baseRows(this.rt).filter({
      type: 'Q',
      connector: fields.length > 1 ? 'OR' : 'AND',
      negated: false,
      children,
    })
  }

  // ---------------------------------------------------------------------------------------- executing

  /** Classes in the order of deletion: children before what they refer to, as far as there is no cycle. */
  order(): readonly ModelClass[] {
    const models = [...this.data.keys()]
    const sorted: ModelClass[] = []
    const concrete = new Set<ModelKey>()
    while (sorted.length < models.length) {
      const before = sorted.length
      for (const cls of models) {
        const waits = this.dependencies.get(cls.model.concrete) ?? new Set()
        if (sorted.includes(cls) || [...waits].some((key) => !concrete.has(key))) continue
        sorted.push(cls)
        concrete.add(cls.model.concrete)
      }
      if (sorted.length === before) return models
    }
    return sorted
  }

  sortedInstances(cls: ModelClass): readonly Instance[] {
    return [...(this.data.get(cls)?.values() ?? [])].toSorted((a, b) => compare(a.pk, b.pk, this.rt))
  }

  execute(): Deleted {
    const { rt } = this
    const order = this.order()
    const single = this.singleInstance()
    if (single !== null) {
      const count = rt.spoiling(() => this.deleteBatch(single.cls, [single]))
      single.forgetPk(rt)
      return { total: count, perModel: new Map([[single.cls.model.label, count]]) }
    }
    const perModel = new Map<string, number>()
    const count = (cls: ModelClass, n: number): void => {
      if (n > 0) perModel.set(cls.model.label, (perModel.get(cls.model.label) ?? 0) + n)
    }
    rt.atomic(
      () => {
        for (const cls of order) this.tell('pre_delete', cls, this.sortedInstances(cls))
        for (const { rows } of this.fast) count(rows.cls, ops.rawDelete(rows.query, rt))
        for (const update of this.updates.values()) this.runUpdate(update)
        for (const cls of order) {
          const gone = this.sortedInstances(cls).toReversed()
          count(cls, this.deleteBatch(cls, gone))
          this.tell('post_delete', cls, gone)
        }
      },
      { savepoint: false },
    )
    for (const instances of this.data.values()) for (const i of instances.values()) i.forgetPk(rt)
    return { total: [...perModel.values()].reduce((a, b) => a + b, 0), perModel }
  }

  private singleInstance(): Instance | null {
    if (this.data.size !== 1) return null
    const [instances] = this.data.values()
    const [only] = instances?.values() ?? []
    return only !== undefined && instances?.size === 1 && this.canFastDelete(only.cls, null) ? only : null
  }

  private runUpdate({ field, value, rows }: FieldUpdate): void {
    const { rt } = this
    const assigned = [[field.name, toPy(value, rt)]] as const
    const unread = rows.filter((r) => r.cache === null)
    const [first, ...rest] = unread
    if (first !== undefined)
      ops.runUpdate(
        rest.reduce((a, b) => ops.merge(a, b, 'OR'), first),
        assigned,
        rt,
      )
    const objects = rows.filter((r) => r.cache !== null).flatMap((r) => r.instances(rt))
    const cls = objects[0]?.cls
    if (cls === undefined) return
    for (const batch of chunks(objects, BATCH)) {
      ops.runUpdate(
        QuerySetObject.all(cls, rt).filterBy({ pk__in: new ListObject(batch.map((o) => o.pk)) }, rt),
        assigned,
        rt,
      )
    }
  }

  private deleteBatch(cls: ModelClass, instances: readonly Instance[]): number {
    const all = QuerySetObject.all(cls, this.rt)
    let count = 0
    for (const batch of chunks(instances, BATCH)) {
      const compiled = compileDeleteByPks(
        all.query,
        batch.map((i) => toPy(i.pk, this.rt)),
        this.rt.settings,
      )
      if (!compiled.empty) count += this.rt.run(compiled.sql, compiled.params)
    }
    return count
  }
}
