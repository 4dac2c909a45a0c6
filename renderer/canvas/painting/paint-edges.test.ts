import { describe, expect, it } from 'vitest'
import { paintEdges } from './paint-edges.ts'
import type { PaintedEdge } from './paint-edges.ts'
import type { Pen } from './paint.ts'
import type { PaintTheme } from './theme.ts'

/** Counts calls by name, and answers none. */
function counter(): { readonly pen: Pen; readonly count: (name: string) => number } {
  const counts = new Map<string, number>()
  const pen = new Proxy(
    {},
    {
      get: (_, name: string) => () => void counts.set(name, (counts.get(name) ?? 0) + 1),
      set: () => true,
    },
  )
  return { pen: pen as Pen, count: (name) => counts.get(name) ?? 0 }
}

const theme = { onDelete: {}, tones: {} } as unknown as PaintTheme
const line = (...route: number[]): PaintedEdge => ({
  edge: { fromEnd: 'zeroMany', toEnd: 'one', onDelete: 'CASCADE', dashed: false },
  route,
})
const seen = { x: 0, y: 0, width: 1000, height: 600 }

describe('paintEdges', () => {
  it('writes and marks only the ends that are near what is seen', () => {
    const passing = Array.from({ length: 40 }, (_, i) => line(-5000, i, 6000, i))
    const begins = line(500, 300, 6000, 300)
    const ends = line(-5000, 310, 500, 310)
    const beside = line(-60, 320, -5000, 320)
    const { pen, count } = counter()
    paintEdges(pen, [...passing, begins, ends, beside], theme, 1, seen)
    expect(count('fillText')).toBe(2)
    // A ring at each crow's foot that is near.
    expect(count('arc')).toBe(2)
    // All of them run through.
    expect(count('moveTo')).toBeGreaterThanOrEqual(43)
  })

  it('paints the signs of all where nothing is said about what is seen', () => {
    const { pen, count } = counter()
    paintEdges(pen, [line(-5000, 0, 6000, 0), line(500, 300, 6000, 300)], theme, 1)
    expect(count('fillText')).toBe(2)
  })

  it('gives words that step back a ground of their own: the line would strike them out', () => {
    const grounds: number[] = []
    const pen = new Proxy(
      { globalAlpha: 0.3 },
      {
        get: (state, name: string) =>
          name === 'globalAlpha'
            ? state.globalAlpha
            : () => void (name === 'fillRect' && grounds.push(state.globalAlpha)),
        set: (state, name: string, value: number) => {
          if (name === 'globalAlpha') state.globalAlpha = value
          return true
        },
      },
    )
    paintEdges(pen as unknown as Pen, [line(500, 300, 900, 300)], theme, 1)
    expect(grounds).toEqual([1])
    expect(pen.globalAlpha).toBe(0.3)
  })
})
