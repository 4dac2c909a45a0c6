/** `category.post_set`: the manager of the rows whose foreign key leads here. */
import { asyncMethod, withAsync } from '../../asynchronous/methods.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { ListObject, SetObject } from '../../types/collections.ts'
import { toPy } from '../../convert.ts'
import { equals, hashKey } from '../../types/equality.ts'
import { pyError, typeError, valueError } from '../../errors.ts'
import { toArray, truthy } from '../../operations.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import type { Runtime } from '../../runtime.ts'
import { repr } from '../../text.ts'
import { MethodObject } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { farFields, heldKey, ownKey } from '../instances/held-key.ts'
import { isInstanceOf } from '../instances/instance.ts'
import type { Instance } from '../instances/instance.ts'
import { ManagerObject } from '../querysets/manager.ts'
import { FieldInfo } from '../classes/meta-object.ts'
import type { ModelClass, Reverse } from '../classes/model-class.ts'
import * as ops from '../querysets/query-ops.ts'
import { QuerySetObject } from '../querysets/queryset.ts'
import { ask, filtered } from '../querysets/queryset-overrides.ts'
import { callSave, saveTogether } from '../saving/save.ts'
import { perOwner } from './per-owner.ts'
import type { OwnedRows, RelatedManager } from './related-manager.ts'
import { isIn } from '../small.ts'
import { namedManager, withName } from './related-calls.ts'
import type { Method } from './related-calls.ts'

/** Where Django defines the class. */
const OWNER = 'create_reverse_many_to_one_manager.<locals>.RelatedManager'

class ReverseManager extends ManagerObject implements RelatedManager {
  override readonly djangoClass = 'RelatedManager'
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
    return ownKey(this.instance, this.field, rt)
  }
  checkKey(rt: Runtime): void {
    const far = farFields(this.field, this.instance.cls)
    const unset = far.find(({ attname }) => this.instance.read(attname, rt) === null)
    if (unset === undefined) return
    throw valueError(
      `"${repr(this.instance, rt)}" needs to have a value for field "${unset.attname}" before this relationship can be used.`,
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
    const rows = filtered(base, { [this.field.name]: this.instance }, rt)
    const key = this.key(rt)
    if (key === null) return rows.with(ops.none(rows.query))
    return rows.with(rows.query, [
      ...rows.known,
      { field: this.field, instances: new Map([[hashKey(key, rt), this.instance]]) },
    ])
  }
  rowsOf(base: QuerySetObject, instances: readonly Instance[], rt: Runtime): OwnedRows {
    const { field } = this
    const own = (i: Instance): Value => ownKey(i, field, rt)
    const keyOf = (row: Instance): Value => heldKey(row, field, rt)
    const rows = perOwner(base, instances, rt, (b, owners) =>
      b.filterBy({ [`${field.name}__in`]: new ListObject([...owners]) }, rt),
    )
    for (const row of rows) {
      if (row.related.has(field.name)) continue
      const owner = instances.find((i) => equals(own(i), keyOf(row), rt))
      if (owner !== undefined) row.related.set(field.name, owner)
    }
    return { rows, keyOf, ownKey: own }
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'instance') return this.instance
    if (name === 'field') return new FieldInfo(this.cls, this.field)
    const nullable = name === 'remove' || name === 'clear'
    const method = Object.hasOwn(REVERSE_METHODS, name) ? REVERSE_METHODS[name] : undefined
    if (method !== undefined) {
      return nullable && !this.field.null
        ? undefined
        : new MethodObject(this, OWNER, name, (call, r) => method(this, call, r))
    }
    if (
      name.startsWith('a') &&
      Object.hasOwn(REVERSE_METHODS, name.slice(1)) &&
      this.getAttr(name.slice(1), rt) !== undefined
    )
      return asyncMethod(this, OWNER, name)
    return super.getAttr(name, rt)
  }
  /** `blog.entry_set(manager="published")`. */
  call({ kwargs }: CallArgs, rt: Runtime): Value {
    return new ReverseManager(this.cls, this.instance, this.reverse, namedManager(this.cls, kwargs, rt))
  }
  override attributeNames(): readonly string[] {
    const own = Object.keys(REVERSE_METHODS).filter((n) => this.field.null || (n !== 'remove' && n !== 'clear'))
    return [...new Set([...withAsync(own), ...super.attributeNames()])]
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
  if (!bulk) return saveTogether(objects, adopt, rt)
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
    if (!equals(heldKey(instance, self.field, rt), key, rt)) {
      const target = rt.modelClass(self.field.relation?.to ?? self.instance.cls.key)
      throw pyError(target.doesNotExist, `${repr(instance, rt)} is not related to ${repr(self.instance, rt)}.`)
    }
    return instance.pk
  })
  clearReverse(self, filtered(self.queryset(rt), { pk__in: SetObject.of(pks, rt) }, rt), bulk, rt)
}

function clearReverse(self: ReverseManager, rows: QuerySetObject, bulk: boolean, rt: Runtime): void {
  self.instance.prefetched.delete(self.cacheName)
  if (bulk) {
    if (rows.overrides('update')) ask(rows, 'update', rt, [], new Map([[self.field.name, null]]))
    else ops.runUpdate(rows, [[self.field.name, null]], rt)
    return
  }
  rt.atomic(
    () => {
      for (const instance of rows.instances(rt)) {
        instance.setAttr(self.field.name, null, rt)
        callSave(instance, { updateFields: [self.field.name] }, rt)
      }
    },
    { savepoint: false },
  )
}

function setReverse(self: ReverseManager, { args, kwargs }: CallArgs, rt: Runtime): Value {
  self.checkKey(rt)
  const bulk = truthy(kwargs.get('bulk') ?? true, rt)
  const objects = toArray(args[0] ?? kwargs.get('objs') ?? null, rt)
  if (!self.field.null) {
    addReverse(self, objects, bulk, rt)
    return null
  }
  rt.atomic(
    () => {
      if (truthy(kwargs.get('clear') ?? false, rt)) {
        self.checkKey(rt)
        clearReverse(self, self.queryset(rt), bulk, rt)
        addReverse(self, objects, bulk, rt)
        return
      }
      const rows = self.queryset(rt)
      const old = rows.with(rows.query).instances(rt)
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
    },
    { savepoint: false },
  )
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
    return rt.call(self.inherited(name, rows, rt), withName(call, self.field.name, self.instance))
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

export function reverseManager(instance: Instance, reverse: Reverse, rt: Runtime): RelatedManager {
  const cls = rt.modelClass(reverse.relation.model)
  return new ReverseManager(cls, instance, reverse, cls.defaultManager(rt).type)
}
