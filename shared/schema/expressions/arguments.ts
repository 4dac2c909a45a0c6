/** What stands between the parentheses of Django's calls. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { literalValue, stringOf } from '../../python/literal.ts'
import { fieldCall } from '../../relations/values/field-call.ts'
import { columnType } from '../column-type.ts'
import type { ColumnType } from '../types.ts'
import { COMPARISON_CLASSES } from './functions.ts'
import { calledName, valueOf } from './values.ts'
import type { WhereNode } from './where-node.ts'

/** Thrown inside, turned into null at the door: the dialect or we cannot say this. */
export class Unsayable extends Error {
  override readonly name = 'Unsayable'
}

/** How two conditions are put together. */
export const CONNECTORS: { readonly [op: string]: WhereNode['connector'] | undefined } = {
  '&': 'AND',
  '|': 'OR',
  '^': 'XOR',
}

/** Functions take a text for the name of a field. */
export function asReference(expr: PyExpr): PyExpr {
  if (stringOf(expr) === null) return expr
  const { from, to } = expr
  const func: PyExpr = { type: 'Name', id: 'F', from, to }
  return { type: 'Call', func, args: [{ name: null, value: expr, from, to }], from, to }
}

export function isCondition(expr: PyExpr): boolean {
  if (expr.type === 'UnaryOp') return expr.op === '~'
  if (expr.type === 'BinOp') return CONNECTORS[expr.op] !== undefined
  return expr.type === 'Call' && (calledName(expr.func) === 'Q' || calledName(expr.func) in COMPARISON_CLASSES)
}

/** `Q.XOR`, or the text that it is. */
export function connectorNamed(expr: PyExpr): WhereNode['connector'] {
  const name = expr.type === 'Attribute' ? expr.attr : stringOf(expr)
  return name === 'OR' || name === 'XOR' ? name : 'AND'
}

/** Microseconds of a `timedelta(…)`, also in a `Value(…)`. */
export function intervalOf(expr: PyExpr): number | null {
  const inner = expr.type === 'Call' && calledName(expr.func) === 'Value' ? argument(expr.args[0]) : expr
  const value = valueOf(inner)
  return typeof value === 'object' && value !== null && 'interval' in value ? value.interval : null
}

export function kindOfField(expr: PyExpr): ColumnType['kind'] | null {
  const call = fieldCall(expr)
  return call === null ? null : columnType(call).kind
}

export function listItems(expr: PyExpr): readonly PyExpr[] {
  if (expr.type === 'List' || expr.type === 'Tuple' || expr.type === 'Set') return expr.items
  if (expr.type === 'Call' && calledName(expr.func) === 'range') return rangeItems(expr)
  throw new Unsayable()
}

/** More of them than this would be a text that nobody reads. */
const MOST_ITEMS = 1000

function rangeItems({ args, from, to }: Extract<PyExpr, { type: 'Call' }>): readonly PyExpr[] {
  const [first = Number.NaN, second, step = 1] = args.map((arg) => Number(valueOf(arg.value)))
  const [start, end] = second === undefined ? [0, first] : [first, second]
  const count = Math.max(0, Math.ceil((end - start) / step))
  if (!(count <= MOST_ITEMS)) throw new Unsayable()
  return Array.from({ length: count }, (_, i) => {
    return { type: 'Constant', value: { int: String(start + i * step) }, from, to }
  })
}

export function argument(arg: PyArg | undefined): PyExpr {
  if (arg === undefined) throw new Unsayable()
  return arg.value
}

export function text(arg: PyArg | undefined): string {
  return stringOf(argument(arg)) ?? ''
}

export function isTrue(expr: PyExpr): boolean {
  return literalValue(expr) === true
}
