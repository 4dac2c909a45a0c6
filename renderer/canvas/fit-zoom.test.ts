import { describe, expect, it } from 'vitest'
import { fitZoom } from './fit-zoom.ts'
import { DETAIL_ZOOM } from './paint.ts'

describe('a drawing that is brought into view', () => {
  const view = { width: 800, height: 400 }

  it('has a margin around it, and is never larger than asked', () => {
    expect(fitZoom({ width: 360, height: 160 }, view, 4)).toBe(2)
    expect(fitZoom({ width: 360, height: 160 }, view, 1)).toBe(1)
    expect(fitZoom({ width: 7200, height: 10 }, view, 1)).toBe(0.1)
  })

  it('gives some of the margin up where its rows can be read then', () => {
    // 320 px would be left for it: 0.53, names alone.
    expect(fitZoom({ width: 600, height: 600 }, view, 1)).toBe(DETAIL_ZOOM)
    expect(fitZoom({ width: 600, height: 700 }, view, 1)).toBeLessThan(DETAIL_ZOOM)
  })
})
