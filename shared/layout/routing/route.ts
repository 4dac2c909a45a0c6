/**
 * Orthogonal routes between boxes: round other boxes where there is a way, off the lanes that other
 * routes hold. Cheap enough for every frame of a drag: a handful of shapes is scored first; only when
 * all of them meet a box does the search over the gaps between boxes run.
 */
import type { Rect } from '../grid-index.ts'
import { LANE_PX } from './lanes.ts'
import { BEND_COST, CLEARANCE_PX, overSignsOf, SIGN_PX, SIGNS_COST, STUB_PX } from './route-rules.ts'
import type { RouteRequest, Surroundings } from './route-rules.ts'
import { searchRoute } from './route-search.ts'

const BOX_COST = 20_000
/** Of a px on another line; as much as one over signs, and both are troubles that a lane can have. */
const OVERLAP_COST = SIGNS_COST
/** Of one crossing, px of length: the eye follows a bend as well as it gets over another line. */
const CROSSING_COST = BEND_COST
/** Crossings are never worth running through a box. */
const MOST_CROSSED_COST = BOX_COST / 4

/** `[x0, y0, x1, y1 …]` from the declaring box to the target; consecutive points share x or y. */
export type Route = readonly number[]

/** Nothing in the way: for previews and far overviews. */
export const EMPTY_SURROUNDINGS: Surroundings = { quick: true, boxesIn: () => [], overlap: () => 0 }

/** Other places to arrive that are tried while the way lies on another's. */
const MOST_PORTS = 4
const LONG_PX = 3000

export function routeEdge(request: RouteRequest, around: Surroundings): Route {
  let best = routeTo(request, around)
  if (around.quick === true || isLong(request)) return best
  let least = overlapOf(best, around)
  let { toYs } = request
  let tried = best
  for (let n = 0; n < MOST_PORTS && least > 0 && toYs.length > 1; n++) {
    // Arriving there, two ways would have to change places in one lane.
    const taken = tried.at(-1)
    toYs = toYs.filter((y) => y !== taken)
    const next = routeTo({ ...request, toYs }, around)
    tried = next
    const overlap = overlapOf(next, around)
    if (overlap >= least || boxesCrossed(next, request, around, 0) > boxesCrossed(best, request, around, 0)) continue
    best = next
    least = overlap
  }
  return best
}

/** So far apart that nobody follows the line with the eye: it may share a lane for a stretch. */
function isLong({ from, to }: RouteRequest): boolean {
  return Math.abs(from.x - to.x) + Math.abs(from.y - to.y) > LONG_PX
}

function routeTo(request: RouteRequest, around: Surroundings): Route {
  const shapes = candidates(request, around)
  const countsCrossings = around.quick !== true && !isLong(request)
  let best: readonly number[] | null = null
  let bestCost = Infinity
  let fewest = Infinity
  for (const { points, cost } of shapes) {
    if (cost >= bestCost) break
    const crossed = boxesCrossed(points, request, around, fewest)
    fewest = Math.min(fewest, crossed)
    let total = cost + crossed * BOX_COST
    if (total >= bestCost) continue
    let route: readonly number[] = points
    if (crossed === 0 && (overlapOf(points, around) > 0 || overSigns(points, around) > 0)) {
      route = nudge(points, request, around)
      total += (overlapOf(route, around) + overSigns(route, around)) * OVERLAP_COST
    }
    if (crossed === 0 && countsCrossings)
      total += Math.min(MOST_CROSSED_COST, crossingsOf(route, around) * CROSSING_COST)
    if (total < bestCost) {
      best = route
      bestCost = total
    }
  }
  if (best === null) return [request.from.x, request.fromY, request.to.x, request.toYs[0] ?? request.to.y]
  if (bestCost < BOX_COST || around.quick === true) return best
  const found = searchRoute(request, around, (points) => crossedBoxes(points, request, around))
  return found === null ? best : nudge(simplify(found), request, around)
}

interface Shape {
  readonly points: readonly number[]
  readonly cost: number
}

