import { useStore } from 'zustand'
import { actionOf } from '../actions/registry.ts'
import { runAction } from '../actions/run-action.ts'
import { useApp, useUi } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { Button } from '../ui/Button.tsx'
import { t } from '../texts/texts.ts'
import { compareStore, endComparing } from './compare-store.ts'
import styles from './EarlierBar.module.css'
import { lookNow, lookStore } from './look-back.ts'
import { stepName } from './step-name.ts'
import { timelineOf } from './timeline.ts'

/** On the drawing while it is not the design's present, and the panel that says so is out of sight: what it is, and the way back. */
export function EarlierBar() {
  const app = useApp()
  const point = useStore(lookStore, (s) => s.point)
  const isComparing = useStore(compareStore, (s) => s.comparison !== null)
  const isSaid = useUi((s) => s.dockTab === 'history' && !s.folded.dock)
  const history = useEditor((s) => s.history)
  if (isSaid || (point === null && !isComparing)) return null
  const step = point === null ? undefined : timelineOf(history).steps[point - 1]
  const words = t.history.bar
  return (
    <div className={styles['bar']} role="status">
      <span className={styles['text']}>
        {point === null ? words.comparing : words.earlier(step === undefined ? null : stepName(step.label))}
      </span>
      <Button small onClick={() => runAction(app, actionOf('view.history'))}>
        {words.show}
      </Button>
      <Button
        small
        look="primary"
        onClick={() => {
          if (point === null) endComparing(app)
          else lookNow(app)
          app.canvas.focus()
        }}
      >
        {point === null ? t.history.compare.end : t.history.back}
      </Button>
    </div>
  )
}
