/**
 * The way round: A* over the lines just beside the boxes that turned out to be in the way. Boxes are
 * added as a found way meets them, so that a crowded drawing costs what is near the route.
 */
import type { Rect } from '../grid-index.ts'
import { BEND_COST, CLEARANCE_PX, STUB_PX } from './route-rules.ts'
import type { RouteRequest, Surroundings } from './route-rules.ts'
import { createHeap } from './heap.ts'

/** Distance of the lines from boxes; twice the clearance keeps room for a neighbour lane. */
const BESIDE_PX = 2 * CLEARANCE_PX
const ROUNDS = 9
const MOST_OBSTACLES = 36
/** More boxes than this between the two: the way round is long and costs much; lines run under boxes anyway. */
const MOST_BETWEEN = 60
const MOST_AREA_PX2 = 8e6
const MOST_SPAN_PX = 8000

/** A way that meets no box, or null when none was found within the rounds. */
export function searchRoute(
  request: RouteRequest,
  around: Surroundings,
  crossed: (points: readonly number[]) => readonly Rect[],
): number[] | null {
  const { from, to } = request
  if (isTooFar(from, to)) return null
  const obstacles = new Set<Rect>()
  const known = (box: Rect): boolean =>
    [...obstacles].some((o) => o.x === box.x && o.y === box.y && o.width === box.width)
  for (const box of [from, to]) if (!known(box)) obstacles.add(box)
  const x = Math.min(from.x, to.x)
  const y = Math.min(from.y, to.y)
  const direct = [from.x + from.width / 2, request.fromY, to.x + to.width / 2, request.fromY, to.x + to.width / 2, to.y]
  for (const box of crossed(direct)) if (!known(box)) obstacles.add(box)
  // Few boxes in the stretch between: all of them at once, which saves rounds.
  const width = Math.max(from.x + from.width, to.x + to.width) - x
  const height = Math.max(from.y + from.height, to.y + to.height) - y
  const near = around.boxesIn(x - 100, y - 100, width + 200, height + 200)
  if (near.length > MOST_BETWEEN) return null
  if (near.length <= 12) for (const box of near) if (!known(box)) obstacles.add(box)
  for (let round = 0; round < ROUNDS && obstacles.size <= MOST_OBSTACLES; round++) {
    const way = shortest(request, [...obstacles])
    if (way === null) return null
    const met = crossed(way).filter((box) => !known(box))
    if (met.length === 0) return crossed(way).length === 0 ? way : null
    for (const box of met) obstacles.add(box)
  }
  return null
}

/** So far apart that many boxes lie between: known without asking for them. */
function isTooFar(a: Rect, b: Rect): boolean {
  const width = Math.max(a.x + a.width, b.x + b.width) - Math.min(a.x, b.x)
  const height = Math.max(a.y + a.height, b.y + b.height) - Math.min(a.y, b.y)
  return width * height > MOST_AREA_PX2 || width + height > MOST_SPAN_PX
}

interface Port {
  readonly x: number
  readonly y: number
  /** The point on the box's side. */
  readonly wall: number
}

function ports(box: Rect, y: number): Port[] {
  return [
    { x: box.x + box.width + STUB_PX, y, wall: box.x + box.width },
    { x: box.x - STUB_PX, y, wall: box.x },
  ]
}

