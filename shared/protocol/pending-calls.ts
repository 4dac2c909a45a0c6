/** Calls that the host has not answered yet: who waits for them, and the credit that is owed to their streams. */
import type { CallOptions } from './client.ts'
import type { ClientFrame } from './frames.ts'
import type { Method } from './method.ts'

interface PendingCall {
  readonly method: Method
  readonly options: CallOptions<Method>
  readonly resolve: (answer: unknown) => void
  readonly reject: (failure: unknown) => void
  readonly forget: () => void
  head: unknown
  /** Items that were taken and for which no credit has been sent. */
  owed: number
}

/** Credit is sent for so many items at once: each is a message through every process on the way. */
const CREDIT_ITEMS = 2

export class PendingCalls {
  readonly #send: (frame: ClientFrame) => void
  readonly #calls = new Map<number, PendingCall>()
  #nextId = 1

  constructor(send: (frame: ClientFrame) => void) {
    this.#send = send
  }

  /** @returns the call's number, for its frame, and what it will come to */
  begin<T>(method: Method, options: CallOptions<Method>): { readonly id: number; readonly promise: Promise<T> } {
    const { signal } = options
    const id = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const cancel = () => this.#send({ k: 'cancel', id })
    signal?.addEventListener('abort', cancel, { once: true })
    this.#calls.set(id, {
      method,
      options,
      resolve: resolve as (answer: unknown) => void,
      reject,
      forget: () => signal?.removeEventListener('abort', cancel),
      head: undefined,
      owed: 0,
    })
    return { id, promise }
  }

  get(id: number): PendingCall | undefined {
    return this.#calls.get(id)
  }

  /** Takes the call out: it ends once, however it ends. */
  end(id: number): PendingCall | undefined {
    const call = this.#calls.get(id)
    this.#calls.delete(id)
    call?.forget()
    return call
  }

  /** @param answer what the call comes to; a rejection where it throws */
  settle(id: number, answer: (call: PendingCall) => unknown): void {
    const call = this.end(id)
    if (call === undefined) return
    try {
      call.resolve(answer(call))
    } catch (thrown) {
      call.reject(thrown)
    }
  }

  rejectAll(failure: unknown): void {
    for (const id of this.#calls.keys()) this.end(id)?.reject(failure)
  }

  /** Gives an item to its reader, and credit for more once that has taken it. */
  async deliver(id: number, item: (call: PendingCall) => unknown): Promise<void> {
    const call = this.#calls.get(id)
    if (call === undefined) return
    try {
      await call.options.onItem?.(item(call) as never)
    } catch (thrown) {
      // A reader that fails ends its stream; the host stops too.
      this.end(id)?.reject(thrown)
      this.#send({ k: 'cancel', id })
    }
    if (++call.owed < CREDIT_ITEMS || !this.#calls.has(id)) return
    this.#send({ k: 'credit', id, n: call.owed })
    call.owed = 0
  }
}
