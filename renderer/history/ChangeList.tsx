import { Minus, Plus, Pencil } from 'lucide-react'
import { useMemo } from 'react'
import { useApp } from '../app/app-context.tsx'
import { Section } from '../ui/Section.tsx'
import { t } from '../texts/texts.ts'
import { goToChange } from './compare-store.ts'
import type { ChangeKind, Comparison } from './compare.ts'
import { MigrationCode } from './MigrationCode.tsx'
import { schemaSteps } from './schema-words.ts'
import styles from './HistoryPanel.module.css'

const ICONS: Record<ChangeKind, React.ReactNode> = {
  added: <Plus aria-hidden />,
  removed: <Minus aria-hidden />,
  changed: <Pencil aria-hidden />,
}

/** More differences than these are another design. */
const ROWS = 400

/** What differs, in words, each leading to its place; and what it means for the tables. */
export function ChangeList({ comparison }: { readonly comparison: Comparison }) {
  const app = useApp()
  const { changes } = comparison
  const words = t.history.compare
  const steps = useMemo(() => schemaSteps(comparison.before, comparison.after), [comparison])
  if (changes.length === 0) {
    return (
      <p className={styles['same']}>
        <strong>{words.same}</strong> {words.sameText}
      </p>
    )
  }
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot reach its end.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroller']} role="group" aria-label={words.list} tabIndex={0}>
      <ul>
        {changes.slice(0, ROWS).map((change) => (
          <li key={`${change.kind} ${change.model} ${change.field ?? ''}`}>
            <button
              type="button"
              className={styles['change']}
              data-kind={change.kind}
              onClick={() => goToChange(app, change)}
            >
              <span className={styles['kind']}>{ICONS[change.kind]}</span>
              <span className={styles['code']}>{change.label}</span>
              <span className={styles['about']}>
                {change.details.length === 0
                  ? words.kinds[change.kind]
                  : change.details.map(({ what, before, after }) => words.detail(what, before, after)).join('; ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Section title={words.migration} open>
        {steps.length === 0 && <p>{words.noMigration}</p>}
        <ul>
          {steps.slice(0, ROWS).map(({ kind, table, name, was, loses }) => (
            <li key={`${kind} ${table} ${name}`} className={styles['migration']}>
              <span className={styles['code']}>{words.step[kind](table, name, was)}</span>
              {loses && <span className={styles['loses']}>{words.loses}</span>}
            </li>
          ))}
        </ul>
      </Section>
      {steps.length > 0 && (
        <Section title={words.code} open>
          <MigrationCode comparison={comparison} />
        </Section>
      )}
    </div>
  )
}
