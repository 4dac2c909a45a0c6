/** How the pane of the rows is looked at; it stays so from table to table. */
import { createStore } from 'zustand/vanilla'

interface PaneLooks {
  /** The cursor's row stands beside the grid as a form. */
  readonly hasForm: boolean
  /** The rows have the whole window. */
  readonly isWhole: boolean
}

export const paneLooks = createStore<PaneLooks>(() => ({ hasForm: false, isWhole: false }))

export function toggleLook(look: keyof PaneLooks): void {
  paneLooks.setState((s) => ({ [look]: !s[look] }))
}
