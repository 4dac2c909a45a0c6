/** Where a dragged box comes to rest: on the grid, or in line with a neighbour, with the lines that say so. */
import { GRID_PX } from '../../../shared/layout/box/box.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'

/** Neighbours pull from this far, px of canvas. */
const PULL_PX = 5

export type Guide = readonly [number, number, number, number]

interface Snapped {
  readonly x: number
  readonly y: number
  readonly guides: readonly Guide[]
}

export function snapToGrid(value: number): number {
  return Math.round(value / GRID_PX) * GRID_PX
}

/** The box's place near `rect`, given the boxes around; alignment wins over the grid. */
export function snapBox(rect: Rect, others: readonly Rect[]): Snapped {
  const across = bestPull(starts(rect.x, rect.width), others, (o) => starts(o.x, o.width))
  const down = bestPull(starts(rect.y, rect.height), others, (o) => starts(o.y, o.height))
  const x = across === null ? snapToGrid(rect.x) : rect.x + across.by
  const y = down === null ? snapToGrid(rect.y) : rect.y + down.by
  const guides: Guide[] = []
  if (across !== null) {
    const { line, other } = across
    guides.push([line, Math.min(y, other.y), line, Math.max(y + rect.height, other.y + other.height)])
  }
  if (down !== null) {
    const { line, other } = down
    guides.push([Math.min(x, other.x), line, Math.max(x + rect.width, other.x + other.width), line])
  }
  return { x, y, guides }
}

/** Start, middle, end. */
function starts(at: number, size: number): readonly number[] {
  return [at, at + size / 2, at + size]
}

interface Pull {
  readonly by: number
  readonly line: number
  readonly other: Rect
}

function bestPull(
  lines: readonly number[],
  others: readonly Rect[],
  of: (other: Rect) => readonly number[],
): Pull | null {
  let best: Pull | null = null
  for (const other of others) {
    const theirs = of(other)
    // Start with start, middle with middle, end with end; start with end would align by accident.
    for (let i = 0; i < lines.length; i++) {
      const line = theirs[i] as number
      const by = line - (lines[i] as number)
      if (Math.abs(by) <= PULL_PX && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, line, other }
    }
  }
  return best
}
