/** Conditions and values of one row as SQL says them: what SQLite, PostgreSQL and MySQL write in checks. */

export type SqlExpression =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number | null }
  | { readonly kind: 'not' | 'negative'; readonly of: SqlExpression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: SqlExpression; readonly right: SqlExpression }
  | { readonly kind: 'isNull'; readonly of: SqlExpression; readonly isNegated: boolean }
  | {
      readonly kind: 'in'
      readonly of: SqlExpression
      readonly items: readonly SqlExpression[]
      readonly isNegated: boolean
    }
  | {
      readonly kind: 'match'
      readonly way: 'like' | 'glob' | 'regexp'
      readonly of: SqlExpression
      readonly pattern: SqlExpression
      readonly isFolded: boolean
      readonly isNegated: boolean
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly SqlExpression[] }
  | {
      readonly kind: 'case'
      readonly cases: readonly { readonly when: SqlExpression; readonly result: SqlExpression }[]
      readonly otherwise: SqlExpression
    }
  | { readonly kind: 'cast'; readonly of: SqlExpression; readonly to: 'number' | 'integer' | 'text' | 'same' }

/** The expressions that an expression is made of. */
export function partsOf(expression: SqlExpression): readonly SqlExpression[] {
  switch (expression.kind) {
    case 'column':
    case 'literal':
      return []
    case 'binary':
      return [expression.left, expression.right]
    case 'in':
      return [expression.of, ...expression.items]
    case 'match':
      return [expression.of, expression.pattern]
    case 'call':
      return expression.args
    case 'case':
      return [...expression.cases.flatMap(({ when, result }) => [when, result]), expression.otherwise]
    default:
      return [expression.of]
  }
}

/** An expression with all that it is made of. */
export function everyPart(expression: SqlExpression): readonly SqlExpression[] {
  return [expression, ...partsOf(expression).flatMap(everyPart)]
}
