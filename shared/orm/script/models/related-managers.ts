/** `category.post_set`, `pizza.toppings`: managers of the rows on the other side. */
import type { ResolvedField } from '../../../relations/types.ts'
import { prepare } from '../../query/values/prepare.ts'
import { typeOf } from '../../query/models.ts'
import type { QNode } from '../../query/types.ts'
import { takeOptions } from '../arguments.ts'
import { DictObject, ListObject } from '../collections.ts'
import { fromPy, toPy } from '../convert.ts'
import { equals, hashKey } from '../equality.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import { toArray, truthy } from '../operations.ts'
import { pythonHash } from '../hashes.ts'
import { copyOrder, setOrder } from '../set-order.ts'
import type { ManagerType } from '../manager-type.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { Builtin, isCallable, NO_ARGS } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import { createRows } from './bulk.ts'
import { deleteRows } from './delete-call.ts'
import { Instance, isInstanceOf } from './instance.ts'
import { ManagerObject } from './manager.ts'
import { FieldInfo } from './meta-object.ts'
import type { ModelClass, Reverse } from './model-class.ts'
import * as ops from './query-ops.ts'
import { QuerySetObject } from './queryset.ts'
import { queryMethod } from './queryset-methods.ts'
import { callSave } from './save.ts'
import { isIn } from './small.ts'

type Method<T> = (self: T, call: CallArgs, rt: Runtime) => Value

function namedManager(cls: ModelClass, kwargs: ReadonlyMap<string, Value>, rt: Runtime): ManagerType | null {
  const name = managerName(kwargs)
  if (name !== 'objects' && !cls.model.managers.includes(name))
    throw pyError('AttributeError', `type object '${cls.name}' has no attribute '${name}'`)
  return cls.managerType(name, rt)
}

function managerName(kwargs: ReadonlyMap<string, Value>): string {
  const name = kwargs.get('manager')
  if (typeof name !== 'string') throw typeError("__call__() missing 1 required keyword-only argument: 'manager'")
  return name
}

function withName(call: CallArgs, name: string, value: Value): CallArgs {
  return { args: call.args, kwargs: new Map([...call.kwargs, [name, value]]) }
}

// ------------------------------------------------------------------------------- reverse of a foreign key

export class ReverseManager extends ManagerObject {
  readonly instance: Instance
  readonly reverse: Reverse
  constructor(cls: ModelClass, instance: Instance, reverse: Reverse, type: ManagerType | null) {
    super(cls, type)
    this.instance = instance
    this.reverse = reverse
  }
  override typeName(): string {
    return 'RelatedManager'
  }
  get field(): ResolvedField {
    return this.reverse.field
  }
  get cacheName(): string {
    return this.reverse.relation.accessor ?? ''
  }
  /** The value that the other side's column holds for us. */
  key(rt: Runtime): Value {
    return this.instance.read(this.field.relation?.toField ?? 'pk', rt)
  }
  checkKey(rt: Runtime): void {
    if (this.key(rt) !== null) return
    const attname = this.instance.cls.field(this.field.relation?.toField ?? '')?.attname ?? 'id'
    throw valueError(
      `"${repr(this.instance, rt)}" needs to have a value for field "${attname}" before this relationship can be used.`,
    )
  }
  override queryset(rt: Runtime): QuerySetObject {
    if (this.instance.pk === null) {
      throw valueError(
        `'${this.instance.cls.name}' instance needs to have a primary key value before this relationship can be used.`,
      )
    }
    return this.instance.prefetched.get(this.cacheName) ?? this.narrowed(this.baseQueryset(rt), rt)
  }
  narrowed(base: QuerySetObject, rt: Runtime): QuerySetObject {
    const rows = base.filterBy({ [this.field.name]: this.instance }, rt)
    const key = this.key(rt)
    if (key === null) return rows.with(ops.none(rows.query))
    return rows.with(rows.query, [
      ...rows.known,
      { field: this.field, instances: new Map([[hashKey(key, rt), this.instance]]) },
    ])
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'instance') return this.instance
    if (name === 'field') return new FieldInfo(this.cls, this.field)
    const nullable = name === 'remove' || name === 'clear'
    const method = Object.hasOwn(REVERSE_METHODS, name) ? REVERSE_METHODS[name] : undefined
    if (method !== undefined) {
      return nullable && !this.field.null ? undefined : new Builtin(name, (call, r) => method(this, call, r))
    }
    return super.getAttr(name, rt)
  }
  /** `blog.entry_set(manager="published")`. */
  call({ kwargs }: CallArgs, rt: Runtime): Value {
    return new ReverseManager(this.cls, this.instance, this.reverse, namedManager(this.cls, kwargs, rt))
  }
  override attributeNames(): readonly string[] {
    const own = Object.keys(REVERSE_METHODS).filter((n) => this.field.null || (n !== 'remove' && n !== 'clear'))
    return [...new Set([...own, ...super.attributeNames()])]
  }
}

