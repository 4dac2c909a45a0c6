import { describe, expect, it } from 'vitest'
import { tipPlace } from './tip-place.ts'

const canvas = { width: 740, height: 450 }
const tip = { width: 230, height: 80 }

describe('the hint at the pointer', () => {
  it('stands right below it where nothing is', () => {
    expect(tipPlace({ x: 100, y: 100 }, tip, canvas, [])).toEqual({ x: 114, y: 116 })
  })

  it("leaves the boxes at a line's ends free where another side has room", () => {
    const below = { x: 295, y: 270, width: 145, height: 117, weight: 4 }
    expect(tipPlace({ x: 245, y: 255 }, tip, canvas, [below])).toEqual({ x: 259, y: 159 })
  })

  it('rather lies on a box that it does not tell of', () => {
    const end = { x: 295, y: 270, width: 145, height: 117, weight: 4 }
    const other = { x: 295, y: 65, width: 157, height: 155, weight: 1 }
    const left = { x: 0, y: 0, width: 200, height: 450, weight: 4 }
    expect(tipPlace({ x: 245, y: 255 }, tip, canvas, [end, other, left])).toEqual({ x: 259, y: 159 })
  })

  it('stays in the canvas and off the pointer', () => {
    const { x, y } = tipPlace({ x: 735, y: 445 }, tip, canvas, [])
    expect(x).toBeLessThanOrEqual(canvas.width - tip.width - 8)
    expect(y + tip.height).toBeLessThan(445)
  })

  it('stands beside the box whose row it tells of', () => {
    const box = { x: 295, y: 65, width: 157, height: 155 }
    const own = [{ ...box, weight: 4 }]
    expect(tipPlace({ x: 340, y: 120 }, tip, canvas, own, box)).toEqual({ x: 462, y: 104 })
    const right = { x: 460, y: 60, width: 200, height: 200, weight: 1 }
    expect(tipPlace({ x: 340, y: 120 }, tip, canvas, [...own, right], box)).toEqual({ x: 55, y: 104 })
  })
})
