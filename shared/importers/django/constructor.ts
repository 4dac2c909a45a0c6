/**
 * What Django's own constructor is given where a project's field class has an `__init__`: its statements are followed over
 * expressions as they are written, nothing is run.
 */
import { positionalNames } from '../../document/fields/field-positional.ts'
import type { PyArg, PyExpr, PyStatement } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import type { Classes } from './classes.ts'
import { followed, itemsOf } from './constants.ts'
import type { Placed } from './constants.ts'
import { evaluated, isTrue } from './evaluate.ts'
import type { ClassDecl, FunctionStatement } from './modules.ts'

interface Constructed {
  /** What the call itself says, by the names of the constructor that it meets. */
  readonly given: ReadonlyMap<string, Placed>
  /** What Django's constructor gets in the end, by its own names. */
  readonly passed: ReadonlyMap<string, Placed>
}

type Call = PyExpr & { readonly type: 'Call' }
type Given = { readonly list: Placed[]; readonly named: Map<string, Placed> }
/** A local name: a value, `*args`, `**kwargs`; undefined: not to be told. */
type Local =
  | { readonly kind: 'value'; readonly placed: Placed }
  | { readonly kind: 'list'; readonly items: Placed[] }
  | { readonly kind: 'dict'; readonly entries: Map<string, Placed> }

/** Statements went where they cannot be followed. */
class Lost extends Error {}
const lost = (): never => {
  throw new Lost()
}

/** Written on the field after Django's constructor: `self.null = True`. */
const ON_SELF: ReadonlySet<string> = new Set(
  'null blank editable unique db_index db_column db_constraint default help_text verbose_name primary_key'.split(' '),
)

/**
 * @param line the field's class and those it is built on, in Python's order
 * @param base Django's class at the end of it
 * @returns null: no class has a constructor; 'lost': what it does cannot be told
 */
export function constructed(
  line: readonly ClassDecl[],
  call: Call,
  at: Omit<Placed, 'expr'>,
  base: string,
  classes: Classes,
): Constructed | null | 'lost' {
  const first = line.findIndex((decl) => constructorOf(decl) !== undefined)
  if (first < 0) return null
  try {
    const given = argumentsOf(call.args, (expr) => ({ ...at, expr }), null)
    const run = new Run(line, base, classes)
    const passed = run.construct(first, given)
    return { given: run.given, passed }
  } catch (error) {
    if (!(error instanceof Lost)) throw error
    return 'lost'
  }
}

function constructorOf({ entries }: ClassDecl): FunctionStatement | undefined {
  return entries.findLast((e) => e.statement.type === 'FunctionDef' && e.statement.name === '__init__')?.statement as
    | FunctionStatement
    | undefined
}

function argumentsOf(args: readonly PyArg[], placed: (expr: PyExpr) => Placed, env: Frame | null): Given {
  const list: Placed[] = []
  const named = new Map<string, Placed>()
  for (const { name, value } of args) {
    if (name === '*' || value.type === 'Starred')
      list.push(...(env ?? lost()).items(value.type === 'Starred' ? value.value : value))
    else if (name === '**') for (const [key, item] of (env ?? lost()).entries(value)) named.set(key, item)
    else if (name === null) list.push(env === null ? placed(value) : env.value(value))
    else named.set(name, env === null ? placed(value) : env.value(value))
  }
  return { list, named }
}

class Run {
  given: ReadonlyMap<string, Placed> = new Map()
  private readonly line: readonly ClassDecl[]
  private readonly base: string
  private readonly classes: Classes
  private isFirst = true

  constructor(line: readonly ClassDecl[], base: string, classes: Classes) {
    this.line = line
    this.base = base
    this.classes = classes
  }

  /** `__init__` of the first class from a place of the line that has one, else Django's. */
  construct(from: number, given: Given): Map<string, Placed> {
    const at = this.line.findIndex((decl, i) => i >= from && constructorOf(decl) !== undefined)
    const decl = this.line[at]
    const node = decl === undefined ? undefined : constructorOf(decl)
    if (decl === undefined || node === undefined) return this.djangos(given)
    const frame = new Frame(decl, this.classes, (args) => this.construct(at + 1, args))
    const bound = bindParameters(node, given, decl, frame, this.base)
    if (this.isFirst) this.given = bound
    this.isFirst = false
    frame.run(node.body)
    return frame.passed ?? lost()
  }

