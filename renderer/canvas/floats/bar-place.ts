/** Where a bar that belongs to something drawn stands, px of the canvas. */
import type { Rect } from '../../../shared/layout/grid-index.ts'

const AWAY_PX = 10
const EDGE_PX = 8

interface Span {
  readonly top: number
  readonly height: number
}

/** Its top: above the thing; where there is no room, below it; else as near as the canvas allows. */
export function barTop({ top, height }: Span, barHeight: number, canvasHeight: number): number {
  const above = top - AWAY_PX - barHeight
  if (above >= EDGE_PX) return Math.min(above, canvasHeight - EDGE_PX - barHeight)
  const below = top + height + AWAY_PX
  const isBelow = below >= EDGE_PX && below + barHeight <= canvasHeight - EDGE_PX
  return isBelow ? below : EDGE_PX
}

/** The bar's place off the corner with the map and the tools: beside it, or above it where that has no room. */
export function offCorner(bar: Rect, corner: Rect | null): { readonly x: number; readonly y: number } {
  if (corner === null || !touches(bar, corner)) return bar
  const x = corner.x - EDGE_PX - bar.width
  return x >= EDGE_PX ? { x, y: bar.y } : { x: bar.x, y: Math.max(EDGE_PX, corner.y - EDGE_PX - bar.height) }
}

function touches(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width + EDGE_PX && b.x < a.x + a.width + EDGE_PX && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Map and tools as they stand in the canvas. */
export function cornerOf(root: HTMLElement): Rect | null {
  const corner = root.querySelector<HTMLElement>('.canvas-corner')
  if (corner === null) return null
  const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = corner
  return { x, y, width, height }
}
