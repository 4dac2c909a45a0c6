/** Where the hint of what the pointer rests on stands: beside the pointer, off what it tells of. Pure. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Point } from '../canvas-store.ts'

/** From the pointer, so that its arrow covers no letter. */
const OFF = { x: 14, y: 16 }
/** From the box whose row it tells of. */
const BESIDE_PX = 10
const EDGE_PX = 8
/** More than any box covered: what lies under the pointer cannot be pointed at any more. */
const POINTER_COST = 1e7

interface Size {
  readonly width: number
  readonly height: number
}

/** A thing in the canvas, px from its corner; `weight`: what a covered px² of it counts. */
export interface Avoided extends Rect {
  readonly weight: number
}

/**
 * @param canvas its size
 * @param beside the box that the hint belongs to: it stands next to it where there is room
 * @returns its corner, px of the canvas; of places alike the first: right below the pointer
 */
export function tipPlace(
  at: Point,
  size: Size,
  canvas: Size,
  avoided: readonly Avoided[],
  beside: Rect | null = null,
): Point {
  let best: Point = at
  let least = Infinity
  for (const wanted of [...(beside === null ? [] : besideBox(at, size, beside)), ...roundPointer(at, size)]) {
    const place = {
      x: Math.max(EDGE_PX, Math.min(canvas.width - size.width - EDGE_PX, wanted.x)),
      y: Math.max(EDGE_PX, Math.min(canvas.height - size.height - EDGE_PX, wanted.y)),
    }
    const tip = { ...place, ...size }
    const cost = avoided.reduce(
      (sum, thing) => sum + thing.weight * shared(tip, thing),
      holds(tip, at) ? POINTER_COST : 0,
    )
    if (cost >= least) continue
    best = place
    least = cost
  }
  return best
}

function besideBox(at: Point, { width }: Size, box: Rect): readonly Point[] {
  const y = at.y - OFF.y
  return [
    { x: box.x + box.width + BESIDE_PX, y },
    { x: box.x - BESIDE_PX - width, y },
  ]
}

function roundPointer(at: Point, { width, height }: Size): readonly Point[] {
  const [right, left, across] = [at.x + OFF.x, at.x - OFF.x - width, at.x - width / 2]
  const [below, above, level] = [at.y + OFF.y, at.y - OFF.y - height, at.y - height / 2]
  return [
    { x: right, y: below },
    { x: right, y: above },
    { x: left, y: below },
    { x: left, y: above },
    { x: right, y: level },
    { x: left, y: level },
    { x: across, y: above },
    { x: across, y: below },
  ]
}

function holds({ x, y, width, height }: Rect, at: Point): boolean {
  return at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height
}

/** Px² that two rectangles have in common. */
function shared(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
