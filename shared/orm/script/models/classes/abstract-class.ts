/** An abstract model as a script sees it: it has methods and fields to ask about, and no objects. */
import type { ModelId } from '../../../../document/ids.ts'
import type { ResolvedField, ResolvedModel } from '../../../../relations/types.ts'
import { ListObject, TupleObject } from '../../types/collections.ts'
import { pyError, typeError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { ManagerTemplate } from '../../django/manager-type.ts'
import { UserClass } from '../../classes/user-class.ts'
import { Builtin, Namespace, PyObject } from '../../values.ts'
import type { Callable, Value } from '../../values.ts'
import { classLine } from './class-line.ts'
import type { Body } from './class-line.ts'
import { memberOfLine } from './class-members.ts'
import { unboundMethod } from '../instances/instance-methods.ts'

const CLASSES = new WeakMap<Runtime, Map<ResolvedModel, AbstractClass>>()

/** The class object of an abstract model; always the same one. */
export function abstractClass(model: ResolvedModel, rt: Runtime): AbstractClass {
  const known = CLASSES.get(rt) ?? new Map<ResolvedModel, AbstractClass>()
  CLASSES.set(rt, known)
  const made = known.get(model) ?? new AbstractClass(model, rt)
  known.set(model, made)
  return made
}

export const isAbstract = (value: Value): value is AbstractClass => value instanceof AbstractClass

class AbstractClass extends PyObject implements Callable {
  readonly isClass = true
  readonly name: string
  readonly line: readonly Body[]
  readonly app: string
  private readonly model: ResolvedModel
  constructor(model: ResolvedModel, rt: Runtime) {
    super()
    this.model = model
    this.name = model.name
    this.app = model.app
    this.line = classLine(model, rt)
  }
  typeName(): string {
    return 'ModelBase'
  }
  call(): Value {
    throw typeError('Abstract models cannot be instantiated.')
  }
  /** For isinstance(). */
  includes(value: Value): boolean {
    const cls: unknown = value instanceof PyObject && 'classObject' in value ? value.classObject : null
    return cls instanceof PyObject && 'line' in cls && Array.isArray(cls.line) && cls.line.includes(this.model)
  }
  /** For issubclass(). */
  isSubclassOf(other: Value): boolean {
    if (other instanceof UserClass) return this.line.includes(other)
    return other === this || (other instanceof AbstractClass && this.line.includes(other.model))
  }
  /** Whether another class is built on it. */
  isBaseOf(line: readonly Body[]): boolean {
    return line.includes(this.model)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === '__name__' || name === '__qualname__') return this.name
    if (name === '__module__') return `${this.model.app}.models`
    if (name === '_meta') return this.meta(rt)
    const found = classAttribute(this.line, name, rt) ?? memberOfLine(this.line, name, rt)
    if (found instanceof ManagerTemplate)
      throw pyError('AttributeError', `Manager isn't available; ${this.name} is abstract`)
    return found ?? unboundMethod(name)
  }
  private meta(rt: Runtime): Namespace {
    const { app, name, verboseName, localFields, localManyToMany, privateFields } = this.model
    const infoOf = (field: ResolvedField): Value => new AbstractField(this, field, rt)
    const all = [...localFields, ...localManyToMany, ...privateFields]
    const tupleOf = (fields: readonly ResolvedField[]): Value => new TupleObject(fields.map(infoOf))
    const entries: readonly (readonly [string, Value])[] = [
      ['abstract', true],
      ['app_label', app],
      ['object_name', name],
      ['model_name', name.toLowerCase()],
      ['label', `${app}.${name}`],
      ['label_lower', `${app}.${name.toLowerCase()}`],
      ['verbose_name', verboseName],
      ['pk', null],
      ['proxy', false],
      ['managed', true],
      ['fields', tupleOf(localFields)],
      ['concrete_fields', tupleOf(localFields.filter((field) => field.column !== null))],
      ['local_fields', new ListObject(localFields.map(infoOf))],
      ['many_to_many', tupleOf(localManyToMany)],
      ['get_fields', new Builtin('get_fields', () => tupleOf(all))],
      [
        'get_field',
        new Builtin('get_field', ({ args: [wanted] }) => {
          const found = all.find((field) => field.name === wanted)
          if (found === undefined) throw pyError('FieldDoesNotExist', `${name} has no field named '${String(wanted)}'`)
          return infoOf(found)
        }),
      ],
    ]
    return new Namespace('Options', new Map(entries))
  }
  override repr(): string {
    return `<class '${this.model.app}.models.${this.name}'>`
  }
}

