/**
 * The host's end: every call of every transport comes through here, so there is one place that
 * validates, asks the policy, keeps time and makes sure that each call ends exactly once.
 */
import type { z } from 'zod'

import { clearTimer, createCanceller, now, setTimer } from './environment.ts'
import { HostFailure, toFailure } from './errors.ts'
import { readClientFrame } from './frames.ts'
import { INITIAL_CREDIT, MAX_CALLS } from './limits.ts'
import { METHODS } from './methods.ts'
import type { CancelSignal } from './environment.ts'
import type { HostError } from './errors.ts'
import type { EventOf, Topic } from './events.ts'
import type { ClientFrame, HostFrame, HostKind } from './frames.ts'
import type { ItemOf, Method, MethodTable, ParsedParamsOf, ResultOf, Right, SummaryOf } from './method.ts'
import type { Methods } from './methods.ts'

/** One client, as handlers see it. */
export interface ConnectionInfo {
  readonly id: string
  emit<T extends Topic>(topic: T, payload: EventOf<T>): void
  /** Runs when the client is gone; its handles end there. */
  onClose(run: () => void): void
}

export interface PlainCall {
  readonly connection: ConnectionInfo
  /** Aborted by cancel, deadline and disconnect; its `reason` is the HostFailure to answer with. */
  readonly signal: CancelSignal
  /** At most 10 a second get through; `done` never goes back. */
  progress(done: number, total: number | null, phase: string): void
}

export interface StreamCall<M extends Method> extends PlainCall {
  /** Sends the head; once, before the first item. */
  head(result: ResultOf<M>): void
  /** Sends an item as soon as there is credit; rejects when the call was aborted meanwhile. */
  item(item: ItemOf<M>): Promise<void>
  /** Whether `item` would have to wait. */
  readonly starved: boolean
}

export type Handler<M extends Method> = M['item'] extends z.ZodType
  ? (params: ParsedParamsOf<M>, call: StreamCall<M>) => Promise<SummaryOf<M>>
  : (params: ParsedParamsOf<M>, call: PlainCall) => ResultOf<M> | Promise<ResultOf<M>>

export type HandlersOf<T extends MethodTable> = { readonly [K in keyof T]: Handler<T[K]> }
/** A host may leave out what it cannot do; such calls end UNSUPPORTED. */
export type Handlers = Partial<HandlersOf<Methods>>

export interface Policy {
  readonly host: HostKind
  /** What this host can do beyond the table: `nativeDialogs`, `menus`, `externalLinks`. */
  readonly features: readonly string[]
  readonly rights: ReadonlySet<Right>
  /** Keeps what was behind an error; the page gets its `ref` only. */
  readonly log?: (error: HostError, method: string, cause: unknown) => void
  /** Checks answers against the table too (tests). */
  readonly validateResults?: boolean
}

interface ConnectOptions {
  readonly id: string
  readonly send: (frame: HostFrame) => void
}

export interface Connection {
  /** Takes whatever arrived; never throws. */
  receive(raw: unknown): void
  close(): void
  readonly info: ConnectionInfo
  /** Calls that have not ended. */
  readonly pending: number
}

export interface Dispatcher {
  connect(options: ConnectOptions): Connection
}

/** The dispatcher over the product's table. */
export function createDispatcher(handlers: Handlers, policy: Policy): Dispatcher {
  return createTableDispatcher(METHODS, handlers as Partial<HandlersOf<MethodTable>>, policy)
}

/** The same over any table; the session process has one of its own. */
export function createTableDispatcher<T extends MethodTable>(
  table: T,
  handlers: Partial<HandlersOf<T>>,
  policy: Policy,
): Dispatcher {
  return { connect: (options) => connect(table, handlers as AnyHandlers, policy, options) }
}

type AnyHandler = (params: unknown, call: StreamCall<Method>) => unknown
type AnyHandlers = { readonly [name: string]: AnyHandler | undefined }

