import { describe, expect, it } from 'vitest'
import { joinPairs } from './join-pairs.ts'
import { isNear, nearTargets, targetOf } from './near.ts'
import { mix } from '../values/random.ts'

const SEED = 4711
const chosen = (rows: number, targets: number) =>
  Array.from({ length: rows }, (_, row) => targetOf(SEED, row, rows, targets))

describe('the row that a key leads to', () => {
  it.each([
    [500, 10_000],
    [1_000_000, 200],
  ])('is any of all, %i rows to %i targets', (rows, targets) => {
    expect(isNear(rows, targets)).toBe(false)
    for (let row = 0; row < 300; row++) expect(targetOf(SEED, row, rows, targets)).toBe(mix(SEED, row) % targets)
  })

  it.each([
    [100_000, 2_000],
    [50_000, 50_000],
    [20_000, 300_000],
  ])('is one near it in large tables, %i rows to %i targets', (rows, targets) => {
    const near = nearTargets(targets)
    for (const [row, target] of chosen(rows, targets).entries()) {
      const ahead = (target - Math.floor((row / rows) * targets) + targets) % targets
      expect(ahead).toBeLessThan(near)
    }
  })

  it('is each about as often as the others, and many different ones on a screen', () => {
    const [rows, targets] = [200_000, 2_000]
    const all = chosen(rows, targets)
    const times = new Uint32Array(targets)
    for (const target of all) times[target] = (times[target] ?? 0) + 1
    expect(Math.min(...times)).toBeGreaterThan(50)
    expect(Math.max(...times)).toBeLessThan(200)
    for (const from of [0, 77_777, rows - 100]) expect(new Set(all.slice(from, from + 100)).size).toBeGreaterThan(70)
  })
})

describe('pairs of a many-to-many in large tables', () => {
  it('are different, near each other, and about as many as asked', () => {
    const [sources, targets] = [30_000, 5_000]
    const pairs = joinPairs(sources, targets, SEED, { min: 0, max: 3 }, false, false)
    const count = pairs.length / 2
    const known = new Set<number>()
    for (let at = 0; at < count; at++) {
      const [source = 0, target = 0] = [pairs[2 * at], pairs[2 * at + 1]]
      known.add(source * targets + target)
      const ahead = (target - Math.floor((source / sources) * targets) + targets) % targets
      expect(ahead).toBeLessThan(nearTargets(targets))
    }
    expect(known.size).toBe(count)
    expect(count).toBeGreaterThan(sources * 1.4)
  })

  it('are of all targets where many are asked for', () => {
    const pairs = joinPairs(20_000, 5_000, SEED, { min: 20, max: 20 }, false, false)
    expect(Math.max(...pairs.filter((_, at) => at % 2 === 1 && at < 40))).toBeGreaterThan(2_000)
  })
})
