/**
 * The undo stack: immutable, labelled, squashing per gesture. Patches that share a merge key and
 * follow one another are one step (a drag, a burst of typing); undo and redo are patches too.
 */
import { invertPatch, squashPatches } from './patch.ts'
import type { Patch } from './patch.ts'

export interface Step {
  readonly label: string
  readonly patch: Patch
  /** Steps with the same key, one after the other, become one. null: never merges. */
  readonly mergeKey: string | null
  /** ms since the epoch, of the step's first patch; for the history panel. */
  readonly at: number
}

export interface History {
  /** Oldest first. */
  readonly past: readonly Step[]
  /** The next redo last. */
  readonly future: readonly Step[]
}

/** Steps kept. A step is a few records; 5,000 of them are some MB at the very most. */
export const HISTORY_LIMIT = 5000

export const EMPTY_HISTORY: History = { past: [], future: [] }

/** Records a step. What was undone can no longer be redone; an empty patch changes nothing. */
export function pushStep(history: History, step: Step): History {
  if (step.patch.length === 0) return history
  const last = history.past.at(-1)
  const merges =
    last !== undefined && step.mergeKey !== null && last.mergeKey === step.mergeKey && history.future.length === 0
  if (!merges) return { past: [...history.past, step].slice(-HISTORY_LIMIT), future: [] }
  const patch = squashPatches([last.patch, step.patch])
  const past = history.past.slice(0, -1)
  return { past: patch.length === 0 ? past : [...past, { ...last, patch }], future: [] }
}

/** Ends the current gesture: the next step with the same key is a new one. */
export function sealStep(history: History): History {
  const last = history.past.at(-1)
  if (last === undefined || last.mergeKey === null) return history
  return { ...history, past: [...history.past.slice(0, -1), { ...last, mergeKey: null }] }
}

export interface Travel {
  readonly history: History
  /** To apply to the document. */
  readonly patch: Patch
  readonly label: string
}

/** null: nothing is left to undo. */
export function undo(history: History): Travel | null {
  const step = history.past.at(-1)
  if (step === undefined) return null
  return {
    history: { past: history.past.slice(0, -1), future: [...history.future, step] },
    patch: invertPatch(step.patch),
    label: step.label,
  }
}

/** null: nothing was undone. */
export function redo(history: History): Travel | null {
  const step = history.future.at(-1)
  if (step === undefined) return null
  return {
    // Sealed: typing on after a redo is a new step.
    history: { past: [...history.past, { ...step, mergeKey: null }], future: history.future.slice(0, -1) },
    patch: step.patch,
    label: step.label,
  }
}
