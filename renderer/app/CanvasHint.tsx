import { useStore } from 'zustand'
import { canvasStore } from '../canvas/canvas-store.ts'
import { actionOf } from '../actions/registry.ts'
import { runAction } from '../actions/run-action.ts'
import { useEditor } from '../state/use-editor.tsx'
import { Button } from '../ui/Button.tsx'
import { Keys } from '../ui/Keys.tsx'
import { t } from '../texts/texts.ts'
import { useApp, usePrefs, useUi } from './app-context.tsx'
import styles from './CanvasHint.module.css'

/** On an empty canvas: what to do first. After the first model: how to relate it. */
export function CanvasHint() {
  const app = useApp()
  const isEmpty = useEditor((s) => s.size.models === 0)
  // The card that draws the first model with the user says the same.
  const isWelcome = useUi((s) => s.welcome)
  const isTaught = usePrefs((s) => s.tourBegun) && isWelcome
  const isOutside = useStore(canvasStore, (s) => s.isEmpty && s.preview === null)
  if (!isEmpty && isOutside) return <EmptyView />
  if (!isEmpty || isTaught) return null
  return (
    <div className={styles['hint']}>
      <h2 className={styles['title']}>{t.hint.title}</h2>
      <p>{t.hint.text}</p>
      <div className={styles['actions']}>
        <Button look="primary" onClick={() => runAction(app, actionOf('canvas.addModel'))}>
          {t.actions.addModel.label}
          <Keys keys={actionOf('canvas.addModel').keys[0] ?? ''} />
        </Button>
        <Button onClick={() => runAction(app, actionOf('file.examples'))}>{t.hint.example}</Button>
        <Button onClick={() => runAction(app, actionOf('file.import'))}>{t.hint.import}</Button>
      </div>
    </div>
  )
}

/** A view without members: its models are elsewhere. */
function EmptyView() {
  const app = useApp()
  return (
    <div className={styles['hint']}>
      <h2 className={styles['title']}>{t.views.empty}</h2>
      <p>{t.views.emptyText}</p>
      <div className={styles['actions']}>
        <Button look="primary" onClick={() => runAction(app, actionOf('view.models'))}>
          {t.views.addModels}
        </Button>
      </div>
    </div>
  )
}
