/** What a box's sign says of the problems found in its model. */
import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'

export interface BoxProblems {
  readonly errors: number
  /** What the sign says when asked: the worst one found, the first among equals. */
  readonly first: Diagnostic
}

const cache = new WeakMap<readonly Diagnostic[], BoxProblems | null>()

/**
 * Null where the box shows no sign: remarks have none, so that a box does not render again when, some time after a
 * large design was opened, its remarks become known. The same object for the same diagnostics, for React.
 */
export function boxProblems(found: readonly Diagnostic[] | undefined): BoxProblems | null {
  if (found === undefined) return null
  const known = cache.get(found)
  if (known !== undefined) return known
  const errors = found.filter((d) => d.severity === 'error')
  const first = errors[0] ?? found.find((d) => d.severity === 'warning')
  const problems = first === undefined ? null : { errors: errors.length, first }
  cache.set(found, problems)
  return problems
}
