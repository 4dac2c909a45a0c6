/** Faults of a drawing with straight runs: what a reader stumbles over. */
export interface Drawing {
  readonly boxes: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
  /** Polylines `[x, y, x, y …]`. */
  readonly routes: readonly (readonly number[])[]
}

interface Faults {
  /** Places where two lines cross. */
  readonly crossings: number
  /** Lines and boxes that they run through; an end at a box's side is none. */
  readonly penetrations: number
  /** Pairs of lines that share more than `LEAST_PX` of a lane, and how much in all. */
  readonly overlaps: number
  readonly overlapPx: number
}

/** Nearer than this, side by side, two lines are one. */
const SAME_PX = 3
const LEAST_PX = 12
/** Lines may touch a box's border. */
const INSIDE_PX = 2

type Segment = readonly [number, number, number, number]

export function countFaults({ boxes, routes }: Drawing): Faults {
  const lines = routes.map(segments)
  let crossings = 0
  let overlaps = 0
  let overlapPx = 0
  lines.forEach((a, i) => {
    for (const b of lines.slice(i + 1)) {
      let shared = 0
      for (const s of a) {
        for (const t of b) {
          if (crosses(s, t)) crossings++
          shared += sharedLength(s, t)
        }
      }
      if (shared > LEAST_PX) overlaps++
      overlapPx += shared > LEAST_PX ? shared : 0
    }
  })
  const penetrations = lines.reduce(
    (sum, line) => sum + boxes.filter((box) => line.some((s) => runsThrough(s, box))).length,
    0,
  )
  return { crossings, penetrations, overlaps, overlapPx }
}

function segments(route: readonly number[]): Segment[] {
  const list: Segment[] = []
  for (let i = 0; i + 3 < route.length; i += 2) list.push(route.slice(i, i + 4) as unknown as Segment)
  return list
}

function crosses([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number): number =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px))
  const c = side(ax, ay, bx, by, cx, cy)
  const d = side(ax, ay, bx, by, dx, dy)
  const a = side(cx, cy, dx, dy, ax, ay)
  const b = side(cx, cy, dx, dy, bx, by)
  return c * d < 0 && a * b < 0
}

function sharedLength(s: Segment, t: Segment): number {
  for (const axis of [0, 1] as const) {
    const across = (1 - axis) as 0 | 1
    const flat = (g: Segment): boolean => Math.abs(g[across] - g[across + 2]!) < 0.5
    if (!flat(s) || !flat(t) || Math.abs(s[across] - t[across]) > SAME_PX) continue
    const [s0, s1] = [Math.min(s[axis], s[axis + 2]!), Math.max(s[axis], s[axis + 2]!)]
    const [t0, t1] = [Math.min(t[axis], t[axis + 2]!), Math.max(t[axis], t[axis + 2]!)]
    return Math.max(0, Math.min(s1, t1) - Math.max(s0, t0))
  }
  return 0
}

function runsThrough([x0, y0, x1, y1]: Segment, box: Drawing['boxes'][number]): boolean {
  const left = box.x + INSIDE_PX
  const right = box.x + box.width - INSIDE_PX
  const top = box.y + INSIDE_PX
  const bottom = box.y + box.height - INSIDE_PX
  // Clipped to the box (Liang and Barsky): a piece is left inside.
  let [from, to] = [0, 1]
  for (const [p, q] of [
    [x0 - x1, x0 - left],
    [x1 - x0, right - x0],
    [y0 - y1, y0 - top],
    [y1 - y0, bottom - y0],
  ] as const) {
    if (p === 0 && q <= 0) return false
    if (p === 0) continue
    if (p < 0) from = Math.max(from, q / p)
    else to = Math.min(to, q / p)
  }
  return to - from > 1e-6
}
