/** The order in which people look names up: letters whatever their case, numbers by their size (`X15` before `X115`). */

// One collator for all: making one costs more than comparing thousands of names.
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** For `toSorted`; names that differ by case or accents only keep an order of their own. */
export function byName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
