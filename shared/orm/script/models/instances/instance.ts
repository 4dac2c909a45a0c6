/** A model instance: its columns' values, the related objects it has at hand, and Django's attributes. */
import type { ModelKey, ResolvedField } from '../../../../relations/types.ts'
import { genericRelation, isGenericKey } from '../../../../relations/links/generic-relations.ts'
import type { PyBinaryOperator } from '../../../../python/ast.ts'
import { pkFields } from '../../../query/models.ts'
import type { PyInstance, PyValue } from '../../../query/types.ts'
import { opaque, toPy } from '../../convert.ts'
import type { QueryValue } from '../../convert.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import { RefusedValue } from '../../django/deferred.ts'
import { equals, hashKey } from '../../types/equality.ts'
import { exceptionOf, pyError, typeError, valueError } from '../../errors.ts'
import { truthy } from '../../operations.ts'
import { answerOf, giveProtocols, operatorMethod } from '../../types/special-methods.ts'
import type { Protocols } from '../../types/special-methods.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import { isCallable, NO_ARGS, PyObject, typeName } from '../../values.ts'
import type { Value } from '../../values.ts'
import type { Body } from '../classes/class-line.ts'
import { classMember, memberAfter, setProperty } from '../classes/class-members.ts'
import { choicesOf } from '../classes/choices.ts'
import { deferredValue } from './refresh.ts'
import { readGeneric, writeGeneric } from '../related/generic-object.ts'
import { FieldFile, fileName, isFileField } from '../fields/field-file.ts'
import { hangingOf, isDataDescriptor, setHanging } from '../classes/hanging.ts'
import { INSTANCE_METHODS, instanceMethod } from './instance-methods.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { readForward, readReverseOneToOne, writeForward, writeReverseOneToOne } from '../related/related-objects.ts'
import type { QuerySetObject } from '../querysets/queryset.ts'

export class Instance extends PyObject implements QueryValue {
  readonly djangoClass = 'Model'
  readonly cls: ModelClass
  /** By attname; one that is missing was deferred. */
  readonly values = new Map<string, Value>()
  /** Related objects at hand, by field name or reverse accessor. */
  readonly related = new Map<string, Instance | null>()
  /** What prefetch_related left, by cache name. */
  readonly prefetched = new Map<string, QuerySetObject>()
  /** Annotations, `to_attr` lists, and whatever a script hangs on it. */
  readonly extra = new Map<string, Value>()
  /** Attnames that the database will fill on insert. */
  readonly databaseDefaults = new Set<string>()
  /** Not in the database as far as we know. */
  adding = true
  /** Its values come from the database: `super().__init__()` must not set them again. */
  isLoading = false
  /** `_state.db`: set by loading and saving, and by being related to something. */
  db: 'default' | null = null

  /** Only where the model has the method. */
  declare call?: NonNullable<Protocols['call']>
  declare iterate?: NonNullable<Protocols['iterate']>
  declare length?: NonNullable<Protocols['length']>
  declare getItem?: NonNullable<Protocols['getItem']>
  declare contains?: NonNullable<Protocols['contains']>
  declare enter?: NonNullable<Protocols['enter']>

  constructor(cls: ModelClass) {
    super()
    this.cls = cls
    if (cls.hasProtocols) giveProtocols(this, (name) => cls.specialNames.has(name))
  }

  /** `super().name` in a method of a class of its line. */
  superAfter(body: Body, name: string, rt: Runtime): Value | undefined {
    return memberAfter(this.cls, body, name, this, rt)
  }

  special(name: string, rt: Runtime): Value | undefined {
    return this.cls.specialNames.has(name) ? classMember(this.cls, name, this, rt) : undefined
  }
  ask(name: string, args: readonly Value[], rt: Runtime): Value | undefined {
    const method = this.special(name, rt)
    return method === undefined ? undefined : rt.call(method, { ...NO_ARGS, args })
  }

  typeName(): string {
    return this.cls.name
  }
  get classObject(): Value {
    return this.cls
  }

  /** Another object with the same values; what they are in it, `inner` says. */
  copy(inner: (value: Value) => Value): Instance {
    const other = new Instance(this.cls)
    for (const [name, value] of this.values) other.values.set(name, inner(value))
    for (const [name, value] of this.extra) other.extra.set(name, inner(value))
    for (const [name, value] of this.related) other.related.set(name, value)
    for (const [name, value] of this.prefetched) other.prefetched.set(name, value)
    for (const name of this.databaseDefaults) other.databaseDefaults.add(name)
    other.adding = this.adding
    other.db = this.db
    return other
  }

