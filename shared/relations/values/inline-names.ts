/**
 * Names inside kept expressions replaced by what they stand for: members of choices classes and the
 * module's constants. So `Q(state=Status.DONE)` can become SQL without Python.
 */
import type { ModelId } from '../../document/ids.ts'
import { isExpr } from '../../document/records.ts'
import type { Expr, Value } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { printValue } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'
import type { Cells } from '../../util/incremental.ts'
import { enumValue } from './values.ts'
import { CONSTANT } from '../world/world.ts'

interface Replacement {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The same object where nothing was replaced. */
export function inlineNames(cells: Cells, model: ModelId, source: Expr): Expr {
  if (!/[A-Za-z_]\.[A-Za-z_]|\b[A-Z][A-Z0-9_]+\b/.test(source.expr)) return source
  const { expr, errors } = parseExpression(source.expr)
  if (errors.length > 0) return source
  const found: Replacement[] = []
  collect(cells, model, expr, source.expr, found)
  if (found.length === 0) return source
  let text = source.expr
  for (const { from, to, text: value } of found.toReversed()) text = text.slice(0, from) + value + text.slice(to)
  return { expr: text }
}

/** A default of the database that is a member of a choices class, as its value. */
export function inlineValue(cells: Cells, model: ModelId, value: Value | undefined): Value | undefined {
  if (!isExpr(value)) return value
  return enumValue(cells, model, value.expr) ?? inlineNames(cells, model, value)
}

function collect(cells: Cells, model: ModelId, expr: PyExpr, source: string, found: Replacement[]): void {
  if (expr.type === 'Attribute') {
    const name = source.slice(expr.from, expr.to)
    const value = enumValue(cells, model, name)
    const constant = cells.input<string>(CONSTANT, name.replace(/\.value$/, ''))
    const text = value === undefined ? constant : printValue(value)
    if (text !== undefined) found.push({ from: expr.from, to: expr.to, text })
    return
  }
  if (expr.type === 'Name') {
    const constant = cells.input<string>(CONSTANT, expr.id)
    if (constant !== undefined) found.push({ from: expr.from, to: expr.to, text: constant })
    return
  }
  for (const part of partsOf(expr)) collect(cells, model, part, source, found)
}

function partsOf(expr: PyExpr): readonly PyExpr[] {
  if (expr.type === 'Call')
    return expr.args
      .map((arg) => arg.value)
      .concat(expr.func.type === 'Attribute' ? [expr.func.value] : [])
      .toSorted((a, b) => a.from - b.from)
  if (expr.type === 'BinOp') return [expr.left, expr.right]
  if (expr.type === 'UnaryOp') return [expr.operand]
  return expr.type === 'List' || expr.type === 'Tuple' || expr.type === 'Set' ? expr.items : []
}
