/** Options of a field as what Python makes of them. */
import { isExpr } from '../../document/records.ts'
import type { Expr, Options, Value } from '../../document/records.ts'
import { stringOf } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'

export function isSet(value: Value | undefined): boolean {
  return flag(value, false)
}

/** Python's truth of an option; an expression that we cannot evaluate counts as the default. */
export function flag(value: Value | undefined, otherwise: boolean): boolean {
  if (value === undefined || isExpr(value)) return otherwise
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** Source of an option that is a text or an expression. */
export function optionSource(value: Value | undefined): string | null {
  if (typeof value === 'string') return value
  return isExpr(value) ? value.expr : null
}
/** How many names `through_fields` gives, None included. */
export function countPair(options: Options): number {
  const written = options['through_fields']
  const items = isExpr(written) ? itemsOf(written) : written
  return Array.isArray(items) ? items.length : 0
}

/** The two names of `through_fields`. */
export function pairOf(value: Value | undefined): readonly [string, string] | null {
  if (isExpr(value)) return pairOf(itemsOf(value))
  if (!Array.isArray(value)) return null
  const [source, target] = value as readonly Value[]
  return [typeof source === 'string' ? source : '', typeof target === 'string' ? target : '']
}

/** A list or tuple with something else in it than texts: what is no text is None. */
function itemsOf({ expr: source }: Expr): Value | undefined {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0 || (expr.type !== 'Tuple' && expr.type !== 'List')) return undefined
  return expr.items.map((item) => stringOf(item))
}