  get pk(): Value {
    const fields = this.keyFields
    if (fields === null) return this.values.get(this.cls.meta.pk.attname) ?? null
    return new TupleObject(fields.map((field) => this.values.get(field.attname) ?? null))
  }
  /** The fields of a composite primary key; null: the key is one field. */
  private get keyFields(): readonly ResolvedField[] | null {
    const fields = pkFields(this.cls.models, this.cls.key)
    return fields.length === 1 ? null : fields
  }
  setPk(value: Value, rt: Runtime): void {
    const { keyFields } = this
    if (keyFields !== null) {
      const isList = value instanceof ListObject || value instanceof TupleObject
      const items = value === null ? keyFields.map(() => null) : isList ? value.items : null
      const { name } = this.cls.meta.pk
      if (items === null) throw valueError(`'${name}' must be a list or a tuple.`)
      if (items.length !== keyFields.length) throw valueError(`'${name}' must have ${keyFields.length} elements.`)
      for (const [i, field] of keyFields.entries()) this.write(field.attname, items[i] ?? null, rt)
      return
    }
    for (const { link } of this.cls.meta.parents) {
      if (link.name !== this.cls.meta.pk.name && link.relation !== null) this.values.set(link.relation.toField, value)
    }
    this.write(this.cls.meta.pk.attname, value, rt)
  }

  /** What a delete leaves: a key of nothing. Its parents' keys stay. */
  forgetPk(rt: Runtime): void {
    if (this.keyFields === null) this.write(this.cls.meta.pk.attname, null, rt)
    else this.setPk(null, rt)
  }

  /** A column's value by field name or attname; loads it where it was deferred. */
  read(name: string, rt: Runtime): Value {
    const attname = this.cls.field(name)?.attname ?? name
    if (attname === this.cls.meta.pk.attname && this.keyFields !== null) return this.pk
    const value = this.values.get(attname)
    const hung = this.cls.hanging(attname, rt)
    if (hung !== undefined && (value === undefined || isDataDescriptor(hung)))
      return hangingOf(hung, this, this.cls, rt)
    if (value instanceof RefusedValue) throw value.error
    return value === undefined ? deferredValue(this, attname, rt) : value
  }

  /** Sets a column's value; a related object at hand that no longer fits is forgotten. */
  write(attname: string, value: Value, rt: Runtime): void {
    const field = this.cls.field(attname)
    if (field !== undefined && field.relation !== null) {
      const before = this.values.get(attname)
      if (before === undefined || !equals(before, value, rt)) this.related.delete(field.name)
    }
    this.databaseDefaults.delete(attname)
    this.values.set(attname, field !== undefined && isFileField(field) ? fileName(value, rt) : value)
  }

  /** As `setattr()` does: over a descriptor, where the project hung one there. */
  assign(attname: string, value: Value, rt: Runtime): void {
    const hung = this.cls.hanging(attname, rt)
    if (hung === undefined || !setHanging(hung, this, value, rt)) this.write(attname, value, rt)
  }

