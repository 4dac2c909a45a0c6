import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { Diagnostic, Severity } from '../../../../shared/diagnostics/diagnostic.ts'
import { applyFix } from '../../problems/apply-fix.ts'
import { useApp } from '../../../app/app-context.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Section.tsx'
import { diagnosticWords } from '../../../texts/diagnostic-words.ts'
import { inWords, t } from '../../../texts/texts.ts'
import styles from './ProblemList.module.css'

export const SEVERITY_ICON: Record<Severity, typeof Info> = { error: CircleAlert, warning: TriangleAlert, info: Info }

/** More than these would take the room of what they are about. */
const MOST_OPEN = 2

const isNote = ({ severity }: Diagnostic): boolean => severity === 'info'

const isError = ({ severity }: Diagnostic): boolean => severity === 'error'

/** What is wrong with the object that is shown stands first, with its repairs; of many the first, errors before all. */
export function ProblemList({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const problems = diagnostics.filter((one) => !isNote(one)).toSorted((a, b) => Number(isError(b)) - Number(isError(a)))
  const shown = problems.length > MOST_OPEN + 1 ? MOST_OPEN : problems.length
  const rest = problems.slice(shown)
  return (
    <>
      <DiagnosticList diagnostics={problems.slice(0, shown)} />
      {rest.length > 0 && (
        <details className={styles['folded']}>
          <summary data-severity={rest.some(isError) ? 'error' : 'warning'}>{t.problems.more(rest.length)}</summary>
          <DiagnosticList diagnostics={rest} />
        </details>
      )}
    </>
  )
}

/** Advice about it waits at the end: it is no reason to interrupt anybody. */
export function NoteList({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const notes = diagnostics.filter(isNote)
  if (notes.length === 0) return null
  return (
    <Section title={t.inspector.notes(notes.length)} open={false}>
      <DiagnosticList diagnostics={notes} />
    </Section>
  )
}

/** What a whole text or file has to say: a few as they are, many behind one line that counts them. */
export function FoldedDiagnostics({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  if (diagnostics.length <= MOST_OPEN) return <DiagnosticList diagnostics={diagnostics} showSubject />
  const of = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length
  const [errors, warnings, notes] = [of('error'), of('warning'), of('info')]
  const worst: Severity = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'info'
  const Icon = SEVERITY_ICON[worst]
  return (
    <details className={styles['folded']} open={errors > 0}>
      <summary data-severity={worst}>
        <Icon size={16} aria-hidden />
        {t.problems.counted(errors, warnings, notes)}
      </summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <div className={styles['unfolded']} tabIndex={0} role="region" aria-label={t.dock.tabs.problems}>
        <DiagnosticList diagnostics={diagnostics} showSubject />
      </div>
    </details>
  )
}

interface DiagnosticListProps {
  readonly diagnostics: readonly Diagnostic[]
  /** Says what each is about, where that is not on the screen anyway. */
  readonly showSubject?: boolean
}

/** All of them, as they come. */
function DiagnosticList({ diagnostics, showSubject = false }: DiagnosticListProps) {
  const app = useApp()
  if (diagnostics.length === 0) return null
  return (
    <ul className={styles['list']} aria-label={t.dock.tabs.problems}>
      {diagnostics.map((diagnostic, index) => {
        const Icon = SEVERITY_ICON[diagnostic.severity]
        const { message, hint } = diagnosticWords(diagnostic)
        return (
          <li key={`${diagnostic.code} ${index}`} className={styles['item']} data-severity={diagnostic.severity}>
            <Icon size={16} role="img" aria-label={t.problems.severities[diagnostic.severity]} />
            <div className={styles['body']}>
              <p>{message}</p>
              {showSubject && diagnostic.subject.kind !== 'document' && (
                <code className={styles['subject']}>{diagnostic.subject.label}</code>
              )}
              {hint !== null && <p className={styles['hint']}>{hint}</p>}
              {diagnostic.fixes.length > 0 && (
                <div className={styles['fixes']}>
                  {diagnostic.fixes.map((fix) => (
                    <Button key={fix.label} small onClick={() => applyFix(app, fix)}>
                      {inWords(fix.label)}
                    </Button>
                  ))}
                </div>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
