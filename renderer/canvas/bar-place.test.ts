import { describe, expect, it } from 'vitest'
import { barTop } from './bar-place.ts'

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
