/** Where paths to fields stand in Django's expressions: `Q(author__age__gt=1)`, `F('pages')`, `Lower('title')`. */
import type { PyArg, PyExpr, Span } from './ast.ts'
import { stringOf } from './literal.ts'
import { parseExpression } from './parse.ts'

interface FieldPath extends Span {
  /** `author__age__gt`; the span is that of these letters. */
  readonly path: string
}

/** Calls whose keywords are paths. */
const CONDITIONS: ReadonlySet<string> = new Set(['Q', 'When', 'filter', 'exclude', 'get'])
const NO_PATHS: ReadonlySet<string> = new Set(['Value', 'RawSQL'])
/** Keywords of conditions that are none: `When(…, then=…)`. */
const OTHER_KEYWORDS: ReadonlySet<string> = new Set(['then', 'condition'])
/** Keyword arguments that hold expressions. */
const HOLDERS: ReadonlySet<string> = new Set(['expression', 'condition', 'then', 'default', 'filter', 'order_by'])

/**
 * @param isDict whether a dict at the top maps paths to values, as in `limit_choices_to`
 * @returns paths in the order of the text; none where the source has a mistake
 */
export function fieldPaths(source: string, isDict = false): readonly FieldPath[] {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0) return []
  const found: FieldPath[] = []
  if (isDict) dictKeys(expr, source, found)
  collect(expr, true, source, found)
  return found.toSorted((a, b) => a.from - b.from)
}

function collect(expr: PyExpr, isField: boolean, source: string, found: FieldPath[]): void {
  if (stringOf(expr) !== null) {
    if (isField) addText(expr, source, found)
  } else if (expr.type === 'UnaryOp') collect(expr.operand, false, source, found)
  else if (expr.type === 'BinOp') {
    collect(expr.left, false, source, found)
    collect(expr.right, false, source, found)
  } else if (expr.type === 'List' || expr.type === 'Tuple') {
    for (const item of expr.items) collect(item, isField, source, found)
  } else if (expr.type === 'Call') collectCall(expr, source, found)
}

function collectCall(expr: PyExpr & { readonly type: 'Call' }, source: string, found: FieldPath[]): void {
  const { func, args } = expr
  const name = func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : ''
  // `F('title').desc()`: what stands before the method.
  if (func.type === 'Attribute') collect(func.value, false, source, found)
  if (NO_PATHS.has(name)) return
  const isCondition = CONDITIONS.has(name)
  for (const [i, arg] of args.entries()) collectArgument(arg, i, { name, isCondition }, source, found)
}

function collectArgument(
  arg: PyArg,
  position: number,
  { name, isCondition }: { readonly name: string; readonly isCondition: boolean },
  source: string,
  found: FieldPath[],
): void {
  const { value } = arg
  if (isCondition && arg.name !== null && !arg.name.startsWith('*') && !OTHER_KEYWORDS.has(arg.name)) {
    found.push({ path: arg.name, from: arg.from, to: arg.from + arg.name.length })
    collect(value, false, source, found)
  } else if (isCondition && arg.name === '**') dictKeys(value, source, found)
  else if (isCondition && arg.name === null && value.type === 'Tuple') {
    const [path, of] = value.items
    if (path !== undefined) addText(path, source, found)
    if (of !== undefined) collect(of, false, source, found)
  } else if (arg.name === null) collect(value, !isCondition && !isOption(name, position), source, found)
  else if (HOLDERS.has(arg.name)) collect(value, arg.name === 'expression' || arg.name === 'then', source, found)
}

/** Arguments of functions that are texts and no fields. */
function isOption(name: string, position: number): boolean {
  return (name === 'Collate' || name === 'Cast' || name === 'OpClass') && position > 0
}

function dictKeys(expr: PyExpr, source: string, found: FieldPath[]): void {
  if (expr.type !== 'Dict') return
  for (const { key, value } of expr.entries) {
    if (key !== null) addText(key, source, found)
    collect(value, false, source, found)
  }
}

/** A plain text: one whose letters stand in the source as they are. */
function addText(expr: PyExpr, source: string, found: FieldPath[]): void {
  const path = stringOf(expr)
  if (path === null || path === '') return
  const at = source.slice(expr.from, expr.to).indexOf(path)
  if (at !== -1) found.push({ path, from: expr.from + at, to: expr.from + at + path.length })
}
