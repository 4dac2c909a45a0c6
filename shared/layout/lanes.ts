/**
 * The straight runs of all routes, so that a new route finds out which lanes are taken: two runs in
 * one direction closer than `LANE_PX` over a common stretch read as one line.
 */
import { createGridIndex } from './grid-index.ts'

/** Distance between neighbouring lanes; two 1.5 px lines closer than this are hard to tell apart. */
export const LANE_PX = 8
/** Nearer than this is "the same lane". */
const SAME_LANE_PX = 5

export interface Lanes {
  /** Replaces the owner's runs by those of the polyline `[x, y, x, y …]`. */
  put(owner: number, points: readonly number[]): void
  take(owner: number): void
  clear(): void
  /** Length over which the run lies on others (the owner's own aside), px; horizontal or vertical runs only. */
  overlap(owner: number, x0: number, y0: number, x1: number, y1: number): number
  /** Owners that have a run through the rectangle. */
  ownersIn(x: number, y: number, width: number, height: number): Set<number>
}

interface Run {
  readonly owner: number
  readonly flat: boolean
  readonly at: number
  readonly low: number
  readonly high: number
}

export function createLanes(): Lanes {
  const index = createGridIndex(256)
  const runs = new Map<number, Run>()
  const byOwner = new Map<number, number[]>()
  let next = 0

  function take(owner: number): void {
    for (const key of byOwner.get(owner) ?? []) {
      index.remove(key)
      runs.delete(key)
    }
    byOwner.delete(owner)
  }

  return {
    take,
    put(owner, points) {
      take(owner)
      const keys: number[] = []
      for (let i = 0; i + 3 < points.length; i += 2) {
        const [x0, y0, x1, y1] = [points[i], points[i + 1], points[i + 2], points[i + 3]] as [number, number, number, number]
        const flat = y0 === y1
        const low = flat ? Math.min(x0, x1) : Math.min(y0, y1)
        const high = flat ? Math.max(x0, x1) : Math.max(y0, y1)
        const key = next++
        runs.set(key, { owner, flat, at: flat ? y0 : x0, low, high })
        index.set(key, Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0))
        keys.push(key)
      }
      byOwner.set(owner, keys)
    },
    clear() {
      index.clear()
      runs.clear()
      byOwner.clear()
    },
    overlap(owner, x0, y0, x1, y1) {
      const flat = y0 === y1
      const at = flat ? y0 : x0
      const low = flat ? Math.min(x0, x1) : Math.min(y0, y1)
      const high = flat ? Math.max(x0, x1) : Math.max(y0, y1)
      const grow = SAME_LANE_PX - 0.01
      let sum = 0
      const see = (key: number): void => {
        const run = runs.get(key)
        if (run === undefined || run.owner === owner || run.flat !== flat) return
        if (Math.abs(run.at - at) >= SAME_LANE_PX) return
        sum += Math.max(0, Math.min(high, run.high) - Math.max(low, run.low))
      }
      if (flat) index.visit(low, at - grow, high - low, 2 * grow, see)
      else index.visit(at - grow, low, 2 * grow, high - low, see)
      return sum
    },
    ownersIn(x, y, width, height) {
      const owners = new Set<number>()
      index.visit(x, y, width, height, (key) => {
        const run = runs.get(key)
        if (run !== undefined) owners.add(run.owner)
      })
      return owners
    },
  }
}
