import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { writeSideViews } from '../../shared/document/file/side-views.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { arrangedDesign } from '../arranged.ts'
import { CliError, textOption, usageError } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const layout: CliCommand = {
  name: 'layout',
  arguments: ['<design>'],
  summary: 'Arrange the models of every view, in their areas; locked ones stay',
  options: [
    { flags: '--by-app', description: 'draw an area for each app, and its models in it' },
    { flags: '-o, --output <file>', description: 'write there instead of over the design' },
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = ''], options) {
    const design = await loadDesign(invocation, [source], options)
    const output = textOption(options, 'output')
    // Places of Python sources go into the file that keeps them, where there is one.
    const beside =
      output === undefined && design.views?.exists === true && design.views.isOurs ? design.views.path : null
    const path = output === undefined ? (design.path ?? beside) : resolve(invocation.cwd, output)
    if (path === null) throw usageError('This is imported or an example: -o FILE says where the arranged design goes')
    if (design.readOnly !== null && output === undefined) throw new CliError(1, 'READ_ONLY', design.readOnly)
    const { doc, moved } = await arrangedDesign(design.doc, { byApp: options['byApp'] === true })
    await writeFile(path, path === beside ? writeSideViews(doc) : writeDocument(doc)).catch((error: Error) => {
      throw new CliError(3, 'IO', `${path} cannot be written: ${error.message}`)
    })
    return { json: { path, moved }, text: `Placed ${moved} models in ${path}`, exit: 0 }
  },
}
