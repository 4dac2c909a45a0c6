/** The page's end: typed calls over any transport. */
import type { z } from 'zod'

import { HostFailure } from './errors.ts'
import { EVENTS } from './events.ts'
import { readHostFrame } from './frames.ts'
import { METHODS } from './methods.ts'
import type { CancelSignal } from './environment.ts'
import type { EventOf, Topic } from './events.ts'
import type { HostFrame, HostKind } from './frames.ts'
import type { AnswerOf, ItemOf, Method, MethodTable, ParamsOf, ResultOf } from './method.ts'
import type { Methods } from './methods.ts'
import type { Transport } from './transport.ts'

export interface CallOptions<M extends Method> {
  readonly signal?: CancelSignal
  /** Of a stream: what comes before the items. */
  readonly onHead?: (head: ResultOf<M>) => void
  /**
   * One item of a stream. The host gets credit for more when this returns, or when the promise it
   * returns resolves: a grid that answers late gets no more rows than it can show.
   */
  readonly onItem?: (item: ItemOf<M>) => void | Promise<void>
  readonly onProgress?: (done: number, total: number | null, phase: string) => void
  /** Shorter than the method's own limit. */
  readonly deadlineMs?: number
}

export interface Hello {
  readonly host: HostKind
  readonly features: ReadonlySet<string>
}

export interface TypedClient<T extends MethodTable> {
  readonly hello: Promise<Hello>
  /** Resolves to the answer; of a stream, to `{head, summary}` after the last item. Rejects with HostFailure. */
  call<K extends keyof T & string>(
    method: K,
    params: ParamsOf<T[K]>,
    options?: CallOptions<T[K]>,
  ): Promise<AnswerOf<T[K]>>
  /** @returns unsubscribe */
  on<E extends Topic>(topic: E, listener: (payload: EventOf<E>) => void): () => void
  /** Called once, when the host is gone. */
  onClose(listener: () => void): () => void
  close(): void
}

export type Client = TypedClient<Methods>

export interface ClientOptions {
  /** Checks what the host answers against the table (test builds). */
  readonly validate?: boolean
}

/** A client of the product's table. */
export function createClient(transport: Transport, options: ClientOptions = {}): Client {
  return createTableClient(METHODS, transport, options)
}

interface Pending {
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

/** The same over any table. */
export function createTableClient<T extends MethodTable>(
  table: T,
  transport: Transport,
  { validate = false }: ClientOptions = {},
): TypedClient<T> {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  let nextId = 1
  let isOpen = true
  const hello = Promise.withResolvers<Hello>()
  // Nobody has to wait for the greeting; an unused rejection is not an error.
  hello.promise.catch(() => {})

  const end = (id: number): Pending | undefined => {
    const call = pending.get(id)
    pending.delete(id)
    call?.forget()
    return call
  }
  const check = (schema: z.ZodType | null, value: unknown): unknown =>
    validate && schema !== null ? schema.parse(value) : value

  const onFrame: { [K in HostFrame['k']]: (frame: Extract<HostFrame, { k: K }>) => void } = {
    hello: ({ host, features }) => hello.resolve({ host, features: new Set(features) }),
    ok({ id, r }) {
      const call = pending.get(id)
      if (call === undefined) return
      if (call.method.item === null) return settle(end(id), () => check(call.method.result, r))
      call.head = check(call.method.result, r)
      call.options.onHead?.(call.head)
    },
    err: ({ id, e }) => end(id)?.reject(HostFailure.from(e)),
    item: ({ id, d }) => void deliver(id, d),
    end({ id, summary }) {
      const call = end(id)
      settle(call, () => ({ head: call?.head, summary: check(call?.method.summary ?? null, summary) }))
    },
    progress: ({ id, done, total, phase }) => pending.get(id)?.options.onProgress?.(done, total ?? null, phase),
    event({ topic, d }) {
      const schema = Object.hasOwn(EVENTS, topic) ? EVENTS[topic as Topic] : null
      const payload = check(schema, d)
      for (const listener of listeners.get(topic) ?? []) listener(payload)
    },
  }

  async function deliver(id: number, item: unknown): Promise<void> {
    const call = pending.get(id)
    if (call === undefined) return
    try {
      await call.options.onItem?.(check(call.method.item, item) as never)
    } catch (thrown) {
      // A reader that fails ends its stream; the host stops too.
      end(id)?.reject(thrown)
      transport.send({ k: 'cancel', id })
    }
    if (++call.owed < CREDIT_ITEMS || !pending.has(id)) return
    transport.send({ k: 'credit', id, n: call.owed })
    call.owed = 0
  }

  transport.onFrame((frame) => {
    const read = validate ? readHostFrame(frame) : frame
    if (read === null) throw new Error(`Unreadable frame: ${JSON.stringify(frame).slice(0, 200)}`)
    ;(onFrame[read.k] as ((frame: HostFrame) => void) | undefined)?.(read)
  })
  transport.onClose(() => {
    isOpen = false
    const failure = lost()
    hello.reject(failure)
    for (const id of pending.keys()) end(id)?.reject(failure)
  })

  return {
    hello: hello.promise,
    call(method, params, options = {}) {
      const { signal, deadlineMs } = options
      if (!isOpen) return Promise.reject(lost())
      if (signal?.aborted === true) return Promise.reject(new HostFailure('CANCELLED', 'Cancelled.'))
      const id = nextId++
      const { promise, resolve, reject } = Promise.withResolvers<never>()
      const cancel = () => transport.send({ k: 'cancel', id })
      signal?.addEventListener('abort', cancel, { once: true })
      const forget = () => signal?.removeEventListener('abort', cancel)
      const entry = table[method] as Method
      const as = resolve as (answer: unknown) => void
      pending.set(id, {
        method: entry,
        options: options as CallOptions<Method>,
        resolve: as,
        reject,
        forget,
        head: undefined,
        owed: 0,
      })
      const base = { k: 'call', id, m: method, p: params } as const
      transport.send(deadlineMs === undefined ? base : { ...base, deadlineMs })
      return promise
    },
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set)
      const entry = (payload: unknown) => listener(payload as never)
      set.add(entry)
      return () => set.delete(entry)
    },
    onClose: (listener) => transport.onClose(listener),
    close: () => transport.close(),
  }
}

function settle(call: Pending | undefined, answer: () => unknown): void {
  if (call === undefined) return
  try {
    call.resolve(answer())
  } catch (thrown) {
    call.reject(thrown)
  }
}

function lost(): HostFailure {
  return new HostFailure('CRASHED', 'The connection to Relata is lost. What you see is still here; save a copy.')
}
