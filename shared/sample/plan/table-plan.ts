/** What is asked of the generators, and what they answer: a plan for each table, a function for each column. */
import type { SampleValue } from '../../document/records.ts'
import type { ModelKey } from '../../relations/types.ts'
import type { SchemaTable } from '../../schema/types.ts'
import type { Fill, ValueForm } from '../values/generators.ts'
import type { MendedColumn } from '../rules/mend-row.ts'
import type { CheckRule, UniqueRule } from '../rules/row-rules.ts'

export interface SampleRequest {
  /** Rows a model; `counts` overrides it for single models. */
  readonly rows: number
  readonly counts?: ReadonlyMap<ModelKey, number>
  readonly seed: number
  /** Default: `json`. */
  readonly form?: ValueForm
  /** Rows that a table has already, and its largest whole-number key; new rows are added behind them. */
  existing?(table: SchemaTable): { readonly rows: number; readonly maxKey: number }
  /** Keys of the rows of django_content_type, by `app.model` in lower case. Absent: generic keys are not followed. */
  readonly contentTypes?: ReadonlyMap<string, SampleValue>
}

export interface TablePlan {
  readonly model: ModelKey
  readonly table: SchemaTable
  readonly count: number
  readonly columns: readonly ColumnPlan[]
  /** What the table asks of whole rows; null: nothing that is not settled column by column. */
  readonly rules: RowRules | null
  /** The rows repeat no combination of values that is unique, however many are made. */
  readonly isDistinct: boolean
}

export interface ColumnPlan {
  readonly name: string
  /** Django class of the value, for writing it to the database. */
  readonly className: string
  value(row: number): SampleValue
  /** The same for many rows at once; null: nothing is quicker than asking for each. */
  readonly fill: Fill | null
  /** Of a key whose values count up row by row: the first one. null: they do not. */
  readonly countsFrom: number | null
}

export interface RowRules {
  readonly columns: readonly MendedColumn[]
  readonly checks: readonly CheckRule[]
  readonly uniques: readonly UniqueRule[]
}
