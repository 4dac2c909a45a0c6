import { useMemo, useState } from 'react'
import { EXPORTERS } from '../../../shared/exporters/registry.ts'
import { exportedText } from '../../../shared/exporters/exporter.ts'
import type { Exporter } from '../../../shared/exporters/exporter.ts'
import { report } from '../../actions/run-action.ts'
import { useApp, usePrefs } from '../../app/app-context.tsx'
import { Button } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import input from '../../ui/Field.module.css'
import { ScrollText } from '../../ui/ScrollText.tsx'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'
import { DiagnosticList } from '../inspector/ProblemList.tsx'
import styles from './CodePanel.module.css'
import { exportNow, optionsFor } from './export-now.ts'

const TARGETS: readonly Exporter[] = EXPORTERS
/** Of a large design only the beginning is shown; the whole is saved. */
const PREVIEW_CHARACTERS = 20_000

/** Every target, its switches, what it says about this design, and the text. */
export function ExportDialog() {
  const { ui, compiled, files, prefs } = useApp()
  const onDelete = usePrefs((s) => s.onDelete)
  const [id, setId] = useState<string>(TARGETS[0]?.id ?? '')
  const [extra, setExtra] = useState<Readonly<Record<string, boolean | string>>>({})
  const exporter = TARGETS.find((one) => one.id === id)
  const exported = useMemo(
    () =>
      exporter === undefined ? null : exportNow(exporter, compiled.getState(), optionsFor(exporter, onDelete, extra)),
    [exporter, compiled, onDelete, extra],
  )
  if (exporter === undefined || exported === null) return null
  const text = exportedText(exported)
  const groups = [...new Set(TARGETS.map(({ group }) => group))]
  const close = (): void => ui.closeDialog()
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text)
    notify({ title: t.ui.copied })
  }
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={t.code.exportTitle}
      footer={
        <>
          <Button onClick={() => void copy().catch(report)}>{t.ui.copy}</Button>
          <Button
            look="primary"
            onClick={() => {
              close()
              files.saveText(exporter.fileName, text).catch(report)
            }}
          >
            {t.code.saveAs(exporter.fileName)}
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <div className={styles['targets']} role="group" aria-label={t.code.target}>
          {groups.map((group) => (
            <div key={group}>
              <p className={styles['group']}>{group}</p>
              {TARGETS.filter((one) => one.group === group).map((one) => (
                <button
                  key={one.id}
                  type="button"
                  aria-pressed={one.id === id}
                  className={styles['target']}
                  onClick={() => setId(one.id)}
                >
                  {one.label}
                </button>
              ))}
            </div>
          ))}
        </div>
        <div className={styles['settings']}>
          {exporter.group === 'SQL' && (
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
          )}
          {exporter.options.map((option) =>
            typeof option.default === 'boolean' ? (
              <Check
                key={option.name}
                label={option.label}
                checked={(extra[option.name] ?? option.default) === true}
                onChange={(checked) => setExtra({ ...extra, [option.name]: checked })}
              />
            ) : (
              <label key={option.name} className={input['row']}>
                <span className={input['label']}>{option.label}</span>
                <input
                  className={input['input']}
                  value={String(extra[option.name] ?? option.default)}
                  onChange={({ target }) => setExtra({ ...extra, [option.name]: target.value })}
                />
              </label>
            ),
          )}
          <DiagnosticList diagnostics={exported.diagnostics} />
          <ScrollText className={styles['preview']} label={exporter.fileName}>
            {text.slice(0, PREVIEW_CHARACTERS)}
          </ScrollText>
        </div>
      </div>
    </Dialog>
  )
}
