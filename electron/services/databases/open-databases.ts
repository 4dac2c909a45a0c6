/** The databases that are open now, each with the place that it was opened from. */
import type { ConnectionInfo } from '../../../shared/protocol/dispatcher.ts'
import type { CancelSignal } from '../../../shared/protocol/environment.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { backUpBeside } from './back-up-beside.ts'
import type { DatabasePlace } from './database-places.ts'
import type { HostServices } from '../host-services.ts'
import { SqlSession } from './sql-session.ts'
import { removeCopy } from './wal-file.ts'

export function createOpenDatabases({ handles, sessions }: HostServices) {
  const places = new WeakMap<SqlSession, DatabasePlace>()

  async function end(session: SqlSession, place: DatabasePlace): Promise<void> {
    session.close()
    if (place.temporary) await removeCopy(place.request.path)
  }

  return {
    /** A session at that place with a handle for the page; it ends with the connection at the latest. */
    async open(connection: ConnectionInfo, place: DatabasePlace, isSample: boolean) {
      let handle: Handle<'sql'> | null = null
      const session = await SqlSession.open(sessions, place.request, place.label, isSample, {
        reset(generation, reason) {
          if (handle !== null) connection.emit('sql.reset', { session: handle, generation, reason })
        },
        lost(message) {
          if (handle !== null) connection.emit('sql.lost', { session: handle, message })
        },
      })
      handle = handles.mint(connection, 'sql', session)
      connection.onClose(() => void end(session, place))
      places.set(session, place)
      return {
        session: handle,
        label: place.label,
        mode: place.request.mode,
        sample: isSample,
        sqlite: sessions.sqliteVersion ?? '',
      }
    },

    async close(session: SqlSession): Promise<void> {
      const place = places.get(session)
      if (place !== undefined) await end(session, place)
    },

    /**
     * A copy beside the file itself, as it is now: what is read may be a copy that is older.
     *
     * @returns the copy's name
     * @throws DENIED where the database is not a file of the user's; else as `backUpBeside`
     */
    async backUp(session: SqlSession, signal: CancelSignal): Promise<string> {
      const place = places.get(session)
      const original = place?.copyOf
      if (session.isSample || (place?.temporary === true && original === undefined))
        throw new HostFailure('DENIED', 'This database has no place for a copy.')
      if (original === undefined) return backUpBeside(session, signal)
      const quiet = { reset: () => {}, lost: () => {} }
      const request = { ...session.request, path: original }
      const own = await SqlSession.open(sessions, request, session.label, false, quiet)
      try {
        return await backUpBeside(own, signal)
      } finally {
        own.close()
      }
    },
  }
}