function expected(self: ManagerObject, value: Value, rt: Runtime): Instance {
  if (isInstanceOf(value, self.cls.key)) return value
  throw typeError(`'${self.cls.name}' instance expected, got ${repr(value, rt)}`)
}

function addReverse(self: ReverseManager, objects: readonly Value[], bulk: boolean, rt: Runtime): void {
  self.checkKey(rt)
  self.instance.prefetched.delete(self.cacheName)
  const adopt = (value: Value): Instance => {
    const instance = expected(self, value, rt)
    instance.setAttr(self.field.name, self.instance, rt)
    return instance
  }
  if (!bulk) {
    rt.atomic(() => {
      for (const value of objects) callSave(adopt(value), {}, rt)
    })
    return
  }
  const pks = objects.map((value) => {
    const instance = adopt(value)
    if (instance.adding || instance.db === null)
      throw valueError(`${repr(instance, rt)} instance isn't saved. Use bulk=False or save the object first.`)
    return instance.pk
  })
  const rows = QuerySetObject.all(self.cls, rt).filterBy({ pk__in: new ListObject(pks) }, rt)
  ops.runUpdate(rows, [[self.field.name, toPy(self.instance, rt)]], rt)
}

function removeReverse(self: ReverseManager, objects: readonly Value[], bulk: boolean, rt: Runtime): void {
  if (objects.length === 0) return
  self.checkKey(rt)
  const key = self.key(rt)
  const pks = objects.map((value) => {
    const instance = expected(self, value, rt)
    if (!equals(instance.read(self.field.attname, rt), key, rt)) {
      const target = rt.modelClass(self.field.relation?.to ?? self.instance.cls.key)
      throw pyError(target.doesNotExist, `${repr(instance, rt)} is not related to ${repr(self.instance, rt)}.`)
    }
    return instance.pk
  })
  clearReverse(self, self.queryset(rt).filterBy({ pk__in: new ListObject(pks) }, rt), bulk, rt)
}

function clearReverse(self: ReverseManager, rows: QuerySetObject, bulk: boolean, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  if (bulk) {
    ops.runUpdate(rows, [[self.field.name, null]], rt)
    return
  }
  rt.atomic(() => {
    for (const instance of rows.instances(rt)) {
      instance.setAttr(self.field.name, null, rt)
      callSave(instance, { updateFields: [self.field.name] }, rt)
    }
  })
}

function setReverse(self: ReverseManager, { args, kwargs }: CallArgs, rt: Runtime): Value {
  self.checkKey(rt)
  const bulk = truthy(kwargs.get('bulk') ?? true, rt)
  const objects = toArray(args[0] ?? kwargs.get('objs') ?? null, rt)
  if (!self.field.null) {
    addReverse(self, objects, bulk, rt)
    return null
  }
  rt.atomic(() => {
    if (truthy(kwargs.get('clear') ?? false, rt)) {
      self.checkKey(rt)
      clearReverse(self, self.queryset(rt), bulk, rt)
      addReverse(self, objects, bulk, rt)
      return
    }
    const old = self.queryset(rt).with(self.queryset(rt).query).instances(rt)
    removeReverse(
      self,
      old.filter((o) => !isIn(objects, o, rt)),
      bulk,
      rt,
    )
    addReverse(
      self,
      objects.filter((o) => !isIn(old, o, rt)),
      bulk,
      rt,
    )
  })
  return null
}

const bulkOption = (call: CallArgs, rt: Runtime): boolean => truthy(call.kwargs.get('bulk') ?? true, rt)

/** create() and its kin with the relation filled in. */
const creating =
  (name: string): Method<ReverseManager> =>
  (self, call, rt) => {
    self.checkKey(rt)
    if (name === 'create') self.instance.prefetched.delete(self.cacheName)
    const rows = self.instance.pk === null ? self.baseQueryset(rt) : self.narrowed(self.baseQueryset(rt), rt)
    return rt.call(queryMethod(rows, name, rt) ?? null, withName(call, self.field.name, self.instance))
  }

