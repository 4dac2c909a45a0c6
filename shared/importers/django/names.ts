/** What a dotted name means, followed through assignments, imports and re-exports of the project. */
import type { PyExpr } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import { knownPackage } from './known/known-modules.ts'
import { STAND_IN_OBJECT } from './modules.ts'
import type { Binding, ClassDecl, FunctionStatement, SourceModule } from './modules.ts'

export type Found =
  | { readonly kind: 'class'; readonly decl: ClassDecl }
  /** A value assigned in a module or class of the project. */
  | { readonly kind: 'value'; readonly expr: PyExpr; readonly module: SourceModule; readonly cls: ClassDecl | null }
  | { readonly kind: 'function'; readonly node: FunctionStatement; readonly module: SourceModule }
  | { readonly kind: 'module'; readonly module: SourceModule }
  /** Something of a package that was not given: `django.db.models.CharField`. */
  | { readonly kind: 'outside'; readonly path: string }

/** Imports of imports that are followed; a cycle ends here too. */
const MAX_STEPS = 40

/** `a.b.c` as its parts; null: not a plain dotted name. */
export function dotted(expr: PyExpr): readonly string[] | null {
  const parts: string[] = []
  let at = expr
  while (at.type === 'Attribute') {
    parts.push(at.attr)
    at = at.value
  }
  return at.type === 'Name' ? [at.id, ...parts.reverse()] : null
}

export class Names {
  private readonly modules: readonly SourceModule[]
  private readonly byName: ReadonlyMap<string, SourceModule>
  private readonly found = new Map<string, SourceModule | null>()
  private readonly bases = new Map<ClassDecl, readonly ClassDecl[]>()

  constructor(modules: readonly SourceModule[]) {
    this.modules = modules
    this.byName = new Map(modules.map((module) => [module.name, module]))
  }

  /** What an expression names where it stands: in a class body, or at the top of a module. */
  of(expr: PyExpr, module: SourceModule, cls: ClassDecl | null): Found | null {
    const parts = dotted(expr)
    if (parts === null) return null
    const own = cls?.scope.get(parts[0] ?? '')
    // `product = ForeignKey(product.Product)`: the right side is evaluated before the name is bound here.
    const isLater = own?.kind === 'value' && own.expr.to >= expr.to && cls?.module === module
    return this.path(parts, module, isLater ? null : cls, MAX_STEPS)
  }

  path(parts: readonly string[], module: SourceModule, cls: ClassDecl | null, steps = MAX_STEPS): Found | null {
    const [first = '', ...rest] = parts
    const own = cls?.scope.get(first)
    const start = own === undefined ? this.inModule(module, first, steps) : this.follow(own, module, cls, steps)
    return this.attributes(start, rest, steps)
  }

  /**
   * A name of a module, also one that a star import brings.
   *
   * @param seen modules that do not have it: packages whose parts star each other would be gone through without end
   */
  private inModule(module: SourceModule, name: string, steps: number, seen?: Set<SourceModule>): Found | null {
    const binding = module.scope.get(name)
    if (binding !== undefined) return this.follow(binding, module, null, steps)
    if (steps <= 0) return null
    let outside: Found | null = null
    const without = (seen ?? new Set()).add(module)
    for (const star of module.stars) {
      const source = this.module(star)
      if (source !== null && !without.has(source)) {
        const found = this.inModule(source, name, steps - 1, without)
        if (found !== null) return found
      } else if (source === null && KNOWN_STARS.test(star)) outside = { kind: 'outside', path: `${star}.${name}` }
    }
    return outside
  }

  private follow(binding: Binding, module: SourceModule, cls: ClassDecl | null, steps: number): Found | null {
    if (binding.kind === 'class') return binding
    if (binding.kind === 'function') return { ...binding, module }
    if (binding.kind === 'value') {
      const parts = dotted(binding.expr)
      // `Base = models.Model`: another name for the same thing. A name bound to itself ends at the step limit.
      const same = parts === null || steps <= 0 ? null : this.path(parts, module, null, steps - 1)
      if (same !== null && same.kind !== 'function') return same
      return { kind: 'value', expr: binding.expr, module, cls }
    }
    if (steps <= 0) return null
    return this.imported(binding.module, binding.attr, module, steps - 1)
  }

  private imported(name: string, attr: string | null, from: SourceModule, steps: number): Found | null {
    const source = this.module(name)
    if (attr === null) return source === null ? { kind: 'outside', path: name } : { kind: 'module', module: source }
    if (source !== null && source !== from) {
      const found = this.inModule(source, attr, steps)
      if (found !== null) return found
    }
    const sub = this.module(name === '' ? attr : `${name}.${attr}`)
    if (sub !== null && sub !== from) return { kind: 'module', module: sub }
    // Of a well-known package we know the classes that make columns, no more.
    const isWhole = source !== null && knownPackage(source) === null
    return isWhole ? null : { kind: 'outside', path: `${name}.${attr}` }
  }

  private attributes(start: Found | null, names: readonly string[], steps: number): Found | null {
    let at = start
    for (const name of names) {
      if (at === null || at.kind === 'function') return null
      at = this.attribute(at, name, steps - 1)
    }
    return at
  }

  private attribute(of: Found, name: string, steps: number): Found | null {
    if (of.kind === 'outside') return { kind: 'outside', path: `${of.path}.${name}` }
    if (of.kind === 'class') return this.classAttribute(of.decl, name, steps)
    if (of.kind === 'module') {
      const found = this.inModule(of.module, name, steps)
      if (found !== null) return found
      const sub = this.module(`${of.module.name}.${name}`)
      if (sub !== null) return { kind: 'module', module: sub }
      if (knownPackage(of.module) !== null) return { kind: 'outside', path: `${of.module.name}.${name}` }
      return this.fromStandIn(of.module, name, steps) ?? this.fromGetattr(of.module, name, steps)
    }
    return steps > 0 && of.kind === 'value' ? this.ofObject(of, name, steps - 1) : null
  }