/** The usual shapes, cheapest first: length plus bends, nothing yet about what is in the way. */
function candidates(request: RouteRequest, around: Surroundings): Shape[] {
  const shapes: Shape[] = []
  const add = (...points: number[]): void => {
    const clean = simplify(points)
    shapes.push({ points: clean, cost: lengthOf(clean) + BEND_COST * (clean.length / 2 - 2) })
  }
  if (request.upright && addUpright(request, around, add)) return shapes.sort((a, b) => a.cost - b.cost)
  const { from, to, fromY } = request
  const left = from.x
  const right = from.x + from.width
  const toLeft = to.x
  const toRight = to.x + to.width
  const yLeft = freePort(request.toYs, toLeft - STUB_PX, toLeft, around)
  const yRight = freePort(request.toYs, toRight, toRight + STUB_PX, around)
  const z = (x0: number, x1: number, y: number): void => {
    const low = Math.min(x0, x1) + STUB_PX
    const high = Math.max(x0, x1) - STUB_PX
    if (high < low) return
    for (const lane of [snap((low + high) / 2), low, high]) add(x0, fromY, lane, fromY, lane, y, x1, y)
  }
  if (toLeft - right >= 2 * STUB_PX) z(right, toLeft, yLeft)
  if (left - toRight >= 2 * STUB_PX) z(left, toRight, yRight)
  const outerRight = Math.max(right, toRight) + STUB_PX
  const outerLeft = Math.min(left, toLeft) - STUB_PX
  add(right, fromY, outerRight, fromY, outerRight, yRight, toRight, yRight)
  add(left, fromY, outerLeft, fromY, outerLeft, yLeft, toLeft, yLeft)
  // Round above or below both boxes, or through the gap between them.
  for (const y of channels(from, to)) {
    add(
      right,
      fromY,
      right + STUB_PX,
      fromY,
      right + STUB_PX,
      y,
      toLeft - STUB_PX,
      y,
      toLeft - STUB_PX,
      yLeft,
      toLeft,
      yLeft,
    )
    add(
      left,
      fromY,
      left - STUB_PX,
      fromY,
      left - STUB_PX,
      y,
      toRight + STUB_PX,
      y,
      toRight + STUB_PX,
      yRight,
      toRight,
      yRight,
    )
  }
  return shapes.sort((a, b) => a.cost - b.cost)
}

/** Sideways places for edges that leave or arrive at top and bottom. */
const SIDE_STEPS = [0, -24, 24, -48, 48, -72, 72]

function addUpright({ from, to }: RouteRequest, around: Surroundings, add: (...points: number[]) => void): boolean {
  const up = from.y - (to.y + to.height)
  const down = to.y - (from.y + from.height)
  if (Math.max(up, down) < 2 * STUB_PX) return false
  const [y0, y1] = up > down ? [from.y, to.y + to.height] : [from.y + from.height, to.y]
  const step = y1 > y0 ? STUB_PX : -STUB_PX
  const left = Math.max(from.x, to.x) + 16
  const right = Math.min(from.x + from.width, to.x + to.width) - 16
  // Straight where the boxes lie over each other far enough.
  for (const dx of SIDE_STEPS) {
    const x = snap((left + right) / 2) + dx
    if (x >= left && x <= right && around.overlap(x, y0, x, y1) === 0) {
      add(x, y0, x, y1)
      break
    }
  }
  const x0 = freeSide(from, y0, y0 + step, around)
  const x1 = freeSide(to, y1 - step, y1, around)
  for (const y of [y1 - step, snap((y0 + y1) / 2), y0 + step]) add(x0, y0, x0, y, x1, y, x1, y1)
  return true
}

function freeSide(box: Rect, y0: number, y1: number, around: Surroundings): number {
  const middle = box.x + box.width / 2
  const step = SIDE_STEPS.find(
    (dx) => Math.abs(dx) < box.width / 2 - 12 && around.overlap(middle + dx, y0, middle + dx, y1) === 0,
  )
  return middle + (step ?? 0)
}

/** The first arrival height whose last piece no other route has; the preferred one if all are taken. */
export function freePort(ys: readonly number[], x0: number, x1: number, around: Surroundings): number {
  return ys.find((y) => around.overlap(x0, y, x1, y) === 0) ?? ys[0] ?? 0
}

function channels(a: Rect, b: Rect): number[] {
  const found: number[] = []
  const upper = a.y <= b.y ? a : b
  const lower = upper === a ? b : a
  const gap = lower.y - (upper.y + upper.height)
  if (gap >= 2 * CLEARANCE_PX) found.push(snap(upper.y + upper.height + gap / 2))
  found.push(Math.min(a.y, b.y) - 2 * LANE_PX, Math.max(a.y + a.height, b.y + b.height) + 2 * LANE_PX)
  return found
}

/** How many lanes to either side a run may move: beside a hub a hundred of them are wanted. */
const MOST_LANES = 40

