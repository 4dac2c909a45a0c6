import type { Route } from '../routing/route.ts'

/** The middle of a line's longest run: where its number has most room. */
export function bundleSpot(route: Route): { readonly x: number; readonly y: number } {
  let best = { x: route[0] ?? 0, y: route[1] ?? 0 }
  let longest = -1
  for (let i = 2; i < route.length; i += 2) {
    const [x0, y0, x1, y1] = route.slice(i - 2, i + 2) as [number, number, number, number]
    const length = Math.abs(x1 - x0) + Math.abs(y1 - y0)
    if (length <= longest) continue
    longest = length
    best = { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }
  }
  return best
}
