/**
 * SQL of the Python expressions that constraints, indexes, generated columns and database defaults
 * hold: Q objects, F, Value, functions, arithmetic. As Django's own compiler writes it. Rules S7, S8.
 */
import { parseExpression } from '../python/parse.ts'
import type { PyExpr } from '../python/ast.ts'
import type { ExpressionDialect } from './expressions/dialects.ts'
import { Unsayable } from './expressions/arguments.ts'
import { Renderer } from './expressions/render.ts'
import type { SchemaTable } from './types.ts'

export { MYSQL_EXPRESSIONS, POSTGRESQL_EXPRESSIONS, SQLITE_EXPRESSIONS } from './expressions/dialects.ts'
export type { ExpressionDialect } from './expressions/dialects.ts'

/**
 * A condition (`Q(price__gte=0) & ~Q(floor=13)`) or a value (`Lower('name')`) over a table's columns.
 *
 * @returns SQL without outer parentheses other than Django's own; null where it cannot be said
 */
export function renderExpression(source: string, table: SchemaTable, dialect: ExpressionDialect): string | null {
  return render(source, (expr) => new Renderer(table, dialect).sql(expr))
}

/** One of the expressions of an index or unique constraint: `(LOWER("name")) DESC`. */
export function renderIndexTerm(source: string, table: SchemaTable, dialect: ExpressionDialect): string | null {
  return render(source, (expr) => new Renderer(table, dialect).indexTerm(expr))
}

function render(source: string, write: (expr: PyExpr) => string): string | null {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0) return null
  try {
    return write(expr)
  } catch (error) {
    if (error instanceof Unsayable) return null
    throw error
  }
}
