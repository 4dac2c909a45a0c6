/** Handlers of `export.*`. */
import { basename } from 'node:path'

import { MAX_DOCUMENT } from '../../../shared/protocol/limits.ts'
import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { writableTarget } from './file-targets.ts'
import { writeContents } from './file-contents.ts'
import type { HostServices } from '../host-services.ts'
import { readWhole } from './read-whole.ts'
import { folderLabel } from '../documents/recent-files.ts'

type ExportHandlers = Pick<Handlers, Extract<keyof Handlers, `export.${string}`>>

export function exportHandlers({ handles, lastExports, abilities }: HostServices): ExportHandlers {
  return {
    async 'export.save'({ doc, target, file, text }, { connection }) {
      const design = handles.get(connection, doc)
      const place = handles.get(connection, file)
      const written = await writeContents(place, Buffer.from(text, 'utf8'))
      await lastExports.note(design, { target, path: writableTarget(place), at: Date.now() })
      return written
    },

    async 'export.last'({ doc, target }, { connection }) {
      const last = await lastExports.find(handles.get(connection, doc), target)
      if (last === null) return null
      const file = handles.mint(connection, 'file', { at: 'disk', path: last.path, mayWrite: true })
      const text = await textAt(last.path)
      return { file, label: basename(last.path), folder: folderLabel(last.path), at: last.at, text }
    },

    async 'export.pdf'({ file, svg, design }, { connection }) {
      const place = handles.get(connection, file)
      // A large library that most sessions never need.
      const { pdfOfSvg } = await import('../../pdf/svg-to-pdf.ts')
      return writeContents(place, await pdfOfSvg(svg, design, abilities.fontsFolder ?? null))
    },
  }
}

/** null: the file is gone or holds no text, which is no reason to refuse a comparison with nothing. */
async function textAt(path: string): Promise<string | null> {
  try {
    const { bytes } = await readWhole(path, MAX_DOCUMENT)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