  private djangos({ list, named }: Given): Map<string, Placed> {
    const names = positionalNames(this.base)
    const out = new Map<string, Placed>()
    list.forEach((item, i) => out.set(names[i] ?? lost(), item))
    for (const [name, item] of named) out.set(name, item)
    return out
  }
}

/** Fills the frame's names; gives what the call says by the names of the parameters. */
function bindParameters(
  node: FunctionStatement,
  { list, named }: Given,
  decl: ClassDecl,
  frame: Frame,
  base: string,
): ReadonlyMap<string, Placed> {
  const said = new Map<string, Placed>()
  const rest = new Map(named)
  const parameters = node.params.slice(1).filter((name) => name !== '/')
  const stop = parameters.findIndex((name) => name.startsWith('*') && !name.startsWith('**'))
  let position = 0
  for (const [i, name] of parameters.entries()) {
    if (name.startsWith('**')) frame.locals.set(name.slice(2), { kind: 'dict', entries: rest })
    else if (name.startsWith('*')) {
      const items = list.slice(position)
      if (name !== '*') frame.locals.set(name.slice(1), { kind: 'list', items })
      const names = positionalNames(base)
      items.forEach((item, n) => said.set(names[position + n] ?? lost(), item))
      position = list.length
    } else {
      const isPositional = stop < 0 || i < stop
      const value = rest.get(name) ?? (isPositional ? list[position] : undefined)
      if (rest.has(name)) rest.delete(name)
      else if (value !== undefined) position += 1
      if (value !== undefined) said.set(name, value)
      const standard = node.defaults?.[name]
      const held = value ?? (standard === undefined ? lost() : { expr: standard, module: decl.module, cls: decl.outer })
      frame.locals.set(name, { kind: 'value', placed: held })
    }
  }
  if (position < list.length) lost()
  for (const [name, item] of rest) said.set(name, item)
  return said
}

/** One constructor on its way. */
class Frame {
  readonly locals = new Map<string, Local | undefined>()
  passed: Map<string, Placed> | null = null
  private readonly decl: ClassDecl
  private readonly classes: Classes
  private readonly construct: (given: Given) => Map<string, Placed>
  private isDone = false

  constructor(decl: ClassDecl, classes: Classes, construct: (given: Given) => Map<string, Placed>) {
    this.decl = decl
    this.classes = classes
    this.construct = construct
  }

  run(body: readonly PyStatement[]): void {
    for (const statement of body) {
      if (this.isDone) return
      this.statement(statement)
    }
  }

  private statement(s: PyStatement): void {
    if (s.type === 'If') {
      const holds = this.truth(s.test)
      this.run((holds ?? lost()) ? s.body : s.orelse)
    } else if (s.type === 'For') this.loop(s)
    else if (s.type === 'Try') this.run([...s.body, ...s.orelse, ...s.finalbody])
    else if (s.type === 'Return') this.isDone = true
    else if (s.type === 'Expr') this.effect(s.value)
    else if (s.type === 'Assign') for (const target of s.targets) this.assign(target, s.value)
    else if (s.type === 'AnnAssign') {
      if (s.value !== null) this.assign(s.target, s.value)
    } else if (s.type === 'Delete') for (const target of s.targets) this.remove(target)
    else if (s.type === 'AugAssign') this.forget(s.target)
    else if (s.type === 'With' || s.type === 'While' || s.type === 'Raise') lost()
  }

  private loop(s: PyStatement & { readonly type: 'For' }): void {
    const items = itemsOf(this.placed(s.iter), this.classes)
    if (items === null || s.target.type !== 'Name') return lost()
    for (const placed of items) {
      this.locals.set(s.target.id, { kind: 'value', placed })
      this.run(s.body)
    }
  }

  private assign(target: PyExpr, value: PyExpr): void {
    const dict = target.type === 'Subscript' ? this.dictOf(target.value) : null
    if (target.type === 'Subscript' && dict !== null) dict.set(this.key(target.index), this.value(value))
    else if (target.type === 'Name') this.locals.set(target.id, this.local(value))
    else if (target.type === 'Attribute' && target.value.type === 'Name' && target.value.id === 'self') {
      if (ON_SELF.has(target.attr)) this.passed?.set(target.attr, this.value(value))
      // What it takes from the keywords is taken all the same.
      else this.local(value)
    } else this.forget(target)
  }

