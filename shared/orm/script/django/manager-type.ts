/** Managers and querysets that a models file declares: `class PublishedManager(models.Manager): …`. */
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { pyError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, NO_ARGS, PyObject } from '../values.ts'
import type { Callable, CallArgs, Value } from '../values.ts'

type FunctionDef = Extract<PyStatement, { readonly type: 'FunctionDef' }>

interface ClassSource {
  readonly body: readonly PyStatement[]
  /** A function of the body, `super()` in it giving the object. */
  bind(fn: FunctionDef, superObject: Value): Value
  /** An expression of the body. */
  value(expr: PyExpr): Value
}

/** A model's class, as querysets are made of it: `PostQuerySet(self.model, using=self._db)`. */
interface HasRows {
  rowsAs(type: ManagerType, call: CallArgs, rt: Runtime): Value
}
const hasRows = (value: Value | undefined): value is PyObject & HasRows =>
  value instanceof PyObject && 'rowsAs' in value

export class ManagerType extends PyObject implements Callable {
  readonly name: string
  readonly bases: readonly ManagerType[]
  readonly source: ClassSource | null
  /** Methods that a manager takes from a queryset class (`from_queryset`, `as_manager`). */
  readonly queryset: ManagerType | null
  #names: ReadonlySet<string> | null = null
  /** Where the project has it, once an object of it tells. */
  module = ''

  constructor(
    name: string,
    bases: readonly ManagerType[],
    source: ClassSource | null,
    queryset: ManagerType | null = null,
  ) {
    super()
    this.name = name
    this.bases = bases
    this.source = source
    this.queryset = queryset
  }
  typeName(): string {
    return 'type'
  }
  override repr(): string {
    const djangos = this === QUERYSET ? 'django.db.models.query' : 'django.db.models.manager'
    const module = this.source === null ? djangos : this.module
    return `<class '${module === '' ? '' : `${module}.`}${this.name}'>`
  }
  /** For isinstance(): managers and querysets say their class as `type`. */
  includes(value: Value): boolean {
    if (!(value instanceof PyObject) || !('managerKind' in value)) return false
    if (this === QUERYSET || this === MANAGER) return value.managerKind === this.name
    return 'type' in value && value.type instanceof ManagerType && value.type.lineage().includes(this)
  }
  call(call: CallArgs, rt: Runtime): Value {
    const model = call.args[0] ?? call.kwargs.get('model')
    if (this.isQueryset && hasRows(model)) return model.rowsAs(this, call, rt)
    return new ManagerTemplate(this, call)
  }
  /** Whether its objects are querysets, not managers. */
  get isQueryset(): boolean {
    return this.lineage().includes(QUERYSET)
  }
  override getAttr(name: string): Value | undefined {
    if (name === 'as_manager')
      return new Builtin(
        name,
        () => new ManagerTemplate(new ManagerType(`ManagerFrom${this.name}`, [MANAGER], null, this), NO_ARGS),
      )
    if (name === 'from_queryset') {
      return new Builtin(name, ({ args, kwargs }) => {
        const [queryset] = args
        if (!(queryset instanceof ManagerType)) throw pyError('TypeError', 'from_queryset() needs a queryset class')
        const given = args[1] ?? kwargs.get('class_name')
        const called = typeof given === 'string' ? given : `${this.name}From${queryset.name}`
        return new ManagerType(called, [this], null, queryset)
      })
    }
    return name === '__name__' ? this.name : undefined
  }

  /** This class and its bases, nearest first, each once. */
  lineage(): readonly ManagerType[] {
    return [...new Set([this, ...this.bases.flatMap((b) => b.lineage())])]
  }

  /** The class whose querysets the manager gives; null: Django's own. */
  querysetType(): ManagerType | null {
    return this.lineage().find((t) => t.queryset !== null)?.queryset ?? null
  }

  own(name: string): FunctionDef | undefined {
    return this.source?.body.find((s): s is FunctionDef => s.type === 'FunctionDef' && s.name === name)
  }

  has(name: string): boolean {
    return this.ownNames().has(name)
  }

  /** Methods of this class and its bases up to Django's. */
  ownNames(): ReadonlySet<string> {
    this.#names ??= new Set(this.names())
    return this.#names
  }

  /** Whether managers made of this queryset class have a method of it: `queryset_only` says, else its name. */
  isGivenToManagers(name: string): boolean {
    const owner = this.lineage().find((t) => t.own(name) !== undefined)
    if (owner === undefined) return false
    for (const s of owner.source?.body ?? []) {
      if (s.type !== 'Assign') continue
      const marks = s.targets.some(
        (t) => t.type === 'Attribute' && t.attr === 'queryset_only' && t.value.type === 'Name' && t.value.id === name,
      )
      if (marks) return owner.source?.value(s.value) === false
    }
    return !name.startsWith('_')
  }

  /** What a class body sets beside its methods: `per_page = 20`. */
  constant(name: string): Value | undefined {
    for (const { source } of this.lineage()) {
      for (const s of source?.body ?? []) {
        const isIt = s.type === 'Assign' && s.targets.some((t) => t.type === 'Name' && t.id === name)
        if (isIt) return source?.value(s.value)
      }
    }
    return undefined
  }

  names(): readonly string[] {
    return this.lineage().flatMap((t) =>
      (t.source?.body ?? []).flatMap((s) => (s.type === 'FunctionDef' ? [s.name] : [])),
    )
  }

  /**
   * A method declared in this class or a base, bound to `self`; undefined: none.
   * `builtin` gives what Django's own class has under a name.
   */
  method(name: string, self: Value, builtin: (name: string) => Value | undefined): Value | undefined {
    return this.methodAfter(this.lineage(), name, self, builtin)
  }

  private methodAfter(
    line: readonly ManagerType[],
    name: string,
    self: Value,
    builtin: (name: string) => Value | undefined,
  ): Value | undefined {
    const at = line.findIndex((t) => t.own(name) !== undefined)
    const found = line[at]
    const fn = found?.own(name)
    if (found === undefined || fn === undefined || found.source === null) return undefined
    const rest = line.slice(at + 1)
    const parent = new SuperObject((n) => this.methodAfter(rest, n, self, builtin) ?? builtin(n))
    const { source } = found
    return new Builtin(name, ({ args, kwargs }, rt) =>
      rt.call(source.bind(fn, parent), { args: [self, ...args], kwargs }),
    )
  }
}

/** `PublishedManager()` in a class body: what the model's manager will be. */
export class ManagerTemplate extends PyObject {
  readonly djangoClass = 'Manager'
  readonly type: ManagerType
  /** What its own `__init__` is given. */
  readonly given: CallArgs
  constructor(type: ManagerType, given: CallArgs) {
    super()
    this.type = type
    this.given = given
  }
  typeName(): string {
    return this.type.name
  }
}

/** `super()`. */
export class SuperObject extends PyObject {
  private readonly find: (name: string) => Value | undefined
  constructor(find: (name: string) => Value | undefined) {
    super()
    this.find = find
  }
  typeName(): string {
    return 'super'
  }
  override getAttr(name: string): Value | undefined {
    return this.find(name)
  }
}

/** `models.Manager` and `models.QuerySet`. */
export const MANAGER = new ManagerType('Manager', [], null)
export const QUERYSET = new ManagerType('QuerySet', [], null)
