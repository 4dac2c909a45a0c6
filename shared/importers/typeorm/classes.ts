/** Which classes of a program are entities, what their decorators say, and what they inherit. */
import type { Bound, Program, Scope } from '../typescript/program.ts'
import type { TsClass, TsExpr, TsModule, TsProperty } from '../typescript/syntax.ts'

export interface Decorator {
  readonly name: string
  readonly args: readonly Bound[]
  readonly from: number
  /** Made by the program itself, in a way that cannot be followed. */
  readonly isOwn?: true
}

export interface Member {
  readonly property: TsProperty
  readonly decorators: readonly Decorator[]
  readonly module: TsModule
}

export interface ClassDecl {
  readonly node: TsClass
  readonly module: TsModule
  readonly scope: Scope
  readonly decorators: readonly Decorator[]
  /** Those of an EntitySchema, which has no class's body. */
  readonly members?: readonly Member[]
}

/** Deeper than any project's inheritance. */
const MAX_DEPTH = 30

export class Classes {
  readonly all: readonly ClassDecl[]
  readonly #program: Program
  readonly #members = new Map<ClassDecl, readonly Member[]>()
  readonly #byName = new Map<string, ClassDecl[]>()
  readonly #parents = new Map<ClassDecl, ClassDecl | undefined>()

  /** @param schemas entities without a class, which count before a class that they are of */
  constructor(program: Program, schemas: readonly (ClassDecl & { readonly aliases: readonly string[] })[] = []) {
    this.#program = program
    for (const decl of schemas) for (const name of decl.aliases) this.#enter(name, decl)
    const classes = program.modules.flatMap((module) =>
      module.classes.map((node) => this.#made(node, program.scopeOf(module))),
    )
    for (const decl of classes) this.#enter(decl.node.name, decl)
    this.all = [...schemas, ...classes]
  }

  #enter(name: string, decl: ClassDecl): void {
    const same = this.#byName.get(name)
    if (same === undefined) this.#byName.set(name, [decl])
    else same.push(decl)
  }

  /** The class of that name as a module sees it: its own, the one that it imports, the only one there is. */
  named(name: string, from: TsModule): ClassDecl | undefined {
    const imported = from.imports.get(name)
    const module = imported === undefined ? from : this.#program.moduleOf(from, imported.module)
    const real = imported === undefined || imported.name === 'default' || imported.name === '*' ? name : imported.name
    const same = this.#byName.get(real) ?? []
    return same.find((decl) => decl.module === module) ?? same[0]
  }

