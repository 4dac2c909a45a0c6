import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { Checked } from '../../shared/relations/types.ts'
import { report } from '../actions/run-action.ts'
import { useEditor } from '../state/use-editor.tsx'
import { isStuck } from '../preview/preview-state.ts'
import { inWords, t } from '../texts/texts.ts'
import { useApp, useCompiled } from './app-context.tsx'
import styles from './StatusBar.module.css'

export function StatusBar() {
  const { models, relations } = useEditor((s) => s.size)
  return (
    <footer className={styles['bar']} data-pane="status" aria-label={t.frame.status}>
      <span>{t.frame.models(models)}</span>
      <span className={styles['second']}>{t.frame.relations(relations)}</span>
      <Problems />
      <OntoHint />
      <span className={styles['spring']} />
      <SampleState />
      <Zoom />
    </footer>
  )
}

/** Where saves go, for a design that was opened from Python files. */
function OntoHint() {
  const { files } = useApp()
  const isOnto = useStore(files, (s) => s.onto !== null)
  const label = useStore(files, (s) => s.label)
  if (!isOnto) return null
  return (
    <button
      type="button"
      className={styles['problems']}
      title={t.actions.review.label}
      onClick={() => void files.review().catch(report)}
    >
      {t.files.ontoHint(label)}
    </button>
  )
}

function levelOf(checked: Checked): { readonly errors: number; readonly warnings: number } {
  let errors = 0
  let warnings = 0
  for (const { severity } of checked.all) {
    if (severity === 'error') errors += 1
    else if (severity === 'warning') warnings += 1
  }
  return { errors, warnings }
}

function Problems() {
  const { ui } = useApp()
  const checked = useCompiled((s) => s.checked)
  const { errors, warnings } = levelOf(checked)
  const level = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'none'
  const Icon = { error: CircleAlert, warning: TriangleAlert, none: CircleCheck }[level]
  return (
    <button
      type="button"
      className={styles['problems']}
      data-level={level}
      title={t.frame.showProblems}
      onClick={() => ui.showTab('problems')}
    >
      <Icon aria-hidden />
      {t.frame.problems(errors, warnings)}
    </button>
  )
}

function Zoom() {
  const { canvas } = useApp()
  const percent = useSyncExternalStore(canvas.onZoom, () => Math.round(canvas.zoom() * 100))
  return <span>{t.frame.zoom(percent)}</span>
}

function SampleState() {
  const { preview, ui } = useApp()
  const state = useStore(preview, (s) => s.database)
  if (!isStuck(state)) return <span className={styles['sample']}>{t.preview.database(state)}</span>
  return (
    <button
      type="button"
      className={styles['problems']}
      data-level="error"
      title={inWords(state.message)}
      onClick={() => ui.showTab('preview')}
    >
      <CircleAlert aria-hidden />
      <span className={styles['words']}>{t.preview.stuck(state.file)}</span>
    </button>
  )
}
