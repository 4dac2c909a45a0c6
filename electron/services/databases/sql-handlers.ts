/** Handlers of `sql.*`, `orm.*`, `impact.*` and `sample.*`: they find the session and pass the call on. */
import type { Handlers, PlainCall } from '../../../shared/protocol/dispatcher.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { placeOfFile, placeOfSample } from './database-places.ts'
import { labelOf } from '../files/file-contents.ts'
import { fileFailure } from '../file-failure.ts'
import type { HostServices } from '../host-services.ts'
import { createOpenDatabases } from './open-databases.ts'
import { RowBuffer } from './row-buffer.ts'
import { removeCopy } from './wal-file.ts'

type SqlHandlers = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    `sql.${string}` | `fixture.${string}` | `orm.${string}` | `impact.${string}` | `sample.${string}`
  >
>

export function sqlHandlers(services: HostServices): SqlHandlers {
  const { handles } = services
  const databases = createOpenDatabases(services)
  const find = (call: PlainCall, handle: Handle<'sql'>) => handles.get(call.connection, handle)

  return {
    async 'sql.open'({ source, mode }, { connection }) {
      if (source.kind === 'sample') {
        return databases.open(
          connection,
          await placeOfSample(services, handles.get(connection, source.doc), mode),
          true,
        )
      }
      const target = handles.get(connection, source.file)
      try {
        const place = await placeOfFile(services, target, mode)
        return await databases.open(connection, place, false).catch(async (thrown: unknown) => {
          if (place.temporary) await removeCopy(place.request.path)
          throw thrown
        })
      } catch (thrown) {
        throw fileFailure(thrown, labelOf(target))
      }
    },

    async 'sql.close'({ session }, call) {
      const found = find(call, session)
      handles.drop(session)
      await databases.close(found)
      return null
    },

    'sql.backup': async ({ session }, call) => ({ label: await databases.backUp(find(call, session), call.signal) }),

    async 'sql.sync'({ session, ...params }, call) {
      const found = find(call, session)
      if (!found.isSample) {
        await found.call('session.design', [params.design], call.signal)
        found.noteDesign(params.design)
        return { changed: false, plan: [], notes: [], revision: params.design.revision, ms: 0 }
      }
      const answer = await found.call('sql.sync', params, call.signal)
      found.noteDesign(params.design)
      return answer
    },

    'sql.reset': ({ session }, call) => find(call, session).call('sql.reset', {}, call.signal),

    async 'sql.query'({ session, ...params }, call) {
      const found = find(call, session)
      const buffer = new RowBuffer(found, call)
      const answer = found.call('sql.query', params, call.signal, {
        onHead: ({ columns }) => call.head({ columns, generation: found.generation }),
        onItem: (item) => buffer.push(item),
      })
      return buffer.sendUntil(answer)
    },

    'sql.exec': ({ session, ...params }, call) => find(call, session).call('sql.exec', params, call.signal),
    'sql.undo': ({ session }, call) => find(call, session).call('sql.undo', {}, call.signal),
    'sql.cell': ({ session, ...params }, call) => find(call, session).call('sql.cell', params, call.signal),
    'sql.tables': ({ session, ...params }, call) => find(call, session).call('sql.tables', params, call.signal),

    async 'orm.run'({ session, ...params }, call) {
      const found = find(call, session)
      const buffer = new RowBuffer(found, call)
      const answer = found.call('orm.run', params, call.signal, {
        onHead: () => call.head({ generation: found.generation }),
        onItem: (item) => buffer.push(item),
      })
      const summary = await buffer.sendUntil(answer)
      if (params.design !== null) found.noteDesign(params.design)
      return summary
    },

    'impact.run': ({ session, ...params }, call) => find(call, session).call('impact.run', params, call.signal),

    'fixture.load': ({ session, ...params }, call) => find(call, session).call('fixture.load', params, call.signal),

    async 'fixture.dump'({ session, ...params }, call) {
      const found = find(call, session)
      const buffer = new RowBuffer(found, call)
      const answer = found.call('fixture.dump', params, call.signal, {
        onHead: () => call.head({}),
        onItem: (item) => buffer.push(item),
      })
      return buffer.sendUntil(answer)
    },

    'sample.fill': ({ session, ...params }, call) =>
      find(call, session).call('sample.fill', params, call.signal, {
        onProgress: (done, total, phase) => call.progress(done, total, phase),
      }),
  }
}
