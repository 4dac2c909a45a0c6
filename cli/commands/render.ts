import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pdfOfSvg } from '../../electron/pdf/svg-to-pdf.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { embedDesign } from '../../shared/importers/embedded/svg.ts'
import { diagramSvg } from '../../shared/layout/drawing/svg.ts'
import { placedDesign } from '../arranged.ts'
import { CliError, textOption, usageError } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'
import { loadDot } from '../graphviz.ts'
import { ONLY_OPTION, onlyOf } from '../only.ts'

/** Picture and design → file content, by ending. */
const FORMATS: Readonly<Record<string, (svg: string, design: string | null) => Promise<string | Uint8Array>>> = {
  '.svg': async (svg, design) => (design === null ? svg : embedDesign(svg, design)),
  '.pdf': pdfOfSvg,
}

export const render: CliCommand = {
  name: 'render',
  arguments: ['<design>'],
  summary: 'Draw the diagram as SVG or PDF, without a browser; the picture opens again as a design',
  options: [
    { flags: '-o, --output <file>', description: 'write there instead of stdout; ends with .svg or .pdf' },
    { flags: '--theme <theme>', description: 'colours', choices: ['light', 'dark'], default: 'light' },
    { flags: '--arrange', description: 'lay the models out anew instead of using their places' },
    { flags: '--bare', description: 'without the design inside' },
    ONLY_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = ''], options) {
    const output = textOption(options, 'output')
    const format = FORMATS[extname(output ?? 'x.svg')]
    if (format === undefined)
      throw usageError('render writes SVG and PDF: name the output something.svg or something.pdf')
    const design = await loadDesign(invocation, [source], options)
    const doc = await placedDesign({ ...design, doc: await onlyOf(design.doc, options) })
    const theme = options['theme'] === 'dark' ? 'dark' : 'light'
    const svg = diagramSvg(doc, { theme, arrange: options['arrange'] === true, engine: await loadDot() })
    const path = output === undefined ? null : resolve(invocation.cwd, output)
    if (path === null) return { json: { path, svg }, text: svg, exit: 0 }
    const picture = await format(svg, options['bare'] === true ? null : writeDocument(doc))
    await writeFile(path, picture).catch((error: Error) => {
      throw new CliError(3, 'IO', `${path} cannot be written: ${error.message}`)
    })
    const drawn = modelsDrawn(doc)
    return {
      json: { path, bytes: Buffer.byteLength(picture) },
      text: `Drew ${drawn} ${drawn === 1 ? 'model' : 'models'} to ${path}`,
      exit: 0,
    }
  },
}

function modelsDrawn(doc: ErDocument): number {
  const [view] = Object.values(doc.views)
  if (view === undefined || view.everything) return Object.keys(doc.models).length
  return Object.values(doc.placements).filter((placement) => placement.view === view.id).length
}
