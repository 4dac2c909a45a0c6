/**
 * `animal.tags`: the manager of the rows that a GenericRelation leads to.
 * Source: django/contrib/contenttypes/fields.py `create_generic_related_manager` (5.2).
 */
import { asyncMethod, withAsync } from '../../asynchronous/methods.ts'
import { genericRelation } from '../../../../relations/links/generic-relations.ts'
import type { GenericRelation } from '../../../../relations/links/generic-relations.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import type { QNode } from '../../../query/types.ts'
import { ListObject, TupleObject } from '../../types/collections.ts'
import { toPy } from '../../convert.ts'
import { hashKey } from '../../types/equality.ts'
import { pyError, typeError, valueError } from '../../errors.ts'
import { toArray, truthy } from '../../operations.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import type { Runtime } from '../../runtime.ts'
import { repr } from '../../text.ts'
import { MethodObject } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { deleteInstance, deleteRows } from '../saving/delete-call.ts'
import { asKey } from './generic-object.ts'
import { Instance, isInstanceOf } from '../instances/instance.ts'
import { ManagerObject } from '../querysets/manager.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { perOwner } from './per-owner.ts'
import * as ops from '../querysets/query-ops.ts'
import { QuerySetObject } from '../querysets/queryset.ts'
import { filtered } from '../querysets/queryset-overrides.ts'
import { namedManager, withName } from './related-calls.ts'
import type { Method } from './related-calls.ts'
import type { OwnedRows, RelatedManager } from './related-manager.ts'
import { saveTogether } from '../saving/save.ts'
import { isIn } from '../small.ts'

/** Where Django defines the class. */
const OWNER = 'create_generic_related_manager.<locals>.GenericRelatedObjectManager'

class GenericManager extends ManagerObject implements RelatedManager {
  override readonly djangoClass = 'RelatedManager'
  readonly instance: Instance
  readonly field: ResolvedField
  readonly relation: GenericRelation
  readonly contentType: Instance
  private readonly pk: Value

  constructor(
    cls: ModelClass,
    instance: Instance,
    field: ResolvedField,
    relation: GenericRelation,
    type: ManagerType | null,
    rt: Runtime,
  ) {
    super(cls, type)
    this.instance = instance
    this.field = field
    this.relation = relation
    this.contentType = this.typeOf(instance, rt)
    this.pk = instance.pk
  }
  override typeName(): string {
    return 'GenericRelatedObjectManager'
  }
  get cacheName(): string {
    return this.field.name
  }
  private typeOf(instance: Instance, rt: Runtime): Instance {
    return rt.contentTypes.forModel(instance.cls, this.relation.forConcrete, rt)
  }
  /** Values for both fields: what every row of it holds. */
  get held(): readonly (readonly [string, Value])[] {
    return [
      [this.relation.contentType, this.contentType],
      [this.relation.objectId, this.pk],
    ]
  }
  override queryset(rt: Runtime): QuerySetObject {
    return this.instance.prefetched.get(this.cacheName) ?? this.narrowed(this.baseQueryset(rt), rt)
  }
  narrowed(base: QuerySetObject, rt: Runtime): QuerySetObject {
    const { contentType, objectId } = this.relation
    return filtered(base, { [`${contentType}__pk`]: this.contentType.pk, [objectId]: this.pk }, rt)
  }
  rowsOf(base: QuerySetObject, instances: readonly Instance[], rt: Runtime): OwnedRows {
    const { contentType, objectId } = this.relation
    const typeField = this.cls.field(contentType)
    const attname = typeField?.attname ?? contentType
    const ownKey = (i: Instance): Value => new TupleObject([i.pk, this.typeOf(i, rt).pk])
    const keyOf = (row: Instance): Value =>
      new TupleObject([asKey(this.instance.cls, row.read(objectId, rt), rt), row.read(attname, rt)])
    const rows = perOwner(base, instances, rt, (b, owners) => b.filter(this.ownedBy(owners, rt)))
    return { rows, keyOf, ownKey }
  }
  /** One condition for each content type among the owners. */
  private ownedBy(owners: readonly Instance[], rt: Runtime): QNode {
    const { contentType, objectId } = this.relation
    const groups = Map.groupBy(owners, (owner) => hashKey(this.typeOf(owner, rt).pk, rt))
    const children = [...groups.values()].map((group): QNode => {
      const type = this.typeOf(group[0] as Instance, rt).pk
      const keys = new ListObject(group.map((owner) => owner.pk))
      return ops.allOf([
        [`${contentType}__pk`, toPy(type, rt)],
        [`${objectId}__in`, toPy(keys, rt)],
      ])
    })
    return { type: 'Q', connector: 'OR', negated: false, children }
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const plain: Readonly<Record<string, Value>> = {
      instance: this.instance,
      content_type: this.contentType,
      pk_val: this.pk,
      object_id_field_name: this.relation.objectId,
      content_type_field_name: this.relation.contentType,
      prefetch_cache_name: this.cacheName,
    }
    if (Object.hasOwn(plain, name)) return plain[name]
    const method = Object.hasOwn(GENERIC_METHODS, name) ? GENERIC_METHODS[name] : undefined
    if (method !== undefined) return new MethodObject(this, OWNER, name, (call, r) => method(this, call, r))
    if (
      name.startsWith('a') &&
      Object.hasOwn(GENERIC_METHODS, name.slice(1)) &&
      this.getAttr(name.slice(1), rt) !== undefined
    )
      return asyncMethod(this, OWNER, name)
    return super.getAttr(name, rt)
  }
  /** `animal.tags(manager="published")`. */
  call({ kwargs }: CallArgs, rt: Runtime): Value {
    return new GenericManager(
      this.cls,
      this.instance,
      this.field,
      this.relation,
      namedManager(this.cls, kwargs, rt),
      rt,
    )
  }
  override attributeNames(): readonly string[] {
    return [...new Set([...withAsync(Object.keys(GENERIC_METHODS)), ...super.attributeNames()])]
  }
}

