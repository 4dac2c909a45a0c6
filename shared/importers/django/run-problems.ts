/**
 * What Python itself would stop at while it runs a module of models: a name that nothing bound, a keyword
 * given twice, a class that django.db.models does not have. Only what is certain is reported: names that
 * come from a star or from code we cannot follow end the search for unbound ones.
 */
import type { PyArg, PyExpr, PyStatement } from '../../python/ast.ts'
import { positionalNames } from '../../document/fields/field-positional.ts'
import { BUILTINS, MODELS_NAMES } from './known-names.ts'
import type { SourceModule } from './modules.ts'
import { dotted } from './names.ts'

export interface RunProblem {
  readonly type: 'NameError' | 'AttributeError' | 'TypeError' | 'SyntaxError'
  readonly message: string
  /** Offset in the module's text. */
  readonly from: number
}

type Names = Set<string>
/** undefined: names may come from anywhere. */
type Scopes = readonly Names[] | undefined

/** In the order in which Python meets them; a repeated keyword is met before anything runs. */
export function runProblems(module: Pick<SourceModule, 'py'>): readonly RunProblem[] {
  const found: RunProblem[] = []
  const runner = new Runner(found)
  runner.block(module.py.body, isOpen(module.py.body) ? undefined : [new Set(BUILTINS)], true)
  const rank = (one: RunProblem): number => (one.type === 'SyntaxError' ? 0 : 1)
  return found.toSorted((a, b) => rank(a) - rank(b))
}

/** Names may be bound in ways that are not written as such. */
function isOpen(body: readonly PyStatement[]): boolean {
  return body.some((statement) => {
    if (statement.type === 'ImportFrom') return statement.names.some(({ name }) => name === '*')
    if (statement.type === 'Unknown') return !/^(?:an assert|a type alias)/.test(statement.what)
    return statement.type === 'Expr' && /^(?:exec|globals|locals|vars|setattr)$/.test(calledName(statement.value))
  })
}

function calledName(expr: PyExpr): string {
  if (expr.type !== 'Call') return ''
  return expr.func.type === 'Name'
    ? expr.func.id
    : calledName(expr.func.type === 'Attribute' ? expr.func.value : expr.func)
}

class Runner {
  readonly #found: RunProblem[]
  /** What `models` means, where it is Django's. */
  readonly #models: Names = new Set()

  constructor(found: RunProblem[]) {
    this.#found = found
  }

  /** @param certain false under a condition: what stands there may not run, but its names may be bound */
  block(statements: readonly PyStatement[], scopes: Scopes, certain: boolean): void {
    for (const statement of statements) this.#statement(statement, scopes, certain)
  }

