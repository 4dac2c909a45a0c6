/** A model as a script sees it: `Post`. Calling it makes an instance; attributes are managers, fields, exceptions. */
import { BUILTIN_BY_LABEL } from '../../../../relations/builtin/catalogue.ts'
import { genericReverse, isGenericKey, isGenericRelation } from '../../../../relations/links/generic-relations.ts'
import type { ModelKey, ResolvedField, ResolvedModel, ReverseRelation } from '../../../../relations/types.ts'
import { forwardOf, lineage, metaOf, modelsOf } from '../../../query/models.ts'
import type { Models, ModelMeta } from '../../../query/models.ts'
import { ExceptionClass, exceptionClass, exceptionOf, pyError, unsupported } from '../../errors.ts'
import { ManagerTemplate } from '../../django/manager-type.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import type { Runtime } from '../../runtime.ts'
import { hasProtocols } from '../../types/special-methods.ts'
import { UserClass } from '../../classes/user-class.ts'
import { Builtin, PyObject, TypeObject, typeName } from '../../values.ts'
import { bind } from '../../arguments.ts'
import { str } from '../../text.ts'
import { hangingOf } from './hanging.ts'
import type { Callable, CallArgs, Value } from '../../values.ts'
import { choicesOf } from './choices.ts'
import { classAttribute, isAbstract } from './abstract-class.ts'
import { classLine } from './class-line.ts'
import type { Body } from './class-line.ts'
import { classMember, memberAfter, specialNames } from './class-members.ts'
import { constructInstance } from '../instances/construct.ts'
import { Instance } from '../instances/instance.ts'
import { instanceMethod, unboundMethod } from '../instances/instance-methods.ts'
import { djangoFromDb } from '../instances/from-db.ts'
import { ManagerObject } from '../querysets/manager.ts'
import { QuerySetObject } from '../querysets/queryset.ts'
import { FieldInfo, MetaObject } from './meta-object.ts'
import { Descriptor } from './descriptor-object.ts'

/** A relation that ends at the model, with the field that makes it. */
export interface Reverse {
  readonly relation: ReverseRelation
  readonly field: ResolvedField
}

export class ModelClass extends PyObject implements Callable {
  readonly isClass = true
  readonly key: ModelKey
  readonly model: ResolvedModel
  readonly models: Models
  readonly meta: ModelMeta
  readonly doesNotExist: ExceptionClass
  readonly multipleObjects: ExceptionClass
  private reverseByAccessor: ReadonlyMap<string, Reverse> | null = null
  private inheritedReverse: ReadonlyMap<string, Reverse> | null = null
  private fieldByName: ReadonlyMap<string, ResolvedField> | null = null

  /** Its bases in Python's method resolution order, itself first. */
  readonly line: readonly Body[]
  /** Names like `__len__` that the model or a base declares. */
  readonly specialNames: ReadonlySet<string>
  readonly hasProtocols: boolean

  constructor(key: ModelKey, rt: Pick<Runtime, 'resolution' | 'modelClass' | 'basesOf'>) {
    super()
    this.key = key
    this.models = modelsOf(rt.resolution)
    this.meta = metaOf(this.models, key)
    this.model = this.meta.model
    this.line = classLine(this.model, rt)
    this.specialNames = specialNames(this.line)
    this.hasProtocols = hasProtocols(this.specialNames)
    // Children's exceptions are subclasses of their parents'.
    const bases = [
      ...this.model.parents.map((p) => p.model),
      ...(this.model.proxyFor === null ? [] : [this.model.proxyFor]),
    ]
    const parents = bases.map((base) => rt.modelClass(base))
    const make = (name: string, pick: (c: ModelClass) => ExceptionClass): ExceptionClass =>
      new ExceptionClass(
        name,
        parents.length > 0
          ? parents.map(pick)
          : [exceptionClass(name === 'DoesNotExist' ? 'ObjectDoesNotExist' : name)],
        `${this.model.app}.models.${this.model.name}.${name}`,
      )
    this.doesNotExist = make('DoesNotExist', (c) => c.doesNotExist)
    this.multipleObjects = make('MultipleObjectsReturned', (c) => c.multipleObjects)
  }

