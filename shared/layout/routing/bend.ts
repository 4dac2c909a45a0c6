/** Edges whose way was bent by hand: the runs stay where they were put, the ends follow their boxes. */
import type { Bend } from '../../document/records.ts'
import type { Rect } from '../grid-index.ts'
import { STUB_PX } from './route-rules.ts'
import type { RouteRequest, Surroundings } from './route-rules.ts'
import { freePort, simplify } from './route.ts'
import type { Route } from './route.ts'

/** The way along the bend's runs. It leaves and arrives at the sides that its first and last run are on. */
export function bentRoute({ from, to, fromY, toYs }: RouteRequest, bend: Bend, around: Surroundings): Route {
  const at = bend.map((value, i) => value + (i % 2 === 0 ? from.x : from.y))
  const [start, first] = side(from, at[0] ?? from.x)
  const [end, last] = side(to, at.at(-1) ?? to.x)
  const toY = freePort(toYs, Math.min(end, last), Math.max(end, last), around)
  const points = [start, fromY, first, fromY]
  for (let i = 1; i + 1 < at.length; i += 2) {
    const y = at[i] as number
    const x = i + 2 === at.length ? last : (at[i + 1] as number)
    points.push(points.at(-2) as number, y, x, y)
  }
  // One upright run that cannot stand clear of both boxes: a flat one joins two.
  if (at.length === 1 && first !== last) points.push(first, (fromY + toY) / 2, last, (fromY + toY) / 2)
  points.push(last, toY, end, toY)
  return simplify(points)
}

/** The side of the box nearer to the run, and the run far enough from it for the marks. */
function side(box: Rect, run: number): [number, number] {
  const right = box.x + box.width
  return run >= box.x + box.width / 2
    ? [right, Math.max(run, right + STUB_PX)]
    : [box.x, Math.min(run, box.x - STUB_PX)]
}

/** The bend that keeps a route as it is; null: it has no inner runs, or does not leave and arrive sideways. */
export function bendOf(route: Route, from: Rect): Bend | null {
  const runs = route.length / 2 - 1
  if (runs < 3 || runs % 2 === 0 || route[1] !== route[3]) return null
  return innerRuns(route).map((value, i) => value - (i % 2 === 0 ? from.x : from.y))
}

function innerRuns(route: Route): number[] {
  const values: number[] = []
  for (let run = 1; run < route.length / 2 - 2; run++) values.push(route[2 * run + (run % 2 === 1 ? 0 : 1)] as number)
  return values
}

/**
 * The bend after the run was pulled to a place.
 *
 * @param run which run of the route, from 0; pulling the first or last one makes a step beside its box
 * @param value x of an upright run, y of a flat one, canvas px
 */
export function pullRun(route: Route, from: Rect, run: number, value: number): Bend {
  const last = route.length / 2 - 2
  const inner = innerRuns(route)
  const stub = (end: number, next: number): number => end + Math.sign(next - end) * STUB_PX
  const start = stub(route[0] as number, route[2] as number)
  const end = stub(route.at(-2) as number, route.at(-4) as number)
  const at =
    last === 0
      ? [start, value, end]
      : run === 0
        ? [start, value, ...inner]
        : run === last
          ? [...inner, value, end]
          : inner.with(run - 1, value)
  return at.map((v, i) => v - (i % 2 === 0 ? from.x : from.y))
}

/** The run of the route nearest to the point. */
export function runAt(route: Route, x: number, y: number): number {
  let best = 0
  let least = Infinity
  for (let i = 0; i + 3 < route.length; i += 2) {
    const [x0, y0, x1, y1] = route.slice(i, i + 4) as [number, number, number, number]
    const px = Math.max(Math.min(x0, x1), Math.min(Math.max(x0, x1), x))
    const py = Math.max(Math.min(y0, y1), Math.min(Math.max(y0, y1), y))
    const far = Math.hypot(px - x, py - y)
    if (far < least) {
      least = far
      best = i / 2
    }
  }
  return best
}
