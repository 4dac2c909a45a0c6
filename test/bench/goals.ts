/** Goals beside what was measured, with a yes or a no that a machine has found. */
import { printTable } from './measure.ts'

export interface Goal {
  /** As the goals are numbered: P1. */
  readonly id: string
  readonly what: string
  /** NaN: not measured in this run. */
  readonly measured: number
  readonly atMost: number
  readonly unit: string
}

export function printGoals(title: string, goals: readonly Goal[]): void {
  printTable(
    title,
    goals.map(({ id, what, measured, atMost, unit }) => ({
      goal: id,
      what,
      'at most': `${atMost} ${unit}`.trim(),
      measured: Number.isNaN(measured) ? 'not in this run' : measured,
      reached: Number.isNaN(measured) ? '–' : measured <= atMost ? 'yes' : 'no',
    })),
  )
}