  typeName(): string {
    return 'ModelBase'
  }

  get name(): string {
    return this.model.name
  }
  /** Where Python has the class from; Django's own are known by their label. */
  private get module(): string {
    const { app, label, external } = this.model
    const isDjangos = external && BUILTIN_BY_LABEL.has(label.toLowerCase())
    return `${isDjangos ? 'django.contrib.' : ''}${app}.models`
  }

  /** The class whose table this one's rows are in: itself unless it is a proxy. */
  concrete(rt: Runtime): ModelClass {
    return this.model.concrete === this.key ? this : rt.modelClass(this.model.concrete)
  }

  /** Fields with a column or many-to-many, by name and by attname. */
  field(name: string): ResolvedField | undefined {
    if (this.fieldByName === null) {
      const map = new Map<string, ResolvedField>()
      for (const f of [...this.model.fields, ...this.model.manyToMany]) {
        map.set(f.name, f)
        if (f.column !== null && !map.has(f.attname)) map.set(f.attname, f)
      }
      this.fieldByName = map
    }
    return this.fieldByName.get(name)
  }

  /** A GenericForeignKey or GenericRelation. */
  genericField(name: string): ResolvedField | undefined {
    return this.model.privateFields.find((f) => f.name === name && (isGenericKey(f) || isGenericRelation(f)))
  }

  /** What a GenericRelation of another model calls this one's objects. */
  genericAccessor(name: string): ReverseRelation | undefined {
    const { resolution } = this.models
    return genericReverse(resolution, this.model).find((relation) => relation.accessor === name && name !== '+')
  }

  /** Reverse relations that have an accessor on instances. */
  accessors(): ReadonlyMap<string, Reverse> {
    if (this.reverseByAccessor === null) {
      const map = new Map<string, Reverse>()
      for (const relation of this.meta.reverse) {
        if (relation.accessor !== null && !map.has(relation.accessor)) {
          map.set(relation.accessor, { relation, field: forwardOf(this.models, relation) })
        }
      }
      this.reverseByAccessor = map
    }
    return this.reverseByAccessor
  }

  /**
   * Those that instances have as attributes: a child class inherits its parents' descriptors in Python,
   * the one that leads to itself or to a sibling included, though none of its own names in a filter.
   */
  reverseAttributes(): ReadonlyMap<string, Reverse> {
    if (this.inheritedReverse === null) {
      const map = new Map(this.accessors())
      for (const key of lineage(this.models, this.key)) {
        for (const relation of metaOf(this.models, key).reverse) {
          const { accessor } = relation
          if (accessor === null || map.has(accessor) || this.field(accessor) !== undefined) continue
          map.set(accessor, { relation, field: forwardOf(this.models, relation) })
        }
      }
      this.inheritedReverse = map
    }
    return this.inheritedReverse
  }

  /** A manager by its name; the class is the project's where its source can be followed. */
  manager(name: string, rt: Runtime): ManagerObject {
    const template = this.managerTemplate(name, rt)
    return new ManagerObject(this, template?.type ?? null).named(name, template?.given)
  }

  defaultManager(rt: Runtime): ManagerObject {
    return this.manager(this.namedInMeta('default_manager_name', rt) ?? this.model.managers[0] ?? 'objects', rt)
  }

  /** A manager that Meta names: of the class, else of its first base where it has no managers of its own. */
  private namedInMeta(option: 'default_manager_name' | 'base_manager_name', rt: Runtime): string | null {
    const own = this.model.meta.other?.[option]
    if (typeof own === 'string') return own
    const [base] = [...this.model.directParents, ...(this.model.proxyFor === null ? [] : [this.model.proxyFor])]
    const declares = this.model.members.some((member) => this.model.managers.includes(member.name))
    return base === undefined || declares ? null : rt.modelClass(base).namedInMeta(option, rt)
  }

