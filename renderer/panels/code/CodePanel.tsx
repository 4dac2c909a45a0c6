import { Copy, Download, FileDiff } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { EXPORTERS } from '../../../shared/exporters/registry.ts'
import type { Exporter } from '../../../shared/exporters/exporter.ts'
import { report } from '../../actions/run-action.ts'
import { useApp, usePrefs } from '../../app/app-context.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'
import { exportChoice } from '../export/export-choice.ts'
import { FoldedDiagnostics } from '../inspector/parts/ProblemList.tsx'
import styles from './CodePanel.module.css'
import { exporterOf } from './export-now.ts'
import { useLiveCode } from './use-live-code.ts'

/** The design as code, live. Targets of the same group are one choice away. */
export function CodePanel({ exporterId }: { readonly exporterId: string }) {
  const [chosen, setChosen] = useState(exporterId)
  const exporter = exporterOf(chosen)
  if (exporter === undefined) return <Empty title={t.code.missing} />
  const siblings = (EXPORTERS as readonly Exporter[]).filter(({ group }) => group === exporter.group)
  return <Code key={exporter.id} exporter={exporter} siblings={siblings} onChoose={setChosen} />
}

interface CodeProps {
  readonly exporter: Exporter
  readonly siblings: readonly Exporter[]
  readonly onChoose: (id: string) => void
}

function Code(props: CodeProps) {
  const { exporter } = props
  const isOnto = useStore(useApp().files, (s) => s.onto !== null)
  const { place, diagnostics, text } = useLiveCode(exporter)
  return (
    <div className={styles['panel']}>
      <CodeBar {...props} text={text} />
      {diagnostics.length > 0 && (
        <div className={styles['diagnostics']}>
          <FoldedDiagnostics diagnostics={diagnostics} />
        </div>
      )}
      {exporter.id === 'django' && isOnto && <p className={styles['note']}>{t.code.anew}</p>}
      <div ref={place} className={styles['code']} data-testid={`code-${exporter.id}`} />
    </div>
  )
}

/** Which target, how, and what can be done with the text. */
function CodeBar({ exporter, siblings, onChoose, text }: CodeProps & { readonly text: () => string }) {
  const { files, prefs, ui } = useApp()
  const onDelete = usePrefs((s) => s.onDelete)
  const hasSource = useStore(files, (s) => s.source !== null)
  const isOnto = useStore(files, (s) => s.onto !== null)

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text())
    notify({ title: t.ui.copied })
  }

  return (
    <div className={styles['bar']}>
      {siblings.length > 1 && (
        <Select
          small
          label={t.code.target}
          value={exporter.id}
          items={siblings.map(({ id, label }) => ({ value: id, label }))}
          onChange={onChoose}
        />
      )}
      {exporter.group === 'SQL' && (
        <Select
          small
          label="on_delete"
          value={onDelete}
          items={[
            { value: 'orm', label: t.code.onDelete.orm, text: t.code.onDeleteTexts.orm },
            { value: 'database', label: t.code.onDelete.database, text: t.code.onDeleteTexts.database },
          ]}
          onChange={(next) => prefs.set({ onDelete: next })}
        />
      )}
      <span className={styles['file']}>{exporter.fileName}</span>
      {exporter.id === 'django' && isOnto && (
        <Button small title={t.code.anew} onClick={() => void files.review().catch(report)}>
          {t.actions.review.label}
        </Button>
      )}
      {exporter.id === 'django' && hasSource && (
        <Button small onClick={() => void files.saveOnto().catch(report)}>
          {t.actions.saveOnto.label}
        </Button>
      )}
      <IconButton small label={t.ui.copy} icon={<Copy />} onClick={() => void copy().catch(report)} />
      <IconButton
        small
        label={t.code.saveAs(exporter.fileName)}
        icon={<Download />}
        onClick={() => void files.saveExport(exporter, text()).catch(report)}
      />
      <IconButton
        small
        label={t.exporting.compareLast}
        icon={<FileDiff />}
        onClick={() => {
          exportChoice.setState({ target: exporter.id, compare: true })
          ui.openDialog('export')
        }}
      />
    </div>
  )
}
