/**
 * Several modules as one program: what a name stands for, through imports, constants, objects and small
 * functions (`const id = () => uuid().primaryKey()`). Values are put in place of names; nothing is run.
 */
import { madeItems } from './lists.ts'
import type { TsExpr, TsModule } from './syntax.ts'
import { isNullish, truthOf } from './truth.ts'

/** Names that stand for something besides the module's own. */
export interface Scope {
  readonly module: TsModule
  readonly names: ReadonlyMap<string, Bound>
}

/** An expression with what its names mean. */
export interface Bound {
  readonly expr: TsExpr
  readonly scope: Scope
}

/** Beyond so many steps a value is left as it is: definitions may go round in circles. */
const MAX_STEPS = 32
/** Names of entries that wait for names of entries. */
const MAX_RECKONING = 4

export class Program {
  readonly modules: readonly TsModule[]
  readonly #byPath = new Map<string, TsModule>()
  /** Names of entries that were reckoned. */
  readonly #keys = new Map<TsExpr, string | null>()
  #reckoning = 0

  constructor(modules: readonly TsModule[]) {
    this.modules = modules
    for (const module of modules) this.#byPath.set(stem(module.file), module)
  }

  scopeOf(module: TsModule): Scope {
    return { module, names: NO_NAMES }
  }

  /**
   * What stands behind the names: a value, or the name itself where nobody knows it.
   *
   * @param isEnough a value that is looked for, on the way
   */
  resolve(bound: Bound, steps = MAX_STEPS, isEnough: (expr: TsExpr) => boolean = () => false): Bound {
    let current = bound
    for (let left = steps; left > 0 && !isEnough(current.expr); left--) {
      const next = this.#step(current, left)
      if (next === null) return current
      current = next
    }
    return current
  }

