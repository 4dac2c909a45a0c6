import { hasErrors } from '../../shared/diagnostics/diagnostic.ts'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import { checkModels } from '../../shared/relations/checks/check-models.ts'
import { resolveDocument } from '../../shared/relations/resolve.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'
import { diagnosticLines } from '../output.ts'

export const check: CliCommand = {
  name: 'check',
  arguments: ['<design>'],
  summary: "Report what Django's system checks and our own rules find",
  options: DESIGN_OPTIONS,
  async run(invocation, [source = ''], options) {
    const design = await loadDesign(invocation, [source], options, 'return')
    const checked = checkModels(design.doc, resolveDocument(design.doc))
    const diagnostics = [...design.diagnostics, ...checked.all]
    return { json: diagnostics, text: report(diagnostics), exit: hasErrors(diagnostics) ? 1 : 0 }
  },
}

function report(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((d) => d.severity === severity).length
  const [errors, warnings, notes] = [count('error'), count('warning'), count('info')]
  const lines = diagnostics.flatMap(diagnosticLines)
  return [...lines, `${errors} errors, ${warnings} warnings, ${notes} notes`].join('\n')
}