/** Moves inner runs sideways to lanes that are free; ends stay where they are. */
function nudge(points: readonly number[], request: RouteRequest, around: Surroundings): readonly number[] {
  let route = points
  for (let i = 2; i + 5 < route.length; i += 2) {
    let least = troubleAround(route, i, around)
    if (least === 0) continue
    let best = route
    let near: readonly (readonly Rect[])[] | null = null
    for (let step = 1; step <= MOST_LANES && least > 0; step++) {
      for (const offset of [step * LANE_PX, -step * LANE_PX]) {
        const moved = shifted(route, i, offset)
        const trouble = troubleAround(moved, i, around, least)
        if (trouble >= least || !keepsEnds(route, moved)) continue
        // One look at what stands about for all the lanes that are tried.
        near ??= boxesAround(route, i, around)
        if (meetsAny(moved, i, near, request)) continue
        best = moved
        least = trouble
      }
    }
    route = best
  }
  return route
}

/** For each of the three runs that a shift changes: boxes that it could meet in any of the lanes. */
function boxesAround(route: readonly number[], i: number, around: Surroundings): readonly (readonly Rect[])[] {
  const far = MOST_LANES * LANE_PX + CLEARANCE_PX
  return [i - 2, i, i + 2].map((k) => {
    const [x0, y0, x1, y1] = [route[k], route[k + 1], route[k + 2], route[k + 3]] as [number, number, number, number]
    const flat = y0 === y1
    // The middle run moves across itself, its neighbours become longer or shorter.
    const dx = flat === (k === i) ? CLEARANCE_PX : far
    const dy = flat === (k === i) ? far : CLEARANCE_PX
    const x = Math.min(x0, x1) - dx
    const y = Math.min(y0, y1) - dy
    return around.boxesIn(x, y, Math.abs(x0 - x1) + 2 * dx, Math.abs(y0 - y1) + 2 * dy)
  })
}

/** One of the three runs meets one of the boxes near it. */
function meetsAny(
  route: readonly number[],
  i: number,
  near: readonly (readonly Rect[])[],
  request: RouteRequest,
): boolean {
  return near.some((boxes, n) => {
    const k = i - 2 + 2 * n
    const [x0, y0, x1, y1] = [route[k], route[k + 1], route[k + 2], route[k + 3]] as [number, number, number, number]
    const [x, y, width, height] = [Math.min(x0, x1), Math.min(y0, y1), Math.abs(x0 - x1), Math.abs(y0 - y1)]
    return boxes.some(
      (box) => meets(box, CLEARANCE_PX, x, y, width, height) && meets(box, marginOf(box, request), x, y, width, height),
    )
  })
}

/** How far a route stays from the box: its own two it only must not enter. */
function marginOf(box: Rect, request: RouteRequest): number {
  if (isSame(box, request.from) || isSame(box, request.to)) return -1
  // A stranger so near to one of the ends that no route could keep the distance: touching counts, nearness not.
  return crowds(box, request) ? 0 : CLEARANCE_PX
}

/** The run from point `i/2` moved across its direction. */
function shifted(route: readonly number[], i: number, offset: number): number[] {
  const moved = [...route]
  const axis = route[i + 1] === route[i + 3] ? 1 : 0
  moved[i + axis] = (moved[i + axis] as number) + offset
  moved[i + 2 + axis] = (moved[i + 2 + axis] as number) + offset
  return moved
}

/** First and last run still go the same way and leave room for the marks; no run has vanished. */
function keepsEnds(before: readonly number[], after: readonly number[]): boolean {
  const n = after.length
  for (let i = 2; i + 5 < n; i += 2) if (after[i] === after[i + 2] && after[i + 1] === after[i + 3]) return false
  return keepsRun(before, after, 0) && keepsRun(before, after, n - 4)
}

function keepsRun(before: readonly number[], after: readonly number[], i: number): boolean {
  const old =
    (before[i + 2] as number) - (before[i] as number) + ((before[i + 3] as number) - (before[i + 1] as number))
  const now = (after[i + 2] as number) - (after[i] as number) + ((after[i + 3] as number) - (after[i + 1] as number))
  return Math.sign(old) === Math.sign(now) && Math.abs(now) >= SIGN_PX
}

function runOverlap(route: readonly number[], i: number, around: Surroundings): number {
  return around.overlap(route[i] as number, route[i + 1] as number, route[i + 2] as number, route[i + 3] as number)
}