function connect(table: MethodTable, handlers: AnyHandlers, policy: Policy, { id, send }: ConnectOptions): Connection {
  const calls = new Map<number, RunningCall>()
  const closers = new Set<() => void>()
  let open = true
  const post = (frame: HostFrame) => {
    if (open) send(frame)
  }
  const info: ConnectionInfo = {
    id,
    emit: (topic, payload) => post({ k: 'event', topic, d: payload }),
    onClose: (run) => void closers.add(run),
  }

  function start(frame: ClientFrame & { k: 'call' }): void {
    const refusal = refuse(frame)
    if (refusal !== null) return post({ k: 'err', id: frame.id, e: refusal.error })
    const method = table[frame.m] as Method
    const call = new RunningCall(frame.id, method, info, post, frame.deadlineMs)
    calls.set(frame.id, call)
    void run(frame, method, call)
  }

  function refuse(frame: ClientFrame & { k: 'call' }): HostFailure | null {
    if (!Object.hasOwn(table, frame.m)) return new HostFailure('UNSUPPORTED', 'There is no such method.')
    if (calls.size >= MAX_CALLS) return new HostFailure('RESOURCE', 'Too many calls at once.', { retryable: true })
    const missing = table[frame.m]?.rights.find((right) => !policy.rights.has(right))
    if (missing !== undefined) return new HostFailure('DENIED', 'Not allowed here.', { detail: missing })
    if (!Object.hasOwn(handlers, frame.m)) return new HostFailure('UNSUPPORTED', 'This host cannot do that.')
    return null
  }

  async function run(frame: ClientFrame & { k: 'call' }, method: Method, call: RunningCall): Promise<void> {
    try {
      const params = readParams(method, frame.p)
      const answer = await (handlers[frame.m] as AnyHandler)(params, call)
      if (policy.validateResults === true) checkAnswer(method, answer)
      call.finish(answer)
    } catch (thrown) {
      const failure = call.signal.aborted ? toFailure(call.signal.reason) : toFailure(thrown)
      if (!call.ended && policy.log !== undefined) policy.log(failure.error, frame.m, failure.cause ?? thrown)
      call.fail(failure)
    } finally {
      calls.delete(frame.id)
    }
  }

  post({ k: 'hello', v: 1, host: policy.host, features: policy.features })
  return {
    info,
    get pending() {
      return calls.size
    },
    receive(raw) {
      if (!open) return
      const frame = readClientFrame(raw)
      if (frame === null) return void refuseBroken(raw, calls, post)
      const call = calls.get(frame.id)
      if (frame.k === 'call') {
        // A second call under a running id could only end the first one twice.
        if (call === undefined) start(frame)
      } else if (frame.k === 'credit') call?.addCredit(frame.n)
      else call?.cancel()
    },
    close() {
      if (!open) return
      open = false
      for (const call of calls.values()) call.abort(new HostFailure('CANCELLED', 'The window is gone.'))
      for (const close of closers) close()
      closers.clear()
    },
  }
}

function readParams(method: Method, value: unknown): unknown {
  const read = method.params.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const path = issue === undefined ? '' : issue.path.map(String).join('.').slice(0, 100)
  const message = issue?.message.slice(0, 200) ?? 'unknown'
  throw new HostFailure('INVALID', `Wrong argument${path === '' ? '' : ` ${path}`}: ${message}`, { detail: path })
}

function checkAnswer(method: Method, answer: unknown): void {
  const schema = method.summary ?? method.result
  const read = schema.safeParse(answer)
  if (!read.success) throw new Error(`Answer does not fit the table: ${read.error.message}`)
}

/** An unreadable call still gets an answer where its id can be read, so that nobody waits for ever. */
function refuseBroken(raw: unknown, calls: ReadonlyMap<number, unknown>, post: (frame: HostFrame) => void): void {
  if (typeof raw !== 'object' || raw === null || !('id' in raw) || !('k' in raw)) return
  const { id, k } = raw
  if (k !== 'call' || typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0 || calls.has(id)) return
  post({ k: 'err', id, e: new HostFailure('INVALID', 'Not a frame of this protocol.').error })
}

/** Longest wait for a cancelled handler to end by itself; then the call ends without it, ms. */
const ABORT_PATIENCE_MS = 5_000
const PROGRESS_INTERVAL_MS = 100

