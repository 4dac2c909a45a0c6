import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bendOf, bentRoute, pullRun } from './bend.ts'
import type { Rect } from '../grid-index.ts'
import { EMPTY_SURROUNDINGS, routeEdge } from './route.ts'

const box = fc.record({
  x: fc.integer({ min: -60, max: 60 }).map((n) => n * 8),
  y: fc.integer({ min: -60, max: 60 }).map((n) => n * 8),
  width: fc.integer({ min: 22, max: 40 }).map((n) => n * 8),
  height: fc.integer({ min: 5, max: 30 }).map((n) => n * 8),
})

const request = fc.record({ from: box, to: box }).map(({ from, to }) => ({
  from,
  to,
  fromY: from.y + 20,
  toYs: [to.y + 20],
  upright: false,
}))

/** Boxes one over the other have no sides to leave at. */
function areApart({ from: a, to: b }: { from: Rect; to: Rect }): boolean {
  const gap = 56
  const inX = a.x - gap < b.x + b.width && b.x - gap < a.x + a.width
  const inY = a.y < b.y + b.height && b.y < a.y + a.height
  return !(inX && inY)
}

describe('bends', () => {
  it('of a route give that route again', () => {
    fc.assert(
      fc.property(request.filter(areApart), (r) => {
        const route = routeEdge(r, EMPTY_SURROUNDINGS)
        const bend = bendOf(route, r.from)
        if (bend !== null) expect(bentRoute(r, bend, EMPTY_SURROUNDINGS)).toEqual(route.map((value) => value + 0))
      }),
      { numRuns: 500 },
    )
  })

  it('give straight runs that leave and arrive at the boxes, whichever run was pulled where', () => {
    fc.assert(
      fc.property(request, fc.nat(6), fc.integer({ min: -900, max: 900 }), (r, which, value) => {
        const route = routeEdge(r, EMPTY_SURROUNDINGS)
        const bend = pullRun(route, r.from, which % (route.length / 2 - 1), value)
        expect(bend.length % 2).toBe(1)
        const bent = bentRoute(r, bend, EMPTY_SURROUNDINGS)
        for (let i = 0; i + 3 < bent.length; i += 2)
          expect(bent[i] === bent[i + 2] || bent[i + 1] === bent[i + 3]).toBe(true)
        expect([r.from.x, r.from.x + r.from.width]).toContain(bent[0])
        expect([r.to.x, r.to.x + r.to.width]).toContain(bent.at(-2))
        expect([bent[1], bent.at(-1)]).toEqual([r.fromY, r.toYs[0]])
      }),
    )
  })
})
