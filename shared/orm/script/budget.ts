/** What a script may use up before it is stopped, and the user's wish to stop it. */
import { pyError, Stopped } from './errors.ts'

export interface Limits {
  readonly steps: number
  readonly milliseconds: number
  /** Nested calls and expressions. */
  readonly depth: number
  /** Characters that print() may produce. */
  readonly output: number
}

export const DEFAULT_LIMITS: Limits = { steps: 20_000_000, milliseconds: 30_000, depth: 400, output: 2_000_000 }

/** Steps between two looks at the clock and the cancel flag. */
const CHECK_EVERY = 1024

export class Budget {
  private readonly limits: Limits
  private readonly clock: () => number
  private readonly isCancelled: () => boolean
  private readonly end: number
  private steps = 0
  private nextCheck = CHECK_EVERY
  private depth = 0

  constructor(limits: Limits, clock: () => number, isCancelled: () => boolean) {
    this.limits = limits
    this.clock = clock
    this.isCancelled = isCancelled
    this.end = clock() + limits.milliseconds
  }

  tick(cost = 1): void {
    this.steps += cost
    if (this.steps < this.nextCheck) return
    this.nextCheck = this.steps + CHECK_EVERY
    if (this.isCancelled()) throw new Stopped('cancelled', 'Stopped.')
    if (this.steps > this.limits.steps)
      throw new Stopped('steps', `Stopped after ${this.limits.steps.toLocaleString('en')} steps: an endless loop?`)
    if (this.clock() > this.end) throw new Stopped('time', `Stopped after ${this.limits.milliseconds / 1000} s.`)
  }

  /** Asked before every statement sent to the database. */
  check(): void {
    if (this.isCancelled()) throw new Stopped('cancelled', 'Stopped.')
    if (this.clock() > this.end) throw new Stopped('time', `Stopped after ${this.limits.milliseconds / 1000} s.`)
  }

  enter(): void {
    if (++this.depth > this.limits.depth) {
      this.depth -= 1
      // As in Python, a script may catch it.
      throw pyError('RecursionError', 'maximum recursion depth exceeded')
    }
  }

  leave(): void {
    this.depth -= 1
  }
}
