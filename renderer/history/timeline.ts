/** The steps of a design's history as one line of time, and the document at any of its points. Pure. */
import type { ErDocument } from '../../shared/document/records.ts'
import type { History, Step } from '../../shared/history/history.ts'
import { applyPatch, invertPatch, squashPatches } from '../../shared/history/patch.ts'
import type { Patch } from '../../shared/history/patch.ts'

/** Points are counted from 0, before the first step; point n is after n steps. */
interface Timeline {
  /** Done ones, then those that were undone, in the order of time. */
  readonly steps: readonly Step[]
  /** The point of the present document. */
  readonly present: number
}

export function timelineOf({ past, future }: History): Timeline {
  return { steps: [...past, ...future.toReversed()], present: past.length }
}

/** What leads from one point to another. */
function patchBetween({ steps }: Timeline, from: number, to: number): Patch {
  if (from <= to) return squashPatches(steps.slice(from, to).map(({ patch }) => patch))
  return squashPatches(
    steps
      .slice(to, from)
      .toReversed()
      .map(({ patch }) => invertPatch(patch)),
  )
}

export function documentAt(doc: ErDocument, timeline: Timeline, point: number): ErDocument {
  return applyPatch(doc, patchBetween(timeline, timeline.present, point))
}

/** Names of what a step touched, at most so many: for telling three steps “Rename field” apart. */
export function namesIn(patch: Patch, limit = 3): { readonly names: readonly string[]; readonly more: number } {
  const names = new Set<string>()
  for (const change of patch) {
    if (change.table !== 'models') continue
    const record = (change.after ?? change.before) as { readonly name: string } | undefined
    if (record !== undefined) names.add(record.name)
  }
  return { names: [...names].slice(0, limit), more: Math.max(0, names.size - limit) }
}
