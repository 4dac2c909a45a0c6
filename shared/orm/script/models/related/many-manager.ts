/** `pizza.toppings`: the manager of the rows on the other side of a many-to-many. */
import { asyncMethod, withAsync } from '../../asynchronous/methods.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { prepare } from '../../../query/values/prepare.ts'
import { typeOf } from '../../../query/type-of.ts'
import type { QNode } from '../../../query/types.ts'
import { takeOptions } from '../../arguments.ts'
import { DictObject, ListObject, SetObject } from '../../types/collections.ts'
import { fromPy, toPy } from '../../convert.ts'
import { equals, hashKey } from '../../types/equality.ts'
import { pyError, typeError, valueError } from '../../errors.ts'
import { toArray, truthy } from '../../operations.ts'
import { pythonHash } from '../../types/hashes.ts'
import { copyOrder, setOrder } from '../../types/set-order.ts'
import type { Runtime } from '../../runtime.ts'
import { repr, str } from '../../text.ts'
import { isCallable, MethodObject, NO_ARGS } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { createRows, refuseMultiTable } from '../saving/bulk.ts'
import { filtered } from '../querysets/queryset-overrides.ts'
import { deleteRows } from '../saving/delete-call.ts'
import { Instance, isInstanceOf } from '../instances/instance.ts'
import { FieldInfo } from '../classes/meta-object.ts'
import { MODEL_SIGNALS, tell } from '../../django/signals.ts'
import { ManagerObject } from '../querysets/manager.ts'
import type { ModelClass } from '../classes/model-class.ts'
import * as ops from '../querysets/query-ops.ts'
import { QuerySetObject } from '../querysets/queryset.ts'
import { perOwner } from './per-owner.ts'
import type { OwnedRows, RelatedManager } from './related-manager.ts'
import { isIn } from '../small.ts'
import { namedManager } from './related-calls.ts'
import type { Method } from './related-calls.ts'

interface Ends {
  readonly through: ModelClass
  readonly source: ResolvedField
  readonly target: ResolvedField
}

/** Where a value of the join table is put while rows are sorted to their owners. */
const JOIN_VALUE = '_prefetch_related_val'

/** Where Django defines the class. */
const OWNER = 'create_forward_many_to_many_manager.<locals>.ManyRelatedManager'

class ManyManager extends ManagerObject implements RelatedManager {
  override readonly djangoClass = 'RelatedManager'
  readonly instance: Instance
  readonly field: ResolvedField
  readonly isReverse: boolean
  readonly ends: Ends
  readonly sourceKey: Value

