/** What a design says of its sample rows: how many, and which chance. Kept in the file under `samples`. */
import type { ModelId } from '../document/ids.ts'
import { rootOf } from '../document/records.ts'
import type { ErDocument } from '../document/records.ts'

export interface SampleSettings {
  readonly seed: number
  /** Rows a model, where `counts` says nothing else. */
  readonly rows: number
  readonly counts: { readonly [model: ModelId]: number }
}

const DEFAULT_SAMPLES: SampleSettings = { seed: 1, rows: 100, counts: {} }
/** Rows of one model. */
export const MOST_ROWS = 1_000_000

/** What does not fit (the file may be edited by hand) falls back to the default. */
export function sampleSettings(doc: ErDocument): SampleSettings {
  const given = (rootOf(doc) as { readonly samples?: unknown }).samples
  if (typeof given !== 'object' || given === null) return DEFAULT_SAMPLES
  const { seed, rows, counts } = given as { readonly [key: string]: unknown }
  const known = typeof counts === 'object' && counts !== null ? Object.entries(counts) : []
  return {
    seed: isCount(seed, 2 ** 31 - 1) ? seed : DEFAULT_SAMPLES.seed,
    rows: isCount(rows, MOST_ROWS) ? rows : DEFAULT_SAMPLES.rows,
    counts: Object.fromEntries(known.filter(([id, n]) => isCount(n, MOST_ROWS) && doc.models[id] !== undefined)) as {
      readonly [model: ModelId]: number
    },
  }
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}
