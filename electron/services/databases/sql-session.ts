/**
 * One open database from the host's side: hands calls to its process one at a time, kills the process
 * when a call does not stop or eats too much memory, and opens the database again in a fresh one.
 */
import type { CallOptions } from '../../../shared/protocol/client.ts'
import type { CancelSignal } from '../../../shared/protocol/environment.ts'
import { HostFailure, isFailure } from '../../../shared/protocol/errors.ts'
import { CANCEL_GRACE_MS } from '../../../shared/protocol/limits.ts'
import type { AnswerOf, ParamsOf } from '../../../shared/protocol/method.ts'
import type { OpenRequest } from '../../sqlite/database/open-database.ts'
import type { DesignInput } from '../../sqlite/session/session-design.ts'
import type { SessionMethods } from '../../sqlite/session/session-methods.ts'
import { MEMORY_INTERVAL_MS, memoryOfProcess } from './memory-of-process.ts'
import type { RunningSession, SessionPool } from './session-pool.ts'
import type { SessionProcess } from './session-process.ts'

/** A process above this is killed; the machine is not to swap for a query, bytes. */
const MAX_MEMORY_BYTES = 1024 * 1024 * 1024
/** Patches kept for bringing a fresh process to the design; beyond, the page is asked for the text. */
const MAX_KEPT_PATCHES = 200

type ResetReason = 'cancelled' | 'deadline' | 'memory' | 'crashed'

interface SessionEvents {
  reset(generation: number, reason: ResetReason): void
  lost(message: string): void
}

type Method = keyof SessionMethods & string

const READING: ReadonlySet<Method> = new Set([
  'sql.query',
  'sql.cell',
  'sql.tables',
  'impact.run',
  'rows.page',
  'rows.count',
  'rows.cell',
  'rows.labels',
  'rows.search',
  'rows.counts',
  'rows.distinct',
])

export class SqlSession {
  readonly request: OpenRequest
  readonly label: string
  /** The design's own database. */
  readonly isSample: boolean
  readonly #pool: SessionPool
  readonly #events: SessionEvents
  /** The running process, or the promise of the next one. */
  #running: Promise<RunningSession>
  #turn: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #wake: (() => void)[] = []
  #design: DesignInput[] = []
  #closed = false
  readonly #gone = new WeakSet<SessionProcess>()
  generation = 1

  private constructor(
    pool: SessionPool,
    request: OpenRequest,
    label: string,
    isSample: boolean,
    events: SessionEvents,
  ) {
    this.#pool = pool
    this.request = request
    this.label = label
    this.isSample = isSample
    this.#events = events
    this.#running = this.#open()
  }

  /** @throws what opening the file throws: PARSE, BUSY, DENIED, IO, NOT_FOUND */
  static async open(
    pool: SessionPool,
    request: OpenRequest,
    label: string,
    isSample: boolean,
    events: SessionEvents,
  ): Promise<SqlSession> {
    const session = new SqlSession(pool, request, label, isSample, events)
    await session.#running
    return session
  }

  /** Someone else wants the database: whoever holds back rows for a slow reader should stop doing so. */
  get isWanted(): boolean {
    return this.#waiting > 0
  }

