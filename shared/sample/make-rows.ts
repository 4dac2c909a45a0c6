/** Rows of a plan as flat lists of values, repeatable; what a check or a unique set forbids is changed, or left out. */
import type { SampleValue } from '../document/records.ts'
import type { ColumnPlan, TablePlan } from './plan/table-plan.ts'
import { RowMender } from './rules/mend-row.ts'

/** How a value of a column is stored. */
interface Store {
  (value: SampleValue): unknown
  /** Texts are stored as they are, and need not be asked about. */
  readonly keepsTexts?: true
}

interface FlatRows {
  /** The values row after row: `count` times the number of columns. The list is used again for the next rows. */
  readonly values: readonly unknown[]
  readonly count: number
}

/**
 * The rows in order, `together` at a time (the last ones fewer). One list for all of them: an array a row
 * and one a batch cost more than the values themselves.
 */
export function* flatRows(plan: TablePlan, stores: readonly Store[], together: number): Generator<FlatRows, void> {
  const { columns, count } = plan
  const width = columns.length
  if (plan.rules === null) return yield* byColumn(plan, stores, together)
  const full = width * together
  const values: unknown[] = Array.from({ length: full }, () => null)
  const mender = new RowMender(plan.rules.columns, plan.rules.checks, plan.rules.uniques)
  const one: SampleValue[] = columns.map(() => null)
  let at = 0
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < width; c++) one[c] = columns[c]?.value(row) ?? null
    if (!mender.mend(one, row)) continue
    for (let c = 0; c < width; c++) values[at + c] = (stores[c] ?? same)(one[c] ?? null)
    at += width
    if (at < full) continue
    yield { values, count: together }
    at = 0
  }
  if (at > 0) yield { values: values.slice(0, at), count: at / width }
}

/** A column at a time: the processor stays with one kind of value. */
function* byColumn(
  { columns, count }: TablePlan,
  stores: readonly Store[],
  together: number,
): Generator<FlatRows, void> {
  const width = columns.length
  const values: unknown[] = Array.from({ length: width * together }, () => null)
  for (let from = 0; from < count; from += together) {
    const rows = Math.min(together, count - from)
    for (let c = 0; c < width; c++) {
      const column = columns[c] as ColumnPlan
      const store = stores[c] ?? same
      if (column.fill === null) {
        for (let k = 0; k < rows; k++) values[c + k * width] = store(column.value(from + k))
        continue
      }
      column.fill(values, c, width, from, rows)
      for (let at = c; at < rows * width; at += width) {
        const value = values[at] as SampleValue
        if (typeof value !== 'string' || store.keepsTexts !== true) values[at] = store(value)
      }
    }
    yield { values: rows === together ? values : values.slice(0, rows * width), count: rows }
  }
}

/** The first rows as they would be made, unstored: for a look at them. */
export function firstRows(plan: TablePlan, count: number): readonly (readonly SampleValue[])[] {
  const rows: SampleValue[][] = []
  const width = plan.columns.length
  for (const { values } of flatRows(
    { ...plan, count: Math.min(plan.count, count) },
    plan.columns.map(() => same),
    1,
  )) {
    rows.push(values.slice(0, width) as SampleValue[])
  }
  return rows
}

const same: Store = (value) => value
