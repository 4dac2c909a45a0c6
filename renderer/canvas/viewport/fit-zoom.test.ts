import { describe, expect, it } from 'vitest'
import { fitAboveTools, fitView, fitZoom, toolsIn } from './fit-zoom.ts'
import { DETAIL_ZOOM } from '../painting/paint.ts'

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

  it('is lifted off the tools where it would lie under them, never out of view', () => {
    // 40 px of margin, tools of 60.
    expect(fitView({ width: 720, height: 320 }, view, 1, 16)).toEqual({ zoom: 1, lift: 20 })
    // Ends above them, or left of them.
    expect(fitView({ width: 720, height: 200 }, view, 1, 16).lift).toBe(0)
    expect(fitView({ width: 200, height: 320 }, view, 1, 16).lift).toBe(0)
    // The margin that is left above it.
    expect(fitView({ width: 1000, height: 620 }, view, 1, 16).lift).toBeCloseTo(2, 6)
  })

  it('stands wholly above the tools when a box of it would be below them, unless its rows were lost by that', () => {
    const high = { width: 2000, height: 1200 }
    expect(toolsIn(view, 16)).toEqual({ x: 528, y: 340, width: 272, height: 60 })
    const fit = fitAboveTools(high, view, 1, 16)
    expect(fit?.zoom).toBeCloseTo(260 / 1200, 6)
    const bottom = view.height / 2 - (fit?.lift ?? 0) + (high.height * (fit?.zoom ?? 0)) / 2
    expect(bottom).toBeLessThanOrEqual(340 - 40)
    expect(fitAboveTools({ width: 600, height: 600 }, view, 1, 16)).toBeNull()
  })
})
