/** What a person set for the values of a field, as the plan uses it. */
import type { Generator, Options } from '../../document/records.ts'
import type { ResolvedField } from '../../relations/types.ts'
import { isGeneratorName } from '../values/generators.ts'
import type { Bounds, GeneratorName } from '../values/generators.ts'

/** Share of rows in which a column that may be null is. */
export const NULL_SHARE = 0.12
const MOST_LINKS = 1000

/** What the user chose; null: nothing, or what does not exist any more. */
export function chosenKind(own: Generator | undefined, field: ResolvedField): GeneratorName | null {
  if (own === undefined || field.relation !== null || !isGeneratorName(own.kind)) return null
  return own.kind
}

/** Bounds of the table's rules, narrowed by those that were set. */
export function within({ min, max }: Bounds, options: Options): Bounds {
  const [low, high] = [numeric(options['min']), numeric(options['max'])]
  return {
    min: low === null ? min : min === null ? low : Math.max(min, low),
    max: high === null ? max : max === null ? high : Math.min(max, high),
  }
}

/** Whether what is guessed leaves some of the values that the table's rules allow. */
export function agrees(options: Options, { min, max }: Bounds): boolean {
  const [low, high] = [numeric(options['min']), numeric(options['max'])]
  return (low === null || max === null || low < max) && (high === null || min === null || high > min)
}

/** `nulls` is given in percent. */
export function nullShare(options: Options): number {
  const percent = numeric(options['nulls'])
  return percent === null ? NULL_SHARE : Math.min(100, Math.max(0, percent)) / 100
}

export function linkCounts(options: Options): { readonly min: number; readonly max: number } {
  const min = Math.min(MOST_LINKS, Math.max(0, Math.floor(numeric(options['min']) ?? 0)))
  return { min, max: Math.min(MOST_LINKS, Math.max(min, Math.floor(numeric(options['max']) ?? Math.max(3, min)))) }
}

export function numeric(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