  constructor(
    cls: ModelClass,
    instance: Instance,
    field: ResolvedField,
    isReverse: boolean,
    rt: Runtime,
    type = cls.defaultManager(rt).type,
  ) {
    super(cls, type)
    this.instance = instance
    this.field = field
    this.isReverse = isReverse
    this.ends = endsOf(field, isReverse, rt)
    const toField = this.ends.source.relation?.toField ?? 'id'
    this.sourceKey = instance.read(toField, rt)
    if (this.sourceKey === null) {
      throw valueError(
        `"${repr(instance, rt)}" needs to have a value for field "${toField}" before this many-to-many relationship can be used.`,
      )
    }
    if (instance.pk === null) {
      throw valueError(
        `'${instance.cls.name}' instance needs to have a primary key value before a many-to-many relationship can be used.`,
      )
    }
  }
  override typeName(): string {
    return 'ManyRelatedManager'
  }
  /** How the other model's filters name this relation. */
  get queryName(): string {
    return this.isReverse ? this.field.name : (this.field.relation?.queryName ?? '')
  }
  get cacheName(): string {
    return this.isReverse ? (this.field.relation?.queryName ?? '') : this.field.name
  }
  get symmetrical(): boolean {
    return !this.isReverse && this.field.relation?.symmetrical === true
  }
  override queryset(rt: Runtime): QuerySetObject {
    return this.instance.prefetched.get(this.cacheName) ?? this.narrowed(this.baseQueryset(rt), rt)
  }
  narrowed(base: QuerySetObject, rt: Runtime): QuerySetObject {
    const path = `${this.queryName}__${this.ends.source.relation?.toField ?? 'pk'}`
    if (!base.overrides('filter'))
      return base.with(ops.filterSticky(base.query, ops.allOf([[path, toPy(this.sourceKey, rt)]])))
    const rows = base.with(base.query)
    rows.isSticky = true
    return filtered(rows, { [path]: this.sourceKey }, rt)
  }
  rowsOf(base: QuerySetObject, instances: readonly Instance[], rt: Runtime): OwnedRows {
    const key = this.ends.source.relation?.toField ?? 'pk'
    const rows = perOwner(base, instances, rt, (b, owners) => {
      const path = `${this.queryName}__in`
      const narrowed = b.with(ops.filterSticky(b.query, ops.allOf([[path, toPy(new ListObject([...owners]), rt)]])))
      return narrowed.annotate(JOIN_VALUE, { type: 'F', name: `${this.queryName}__${key}` })
    })
    const joined = new Map(rows.map((row) => [row, row.extra.get(JOIN_VALUE) ?? null]))
    for (const row of rows) row.extra.delete(JOIN_VALUE)
    return { rows, keyOf: (row) => joined.get(row) ?? null, ownKey: (i) => i.read(key, rt) }
  }
  throughRows(rt: Runtime): QuerySetObject {
    return QuerySetObject.all(this.ends.through, rt)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'through') return this.ends.through
    if (name === 'instance') return this.instance
    const named = this.description(name)
    if (named !== undefined) return named
    const method = Object.hasOwn(MANY_METHODS, name) ? MANY_METHODS[name] : undefined
    if (method !== undefined) return new MethodObject(this, OWNER, name, (call, r) => method(this, call, r))
    if (
      name.startsWith('a') &&
      Object.hasOwn(MANY_METHODS, name.slice(1)) &&
      this.getAttr(name.slice(1), rt) !== undefined
    )
      return asyncMethod(this, OWNER, name)
    return super.getAttr(name, rt)
  }
  /** What it says of its relation. */
  private description(name: string): Value | undefined {
    const { source, target, through } = this.ends
    if (name === 'source_field_name') return source.name
    if (name === 'target_field_name') return target.name
    if (name === 'source_field') return new FieldInfo(through, source)
    if (name === 'target_field') return new FieldInfo(through, target)
    if (name === 'query_field_name') return this.queryName
    if (name === 'prefetch_cache_name') return this.cacheName
    if (name === 'symmetrical') return this.symmetrical
    if (name === 'reverse') return this.isReverse
    return undefined
  }
  call({ kwargs }: CallArgs, rt: Runtime): Value {
    return new ManyManager(this.cls, this.instance, this.field, this.isReverse, rt, namedManager(this.cls, kwargs, rt))
  }
  override attributeNames(): readonly string[] {
    return [...new Set([...withAsync(Object.keys(MANY_METHODS)), 'through', ...super.attributeNames()])]
  }
}

function endsOf(field: ResolvedField, isReverse: boolean, rt: Runtime): Ends {
  const relation = field.relation
  const through =
    relation?.through === undefined || relation.through === null ? undefined : rt.modelClass(relation.through)
  const [source, target] = [through?.field(relation?.sourceField ?? ''), through?.field(relation?.targetField ?? '')]
  if (through === undefined || source === undefined || target === undefined) {
    throw pyError('FieldError', `The join table of '${field.name}' is not known.`)
  }
  return isReverse ? { through, source: target, target: source } : { through, source, target }
}

/** A key of the other side as its column holds it. */
function preparedKey(self: ManyManager, target: ResolvedField, value: Value, rt: Runtime): Value {
  return fromPy(prepare(typeOf(self.ends.through.models, target), toPy(value, rt)), rt)
}

function targetKeys(
  self: ManyManager,
  target: ResolvedField,
  objects: readonly Value[],
  rt: Runtime,
): readonly Value[] {
  const keys = new Map<string, Value>()
  for (const object of objects) {
    let key: Value
    if (isInstanceOf(object, self.cls.key)) {
      if (object.db !== self.instance.db) {
        const shown = (db: string | null): string => db ?? 'None'
        throw valueError(
          `Cannot add "${repr(object, rt)}": instance is on database "${shown(self.instance.db)}", value is on database "${shown(object.db)}"`,
        )
      }
      key = object.read(target.relation?.toField ?? 'pk', rt)
      if (key === null)
        throw valueError(`Cannot add "${repr(object, rt)}": the value for field "${target.name}" is None`)
    } else if (object instanceof Instance) {
      throw typeError(`'${self.cls.name}' instance expected, got ${repr(object, rt)}`)
    } else key = preparedKey(self, target, object, rt)
    const hash = hashKey(key, rt)
    if (!keys.has(hash)) keys.set(hash, key)
  }
  return [...keys.values()]
}

