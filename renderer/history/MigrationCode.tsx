import { Copy, Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { MIGRATION_TARGETS } from '../../shared/migrations/registry.ts'
import { versionsOf } from '../../shared/migrations/migration.ts'
import type { MigrationText } from '../../shared/migrations/migration.ts'
import { commented } from '../../shared/migrations/notes.ts'
import { report } from '../actions/run-action.ts'
import { useApp } from '../app/app-context.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { notify } from '../ui/Toasts.tsx'
import { inWords, t } from '../texts/texts.ts'
import type { Comparison } from './compare.ts'
import styles from './HistoryPanel.module.css'

/** The migration as text to take along, in the words of the target that is chosen. */
export function MigrationCode({ comparison }: { readonly comparison: Comparison }) {
  const { files } = useApp()
  const [chosen, setChosen] = useState(MIGRATION_TARGETS[0]?.id ?? '')
  const versions = useMemo(() => versionsOf(comparison.before, comparison.after), [comparison])
  const target = MIGRATION_TARGETS.find(({ id }) => id === chosen)
  const text = useMemo(() => (target === undefined ? '' : inWordsOf(target.write(versions))), [target, versions])
  const words = t.history.compare
  if (target === undefined) return null

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text)
    notify({ title: t.ui.copied })
  }

  return (
    <div className={styles['code-part']}>
      <div className={styles['tools']}>
        <Select
          label={words.writtenFor}
          value={chosen}
          small
          items={MIGRATION_TARGETS.map(({ id, label }) => ({ value: id, label: inWords(label) }))}
          onChange={setChosen}
        />
        <IconButton
          small
          label={t.ui.copy}
          icon={<Copy />}
          aria-disabled={text === ''}
          onClick={() => void copy().catch(report)}
        />
        <IconButton
          small
          label={t.code.saveAs(target.fileName)}
          icon={<Download />}
          aria-disabled={text === ''}
          onClick={() => void files.saveText(target.fileName, text).catch(report)}
        />
      </div>
      {text === '' ? (
        <p>{words.noMigration}</p>
      ) : (
        // A region that scrolls has to take the focus, or the keyboard cannot reach its end.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles['text']} role="group" aria-label={inWords(target.label)} tabIndex={0}>
          {text}
        </pre>
      )}
    </div>
  )
}

/** The text with its notes, which are comments at its head, in the language of the page. */
function inWordsOf({ text, notes }: MigrationText): string {
  const line = (note: string): string => commented([note]).join('\n')
  const said = new Map(notes.map((note) => [line(note), line(inWords(note))]))
  return text
    .split('\n')
    .map((one) => said.get(one) ?? one)
    .join('\n')
}
