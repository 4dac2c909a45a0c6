/** What the parts of an expression are written with. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import type { ColumnType, SchemaColumn } from '../types.ts'
import type { ExpressionDialect, SqlValue } from './dialects.ts'

/** SQL with what it yields, where that is known. */
export interface Term {
  readonly sql: string
  readonly type: ColumnType | null
  /** A bare column. */
  readonly column: SchemaColumn | null
  /** A `Value(…)` or literal. */
  readonly literal: boolean
}

/** Where a path such as `seen__date__year__gte` leads. */
export interface Place {
  readonly column: Term
  /** What is compared, and what it was before its last transform. */
  readonly term: Term
  readonly before: Term
  readonly part: string | null
  /** Into JSON. */
  readonly keys: readonly string[]
  readonly lookup: string
}

/** The walk over an expression, as its parts see it. All throw `Unsayable`. */
export interface Writer {
  readonly dialect: ExpressionDialect
  term(expr: PyExpr): Term
  /** `Q(…)`, a boolean expression. */
  condition(expr: PyExpr): string
  /** What stands in the parentheses of `Q(…)`. */
  filters(args: readonly PyArg[]): string
  /** What `F('seen__date')` is. */
  field(path: string): Term
  value(value: SqlValue): Term
}

export function plainTerm(sql: string): Term {
  return { sql, type: null, column: null, literal: false }
}

/** A number as the database is to reckon with it. */
export function numeric({ dialect }: Writer, sql: string, type: ColumnType | null): Term {
  const cast = type?.kind === 'decimal' ? dialect.numericCast : null
  return { sql: cast === null ? sql : cast(sql), type, column: null, literal: false }
}
