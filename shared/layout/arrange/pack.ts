/** Rectangles side by side, close to a wished width to height, none over another, none over what must stay. */
import type { Rect } from '../grid-index.ts'
import type { Spot } from './graph.ts'

interface PackOptions {
  /** Width divided by height. */
  readonly aspect: number
  readonly gapPx: number
  /** Rectangles that nothing may cover, in the coordinates of the result. */
  readonly obstacles?: readonly Rect[]
  /** Where the packing begins. */
  readonly origin?: Spot
}

/** A stretch of the skyline. */
interface Stretch {
  readonly x: number
  readonly width: number
  /** How far down it is filled. */
  readonly y: number
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
  let line: Stretch[] = [{ x: 0, width: width + gapPx, y: 0 }]
  const blocked = obstacles.map((o) => ({ x: o.x - origin.x, y: o.y - origin.y, width: o.width, height: o.height }))
  return sizes.map((size) => {
    const w = size.width + gapPx
    let best: { x: number; y: number } | null = null
    // From left to right: what comes later has to be higher up to be better.
    for (let i = 0; i < line.length; i++) {
      const { x } = line[i] as Stretch
      if (x + w > width + gapPx + 0.5) break
      const most: number = best === null ? Infinity : best.y - 0.5
      const floor = floorOf(line, i, x, w, most)
      if (floor >= most) continue
      const y = clear(x, floor, size, blocked, gapPx)
      if (y < most) best = { x, y }
    }
    const spot = best ?? { x: 0, y: clear(0, floorOf(line, 0, 0, width, Infinity), size, blocked, gapPx) }
    line = raised(line, spot.x, w, spot.y + size.height + gapPx)
    return { x: origin.x + snap(spot.x), y: origin.y + snap(spot.y) }
  })
}

function snap(value: number): number {
  return Math.round(value / 8) * 8
}

/** The highest floor of the stretches from the one at `first` on that a box stands on; `most` or more: too high. */
function floorOf(line: readonly Stretch[], first: number, x: number, width: number, most: number): number {
  let y = 0
  for (let i = first; i < line.length && y < most; i++) {
    const part = line[i] as Stretch
    if (part.x >= x + width - 0.5) break
    if (part.y > y && part.x + part.width > x + 0.5) y = part.y
  }
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
  if (blocked.length === 0) return y
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

/** With a box on it: stretches stay in order, from left to right. */
function raised(line: readonly Stretch[], x: number, width: number, y: number): Stretch[] {
  const next: Stretch[] = []
  const right = x + width
  let isIn = false
  for (const part of line) {
    const end = part.x + part.width
    if (end <= x) {
      next.push(part)
      continue
    }
    if (part.x < x) next.push({ x: part.x, width: x - part.x, y: part.y })
    if (!isIn) next.push({ x, width, y })
    isIn = true
    if (part.x >= right) next.push(part)
    else if (end > right) next.push({ x: right, width: end - right, y: part.y })
  }
  if (!isIn) next.push({ x, width, y })
  return next
}
