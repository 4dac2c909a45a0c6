import { Copy, Download, FileDiff } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import { EXPORTERS } from '../../../shared/exporters/registry.ts'
import type { Exported, Exporter } from '../../../shared/exporters/exporter.ts'
import { exportedText } from '../../../shared/exporters/exporter.ts'
import { report } from '../../actions/run-action.ts'
import { useApp, usePrefs } from '../../app/app-context.tsx'
import type { EditorState } from '../../state/editor-store.ts'
import { useEditor } from '../../state/use-editor.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'
import { FoldedDiagnostics } from '../inspector/ProblemList.tsx'
import { createCodeViewer } from './code-viewer.ts'
import type { CodeViewer } from './code-viewer.ts'
import styles from './CodePanel.module.css'
import { fieldPlaces } from './field-places.ts'
import { exporterOf, exportNow, optionsFor } from './export-now.ts'
import { exportChoice } from '../export/export-choice.ts'
import { LANGUAGES } from './languages.ts'

/** Quick enough to feel live, slow enough that a burst of typing exports once or twice. */
const DELAY_MS = 120
/** A large design takes its time: what an export costs must stay a small part of the page's time. */
const REST_FACTOR = 4
const MOST_DELAY_MS = 2000

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

function Code({ exporter, siblings, onChoose }: CodeProps) {
  const app = useApp()
  const { compiled, editor, files, prefs } = app
  const onDelete = usePrefs((s) => s.onDelete)
  const options = useMemo(() => optionsFor(exporter, onDelete, {}), [exporter, onDelete])
  const place = useRef<HTMLDivElement>(null)
  const viewer = useRef<CodeViewer | null>(null)
  const exported = useRef<Exported | null>(null)
  const [diagnostics, setDiagnostics] = useState<Exported['diagnostics']>([])
  const selected = useEditor((s) => s.selection.models)
  const hasSource = useStore(files, (s) => s.source !== null)
  const isOnto = useStore(files, (s) => s.onto !== null)
  const field = useEditor(fieldName)
  const picked = useRef<{ readonly model: ModelId; readonly field: FieldId | null } | null>(null)

  useEffect(() => {
    if (place.current === null) return
    const first = exportNow(exporter, compiled.getState(), options)
    exported.current = first
    setDiagnostics(first.diagnostics)
    const made = createCodeViewer({
      parent: place.current,
      label: exporter.label,
      language: LANGUAGES[exporter.language](),
      pieces: first.pieces,
      onPick(key, name) {
        const id = modelOf(key)
        const model = id === null ? undefined : app.editor.getState().doc.models[id]
        if (model === undefined) return
        const field = model.fields.find((one) => one.name === name)?.id ?? null
        picked.current = { model: model.id, field }
        app.editor.select({
          models: new Set([model.id]),
          field: field === null ? null : { model: model.id, field },
        })
        app.canvas.centerOn(model.id, field)
      },
      ...(exporter.language === 'python' ? { fieldsIn: fieldPlaces } : {}),
    })
    viewer.current = made
    made.mark(keysOf(editor.getState().selection.models), true, fieldName(editor.getState()))
    let timer: ReturnType<typeof setTimeout> | null = null
    let delayMs = DELAY_MS
    const stop = compiled.subscribe((state) => {
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(() => {
        const since = performance.now()
        const next = exportNow(exporter, state, options)
        delayMs = Math.min(MOST_DELAY_MS, Math.max(DELAY_MS, (performance.now() - since) * REST_FACTOR))
        exported.current = next
        setDiagnostics(next.diagnostics)
        made.show(next.pieces)
      }, delayMs)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
      made.destroy()
      viewer.current = null
    }
  }, [app, compiled, editor, exporter, options])

  useEffect(() => {
    // A click in this pane selects without moving the text under the pointer.
    const isOwn = selected.size === 1 && picked.current !== null && selected.has(picked.current.model)
    picked.current = null
    viewer.current?.mark(keysOf(selected), !isOwn, field)
  }, [selected, field])

  const text = (): string => (exported.current === null ? '' : exportedText(exported.current))
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text())
    notify({ title: t.ui.copied })
  }
  return (
    <div className={styles['panel']}>
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
            app.ui.openDialog('export')
          }}
        />
      </div>
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

/** The selected field's name: a renamed one is marked under its new name. */
function fieldName({ doc, selection: { field } }: EditorState): string | null {
  if (field === null) return null
  return doc.models[field.model]?.fields.find(({ id }) => id === field.field)?.name ?? null
}

/** The model of a piece; a join table's is the one that declares it. */
function modelOf(key: string): ModelId | null {
  if (!key.startsWith('join:')) return key as ModelId
  const model = key.slice('join:'.length).split('/')[0]
  return model === undefined ? null : (model as ModelId)
}

function keysOf(models: ReadonlySet<ModelId>): ReadonlySet<string> {
  return models as ReadonlySet<string>
}
