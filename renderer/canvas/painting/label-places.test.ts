import { describe, expect, it } from 'vitest'
import { boxOf, placeLabels } from './label-places.ts'
import type { WantedLabel } from './label-places.ts'

const VIEW = { x: 0, y: 0, width: 800, height: 600 }
const label = (text: string, x: number, y: number, anchor: 'start' | 'end' = 'start'): WantedLabel => ({
  text,
  x,
  y,
  anchor,
})

describe('names beside lines', () => {
  it('stay where they are wanted while nothing is in the way', () => {
    const wanted = [label('post.author', 100, 100), label('user.posts', 100, 200, 'end')]
    expect(placeLabels(wanted, 11, VIEW).map(({ x, y }) => [x, y])).toEqual([
      [100, 100],
      [100, 200],
    ])
  })

  it('never lie over each other', () => {
    const wanted = [label('user.posts', 100, 100), label('category.posts', 180, 100, 'end'), label('x.y', 110, 104)]
    const boxes = placeLabels(wanted, 11, VIEW).map((one) => boxOf(one, 11))
    expect(boxes).toHaveLength(3)
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
          true,
        )
  })

  it('are not cut off by the edge of the view', () => {
    const [left, top] = placeLabels([label('profile.user', 20, 100, 'end'), label('user.profile', 300, 3)], 11, VIEW)
    expect(left && boxOf(left, 11).x).toBeGreaterThanOrEqual(0)
    expect(top && boxOf(top, 11).y).toBeGreaterThanOrEqual(0)
  })

  it('pushed in by the edge of the view do not lie on the box that they are beside', () => {
    const box = { x: 60, y: 90, width: 120, height: 120 }
    const [name] = placeLabels([label('user.profile', 50, 100, 'end')], 11, VIEW, [box])
    const { x, y, width, height } = boxOf(name ?? label('', 0, 0), 11)
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + width > box.x && y < box.y + box.height && y + height > box.y).toBe(false)
  })

  it('between two boxes that stand closer than they are long slip past the corner of one', () => {
    // A line leaves the left box at its upper corner; the gap is 90 wide, the name 119.
    const left = { x: 0, y: 200, width: 190, height: 190 }
    const right = { x: 280, y: 60, width: 190, height: 190 }
    const [name] = placeLabels([label('user.profile', 220, 202)], 16, VIEW, [left, right])
    const { x, y, width, height } = boxOf(name ?? label('', 0, 0), 16)
    const isOn = (box: typeof left) =>
      x < box.x + box.width && x + width > box.x && y < box.y + box.height && y + height > box.y
    expect([isOn(left), isOn(right)]).toEqual([false, false])
    expect(Math.abs(x - 220)).toBeLessThan(width)
  })

  it('with no place off the boxes lie on one', () => {
    const everywhere = { x: 0, y: 0, width: 800, height: 600 }
    expect(placeLabels([label('user.profile', 300, 300)], 11, VIEW, [everywhere])).toHaveLength(1)
  })

  it('of what is out of view stay out of view', () => {
    expect(placeLabels([label('far', -500, 100)], 11, VIEW)[0]?.x).toBe(-500)
  })

  it('that have no place are left out', () => {
    const many = Array.from({ length: 9 }, () => label('same.place', 100, 100))
    expect(placeLabels(many, 11, VIEW)).toHaveLength(6)
  })
})
