/** A picture that was exported with its design inside: SVG, PNG or PDF. */
import { createDocument } from '../document/create.ts'
import { readDocument } from '../document/file/read.ts'
import { decodeUtf8 } from '../util/utf8.ts'
import { designInPdf, isPdf } from './embedded/pdf.ts'
import { designInPng, isPng } from './embedded/png.ts'
import { embeddedDesign } from './embedded/svg.ts'
import type { ImportFile, Importer } from './importer.ts'

export const picture: Importer<'picture'> = {
  id: 'picture',
  label: 'Picture with a design inside (SVG, PNG, PDF)',
  extensions: ['svg', 'png', 'pdf'],
  recognise(file) {
    if (isPng(file.bytes) || isPdf(file.bytes)) return 1
    return decodeUtf8(file.bytes).includes('<relata:design ') ? 1 : 0
  },
  import(files, options) {
    const [file] = files
    const text = file === undefined ? null : designIn(file)
    const read = text === null ? null : readDocument(text)
    if (read !== null && read.doc !== null) return { doc: read.doc, diagnostics: read.diagnostics, placed: true }
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

function designIn({ bytes }: ImportFile): string | null {
  if (isPng(bytes)) return designInPng(bytes)
  if (isPdf(bytes)) return designInPdf(bytes)
  return embeddedDesign(decodeUtf8(bytes))
}
