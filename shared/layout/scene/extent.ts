/** How far a drawing reaches: lines run round boxes, and so beyond them. */
import type { Rect } from '../grid-index.ts'

/** The rectangle, grown to the routes that are known. */
export function withRoutes(bounds: Rect, edges: Iterable<{ readonly route: readonly number[] | null }>): Rect {
  let { x, y } = bounds
  let right = bounds.x + bounds.width
  let bottom = bounds.y + bounds.height
  for (const { route } of edges) {
    if (route === null) continue
    for (let i = 0; i < route.length; i += 2) {
      x = Math.min(x, route[i] as number)
      right = Math.max(right, route[i] as number)
      y = Math.min(y, route[i + 1] as number)
      bottom = Math.max(bottom, route[i + 1] as number)
    }
  }
  return { x, y, width: right - x, height: bottom - y }
}
