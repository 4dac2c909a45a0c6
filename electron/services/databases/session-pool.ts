/** Session processes: a warm one is always waiting, since starting one takes 50 ms. */
import type { PlainCall } from '../../../shared/protocol/dispatcher.ts'
import { CANCEL_GRACE_MS } from '../../../shared/protocol/limits.ts'
import { createTableClient } from '../../../shared/protocol/client.ts'
import { HostFailure, isFailure } from '../../../shared/protocol/errors.ts'
import type { TypedClient } from '../../../shared/protocol/client.ts'
import type { AnswerOf, ParamsOf } from '../../../shared/protocol/method.ts'
import { SESSION_METHODS } from '../../sqlite/session/session-methods.ts'
import type { SessionMethods } from '../../sqlite/session/session-methods.ts'
import type { SessionProcess } from './session-process.ts'

export type SpawnSession = () => SessionProcess
export type SessionClient = TypedClient<SessionMethods>

export interface RunningSession {
  readonly process: SessionProcess
  readonly client: SessionClient
}

export interface SessionPool {
  /** A process without a database, ready to open one. */
  take(): RunningSession
  /** One call in a process of its own, killed when the call is. */
  once<M extends keyof SessionMethods & string>(
    method: M,
    params: ParamsOf<SessionMethods[M]>,
    call: PlainCall | null,
  ): Promise<AnswerOf<SessionMethods[M]>>
  /** SQLite's version, once a session has said it. */
  sqliteVersion: string | null
  /** Ends all that are alive. */
  close(): Promise<void>
}

/** From a process that was taken, or an import that ended, to the start of the next one, ms. */
const SPARE_DELAY_MS = 200

/** @param warm gets processes that wait ready for their first page; null: they only start */
export function createSessionPool(
  spawn: SpawnSession,
  warm: { readonly nativeBinding: string | null } | null = null,
): SessionPool {
  const alive = new Set<RunningSession>()
  let spare: RunningSession | null = null
  let closed = false

  function start(): RunningSession {
    const process = spawn()
    const session = { process, client: createTableClient(SESSION_METHODS, process.transport) }
    alive.add(session)
    void process.gone.then(() => {
      alive.delete(session)
      if (spare === session) spare = null
    })
    return session
  }

  function next(): RunningSession {
    const session = spare ?? start()
    spare = null
    return session
  }

  /** Not at once: what was asked for, or what follows from its answer, is to have the processor first. */
  function startSpare(): void {
    setTimeout(() => {
      if (closed || spare !== null) return
      spare = start()
      // One that cannot get ready will say why when it is asked for something.
      if (warm !== null) void spare.client.call('session.warm', warm).catch(() => {})
    }, SPARE_DELAY_MS).unref()
  }

  const pool: SessionPool = {
    sqliteVersion: null,
    take() {
      const session = next()
      startSpare()
      return session
    },
    async once(method, params, call) {
      const session = next()
      const { client, process } = session
      const stop = () => setTimeout(() => process.kill(), CANCEL_GRACE_MS)
      call?.signal.addEventListener('abort', stop, { once: true })
      try {
        const options = call === null ? {} : { signal: call.signal, onProgress: call.progress.bind(call) }
        return await client.call(method, params, options)
      } catch (thrown) {
        if (call?.signal.aborted === true) throw call.signal.reason
        // Its connection is lost, not the one to the page.
        throw isFailure(thrown, 'CRASHED') ? ended() : thrown
      } finally {
        call?.signal.removeEventListener('abort', stop)
        process.kill()
        startSpare()
      }
    },
    async close() {
      closed = true
      const all = [...alive]
      for (const { process } of all) process.kill()
      await Promise.all(all.map(({ process }) => process.gone))
    },
  }
  return pool
}

function ended(): HostFailure {
  return new HostFailure(
    'CRASHED',
    'The process that read it ended unexpectedly, perhaps for lack of memory. Nothing has changed; try again.',
  )
}