  baseManager(rt: Runtime): ManagerObject {
    const name = this.namedInMeta('base_manager_name', rt)
    return name === null ? new ManagerObject(this).named('_base_manager') : this.manager(name, rt)
  }

  /** The rows that Django's own look-ups go over: all, unless Meta's `base_manager_name` narrows them. */
  baseRows(rt: Runtime): QuerySetObject {
    return this.baseManager(rt).queryset(rt)
  }

  /** What a queryset class of the project gives when it is called with the model. */
  rowsAs(type: ManagerType, call: CallArgs, rt: Runtime): Value {
    return QuerySetObject.all(this, rt, type, call)
  }

  managerType(name: string, rt: Runtime): ManagerType | null {
    return this.managerTemplate(name, rt)?.type ?? null
  }

  private managerTemplate(name: string, rt: Runtime): ManagerTemplate | null {
    try {
      const made = classMember(this, name, null, rt)
      return made instanceof ManagerTemplate ? made : null
    } catch (error) {
      // A manager from elsewhere (UserManager, TreeManager): we know its rows, not its methods.
      if (exceptionOf(error) === null) throw error
      return null
    }
  }

  /** A method of Django's own Model class: what `super()` of the last class gives. */
  djangoMethod(self: Value, name: string, rt: Runtime): Value | undefined {
    if (name === 'from_db') return djangoFromDb(this)
    return self instanceof Instance ? instanceMethod(self, name, rt) : undefined
  }

  /** `super().name` in a classmethod of a class of its line. */
  superAfter(body: Body, name: string, rt: Runtime): Value | undefined {
    return memberAfter(this, body, name, this, rt)
  }

  isModelClass(value: Value): value is ModelClass {
    return value instanceof ModelClass
  }

  /** Whether instances of this class are instances of the other. */
  isSubclassOf(other: Value): boolean {
    // models.Model itself
    if (other instanceof TypeObject) return other.name === 'Model'
    if (other instanceof UserClass) return this.line.includes(other)
    if (isAbstract(other)) return other.isBaseOf(this.line)
    return other instanceof ModelClass && this.descendsFrom(other.key)
  }

  descendsFrom(ancestor: ModelKey): boolean {
    if (this.key === ancestor) return true
    if (this.model.parents.some((p) => p.model === ancestor)) return true
    const via = this.model.proxyFor
    return via !== null && new ModelLine(this.models, via).has(ancestor)
  }

  includes(value: Value): boolean {
    return value instanceof Instance && value.cls.descendsFrom(this.key)
  }

  get concreteFields(): readonly ResolvedField[] {
    return this.meta.concreteFields
  }

  call(args: CallArgs, rt: Runtime): Value {
    return constructInstance(this, args, rt)
  }

