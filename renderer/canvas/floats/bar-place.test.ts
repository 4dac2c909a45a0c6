import { describe, expect, it } from 'vitest'
import { barTop, offCorner } from './bar-place.ts'

describe('the bar of an area', () => {
  it('stands above it', () => {
    expect(barTop({ top: 200, height: 56 }, 30, 400)).toBe(160)
  })

  it('stands below one that is too near to the top, and does not cover it', () => {
    expect(barTop({ top: 12, height: 56 }, 30, 400)).toBe(78)
  })

  it('stays in the canvas where the area fills it, or is out of it', () => {
    expect(barTop({ top: -50, height: 900 }, 30, 400)).toBe(8)
    expect(barTop({ top: 900, height: 56 }, 30, 400)).toBe(362)
    expect(barTop({ top: -900, height: 56 }, 30, 400)).toBe(8)
  })
})

describe('a bar near the corner with the tools', () => {
  const corner = { x: 500, y: 350, width: 250, height: 40 }

  it('stays where it leaves them free', () => {
    expect(offCorner({ x: 100, y: 355, width: 200, height: 30 }, corner)).toMatchObject({ x: 100, y: 355 })
    expect(offCorner({ x: 520, y: 200, width: 200, height: 30 }, corner)).toMatchObject({ x: 520, y: 200 })
  })

  it('stands beside them, or above them in a narrow canvas', () => {
    expect(offCorner({ x: 400, y: 355, width: 200, height: 30 }, corner)).toEqual({ x: 292, y: 355 })
    expect(offCorner({ x: 8, y: 355, width: 300, height: 30 }, { ...corner, x: 60 })).toEqual({ x: 8, y: 312 })
  })
})
