import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Scene } from '../../../shared/layout/scene/scene.ts'
import type { Camera } from '../viewport/camera.ts'
import { createWays } from './ways.ts'

const rect = { x: 0, y: 0, width: 100, height: 100 }

/** A scene whose ways are found the first time they are looked for after the drawing. */
function sceneOf(): Scene {
  return {
    version: 1,
    edgesIn: () => ({ edges: [], complete: false }),
    routeIn: () => true,
    isRouted: () => true,
  } as unknown as Scene
}

describe('createWays', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame, 16))
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('has the whole drawing made anew at once while the camera rests', () => {
    const again = vi.fn<() => void>()
    const ways = createWays(sceneOf(), {} as Camera, () => true)
    ways.linesIn(rect, false, { isWhole: true, again })
    vi.advanceTimersByTime(100)
    expect(again).toHaveBeenCalledTimes(1)
  })

  it('has it made anew seldom while the camera moves, and pieces at once', () => {
    const [whole, piece] = [vi.fn<() => void>(), vi.fn<() => void>()]
    const ways = createWays(sceneOf(), {} as Camera, () => false)
    ways.linesIn(rect, false, { isWhole: true, again: whole })
    ways.linesIn(rect, false, { isWhole: false, again: piece })
    vi.advanceTimersByTime(300)
    expect([whole, piece].map((again) => again.mock.calls.length)).toEqual([0, 1])
    vi.advanceTimersByTime(400)
    expect(whole).toHaveBeenCalledTimes(1)
  })

  it('has nothing made anew that was given up', () => {
    const again = vi.fn<() => void>()
    const ways = createWays(sceneOf(), {} as Camera, () => true)
    ways.linesIn(rect, false, { isWhole: true, again })
    ways.forget()
    vi.advanceTimersByTime(1000)
    expect(again).not.toHaveBeenCalled()
  })
})