const hashed = (keys: readonly Value[]): { readonly hash: bigint; readonly value: Value }[] =>
  keys.map((value) => ({ value, hash: pythonHash(value) ?? 0n }))

function addItems(
  self: ManyManager,
  source: ResolvedField,
  target: ResolvedField,
  objects: readonly Value[],
  defaults: Value,
  rt: Runtime,
): void {
  if (objects.length === 0) return
  const keys = targetKeys(self, target, objects, rt)
  const { through } = self.ends
  const isAutomatic = through.model.autoCreatedFor !== null
  const isTold = (self.isReverse || source === self.ends.source) && MODEL_SIGNALS.m2m_changed.hasListeners(through, rt)
  let wanted = setOrder(hashed(keys))
  if (!isAutomatic || isTold) {
    const rows = self
      .throughRows(rt)
      .filterBy({ [source.name]: self.sourceKey, [`${target.name}__in`]: new ListObject([...keys]) }, rt)
    const there = rows.with(ops.valuesList(rows.query, [target.name], { flat: true, named: false })).fetch(rt)
    wanted = copyOrder(hashed(keys)).filter((k) => !isIn(there, k, rt))
  }
  const extra = defaultsOf(defaults, rt)
  const instances = wanted.map((key) => {
    const kwargs = new Map([
      ...(isAutomatic ? [] : extra),
      [source.attname, self.sourceKey],
      [target.attname, key],
    ] as const)
    return through.call({ args: [], kwargs }, rt) as Instance
  })
  refuseMultiTable(through, rt)
  const told = isTold ? wanted : null
  if (told !== null) tellMany(self, 'pre_add', told, rt)
  if (instances.length > 0) createRows(self.throughRows(rt), instances, isAutomatic ? { orIgnore: true } : {}, null, rt)
  if (told !== null) tellMany(self, 'post_add', told, rt)
}

/** `m2m_changed`, sent by the join model. */
function tellMany(self: ManyManager, action: string, keys: readonly Value[] | null, rt: Runtime): void {
  const said = (): Record<string, Value> => ({
    action,
    instance: self.instance,
    reverse: self.isReverse,
    model: self.cls,
    pk_set: keys === null ? null : SetObject.of(keys, rt),
    using: 'default',
  })
  tell('m2m_changed', self.ends.through, said, rt)
}

function defaultsOf(value: Value, rt: Runtime): ReadonlyMap<string, Value> {
  if (!(value instanceof DictObject)) return new Map()
  return new Map(
    [...value.entries.values()].map(
      ([k, v]) => [str(k, rt), isCallable(v) && !(v instanceof Instance) ? rt.call(v, NO_ARGS) : v] as const,
    ),
  )
}

function add(self: ManyManager, objects: readonly Value[], defaults: Value, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  const { source, target } = self.ends
  rt.atomic(
    () => {
      addItems(self, source, target, objects, defaults, rt)
      // A symmetrical relation has a row for each direction.
      if (self.symmetrical) addItems(self, target, source, objects, defaults, rt)
    },
    { savepoint: false },
  )
}

/** The other side as the manager sees it, where it leaves rows out: those keep their join rows. */
function narrowedTargets(self: ManyManager, rt: Runtime): QuerySetObject | null {
  const base = self.baseQueryset(rt)
  return base.query.state.where.children.length === 0 ? null : base
}

/** The join rows to delete: of these, or of rows that a queryset gives; null: all of the instance's. */
function removeFilter(self: ManyManager, removed: readonly Value[] | QuerySetObject | null, rt: Runtime): QNode {
  const { source, target } = self.ends
  const others = removed === null || removed instanceof QuerySetObject ? removed : new ListObject([...removed])
  const one = (near: ResolvedField, far: ResolvedField): QNode =>
    ops.allOf([
      [near.name, toPy(self.sourceKey, rt)],
      ...(others === null ? [] : [[`${far.name}__in`, toPy(others, rt)] as const]),
    ])
  const forward = one(source, target)
  if (!self.symmetrical) return forward
  return { type: 'Q', connector: 'OR', negated: false, children: [forward, one(target, source)] }
}

