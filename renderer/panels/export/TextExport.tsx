import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { compileDesign } from '../../../shared/schema/compile-design.ts'
import { partOf } from '../../../shared/document/part-of.ts'
import { exportedText } from '../../../shared/exporters/exporter.ts'
import type { Exporter, ExportOptions } from '../../../shared/exporters/exporter.ts'
import { countChanges, unifiedDiff } from '../../../shared/util/unified-diff.ts'
import { report } from '../../actions/run-action.ts'
import { useApp, usePrefs } from '../../app/app-context.tsx'
import type { Compiled } from '../../state/compiled-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { DiffText } from '../../ui/DiffText.tsx'
import input from '../../ui/Field.module.css'
import { ScrollText } from '../../ui/ScrollText.tsx'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { inWords, t } from '../../texts/texts.ts'
import { exportNow, optionsFor } from '../code/export-now.ts'
import { FoldedDiagnostics } from '../inspector/parts/ProblemList.tsx'
import { exportChoice } from './export-choice.ts'
import styles from './ExportDialog.module.css'
import { ExportButtons, ScopeField } from './ExportFrame.tsx'
import { useLastExport } from './last-export.ts'
import type { LastExport } from './last-export.ts'
import { modelsOf } from './scope.ts'
import type { Scope } from './scope.ts'

/** Of a large design only the beginning is shown; the whole is saved. */
const PREVIEW_CHARACTERS = 20_000

export function TextExport({ exporter }: { readonly exporter: Exporter }) {
  const { ui, editor, compiled, files } = useApp()
  const onDelete = usePrefs((s) => s.onDelete)
  const [extra, setExtra] = useState<ExportOptions['extra']>({})
  const [scope, setScope] = useState<Scope>('all')
  const last = useLastExport(exporter.id)
  const compare = useStore(exportChoice, (s) => s.compare) && last !== null
  const exported = useMemo(() => {
    const models = modelsOf(editor.getState(), scope)
    const whole = compiled.getState()
    const part: Compiled = models === null ? whole : { ...whole, ...compileDesign(partOf(whole.doc, models)) }
    return exportNow(exporter, part, optionsFor(exporter, onDelete, extra))
  }, [exporter, editor, compiled, onDelete, extra, scope])
  const text = useMemo(() => exportedText(exported), [exported])
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text)
    notify({ title: t.ui.copied })
  }
  function save(onto: LastExport | null): void {
    ui.closeDialog()
    const saved = onto === null ? files.saveExport(exporter, text) : files.saveExportOnto(exporter.id, onto, text)
    saved.catch(report)
  }
  return (
    <>
      <ExportButtons>
        <Button onClick={() => void copy().catch(report)}>{t.exporting.copy}</Button>
        <Button {...(last === null ? { look: 'primary' as const } : {})} onClick={() => save(null)}>
          {t.exporting.saveAs(exporter.fileName)}
        </Button>
        {last !== null && (
          <Button look="primary" onClick={() => save(last)}>
            {t.exporting.saveAgain(last.label)}
          </Button>
        )}
      </ExportButtons>
      <ScopeField scope={scope} onChange={setScope} />
      {exporter.group === 'SQL' && <OnDeleteField />}
      <Switches exporter={exporter} extra={extra} onChange={setExtra} />
      {last !== null && (
        <Check
          label={t.exporting.compare(last.label)}
          text={t.exporting.saveAgainText(last.label, new Date(last.at).toLocaleString())}
          checked={compare}
          onChange={(checked) => exportChoice.setState({ compare: checked })}
        />
      )}
      <FoldedDiagnostics diagnostics={exported.diagnostics} />
      {compare ? (
        <Comparison last={last} text={text} />
      ) : (
        <ScrollText className={styles['preview']} label={exporter.fileName}>
          {text.slice(0, PREVIEW_CHARACTERS)}
        </ScrollText>
      )}
    </>
  )
}

type Extra = ExportOptions['extra']

interface SwitchesProps {
  readonly exporter: Exporter
  readonly extra: Extra
  readonly onChange: (extra: Extra) => void
}

function Switches({ exporter, extra, onChange }: SwitchesProps) {
  if (exporter.options.length === 0) return null
  return (
    <div className={styles['switches']}>
      {exporter.options.map((option) =>
        typeof option.default === 'boolean' ? (
          <Check
            key={option.name}
            label={inWords(option.label)}
            checked={(extra[option.name] ?? option.default) === true}
            onChange={(checked) => onChange({ ...extra, [option.name]: checked })}
          />
        ) : (
          <label key={option.name} className={input['row']}>
            <span className={input['label']}>{inWords(option.label)}</span>
            <input
              className={input['input']}
              value={String(extra[option.name] ?? option.default)}
              onChange={({ target }) => onChange({ ...extra, [option.name]: target.value })}
            />
          </label>
        ),
      )}
    </div>
  )
}

function OnDeleteField() {
  const { prefs } = useApp()
  const onDelete = usePrefs((s) => s.onDelete)
  return (
    <div className={input['row']}>
      <span className={input['label']}>on_delete</span>
      <Select
        label="on_delete"
        value={onDelete}
        items={[
          { value: 'orm', label: t.code.onDelete.orm },
          { value: 'database', label: t.code.onDelete.database },
        ]}
        onChange={(next) => prefs.set({ onDelete: next })}
      />
      <p className={input['help']}>{t.code.onDeleteTexts[onDelete]}</p>
    </div>
  )
}

function Comparison({ last, text }: { readonly last: LastExport; readonly text: string }) {
  const before = last.text
  const { diff, added, removed } = useMemo(
    () => ({ diff: unifiedDiff(last.label, before ?? '', text), ...countChanges(before ?? '', text) }),
    [last.label, before, text],
  )
  if (before === null) return <p className={styles['note']}>{t.exporting.gone(last.label)}</p>
  if (diff === '') return <p className={styles['note']}>{t.exporting.same(last.label)}</p>
  return (
    <>
      <p className={styles['note']}>{t.exporting.changed(added, removed)}</p>
      <DiffText text={diff} label={t.exporting.compare(last.label)} />
    </>
  )
}
