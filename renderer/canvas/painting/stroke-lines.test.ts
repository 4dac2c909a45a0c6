import { describe, expect, it } from 'vitest'
import type { Pen } from './paint.ts'
import { strokeLines } from './stroke-lines.ts'

interface Stroke {
  readonly points: readonly number[]
  readonly offset: number
}

/** Tells what was stroked: the points that each path was made of. */
function recorder(alpha = 1): { readonly pen: Pen; readonly strokes: Stroke[] } {
  const strokes: Stroke[] = []
  let points: number[] = []
  const pen = {
    globalAlpha: alpha,
    lineWidth: 1.5,
    lineDashOffset: 0,
    setLineDash: () => {},
    beginPath: () => void (points = []),
    moveTo: (x: number, y: number) => void points.push(x, y),
    lineTo: (x: number, y: number) => void points.push(x, y),
    arcTo: (_x: number, _y: number, x: number, y: number) => void points.push(x, y),
    stroke: () => void strokes.push({ points, offset: pen.lineDashOffset }),
  }
  return { pen: pen as unknown as Pen, strokes }
}

const route = [0, 0, 100, 0, 100, 50, 40, 50]

describe('strokeLines', () => {
  it('strokes straight parts and corners by themselves, each reaching into the next', () => {
    const { pen, strokes } = recorder()
    strokeLines(pen, [route], { rounded: true, dash: null })
    expect(strokes.map(({ points }) => points)).toEqual([
      [0, 0, 92.5, 0],
      [92, 0, 100, 50],
      [100, 8, 100, 42.5],
      [100, 42, 40, 50],
      [92, 50, 40, 50],
    ])
  })

  it('fills sharp corners', () => {
    const { pen, strokes } = recorder()
    strokeLines(pen, [route], { rounded: false, dash: null })
    expect(strokes.map(({ points }) => points)).toEqual([
      [0, 0, 100.75, 0],
      [100, 0, 100, 50.75],
      [100, 50, 40, 50],
    ])
  })

  it('goes on with dashes where the part before ended, and leaves none behind', () => {
    const { pen, strokes } = recorder()
    strokeLines(pen, [route], { rounded: false, dash: [6, 4] })
    expect(strokes.map(({ offset }) => offset)).toEqual([0, 100, 150])
    expect(pen.lineDashOffset).toBe(0)
  })

  it('strokes what is seen through as one: nothing is drawn twice', () => {
    const { pen, strokes } = recorder(0.4)
    strokeLines(pen, [route, route], { rounded: true, dash: null })
    expect(strokes).toHaveLength(1)
  })
})