const REVERSE_METHODS: Readonly<Record<string, Method<ReverseManager>>> = {
  add: (self, call, rt) => {
    addReverse(self, call.args, bulkOption(call, rt), rt)
    return null
  },
  remove: (self, call, rt) => {
    removeReverse(self, call.args, bulkOption(call, rt), rt)
    return null
  },
  clear: (self, call, rt) => {
    self.checkKey(rt)
    clearReverse(self, self.queryset(rt), bulkOption(call, rt), rt)
    return null
  },
  set: setReverse,
  create: creating('create'),
  get_or_create: creating('get_or_create'),
  update_or_create: creating('update_or_create'),
}

export function reverseManager(instance: Instance, reverse: Reverse, rt: Runtime): ManagerObject {
  const cls = rt.modelClass(reverse.relation.model)
  return new ReverseManager(cls, instance, reverse, cls.defaultManager(rt).type)
}

// --------------------------------------------------------------------------------------- many-to-many

interface Ends {
  readonly through: ModelClass
  readonly source: ResolvedField
  readonly target: ResolvedField
}

export class ManyManager extends ManagerObject {
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
    return base.with(ops.filterSticky(base.query, ops.allOf([[path, toPy(this.sourceKey, rt)]])))
  }
  throughRows(rt: Runtime): QuerySetObject {
    return QuerySetObject.all(this.ends.through, rt)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'through') return this.ends.through
    if (name === 'instance') return this.instance
    const method = Object.hasOwn(MANY_METHODS, name) ? MANY_METHODS[name] : undefined
    if (method !== undefined) return new Builtin(name, (call, r) => method(this, call, r))
    return super.getAttr(name, rt)
  }
  call({ kwargs }: CallArgs, rt: Runtime): Value {
    return new ManyManager(this.cls, this.instance, this.field, this.isReverse, rt, namedManager(this.cls, kwargs, rt))
  }
  override attributeNames(): readonly string[] {
    return [...new Set([...Object.keys(MANY_METHODS), 'through', ...super.attributeNames()])]
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
  let wanted = setOrder(hashed(keys))
  if (!isAutomatic) {
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
  if (instances.length > 0) createRows(self.throughRows(rt), instances, isAutomatic ? { orIgnore: true } : {}, null, rt)
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
  rt.atomic(() => {
    addItems(self, source, target, objects, defaults, rt)
    // A symmetrical relation has a row for each direction.
    if (self.symmetrical) addItems(self, target, source, objects, defaults, rt)
  })
}

/** The join rows to delete; null: all of the instance's. */
function removeFilter(self: ManyManager, removed: readonly Value[] | null, rt: Runtime): QNode {
  const { source, target } = self.ends
  const one = (near: ResolvedField, far: ResolvedField): QNode =>
    ops.allOf([
      [near.name, toPy(self.sourceKey, rt)],
      ...(removed === null ? [] : [[`${far.name}__in`, toPy(new ListObject([...removed]), rt)] as const]),
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
  deleteRows(self.throughRows(rt).filter(removeFilter(self, keys, rt)), rt)
}

function clear(self: ManyManager, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  deleteRows(self.throughRows(rt).filter(removeFilter(self, null, rt)), rt)
}

function set(self: ManyManager, { args, kwargs }: CallArgs, rt: Runtime): void {
  const objects = toArray(args[0] ?? kwargs.get('objs') ?? null, rt)
  const defaults = kwargs.get('through_defaults') ?? null
  const { target } = self.ends
  const toField = target.relation?.toField ?? 'pk'
  rt.atomic(() => {
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
  })
}

/** create() and its kin: a row of the other model, then the join row. */
const making =
  (name: string): Method<ManyManager> =>
  (self, call, rt) => {
    const { options, rest } = takeOptions(call, ['through_defaults'])
    const base = name === 'create' ? self.baseQueryset(rt) : self.narrowed(self.baseQueryset(rt), rt)
    const made = rt.call(queryMethod(base, name, rt) ?? null, rest)
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
    rt.atomic(() => remove(self, call.args, rt))
    return null
  },
  clear: (self, _call, rt) => {
    rt.atomic(() => clear(self, rt))
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
): ManagerObject {
  const key = isReverse ? field.model : (field.relation?.to ?? null)
  if (key === null) throw pyError('FieldError', `The model that '${field.name}' points to is not known`)
  return new ManyManager(rt.modelClass(key), instance, field, isReverse, rt)
}
