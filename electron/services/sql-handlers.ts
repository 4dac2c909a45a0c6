/** Handlers of `sql.*`, `orm.*`, `impact.*` and `sample.*`: they find the session and pass the call on. */
import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { ConnectionInfo, Handlers, PlainCall } from '../../shared/protocol/dispatcher.ts'
import type { CancelSignal } from '../../shared/protocol/environment.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import type { OpenRequest } from '../sqlite/open-database.ts'
import { backUpBeside } from './back-up-beside.ts'
import { ownFolder } from './data-folder.ts'
import { isWritable, samplePath } from './documents.ts'
import type { OpenDesign } from './documents.ts'
import { fileFailure } from './file-failure.ts'
import { labelOf } from './file-handlers.ts'
import type { FileTarget, HostServices } from './host-services.ts'
import { RowBuffer } from './row-buffer.ts'
import { SqlSession } from './sql-session.ts'
import { copyOfWalFile, removeCopy } from './wal-file.ts'

type SqlHandlers = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    `sql.${string}` | `fixture.${string}` | `orm.${string}` | `impact.${string}` | `sample.${string}`
  >
>

interface Place {
  readonly request: OpenRequest
  readonly label: string
  /** To be removed with the session. */
  readonly temporary: boolean
  /** The file of which a private copy is read. */
  readonly copyOf?: string
}

export function sqlHandlers(services: HostServices): SqlHandlers {
  const { handles, sessions, abilities } = services
  const find = (call: PlainCall, handle: Handle<'sql'>) => handles.get(call.connection, handle)
  const nativeBinding = abilities.nativeBinding ?? null

  /** The design's database: beside its file, or with our own files where that cannot be. */
  async function placeOfSample(design: OpenDesign, mode: 'read' | 'write'): Promise<Place> {
    const own = async (name: string): Promise<Place> => {
      const path = join(await ownFolder(abilities.dataFolder, 'samples'), `${name}.sqlite`)
      return { request: { path, mode, create: true, nativeBinding }, label: 'Sample database', temporary: false }
    }
    if (design.path === null || design.source !== null) return own(design.recoveryId)
    const path = samplePath(design.path)
    const request = { path, mode, create: true, nativeBinding }
    const beside = (await isWritable(design.path)) && (await isOurs(services, { ...request, mode: 'read' }))
    if (beside) return { request, label: basename(path), temporary: false }
    return own(createHash('sha256').update(design.path).digest('hex').slice(0, 32))
  }

  async function placeOfFile(target: FileTarget, mode: 'read' | 'write'): Promise<Place> {
    const label = labelOf(target)
    if (target.at === 'disk') {
      await access(target.path, constants.R_OK)
      const request = { path: target.path, mode, create: false, nativeBinding }
      const copy = mode === 'read' ? await copyOfWalFile(target.path, abilities.dataFolder) : null
      if (copy === null) return { request, label, temporary: false }
      return { request: { ...request, path: copy }, label, temporary: true, copyOf: target.path }
    }
    const path = join(await ownFolder(abilities.dataFolder, 'uploads'), `${randomBytes(16).toString('hex')}.sqlite`)
    await writeFile(path, Buffer.concat(target.pieces), { mode: 0o600 })
    return { request: { path, mode, create: false, nativeBinding }, label, temporary: true }
  }

  async function openSession(connection: ConnectionInfo, place: Place, isSample: boolean) {
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
    closers.set(session, () => end(session, place))
    if (place.temporary) temporary.add(session)
    if (place.copyOf !== undefined) originals.set(session, place.copyOf)
    return {
      session: handle,
      label: place.label,
      mode: place.request.mode,
      sample: isSample,
      sqlite: sessions.sqliteVersion ?? '',
    }
  }

  const closers = new WeakMap<SqlSession, () => Promise<void>>()
  const temporary = new WeakSet<SqlSession>()
  const originals = new WeakMap<SqlSession, string>()
  async function end(session: SqlSession, place: Place): Promise<void> {
    session.close()
    if (place.temporary) await removeCopy(place.request.path)
  }

  /** Of the file itself, as it is now: what is read may be a copy that is older. */
  async function backUp(session: SqlSession, signal: CancelSignal): Promise<string> {
    const path = originals.get(session)
    if (path === undefined) return backUpBeside(session, signal)
    const quiet = { reset: () => {}, lost: () => {} }
    const own = await SqlSession.open(sessions, { ...session.request, path }, session.label, false, quiet)
    try {
      return await backUpBeside(own, signal)
    } finally {
      own.close()
    }
  }

  return {
    async 'sql.open'({ source, mode }, { connection }) {
      if (source.kind === 'sample') {
        return openSession(connection, await placeOfSample(handles.get(connection, source.doc), mode), true)
      }
      const target = handles.get(connection, source.file)
      try {
        const place = await placeOfFile(target, mode)
        return await openSession(connection, place, false).catch(async (thrown: unknown) => {
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
      await closers.get(found)?.()
      return null
    },

    async 'sql.backup'({ session }, call) {
      const found = find(call, session)
      if (found.isSample || (temporary.has(found) && !originals.has(found)))
        throw new HostFailure('DENIED', 'This database has no place for a copy.')
      return { label: await backUp(found, call.signal) }
    },

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

/** A file of that name that someone else made is left alone. */
async function isOurs({ sessions }: HostServices, request: OpenRequest): Promise<boolean> {
  const info = await stat(request.path).catch(() => null)
  if (info === null || info.size === 0) return true
  // What is damaged or locked is not ours to repair: the design gets another file.
  return sessions.once('session.isOurs', { ...request, create: false }, null).catch(() => false)
}
