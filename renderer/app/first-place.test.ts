import { describe, expect, it } from 'vitest'
import { canvasPlace } from './first-place.ts'

const rounded = (place: object): number[] => Object.values(place).map((value: number) => Math.round(value))

describe('the place of the canvas before there is a frame', () => {
  it('is that of a window that was never opened before', () => {
    expect(rounded(canvasPlace({}, { width: 1440, height: 900 }))).toEqual([241, 76, 894, 515])
    expect(rounded(canvasPlace({}, { width: 1920, height: 1080 }))).toEqual([241, 76, 1374, 634])
  })

  it('leaves out the outline where there is little room, and keeps the dock as high as it must be', () => {
    expect(rounded(canvasPlace({}, { width: 900, height: 600 }))).toEqual([1, 76, 594, 317])
    expect(rounded(canvasPlace({}, { width: 600, height: 400 }))).toEqual([1, 76, 294, 185])
  })

  it('follows what the user folded and how large the panels were', () => {
    const folded = { outline: true, inspector: true, dock: true }
    expect(rounded(canvasPlace({ folded }, { width: 1280, height: 800 }))).toEqual([1, 76, 1278, 697])
    const layout = { columns: { outline: 25, middle: 50, inspector: 25 }, rows: { canvas: 50, dock: 50 } }
    expect(rounded(canvasPlace({ layout }, { width: 1282, height: 873 }))).toEqual([321, 76, 640, 369])
  })

  it('opens what was folded when sizes were last kept as small as it may be', () => {
    const layout = { columns: { outline: 0, middle: 75, inspector: 25 }, rows: {} }
    const folded = { outline: false, inspector: false, dock: true }
    expect(rounded(canvasPlace({ layout, folded }, { width: 1282, height: 800 }))).toEqual([161, 76, 800, 697])
  })

  it('is never less than nothing', () => {
    const { width, height } = canvasPlace({}, { width: 100, height: 100 })
    expect([width, height]).toEqual([0, 0])
  })
})
