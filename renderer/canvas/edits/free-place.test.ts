import { describe, expect, it } from 'vitest'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import { disturbs, nearestFree } from './free-place.ts'

const SIZE = { width: 176, height: 72 }
const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('room for something new', () => {
  it('is where it was asked for, on the grid', () => {
    expect(nearestFree({ x: 101, y: 98 }, SIZE, () => false)).toEqual({ x: 104, y: 96 })
  })

  it('is beside a box that is in the way, as near as may be', () => {
    const box = { x: 200, y: 0, width: 160, height: 200 }
    const at = nearestFree({ x: 100, y: 64 }, SIZE, (rect) => meets(rect, box))
    expect(at).toEqual({ x: 8, y: 64 })
  })

  it('is not there where all is taken', () => {
    expect(nearestFree({ x: 0, y: 0 }, SIZE, () => true, 4)).toBeNull()
  })
})

describe('areas and notes', () => {
  const shape = (kind: Shape['kind'], collapsed = false): Shape =>
    ({ kind, collapsed, x: 0, y: 0, width: 400, height: 300 }) as Shape

  it('are disturbed by what lies over a border, on a note or on a collapsed area', () => {
    expect(disturbs({ x: 350, y: 100, width: 240, height: 144 }, [shape('area')])).toBe(true)
    expect(disturbs({ x: 100, y: 100, width: 100, height: 100 }, [shape('note')])).toBe(true)
    expect(disturbs({ x: 100, y: 100, width: 100, height: 100 }, [shape('area', true)])).toBe(true)
  })

  it('are not by what lies wholly in an area, or beside it', () => {
    expect(disturbs({ x: 100, y: 100, width: 100, height: 100 }, [shape('area')])).toBe(false)
    expect(disturbs({ x: 500, y: 100, width: 100, height: 100 }, [shape('area'), shape('note')])).toBe(false)
  })
})
