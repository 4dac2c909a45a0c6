/** Handlers of `rows.*`: they find the session, and turn the page's handles of files into files. */
import { randomBytes } from 'node:crypto'
import { open, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { Handlers, PlainCall } from '../../../shared/protocol/dispatcher.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { writableTarget } from '../files/file-targets.ts'
import { fileFailure } from '../file-failure.ts'
import { labelOf } from '../files/file-contents.ts'
import type { FileTarget, HostServices } from '../host-services.ts'
import type { RowsFile } from '../../sqlite/rows/rows-methods.ts'

type RowsHandlers = Pick<Handlers, Extract<keyof Handlers, `rows.${string}`>>

export function rowsHandlers({ handles }: HostServices): RowsHandlers {
  const find = (call: PlainCall, handle: Handle<'sql'>) => handles.get(call.connection, handle)
  const fileOf = (call: PlainCall, handle: Handle<'file'>) => handles.get(call.connection, handle)
  return {
    'rows.page': ({ session, ...params }, call) => find(call, session).call('rows.page', params, call.signal),
    'rows.count': ({ session, ...params }, call) => find(call, session).call('rows.count', params, call.signal),
    'rows.cell': ({ session, ...params }, call) => find(call, session).call('rows.cell', params, call.signal),
    'rows.labels': ({ session, ...params }, call) => find(call, session).call('rows.labels', params, call.signal),
    'rows.search': ({ session, ...params }, call) => find(call, session).call('rows.search', params, call.signal),
    'rows.distinct': ({ session, ...params }, call) => find(call, session).call('rows.distinct', params, call.signal),
    'rows.counts': ({ session, ...params }, call) => find(call, session).call('rows.counts', params, call.signal),
    'rows.defaults': ({ session, ...params }, call) => find(call, session).call('rows.defaults', params, call.signal),
    'rows.apply': ({ session, ...params }, call) => find(call, session).call('rows.apply', params, call.signal),

    async 'rows.export'({ session, file, ...params }, call) {
      const found = find(call, session)
      const target = fileOf(call, file)
      const written = await replacing(target, (path) =>
        found.call('rows.export', { ...params, path }, call.signal, {
          onProgress: (done, total, phase) => call.progress(done, total, phase),
        }),
      )
      return { ...written, label: labelOf(target) }
    },

    'rows.inspect': ({ session, file }, call) =>
      reading(fileOf(call, file), (source) => find(call, session).call('rows.inspect', { file: source }, call.signal)),

    'rows.import': ({ session, file, ...params }, call) =>
      reading(fileOf(call, file), (source) =>
        find(call, session).call('rows.import', { ...params, file: source }, call.signal, {
          onProgress: (done, total, phase) => call.progress(done, total, phase),
        }),
      ),
  }
}

async function reading<T>(target: FileTarget, read: (source: RowsFile) => Promise<T>): Promise<T> {
  try {
    return await read(sourceOf(target))
  } catch (thrown) {
    throw fileFailure(thrown, labelOf(target))
  }
}

function sourceOf(target: FileTarget): RowsFile {
  return target.at === 'disk' ? { path: target.path } : { name: target.name, bytes: Buffer.concat(target.pieces) }
}

/** Lets `write` fill a file beside the target, then puts it in its place: there is the old content or the new, whole. */
async function replacing<T>(target: FileTarget, write: (path: string) => Promise<T>): Promise<T> {
  const path = writableTarget(target)
  const temp = join(dirname(path), `.relata-${randomBytes(8).toString('hex')}.tmp`)
  try {
    await (await open(temp, 'wx')).close()
    const done = await write(temp)
    await rename(temp, path)
    return done
  } catch (thrown) {
    await unlink(temp).catch(() => {})
    throw fileFailure(thrown, labelOf(target))
  }
}
