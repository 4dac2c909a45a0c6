/**
 * A queryset as the parts of one SELECT, in few words: what the writers of other languages read. Made
 * from the compiled query, so that joins, aliases and values are those of the SQL.
 */
import type { SqlValue } from '../orm/query/types.ts'

export interface SelectParts {
  readonly distinct: boolean
  /** null: exactly the columns of the first table, in their order; `extra` follows them. */
  readonly columns: readonly SelectedColumn[] | null
  readonly extra: readonly SelectedColumn[]
  readonly from: TableUse
  readonly joins: readonly JoinPart[]
  readonly where: Condition | null
  readonly groups: readonly Operand[]
  readonly having: Condition | null
  readonly order: readonly OrderPart[]
  readonly limit: number | null
  readonly offset: number
  /** Further queries; order and limits are then those of all together. */
  readonly combined: readonly CombinedPart[]
}

interface CombinedPart {
  readonly operator: 'union' | 'unionAll' | 'intersect' | 'except'
  readonly query: SelectParts
}

export interface SelectedColumn {
  readonly name: string
  readonly value: Operand
}

export interface TableUse {
  readonly table: string
  /** The table's name where it has no other. */
  readonly alias: string
}

export interface JoinPart extends TableUse {
  readonly kind: 'inner' | 'left'
  /** Pairs of columns that are equal: of the table before, and of this one. */
  readonly on: readonly (readonly [ColumnOperand, ColumnOperand])[]
}

export interface OrderPart {
  readonly value: Operand
  readonly descending: boolean
  readonly nulls: 'first' | 'last' | null
}

export interface ColumnOperand {
  readonly kind: 'column'
  readonly alias: string
  readonly column: string
  /** Whether the schema's column takes true and false. */
  readonly isBoolean: boolean
}

export type Operand =
  | ColumnOperand
  | { readonly kind: 'value'; readonly value: SqlValue }
  | { readonly kind: 'call'; readonly name: SqlFunctionName; readonly args: readonly Operand[] }
  | {
      readonly kind: 'aggregate'
      readonly name: AggregateName
      /** null: `*` */
      readonly of: Operand | null
      readonly distinct: boolean
      readonly filter: Condition | null
    }
  | { readonly kind: 'case'; readonly cases: readonly CasePart[]; readonly otherwise: Operand }
  | { readonly kind: 'subquery'; readonly query: SelectParts }
  /** A column of combined queries, from 1. */
  | { readonly kind: 'position'; readonly at: number }
  | TemplateOperand
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*'; readonly left: Operand; readonly right: Operand }

interface CasePart {
  readonly when: Condition
  readonly result: Operand
}

/** SQL text and what stands in it, in turn. */
export interface TemplateOperand {
  readonly kind: 'template'
  readonly chunks: readonly (string | Operand)[]
}

/** SQL functions that SQLite has itself. */
export const SQL_FUNCTIONS = [
  'lower',
  'upper',
  'length',
  'coalesce',
  'abs',
  'trim',
  'ltrim',
  'rtrim',
  'nullif',
] as const
export type SqlFunctionName = (typeof SQL_FUNCTIONS)[number]
export const AGGREGATES = ['count', 'sum', 'avg', 'min', 'max'] as const
export type AggregateName = (typeof AGGREGATES)[number]

export type Comparison = '=' | '>' | '>=' | '<' | '<='

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: Comparison; readonly right: Operand }
  /** Backslash escapes `%` and `_` in the pattern. */
  | { readonly kind: 'like'; readonly left: Operand; readonly pattern: string }
  | { readonly kind: 'null'; readonly value: Operand; readonly isNull: boolean }
  | { readonly kind: 'in'; readonly left: Operand; readonly values: readonly SqlValue[] }
  | { readonly kind: 'inQuery'; readonly left: Operand; readonly query: SelectParts }
  | { readonly kind: 'between'; readonly left: Operand; readonly low: SqlValue; readonly high: SqlValue }
  | { readonly kind: 'exists'; readonly query: SelectParts }
  /** With a function that the connection must be given: SQLite has no regular expressions of its own. */
  | { readonly kind: 'regexp'; readonly left: Operand; readonly pattern: string }
  | { readonly kind: 'holds'; readonly sql: TemplateOperand }

/** What the other language has no words for; `message` names it. */
export class NotExpressible extends Error {
  override readonly name = 'NotExpressible'
}

/** What regular expressions need, as a comment above the code. */
export const REGEXP_NOTE = `// SQLite has no REGEXP of its own. Give the connection one:
// sqlite.function('regexp', (pattern, text) =>
//   Number(new RegExp(pattern.replace(/^\\(\\?i\\)/, ''), pattern.startsWith('(?i)') ? 'i' : '').test(text ?? '')))
`
