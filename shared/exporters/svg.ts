import { writeDocument } from '../document/file/write.ts'
import { diagramSvg } from '../layout/drawing/svg.ts'
import { embedDesign } from '../importers/embedded/svg.ts'
import type { ExportInput, Exporter } from './exporter.ts'

/** The first view as a vector picture, with the design inside: opening the picture opens the design. */
export const svg: Exporter<'svg'> = {
  id: 'svg',
  label: 'SVG picture',
  group: 'Documents',
  language: 'html',
  fileName: 'diagram.svg',
  draws: true,
  options: [
    { name: 'dark', label: 'Dark', default: false },
    { name: 'bare', label: 'Without the design inside', default: false },
  ],
  export: ({ doc, options }: ExportInput) => {
    const picture = diagramSvg(doc, { theme: options.extra['dark'] === true ? 'dark' : 'light' })
    const text = options.extra['bare'] === true ? picture : embedDesign(picture, writeDocument(doc))
    return { pieces: [{ model: null, text }], diagnostics: [] }
  },
}
