import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGridIndex } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'
import { createLanes } from './lanes.ts'
import type { Lanes } from './lanes.ts'
import { routeEdge, simplify } from './route.ts'
import { SIGN_PX } from './route-rules.ts'
import type { Surroundings } from './route-rules.ts'

interface Drawing {
  readonly boxes: readonly Rect[]
  readonly pairs: readonly (readonly [number, number])[]
}

/** Boxes in jittered cells, never nearer than 64 px to each other: a way round always exists. */
const drawing: fc.Arbitrary<Drawing> = fc
  .record({
    columns: fc.integer({ min: 1, max: 5 }),
    cells: fc.array(
      fc.record({
        dx: fc.integer({ min: 0, max: 9 }),
        dy: fc.integer({ min: 0, max: 9 }),
        rows: fc.integer({ min: 1, max: 9 }),
        width: fc.integer({ min: 22, max: 30 }),
      }),
      { minLength: 2, maxLength: 16 },
    ),
    links: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 14 }),
  })
  .map(({ columns, cells, links }) => ({
    boxes: cells.map((cell, i) => ({
      x: (i % columns) * 384 + cell.dx * 8,
      y: Math.floor(i / columns) * 416 + cell.dy * 8,
      width: cell.width * 8,
      height: 48 + cell.rows * 24,
    })),
    pairs: links.map(([a, b]) => [a % cells.length, b % cells.length] as const),
  }))

type Run = readonly [x: number, top: number, bottom: number]

function uprightRuns(route: readonly number[]): Run[] {
  const runs: Run[] = []
  for (let i = 0; i + 3 < route.length; i += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = route.slice(i, i + 4)
    if (x0 === x1) runs.push([x0, Math.min(y0, y1), Math.max(y0, y1)])
  }
  return runs
}

function passesSigns([x, top, bottom]: Run, box: Rect): boolean {
  const away = Math.max(box.x - x, x - box.x - box.width)
  return away >= 0 && away < SIGN_PX && top < box.y + box.height && bottom > box.y
}

/** Lengths of the first and the last run. */
function endRuns(route: readonly number[]): number[] {
  return [route.slice(0, 4), route.slice(-4)].map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => Math.abs(x1 - x0 + y1 - y0))
}

function routeAll({ boxes, pairs }: Drawing, counts = true): number[][] {
  const index = createGridIndex()
  boxes.forEach((b, i) => index.set(i, b.x, b.y, b.width, b.height))
  const lanes = createLanes()
  const used = new Map<number, number>()
  return pairs.map(([a, b], owner) => {
    const around: Surroundings = {
      boxesIn: (x, y, w, h) => index.search(x, y, w, h).map((i) => boxes[i] as Rect),
      overlap: (x0, y0, x1, y1) => lanes.overlap(owner, x0, y0, x1, y1),
      ...(counts ? { crossings: (x0, y0, x1, y1) => lanes.crossings(owner, x0, y0, x1, y1) } : {}),
    }
    const from = boxes[a] as Rect
    const to = boxes[b] as Rect
    // Each relation is a row of its own, as in a model.
    const row = used.get(a) ?? 0
    used.set(a, row + 1)
    const fromY = from.y + 52 + (row % Math.max(1, (from.height - 48) / 24)) * 24
    const route = routeEdge({ from, to, fromY, toYs: [20, 14, 26, 8, 32].map((d) => to.y + d), upright: false }, around)
    lanes.put(owner, route)
    return [...route]
  })
}

function crossingsOf(lanes: Lanes, owner: number, route: readonly number[]): number {
  let sum = 0
  for (let i = 0; i + 3 < route.length; i += 2)
    sum += lanes.crossings(owner, ...(route.slice(i, i + 4) as [number, number, number, number]))
  return sum
}

