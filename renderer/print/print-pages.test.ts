import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAPERS, printPlan } from './print-pages.ts'

describe('a drawing on paper', () => {
  it('is one page when it is to fit', () => {
    const plan = printPlan({ width: 9000, height: 200 }, { paper: 'a4', landscape: true, scale: 'fit' })
    expect(plan.tiles).toHaveLength(1)
    expect(plan.page).toEqual({ width: 297, height: 210 })
  })

  it('covers every point with its tiles, whatever the size', () => {
    const names = Object.keys(PAPERS) as (keyof typeof PAPERS)[]
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom(...names),
        fc.boolean(),
        fc.constantFrom(0.5, 0.75, 1),
        (width, height, paper, landscape, scale) => {
          const { tiles, columns, rows } = printPlan({ width, height }, { paper, landscape, scale })
          expect(tiles).toHaveLength(columns * rows)
          const right = Math.max(...tiles.map((tile) => tile.x + tile.width))
          const bottom = Math.max(...tiles.map((tile) => tile.y + tile.height))
          expect(right).toBeGreaterThanOrEqual(width)
          expect(bottom).toBeGreaterThanOrEqual(height)
          // No page without anything on it.
          expect(Math.max(...tiles.map((tile) => tile.x))).toBeLessThan(width)
          expect(Math.max(...tiles.map((tile) => tile.y))).toBeLessThan(height)
        },
      ),
    )
  })
})
