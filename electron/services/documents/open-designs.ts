/** The designs that windows have open: their handles, the watch over their files, what the page is told of them. */
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'

import type { ConnectionInfo, PlainCall } from '../../../shared/protocol/dispatcher.ts'
import type { OpenedDocument } from '../../../shared/protocol/methods/doc.ts'
import { isWritable } from './documents.ts'
import type { OpenDesign } from './documents.ts'
import { isSameContent, readEtag } from '../files/etag.ts'
import { fileFailure } from '../file-failure.ts'
import { diskFile } from '../files/file-targets.ts'
import type { HostServices } from '../host-services.ts'
import { currentEtag, readPythonSource, readViews, sourceEtag } from './python-files.ts'
import type { PythonSource } from './python-files.ts'
import { folderLabel } from './recent-files.ts'
import { recoveryId } from './recovery.ts'

export type OpenDesigns = ReturnType<typeof createOpenDesigns>

export function createOpenDesigns(services: HostServices) {
  const { handles, recovery, recent, watch, abilities } = services
  const unwatch = new WeakMap<OpenDesign, () => void>()

  /** Gives the design a handle, watches its file, and takes both back with the connection. */
  function adopt(connection: ConnectionInfo, design: OpenDesign) {
    const doc = handles.mint(connection, 'doc', design)
    follow(connection, design)
    connection.onClose(() => release(design))
    return doc
  }

  function follow(connection: ConnectionInfo, design: OpenDesign): void {
    unwatch.get(design)?.()
    const { path, source } = design
    if (path === null) return
    const files = source?.files.map(({ absolute }) => absolute) ?? [path]
    const stops = files.map((file) => watch.watchFile(file, () => void report(connection, design, path)))
    unwatch.set(design, () => {
      for (const stop of stops) stop()
    })
  }

  /** Says so when the file is no longer what we read or wrote. */
  async function report(connection: ConnectionInfo, design: OpenDesign, path: string): Promise<void> {
    const found = await (design.source === null ? readEtag(path) : currentEtag(design.source)).catch(() => null)
    if (design.path !== path || (found !== null && design.etag !== null && isSameContent(found, design.etag))) return
    for (const doc of handles.of(connection, design)) {
      connection.emit('doc.changed', { doc: doc as never, change: found === null ? 'deleted' : 'changed', etag: found })
    }
  }

  function release(design: OpenDesign): void {
    unwatch.get(design)?.()
    unwatch.delete(design)
    recovery.release(design.recoveryId)
  }

  function opened(
    connection: ConnectionInfo,
    design: OpenDesign,
    rest: Pick<OpenedDocument, 'text' | 'readOnly' | 'recovery' | 'source' | 'database'>,
  ): OpenedDocument {
    const folder = design.path === null ? null : folderLabel(design.path)
    return { doc: adopt(connection, design), label: design.label, folder, etag: design.etag, ...rest }
  }

  /** The file that the design was drawn from, for this window. */
  async function linked(connection: ConnectionInfo, design: OpenDesign): Promise<Pick<OpenedDocument, 'database'>> {
    const path = await services.links.find(design)
    return path === null ? {} : { database: diskFile(services, connection, path, false) }
  }

  function remember(path: string): void {
    abilities.noteRecent?.(path)
    recent.add(path).catch((thrown: unknown) => abilities.log?.(`recent files: ${String(thrown)}`))
  }

  /** The new state after a save: watched anew, its recovery copy gone. */
  async function saved(connection: ConnectionInfo, design: OpenDesign, path: string, etag: string): Promise<void> {
    const before = design.recoveryId
    Object.assign(design, { path, label: basename(path), etag, recoveryId: recoveryId(path) })
    await recovery.discard(before)
    if (before !== design.recoveryId) await recovery.discard(design.recoveryId)
    await services.links.move(before, design)
    follow(connection, design)
  }

  /** A Python file or a folder of them as a design that is saved back onto them. */
  async function openPython(connection: ConnectionInfo, path: string, call: PlainCall): Promise<OpenedDocument> {
    try {
      const real = await realpath(path)
      const read = await importSource(real, call)
      const { source, etag, text } = read
      const design = { recoveryId: recoveryId(real), path: real, label: basename(real), etag, source }
      remember(real)
      const readOnly = !(await Promise.all(source.files.map((file) => isWritable(file.absolute)))).every(Boolean)
      const files = source.files.map((file) => file.path)
      const copy = await recovery.forPath(real)
      return opened(connection, design, {
        text,
        readOnly,
        recovery: copy,
        source: { files, diagnostics: read.diagnostics, views: viewsOf(source) },
      })
    } catch (thrown) {
      throw fileFailure(thrown, basename(path))
    }
  }

  async function importSource(path: string, call: PlainCall | null) {
    const source = await readPythonSource(path)
    const files = source.files.map((file) => ({ path: file.path, bytes: Buffer.from(file.text, 'utf8') }))
    const nativeBinding = abilities.nativeBinding ?? null
    const views = { label: source.views.label, text: await readViews(source.views) }
    const request = { files, from: 'django', app: source.app, dialect: null, nativeBinding, views }
    const { text, diagnostics, viewsAreOurs } = await services.sessions.once('session.import', request, call)
    source.views.isOurs = viewsAreOurs
    return { source, etag: sourceEtag(source.files.map((file) => file.etag)), text, diagnostics }
  }

  return { opened, linked, follow, release, remember, saved, openPython, importSource }
}

/** What the page may know of the file of views. */
export function viewsOf({ views }: PythonSource) {
  return { file: views.label, exists: views.etag !== null, isOurs: views.isOurs }
}
