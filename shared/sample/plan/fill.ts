/** Values of a column, one row's or many at once, with what is asked of all kinds of values. */
import type { ResolvedField } from '../../relations/types.ts'
import { dateNulls } from '../values/field-words.ts'
import { fitted } from './fit-value.ts'
import { nullShare } from './generator-options.ts'
import type { Fill, GeneratorColumn, RowValue, ValueMaker } from '../values/generators.ts'
import { unit } from '../values/random.ts'

export interface ColumnValues {
  readonly value: RowValue
  /** What `value` says of each row; null: nothing is quicker than asking it. */
  readonly fill: Fill | null
}

/** What is added to a column's seed to choose the rows that are empty. */
const NULLS = 0x4e

/** The share of rows that are empty, and the seed that chooses them. */
interface Nulls {
  readonly share: number
  readonly seed: number
}

export const NO_NULLS: Nulls = { share: 0, seed: 0 }

/**
 * What is later in a row's life is empty in more of the rows, and in all in which an earlier step is: nothing was
 * delivered that was not sent.
 */
export function emptyShare(column: GeneratorColumn, field: ResolvedField): Nulls {
  const ofDate = /^Date(Time)?Field$/.test(field.className) ? dateNulls(field.name) : null
  if (ofDate === null || column.options['nulls'] !== undefined)
    return { share: nullShare(column.options), seed: column.seed }
  return { share: ofDate, seed: ofDate > 0.5 ? column.seed : column.rowSeed }
}

/** Values that need not differ: in a share of the rows there is none, and none is longer than its column. */
export function plainValues(
  { of, fill }: ValueMaker,
  column: GeneratorColumn,
  field: ResolvedField,
  { share, seed }: Nulls,
): ColumnValues {
  const make = of(column)
  const value = (row: number) => (isEmpty(seed, row, share) ? null : fitted(make(row), field))
  const many = fill?.(column) ?? null
  return { value, fill: many === null ? null : within(withNulls(many, seed, share), field) }
}

function isEmpty(seed: number, row: number, nulls: number): boolean {
  return nulls > 0 && unit(seed ^ NULLS, row) < nulls
}

/** The same, with nulls in that share of the rows. */
export function withNulls(fill: Fill, seed: number, nulls: number): Fill {
  if (nulls <= 0) return fill
  return (into, at, step, from, count) => {
    fill(into, at, step, from, count)
    for (let k = 0; k < count; k++) if (isEmpty(seed, from + k, nulls)) into[at + k * step] = null
  }
}

function within(fill: Fill, field: ResolvedField): Fill {
  const { maxLength } = field
  if (maxLength === null) return fill
  return (into, at, step, from, count) => {
    fill(into, at, step, from, count)
    for (let k = 0; k < count; k++) {
      const made = into[at + k * step]
      if (typeof made === 'string' && made.length > maxLength) into[at + k * step] = fitted(made, field)
    }
  }
}
