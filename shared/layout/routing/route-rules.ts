/** Words shared by the router and its search for a way round. */
import type { Rect } from '../grid-index.ts'

/** Straight piece that a route keeps at each end: room for a crow's foot with its circle. */
export const STUB_PX = 24
/** What a crow's foot with its circle takes of it: no line turns within, and others keep off where they can. */
export const SIGN_PX = 20
/** Of a px that runs over them: a way round is nearly always worth it. */
export const SIGNS_COST = 6
/** Routes keep this far from boxes that are not theirs. */
export const CLEARANCE_PX = 6
/** What a bend costs in px of length: a longer way with fewer bends reads better. */
export const BEND_COST = 40

export interface RouteRequest {
  readonly from: Rect
  readonly to: Rect
  /** Absolute height at which the route leaves `from`. */
  readonly fromY: number
  /** Heights at which it may arrive, the preferred one first; at least one. */
  readonly toYs: readonly number[]
  /** Leaves and arrives at top and bottom where that is possible (inheritance). */
  readonly upright: boolean
}

/** What is in the way. */
export interface Surroundings {
  /** No search for a way round: frames of a drag, far overviews. */
  readonly quick?: boolean
  /** Boxes that meet the rectangle, the route's own two included. */
  boxesIn(x: number, y: number, width: number, height: number): readonly Rect[]
  /** Length over which the run would lie on another route's. */
  overlap(x0: number, y0: number, x1: number, y1: number): number
  /** How many other routes the run would cross; absent: nobody counts. */
  crossings?(x0: number, y0: number, x1: number, y1: number): number
}

/** Length over which an upright run passes sides of the boxes where signs stand, px. */
export function overSignsOf(boxes: readonly Rect[], x: number, top: number, bottom: number): number {
  let sum = 0
  for (const box of boxes) {
    const away = Math.max(box.x - x, x - box.x - box.width)
    if (away < 0 || away >= SIGN_PX) continue
    sum += Math.max(0, Math.min(bottom, box.y + box.height) - Math.max(top, box.y))
  }
  return sum
}
