/**
 * Crow's feet as strokes, for canvas and SVG alike: crow's foot = many, bar = one, circle = none is
 * possible, hollow triangle = is a.
 */
import type { EndMark } from '../scene/edges.ts'

interface MarkShape {
  /** Polylines `[x, y, x, y …]`, absolute. */
  readonly strokes: readonly (readonly number[])[]
  readonly circle: { readonly x: number; readonly y: number; readonly r: number } | null
  /** Closed, filled with the background. */
  readonly triangle: readonly number[] | null
}

const FOOT_PX = 11
const SPREAD_PX = 6
const RING_PX = 4
const NO_SHAPE: MarkShape = { strokes: [], circle: null, triangle: null }

/**
 * The mark at an end of a route.
 *
 * @param x where the route meets the box
 * @param dx unit vector along the route, away from the box
 */
export function markShape(mark: EndMark, x: number, y: number, dx: number, dy: number): MarkShape {
  // (along, across) → absolute: `across` is to the left of the direction.
  const at = (along: number, across: number): [number, number] => [
    x + dx * along - dy * across,
    y + dy * along + dx * across,
  ]
  const bar = (along: number): number[] => [...at(along, -SPREAD_PX), ...at(along, SPREAD_PX)]
  const ring = (along: number) => {
    const [cx, cy] = at(along, 0)
    return { x: cx, y: cy, r: RING_PX }
  }
  if (mark === 'zeroMany') {
    const foot = [...at(0, -SPREAD_PX), ...at(FOOT_PX, 0), ...at(0, SPREAD_PX)]
    return { strokes: [foot], circle: ring(FOOT_PX + RING_PX), triangle: null }
  }
  if (mark === 'zeroOne') return { strokes: [bar(6)], circle: ring(6 + 2 + RING_PX), triangle: null }
  if (mark === 'one') return { strokes: [bar(6), bar(10)], circle: null, triangle: null }
  if (mark === 'triangle') {
    return { ...NO_SHAPE, triangle: [...at(0, 0), ...at(13, -8), ...at(13, 8)] }
  }
  return NO_SHAPE
}

interface EndPoint {
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
}

/** First or last point of a route with the direction away from its box. */
export function endOf(route: readonly number[], which: 'from' | 'to'): EndPoint {
  const n = route.length
  const [i, j] = which === 'from' ? [0, 2] : [n - 2, n - 4]
  const x = route[i] as number
  const y = route[i + 1] as number
  return { x, y, dx: Math.sign((route[j] as number) - x), dy: Math.sign((route[j + 1] as number) - y) }
}
