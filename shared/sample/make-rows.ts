/** Rows of a plan, in batches, repeatable; pairs that a unique set forbids are left out. */
import type { SampleValue } from '../document/records.ts'
import type { TablePlan } from './plan.ts'

/** Rows a batch: enough for multi-row inserts, little enough to stop between two. */
export const BATCH_ROWS = 1000

export function* makeRows(plan: TablePlan): Generator<readonly (readonly SampleValue[])[], void> {
  const seen = plan.uniqueSets.map(() => new Set<string>())
  let batch: SampleValue[][] = []
  for (let row = 0; row < plan.count; row++) {
    const values = plan.columns.map((column) => column.value(row))
    if (repeats(values, plan.uniqueSets, seen)) continue
    batch.push(values)
    if (batch.length === BATCH_ROWS) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

function repeats(
  values: readonly SampleValue[],
  sets: readonly (readonly number[])[],
  seen: readonly Set<string>[],
): boolean {
  const keys = sets.map((set) => {
    const parts = set.map((at) => values[at] ?? null)
    // SQL: null is not equal to null, so such rows never clash.
    return parts.includes(null) ? null : JSON.stringify(parts)
  })
  if (keys.some((key, i) => key !== null && seen[i]?.has(key) === true)) return true
  for (const [i, key] of keys.entries()) if (key !== null) seen[i]?.add(key)
  return false
}
