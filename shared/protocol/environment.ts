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

interface Canceller<Signal extends CancelSignal = CancelSignal> {
  readonly signal: Signal
  abort(reason?: unknown): void
}

interface Encoder {
  encode(text: string): Uint8Array
  /** Writes what fits; `written`: bytes. */
  encodeInto(text: string, target: Uint8Array): { readonly written: number }
}
interface Decoder {
  decode(bytes: Uint8Array): string
}

interface Globals {
  readonly TextEncoder: new () => Encoder
  readonly TextDecoder: new (label: string, options: { readonly ignoreBOM: boolean }) => Decoder
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

const encoder = new globals.TextEncoder()
// Every character counts: a text may begin with a byte order mark.
const decoder = new globals.TextDecoder('utf-8', { ignoreBOM: true })

export function encodeText(text: string): Uint8Array {
  return encoder.encode(text)
}

/** @returns bytes written; `target` has room for three bytes a character */
export function encodeTextInto(text: string, target: Uint8Array): number {
  return encoder.encodeInto(text, target).written
}

/** UTF-8; what is none becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
