import { describe, expect, it } from 'vitest'
import { onDeleteMarkSpot, onDeleteSpot } from './on-delete-spot.ts'

describe('words of on_delete', () => {
  it('stand on the first run, within its corner', () => {
    for (const run of [62, 64, 80, 300]) {
      const spot = onDeleteSpot('cascade', [0, 0, run, 0, run, 100, 400, 100])
      expect(spot?.y).toBe(0)
      expect(spot?.x).toBeGreaterThanOrEqual(19)
      expect((spot?.x ?? 0) + (spot?.width ?? 0)).toBeLessThanOrEqual(run)
    }
  })

  it('stand behind the box where the line leaves it to the left', () => {
    const spot = onDeleteSpot('cascade', [500, 40, 300, 40])
    expect(spot).toMatchObject({ y: 40 })
    expect((spot?.x ?? 0) + (spot?.width ?? 0)).toBe(472)
  })

  it('go on to a run that has room, off its corners and the sign at the end', () => {
    const route = [0, 0, 24, 0, 24, 100, 400, 100]
    expect(onDeleteSpot('do nothing', route)).toMatchObject({ x: 34, y: 100 })
    const back = onDeleteSpot('do nothing', [0, 0, 24, 0, 24, 100, -200, 100, -200, 300, -150, 300])
    expect(back).toMatchObject({ y: 100 })
    expect((back?.x ?? 0) + (back?.width ?? 0)).toBe(14)
  })

  it('a mark stands for them where no run has room', () => {
    const route = [0, 0, 24, 0, 24, 100, 60, 100]
    expect(onDeleteSpot('cascade', route)).toBeNull()
    expect(onDeleteMarkSpot(route)).toEqual({ x: 24, y: 0 })
    expect(onDeleteMarkSpot([0, 0, 16, 0, 16, 50, 40, 50])).toEqual({ x: 16, y: 0 })
  })
})
