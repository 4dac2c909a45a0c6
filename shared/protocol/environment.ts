/**
 * The few globals that pages, Node and Electron all have. The core is checked without DOM and Node
 * types, so they are named here with just what the protocol uses of them.
 */

/** What `AbortSignal` is, everywhere. */
export interface CancelSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export interface Canceller<Signal extends CancelSignal = CancelSignal> {
  readonly signal: Signal
  abort(reason?: unknown): void
}

interface Globals {
  readonly AbortController: new () => Canceller
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  readonly performance: { now(): number }
}

const globals = globalThis as unknown as Globals

export function createCanceller(): Canceller {
  return new globals.AbortController()
}

export function setTimer(run: () => void, ms: number): unknown {
  const timer = globals.setTimeout(run, ms)
  // Under Node a pending deadline must not keep the process alive.
  ;(timer as { unref?: () => void }).unref?.()
  return timer
}

export function clearTimer(timer: unknown): void {
  globals.clearTimeout(timer)
}

/** Monotonic milliseconds. */
export function now(): number {
  return globals.performance.now()
}