function enters(box: Rect, route: readonly number[]): boolean {
  for (let i = 0; i + 3 < route.length; i += 2) {
    const [x0, y0, x1, y1] = route.slice(i, i + 4) as [number, number, number, number]
    const inX = box.x + 1 < Math.max(x0, x1) && box.x + box.width - 1 > Math.min(x0, x1)
    const inY = box.y + 1 < Math.max(y0, y1) && box.y + box.height - 1 > Math.min(y0, y1)
    if (inX && inY) return true
  }
  return false
}

describe('routeEdge', () => {
  it('enters no box where a way round exists, and runs straight along the axes', () => {
    fc.assert(
      fc.property(drawing, (d) => {
        for (const route of routeAll(d)) {
          expect(d.boxes.filter((box) => enters(box, route))).toEqual([])
          for (let i = 0; i + 3 < route.length; i += 2) {
            expect(route[i] === route[i + 2] || route[i + 1] === route[i + 3]).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps the inner runs of different routes apart', () => {
    let runs = 0
    let shared = 0
    fc.assert(
      fc.property(drawing, (d) => {
        const lanes = createLanes()
        const routes = routeAll(d)
        routes.forEach((route, owner) => lanes.put(owner, route))
        routes.forEach((route, owner) => {
          for (let i = 2; i + 5 < route.length; i += 2) {
            runs++
            const [x0, y0, x1, y1] = route.slice(i, i + 4) as [number, number, number, number]
            if (lanes.overlap(owner, x0, y0, x1, y1) > 24) shared++
          }
        })
      }),
      { numRuns: 200, seed: 7 },
    )
    expect(shared / Math.max(1, runs)).toBeLessThan(0.01)
  })

  it('turns behind its own signs, and passes the sides of boxes where no signs stand', () => {
    let runs = 0
    let covering = 0
    fc.assert(
      fc.property(drawing, (given) => {
        for (const route of routeAll(given)) {
          expect(endRuns(route).every((length) => length >= SIGN_PX)).toBe(true)
          const upright = uprightRuns(route)
          runs += upright.length
          covering += upright.filter((run) => given.boxes.some((box) => passesSigns(run, box))).length
        }
      }),
      { numRuns: 300, seed: 7 },
    )
    expect(covering / Math.max(1, runs)).toBeLessThan(0.002)
  })

  it('separates two edges between one pair of boxes, and two loops of one box', () => {
    const pair = {
      boxes: [rect(0, 0), rect(500, 40)],
      pairs: [
        [0, 1],
        [0, 1],
        [1, 0],
        [0, 0],
        [0, 0],
      ] as const,
    }
    const lanes = createLanes()
    const routes = routeAll(pair)
    routes.forEach((route, owner) => lanes.put(owner, route))
    routes.forEach((route, owner) => {
      for (let i = 0; i + 3 < route.length; i += 2) {
        const [x0, y0, x1, y1] = route.slice(i, i + 4) as [number, number, number, number]
        expect(lanes.overlap(owner, x0, y0, x1, y1)).toBe(0)
      }
    })
  })

  it('crosses fewer lines where it is told what it would cross', () => {
    const drawings = fc.sample(drawing, { seed: 7, numRuns: 60 })
    const crossed = (counts: boolean): number =>
      drawings.reduce((sum, d) => {
        const lanes = createLanes()
        const routes = routeAll(d, counts)
        routes.forEach((route, owner) => lanes.put(owner, route))
        return sum + routes.reduce((n, route, owner) => n + crossingsOf(lanes, owner, route), 0)
      }, 0)
    expect(crossed(true)).toBeLessThan(0.9 * crossed(false))
  })

  it('gives the same route for the same drawing', () => {
    fc.assert(
      fc.property(drawing, (d) => void expect(routeAll(d)).toEqual(routeAll(d))),
      { numRuns: 30 },
    )
  })
})

describe('simplify', () => {
  it('drops repeated points and points inside a run', () => {
    expect(simplify([0, 0, 0, 0, 5, 0, 9, 0, 9, 4])).toEqual([0, 0, 9, 0, 9, 4])
  })
})

function rect(x: number, y: number): Rect {
  return { x, y, width: 200, height: 240 }
}
