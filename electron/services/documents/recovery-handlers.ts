/** Handlers of `recovery.*`: copies of what is not saved yet. */
import { access } from 'node:fs/promises'

import { applySplices } from '../../../shared/document/file/text-splices.ts'
import type { TextSplice } from '../../../shared/document/file/text-splices.ts'
import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { MAX_DOCUMENT } from '../../../shared/protocol/limits.ts'
import { isWritable } from './documents.ts'
import type { OpenDesign } from './documents.ts'
import { fileFailure } from '../file-failure.ts'
import type { HostServices } from '../host-services.ts'
import { viewsOf } from './open-designs.ts'
import type { OpenDesigns } from './open-designs.ts'
import { isPythonSource, readPythonSource } from './python-files.ts'

type RecoveryHandlers = Pick<Handlers, Extract<keyof Handlers, `recovery.${string}`>>

export function recoveryHandlers(services: HostServices, { opened, linked }: OpenDesigns): RecoveryHandlers {
  const { handles, recovery } = services
  /** The last recovery copy of each open design, to be changed by the next one. */
  const copies = new WeakMap<OpenDesign, { readonly version: number; readonly text: string }>()

  return {
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

    async 'recovery.drop'({ doc }, { connection }) {
      const design = handles.get(connection, doc)
      copies.delete(design)
      await recovery.discard(design.recoveryId)
      return null
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
  }
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