  get deferred(): readonly string[] {
    return this.cls.concreteFields.filter((f) => !this.values.has(f.attname)).map((f) => f.attname)
  }

  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'pk') return this.read(this.cls.meta.pk.attname, rt)
    const field = this.cls.field(name)
    const hung = this.cls.hanging(name, rt)
    if (hung !== undefined && (isDataDescriptor(hung) || !this.holds(name, field)))
      return hangingOf(hung, this, this.cls, rt)
    if (field !== undefined) return this.readField(field, name, rt)
    const reverse = this.cls.reverseAttributes().get(name)
    if (reverse !== undefined) {
      const { relation } = reverse
      if (relation.kind === 'one_to_one') return readReverseOneToOne(this, reverse, rt)
      return relation.kind === 'many_to_many'
        ? rt.manyManager(this, reverse.field, true)
        : rt.reverseManager(this, reverse)
    }
    const generic = this.cls.genericField(name)
    if (generic !== undefined)
      return isGenericKey(generic) ? readGeneric(this, generic, rt) : rt.genericManager(this, generic)
    const own = this.extra.get(name)
    if (own !== undefined) return own
    const back = this.cls.genericAccessor(name)
    if (back !== undefined) {
      const from = rt.modelClass(back.model)
      const field = from.genericField(back.field)
      if (field !== undefined) return rt.genericBackManager(this, from, field)
    }
    const found = this.classAttribute(name, rt)
    // None is a value.
    return found === undefined ? this.cls.unknownAttribute(name, rt) : found
  }

  /** Whether its own `__dict__` has the name. */
  private holds(name: string, field: ResolvedField | undefined): boolean {
    return this.extra.has(name) || (field !== undefined && this.values.has(field.attname))
  }

  private readField(field: ResolvedField, name: string, rt: Runtime): Value {
    if (field.kind === 'manyToMany') return rt.manyManager(this, field, false)
    if (field.relation !== null && name === field.name) return readForward(this, field, rt)
    const value = this.read(field.attname, rt)
    return isFileField(field) ? new FieldFile(this, field, value) : value
  }

  private classAttribute(name: string, rt: Runtime): Value | undefined {
    const member = classMember(this.cls, name, this, rt)
    if (member !== undefined && !this.cls.model.managers.includes(name)) return member
    const method = instanceMethod(this, name, rt)
    if (method !== undefined) return method
    switch (name) {
      case '_meta':
        return this.cls.getAttr('_meta', rt)
      case '__class__':
        return this.cls
      case '_prefetched_objects_cache':
        return this.prefetched.size === 0 ? undefined : DictObject.of([...this.prefetched], rt)
      case '_state':
        return new ModelState(this)
      case '__dict__':
        return new InstanceDict(this, rt)
      case 'DoesNotExist':
      case 'MultipleObjectsReturned':
        return this.cls.getAttr(name, rt)
      default:
    }
    if (this.cls.model.managers.includes(name)) {
      throw pyError('AttributeError', `Manager isn't accessible via ${this.cls.name} instances`)
    }
    return choicesOf(this.cls, name, rt) ?? this.ask('__getattr__', [name], rt)
  }

  override setAttr(name: string, value: Value, rt: Runtime): boolean {
    if (name === 'pk') {
      this.setPk(value, rt)
      return true
    }
    const hung = this.cls.hanging(name, rt)
    if (hung !== undefined && setHanging(hung, this, value, rt)) return true
    const field = this.cls.field(name)
    if (field !== undefined) {
      if (field.kind === 'manyToMany') throw assignment('forward side of a many-to-many set', field.name)
      if (field.relation !== null && name === field.name) writeForward(this, field, value, rt)
      else this.write(field.attname, value, rt)
      return true
    }
    const generic = this.cls.genericField(name)
    if (generic !== undefined) {
      if (!isGenericKey(generic)) throw assignment('reverse side of a related set', genericAccessor(this.cls, generic))
      writeGeneric(this, generic, value, rt)
      return true
    }
    const reverse = this.cls.reverseAttributes().get(name)
    if (reverse === undefined) {
      if (!setProperty(this.cls, name, this, value, rt)) this.extra.set(name, value)
    } else if (reverse.relation.kind === 'one_to_one') writeReverseOneToOne(this, reverse, value, rt)
    else
      throw assignment(
        reverse.relation.kind === 'many_to_many'
          ? 'reverse side of a many-to-many set'
          : 'reverse side of a related set',
        name,
      )
    return true
  }

  /** A field's value that is gone is loaded again when it is asked for. */
  override deleteAttr(name: string): boolean {
    const field = this.cls.field(name)
    if (field === undefined) return this.extra.delete(name)
    // The descriptor of a relation has no __delete__.
    if (field.relation !== null && name === field.name) throw pyError('AttributeError', '__delete__')
    return this.values.delete(field.attname)
  }

  override attributeNames(): readonly string[] {
    const { model } = this.cls
    return [
      'pk',
      ...model.fields.flatMap((f) => (f.attname === f.name ? [f.name] : [f.name, f.attname])),
      ...[...model.manyToMany, ...model.privateFields].map((f) => f.name),
      ...this.cls.reverseAttributes().keys(),
      ...this.extra.keys(),
      ...model.members.map((m) => m.name).filter((n) => !n.includes('.')),
      ...INSTANCE_METHODS,
    ]
  }

  override equals(other: Value, rt: Runtime): boolean {
    const own = answerOf(this, '__eq__', [other], rt)
    return own === undefined ? this.isSameRow(other, rt) : truthy(own, rt)
  }
  /** Django's own `__eq__`. */
  isSameRow(other: Value, rt: Runtime): boolean {
    if (this === other) return true
    if (!(other instanceof Instance) || other.cls.model.concrete !== this.cls.model.concrete) return false
    return this.pk !== null && equals(this.pk, other.pk, rt)
  }

  /** `__lt__` and its kin, where the model's source has them. */
  rich(method: string, other: Value, rt: Runtime): Value | undefined {
    const answer = answerOf(this, method, [other], rt)
    return answer === undefined ? undefined : truthy(answer, rt)
  }
  binary(operator: PyBinaryOperator, other: Value, reflected: boolean, rt: Runtime): Value | undefined {
    return answerOf(this, operatorMethod(operator, reflected ? 'r' : ''), [other], rt)
  }
  override truthy(rt: Runtime): boolean {
    const own = this.ask('__bool__', [], rt)
    if (own !== undefined) return truthy(own, rt)
    return this.length === undefined || this.length(rt) > 0
  }

  override hashKey(rt: Runtime): string | null {
    const { specialNames } = this.cls
    if (specialNames.has('__hash__')) return `u:${hashKey(this.ask('__hash__', [], rt) ?? null, rt)}`
    // As in Python: a class that says what is equal, and nothing of hashes, has none.
    return specialNames.has('__eq__') ? null : this.rowHash(rt)
  }
  /** Django's own `__hash__`. */
  rowHash(rt: Runtime): string {
    const isUnset = this.pk === null || (this.pk instanceof TupleObject && this.pk.items.includes(null))
    if (isUnset) throw typeError('Model instances without primary key value are unhashable')
    return `i:${this.cls.model.concrete}:${hashKey(this.pk, rt)}`
  }

  override repr(rt: Runtime): string {
    return this.shown('__repr__', () => this.rowRepr(rt), rt)
  }
  /** Django's own `__repr__`. */
  rowRepr(rt: Runtime): string {
    return `<${this.cls.name}: ${this.str(rt)}>`
  }

  override str(rt: Runtime): string {
    return this.shown('__str__', () => this.rowStr(rt), rt)
  }
  /** Django's own `__str__`; a `__repr__` of the model's has no say in it. */
  rowStr(rt: Runtime): string {
    return `${this.cls.name} object (${str(this.pk, rt)})`
  }

  private shown(name: '__str__' | '__repr__', plain: () => string, rt: Runtime): string {
    try {
      const method = this.special(name, rt)
      if (method === undefined || !isCallable(method)) return plain()
      const text = rt.call(method, NO_ARGS)
      if (typeof text === 'string') return text
      if (text instanceof PyObject && 'plain' in text && typeof text.plain === 'string') return text.plain
      throw typeError(`${name} returned non-string (type ${typeName(text)})`)
    } catch (error) {
      // Source that we cannot follow is not the script's mistake.
      const name = exceptionOf(error)?.cls.name
      if (
        name === 'NotImplementedError' ||
        name === 'NameError' ||
        name === 'ModuleNotFoundError' ||
        name === 'ImportError'
      )
        return plain()
      throw error
    }
  }

  toQueryValue(rt: Runtime): PyInstance {
    const values: Record<string, PyValue> = {}
    // An instance in a plain field may be this one again.
    for (const [attname, value] of this.values)
      values[attname] = value instanceof Instance ? opaque(value, rt) : toPy(value, rt)
    const text = (): string => this.str(rt)
    const shown = (): string | undefined => (this.cls.specialNames.has('__repr__') ? this.repr(rt) : undefined)
    return {
      type: 'instance',
      model: this.cls.key,
      className: this.cls.name,
      values,
      get text() {
        return text()
      },
      get shown() {
        return shown()
      },
    }
  }
}

