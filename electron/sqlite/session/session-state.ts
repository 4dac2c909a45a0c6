/** What the handlers of a session process share: its one database, the design that goes with it, and whose turn it is. */
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Connection, OpenRequest } from '../database/open-database.ts'
import { createSessionDesign } from './session-design.ts'
import type { SessionDesign } from './session-design.ts'
import { callFailure } from '../statements/sql-failure.ts'

export interface SessionState {
  readonly design: SessionDesign
  /** In place of the one that was open. */
  open(request: OpenRequest): Connection
  isOpen(): boolean
  /** The database was opened for reading only. */
  isReading(): boolean
  /** @throws NOT_FOUND where none is open */
  database(): Connection
  /** @throws DENIED where the database may only be read */
  writable(): Connection
  /**
   * The design's own database is brought up to date even while its session only reads.
   *
   * @throws DENIED where it is somebody's file
   */
  ownDatabase(): Connection
  /** One call after the other: the connection is one too. */
  inTurn<T>(work: () => T | Promise<T>): Promise<T>
  /** Calls whose turn has not come. */
  waiting(): number
}

export function createSessionState(): SessionState {
  let opened: { readonly db: Connection; readonly request: OpenRequest } | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0

  function database(): Connection {
    if (opened === null) throw new HostFailure('NOT_FOUND', 'No database is open.')
    return opened.db
  }

  return {
    design: createSessionDesign(),
    open(request) {
      opened?.db.close()
      opened = { db: openDatabase(request), request }
      return opened.db
    },
    isOpen: () => opened !== null,
    isReading: () => opened?.request.mode === 'read',
    database,
    writable() {
      const db = database()
      if (opened?.request.mode !== 'write') throw new HostFailure('DENIED', 'The database is open for reading only.')
      return db
    },
    ownDatabase() {
      const db = database()
      if (opened?.request.create !== true)
        throw new HostFailure('DENIED', 'This is not the sample database of the design.')
      return db
    },
    inTurn(work) {
      waiting++
      const next = queue.then(async () => {
        waiting--
        try {
          return await work()
        } catch (thrown) {
          throw callFailure(thrown)
        }
      })
      queue = next.catch(() => {})
      return next
    },
    waiting: () => waiting,
  }
}