  private forget(target: PyExpr): void {
    if (target.type === 'Name') this.locals.set(target.id, undefined)
    else if (target.type === 'Tuple' || target.type === 'List') target.items.forEach((item) => this.forget(item))
    else if (target.type === 'Subscript' && this.dictOf(target.value) !== null) lost()
  }

  private remove(target: PyExpr): void {
    const dict = target.type === 'Subscript' ? this.dictOf(target.value) : null
    if (target.type === 'Subscript' && dict !== null) dict.delete(this.key(target.index))
  }

  /** A call for what it does. */
  private effect(expr: PyExpr): void {
    if (expr.type !== 'Call') return
    const { func, args } = expr
    if (func.type === 'Attribute' && func.attr === '__init__') {
      const rest = func.value.type === 'Call' ? args : args.slice(1)
      this.passed = new Map(this.construct(argumentsOf(rest, (e) => this.placed(e), this)))
      return
    }
    const dict = func.type === 'Attribute' ? this.dictOf(func.value) : null
    if (func.type === 'Attribute' && dict !== null) this.change(dict, func.attr, args)
    else if (args.some(({ value }) => this.dictOf(value) !== null)) lost()
  }

  /** A method of `**kwargs`; what it gives. */
  private change(dict: Map<string, Placed>, method: string, args: readonly PyArg[]): Placed | undefined {
    const [first, second] = args
    if (method === 'update') {
      for (const [key, item] of this.dictArguments(args)) dict.set(key, item)
      return undefined
    }
    if (first === undefined) return method === 'copy' ? undefined : lost()
    const key = this.key(first.value)
    const known = dict.get(key)
    const standard = second === undefined ? undefined : second.value
    if (method === 'setdefault' && known === undefined && standard !== undefined) dict.set(key, this.value(standard))
    else if (method === 'pop') dict.delete(key)
    else if (method !== 'get' && method !== 'setdefault') lost()
    return known ?? (standard === undefined ? undefined : this.value(standard))
  }

  private key(expr: PyExpr): string {
    return stringOf(followed(this.placed(expr), this.classes).expr) ?? lost()
  }

  private dictOf(expr: PyExpr): Map<string, Placed> | null {
    const found = expr.type === 'Name' ? this.locals.get(expr.id) : undefined
    return found?.kind === 'dict' ? found.entries : null
  }

  /** What a name is given. */
  private local(expr: PyExpr): Local | undefined {
    if (expr.type === 'Name' && this.locals.has(expr.id)) return this.locals.get(expr.id)
    const isDict =
      expr.type === 'Dict' || (expr.type === 'Call' && expr.func.type === 'Name' && expr.func.id === 'dict')
    if (isDict) return { kind: 'dict', entries: new Map(this.entries(expr)) }
    const placed = this.tryValue(expr)
    return placed === undefined ? undefined : { kind: 'value', placed }
  }

  /** With the local names that it may speak of. */
  private placed(expr: PyExpr): Placed {
    const locals = new Map<string, Placed>()
    for (const [name, local] of this.locals) if (local?.kind === 'value') locals.set(name, local.placed)
    return { expr, module: this.decl.module, cls: this.decl.outer, locals }
  }

  value(expr: PyExpr): Placed {
    return this.tryValue(expr) ?? lost()
  }

  private tryValue(expr: PyExpr): Placed | undefined {
    if (expr.type === 'Name' && this.locals.has(expr.id)) {
      const found = this.locals.get(expr.id)
      return found?.kind === 'value' ? found.placed : undefined
    }
    if (expr.type === 'Conditional') {
      const holds = this.truth(expr.test)
      return holds === null ? undefined : this.tryValue(holds ? expr.body : expr.orelse)
    }
    if (expr.type === 'BoolOp') {
      const left = this.truth(expr.left)
      return left === null ? undefined : this.tryValue(left === (expr.op === 'or') ? expr.left : expr.right)
    }
    const method = expr.type === 'Call' && expr.func.type === 'Attribute' ? expr.func : null
    const dict = method === null ? null : this.dictOf(method.value)
    if (expr.type === 'Call' && method !== null && dict !== null)
      return this.change(dict, method.attr, expr.args) ?? { ...this.placed(NONE) }
    const held = expr.type === 'Subscript' ? this.dictOf(expr.value) : null
    if (expr.type === 'Subscript' && held !== null) return held.get(this.key(expr.index)) ?? lost()
    return this.placed(expr)
  }

