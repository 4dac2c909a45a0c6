/** Handlers of `file.*`: what was chosen or dropped, and what is saved. */
import { stat } from 'node:fs/promises'

import { fromBase64 } from '../../../shared/protocol/base64.ts'
import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { MAX_UPLOAD } from '../../../shared/protocol/limits.ts'
import { labelOf, readContents, writeContents } from './file-contents.ts'
import { fileFailure } from '../file-failure.ts'
import type { FileTarget, HostServices } from '../host-services.ts'
import { readHead } from './read-whole.ts'

const SQLITE_MAGIC = 'SQLite format 3\0'

type FileHandlers = Pick<Handlers, Extract<keyof Handlers, `file.${string}`>>

export function fileHandlers({ handles }: HostServices): FileHandlers {
  return {
    'file.drop'({ name, bytes }, { connection }) {
      const upload = { at: 'memory' as const, name, pieces: [], bytes: 0 }
      append(upload, bytes)
      return { file: handles.mint(connection, 'file', upload), label: name }
    },

    'file.append'({ file, bytes }, { connection }) {
      const target = handles.get(connection, file)
      if (target.at !== 'memory') throw new HostFailure('DENIED', 'Only a dropped file can grow.')
      append(target, bytes)
      return { bytes: target.bytes }
    },

    async 'file.info'({ file }, { connection }) {
      const target = handles.get(connection, file)
      try {
        const head = await headOf(target)
        const bytes = target.at === 'memory' ? target.bytes : (await stat(target.path)).size
        return { label: labelOf(target), bytes, kind: kindOf(labelOf(target), head) }
      } catch (thrown) {
        throw fileFailure(thrown, labelOf(target))
      }
    },

    'file.close'({ file }, { connection }) {
      handles.get(connection, file)
      handles.drop(file)
      return null
    },

    async 'file.readText'({ file }, { connection }) {
      const { path, bytes } = await readContents(handles.get(connection, file))
      try {
        return { label: path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
      } catch (cause) {
        throw new HostFailure('PARSE', `${path} is not a text file in UTF-8.`, { cause })
      }
    },

    'file.saveText': ({ file, text }, { connection }) =>
      writeContents(handles.get(connection, file), Buffer.from(text, 'utf8')),

    'file.saveBytes'({ file, bytes }, { connection }) {
      return writeContents(handles.get(connection, file), decoded(bytes))
    },
  }
}

function append(upload: Extract<FileTarget, { at: 'memory' }>, base64: string): void {
  const piece = decoded(base64)
  if (upload.bytes + piece.length > MAX_UPLOAD) throw new HostFailure('RESOURCE', `“${upload.name}” is too large.`)
  upload.pieces.push(piece)
  upload.bytes += piece.length
}

function decoded(base64: string): Uint8Array {
  const bytes = fromBase64(base64)
  if (bytes === null) throw new HostFailure('INVALID', 'These bytes are not base64.', { detail: 'bytes' })
  return bytes
}

async function headOf(target: FileTarget): Promise<Uint8Array> {
  if (target.at === 'disk') return readHead(target.path, 4096)
  return target.pieces[0]?.subarray(0, 4096) ?? new Uint8Array()
}

function kindOf(label: string, head: Uint8Array): 'design' | 'sqlite' | 'other' {
  const start = Buffer.from(head).toString('latin1')
  if (start.startsWith(SQLITE_MAGIC)) return 'sqlite'
  return /\.json$/i.test(label) && start.includes('"relata"') ? 'design' : 'other'
}
