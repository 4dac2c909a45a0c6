/** Exclusion constraints, read from their Python source. Source: django/contrib/postgres/constraints.py (5.2). */
import type { Expr } from '../document/records.ts'
import type { PyArg, PyExpr } from '../python/ast.ts'
import { sourceOf, stringOf } from '../python/literal.ts'
import { parseExpression } from '../python/parse.ts'
import type { ResolvedConstraint } from '../relations/types.ts'
import type { SchemaExclusion } from './types.ts'

/** `RangeOperators` of django.contrib.postgres.fields. */
const OPERATORS: { readonly [name: string]: string | undefined } = {
  EQUAL: '=',
  NOT_EQUAL: '<>',
  CONTAINS: '@>',
  CONTAINED_BY: '<@',
  OVERLAPS: '&&',
  FULLY_LT: '<<',
  FULLY_GT: '>>',
  NOT_LT: '&>',
  NOT_GT: '&<',
  ADJACENT_TO: '-|-',
}
/** What may stand for an operator in a text: signs alone. */
const SIGNS = /^[-+*/<>=~!@#%^&|`?]+$/

/**
 * @param columnOf a field's column by its name
 * @returns null for another class, or one whose parts cannot be read: it is then kept as text only
 */
export function exclusionOf(
  { className, condition, name }: ResolvedConstraint,
  columnOf: (field: string) => string | undefined,
): SchemaExclusion | null {
  if (className !== 'ExclusionConstraint' || condition === null) return null
  const text = condition.expr
  const { expr, errors } = parseExpression(text)
  if (errors.length > 0 || expr.type !== 'Call') return null
  const given = (option: string): PyExpr | undefined => expr.args.find((arg: PyArg) => arg.name === option)?.value
  const terms = termsOf(given('expressions'), text)
  const method = (stringOf(given('index_type')) ?? 'gist').toLowerCase()
  const include = itemsOf(given('include')).map((item) => columnOf(stringOf(item) ?? ''))
  if (terms === null || !/^(sp)?gist$/.test(method) || !include.every((column) => column !== undefined)) return null
  const only = given('condition')
  const deferrable = given('deferrable')
  const when = deferrable?.type === 'Attribute' ? deferrable.attr : null
  return {
    name,
    terms,
    method,
    condition: only === undefined || isNone(only) ? null : { expr: sourceOf(only, text) },
    include: include.filter((column) => column !== undefined),
    deferrable: when === 'DEFERRED' || when === 'IMMEDIATE' ? when : null,
  }
}

function termsOf(list: PyExpr | undefined, text: string): SchemaExclusion['terms'] | null {
  const terms: { expression: Expr; operator: string }[] = []
  for (const item of itemsOf(list)) {
    const [expression, by] = itemsOf(item)
    const operator = by === undefined ? null : operatorOf(by)
    if (expression === undefined || operator === null) return null
    terms.push({ expression: { expr: sourceOf(expression, text) }, operator })
  }
  return terms.length === 0 ? null : terms
}

function operatorOf(expr: PyExpr): string | null {
  const sign = expr.type === 'Attribute' ? OPERATORS[expr.attr] : stringOf(expr)
  return typeof sign === 'string' && SIGNS.test(sign) ? sign : null
}

function itemsOf(expr: PyExpr | undefined): readonly PyExpr[] {
  return expr?.type === 'List' || expr?.type === 'Tuple' ? expr.items : []
}

function isNone(expr: PyExpr): boolean {
  return expr.type === 'Constant' && expr.value === null
}