/** `instance.__dict__`: what is set in it is set on the object, as `child.__dict__.update(parent.__dict__)` counts on. */
class InstanceDict extends DictObject {
  private readonly of: Instance
  constructor(of: Instance, rt: Runtime) {
    super()
    this.of = of
    for (const [key, value] of [['_state', new ModelState(of)] as const, ...of.values, ...of.extra])
      super.set(key, value, rt)
  }
  override set(key: Value, value: Value, rt: Runtime): void {
    super.set(key, value, rt)
    const name = str(key, rt)
    if (value instanceof ModelState) value.copyTo(this.of)
    else if (this.of.cls.concreteFields.some((field) => field.attname === name)) this.of.write(name, value, rt)
    else this.of.extra.set(name, value)
  }
  override delete(key: Value, rt: Runtime): boolean {
    this.of.deleteAttr(str(key, rt))
    return super.delete(key, rt)
  }
}

/** `instance._state`: a copy is saved as a new row once `adding` is set. */
class ModelState extends PyObject {
  readonly djangoClass = 'ModelState'
  private readonly of: Instance
  constructor(of: Instance) {
    super()
    this.of = of
  }
  typeName(): string {
    return 'ModelState'
  }
  copyTo(other: Instance): void {
    other.adding = this.of.adding
    other.db = this.of.db
  }
  override getAttr(name: string): Value | undefined {
    return name === 'adding' ? this.of.adding : name === 'db' ? this.of.db : undefined
  }
  override setAttr(name: string, value: Value, rt: Runtime): boolean {
    if (name === 'adding') this.of.adding = truthy(value, rt)
    else if (name === 'db') this.of.db = value === null ? null : 'default'
    else return false
    return true
  }
}

/** Django names the other side's accessor here. */
function genericAccessor({ models, model }: ModelClass, field: ResolvedField): string {
  return genericRelation(models.resolution, model, field)?.queryName ?? field.name
}

function assignment(side: string, name: string): Error {
  return typeError(`Direct assignment to the ${side} is prohibited. Use ${name}.set() instead.`)
}

export function isInstanceOf(value: Value, key: ModelKey): value is Instance {
  return value instanceof Instance && value.cls.descendsFrom(key)
}
