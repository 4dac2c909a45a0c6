/** Rows of a plan as flat lists of values, repeatable; pairs that a unique set forbids are left out. */
import type { SampleValue } from '../document/records.ts'
import type { TablePlan } from './plan.ts'

/** How a value of a column is stored. */
export type Store = (value: SampleValue) => unknown

export interface FlatRows {
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
  const makers = columns.map((column, c) => {
    const store = stores[c] ?? same
    return (row: number): unknown => store(column.value(row))
  })
  if (plan.uniqueSets.length === 0) return yield* byColumn(makers, count, together)
  const full = width * together
  const values: unknown[] = Array.from({ length: full }, () => null)
  const seen = new UniqueSets(plan)
  let at = 0
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < width; c++) values[at + c] = makers[c]?.(row)
    if (seen.repeats(values, at)) continue
    at += width
    if (at < full) continue
    yield { values, count: together }
    at = 0
  }
  if (at > 0) yield { values: values.slice(0, at), count: at / width }
}

/** A column at a time: the processor stays with one kind of value. */
function* byColumn(
  makers: readonly ((row: number) => unknown)[],
  count: number,
  together: number,
): Generator<FlatRows, void> {
  const width = makers.length
  const values: unknown[] = Array.from({ length: width * together }, () => null)
  for (let from = 0; from < count; from += together) {
    const rows = Math.min(together, count - from)
    for (const [c, make] of makers.entries()) {
      for (let k = 0; k < rows; k++) values[k * width + c] = make(from + k)
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

/** Which values of unique sets have come already. */
class UniqueSets {
  readonly #sets: readonly { readonly places: readonly number[]; readonly seen: Set<string> }[]

  constructor({ uniqueSets }: TablePlan) {
    this.#sets = uniqueSets.map((places) => ({ places, seen: new Set() }))
  }

  /** Whether the row that begins at `at` has been there; if not, it has now. */
  repeats(values: readonly unknown[], at: number): boolean {
    const keys = this.#sets.map(({ places }) => keyOf(values, at, places))
    if (keys.some((key, i) => key !== null && this.#sets[i]?.seen.has(key) === true)) return true
    for (const [i, key] of keys.entries()) if (key !== null) this.#sets[i]?.seen.add(key)
    return false
  }
}

/** SQL: null is not equal to null, so such rows never clash. */
function keyOf(values: readonly unknown[], at: number, places: readonly number[]): string | null {
  let key = ''
  for (const place of places) {
    const value = values[at + place]
    if (value === null) return null
    const text = String(value)
    key += `${text.length}:${text}`
  }
  return key
}
