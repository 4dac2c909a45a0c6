import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLanes } from './lanes.ts'

type Line = readonly [flat: boolean, at: number, from: number, length: number]

/** Ways of one run each, some over many stretches, negative places too. */
const line: fc.Arbitrary<Line> = fc.tuple(
  fc.boolean(),
  fc.integer({ min: -200, max: 200 }).map((n) => n * 3),
  fc.integer({ min: -4000, max: 4000 }),
  fc.integer({ min: 1, max: 6000 }),
)
const pointsOf = ([flat, at, from, length]: Line): [number, number, number, number] =>
  flat ? [from, at, from + length, at] : [at, from, at, from + length]

describe('lanes', () => {
  it('tell what lies in a lane, crosses it or meets a place as if all runs were looked at', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.array(fc.nat(29), { maxLength: 8 }),
        line,
        (all, gone, asked) => {
          const lanes = createLanes()
          all.forEach((one, owner) => lanes.put(owner, pointsOf(one)))
          for (const owner of gone) lanes.take(owner)
          const left = all.map((one, owner) => [one, owner] as const).filter(([, owner]) => !gone.includes(owner))
          const [flat, at, from, length] = asked
          const points = pointsOf(asked)
          const shared = left.map(([[isFlat, a, low, long]]) =>
            isFlat === flat && Math.abs(a - at) < 5
              ? Math.max(0, Math.min(from + length + 4, low + long) - Math.max(from - 4, low))
              : 0,
          )
          expect(lanes.overlap(-1, ...points)).toBe(shared.reduce((a, b) => a + b, 0))
          const across = left.filter(
            ([[isFlat, a, low, long]]) =>
              isFlat !== flat && a > from && a < from + length && low < at && low + long > at,
          )
          expect(lanes.crossings(-1, ...points)).toBe(across.length)
          const [x, y] = [points[0], points[1]]
          const met = left.filter(([[isFlat, a, low, long]]) => {
            const [start, size, along, long2] = isFlat ? [y, length, x, 700] : [x, 700, y, length]
            return a >= start && a <= start + size && low + long >= along && low <= along + long2
          })
          expect([...lanes.ownersIn(x, y, 700, length)].sort((a, b) => a - b)).toEqual(met.map(([, owner]) => owner))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('forget a way that was put anew', () => {
    const lanes = createLanes()
    lanes.put(1, [0, 0, 5000, 0])
    lanes.put(1, [0, 80, 50, 80])
    expect([...lanes.ownersIn(4000, -10, 100, 20)]).toEqual([])
    expect([...lanes.ownersIn(0, 70, 10, 20)]).toEqual([1])
  })
})
