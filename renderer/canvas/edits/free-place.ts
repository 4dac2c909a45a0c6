/** Where something new has room: nearest to where it was asked for, on no box, no note, and over no area's border. Pure. */
import { GRID_PX } from '../../../shared/layout/box/box.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import type { Point } from '../canvas-store.ts'
import { snapToGrid } from '../input/snapping.ts'

/** Between what is new and what is there. */
const GAP_PX = 2 * GRID_PX
const MOST_RINGS = 48

export interface Size {
  readonly width: number
  readonly height: number
}

type IsTaken = (rect: Rect) => boolean

/** The corner on the grid, nearest to the one asked for, at which it meets nothing; null: nothing near is free. */
export function nearestFree(wanted: Point, { width, height }: Size, isTaken: IsTaken, most = MOST_RINGS): Point | null {
  const from = { x: snapToGrid(wanted.x), y: snapToGrid(wanted.y) }
  const isFree = ({ x, y }: Point): boolean =>
    !isTaken({ x: x - GAP_PX, y: y - GAP_PX, width: width + 2 * GAP_PX, height: height + 2 * GAP_PX })
  for (let ring = 0; ring <= most; ring++) {
    const free = ringOf(from, ring).filter(isFree)
    const [nearest] = free.sort((a, b) => away(a, from) - away(b, from))
    if (nearest !== undefined) return nearest
  }
  return null
}

function ringOf({ x, y }: Point, ring: number): Point[] {
  if (ring === 0) return [{ x, y }]
  const steps = Array.from({ length: 2 * ring + 1 }, (_, i) => (i - ring) * GRID_PX)
  const end = ring * GRID_PX
  return steps.flatMap((step) => [
    { x: x + step, y: y - end },
    { x: x + step, y: y + end },
    { x: x - end, y: y + step },
    { x: x + end, y: y + step },
  ])
}

function away(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** Whether it would lie on a note or a collapsed area, or half in and half out of an open one. */
export function disturbs(rect: Rect, shapes: readonly Shape[]): boolean {
  return shapes.some((shape) => meets(rect, shape) && (shape.kind === 'note' || shape.collapsed || !lies(rect, shape)))
}

function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Wholly inside. */
function lies(a: Rect, b: Rect): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
}
