/** Handlers of `doc.*`: opening, reading, saving and closing designs. */
import { unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { inTurn, newDesign, openDesign, readText, saveDesign } from './documents.ts'
import type { OpenDesign } from './documents.ts'
import { fileFailure } from '../file-failure.ts'
import { writableTarget } from '../files/file-targets.ts'
import { fileRevisions, revisionText } from './git-revisions.ts'
import type { HostServices } from '../host-services.ts'
import type { OpenDesigns } from './open-designs.ts'
import { isPythonSource } from './python-files.ts'
import { folderLabel } from './recent-files.ts'
import { recoveryId } from './recovery.ts'
import { planOnto, saveOnto } from './save-onto.ts'

type DocHandlers = Pick<Handlers, Exclude<Extract<keyof Handlers, `doc.${string}`>, `doc.pick${string}`>>

export function docHandlers(services: HostServices, designs: OpenDesigns): DocHandlers {
  const { handles, keptSteps, recovery, abilities } = services
  const { opened, linked, follow, release, remember, saved, openPython, importSource } = designs
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
  }
}

/** The sample database of a design without a file goes with it. */
async function removeSample(dataFolder: string, design: OpenDesign): Promise<void> {
  const path = join(dataFolder, 'samples', `${design.recoveryId}.sqlite`)
  await Promise.all([path, `${path}-journal`].map((p) => unlink(p).catch(() => {})))
}
