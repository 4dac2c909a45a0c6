/** A step of a plan in a sentence. */
import { t } from '../../texts/texts.ts'
import type { PlanStep } from './read-plan.ts'

/** @param rows of the step's table; null: not known */
export function planWords(step: PlanStep, table: string, rows: number | null): string {
  const { kind, index, columns, detail } = step
  if (step.isAutomatic) return t.plan.automatic(table, columns.join(', '))
  if (kind === 'scan') {
    if (index === null || index === '') return t.plan.scan(table, rows)
    return step.isCovering ? t.plan.scanCovering(table, index) : t.plan.scanIndex(table, index)
  }
  if (kind === 'search') {
    if (index === '') return step.cost === 'one' ? t.plan.byKey(table) : t.plan.keyRange(table)
    const words = t.plan.search(table, columns.join(', '), index ?? '')
    return step.isCovering ? `${words}, ${t.plan.covering}` : words
  }
  if (kind === 'sort') return t.plan.sort(step.sorts ?? '')
  if (kind === 'subquery') return detail.startsWith('CORRELATED') ? t.plan.perRow : t.plan.subquery
  return t.plan.compound[detail.split(/[\s(]/)[0] ?? ''] ?? detail
}
