import { useEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import { exportedText } from '../../../shared/exporters/exporter.ts'
import type { Exported, Exporter } from '../../../shared/exporters/exporter.ts'
import { useApp, usePrefs } from '../../app/app-context.tsx'
import type { EditorState } from '../../state/editor-store.ts'
import { useEditor } from '../../state/use-editor.tsx'
import { createCodeViewer } from './code-viewer.ts'
import type { CodeViewer } from './code-viewer.ts'
import { exportNow, optionsFor } from './export-now.ts'
import { fieldPlaces } from './field-places.ts'
import { LANGUAGES } from './languages.ts'

/** Quick enough to feel live, slow enough that a burst of typing exports once or twice. */
const DELAY_MS = 120
/** A large design takes its time: what an export costs must stay a small part of the page's time. */
const REST_FACTOR = 4
const MOST_DELAY_MS = 2000

interface LiveCode {
  /** Where the text is shown. */
  readonly place: RefObject<HTMLDivElement | null>
  readonly diagnostics: Exported['diagnostics']
  /** The text as of now. */
  text(): string
}

/** The design as that target's code in `place`: it follows edits and the selection, and a click in it selects. */
export function useLiveCode(exporter: Exporter): LiveCode {
  const app = useApp()
  const { compiled, editor } = app
  const onDelete = usePrefs((s) => s.onDelete)
  const options = useMemo(() => optionsFor(exporter, onDelete, {}), [exporter, onDelete])
  const place = useRef<HTMLDivElement>(null)
  const viewer = useRef<CodeViewer | null>(null)
  const exported = useRef<Exported | null>(null)
  const [diagnostics, setDiagnostics] = useState<Exported['diagnostics']>([])
  const selected = useEditor((s) => s.selection.models)
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
  return { place, diagnostics, text }
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