  override getAttr(name: string, rt: Runtime): Value | undefined {
    switch (name) {
      case '_meta':
        return new MetaObject(this)
      case '__name__':
      case '__qualname__':
        return this.name
      case '__module__':
        return this.module
      case '__doc__':
        return `${this.name}(${this.model.fields.map((f) => f.name).join(', ')})`
      case 'DoesNotExist':
        return this.doesNotExist
      case 'MultipleObjectsReturned':
        return this.multipleObjects
      case '_default_manager':
        return this.defaultManager(rt)
      case '_base_manager':
        return this.baseManager(rt)
      case '__mro__':
      case 'mro':
      case '__bases__':
      case '__subclasses__':
        return classAttribute(this.line, name, rt)
      case 'add_to_class':
        return addToClass(this)
      default:
    }
    const hung = this.hanging(name, rt)
    if (hung !== undefined) return hangingOf(hung, null, this, rt)
    if (this.model.managers.includes(name)) return this.manager(name, rt)
    const field = this.field(name)
    if (field !== undefined) return new Descriptor(this, name, { field, reverse: false })
    const reverse = this.reverseAttributes().get(name)
    if (reverse !== undefined) return new Descriptor(this, name, { field: reverse.field, reverse: true })
    const generic = this.genericField(name)
    if (generic !== undefined) {
      return isGenericKey(generic)
        ? new FieldInfo(this, generic)
        : new Descriptor(this, name, { field: generic, reverse: true })
    }
    const choices = choicesOf(this, name, rt)
    if (choices !== undefined) return choices
    const member = classMember(this, name, null, rt)
    // None is a value.
    if (member !== undefined) return member
    return (name === 'from_db' ? djangoFromDb(this) : unboundMethod(name)) ?? this.unknownAttribute(name, rt)
  }
  /** A field's class may have hung it on the model, which is not followed where the class is built on a relation. */
  unknownAttribute(name: string, rt: Runtime): undefined {
    if (name.startsWith('__')) return undefined
    for (const field of [...this.model.fields, ...this.model.manyToMany])
      rt.refuseRelation(field, ['contribute_to_class'])
    for (const { model, field: back } of this.meta.reverse) {
      const field = rt.modelClass(model).field(back)
      if (field !== undefined) rt.refuseRelation(field, ['contribute_to_related_class'])
    }
    return undefined
  }

  /** What was hung on the class after it was made. */
  readonly hung = new Map<string, Value>()

  override setAttr(name: string, value: Value): boolean {
    this.hung.set(name, value)
    return true
  }
  override deleteAttr(name: string): boolean {
    return this.hung.delete(name)
  }
  /** Whether anything hangs on it or on a base. */
  hasHung(rt: Pick<Runtime, 'modelClass'>): boolean {
    return this.hung.size > 0 || this.above().some((key) => rt.modelClass(key).hasHung(rt))
  }
  private above(): readonly ModelKey[] {
    return [...this.model.directParents, ...(this.model.proxyFor === null ? [] : [this.model.proxyFor])]
  }
  /** Its own or a base's; undefined: nothing was hung there. */
  hanging(name: string, rt: Pick<Runtime, 'modelClass'>): Value | undefined {
    const own = this.hung.get(name)
    if (own !== undefined) return own
    for (const key of this.above()) {
      const found = rt.modelClass(key).hanging(name, rt)
      if (found !== undefined) return found
    }
    return undefined
  }

  override attributeNames(): readonly string[] {
    return [...this.model.managers, 'DoesNotExist', 'MultipleObjectsReturned', ...this.model.fields.map((f) => f.name)]
  }

  override repr(): string {
    return `<class '${this.module}.${this.name}'>`
  }

  /** `Model.DoesNotExist("Post matching query does not exist.")` */
  missing(): Error {
    return pyError(this.doesNotExist, `${this.name} matching query does not exist.`)
  }
}

/** `Post.add_to_class('shout', lambda self: …)`. */
function addToClass(cls: ModelClass): Value {
  return new Builtin('add_to_class', (call, rt) => {
    const { name, value } = bind('add_to_class', ['name', 'value'], call)
    const contribute = value instanceof PyObject ? value.getAttr('contribute_to_class', rt) : undefined
    if (contribute !== undefined) throw unsupported(`add_to_class() of a ${typeName(value)} once the models are made`)
    cls.setAttr(str(name, rt), value)
    return null
  })
}

/** The chain of proxies and parents above a model. */
class ModelLine {
  private readonly models: Models
  private readonly start: ModelKey
  constructor(models: Models, start: ModelKey) {
    this.models = models
    this.start = start
  }
  has(ancestor: ModelKey): boolean {
    for (let at: ModelKey | null = this.start; at !== null;) {
      const model: ResolvedModel = metaOf(this.models, at).model
      if (at === ancestor || model.parents.some((p) => p.model === ancestor)) return true
      at = model.proxyFor
    }
    return false
  }
}
