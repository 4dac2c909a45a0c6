/** What a field class of the project says of its fields: options that it sets by itself, its column's type. */
import { SCALAR_TYPES } from '../../document/records.ts'
import type { Options, Value } from '../../document/records.ts'
import type { PyExpr, PyStatement } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import type { Classes, MadeField } from './classes.ts'
import { evaluated } from './evaluate.ts'
import type { ClassDecl } from './modules.ts'

interface FieldClassFacts {
  /** Django's class that decides the column: its base's, or what `get_internal_type` returns. */
  readonly base: string | null
  /** Set whatever the call says, and set where the call says nothing. */
  readonly forced: Options
  readonly fallback: Options
}

const DJANGO: ReadonlySet<string> = new Set<string>([...SCALAR_TYPES, 'GenericForeignKey', 'GenericRelation'])

/** @param base what the class is built on, as far as the project tells */
export function fieldClassFacts(decl: ClassDecl | null, base: string, classes: Classes): FieldClassFacts {
  const forced: Record<string, Value> = {}
  const fallback: Record<string, Value> = {}
  let internal: string | null = null
  for (const one of decl === null ? [] : lineOf(decl, classes).toReversed()) {
    const value = (expr: PyExpr): Value | undefined => evaluated({ expr, module: one.module, cls: one }, classes)
    for (const { statement } of one.entries) {
      if (statement.type !== 'FunctionDef') continue
      const returned = statement.body.flatMap((s) => (s.type === 'Return' && s.value !== null ? [s.value] : []))
      const text = returned.length === 1 ? stringOf(returned[0]) : null
      if (statement.name === 'get_internal_type' && text !== null) internal = text
      if (statement.name === 'db_type' && text !== null) forced['db_type'] = text
      if (statement.name === 'db_type' && statement.body.length === 1 && isNone(returned[0])) forced['db_type'] = null
      if (statement.name === '__init__') readConstructor(statement, value, forced, fallback)
    }
  }
  if (decl !== null && isTypeless(decl, classes)) forced['db_type'] = null
  const found = internal ?? base
  return { base: DJANGO.has(found) ? found : null, forced, fallback }
}

function isNone(expr: PyExpr | undefined): boolean {
  return expr?.type === 'Constant' && expr.value === null
}

/** What may say which column a field has. */
const TYPE_METHODS = /^(?:db_type|get_internal_type|db_parameters|cast_db_type|rel_db_type|__getattr__)$/

/** Built on Django's plain `Field` alone, with nothing that names a type: no database makes a column of it. */
function isTypeless(decl: ClassDecl, classes: Classes): boolean {
  const line = lineOf(decl, classes)
  if (line.some(({ scope }) => [...scope.keys()].some((name) => TYPE_METHODS.test(name)))) return false
  const ends = line.flatMap((one) =>
    one.bases.filter(({ value }) => classes.base(value, one)?.kind !== 'class').map((base) => ({ base, one })),
  )
  const isKnown = ({ base: { name, value }, one }: (typeof ends)[number]): boolean =>
    name === null && (isPlainField(classes, value, one) || (value.type === 'Name' && value.id === 'object'))
  return ends.every(isKnown) && ends.some(({ base, one }) => isPlainField(classes, base.value, one))
}

function isPlainField(classes: Classes, value: PyExpr, decl: ClassDecl): boolean {
  return /^django\.db\.models\.(?:\w+\.)*Field$/.test(classes.djangoPath(value, decl.module, decl.outer) ?? '')
}

/**
 * What a function says of the field that it returns.
 *
 * @param passed what the call hands to a parameter, as far as literals tell
 */
export function madeFieldFacts(
  { node, call, module }: MadeField,
  classes: Classes,
  passed: (param: string) => Value | undefined,
): Omit<FieldClassFacts, 'base'> {
  const forced: Record<string, Value> = {}
  const fallback: Record<string, Value> = {}
  const known = (expr: PyExpr): Value | undefined => evaluated({ expr, module, cls: null }, classes)
  const value = (expr: PyExpr): Value | undefined => {
    if (expr.type !== 'Name' || !node.params.includes(expr.id)) return known(expr)
    const standard = node.defaults?.[expr.id]
    return passed(expr.id) ?? (standard === undefined ? undefined : known(standard))
  }
  readConstructor(node, value, forced, fallback)
  for (const arg of call.args) {
    const given = arg.name === null || arg.name.startsWith('*') ? undefined : value(arg.value)
    if (arg.name !== null && given !== undefined) forced[arg.name] = given
  }
  return { forced, fallback }
}

/** A class and those it is built on, as far as the project has them. */
export function lineOf(decl: ClassDecl, classes: Classes, steps = 10): readonly ClassDecl[] {
  if (steps <= 0) return [decl]
  const bases = decl.bases.flatMap((base) => {
    const found = base.name === null ? classes.base(base.value, decl) : null
    return found?.kind === 'class' && found.decl !== decl ? lineOf(found.decl, classes, steps - 1) : []
  })
  return [decl, ...bases]
}

/** `kwargs["max_length"] = 7`, `kwargs.setdefault("null", True)`, defaults of parameters, arguments to super(). */
function readConstructor(
  statement: PyStatement & { readonly type: 'FunctionDef' },
  value: (expr: PyExpr) => Value | undefined,
  forced: Record<string, Value>,
  fallback: Record<string, Value>,
): void {
  const set = (into: Record<string, Value>, keyword: string | null, expr: PyExpr | undefined): void => {
    const known = keyword === null || expr === undefined ? undefined : (value(expr) ?? named(keyword, expr, statement))
    if (keyword !== null && known !== undefined) into[keyword] = known
  }
  for (const [param, given] of Object.entries(statement.defaults ?? {})) {
    if (param === 'max_length') set(fallback, param, given)
  }
  for (const s of statement.body) {
    const target = s.type === 'Assign' ? s.targets[0] : undefined
    if (s.type === 'Assign' && target?.type === 'Subscript' && isKwargs(target.value)) {
      set(forced, stringOf(target.index), s.value)
    } else if (s.type === 'Expr' && s.value.type === 'Call' && s.value.func.type === 'Attribute') {
      const { func, args } = s.value
      if (func.attr === 'setdefault' && isKwargs(func.value)) set(fallback, stringOf(args[0]?.value), args[1]?.value)
      else if (func.attr === '__init__')
        for (const arg of args) if (arg.name?.startsWith('*') === false) set(forced, arg.name, arg.value)
    }
  }
}

/** `kwargs.setdefault('default', list)`: what makes the default is a name, of the module or of Python. */
function named(
  keyword: string,
  expr: PyExpr,
  { params, body }: PyStatement & { readonly type: 'FunctionDef' },
): Value | undefined {
  const source = keyword === 'default' ? dotted(expr) : null
  if (source === null) return undefined
  const [first = ''] = source.split('.')
  const isLocal = params.some((param) => param.replace(/^\*+/, '') === first)
  const isAssigned = body.some((s) => s.type === 'Assign' && s.targets.some((t) => t.type === 'Name' && t.id === first))
  return isLocal || isAssigned ? undefined : { expr: source }
}

function dotted(expr: PyExpr): string | null {
  if (expr.type === 'Name') return expr.id
  const inner = expr.type === 'Attribute' ? dotted(expr.value) : null
  return inner === null || expr.type !== 'Attribute' ? null : `${inner}.${expr.attr}`
}

function isKwargs(expr: PyExpr): boolean {
  return expr.type === 'Name' && /^(?:kwargs|kw|options)$/.test(expr.id)
}
