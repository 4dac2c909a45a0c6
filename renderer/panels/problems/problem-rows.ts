/** The rows of the problems panel: a heading for each severity that occurs, its problems below it. */
import type { Diagnostic, Fix, Severity } from '../../../shared/diagnostics/diagnostic.ts'
import type { Resolution } from '../../../shared/relations/types.ts'
import { t } from '../../texts/texts.ts'

export type ProblemRow =
  | { readonly kind: 'header'; readonly severity: Severity; readonly count: number }
  | {
      readonly kind: 'problem'
      readonly diagnostic: Diagnostic
      /** On the first of several alike: a repair of each, to be done together. */
      readonly together: readonly Fix[]
    }

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
      ...found.map((diagnostic): ProblemRow => ({
        kind: 'problem',
        diagnostic,
        together: togetherWith(diagnostic, found),
      })),
    ]
  })
}

/** Errors are looked at one by one: repairs of two that clash would undo each other. */
function togetherWith(first: Diagnostic, found: readonly Diagnostic[]): readonly Fix[] {
  if (first.severity === 'error' || first.fixes.length !== 1) return []
  if (found.find(({ code }) => code === first.code) !== first) return []
  const fixes = found.flatMap(({ code, fixes }) => (code === first.code ? fixes.slice(0, 1) : []))
  return fixes.length > 1 ? fixes : []
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
