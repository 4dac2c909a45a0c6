/** Gives back the bytes of rows that a new answer has taken the place of. */
import type { Rows } from '../../data/rows/rows.ts'
import type { ShownStatement } from './read-item.ts'

interface Shown {
  readonly statements: readonly ShownStatement[]
}

/** What both answers show stays. */
export function releaseAnswer(before: Shown | null, now: Shown | null): void {
  if (before === null || before.statements === now?.statements) return
  const kept = new Set(rowsOf(now))
  for (const rows of rowsOf(before)) if (!kept.has(rows)) rows.release()
}

function rowsOf(answer: Shown | null): Rows[] {
  return (answer?.statements ?? []).flatMap(({ result }) => (result.kind === 'rows' ? [result.rows] : []))
}