  items(expr: PyExpr): readonly Placed[] {
    const found = expr.type === 'Name' ? this.locals.get(expr.id) : undefined
    return found?.kind === 'list' ? found.items : (itemsOf(this.placed(expr), this.classes) ?? lost())
  }

  entries(expr: PyExpr): readonly (readonly [string, Placed])[] {
    const known = this.dictOf(expr)
    if (known !== null) return [...known]
    if (expr.type === 'Dict')
      return expr.entries.flatMap(({ key, value }) =>
        key === null ? this.entries(value) : [[this.key(key), this.value(value)] as const],
      )
    if (expr.type === 'Call' && expr.func.type === 'Name' && expr.func.id === 'dict')
      return this.dictArguments(expr.args)
    return expr.type === 'Name' ? entriesOf(this.placed(expr), this.classes) : lost()
  }

  /** Of `dict(…)` and `update(…)`: a dict, and names. */
  private dictArguments(args: readonly PyArg[]): readonly (readonly [string, Placed])[] {
    const [first, ...rest] = args
    const isDict = first?.name === null
    const { named } = argumentsOf(isDict ? rest : args, (e) => this.placed(e), this)
    return [...(isDict ? this.entries(first.value) : []), ...named]
  }

  /** null: not to be told. */
  private truth(expr: PyExpr): boolean | null {
    if (expr.type === 'UnaryOp' && expr.op === 'not') {
      const inner = this.truth(expr.operand)
      return inner === null ? null : !inner
    }
    if (expr.type === 'BoolOp') {
      const left = this.truth(expr.left)
      if (left === null) return null
      return left === (expr.op === 'or') ? left : this.truth(expr.right)
    }
    if (expr.type === 'Compare') return this.compared(expr)
    if (expr.type === 'Name') {
      const found = this.locals.get(expr.id)
      if (found?.kind === 'dict') return found.entries.size > 0
      if (found?.kind === 'list') return found.items.length > 0
    }
    const placed = this.tryValue(expr)
    if (placed === undefined) return null
    const known = evaluated(placed, this.classes)
    if (known !== undefined) return isTrue(known)
    return isSomething(followed(placed, this.classes).expr) ? true : null
  }

  private compared({ left, rest }: PyExpr & { readonly type: 'Compare' }): boolean | null {
    const [only, ...more] = rest
    if (only === undefined || more.length > 0) return null
    if (only.op === 'in' || only.op === 'not in') {
      const dict = this.dictOf(only.right)
      if (dict !== null) return dict.has(this.key(left)) === (only.op === 'in')
    }
    if ((only.op === 'is' || only.op === 'is not') && isNone(only.right)) {
      const placed = this.tryValue(left)
      if (placed === undefined) return null
      const at = followed(placed, this.classes).expr
      if (!isNone(at) && !isSomething(at) && evaluated(placed, this.classes) === undefined) return null
      return isNone(at) === (only.op === 'is')
    }
    const known = evaluated(this.placed({ ...left, type: 'Compare', left, rest } as PyExpr), this.classes)
    return known === undefined ? null : isTrue(known)
  }
}

/** Of a dict that a name of the module stands for. */
function entriesOf(placed: Placed, classes: Classes): readonly (readonly [string, Placed])[] {
  const at = followed(placed, classes)
  if (at.expr.type !== 'Dict') return lost()
  return at.expr.entries.map(
    ({ key, value }) => [stringOf(key ?? undefined) ?? lost(), { ...at, expr: value }] as const,
  )
}

const NONE: PyExpr = { type: 'Constant', value: null, from: 0, to: 0 }

function isNone(expr: PyExpr): boolean {
  return expr.type === 'Constant' && expr.value === null
}

/** Names of classes and functions, and texts, are something. */
function isSomething(expr: PyExpr): boolean {
  return expr.type === 'Name' || expr.type === 'Attribute' || expr.type === 'Lambda' || expr.type === 'Constant'
}
