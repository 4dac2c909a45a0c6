/** Where a bar that belongs to something drawn stands, px of the canvas. */

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
