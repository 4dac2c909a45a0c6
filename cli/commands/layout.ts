import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { applyCommand } from '../../shared/commands/registry.ts'
import { rootOf } from '../../shared/document/records.ts'
import { writeSideViews } from '../../shared/document/side-views.ts'
import { writeDocument } from '../../shared/document/write.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { arrangeWithAreas } from '../../shared/layout/arrange-view.ts'
import { CliError, textOption, usageError } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'
import { loadDot } from '../graphviz.ts'

export const layout: CliCommand = {
  name: 'layout',
  arguments: ['<design>'],
  summary: 'Arrange the models of every view, in their areas; locked ones stay',
  options: [{ flags: '-o, --output <file>', description: 'write there instead of over the design' }, ...DESIGN_OPTIONS],
  async run(invocation, [source = ''], options) {
    const design = await loadDesign(invocation, [source], options)
    const output = textOption(options, 'output')
    // Places of Python sources go into the file that keeps them, where there is one.
    const beside =
      output === undefined && design.views?.exists === true && design.views.isOurs ? design.views.path : null
    const path = output === undefined ? (design.path ?? beside) : resolve(invocation.cwd, output)
    if (path === null) throw usageError('This is imported or an example: -o FILE says where the arranged design goes')
    if (design.readOnly !== null && output === undefined) throw new CliError(1, 'READ_ONLY', design.readOnly)
    const engine = await loadDot()
    let { doc } = design
    let moved = 0
    for (const view of rootOf(doc).viewOrder) {
      const { areas, ...arranged } = arrangeWithAreas(doc, view, { engine })
      moved += arranged.moves.length
      doc = applyPatch(doc, applyCommand(doc, 'layout.apply', arranged))
      for (const area of areas) doc = applyPatch(doc, applyCommand(doc, 'area.set', area))
    }
    await writeFile(path, path === beside ? writeSideViews(doc) : writeDocument(doc)).catch((error: Error) => {
      throw new CliError(3, 'IO', `${path} cannot be written: ${error.message}`)
    })
    return { json: { path, moved }, text: `Placed ${moved} models in ${path}`, exit: 0 }
  },
}
