/**
 * Rows that a table's rules let in: a row that breaks one is changed until none is broken. Keys that other rows
 * point at stay as they are.
 */
import type { SampleValue } from '../../document/records.ts'
import type { Bounds, ValueForm } from '../values/generators.ts'
import { mix } from '../values/random.ts'
import { candidates } from './candidates.ts'
import type { CheckRule, RuledColumn, RowValues, UniqueRule } from './row-rules.ts'

export interface MendedColumn extends RuledColumn {
  readonly isNull: boolean
  readonly maxLength: number | null
  readonly digits: number | null
  readonly decimals: number | null
  readonly form: ValueForm
  readonly bounds: Bounds
  /** Only these values; []: any. */
  readonly choices: readonly SampleValue[]
  /** Another value of the same kind for the row; absent: the value must stay. */
  readonly redraw?: ((row: number, attempt: number) => SampleValue) | undefined
}

/** Changes of one row that are tried before it is given up. */
const MOST_CHANGES = 60
const REDRAWS = 6
/** Other values that are drawn for a set before the row gives up taking part in it. */
const DRAWS_OF_SETS = 12

export class RowMender {
  readonly #columns: readonly MendedColumn[]
  readonly #checks: readonly CheckRule[]
  readonly #uniques: readonly { readonly rule: UniqueRule; readonly seen: Set<string> }[]

  constructor(columns: readonly MendedColumn[], checks: readonly CheckRule[], uniques: readonly UniqueRule[]) {
    this.#columns = columns
    this.#checks = checks
    this.#uniques = uniques.map((rule) => ({ rule, seen: new Set() }))
  }

  /**
   * Changes the values in place.
   *
   * @returns false where no values were found that the unique sets let in; a check that still fails is the database's
   *   to refuse, which then says so
   */
  mend(values: SampleValue[], row: number): boolean {
    for (let change = 0; change < MOST_CHANGES; change++) {
      const broken = this.#checks.find((rule) => !rule.holds(values))
      if (broken !== undefined) {
        if (!this.#repair(broken, values, row, change)) break
        continue
      }
      const repeated = this.#uniques.find(({ rule, seen }) => {
        const key = rule.key(values)
        return key !== null && seen.has(key)
      })
      if (repeated === undefined) {
        this.#remember(values)
        return true
      }
      if (!this.#vary(repeated.rule, values, row, change)) return false
    }
    const isNew = this.#uniques.every(({ rule, seen }) => !seen.has(rule.key(values) ?? ''))
    if (isNew) this.#remember(values)
    return isNew
  }

  #remember(values: RowValues): void {
    for (const { rule, seen } of this.#uniques) {
      const key = rule.key(values)
      if (key !== null) seen.add(key)
    }
  }

  /** The change of one column that leaves the fewest rules broken; among equals the one whose turn it is. */
  #repair(rule: CheckRule, values: SampleValue[], row: number, change: number): boolean {
    const free = rule.columns.filter((at) => this.#columns[at]?.redraw !== undefined)
    let best: { at: number; value: SampleValue; broken: number } | null = null
    const turn = mix(change + 1, row)
    for (const [nth, at] of free.entries()) {
      const before = values[at] ?? null
      let seen = 0
      // All of them now: the row changes while they are tried.
      const tries = Array.from(this.#tries(rule, values, at, row, change))
      for (const value of tries) {
        if (value === before || !isAllowed(value, this.#columns[at])) continue
        values[at] = value
        const broken = this.#brokenNear(at, values)
        const isBetter =
          best === null ||
          broken < best.broken ||
          (broken === best.broken && change > 0 && (turn + nth + seen) % 3 === 0)
        if (isBetter) best = { at, value, broken }
        seen++
        if (broken === 0 && change === 0) break
      }
      values[at] = before
      if (best?.broken === 0 && change === 0) break
    }
    if (best === null) return false
    values[best.at] = best.value
    return true
  }

  *#tries(rule: CheckRule, values: RowValues, at: number, row: number, change: number) {
    const column = this.#columns[at]
    // One that is drawn looks more like the rest than one that sits on the rule's edge.
    for (let k = 1; k <= REDRAWS; k++) yield column?.redraw?.(row, change * REDRAWS + k) ?? null
    yield* candidates(rule, values, at, this.#columns, mix(change, row))
  }

  #brokenNear(at: number, values: RowValues): number {
    let broken = 0
    for (const rule of this.#checks) if (rule.columns.includes(at) && !rule.holds(values)) broken++
    return broken
  }

  #vary(rule: UniqueRule, values: SampleValue[], row: number, change: number): boolean {
    if (change >= DRAWS_OF_SETS && this.#withdraw(rule, values, row, change)) return true
    const free = rule.columns.filter((at) => this.#columns[at]?.redraw !== undefined)
    const at = free[mix(change, row) % Math.max(1, free.length)]
    const column = at === undefined ? undefined : this.#columns[at]
    if (at === undefined || column?.redraw === undefined) return false
    values[at] = column.redraw(row, change + 1)
    return true
  }

  /** Of a set with a condition: the row no longer takes part. */
  #withdraw({ condition, key }: UniqueRule, values: SampleValue[], row: number, change: number): boolean {
    for (const at of condition?.columns ?? []) {
      const column = this.#columns[at]
      if (condition === undefined || column?.redraw === undefined) continue
      const before = values[at] ?? null
      for (const value of Array.from(candidates(condition, values, at, this.#columns, mix(change, row)))) {
        if (!isAllowed(value, column)) continue
        values[at] = value
        if (key(values) === null && this.#brokenNear(at, values) === 0) return true
      }
      values[at] = before
    }
    return false
  }
}

function isAllowed(value: SampleValue, column: MendedColumn | undefined): boolean {
  if (column === undefined) return false
  if (value === null) return column.isNull
  const { choices, bounds } = column
  if (choices.length > 0 && !choices.includes(value)) return false
  if (typeof value !== 'number') return true
  return (bounds.min === null || value >= bounds.min) && (bounds.max === null || value <= bounds.max)
}
