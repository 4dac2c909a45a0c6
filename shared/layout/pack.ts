/** Rectangles side by side, close to a wished width to height, none over another, none over what must stay. */
import type { Rect } from './grid-index.ts'
import type { Spot } from './graph.ts'

export interface PackOptions {
  /** Width divided by height. */
  readonly aspect: number
  readonly gapPx: number
  /** Rectangles that nothing may cover, in the coordinates of the result. */
  readonly obstacles?: readonly Rect[]
  /** Where the packing begins. */
  readonly origin?: Spot
}

/** Top left corners in the order given; rows are filled from the top. Order decides who is neighbour. */
export function packRects(
  sizes: readonly { readonly width: number; readonly height: number }[],
  options: PackOptions,
): Spot[] {
  const { aspect, gapPx, obstacles = [], origin = { x: 0, y: 0 } } = options
  const area = sizes.reduce((sum, s) => sum + (s.width + gapPx) * (s.height + gapPx), 0)
  const widest = Math.max(0, ...sizes.map((s) => s.width))
  const width = Math.max(widest, Math.sqrt(area * aspect) * 1.08)
  // The skyline: how far down each stretch of the width is filled.
  let line: { x: number; width: number; y: number }[] = [{ x: 0, width: width + gapPx, y: 0 }]
  const blocked = obstacles.map((o) => ({ x: o.x - origin.x, y: o.y - origin.y, width: o.width, height: o.height }))
  return sizes.map((size) => {
    const w = size.width + gapPx
    let best: { x: number; y: number } | null = null
    for (const { x } of line) {
      if (x + w > width + gapPx + 0.5) continue
      const y = clear(x, floorOf(line, x, w), size, blocked, gapPx)
      if (best === null || y < best.y - 0.5 || (Math.abs(y - best.y) <= 0.5 && x < best.x)) best = { x, y }
    }
    const spot = best ?? { x: 0, y: clear(0, floorOf(line, 0, width), size, blocked, gapPx) }
    line = raised(line, spot.x, w, spot.y + size.height + gapPx)
    return { x: origin.x + snap(spot.x), y: origin.y + snap(spot.y) }
  })
}

function snap(value: number): number {
  return Math.round(value / 8) * 8
}

function floorOf(line: readonly { x: number; width: number; y: number }[], x: number, width: number): number {
  let y = 0
  for (const part of line) if (part.x < x + width - 0.5 && part.x + part.width > x + 0.5) y = Math.max(y, part.y)
  return y
}

/** The first height from `y` down at which the box is off every obstacle. */
function clear(
  x: number,
  y: number,
  size: { width: number; height: number },
  blocked: readonly Rect[],
  gap: number,
): number {
  let free = y
  for (let round = 0; round <= blocked.length; round++) {
    const hit = blocked.find(
      (b) =>
        b.x < x + size.width + gap &&
        b.x + b.width + gap > x &&
        b.y < free + size.height + gap &&
        b.y + b.height + gap > free,
    )
    if (hit === undefined) return free
    free = Math.ceil((hit.y + hit.height + gap) / 8) * 8
  }
  return free
}

function raised(line: readonly { x: number; width: number; y: number }[], x: number, width: number, y: number) {
  const next: { x: number; width: number; y: number }[] = []
  for (const part of line) {
    const end = part.x + part.width
    if (end <= x || part.x >= x + width) {
      next.push(part)
      continue
    }
    if (part.x < x) next.push({ x: part.x, width: x - part.x, y: part.y })
    if (end > x + width) next.push({ x: x + width, width: end - x - width, y: part.y })
  }
  next.push({ x, width, y })
  return next.sort((a, b) => a.x - b.x)
}