  /** Of the object that the module put in its own place: `sys.modules[__name__] = AppSettings('SHOP_')`. */
  private fromStandIn(module: SourceModule, name: string, steps: number): Found | null {
    const binding = steps <= 0 ? undefined : module.scope.get(STAND_IN_OBJECT)
    const object = binding === undefined ? null : this.follow(binding, module, null, steps - 1)
    return object?.kind === 'value' ? this.attribute(object, name, steps - 1) : null
  }

  /** A module's `def __getattr__(name): return getattr(defaults, name)`. */
  private fromGetattr(module: SourceModule, name: string, steps: number): Found | null {
    const binding = module.scope.get('__getattr__')
    const call = binding?.kind === 'function' ? onlyReturn(binding.node) : null
    const isIt = call?.type === 'Call' && call.func.type === 'Name' && call.func.id === 'getattr'
    const parts = isIt && call.args[0] !== undefined ? dotted(call.args[0].value) : null
    return parts === null || steps <= 0 ? null : this.path([...parts, name], module, null, steps - 1)
  }

  /**
   * An attribute of an object that a class of the project made, as settings of packages are: what the class gives
   * it, else the entry of a dict of defaults that it was made with.
   */
  private ofObject(
    { expr, module, cls }: Found & { readonly kind: 'value' },
    name: string,
    steps: number,
  ): Found | null {
    const parts = expr.type === 'Call' ? dotted(expr.func) : null
    const made = parts === null ? null : this.path(parts, module, cls, steps)
    if (made?.kind !== 'class' || expr.type !== 'Call') return null
    const own = this.classAttribute(made.decl, name, steps)
    if (own?.kind === 'value') return own
    if (own?.kind === 'function') {
      const value = own.node.decorators.some(isPropertyName) ? onlyReturn(own.node) : null
      return value === null ? null : { kind: 'value', expr: value, module: own.module, cls: null }
    }
    if (own !== null || this.classAttribute(made.decl, '__getattr__', steps)?.kind !== 'function') return null
    for (const arg of expr.args) {
      const given = dotted(arg.value) === null ? null : this.of(arg.value, module, cls)
      if (given?.kind !== 'value' || given.expr.type !== 'Dict') continue
      const entry = given.expr.entries.find(({ key }) => key !== null && stringOf(key) === name)
      if (entry !== undefined) return { kind: 'value', expr: entry.value, module: given.module, cls: null }
    }
    return null
  }

  /**
   * An attribute of a class or of the bases it names.
   *
   * @param seen classes that do not have it: bases that share theirs would be asked twice as often at each level
   */
  classAttribute(decl: ClassDecl, name: string, steps = MAX_STEPS, seen?: Set<ClassDecl>): Found | null {
    const binding = decl.scope.get(name)
    if (binding !== undefined) return this.follow(binding, decl.module, decl, steps)
    if (steps <= 0) return null
    const without = (seen ?? new Set()).add(decl)
    for (const base of this.basesOf(decl)) {
      const inherited = without.has(base) ? null : this.classAttribute(base, name, steps - 1, without)
      if (inherited !== null) return inherited
    }
    return null
  }

  /** The bases that are classes of the project. A class that has to be asked for its own bases (`class A(A.x)`) has none yet. */
  private basesOf(decl: ClassDecl): readonly ClassDecl[] {
    const known = this.bases.get(decl)
    if (known !== undefined) return known
    this.bases.set(decl, [])
    const bases = decl.bases.flatMap((base) => {
      const found = base.name === null ? this.of(base.value, decl.module, decl.outer) : null
      return found?.kind === 'class' ? [found.decl] : []
    })
    this.bases.set(decl, bases)
    return bases
  }

  /**
   * The module of a dotted name. Which folder the user chose is open, so names may have more or fewer
   * leading parts than the paths.
   */
  module(name: string): SourceModule | null {
    const known = this.found.get(name)
    if (known !== undefined) return known
    const found = this.byName.get(name) ?? this.bySuffix(name)
    this.found.set(name, found)
    return found
  }

  /** Whether files of the package or of what lies in it were given. */
  isFolder(name: string): boolean {
    return this.modules.some(
      (module) => `.${module.name}.`.includes(`.${name}.`) || name.endsWith(`.${parentOf(module)}`),
    )
  }

  private bySuffix(name: string): SourceModule | null {
    if (name === '' || OUTSIDE.test(name)) return null
    const longer = this.modules.filter((module) => module.name.endsWith(`.${name}`))
    // `taggit.models` is not the `models` of a single file: two parts have to agree.
    const shorter = this.modules.filter((module) => module.name.includes('.') && name.endsWith(`.${module.name}`))
    const [best] = [...longer, ...shorter].toSorted((a, b) => b.name.length - a.name.length)
    return best ?? null
  }
}

function parentOf({ name, isPackage }: SourceModule): string {
  return isPackage ? name : name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

function isPropertyName(expr: PyExpr): boolean {
  return /^(?:cached_|class)?property$/.test(dotted(expr)?.at(-1) ?? '')
}

/** What a function without any other statement returns. */
function onlyReturn({ body }: FunctionStatement): PyExpr | null {
  const [only, ...more] = body.filter((s) => s.type !== 'Expr' || stringOf(s.value) === null)
  return only?.type === 'Return' && more.length === 0 ? only.value : null
}

const OUTSIDE = /^django(?:\.|$)/

/** Modules that are starred in practice, whose names we can tell without reading them. */
const KNOWN_STARS = /^django\.(?:db\.models|contrib\.gis\.db\.models)$/
