/** `Post.objects`: every queryset method, on all rows or on those that the model's manager class lets through. */
import { pyError } from '../../errors.ts'
import { MANAGER } from '../../django/manager-type.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import { giveProtocols, hasProtocols } from '../../types/special-methods.ts'
import type { Protocols } from '../../types/special-methods.ts'
import { Builtin, MethodObject, NO_ARGS, PyObject } from '../../values.ts'
import type { Asked, CallArgs, Value } from '../../values.ts'
import type { Runtime } from '../../runtime.ts'
import { contentTypeMethod, contentTypeMethods } from '../content-type-manager.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { QuerySetObject } from './queryset.ts'
import { refuseSpecial } from './queryset-overrides.ts'
import { isAsynchronous, NOT_ON_MANAGERS, QUERYSET_METHODS } from './queryset-methods.ts'

/** Of Django's own manager class. */
const FLAGS: ReadonlyMap<string, Value> = new Map([
  ['use_in_migrations', false],
  ['auto_created', false],
])

/** What the special methods of a manager's class allow: `for page in Page.objects`. */
function giveManagerProtocols(manager: ManagerObject, type: ManagerType): void {
  const special = (name: string): Value | undefined => type.method(name, manager, () => undefined)
  const asked: Asked = {
    special,
    ask: (name, args, rt) => {
      const own = special(name)
      return own === undefined ? undefined : rt.call(own, { args, kwargs: new Map() })
    },
  }
  const object: ManagerObject & Asked & Protocols = Object.assign(manager, asked)
  giveProtocols(object, (name) => type.has(name))
}

export class ManagerObject extends PyObject {
  readonly djangoClass: 'Manager' | 'RelatedManager' = 'Manager'
  readonly cls: ModelClass
  /** The class of the project; null: Django's own manager. */
  readonly type: ManagerType | null
  /** Under which its model has it; null: a related manager, which no class has. */
  managerName: string | null = null
  readonly managerKind = 'Manager'
  /** What its own `__init__` was given; null: it has run. */
  private given: CallArgs | null = null
  private readonly attributes = new Map<string, Value>()
  constructor(cls: ModelClass, type: ManagerType | null = null) {
    super()
    this.cls = cls
    this.type = type
    if (type === null) return
    refuseSpecial(type)
    if (hasProtocols(type.ownNames())) giveManagerProtocols(this, type)
  }
  /** As a model class has it. */
  named(name: string, given: CallArgs | null = null): this {
    this.managerName = name
    this.given = given
    return this
  }
  /** Runs the class's own `__init__`, when something is first asked of the manager. */
  private initialized(rt: Runtime): void {
    const { given } = this
    if (given === null) return
    this.given = null
    const own = this.type?.method('__init__', this, (name) =>
      name === '__init__' ? new Builtin(name, () => null) : undefined,
    )
    if (own !== undefined) rt.call(own, given)
  }
  typeName(): string {
    return this.type?.name ?? 'Manager'
  }
  /** undefined: a related manager, whose class Django makes on the way. */
  get classObject(): Value | undefined {
    if (this.constructor !== ManagerObject) return undefined
    const type = this.type ?? MANAGER
    if (type.source !== null && type.module === '') type.module = `${this.cls.model.app}.models`
    return type
  }
  /** What `get_queryset()` of the class gives: all rows unless the project narrows them. */
  baseQueryset(rt: Runtime): QuerySetObject {
    this.initialized(rt)
    const own = this.type?.method('get_queryset', this, (name) => this.djangoAttribute(name))
    if (own === undefined) return this.allRows(rt)
    const rows = rt.call(own, NO_ARGS)
    if (rows instanceof QuerySetObject) return rows
    throw pyError('TypeError', `${this.typeName()}.get_queryset() gave no queryset`)
  }
  private allRows(rt: Runtime): QuerySetObject {
    return QuerySetObject.all(this.cls, rt, this.type?.querysetType() ?? null)
  }
  /** What its methods start from; related managers narrow it. */
  queryset(rt: Runtime): QuerySetObject {
    return this.baseQueryset(rt)
  }
  /** What Django's own manager class has under the name: for `super()`. */
  protected djangoAttribute(name: string): Value | undefined {
    if (name === 'get_queryset') return new MethodObject(this, 'BaseManager', name, (_call, r) => this.allRows(r))
    return this.queryMethod(name)
  }
  private queryMethod(name: string): Value | undefined {
    if (NOT_ON_MANAGERS.includes(name)) return undefined
    if (!QUERYSET_METHODS.includes(name) && !isAsynchronous(name)) return undefined
    // The rows are asked for when the method is called: an unsaved instance may still be saved.
    return new MethodObject(this, 'QuerySet', name, (call, r) =>
      r.call(this.queryset(r).getAttr(name, r) ?? null, call),
    )
  }
  /** A method of the class's own, or of its rows: what `super()` finds in the managers of related rows. */
  inherited(name: string, rows: QuerySetObject, rt: Runtime): Value {
    return this.type?.method(name, this, (n) => this.djangoAttribute(n)) ?? rows.getAttr(name, rt) ?? null
  }
  override setAttr(name: string, value: Value): boolean {
    this.attributes.set(name, value)
    return true
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    this.initialized(rt)
    const set = this.attributes.get(name)
    if (set !== undefined) return set
    if (name === 'model') return this.cls
    if (name === 'db') return 'default'
    if (name === '_db') return null
    if (name === 'name') return this.managerName
    const own = name === 'get_queryset' ? undefined : this.type?.method(name, this, (n) => this.djangoAttribute(n))
    if (own !== undefined) return own
    const special = contentTypeMethod(this.cls.model, name)
    if (special !== undefined) return special
    if (name === 'get_queryset' || name === 'all')
      return new MethodObject(this, 'BaseManager', name, (_call, r) => this.queryset(r))
    if (name === 'db_manager') return new MethodObject(this, 'BaseManager', name, () => this)
    const queryset = this.type?.querysetType()
    if (queryset?.isGivenToManagers(name) === true) {
      return new MethodObject(this, queryset.name, name, (call, r) =>
        r.call(this.queryset(r).getAttr(name, r) ?? null, call),
      )
    }
    const method = this.queryMethod(name)
    if (method !== undefined) return method
    const plain = this.type?.constant(name)
    const found = plain === undefined ? FLAGS.get(name) : plain
    return found === undefined && this.type?.has('__getattr__') === true ? this.ownGetAttr(name, rt) : found
  }
  private ownGetAttr(name: string, rt: Runtime): Value | undefined {
    const own = this.type?.method('__getattr__', this, () => undefined)
    return own === undefined ? undefined : rt.call(own, { args: [name], kwargs: new Map() })
  }
  override attributeNames(): readonly string[] {
    const own = this.type === null ? [] : [...this.type.names(), ...(this.type.querysetType()?.names() ?? [])]
    return [
      ...new Set([
        ...own,
        ...contentTypeMethods(this.cls.model),
        ...QUERYSET_METHODS.filter((m) => !NOT_ON_MANAGERS.includes(m)),
      ]),
    ]
  }
  override equals(other: Value): boolean {
    return (
      other instanceof ManagerObject &&
      other.constructor === this.constructor &&
      other.cls === this.cls &&
      other.managerName === this.managerName
    )
  }
  override repr(): string {
    const isOwn = this.type?.source != null
    const module = isOwn ? `${this.cls.model.app}.models` : 'django.db.models.manager'
    return `<${module}.${this.typeName()} object>`
  }
  override str(): string {
    return `${this.cls.model.app}.${this.cls.name}.${this.managerName ?? 'None'}`
  }
}