/** A field of a class without a table. */
class AbstractField extends PyObject {
  private readonly owner: AbstractClass
  private readonly field: ResolvedField
  private readonly info: PyObject
  constructor(owner: AbstractClass, field: ResolvedField, rt: Runtime) {
    super()
    this.owner = owner
    this.field = field
    this.info = rt.fieldInfo(field)
  }
  typeName(): string {
    return this.info.typeName()
  }
  get fieldClass(): string {
    return this.field.className
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    return name === 'model' ? this.owner : this.info.getAttr(name, rt)
  }
  override repr(rt: Runtime): string {
    return this.info.repr(rt)
  }
  override str(): string {
    return `${this.owner.app}.${this.owner.name}.${this.field.name}`
  }
}

function classOf(body: Body, rt: Runtime): Value {
  if (body instanceof UserClass) return body
  return body.kind === 'abstract' ? abstractClass(body, rt) : rt.modelClass(body.key)
}

/** `__mro__`, `__bases__` and `__subclasses__` of a model's class. */
export function classAttribute(line: readonly Body[], name: string, rt: Runtime): Value | undefined {
  const [own] = line
  if (own === undefined || own instanceof UserClass) return undefined
  if (name === '__mro__' || name === 'mro') {
    const classes = line.map((body) => classOf(body, rt)).filter((cls) => !isObject(cls))
    const all = [...classes, rt.evaluateSource('models.Model'), new AltersData(), rt.evaluateSource('object')]
    return name === 'mro' ? new Builtin(name, () => new ListObject(all)) : tuple(all)
  }
  if (name === '__bases__') {
    const bases = rt.basesOf(own.key as ModelId).map((base) => (base instanceof UserClass ? base : bodyOf(base, rt)))
    const found = bases.flatMap((base) => (base === undefined ? [] : [classOf(base, rt)]))
    const isPlain = found.every((cls) => cls instanceof UserClass)
    return tuple(isPlain ? [...found, rt.evaluateSource('models.Model')] : found)
  }
  if (name !== '__subclasses__') return undefined
  const { models, abstract } = rt.resolution
  const isBase = (id: ModelId | UserClass): boolean => !(id instanceof UserClass) && bodyOf(id, rt) === own
  const children = [...abstract.values(), ...models.values()].filter((m) => rt.basesOf(m.key as ModelId).some(isBase))
  return new Builtin(name, () => new ListObject(children.map((child) => classOf(child, rt))))
}

const isObject = (cls: Value): boolean => cls instanceof UserClass && cls.name === 'object'
const tuple = (items: readonly Value[]): TupleObject => new TupleObject(items)
const bodyOf = (id: ModelId, { resolution }: Runtime): ResolvedModel | undefined =>
  resolution.models.get(id) ?? resolution.abstract.get(id)

/** What Django's Model stands on, for who prints the line. */
class AltersData extends PyObject {
  readonly isClass = true
  readonly name = 'AltersData'
  typeName(): string {
    return 'type'
  }
  override getAttr(name: string): Value | undefined {
    return name === '__name__' ? this.name : undefined
  }
  override repr(): string {
    return "<class 'django.db.models.utils.AltersData'>"
  }
}
