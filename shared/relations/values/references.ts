/** Which fields an expression's source mentions. Source: `Model._get_expr_references` (5.2). */
import type { PyExpr } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'

/** Paths, split at `__`: `Q(author__age__gte=1)` → `[['author', 'age', 'gte']]`. */
export function expressionReferences(source: string): readonly (readonly string[])[] {
  const { expr, errors } = parseExpression(source)
  return errors.length > 0 ? [] : references(expr, true)
}

/** @param isField whether a text here is the name of a field, as a function's argument is */
function references(expr: PyExpr, isField: boolean): readonly (readonly string[])[] {
  const text = stringOf(expr)
  if (text !== null) return isField ? [text.split('__')] : []
  if (expr.type === 'UnaryOp') return references(expr.operand, false)
  if (expr.type === 'BinOp') return [...references(expr.left, false), ...references(expr.right, false)]
  if (expr.type !== 'Call') return []
  if (expr.func.type === 'Attribute' && /^(asc|desc)$/.test(expr.func.attr)) return references(expr.func.value, false)
  const name = expr.func.type === 'Attribute' ? expr.func.attr : expr.func.type === 'Name' ? expr.func.id : ''
  if (name === 'Value' || name === 'RawSQL') return []
  const isQ = name === 'Q' || name === 'When'
  return expr.args.flatMap((arg) => {
    if (isQ && arg.name !== null && arg.name !== 'then' && arg.name !== 'condition') {
      return [arg.name.split('__'), ...references(arg.value, false)]
    }
    if (isQ && arg.name === null && arg.value.type === 'Tuple') {
      return [(stringOf(arg.value.items[0]) ?? '').split('__')]
    }
    if (arg.name === 'output_field' || arg.name === 'descending') return []
    return references(
      arg.value,
      !isQ && (arg.name === null || arg.name === 'expression') && !isOption(name, expr.args.indexOf(arg)),
    )
  })
}

/** Arguments of functions that are texts and no fields. */
function isOption(name: string, position: number): boolean {
  return (name === 'Collate' || name === 'Cast' || name === 'OpClass') && position > 0
}