function remove(self: ManyManager, objects: readonly Value[], rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  if (objects.length === 0) return
  const toField = self.ends.target.relation?.toField ?? 'pk'
  const keys = objects.map((o) => (isInstanceOf(o, self.cls.key) ? o.read(toField, rt) : o))
  tellMany(self, 'pre_remove', keys, rt)
  const seen = narrowedTargets(self, rt)?.filterBy({ [`${toField}__in`]: new ListObject(keys) }, rt)
  deleteRows(self.throughRows(rt).filter(removeFilter(self, seen ?? keys, rt)), rt)
  tellMany(self, 'post_remove', keys, rt)
}

function clear(self: ManyManager, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  tellMany(self, 'pre_clear', null, rt)
  deleteRows(self.throughRows(rt).filter(removeFilter(self, narrowedTargets(self, rt), rt)), rt)
  tellMany(self, 'post_clear', null, rt)
}

function set(self: ManyManager, { args, kwargs }: CallArgs, rt: Runtime): void {
  const objects = toArray(args[0] ?? kwargs.get('objs') ?? null, rt)
  const defaults = kwargs.get('through_defaults') ?? null
  const { target } = self.ends
  const toField = target.relation?.toField ?? 'pk'
  rt.atomic(
    () => {
      if (truthy(kwargs.get('clear') ?? false, rt)) {
        clear(self, rt)
        add(self, objects, defaults, rt)
        return
      }
      const rows = self.queryset(rt)
      const old = rows.with(ops.valuesList(rows.query, [toField], { flat: true, named: false })).fetch(rt)
      const keyOf = (o: Value): Value =>
        isInstanceOf(o, self.cls.key) ? o.read(toField, rt) : preparedKey(self, target, o, rt)
      const wanted = objects.map(keyOf)
      remove(
        self,
        old.filter((key) => !isIn(wanted, key, rt)),
        rt,
      )
      const seen = [...old]
      const fresh = objects.filter((_, i) => {
        const key = wanted[i] ?? null
        const at = seen.findIndex((s) => equals(s, key, rt))
        if (at >= 0) seen.splice(at, 1)
        return at < 0
      })
      add(self, fresh, defaults, rt)
    },
    { savepoint: false },
  )
}

/** create() and its kin: a row of the other model, then the join row. */
const making =
  (name: string): Method<ManyManager> =>
  (self, call, rt) => {
    const { options, rest } = takeOptions(call, ['through_defaults'])
    const base = name === 'create' ? self.baseQueryset(rt) : self.narrowed(self.baseQueryset(rt), rt)
    const made = rt.call(self.inherited(name, base, rt), rest)
    const [instance, created] = made instanceof Instance ? [made, true] : toArray(made, rt)
    if (created === true && instance instanceof Instance) add(self, [instance], options['through_defaults'] ?? null, rt)
    return made
  }

const MANY_METHODS: Readonly<Record<string, Method<ManyManager>>> = {
  add: (self, call, rt) => {
    const { options, rest } = takeOptions(call, ['through_defaults'])
    for (const name of rest.kwargs.keys())
      throw typeError(`ManyRelatedManager.add() got an unexpected keyword argument '${name}'`)
    add(self, rest.args, options['through_defaults'] ?? null, rt)
    return null
  },
  remove: (self, call, rt) => {
    rt.atomic(() => remove(self, call.args, rt), { savepoint: false })
    return null
  },
  clear: (self, _call, rt) => {
    rt.atomic(() => clear(self, rt), { savepoint: false })
    return null
  },
  set: (self, call, rt) => {
    set(self, call, rt)
    return null
  },
  create: making('create'),
  get_or_create: making('get_or_create'),
  update_or_create: making('update_or_create'),
}

export function manyToManyManager(
  instance: Instance,
  field: ResolvedField,
  isReverse: boolean,
  rt: Runtime,
): RelatedManager {
  const key = isReverse ? field.model : (field.relation?.to ?? null)
  if (key === null) throw pyError('FieldError', `The model that '${field.name}' points to is not known`)
  return new ManyManager(rt.modelClass(key), instance, field, isReverse, rt)
}
