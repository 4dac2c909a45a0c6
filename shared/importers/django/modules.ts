/** A project's Python files as modules: what each name at top level and in each class is bound to. */
import type { PyArg, PyExpr, PyModule, PyStatement } from '../../python/ast.ts'
import { parseModule } from '../../python/parse.ts'

export interface SourceModule {
  readonly path: string
  /** Dotted name by its place: `blog.models.post`; a package is named by its folder. */
  readonly name: string
  readonly isPackage: boolean
  readonly text: string
  readonly py: PyModule
  /** What counts as top level: blocks of if, try and with are opened. */
  readonly entries: readonly Entry[]
  readonly scope: Scope
  /** Modules whose every name comes in: `from .base import *`. */
  readonly stars: readonly string[]
}

export interface Entry {
  readonly statement: PyStatement
  /** Whether it stands in a block, so that it may not hold. */
  readonly conditional: boolean
  /** What the blocks around it ask. Absent: they are no branches. */
  readonly branches?: readonly Branch[]
}

/** A branch of an `if`: it is run where the test comes out so. */
export interface Branch {
  readonly test: PyExpr
  readonly holds: boolean
}

export type FunctionStatement = PyStatement & { readonly type: 'FunctionDef' }
type ClassStatement = PyStatement & { readonly type: 'ClassDef' }

/** A class statement, wherever it stands. */
export interface ClassDecl {
  readonly module: SourceModule
  readonly outer: ClassDecl | null
  /** `Post`, `Post.Status`; a second one of that name is `Post#2`. */
  readonly path: string
  readonly node: ClassStatement
  /** Those of `with_metaclass(…)` in its place. */
  readonly bases: readonly PyArg[]
  readonly conditional: boolean
  readonly entries: readonly Entry[]
  readonly scope: Scope
}

export type Binding =
  | { readonly kind: 'class'; readonly decl: ClassDecl }
  | { readonly kind: 'value'; readonly expr: PyExpr }
  | { readonly kind: 'function'; readonly node: FunctionStatement }
  /** `attr` null: the module itself. */
  | { readonly kind: 'import'; readonly module: string; readonly attr: string | null }

/** The last binding of a name wins, as after the module has run. */
export type Scope = Map<string, Binding>

export function readSourceModule(path: string, text: string): SourceModule {
  const py = parseModule(text)
  const { name, isPackage } = moduleName(path)
  const entries = opened(py.body)
  const scope: Scope = new Map()
  const stars: string[] = []
  const module: SourceModule = { path, name, isPackage, text, py, entries, scope, stars }
  bindAll(module, null, entries, scope, stars)
  return module
}

