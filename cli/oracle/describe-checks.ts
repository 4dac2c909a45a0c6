/** Diagnostics in the form in which Django's answers are recorded. */
import { byCodePoint } from '../../shared/relations/describe.ts'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'

interface DescribedCheck {
  readonly id: string
  readonly level: string
  readonly on: 'model' | 'field' | 'other'
  readonly object: string | null
  readonly msg: string
  readonly hint: string | null
}

/** Checks that name no object. */
const WITHOUT_OBJECT: ReadonlySet<string> = new Set([
  'models.E001',
  'models.E002',
  'models.E017',
  'models.E029',
  'models.E030',
  'models.E031',
  'models.E032',
])

export function describeChecks(diagnostics: readonly Diagnostic[]): readonly DescribedCheck[] {
  const rows = diagnostics.filter((found) => !found.code.startsWith('relata.')).map(describeCheck)
  return rows.toSorted(
    (a, b) => byCodePoint(a.object ?? '', b.object ?? '') || byCodePoint(a.id, b.id) || byCodePoint(a.msg, b.msg),
  )
}

function describeCheck(found: Diagnostic): DescribedCheck {
  const { code, message, hint } = found
  return { id: code, level: levelOf(found), ...objectOf(found), msg: message, hint }
}

function levelOf({ code, severity }: Diagnostic): string {
  if (/\.C\d+$/.test(code)) return 'CRITICAL'
  return { error: 'ERROR', warning: 'WARNING', info: 'INFO' }[severity]
}

function objectOf({ code, message, subject }: Diagnostic): Pick<DescribedCheck, 'on' | 'object'> {
  if (WITHOUT_OBJECT.has(code)) return { on: 'other', object: null }
  // Django hands out the waiting function itself.
  if (code === 'models.E022') return { on: 'other', object: message.split(' contains a lazy reference')[0] ?? '' }
  if (subject.kind === 'model' || subject.kind === 'field') return { on: subject.kind, object: subject.label }
  return { on: 'other', object: subject.label }
}
