/** Between Python expressions and the document's values. */
import type { Expr, Value } from '../document/records.ts'
import { isExpr } from '../document/records.ts'
import type { PyExpr } from './ast.ts'
import { printExpr, printFloat, printString } from './print.ts'

/**
 * The value where the literal means the same in JSON, else its source.
 *
 * `1.0` stays source: JSON has no way to tell it from `1`. So do tuples, dicts and big integers.
 * @param text what the expression was parsed from
 */
export function toValue(expr: PyExpr, text: string): Value {
  const literal = literalValue(expr)
  return literal === undefined ? toSource(expr, text) : literal
}

/** undefined: no JSON literal. */
export function literalValue(expr: PyExpr): Exclude<Value, Expr> | undefined {
  if (expr.type === 'List') {
    const items = expr.items.map(literalValue)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  if (expr.type === 'UnaryOp' && expr.op === '-') {
    const value = literalValue(expr.operand)
    // -0.0 aside, a minus before a number is a number.
    return typeof value === 'number' && value !== 0 ? -value : undefined
  }
  if (expr.type !== 'Constant') return undefined
  const { value } = expr
  if (value === null || typeof value !== 'object') return value
  if ('int' in value) return Number.isSafeInteger(Number(value.int)) ? Number(value.int) : undefined
  if ('float' in value) return Number.isFinite(value.float) && !Number.isInteger(value.float) ? value.float : undefined
  return undefined
}

/** The text of a string constant; null: it is something else. */
export function stringOf(expr: PyExpr | undefined): string | null {
  return expr?.type === 'Constant' && typeof expr.value === 'string' ? expr.value : null
}

/** An expression as written; one that ran over several lines is put on one. */
export function toSource(expr: PyExpr, text: string): Expr {
  return { expr: sourceOf(expr, text) }
}

export function sourceOf(expr: PyExpr, text: string): string {
  const written = text.slice(expr.from, expr.to)
  if (!/[\r\n]/.test(written)) return written
  // A tuple without brackets may run over lines only inside others.
  return printExpr(expr)
}

/** A value as Python. */
export function printValue(value: Value): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return Number.isInteger(value) ? wholeNumber(value) : printFloat(value)
  if (typeof value === 'string') return printString(value)
  if (isExpr(value)) return value.expr
  return `[${value.map(printValue).join(', ')}]`
}

function wholeNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString()
}
