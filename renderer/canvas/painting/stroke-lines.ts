/**
 * Lines of right angles onto a 2D context, each straight part by itself: without a GPU one path of 160 lines takes
 * 4.5 ms, the same in parts 1.9; dashed, 10 and 4. A GPU has straight strokes batched, too, and would cut a path up.
 */
import type { Pen } from './paint.ts'

const CORNER_PX = 8

/** How lines are drawn. */
export interface Strokes {
  /** Corners are round where there is room. */
  readonly rounded: boolean
  /** In the drawing's units; null: unbroken. */
  readonly dash: readonly [number, number] | null
}

/**
 * Where two parts meet, both are drawn: what shines through would be darker there, so that lines of a pen with
 * `globalAlpha` below 1 are one path.
 */
export function strokeLines(g: Pen, routes: Iterable<readonly number[]>, { rounded, dash }: Strokes): void {
  if (dash !== null) g.setLineDash([...dash])
  if (g.globalAlpha < 1) {
    g.beginPath()
    for (const route of routes) trace(g, route, rounded)
    g.stroke()
  } else for (const route of routes) strokeParts(g, route, rounded)
  if (dash === null) return
  g.setLineDash([])
  g.lineDashOffset = 0
}

/** Parts reach into each other, or the edges of both would let the ground through. */
const OVERLAP = 0.5

/** Straight parts and round corners, each stroked by itself. */
function strokeParts(g: Pen, route: readonly number[], rounded: boolean): void {
  let [x, y] = [route[0] as number, route[1] as number]
  let length = 0
  const last = route.length - 2
  for (let i = 2; i <= last; i += 2) {
    const [cx, cy] = [route[i] as number, route[i + 1] as number]
    const [dx, dy] = [Math.sign(cx - x), Math.sign(cy - y)]
    const isEnd = i === last
    const radius = !rounded || isEnd ? 0 : cornerAt(route, i)
    const over = isEnd ? 0 : radius > 0 ? OVERLAP : g.lineWidth / 2
    const [ex, ey] = [cx - dx * radius, cy - dy * radius]
    g.lineDashOffset = length
    g.beginPath()
    g.moveTo(x, y)
    g.lineTo(ex + dx * over, ey + dy * over)
    g.stroke()
    length += Math.abs(ex - x) + Math.abs(ey - y)
    ;[x, y] = [ex, ey]
    if (radius === 0) continue
    const [nx, ny] = [route[i + 2] as number, route[i + 3] as number]
    ;[x, y] = [cx + Math.sign(nx - cx) * radius, cy + Math.sign(ny - cy) * radius]
    g.lineDashOffset = length
    g.beginPath()
    g.moveTo(ex, ey)
    g.arcTo(cx, cy, nx, ny, radius)
    g.stroke()
    length += (radius * Math.PI) / 2
  }
}

/** Adds the polyline to the current path, corners rounded where there is room. */
export function trace(g: Pen | Path2D, route: readonly number[], rounded: boolean): void {
  g.moveTo(route[0] as number, route[1] as number)
  const last = route.length - 2
  for (let i = 2; i < last; i += 2) {
    const [x, y, nx, ny] = [route[i], route[i + 1], route[i + 2], route[i + 3]] as [number, number, number, number]
    if (rounded) g.arcTo(x, y, nx, ny, cornerAt(route, i))
    else g.lineTo(x, y)
  }
  g.lineTo(route[last] as number, route[last + 1] as number)
}

/** The radius of a corner: no more than half of the shorter of its sides. */
function cornerAt(route: readonly number[], i: number): number {
  const [x, y] = [route[i] as number, route[i + 1] as number]
  const before = Math.abs(x - (route[i - 2] as number)) + Math.abs(y - (route[i - 1] as number))
  const after = Math.abs((route[i + 2] as number) - x) + Math.abs((route[i + 3] as number) - y)
  return Math.min(CORNER_PX, before / 2, after / 2)
}