  #step({ expr, scope }: Bound, left: number): Bound | null {
    if (expr.kind === 'name') return scope.names.get(expr.name) ?? this.exported(scope.module, expr.name, true)
    if (expr.kind === 'conditional') {
      const truth = truthOf(this, { expr: expr.test, scope }, left >> 1)
      return truth === null ? null : { expr: truth ? expr.yes : expr.no, scope }
    }
    if (expr.kind === 'binary') return this.#chosen(expr, scope, left >> 1)
    if (expr.kind === 'member') {
      const object = this.resolve({ expr: expr.object, scope }, left >> 1)
      return object.expr.kind === 'object' ? this.property(object, expr.name) : null
    }
    if (expr.kind !== 'call' || expr.isNew || expr.callee.kind === 'member') return null
    const callee = this.resolve({ expr: expr.callee, scope }, left >> 1)
    if (callee.expr.kind !== 'function') return null
    const args = expr.args.map((arg) => ({ expr: arg.value, scope }))
    // What is not given is undefined.
    const missing = expr.args.some((arg) => arg.spread) ? 0 : callee.expr.params.length - args.length
    return this.apply(callee, [...args, ...Array.from({ length: Math.max(0, missing) }, () => notGiven(scope))])
  }

  /** What `a ?? b` and its like give; null: it cannot be told. */
  #chosen({ operator, left, right }: Extract<TsExpr, { kind: 'binary' }>, scope: Scope, steps: number): Bound | null {
    const first = { expr: left, scope }
    const isOther =
      operator === '??'
        ? isNullish(this, first, steps)
        : operator === '&&'
          ? truthOf(this, first, steps)
          : operator === '||'
            ? not(truthOf(this, first, steps))
            : null
    return isOther === null ? null : isOther ? { expr: right, scope } : first
  }

  /** What a function gives for these arguments; null: it cannot be told. */
  apply({ expr, scope }: Bound, args: readonly Bound[]): Bound | null {
    if (expr.kind !== 'function' || expr.body === null) return null
    return { expr: expr.body, scope: { module: scope.module, names: bindings(expr, args, scope) } }
  }

  property(object: Bound, name: string): Bound | null {
    return this.entries(object).findLast((e) => e.key === name)?.value ?? null
  }

  /** Entries of an object with those that are spread into it. */
  entries(object: Bound, depth = 0): readonly { readonly key: string; readonly value: Bound }[] {
    const { expr, scope } = object
    if (expr.kind !== 'object') return []
    return expr.entries.flatMap(({ key: said, computed, value }) => {
      const key = computed === undefined ? said : this.keyOf({ expr: computed, scope })
      if (key !== null) return [{ key, value: { expr: value, scope } }]
      if (computed !== undefined) return []
      return depth > 10 ? [] : this.entries(this.resolve({ expr: value, scope }), depth + 1)
    })
  }

  /** The name that an entry's is reckoned to be; null: nobody knows it. Names that need each other are nobody's. */
  keyOf(computed: Bound): string | null {
    const { expr, scope } = computed
    // A function's parameters may give another name each time.
    const isFixed = scope.names === NO_NAMES
    const known = isFixed ? this.#keys.get(expr) : undefined
    if (known !== undefined || this.#reckoning >= MAX_RECKONING) return known ?? null
    if (isFixed) this.#keys.set(expr, null)
    this.#reckoning++
    const key = this.text(computed)
    this.#reckoning--
    if (isFixed) this.#keys.set(expr, key)
    return key
  }

  /** Items of a list with those that are spread into it. */
  items(list: Bound, depth = 0): readonly Bound[] {
    const { expr, scope } = list
    if (expr.kind !== 'array') return depth > 10 ? [] : madeItems(this, list, depth)
    return expr.items.flatMap(({ value, spread }) => {
      if (!spread) return [{ expr: value, scope }]
      return depth > 10 ? [] : this.items(this.resolve({ expr: value, scope }), depth + 1)
    })
  }

  /** What a name of a module stands for, wherever it is declared. */
  exported(module: TsModule, name: string, isOwn = false, seen: readonly TsModule[] = []): Bound | null {
    const own = module.variables.get(name)
    if (own !== undefined) return { expr: own, scope: this.scopeOf(module) }
    const found = (isOwn ? module.imports.get(name) : undefined) ?? module.exports.get(name)
    if (found !== undefined && found.module === '')
      return found.name === name ? null : this.exported(module, found.name, true, seen)
    const next = seen.length > 20 || seen.includes(module) ? null : [...seen, module]
    if (next === null) return null
    if (found !== undefined) {
      const target = this.moduleOf(module, found.module)
      if (target === undefined || found.name === 'default') return null
      if (found.name === '*') return { expr: wholeModule(target), scope: this.scopeOf(target) }
      return this.exported(target, found.name, false, next)
    }
    for (const star of isOwn ? [] : module.stars) {
      const target = this.moduleOf(module, star)
      const bound = target === undefined ? null : this.exported(target, name, false, next)
      if (bound !== null) return bound
    }
    return null
  }

  /** The file that a module path means: relative to the importer, or by its end (`@/db/users`). */
  moduleOf(from: TsModule, path: string): TsModule | undefined {
    const plain = path.replace(/\.(?:[cm]?[jt]s|tsx)$/, '')
    if (plain.startsWith('.')) {
      const joined = joinPath(stem(from.file).split('/').slice(0, -1), plain)
      return this.#byPath.get(joined) ?? this.#byPath.get(`${joined}/index`.replace(/^\//, ''))
    }
    const end = plain.replace(/^[@~]?[\w-]*\//, '')
    return this.modules.find(
      (m) => `/${stem(m.file)}`.endsWith(`/${end}`) || `/${stem(m.file)}`.endsWith(`/${end}/index`),
    )
  }

  /** Text of a value that is one: a literal, a constant, a template of such. */
  text(bound: Bound, depth = 0): string | null {
    const { expr, scope } = this.resolve(bound)
    if (expr.kind === 'string') return expr.value
    if (expr.kind !== 'template' || expr.tag !== null || depth > 10) return null
    const values = expr.values.map((value) => this.#textIn({ expr: value, scope }, depth + 1))
    return values.includes(null) ? null : expr.texts.map((t, i) => t + (values[i] ?? '')).join('')
  }

  /** In a text a number is one too. */
  #textIn(bound: Bound, depth: number): string | null {
    const { expr } = this.resolve(bound)
    return expr.kind === 'number' ? expr.value : this.text(bound, depth)
  }
}

function notGiven(scope: Scope): Bound {
  return { expr: { kind: 'word', value: 'undefined', from: 0 }, scope }
}

function not(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth
}

const NO_NAMES: ReadonlyMap<string, Bound> = new Map()

/** `import * as schema`: its variables as an object. */
function wholeModule(module: TsModule): TsExpr {
  const entries = [...module.variables].map(([key, value]) => ({ key, value }))
  return { kind: 'object', entries, from: 0 }
}

function bindings(
  { params, defaults, locals }: Extract<TsExpr, { kind: 'function' }>,
  args: readonly Bound[],
  scope: Scope,
): ReadonlyMap<string, Bound> {
  const names = new Map(scope.names)
  for (const [i, param] of params.entries()) {
    const unsaid = defaults?.get(i)
    const given = args[i]
    const isMissing = given === undefined || (given.expr.kind === 'word' && given.expr.value === 'undefined')
    const arg = isMissing && unsaid !== undefined ? { expr: unsaid, scope } : given
    if (typeof param === 'string') {
      if (arg !== undefined) names.set(param, arg)
      continue
    }
    for (const [name, { name: property, unsaid: other }] of param) {
      if (arg === undefined) continue
      const taken: TsExpr = { kind: 'member', object: arg.expr, name: property, from: 0 }
      const expr: TsExpr =
        other === undefined ? taken : { kind: 'binary', operator: '??', left: taken, right: other, from: 0 }
      names.set(name, { expr, scope: arg.scope })
    }
  }
  for (const [name, expr] of locals ?? []) names.set(name, { expr, scope: { module: scope.module, names } })
  return names
}

function stem(path: string): string {
  return path.replace(/^\.?\//, '').replace(/\.(?:[cm]?[jt]s|tsx)$/, '')
}

function joinPath(folder: readonly string[], path: string): string {
  const parts = [...folder]
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