function moduleName(path: string): { readonly name: string; readonly isPackage: boolean } {
  const parts = path
    .replace(/\.py$/, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  const isPackage = parts.at(-1) === '__init__'
  return { name: (isPackage ? parts.slice(0, -1) : parts).join('.'), isPackage }
}

/** Statements with those in blocks in their place. Loops stay shut: what they make is not written there. */
export function opened(
  statements: readonly PyStatement[],
  conditional = false,
  branches: readonly Branch[] = [],
): Entry[] {
  return statements.flatMap((statement) => {
    const inner = blocksOf(statement)
    if (inner === null) return [{ statement, conditional, ...(branches.length === 0 ? {} : { branches }) }]
    const test = statement.type === 'If' ? statement.test : null
    return inner.flatMap((block, i) =>
      opened(block, true, test === null ? branches : [...branches, { test, holds: i === 0 }]),
    )
  })
}

/** The blocks of a statement whose names land outside it; null: it has none. */
export function blocksOf(statement: PyStatement): readonly (readonly PyStatement[])[] | null {
  if (statement.type === 'If') return [statement.body, statement.orelse]
  if (statement.type === 'With') return [statement.body]
  if (statement.type !== 'Try') return null
  return [statement.body, ...statement.handlers.map((h) => h.body), statement.orelse, statement.finalbody]
}

function bindAll(
  module: SourceModule,
  outer: ClassDecl | null,
  entries: readonly Entry[],
  scope: Scope,
  stars: string[],
): void {
  for (const { statement, conditional } of entries) {
    if (statement.type === 'ClassDef') bindClass(module, outer, statement, conditional, scope)
    else if (statement.type === 'FunctionDef') scope.set(statement.name, { kind: 'function', node: statement })
    else if (statement.type === 'Assign')
      for (const target of statement.targets) {
        // Of two branches the one with the class or its import tells more: `except ImportError: Tags = None`.
        const before = conditional && target.type === 'Name' ? scope.get(target.id) : undefined
        const isKept = before?.kind === 'import' || (before?.kind === 'class' && before.decl.conditional)
        if (!isKept) bindTarget(scope, target, statement.value)
      }
    else if (statement.type === 'AnnAssign' && statement.value !== null)
      bindTarget(scope, statement.target, statement.value)
    else if (statement.type === 'Import') {
      for (const { name, asname } of statement.names) {
        const [root = name] = name.split('.')
        scope.set(asname ?? root, { kind: 'import', module: asname === null ? root : name, attr: null })
      }
    } else if (statement.type === 'ImportFrom') {
      const from = absoluteModule(module, statement.module, statement.level)
      for (const { name, asname } of statement.names) {
        if (name === '*') stars.push(from)
        // An optional import in a block does not hide what the other branch defines, other than a stand-in.
        else if (!conditional || (scope.get(asname ?? name) ?? STAND_IN).kind === 'value')
          scope.set(asname ?? name, { kind: 'import', module: from, attr: name })
      }
    }
  }
}

function bindClass(
  module: SourceModule,
  outer: ClassDecl | null,
  node: ClassStatement,
  conditional: boolean,
  scope: Scope,
): void {
  const before = scope.get(node.name)
  const prefix = outer === null ? '' : `${outer.path}.`
  let path = prefix + node.name
  if (before?.kind === 'class') {
    const count = Number(/#(\d+)$/.exec(before.decl.path)?.[1] ?? 1)
    path += `#${count + 1}`
  }
  const entries = opened(node.body)
  const inner: Scope = new Map()
  const bases = node.bases.flatMap(writtenBases)
  const decl: ClassDecl = { module, outer, path, node, bases, conditional, entries, scope: inner }
  declarations.set(node, decl)
  bindAll(module, decl, entries, inner, [])
  // Of two branches that define a class, the first is the one meant to be there.
  if (!(conditional && before?.kind === 'class')) scope.set(node.name, { kind: 'class', decl })
}

/** `with_metaclass(Meta, A, B)`, as code for two Pythons says `A, B, metaclass=Meta`. */
function writtenBases(base: PyArg): readonly PyArg[] {
  const { name, value } = base
  const called = value.type === 'Call' ? value.func : null
  const isIt = name === null && /^with_metaclass$/.test(called?.type === 'Attribute' ? called.attr : nameOf(called))
  if (value.type !== 'Call' || !isIt || value.args.some((arg) => arg.name !== null)) return [base]
  const [metaclass, ...bases] = value.args
  return metaclass === undefined ? [base] : [...bases, { ...metaclass, name: 'metaclass' }]
}

function nameOf(expr: PyExpr | null): string {
  return expr?.type === 'Name' ? expr.id : ''
}

const STAND_IN: Pick<Binding, 'kind'> = { kind: 'value' }

const declarations = new WeakMap<ClassStatement, ClassDecl>()

/** The declaration made for a class statement when its module was read. */
export function declOf(node: ClassStatement): ClassDecl {
  const decl = declarations.get(node)
  if (decl === undefined) throw new Error(`Class ${node.name} was not read with its module`)
  return decl
}

/** What the object that a module puts in its own place is called in the module's scope: no name of Python. */
export const STAND_IN_OBJECT = 'sys.modules[__name__]'

/** `sys.modules[__name__] = AppSettings('SHOP_')`: who imports the module gets that object. */
function isOwnModule(target: PyExpr): boolean {
  if (target.type !== 'Subscript' || target.index.type !== 'Name' || target.index.id !== '__name__') return false
  const { value } = target
  return (
    value.type === 'Attribute' && value.attr === 'modules' && value.value.type === 'Name' && value.value.id === 'sys'
  )
}

function bindTarget(scope: Scope, target: PyExpr, value: PyExpr): void {
  if (target.type === 'Name') scope.set(target.id, { kind: 'value', expr: value })
  else if (isOwnModule(target)) scope.set(STAND_IN_OBJECT, { kind: 'value', expr: value })
  // `DRAFT, PUBLISHED = 'd', 'p'`, `ON, OFF = range(2)`
  const [to, of] = [target, value].map((e) => (e.type === 'Tuple' || e.type === 'List' ? e.items : countedOf(e)))
  const isPlain = to?.length === of?.length && of?.every((item) => item.type !== 'Starred') === true
  if (isPlain) to?.forEach((part, i) => of?.[i] !== undefined && bindTarget(scope, part, of[i]))
}

/** The numbers of `range(3)`. */
function countedOf(expr: PyExpr): readonly PyExpr[] {
  const isRange = expr.type === 'Call' && expr.func.type === 'Name' && expr.func.id === 'range'
  const [only, ...more] = isRange ? expr.args : []
  const written = only?.name === null && only.value.type === 'Constant' && more.length === 0 ? only.value.value : null
  const { from, to } = expr
  const count = typeof written === 'object' && written !== null && 'int' in written ? Number(written.int) : 0
  const length = count > 0 && count < 1000 ? count : 0
  return Array.from({ length }, (_, i): PyExpr => ({ type: 'Constant', value: { int: String(i) }, from, to }))
}

/** The dotted module that an import names, the leading dots worked out. */
export function absoluteModule(module: SourceModule, name: string, level: number): string {
  if (level === 0) return name
  const parts = module.name === '' ? [] : module.name.split('.')
  const folder = module.isPackage ? parts : parts.slice(0, -1)
  const base = folder.slice(0, Math.max(0, folder.length - (level - 1)))
  return [...base, ...(name === '' ? [] : [name])].join('.')
}
