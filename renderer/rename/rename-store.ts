import { createStore } from 'zustand/vanilla'
import type { RenameTarget } from './rename-plan.ts'

/** What the dialog renames. */
export const renameStore = createStore<{ readonly target: RenameTarget | null }>(() => ({ target: null }))