  /** Resolves as soon as `isWanted`. */
  wanted(): Promise<void> {
    return this.isWanted ? Promise.resolve() : new Promise((resolve) => this.#wake.push(resolve))
  }

  /** Runs one call when the ones before it are through. */
  async call<M extends Method>(
    method: M,
    params: ParamsOf<SessionMethods[M]>,
    signal: CancelSignal,
    options: Omit<CallOptions<SessionMethods[M]>, 'signal'> = {},
  ): Promise<AnswerOf<SessionMethods[M]>> {
    const before = this.#turn
    const mine = Promise.withResolvers<void>()
    this.#turn = mine.promise
    this.#waiting++
    for (const wake of this.#wake.splice(0)) wake()
    try {
      await Promise.race([before, aborted(signal)])
    } catch (thrown) {
      // It leaves the queue; those behind still wait for whoever is before it.
      this.#waiting--
      void before.then(() => mine.resolve())
      throw thrown
    }
    this.#waiting--
    try {
      return await this.#run(method, params, signal, options)
    } finally {
      mine.resolve()
    }
  }

  async #run<M extends Method>(
    method: M,
    params: ParamsOf<SessionMethods[M]>,
    signal: CancelSignal,
    options: Omit<CallOptions<SessionMethods[M]>, 'signal'>,
  ): Promise<AnswerOf<SessionMethods[M]>> {
    if (this.#closed) throw closed()
    const running = await this.#ready()
    if (signal.aborted) throw signal.reason
    let reason = 'crashed' as ResetReason
    const kill = (why: ResetReason) => {
      reason = why
      running.process.kill()
    }
    let grace: NodeJS.Timeout | undefined
    const stop = () => {
      const why = isFailure(signal.reason, 'DEADLINE') ? 'deadline' : 'cancelled'
      grace = setTimeout(() => kill(why), CANCEL_GRACE_MS)
    }
    signal.addEventListener('abort', stop, { once: true })
    const watchdog = setInterval(() => void this.#watchMemory(running, () => kill('memory')), MEMORY_INTERVAL_MS)
    try {
      return await running.client.call(method, params, { ...options, signal } as CallOptions<SessionMethods[M]>)
    } catch (thrown) {
      if (!isFailure(thrown, 'CRASHED')) throw thrown
      // `close` killed it; a process in its place would serve nobody.
      if (this.#closed) throw closed()
      const replaced = this.#replace(reason)
      // Whether a write was taken back is known only once the database is open again.
      if (!READING.has(method)) await replaced
      if (signal.aborted) throw signal.reason
      throw reason === 'memory' ? tooMuchMemory() : crashed()
    } finally {
      clearTimeout(grace)
      clearInterval(watchdog)
      signal.removeEventListener('abort', stop)
    }
  }

  /** The process, or another one where it ended while nobody asked it anything. */
  async #ready(): Promise<RunningSession> {
    const running = await this.#running
    if (!this.#gone.has(running.process)) return running
    await this.#replace('crashed')
    return this.#running
  }

  async #watchMemory({ process }: RunningSession, kill: () => void): Promise<void> {
    const bytes = process.pid === undefined ? null : await memoryOfProcess(process.pid)
    if (bytes !== null && bytes > MAX_MEMORY_BYTES) kill()
  }

  /** A fresh process with the same database and design. */
  async #replace(reason: ResetReason): Promise<void> {
    this.generation++
    this.#running = this.#open()
    try {
      await this.#running
      this.#events.reset(this.generation, reason)
    } catch (thrown) {
      this.#closed = true
      this.#events.lost(isFailure(thrown) ? thrown.message : 'The database could not be opened again.')
    }
  }

  /** A waiting process may have died a moment ago; the next one is fresh. */
  async #open(): Promise<RunningSession> {
    return this.#openOnce().catch((thrown: unknown) => {
      if (this.#closed || !isFailure(thrown, 'CRASHED')) throw thrown
      return this.#openOnce()
    })
  }

  async #openOnce(): Promise<RunningSession> {
    const running = this.#pool.take()
    try {
      const { sqlite } = await running.client.call('session.open', this.request)
      this.#pool.sqliteVersion = sqlite
      if (this.#design.length > 0) await running.client.call('session.design', this.#design)
      void running.process.gone.then(() => this.#gone.add(running.process))
      return running
    } catch (thrown) {
      running.process.kill()
      throw thrown
    }
  }

  /** Remembers what the process was told of the design, for its successor. */
  noteDesign(input: DesignInput): void {
    if (input.kind === 'text') this.#design = [input]
    else if (this.#design.length > MAX_KEPT_PATCHES) this.#design = []
    else if (this.#design.length > 0) this.#design.push(input)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const wake of this.#wake.splice(0)) wake()
    void this.#running.then(
      ({ process }) => process.kill(),
      () => {},
    )
  }
}

function aborted(signal: CancelSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function closed(): HostFailure {
  return new HostFailure('NOT_FOUND', 'This database has been closed.')
}

function tooMuchMemory(): HostFailure {
  return new HostFailure('RESOURCE', 'This needs more than 1 GiB of memory and was stopped.', { detail: 'memory' })
}

function crashed(): HostFailure {
  return new HostFailure('CRASHED', 'The database process ended unexpectedly. Your design is not affected.')
}
