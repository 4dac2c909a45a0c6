import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { diagramSvg } from '../../shared/layout/svg.ts'
import { CliError, textOption, usageError } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'
import { loadDot } from '../graphviz.ts'

export const render: CliCommand = {
  name: 'render',
  arguments: ['<design>'],
  summary: 'Draw the diagram as SVG, without a browser',
  options: [
    { flags: '-o, --output <file>', description: 'write there instead of stdout; ends with .svg' },
    { flags: '--theme <theme>', description: 'colours', choices: ['light', 'dark'], default: 'light' },
    { flags: '--arrange', description: 'lay the models out anew instead of using their places' },
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = ''], options) {
    const output = textOption(options, 'output')
    if (output !== undefined && !output.endsWith('.svg'))
      throw usageError('render writes SVG: name the output something.svg')
    const { doc } = await loadDesign(invocation, [source], options)
    const theme = options['theme'] === 'dark' ? 'dark' : 'light'
    const svg = diagramSvg(doc, { theme, arrange: options['arrange'] === true, engine: await loadDot() })
    const path = output === undefined ? null : resolve(invocation.cwd, output)
    if (path === null) return { json: { path, svg }, text: svg, exit: 0 }
    await writeFile(path, svg).catch((error: Error) => {
      throw new CliError(3, 'IO', `${path} cannot be written: ${error.message}`)
    })
    return {
      json: { path, bytes: Buffer.byteLength(svg) },
      text: `Drew ${Object.keys(doc.models).length} models to ${path}`,
      exit: 0,
    }
  },
}
