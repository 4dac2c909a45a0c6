/** A picture that was exported with its design inside. */
import { createDocument } from '../document/create.ts'
import { readDocument } from '../document/read.ts'
import { decodeUtf8 } from '../util/utf8.ts'
import { embeddedDesign } from './embedded-design.ts'
import type { Importer } from './importer.ts'

export const svg: Importer<'svg'> = {
  id: 'svg',
  label: 'SVG picture with a design inside',
  extensions: ['svg'],
  recognise(file) {
    return decodeUtf8(file.bytes).includes('<relata:design ') ? 1 : 0
  },
  import(files, options) {
    const [file] = files
    const text = file === undefined ? null : embeddedDesign(decodeUtf8(file.bytes))
    const read = text === null ? null : readDocument(text)
    if (read !== null && read.doc !== null) return { doc: read.doc, diagnostics: read.diagnostics }
    return {
      doc: createDocument({ app: options.app }),
      diagnostics: read?.diagnostics ?? [
        {
          code: 'relata.6091',
          severity: 'error',
          message: `${file?.path ?? 'The picture'} holds no design.`,
          hint: 'Only pictures that were exported with the design inside can be opened again.',
          subject: { kind: 'text', label: file?.path ?? '', file: file?.path ?? '' },
          fixes: [],
        },
      ],
    }
  },
}
