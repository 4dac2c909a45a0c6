/** The page's end: typed calls over any transport. */
import type { z } from 'zod'

import { HostFailure } from './errors.ts'
import { EVENTS } from './events.ts'
import { readHostFrame } from './frames.ts'
import { METHODS } from './methods.ts'
import { PendingCalls } from './pending-calls.ts'
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

interface ClientOptions {
  /** Checks what the host answers against the table (test builds). */
  readonly validate?: boolean
}

/** A client of the product's table. */
export function createClient(transport: Transport, options: ClientOptions = {}): Client {
  return createTableClient(METHODS, transport, options)
}

/** The same over any table. */
export function createTableClient<T extends MethodTable>(
  table: T,
  transport: Transport,
  { validate = false }: ClientOptions = {},
): TypedClient<T> {
  const calls = new PendingCalls((frame) => transport.send(frame))
  const listeners = new Listeners()
  let isOpen = true
  const hello = Promise.withResolvers<Hello>()
  // Nobody has to wait for the greeting; an unused rejection is not an error.
  hello.promise.catch(() => {})

  const onFrame = frameHandlers(calls, {
    check: (schema, value) => (validate && schema !== null ? schema.parse(value) : value),
    onHello: (greeting) => hello.resolve(greeting),
    onEvent: (topic, payload) => listeners.tell(topic, payload),
  })
  transport.onFrame((frame) => {
    const read = validate ? readHostFrame(frame) : frame
    if (read === null) throw new Error(`Unreadable frame: ${JSON.stringify(frame).slice(0, 200)}`)
    ;(onFrame[read.k] as ((frame: HostFrame) => void) | undefined)?.(read)
  })
  transport.onClose(() => {
    isOpen = false
    const failure = lost()
    hello.reject(failure)
    calls.rejectAll(failure)
  })

  return {
    hello: hello.promise,
    call(method, params, options = {}) {
      const { signal, deadlineMs } = options
      if (!isOpen) return Promise.reject(lost())
      if (signal?.aborted === true) return Promise.reject(new HostFailure('CANCELLED', 'Cancelled.'))
      const { id, promise } = calls.begin<never>(table[method] as Method, options as CallOptions<Method>)
      const base = { k: 'call', id, m: method, p: params } as const
      transport.send(deadlineMs === undefined ? base : { ...base, deadlineMs })
      return promise
    },
    on: (topic, listener) => listeners.add(topic, (payload) => listener(payload as never)),
    onClose: (listener) => transport.onClose(listener),
    close: () => transport.close(),
  }
}

type FrameHandlers = { readonly [K in HostFrame['k']]: (frame: Extract<HostFrame, { k: K }>) => void }

interface FrameEffects {
  /** The value as the schema has it; without a schema, or unless the client validates, as it is. */
  readonly check: (schema: z.ZodType | null, value: unknown) => unknown
  readonly onHello: (hello: Hello) => void
  readonly onEvent: (topic: string, payload: unknown) => void
}

/** What each frame of the host does to the calls that wait. */
function frameHandlers(calls: PendingCalls, { check, onHello, onEvent }: FrameEffects): FrameHandlers {
  return {
    hello: ({ host, features }) => onHello({ host, features: new Set(features) }),
    ok({ id, r }) {
      const call = calls.get(id)
      if (call === undefined) return
      if (call.method.item === null) return calls.settle(id, () => check(call.method.result, r))
      call.head = check(call.method.result, r)
      call.options.onHead?.(call.head)
    },
    err: ({ id, e }) => calls.end(id)?.reject(HostFailure.from(e)),
    item: ({ id, d }) => void calls.deliver(id, ({ method }) => check(method.item, d)),
    end: ({ id, summary }) =>
      calls.settle(id, ({ head, method }) => ({ head, summary: check(method.summary, summary) })),
    progress: ({ id, done, total, phase }) => calls.get(id)?.options.onProgress?.(done, total ?? null, phase),
    event: ({ topic, d }) => onEvent(topic, check(Object.hasOwn(EVENTS, topic) ? EVENTS[topic as Topic] : null, d)),
  }
}

/** Who listens to which events of the host. */
class Listeners {
  readonly #byTopic = new Map<string, Set<(payload: unknown) => void>>()

  /** @returns unsubscribe */
  add(topic: string, listener: (payload: unknown) => void): () => void {
    const set = this.#byTopic.get(topic) ?? new Set()
    this.#byTopic.set(topic, set)
    set.add(listener)
    return () => set.delete(listener)
  }

  tell(topic: string, payload: unknown): void {
    for (const listener of this.#byTopic.get(topic) ?? []) listener(payload)
  }
}

function lost(): HostFailure {
  return new HostFailure('CRASHED', 'The connection to Relata is lost. What you see is still here; save a copy.')
}
