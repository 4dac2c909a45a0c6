/** What a session process does with its one database. Each part is loaded when it is first asked for. */
import type { HandlersOf, StreamCall } from '../../../shared/protocol/dispatcher.ts'
import type { Method } from '../../../shared/protocol/method.ts'
import { processHandlers } from './process-handlers.ts'
import { rowsHandlers } from '../rows/rows-handlers.ts'
import type { SessionMethods } from './session-methods.ts'
import { createSessionState } from './session-state.ts'
import { sqlHandlers } from './sql-handlers.ts'

export function createSessionHandlers(): HandlersOf<SessionMethods> {
  const session = createSessionState()
  const { database, writable, inTurn } = session
  return {
    ...processHandlers(session),
    ...sqlHandlers(session),
    ...rowsHandlers({ database, writable, design: () => session.design.known(), inTurn }),

    'orm.run': (params, call) =>
      session.inTurn(async () => {
        if (params.design !== null) session.design.update(params.design)
        const { runOrm } = await import('../orm/run-orm.ts')
        const db = params.write ? session.writable() : session.database()
        return runOrm(
          db,
          session.design.current(),
          params,
          call as StreamCall<Method> as StreamCall<SessionMethods['orm.run']>,
        )
      }),

    'impact.run': (params) =>
      session.inTurn(async () => {
        if (params.design !== null) session.design.update(params.design)
        const { runImpact } = await import('../orm/run-impact.ts')
        return runImpact(session.database(), session.design.current(), params)
      }),

    'fixture.load': ({ text }) =>
      session.inTurn(async () => {
        const { loadFixture } = await import('../orm/load-fixture.ts')
        return loadFixture(session.writable(), session.design.current(), text)
      }),

    'fixture.dump': ({ models }, call) =>
      session.inTurn(async () => {
        const { dumpFixture } = await import('../orm/dump-fixture.ts')
        call.head({})
        return dumpFixture(session.database(), session.design.current(), models, call)
      }),

    'sample.fill': (params, call) =>
      session.inTurn(async () => {
        const { fillDatabase } = await import('../sample/fill-database.ts')
        return fillDatabase(session.ownDatabase(), session.design.current(), params, call)
      }),
  }
}