const bulkOption = (call: CallArgs, rt: Runtime): boolean => truthy(call.kwargs.get('bulk') ?? true, rt)

function add(self: GenericManager, objects: readonly Value[], bulk: boolean, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  const adopt = (value: Value): Instance => {
    if (!isInstanceOf(value, self.cls.key))
      throw typeError(`'${self.cls.name}' instance expected, got ${repr(value, rt)}`)
    for (const [name, held] of self.held) value.setAttr(name, held, rt)
    return value
  }
  if (!bulk) return saveTogether(objects, adopt, rt)
  const pks = objects.map((value) => {
    // Django asks this first: what is no model instance has no `_state`.
    const { adding, db } = value instanceof Instance ? value : { adding: false, db: 'default' as const }
    if (adding || db === null)
      throw valueError(`${repr(value, rt)} instance isn't saved. Use bulk=False or save the object first.`)
    return adopt(value).pk
  })
  const rows = QuerySetObject.all(self.cls, rt).filterBy({ pk__in: new ListObject(pks) }, rt)
  ops.runUpdate(
    rows,
    self.held.map(([name, value]) => [name, toPy(value, rt)] as const),
    rt,
  )
}

/** All of them, also where a prefetch holds only some. */
function clearAll(self: GenericManager, bulk: boolean, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  clear(self, self.queryset(rt), bulk, rt)
}

function clear(self: GenericManager, rows: QuerySetObject, bulk: boolean, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  if (bulk) {
    deleteRows(rows.with(rows.query), rt)
    return
  }
  rt.atomic(
    () => {
      for (const instance of rows.instances(rt)) deleteInstance(instance, false, rt)
    },
    { savepoint: false },
  )
}

function remove(self: GenericManager, objects: readonly Value[], bulk: boolean, rt: Runtime): void {
  if (objects.length === 0) return
  const pks = objects.map((value) => (isInstanceOf(value, self.cls.key) ? value.pk : attributePk(value, rt)))
  clear(self, self.queryset(rt).filterBy({ pk__in: new ListObject(pks) }, rt), bulk, rt)
}

/** Any object with a key will do here, as in Django. */
function attributePk(value: Value, rt: Runtime): Value {
  return rt.call(rt.evaluateSource('getattr'), { args: [value, 'pk'], kwargs: new Map() })
}

function setAll(self: GenericManager, call: CallArgs, rt: Runtime): void {
  const objects = toArray(call.args[0] ?? call.kwargs.get('objs') ?? null, rt)
  const bulk = bulkOption(call, rt)
  rt.atomic(
    () => {
      if (truthy(call.kwargs.get('clear') ?? false, rt)) {
        clearAll(self, true, rt)
        add(self, objects, bulk, rt)
        return
      }
      const rows = self.queryset(rt)
      const old = rows.with(rows.query).instances(rt)
      const gone = old.filter((o) => !isIn(objects, o, rt))
      // Looked up in a set, which takes no object without a key.
      const fresh = objects.filter((o) => hashKey(o, rt) !== '' && !isIn(old, o, rt))
      remove(self, gone, true, rt)
      add(self, fresh, bulk, rt)
    },
    { savepoint: false },
  )
}

/** create() and its kin with both fields filled in, whatever was given for them. */
const creating =
  (name: string): Method<GenericManager> =>
  (self, call, rt) => {
    if (name === 'create') self.instance.prefetched.delete(self.cacheName)
    const given = self.held.reduce((at, [field, value]) => withName(at, field, value), call)
    return rt.call(self.inherited(name, self.queryset(rt), rt), given)
  }

const GENERIC_METHODS: Readonly<Record<string, Method<GenericManager>>> = {
  add: (self, call, rt) => {
    add(self, call.args, bulkOption(call, rt), rt)
    return null
  },
  remove: (self, call, rt) => {
    remove(self, call.args, bulkOption(call, rt), rt)
    return null
  },
  clear: (self, call, rt) => {
    clearAll(self, bulkOption(call, rt), rt)
    return null
  },
  set: (self, call, rt) => {
    setAll(self, call, rt)
    return null
  },
  create: creating('create'),
  get_or_create: creating('get_or_create'),
  update_or_create: creating('update_or_create'),
}

/** `comment.post`: what a GenericRelation with a related_query_name leaves on the other side. */
class GenericBackManager extends ManagerObject {
  private readonly instance: Instance
  private readonly field: ResolvedField
  constructor(cls: ModelClass, instance: Instance, field: ResolvedField, type: ManagerType | null) {
    super(cls, type)
    this.instance = instance
    this.field = field
  }
  override typeName(): string {
    return 'RelatedManager'
  }
  override queryset(rt: Runtime): QuerySetObject {
    return this.baseQueryset(rt).filterBy({ [this.field.name]: this.instance }, rt)
  }
}

export function genericBackManager(instance: Instance, cls: ModelClass, field: ResolvedField, rt: Runtime): Value {
  return new GenericBackManager(cls, instance, field, cls.defaultManager(rt).type)
}

export function genericManager(instance: Instance, field: ResolvedField, rt: Runtime): RelatedManager {
  const { cls } = instance
  const relation = genericRelation(rt.resolution, cls.model, field)
  if (relation?.to == null) throw pyError('AttributeError', `The model that '${field.name}' points to is not known`)
  const target = rt.modelClass(relation.to)
  return new GenericManager(target, instance, field, relation, target.defaultManager(rt).type, rt)
}