function shortest(request: RouteRequest, boxes: readonly Rect[]): number[] | null {
  const starts = ports(request.from, request.fromY)
  const ends = ports(request.to, request.toYs[0] ?? request.to.y)
  const xs = lines(
    [...starts, ...ends].map((p) => p.x),
    boxes.flatMap((b) => sidesOf(b, boxes)),
  )
  const ys = lines(
    [...starts, ...ends].map((p) => p.y),
    boxes.flatMap((b) => [b.y - BESIDE_PX, b.y + b.height + BESIDE_PX]),
  )
  const columns = xs.length
  const at = (p: Port): number => ys.indexOf(p.y) * columns + xs.indexOf(p.x)
  const free = (x0: number, y0: number, x1: number, y1: number): boolean => isFree(request, boxes, x0, y0, x1, y1)

  // State: node * 2 + (0: arrived flat, 1: arrived upright).
  const cost = new Map<number, number>()
  const before = new Map<number, number>()
  const open = createHeap()
  const goal = new Map<number, Port>()
  for (const end of ends) if (free(end.x, end.y, end.wall, end.y)) goal.set(at(end), end)
  const estimate = (node: number): number => {
    const x = xs[node % columns] as number
    const y = ys[Math.floor(node / columns)] as number
    return Math.min(...[...goal.values()].map((g) => Math.abs(g.x - x) + Math.abs(g.y - y)))
  }
  if (goal.size === 0) return null
  for (const start of starts) {
    if (!free(start.wall, start.y, start.x, start.y)) continue
    const state = at(start) * 2
    cost.set(state, 0)
    open.push(state, estimate(at(start)))
  }
  const closed = new Set<number>()
  for (let state = open.pop(); state !== null; state = open.pop()) {
    if (closed.has(state)) continue
    closed.add(state)
    const node = state >> 1
    const end = goal.get(node)
    if (end !== undefined) return trace(state, before, xs, ys, columns, starts, end)
    const column = node % columns
    const row = Math.floor(node / columns)
    const flat = (state & 1) === 0
    for (const [dc, dr] of STEPS) {
      const c = column + dc
      const r = row + dr
      if (c < 0 || r < 0 || c >= columns || r >= ys.length) continue
      const [x0, y0, x1, y1] = [xs[column], ys[row], xs[c], ys[r]] as [number, number, number, number]
      if (!free(x0, y0, x1, y1)) continue
      const upright = dc === 0 ? 1 : 0
      const next = (r * columns + c) * 2 + upright
      if (closed.has(next)) continue
      const total =
        (cost.get(state) as number) + Math.abs(x1 - x0) + Math.abs(y1 - y0) + (flat === (upright === 1) ? BEND_COST : 0)
      if (total >= (cost.get(next) ?? Infinity)) continue
      cost.set(next, total)
      before.set(next, state)
      open.push(next, total + estimate(r * columns + c))
    }
  }
  return null
}

const STEPS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const

function trace(
  last: number,
  before: ReadonlyMap<number, number>,
  xs: readonly number[],
  ys: readonly number[],
  columns: number,
  starts: readonly Port[],
  end: Port,
): number[] {
  const points: number[] = [end.wall, end.y]
  let state: number | undefined = last
  let first = last
  while (state !== undefined) {
    const node = state >> 1
    points.unshift(xs[node % columns] as number, ys[Math.floor(node / columns)] as number)
    first = node
    state = before.get(state)
  }
  const start = starts.find((p) => p.x === xs[first % columns] && p.y === ys[Math.floor(first / columns)])
  return start === undefined ? points : [start.wall, start.y, ...points]
}

/** Where lines pass left and right of the box: behind its signs, or close by where another box leaves no room for that. */
function sidesOf(box: Rect, boxes: readonly Rect[]): readonly [number, number] {
  const isFree = (x: number): boolean =>
    !boxes.some(
      (other) =>
        other.x - CLEARANCE_PX < x &&
        other.x + other.width + CLEARANCE_PX > x &&
        other.y < box.y + box.height &&
        other.y + other.height > box.y,
    )
  const left = box.x - STUB_PX
  const right = box.x + box.width + STUB_PX
  return [isFree(left) ? left : box.x - BESIDE_PX, isFree(right) ? right : box.x + box.width + BESIDE_PX]
}

function lines(must: readonly number[], beside: readonly number[]): number[] {
  return [...new Set([...must, ...beside])].sort((a, b) => a - b)
}

function isFree(
  { from, to }: RouteRequest,
  boxes: readonly Rect[],
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): boolean {
  const left = Math.min(x0, x1)
  const right = Math.max(x0, x1)
  const top = Math.min(y0, y1)
  const bottom = Math.max(y0, y1)
  for (const box of boxes) {
    // Own boxes and those within reach of an end are only not to be entered.
    const own = box === from || box === to
    const margin = own ? -1 : isNear(box, from) || isNear(box, to) ? 0 : CLEARANCE_PX
    if (
      box.x - margin < right + (left === right ? 0.001 : 0) &&
      box.x + box.width + margin > left &&
      box.y - margin < bottom + (top === bottom ? 0.001 : 0) &&
      box.y + box.height + margin > top
    )
      return false
  }
  return true
}

function isNear(box: Rect, end: Rect): boolean {
  const grow = STUB_PX + CLEARANCE_PX
  return (
    box.x - grow < end.x + end.width &&
    box.x + box.width + grow > end.x &&
    box.y - grow < end.y + end.height &&
    box.y + box.height + grow > end.y
  )
}
