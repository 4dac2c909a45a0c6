import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { Diagnostic, Severity } from '../../../shared/diagnostics/diagnostic.ts'
import { applyFix } from '../problems/apply-fix.ts'
import { useApp } from '../../app/app-context.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import { diagnosticWords } from '../../texts/diagnostic-words.ts'
import { inWords, t } from '../../texts/texts.ts'
import styles from './ProblemList.module.css'

export const SEVERITY_ICON: Record<Severity, typeof Info> = { error: CircleAlert, warning: TriangleAlert, info: Info }

const isNote = ({ severity }: Diagnostic): boolean => severity === 'info'

/** What is wrong with the object that is shown stands first, with its repairs. */
export function ProblemList({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  return <DiagnosticList diagnostics={diagnostics.filter((one) => !isNote(one))} />
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

/** All of them, as they come. */
export function DiagnosticList({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
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
