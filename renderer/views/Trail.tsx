import { ChevronRight } from 'lucide-react'
import { useApp } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { t } from '../texts/texts.ts'
import { goToModel } from './go.ts'
import styles from './ViewBar.module.css'

/** Where one is, from the app down to the field; each part leads there. */
export function Trail() {
  const app = useApp()
  const model = useEditor((s) => {
    const id = s.selection.field?.model ?? (s.selection.models.size === 1 ? [...s.selection.models][0] : undefined)
    return id === undefined ? undefined : s.doc.models[id]
  })
  const label = useEditor((s) => (model === undefined ? '' : (s.doc.apps[model.app]?.label ?? '')))
  const field = useEditor((s) => model?.fields.find(({ id }) => id === s.selection.field?.field))
  if (model === undefined) return null
  const ofApp = () => Object.values(app.editor.getState().doc.models).filter((other) => other.app === model.app)
  return (
    <nav className={styles['trail']} aria-label={t.views.trail}>
      <button type="button" onClick={() => app.editor.select({ models: new Set(ofApp().map(({ id }) => id)) })}>
        {label}
      </button>
      <ChevronRight aria-hidden />
      <button
        type="button"
        aria-current={field === undefined ? 'location' : undefined}
        onClick={() => goToModel(app, model.id)}
      >
        {model.name}
      </button>
      {field !== undefined && (
        <>
          <ChevronRight aria-hidden />
          <button type="button" aria-current="location" onClick={() => goToModel(app, model.id, field.id)}>
            {field.name}
          </button>
        </>
      )}
    </nav>
  )
}