  parent(decl: ClassDecl): ClassDecl | undefined {
    const { base } = decl.node
    if (base === null) return undefined
    if (!this.#parents.has(decl)) this.#parents.set(decl, this.#classOf({ expr: base, scope: decl.scope }, MAX_DEPTH))
    return this.#parents.get(decl)
  }

  /** A class by its name, by a constant's, or as a mixin makes it: `WithDates(Base)`. */
  #classOf(bound: Bound, left: number): ClassDecl | undefined {
    const { expr, scope } = bound
    if (left === 0) return undefined
    if (expr.kind === 'class') return this.#made(expr.node, scope)
    if (expr.kind === 'name') {
      const value = scope.names.get(expr.name) ?? this.#program.exported(scope.module, expr.name, true)
      return (value === null ? undefined : this.#classOf(value, left - 1)) ?? this.named(expr.name, scope.module)
    }
    if (expr.kind !== 'call') return undefined
    const made = this.#program.resolve(bound)
    if (made.expr.kind === 'class') return this.#made(made.expr.node, made.scope)
    // A mixin that cannot be told.
    const [first] = expr.args
    return first === undefined ? undefined : this.#classOf({ expr: first.value, scope }, left - 1)
  }

  #made(node: TsClass, scope: Scope): ClassDecl {
    return { node, module: scope.module, scope, decorators: this.#decorators(node.decorators, scope) }
  }

  /** The class and what it is built on, itself first. */
  lineage(decl: ClassDecl): readonly ClassDecl[] {
    const line = [decl]
    for (let next = this.parent(decl); next !== undefined && line.length < MAX_DEPTH; next = this.parent(next)) {
      if (line.includes(next)) break
      line.push(next)
    }
    return line
  }

  members(decl: ClassDecl): readonly Member[] {
    if (decl.members !== undefined) return decl.members
    const known = this.#members.get(decl)
    if (known !== undefined) return known
    const members = decl.node.properties.map((property) => ({
      property,
      module: decl.module,
      decorators: this.#decorators(property.decorators, decl.scope),
    }))
    this.#members.set(decl, members)
    return members
  }

  /** Those that functions of the program's own make are what they return: `JsonColumn()`, `applyDecorators(…)`. */
  #decorators(exprs: readonly TsExpr[], scope: Scope): readonly Decorator[] {
    return exprs.flatMap((expr) => this.#decorator({ expr, scope }, expr.from, MAX_DEPTH))
  }

  #decorator({ expr, scope }: Bound, from: number, left: number): readonly Decorator[] {
    const callee = expr.kind === 'call' ? expr.callee : expr
    const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : null
    if (name === null || left === 0) return []
    const args = expr.kind === 'call' ? expr.args.map((arg) => ({ expr: arg.value, scope })) : []
    if (name === 'applyDecorators') return args.flatMap((arg) => this.#decorator(arg, from, left - 1))
    const own = callee.kind === 'name' ? this.#program.resolve({ expr: callee, scope }) : null
    const made = own?.expr.kind !== 'function' ? null : expr.kind === 'call' ? this.#program.apply(own, args) : own
    if (made?.expr.kind === 'call') return this.#decorator(made, from, left - 1)
    const within = made === null ? [] : this.#appliedIn(made, from, left - 1)
    if (within.length > 0) return within
    const imported = scope.module.imports.get(name)
    const real = imported?.name ?? name
    const isOwn = own?.expr.kind === 'function' || imported?.module.startsWith('.') === true
    return [{ name: real === '*' || real === 'default' ? name : real, args, from, ...(isOwn ? { isOwn } : {}) }]
  }

  /** What a decorator that is a function calls itself: `(target, key) => Column(options)(target, key)`. */
  #appliedIn({ expr, scope }: Bound, from: number, left: number): readonly Decorator[] {
    if (expr.kind !== 'function') return []
    const calls = [...(expr.calls ?? []), ...(expr.body === null ? [] : [expr.body])]
    return calls.flatMap((call) =>
      call.kind === 'call' && call.callee.kind === 'call'
        ? this.#decorator({ expr: call.callee, scope }, from, left)
        : [],
    )
  }

  /** `() => User`, `(type) => User`, `'User'`, `User`. */
  target(bound: Bound | undefined): ClassDecl | undefined {
    if (bound === undefined) return undefined
    const { expr, scope } = bound
    if (expr.kind === 'string') return this.named(expr.value, scope.module)
    if (expr.kind === 'name') return this.named(expr.name, scope.module)
    if (expr.kind === 'member') return this.named(expr.name, scope.module)
    return expr.kind === 'function' && expr.body !== null ? this.target({ expr: expr.body, scope }) : undefined
  }
}

export function decorator(
  owner: { readonly decorators: readonly Decorator[] },
  ...names: readonly string[]
): Decorator | undefined {
  return owner.decorators.find((d) => names.includes(d.name))
}

/** What a decorator's options say; the last argument that is an object. */
export class Settings {
  readonly #program: Program
  readonly #object: Bound | null

  constructor(program: Program, args: readonly Bound[]) {
    this.#program = program
    this.#object = args.map((arg) => program.resolve(arg)).findLast((arg) => arg.expr.kind === 'object') ?? null
  }

  get(key: string): Bound | null {
    return this.#object === null ? null : this.#program.property(this.#object, key)
  }

  text(key: string): string | null {
    const value = this.get(key)
    return value === null ? null : this.#program.text(value)
  }

  /** Text of a text, number or word. */
  plain(key: string): string | null {
    const value = this.get(key)
    if (value === null) return null
    const { expr } = this.#program.resolve(value)
    return expr.kind === 'string' || expr.kind === 'number' || expr.kind === 'word' ? expr.value : null
  }

  is(key: string): boolean {
    return this.plain(key) === 'true'
  }
}
