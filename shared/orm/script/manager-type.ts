/** Managers and querysets that a models file declares: `class PublishedManager(models.Manager): …`. */
import type { PyStatement } from '../../python/ast.ts'
import { pyError } from './errors.ts'
import { Builtin, PyObject } from './values.ts'
import type { Callable, CallArgs, Value } from './values.ts'

type FunctionDef = Extract<PyStatement, { readonly type: 'FunctionDef' }>

export interface ClassSource {
  readonly body: readonly PyStatement[]
  /** A function of the body, `super()` in it giving the object. */
  bind(fn: FunctionDef, superObject: Value): Value
}

export class ManagerType extends PyObject implements Callable {
  readonly name: string
  readonly bases: readonly ManagerType[]
  readonly source: ClassSource | null
  /** Methods that a manager takes from a queryset class (`from_queryset`, `as_manager`). */
  readonly queryset: ManagerType | null

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
    return `<class '${this.name}'>`
  }
  call(_args: CallArgs): Value {
    return new ManagerTemplate(this)
  }
  override getAttr(name: string): Value | undefined {
    if (name === 'as_manager')
      return new Builtin(
        name,
        () => new ManagerTemplate(new ManagerType(`ManagerFrom${this.name}`, [MANAGER], null, this)),
      )
    if (name === 'from_queryset') {
      return new Builtin(name, ({ args }) => {
        const [queryset] = args
        if (!(queryset instanceof ManagerType)) throw pyError('TypeError', 'from_queryset() needs a queryset class')
        return new ManagerType(`${this.name}From${queryset.name}`, [this], null, queryset)
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
    return this.lineage().some((t) => t.own(name) !== undefined)
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
  readonly type: ManagerType
  constructor(type: ManagerType) {
    super()
    this.type = type
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