/** One call from its first frame to its last. */
class RunningCall implements StreamCall<Method> {
  readonly connection: ConnectionInfo
  readonly #canceller = createCanceller()
  readonly #id: number
  readonly #method: Method
  readonly #post: (frame: HostFrame) => void
  readonly #waiting: { resolve: () => void; reject: (reason: unknown) => void }[] = []
  #credit = INITIAL_CREDIT
  #seq = 0
  #headSent = false
  #leftMs: number
  #startedAt = 0
  #timer: unknown = null
  #progressAt = -Infinity
  #progressDone = 0
  ended = false

  constructor(
    id: number,
    method: Method,
    connection: ConnectionInfo,
    post: (frame: HostFrame) => void,
    deadlineMs: number | undefined,
  ) {
    this.#id = id
    this.#method = method
    this.connection = connection
    this.#post = post
    this.#leftMs = Math.min(method.timeoutMs, deadlineMs ?? Infinity)
    this.#resumeClock()
  }

  get signal(): CancelSignal {
    return this.#canceller.signal
  }

  get starved(): boolean {
    return this.#credit === 0
  }

  head(result: unknown): void {
    if (this.ended || this.#headSent) return
    this.#headSent = true
    this.#post({ k: 'ok', id: this.#id, r: result })
  }

  async item(item: unknown): Promise<void> {
    if (this.#credit === 0) await this.#nextCredit()
    if (this.signal.aborted) throw this.signal.reason
    this.#credit -= 1
    if (!this.ended) this.#post({ k: 'item', id: this.#id, seq: this.#seq++, d: item })
  }

  /** The reader's pause is not the statement's time. */
  async #nextCredit(): Promise<void> {
    this.#pauseClock()
    try {
      await new Promise<void>((resolve, reject) => {
        if (this.signal.aborted) reject(this.signal.reason)
        else this.#waiting.push({ resolve, reject })
      })
    } finally {
      this.#resumeClock()
    }
  }

  addCredit(n: number): void {
    this.#credit = Math.min(this.#credit + n, 1024)
    for (const waiter of this.#waiting.splice(0, this.#credit)) waiter.resolve()
  }

  progress(done: number, total: number | null, phase: string): void {
    const at = now()
    if (this.ended || at - this.#progressAt < PROGRESS_INTERVAL_MS) return
    this.#progressAt = at
    this.#progressDone = Math.max(this.#progressDone, done)
    const base = { k: 'progress', id: this.#id, done: this.#progressDone, phase } as const
    this.#post(total === null ? base : { ...base, total })
  }

  cancel(): void {
    if (this.#method.cancellable) this.abort(new HostFailure('CANCELLED', 'Cancelled.'))
  }

  abort(reason: HostFailure): void {
    if (this.ended || this.signal.aborted) return
    this.#pauseClock()
    this.#canceller.abort(reason)
    for (const waiter of this.#waiting.splice(0)) waiter.reject(reason)
    this.#timer = setTimer(() => this.fail(reason), ABORT_PATIENCE_MS)
  }

  finish(answer: unknown): void {
    if (this.signal.aborted && this.#method.item !== null) return this.fail(toFailure(this.signal.reason))
    if (this.#method.item === null) this.#end({ k: 'ok', id: this.#id, r: answer })
    else this.#end({ k: 'end', id: this.#id, summary: answer })
  }

  fail(failure: HostFailure): void {
    this.#end({ k: 'err', id: this.#id, e: failure.error })
  }

  #end(frame: HostFrame): void {
    if (this.ended) return
    this.ended = true
    clearTimer(this.#timer)
    this.#post(frame)
  }

  #pauseClock(): void {
    clearTimer(this.#timer)
    this.#leftMs -= now() - this.#startedAt
  }

  #resumeClock(): void {
    if (this.ended || this.signal.aborted) return
    this.#startedAt = now()
    const message = 'It took longer than allowed and was stopped.'
    this.#timer = setTimer(() => this.abort(new HostFailure('DEADLINE', message)), Math.max(this.#leftMs, 0))
  }
}
