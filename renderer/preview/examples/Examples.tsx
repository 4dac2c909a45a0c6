import { useMemo } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { inSqliteNames } from '../../../shared/exporters/sqlite-names.ts'
import { CodeText } from '../../ui/CodeText.tsx'
import { exampleQueries } from './example-queries.ts'
import styles from './Examples.module.css'

/** Queries of this design to try: a click puts one into the shell and runs it. */
export function Examples() {
  const { preview, compiled, ui } = useApp()
  const language = useStore(preview, (s) => s.language)
  // Of a large design the checks follow a pause; so do these, and a letter typed costs nothing here.
  const checked = useCompiled((s) => s.checked)
  const examples = useMemo(
    () => exampleQueries(inSqliteNames(compiled.shown.getState()).resolution, language),
    // oxlint-disable-next-line react/exhaustive-deps -- `checked` says when
    [checked, compiled, language],
  )
  if (examples.length === 0) return null
  return (
    <ul className={styles['list']} aria-label={t.preview.examples.title}>
      {examples.map(({ shows, code }) => (
        <li key={shows}>
          <button
            type="button"
            className={styles['example']}
            onClick={() => {
              preview.setCode(language, code)
              void preview.run().catch(report)
              // The examples give way to the answer: one goes on in the query.
              ui.focusOn('shell')
            }}
          >
            <CodeText>{code}</CodeText>
            <span>{t.preview.examples[shows]}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