  #statement(statement: PyStatement, scopes: Scopes, certain: boolean): void {
    const look = certain ? scopes : undefined
    if (statement.type === 'Import') {
      for (const { name, asname } of statement.names) bind(scopes, asname ?? name.split('.')[0] ?? name)
    } else if (statement.type === 'ImportFrom') {
      for (const { name, asname } of statement.names) {
        bind(scopes, asname ?? name)
        if (statement.module === 'django.db' && statement.level === 0 && name === 'models')
          this.#models.add(asname ?? name)
        else this.#models.delete(asname ?? name)
      }
    } else if (statement.type === 'Assign') {
      this.#expression(statement.value, look)
      for (const target of statement.targets) bindTarget(scopes, target)
    } else if (statement.type === 'AnnAssign') {
      if (statement.value === null) return
      this.#expression(statement.value, look)
      bindTarget(scopes, statement.target)
    } else if (statement.type === 'AugAssign' || statement.type === 'Expr') this.#expression(statement.value, look)
    else if (statement.type === 'FunctionDef') {
      for (const decorator of statement.decorators) this.#expression(decorator, look)
      for (const value of Object.values(statement.defaults ?? {})) this.#expression(value, look)
      bind(scopes, statement.name)
    } else if (statement.type === 'ClassDef') this.#class(statement, scopes, look, certain)
    else this.#compound(statement, scopes)
  }

  #class(statement: PyStatement & { readonly type: 'ClassDef' }, scopes: Scopes, look: Scopes, certain: boolean): void {
    for (const decorator of statement.decorators) this.#expression(decorator, look)
    const params = new Set(statement.typeParams)
    for (const base of statement.bases) this.#expression(base.value, look === undefined ? look : [...look, params])
    const hasOpenBody = isOpen(statement.body)
    // A class in a class does not see the names of the outer one.
    const [top] = scopes ?? []
    const inner = top === undefined || hasOpenBody ? undefined : [top, params, new Set(['__module__', '__qualname__'])]
    this.block(statement.body, inner, certain)
    bind(scopes, statement.name)
  }

  /** Blocks that may run, once or never: what they bind is there afterwards. */
  #compound(statement: PyStatement, scopes: Scopes): void {
    if (statement.type === 'For') bindTarget(scopes, statement.target)
    if (statement.type === 'With')
      for (const { target } of statement.items) if (target !== null) bindTarget(scopes, target)
    if (statement.type === 'Delete' || !('body' in statement)) return
    this.block(statement.body ?? [], scopes, false)
    if ('orelse' in statement) this.block(statement.orelse, scopes, false)
    if (statement.type !== 'Try') return
    for (const handler of statement.handlers) this.block(handler.body, scopes, false)
    this.block(statement.finalbody, scopes, false)
  }

  #expression(expr: PyExpr, scopes: Scopes): void {
    switch (expr.type) {
      case 'Name':
        if (scopes !== undefined && !scopes.some((names) => names.has(expr.id)))
          this.#add('NameError', `name '${expr.id}' is not defined`, expr.from)
        return
      case 'Attribute':
        if (expr.value.type === 'Name' && this.#models.has(expr.value.id) && scopes !== undefined) {
          if (!MODELS_NAMES.has(expr.attr)) {
            this.#add('AttributeError', `module 'django.db.models' has no attribute '${expr.attr}'`, expr.from)
          }
        }
        return this.#expression(expr.value, scopes)
      case 'Call':
        this.#expression(expr.func, scopes)
        for (const arg of expr.args) this.#expression(arg.value, scopes)
        return this.#call(expr.func, expr.args, expr.from)
      case 'Subscript':
        this.#expression(expr.value, scopes)
        return this.#expression(expr.index, scopes)
      case 'List':
      case 'Tuple':
      case 'Set':
        for (const item of expr.items) this.#expression(item, scopes)
        return
      case 'Dict':
        for (const { key, value } of expr.entries) {
          if (key !== null) this.#expression(key, scopes)
          this.#expression(value, scopes)
        }
        return
      case 'BinOp':
        this.#expression(expr.left, scopes)
        return this.#expression(expr.right, scopes)
      case 'BoolOp':
        // The right side may never be looked at.
        return this.#expression(expr.left, scopes)
      case 'UnaryOp':
        return this.#expression(expr.operand, scopes)
      case 'Compare':
        return this.#expression(expr.left, scopes)
      case 'Conditional':
        return this.#expression(expr.test, scopes)
      case 'Starred':
        return this.#expression(expr.value, scopes)
      case 'Comprehension': {
        const [first] = expr.clauses
        if (first !== undefined) this.#expression(first.iter, scopes)
        return
      }
      default:
    }
  }

  #call(func: PyExpr, args: readonly PyArg[], from: number): void {
    const seen = new Set<string>()
    for (const { name } of args) {
      if (name === null || name.startsWith('*')) continue
      if (seen.has(name)) this.#add('SyntaxError', `keyword argument repeated: ${name}`, from)
      seen.add(name)
    }
    const path = dotted(func) ?? []
    const [first = '', className = ''] = path
    if (path.length !== 2 || !this.#models.has(first) || !/Field$|^ForeignKey$/.test(className)) return
    const given = args.filter(({ name }) => name === null).length
    if (args.some(({ name }) => name?.startsWith('*') === true)) return
    const twice = positionalNames(className)
      .slice(0, given)
      .find((name) => seen.has(name))
    if (twice === undefined || className === 'CompositePrimaryKey') return
    const message = `${SIGNATURE_OF[className] ?? 'Field'}.__init__() got multiple values for argument '${twice}'`
    this.#add('TypeError', message, from)
  }

  #add(type: RunProblem['type'], message: string, from: number): void {
    this.#found.push({ type, message, from })
  }
}

/** Whose `__init__` names the arguments. Source: django/db/models/fields (5.2). */
const SIGNATURE_OF: { readonly [className: string]: string | undefined } = {
  DateField: 'DateField',
  DateTimeField: 'DateField',
  DecimalField: 'DecimalField',
  FileField: 'FileField',
  FilePathField: 'FilePathField',
  ForeignKey: 'ForeignKey',
  GenericIPAddressField: 'GenericIPAddressField',
  ImageField: 'ImageField',
  JSONField: 'JSONField',
  ManyToManyField: 'ManyToManyField',
  OneToOneField: 'OneToOneField',
  TimeField: 'TimeField',
  URLField: 'URLField',
  UUIDField: 'UUIDField',
}

function bind(scopes: Scopes, name: string): void {
  scopes?.at(-1)?.add(name)
}

function bindTarget(scopes: Scopes, target: PyExpr): void {
  if (target.type === 'Name') bind(scopes, target.id)
  else if (target.type === 'Starred') bindTarget(scopes, target.value)
  else if (target.type === 'Tuple' || target.type === 'List') for (const item of target.items) bindTarget(scopes, item)
}
