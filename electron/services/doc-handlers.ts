/** Handlers of `doc.*`, `recovery.*`, `recent.*` and `examples.*`. */
import { access, readFile, readdir, realpath, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { applySplices } from '../../shared/document/text-splices.ts'
import type { TextSplice } from '../../shared/document/text-splices.ts'
import { MAX_DOCUMENT } from '../../shared/protocol/limits.ts'
import type { ConnectionInfo, Handlers, PlainCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { OpenedDocument } from '../../shared/protocol/methods/doc.ts'
import { inTurn, isWritable, newDesign, openDesign, readText, saveDesign } from './documents.ts'
import type { OpenDesign } from './documents.ts'
import { isSameContent, readEtag } from './etag.ts'
import { fileFailure } from './file-failure.ts'
import { fileRevisions, revisionText } from './git-revisions.ts'
import type { FileTarget, HostServices } from './host-services.ts'
import { currentEtag, isPythonSource, readPythonSource, readViews, sourceEtag } from './python-files.ts'
import type { PythonSource } from './python-files.ts'
import { folderLabel } from './recent-files.ts'
import { recoveryId } from './recovery.ts'
import { planOnto, saveOnto } from './save-onto.ts'

const EXAMPLE_SUFFIX = '.relata.json'

type DocHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `doc.${string}` | `recovery.${string}` | `recent.${string}` | `examples.${string}`>
>

export function docHandlers(services: HostServices): DocHandlers {
  const { handles, keptSteps, recovery, recent, watch, abilities } = services
  const unwatch = new WeakMap<OpenDesign, () => void>()
  /** The last recovery copy of each open design, to be changed by the next one. */
  const copies = new WeakMap<OpenDesign, { readonly version: number; readonly text: string }>()

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

  return {
    'doc.new': ({ name, text }, { connection }) =>
      opened(connection, newDesign(name || 'Untitled'), { text, readOnly: false, recovery: null }),

    async 'doc.open'({ file }, call) {
      const { connection } = call
      const target = handles.get(connection, file)
      if (target.at === 'memory') {
        const text = new TextDecoder().decode(Buffer.concat(target.pieces))
        return opened(connection, newDesign(target.name), { text, readOnly: false, recovery: null })
      }
      const isPython = await isPythonSource(target.path).catch((thrown: unknown) => {
        throw fileFailure(thrown, basename(target.path))
      })
      if (isPython) return openPython(connection, target.path, call)
      const { design, text, readOnly } = await openDesign(target.path)
      remember(target.path)
      const copy = await recovery.forPath(design.path ?? '')
      return opened(connection, design, { text, readOnly, recovery: copy, ...(await linked(connection, design)) })
    },

    'doc.openFolder': ({ dir }, call) => openPython(call.connection, handles.get(call.connection, dir).path, call),

    async 'doc.revisions'({ doc }, { connection }) {
      const { path } = handles.get(connection, doc)
      if (path === null) return []
      return (await fileRevisions(path)).map(({ rev, at, author, subject }) => ({ rev, at, author, subject }))
    },

    async 'doc.revision'({ doc, rev }, { connection }) {
      const { path, label } = handles.get(connection, doc)
      if (path === null) throw new HostFailure('NOT_FOUND', 'This design has no file yet.')
      return { label, text: await revisionText(path, rev) }
    },

    async 'doc.review'({ doc, text }, call) {
      const { source } = handles.get(call.connection, doc)
      if (source === null) throw new HostFailure('INVALID', 'This design was not read from Python files.')
      return (await planOnto(services.sessions, source, text, call)).changes
    },

    async 'doc.read'({ doc }, call) {
      const { connection } = call
      const design = handles.get(connection, doc)
      if (design.path === null) throw new HostFailure('NOT_FOUND', 'This design has no file yet.')
      try {
        if (design.source !== null) {
          const { source, etag, text } = await importSource(design.path, call)
          Object.assign(design, { source, etag })
          follow(connection, design)
          return { text, etag }
        }
        const read = await readText(design.path)
        design.etag = read.etag
        return read
      } catch (thrown) {
        throw fileFailure(thrown, design.label)
      }
    },

    async 'doc.save'({ doc, text, etag, force, views }, call) {
      const { connection } = call
      const design = handles.get(connection, doc)
      if (design.path === null)
        throw new HostFailure('NOT_FOUND', 'This design has no file yet: choose where to save it.')
      const { path, source } = design
      if (source !== null) {
        const onto = { ...design, source }
        const written = await inTurn(path, () => saveOnto(services.sessions, onto, { text, etag, force, views }, call))
        await saved(connection, design, path, written.etag)
        return { etag: written.etag, at: Date.now(), changes: written.changes }
      }
      const result = await saveDesign(design.path, text, etag, force)
      await saved(connection, design, result.path, result.etag)
      return { etag: result.etag, at: Date.now() }
    },

    async 'doc.saveAs'({ doc, text, file }, { connection }) {
      const design = handles.get(connection, doc)
      const target = writableTarget(handles.get(connection, file))
      const result = await saveDesign(target, text, null, true)
      // It has a file of its own now; the Python files stay as they are.
      design.source = null
      await saved(connection, design, result.path, result.etag)
      remember(result.path)
      return { etag: result.etag, at: Date.now(), label: design.label, folder: folderLabel(result.path) }
    },

    async 'doc.keepSteps'({ doc, text }, { connection }) {
      const design = handles.get(connection, doc)
      if (design.path !== null && design.etag !== null)
        await keptSteps.write(recoveryId(design.path), design.etag, text)
      return null
    },

    async 'doc.readSteps'({ doc }, { connection }) {
      const { path, etag } = handles.get(connection, doc)
      return path === null || etag === null ? null : keptSteps.read(recoveryId(path), etag)
    },

    async 'doc.link'({ doc, file }, { connection }) {
      const target = file === null ? null : handles.get(connection, file)
      // What came through the page is gone with it.
      await services.links.set(handles.get(connection, doc), target?.at === 'disk' ? target.path : null)
      return null
    },

    async 'doc.close'({ doc }, { connection }) {
      const design = handles.get(connection, doc)
      handles.drop(doc)
      if (handles.of(connection, design).length > 0) return null
      release(design)
      if (design.path === null) await removeSample(abilities.dataFolder, design)
      return null
    },

    async 'doc.pickOpen'({ what }, { connection }) {
      if (abilities.dialogs === undefined) throw noDialogs()
      const paths = await abilities.dialogs.pickOpen(what, connection.id)
      return paths?.map((path) => diskFile(services, connection, path, false)) ?? null
    },

    async 'doc.pickFolder'(_, { connection }) {
      if (abilities.dialogs === undefined) throw noDialogs()
      const chosen = await abilities.dialogs.pickFolder(connection.id)
      if (chosen === null) return null
      try {
        const path = await realpath(chosen)
        return { dir: handles.mint(connection, 'dir', { path, root: path }), label: basename(path) }
      } catch (thrown) {
        throw fileFailure(thrown, basename(chosen))
      }
    },

    async 'doc.pickSave'({ name }, { connection }) {
      if (abilities.dialogs === undefined) throw noDialogs()
      const path = await abilities.dialogs.pickSave(name, connection.id)
      return path === null ? null : diskFile(services, connection, path, true)
    },

    async 'recovery.write'({ doc, text, etag }, { connection }) {
      const design = handles.get(connection, doc)
      try {
        return { at: await recovery.write(design.recoveryId, { path: design.path, label: design.label, etag }, text) }
      } catch (thrown) {
        throw fileFailure(thrown, 'the recovery copy')
      }
    },

    async 'recovery.change'({ doc, etag, since, version, splices, write }, { connection }) {
      const design = handles.get(connection, doc)
      const before = since === 0 ? { version: 0, text: '' } : copies.get(design)
      if (before?.version !== since) return { isKnown: false }
      const text = spliced(before.text, splices)
      copies.set(design, { version, text })
      if (!write) return { isKnown: true }
      try {
        await recovery.write(design.recoveryId, { path: design.path, label: design.label, etag }, text)
      } catch (thrown) {
        throw fileFailure(thrown, 'the recovery copy')
      }
      return { isKnown: true }
    },

    'recovery.list': () => recovery.list(),

    async 'recovery.take'({ id }, { connection }) {
      const copy = await recovery.read(id)
      if (copy === null) throw new HostFailure('NOT_FOUND', 'This copy is not there any more.')
      const path = copy.path !== null && (await access(copy.path).then(isFound, isLost)) ? copy.path : null
      const isPython = path !== null && (await isPythonSource(path))
      const source = isPython ? await readPythonSource(path) : null
      const design = { recoveryId: id, path, label: copy.label, etag: copy.etag, source }
      const files = source?.files.map((file) => file.path) ?? []
      const readOnly = path !== null && !(await isWritable(path))
      const rest = { text: copy.text, readOnly, recovery: null, ...(await linked(connection, design)) }
      return opened(
        connection,
        design,
        source === null ? rest : { ...rest, source: { files, diagnostics: [], views: viewsOf(source) } },
      )
    },

    async 'recovery.discard'({ id }) {
      if (/^[0-9a-f]{32}$/.test(id)) await recovery.discard(id)
      return null
    },

    'recent.list': () => recent.list(),

    async 'recent.open'({ id }, { connection }) {
      const path = await recent.pathOf(id)
      if (path === null) throw new HostFailure('NOT_FOUND', 'This file is not in the list any more.')
      return diskFile(services, connection, path, false)
    },

    async 'recent.add'({ doc }, { connection }) {
      const { path } = handles.get(connection, doc)
      if (path !== null) await recent.add(path)
      return null
    },

    async 'recent.forget'({ id }) {
      await recent.forget(id)
      return null
    },

    async 'examples.list'() {
      const names = await readdir(abilities.examplesFolder).catch(() => [])
      const files = names.filter((name) => name.endsWith(EXAMPLE_SUFFIX)).toSorted()
      return files.map((file) => {
        const name = file.slice(0, -EXAMPLE_SUFFIX.length)
        return { name, title: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ') }
      })
    },

    async 'examples.open'({ name }, { connection }) {
      try {
        const text = await readFile(join(abilities.examplesFolder, `${name}${EXAMPLE_SUFFIX}`), 'utf8')
        return opened(connection, newDesign(name), { text, readOnly: false, recovery: null })
      } catch (thrown) {
        throw fileFailure(thrown, name)
      }
    },
  }
}

/** A handle for a path that the user chose outside the page. */
export function diskFile(services: HostServices, connection: ConnectionInfo, path: string, mayWrite: boolean) {
  return { file: services.handles.mint(connection, 'file', { at: 'disk', path, mayWrite }), label: basename(path) }
}

export function writableTarget(target: FileTarget): string {
  if (target.at === 'disk' && target.mayWrite) return target.path
  throw new HostFailure('DENIED', 'This file was not chosen as a place to write to.')
}

/** The sample database of a design without a file goes with it. */
async function removeSample(dataFolder: string, design: OpenDesign): Promise<void> {
  const path = join(dataFolder, 'samples', `${design.recoveryId}.sqlite`)
  await Promise.all([path, `${path}-journal`].map((p) => unlink(p).catch(() => {})))
}

/** What the page may know of the file of views. */
function viewsOf({ views }: PythonSource) {
  return { file: views.label, exists: views.etag !== null, isOurs: views.isOurs }
}

/** @throws INVALID for splices that do not fit, RESOURCE for a text beyond all measure */
function spliced(text: string, splices: readonly TextSplice[]): string {
  const length = splices.reduce((sum, { from, to, text: put }) => sum + put.length - (to - from), text.length)
  if (length > MAX_DOCUMENT) throw new HostFailure('RESOURCE', 'The design is too large for a recovery copy.')
  try {
    return applySplices(text, splices)
  } catch (thrown) {
    throw new HostFailure('INVALID', thrown instanceof Error ? thrown.message : String(thrown))
  }
}

const isFound = (): boolean => true
const isLost = (): boolean => false

function noDialogs(): HostFailure {
  return new HostFailure('UNSUPPORTED', 'This host has no file dialogs.')
}
