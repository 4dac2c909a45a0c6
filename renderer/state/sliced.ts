/** Work in steps, done a few ms at a time while the page has nothing better to do. */
import { finished } from '../../shared/util/steps.ts'
import type { Steps } from '../../shared/util/steps.ts'

/** Of a slice where the browser does not say how long it has, ms. */
const SLICE_MS = 8
/** Of any: an idle page is given up to 50, and what is added to that would be felt. */
const LONGEST_SLICE_MS = 24
/** The work goes on at least this often, however busy the page is, ms. */
const WAIT_MS = 200

export interface Sliced<T> {
  /** Begins; what ran before is given up. */
  start(steps: Steps<T>): void
  isRunning(): boolean
  /** Does the rest now. Nothing runs: nothing happens. */
  finish(): void
  cancel(): void
}

/** @param done called with the result, once it is there */
export function createSliced<T>(done: (result: T) => void): Sliced<T> {
  let running: Steps<T> | null = null

  /** Neither tests nor old browsers have idle time. */
  const later = (work: (leftMs: () => number) => void): void => {
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback((deadline) => work(() => deadline.timeRemaining()), { timeout: WAIT_MS })
    else setTimeout(() => work(() => 0), 0)
  }

  function go(mine: Steps<T>): void {
    later((leftMs) => {
      if (running !== mine) return
      const until = performance.now() + Math.min(Math.max(leftMs(), SLICE_MS), LONGEST_SLICE_MS)
      do {
        const step = mine.next()
        if (step.done === true) {
          running = null
          done(step.value)
          return
        }
      } while (performance.now() < until)
      go(mine)
    })
  }

  return {
    start(steps) {
      running = steps
      go(steps)
    },
    isRunning: () => running !== null,
    finish() {
      if (running === null) return
      const rest = running
      running = null
      done(finished(rest))
    },
    cancel: () => void (running = null),
  }
}
