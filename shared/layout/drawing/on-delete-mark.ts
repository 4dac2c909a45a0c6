/**
 * A shape for what happens on delete, where words could not be read, so that it is not said by colour alone:
 * disc = goes along, square = stands in the way, diamond = stands in the way unless it goes too, ring = let go,
 * triangle = set to something, bar = nothing happens.
 */
import type { OnDeleteKey } from '../box/type-text.ts'

/** In units of the mark's size, round the origin. */
interface OnDeleteMark {
  /** Corners `[x, y, x, y …]`; null: a disc. */
  readonly polygon: readonly number[] | null
  /** Radius of the hole of a ring; 0: filled. */
  readonly hole: number
}

const disc: OnDeleteMark = { polygon: null, hole: 0 }
const triangle: OnDeleteMark = { polygon: [0, -1.2, 1.2, 1, -1.2, 1], hole: 0 }
const bar: OnDeleteMark = { polygon: [-0.5, -1.3, 0.5, -1.3, 0.5, 1.3, -0.5, 1.3], hole: 0 }

export const ON_DELETE_MARKS: Record<OnDeleteKey, OnDeleteMark> = {
  CASCADE: disc,
  PROTECT: { polygon: [-1, -1, 1, -1, 1, 1, -1, 1], hole: 0 },
  RESTRICT: { polygon: [0, -1.35, 1.35, 0, 0, 1.35, -1.35, 0], hole: 0 },
  SET_NULL: { polygon: null, hole: 0.55 },
  SET_DEFAULT: triangle,
  SET: triangle,
  DO_NOTHING: bar,
  OTHER: bar,
}