/** Of a run and the two that it is joined to: moving it moves their ends. With what lies over the signs of boxes. */
function troubleAround(route: readonly number[], i: number, around: Surroundings, enough = Infinity): number {
  // The run itself first: it is the one that most often lies on another, and then the rest need not be asked.
  let sum = runOverlap(route, i, around) + runOverSigns(route, i, around)
  if (sum < enough) sum += runOverlap(route, i - 2, around)
  if (sum < enough) sum += runOverlap(route, i + 2, around)
  return sum
}

function overlapOf(route: readonly number[], around: Surroundings): number {
  let sum = 0
  for (let i = 0; i + 3 < route.length; i += 2) sum += runOverlap(route, i, around)
  return sum
}

/** Length over which upright runs pass a box's side where its signs stand, px. */
function overSigns(route: readonly number[], around: Surroundings): number {
  let sum = 0
  for (let i = 0; i + 3 < route.length; i += 2) sum += runOverSigns(route, i, around)
  return sum
}

function runOverSigns(route: readonly number[], i: number, around: Surroundings): number {
  const x = route[i] as number
  if (x !== route[i + 2] || around.quick === true) return 0
  const top = Math.min(route[i + 1] as number, route[i + 3] as number)
  const bottom = Math.max(route[i + 1] as number, route[i + 3] as number)
  return overSignsOf(around.boxesIn(x - SIGN_PX, top, 2 * SIGN_PX, bottom - top), x, top, bottom)
}

function crossingsOf(route: readonly number[], around: Surroundings): number {
  if (around.crossings === undefined) return 0
  let sum = 0
  for (let i = 0; i + 3 < route.length; i += 2)
    sum += around.crossings(route[i] ?? 0, route[i + 1] ?? 0, route[i + 2] ?? 0, route[i + 3] ?? 0)
  return sum
}

/** Boxes that the polyline meets; counting stops above `enough`. */
function boxesCrossed(points: readonly number[], request: RouteRequest, around: Surroundings, enough: number): number {
  return crossedBoxes(points, request, around, enough).length
}

/** Boxes that the polyline meets: strangers with clearance, its own two only if it runs inside them. */
function crossedBoxes(
  points: readonly number[],
  request: RouteRequest,
  around: Surroundings,
  enough = Infinity,
): Rect[] {
  const crossed: Rect[] = []
  for (let i = 0; i + 3 < points.length && crossed.length <= enough; i += 2) {
    const x = Math.min(points[i] as number, points[i + 2] as number)
    const y = Math.min(points[i + 1] as number, points[i + 3] as number)
    const width = Math.abs((points[i] as number) - (points[i + 2] as number))
    const height = Math.abs((points[i + 1] as number) - (points[i + 3] as number))
    const near = around.boxesIn(x - CLEARANCE_PX, y - CLEARANCE_PX, width + 2 * CLEARANCE_PX, height + 2 * CLEARANCE_PX)
    for (const box of near) {
      if (meets(box, marginOf(box, request), x, y, width, height) && !crossed.includes(box)) crossed.push(box)
    }
  }
  return crossed
}

function crowds(box: Rect, { from, to }: RouteRequest): boolean {
  const grow = STUB_PX + CLEARANCE_PX
  return meets(box, grow, from.x, from.y, from.width, from.height) || meets(box, grow, to.x, to.y, to.width, to.height)
}

function meets(box: Rect, margin: number, x: number, y: number, width: number, height: number): boolean {
  return (
    box.x - margin < x + width &&
    box.x + box.width + margin > x &&
    box.y - margin < y + height &&
    box.y + box.height + margin > y
  )
}

function isSame(a: Rect, b: Rect): boolean {
  return a === b || (a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height)
}

function lengthOf(points: readonly number[]): number {
  let sum = 0
  for (let i = 0; i + 3 < points.length; i += 2) {
    sum += Math.abs((points[i] as number) - (points[i + 2] as number))
    sum += Math.abs((points[i + 1] as number) - (points[i + 3] as number))
  }
  return sum
}

function snap(value: number): number {
  return Math.round(value / LANE_PX) * LANE_PX
}

/** Without repeated points and points in the middle of a run. */
export function simplify(points: readonly number[]): number[] {
  const out: number[] = []
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] as number
    const y = points[i + 1] as number
    const n = out.length
    if (n >= 2 && out[n - 2] === x && out[n - 1] === y) continue
    if (n >= 4 && ((out[n - 4] === x && out[n - 2] === x) || (out[n - 3] === y && out[n - 1] === y)))
      out.splice(n - 2, 2)
    out.push(x, y)
  }
  return out
}
