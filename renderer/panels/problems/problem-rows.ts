/** The rows of the problems panel: a heading for each severity that occurs, its problems below it. */
import type { Diagnostic, Severity } from '../../../shared/diagnostics/diagnostic.ts'
import type { Resolution } from '../../../shared/relations/types.ts'
import { t } from '../../texts/texts.ts'

export type ProblemRow =
  | { readonly kind: 'header'; readonly severity: Severity; readonly count: number }
  | { readonly kind: 'problem'; readonly diagnostic: Diagnostic }

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

export function problemRows(all: readonly Diagnostic[], importError: Resolution['importError']): readonly ProblemRow[] {
  const known =
    importError === null || all.some((d) => d.message.includes(importError.message))
      ? all
      : [asDiagnostic(importError), ...all]
  return SEVERITIES.flatMap((severity): readonly ProblemRow[] => {
    const found = known.filter((d) => d.severity === severity)
    if (found.length === 0) return []
    return [
      { kind: 'header', severity, count: found.length },
      ...found.map((diagnostic): ProblemRow => ({ kind: 'problem', diagnostic })),
    ]
  })
}

/** Django would refuse the module as a whole. */
function asDiagnostic({ type, message }: { readonly type: string; readonly message: string }): Diagnostic {
  const subject = { kind: 'document', label: 'models.py' } as const
  return {
    code: type,
    severity: 'error',
    message: t.inspector.importError(type, message),
    hint: null,
    subject,
    fixes: [],
  }
}
