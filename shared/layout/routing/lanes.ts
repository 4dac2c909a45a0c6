/**
 * The straight runs of all routes, so that a new route finds out which lanes are taken: two runs in
 * one direction closer than `LANE_PX` over a common stretch read as one line.
 */
/** Distance between neighbouring lanes; two 1.5 px lines closer than this are hard to tell apart. */
export const LANE_PX = 8
/** Nearer than this is "the same lane". */
const SAME_LANE_PX = 5
/** Ends in one lane nearer than this look joined. */
const TOUCH_PX = 4

export interface Lanes {
  /** Replaces the owner's runs by those of the polyline `[x, y, x, y …]`. */
  put(owner: number, points: readonly number[]): void
  take(owner: number): void
  clear(): void
  /** Length over which the run lies on others (the owner's own aside), px; horizontal or vertical runs only. */
  overlap(owner: number, x0: number, y0: number, x1: number, y1: number): number
  /** How many runs of others it crosses; horizontal or vertical runs only. */
  crossings(owner: number, x0: number, y0: number, x1: number, y1: number): number
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

type Buckets = Map<number, Run[]>

export function createLanes(): Lanes {
  // Runs of one direction by the lane they are in: who lies on whom is a look into three short lists.
  const flats: Buckets = new Map()
  const uprights: Buckets = new Map()
  const byOwner = new Map<number, readonly Run[]>()
  const bucketOf = (at: number): number => Math.floor(at / LANE_PX)

  function take(owner: number): void {
    for (const run of byOwner.get(owner) ?? []) {
      const buckets = run.flat ? flats : uprights
      const key = bucketOf(run.at)
      const list = buckets.get(key)
      if (list === undefined) continue
      const i = list.indexOf(run)
      if (i >= 0) {
        list[i] = list[list.length - 1] as Run
        list.pop()
      }
      if (list.length === 0) buckets.delete(key)
    }
    byOwner.delete(owner)
  }

  function collect(buckets: Buckets, from: number, to: number, low: number, high: number, into: Set<number>): void {
    eachLane(buckets, from, to, (list) => {
      for (const run of list)
        if (run.at >= from && run.at <= to && run.high >= low && run.low <= high) into.add(run.owner)
    })
  }

  function eachLane(buckets: Buckets, from: number, to: number, look: (list: readonly Run[]) => void): void {
    const first = bucketOf(from)
    const last = bucketOf(to)
    // More lanes than are in use: walking those in use is quicker.
    if (last - first > buckets.size) {
      for (const [key, list] of buckets) if (key >= first && key <= last) look(list)
      return
    }
    for (let key = first; key <= last; key++) {
      const list = buckets.get(key)
      if (list !== undefined) look(list)
    }
  }

  return {
    take,
    put(owner, points) {
      take(owner)
      const runs: Run[] = []
      for (let i = 0; i + 3 < points.length; i += 2) {
        const [x0, y0, x1, y1] = [points[i], points[i + 1], points[i + 2], points[i + 3]] as [
          number,
          number,
          number,
          number,
        ]
        const flat = y0 === y1
        const low = flat ? Math.min(x0, x1) : Math.min(y0, y1)
        const high = flat ? Math.max(x0, x1) : Math.max(y0, y1)
        const run: Run = { owner, flat, at: flat ? y0 : x0, low, high }
        const buckets = flat ? flats : uprights
        const key = bucketOf(run.at)
        const list = buckets.get(key)
        if (list === undefined) buckets.set(key, [run])
        else list.push(run)
        runs.push(run)
      }
      byOwner.set(owner, runs)
    },
    clear() {
      flats.clear()
      uprights.clear()
      byOwner.clear()
    },
    overlap(owner, x0, y0, x1, y1) {
      const flat = y0 === y1
      const at = flat ? y0 : x0
      const low = (flat ? Math.min(x0, x1) : Math.min(y0, y1)) - TOUCH_PX
      const high = (flat ? Math.max(x0, x1) : Math.max(y0, y1)) + TOUCH_PX
      const buckets = flat ? flats : uprights
      let sum = 0
      const last = bucketOf(at + SAME_LANE_PX)
      for (let key = bucketOf(at - SAME_LANE_PX); key <= last; key++) {
        const list = buckets.get(key)
        if (list === undefined) continue
        for (const run of list) {
          if (run.owner === owner || Math.abs(run.at - at) >= SAME_LANE_PX) continue
          sum += Math.max(0, Math.min(high, run.high) - Math.max(low, run.low))
        }
      }
      return sum
    },
    crossings(owner, x0, y0, x1, y1) {
      const flat = y0 === y1
      const at = flat ? y0 : x0
      const low = flat ? Math.min(x0, x1) : Math.min(y0, y1)
      const high = flat ? Math.max(x0, x1) : Math.max(y0, y1)
      let sum = 0
      eachLane(flat ? uprights : flats, low, high, (list) => {
        for (const run of list)
          if (run.owner !== owner && run.at > low && run.at < high && run.low < at && run.high > at) sum++
      })
      return sum
    },
    ownersIn(x, y, width, height) {
      const owners = new Set<number>()
      collect(flats, y, y + height, x, x + width, owners)
      collect(uprights, x, x + width, y, y + height, owners)
      return owners
    },
  }
}
