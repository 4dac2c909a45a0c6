/** The fields that a condition names and the model does not have: `Q(prise__gte=0)` → `prise`. */
import type { PyExpr } from '../../../../shared/python/ast.ts'
import { stringOf } from '../../../../shared/python/literal.ts'
import { parseExpression } from '../../../../shared/python/parse.ts'

/**
 * @param source of `Q(…)`, `F(…)` or what is built of them
 * @param names the model's fields, and what else a path can begin with
 */
export function unknownFields(source: string, names: ReadonlySet<string>): readonly string[] {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0) return []
  const found = new Set<string>()
  visit(expr, (path) => {
    const [first = ''] = path.split('__')
    if (first !== '' && !names.has(first)) found.add(first)
  })
  return [...found]
}

function visit(expr: PyExpr, see: (path: string) => void): void {
  if (expr.type === 'Call') {
    const name = expr.func.type === 'Name' ? expr.func.id : expr.func.type === 'Attribute' ? expr.func.attr : ''
    for (const { name: keyword, value } of expr.args) {
      const text = stringOf(value)
      if (
        name === 'Q' &&
        keyword !== null &&
        !keyword.startsWith('*') &&
        keyword !== '_negated' &&
        keyword !== '_connector'
      )
        see(keyword)
      // Text is a value in Q(…) and a field where an expression is expected.
      if (name === 'F' && text !== null) see(text)
      visit(value, see)
    }
    return
  }
  for (const value of Object.values(expr)) {
    for (const part of Array.isArray(value) ? (value as readonly unknown[]) : [value as unknown]) {
      if (typeof part === 'object' && part !== null && 'type' in part) visit(part as PyExpr, see)
    }
  }
}
