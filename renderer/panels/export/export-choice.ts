/** What the export dialog shows when it opens: the last choice, or what somebody asked for. */
import { createStore } from 'zustand/vanilla'
import { TARGETS } from './targets.ts'

interface ExportChoice {
  readonly target: string
  /** Shows what differs from the last export instead of the text. */
  readonly compare: boolean
}

export const exportChoice = createStore<ExportChoice>(() => ({ target: TARGETS[0]?.id ?? '', compare: false }))
