import { CommandError } from '../../shared/commands/define-command.ts'
import { isFailure } from '../../shared/protocol/errors.ts'
import type { App } from '../app/app-context.tsx'
import { notify } from '../ui/Toasts.tsx'
import { inWords, t } from '../texts/texts.ts'
import { NEEDS } from './needs.ts'
import type { AppAction } from './registry.ts'

/** Why the action is not possible now, in words; null: it is. */
export function obstacleOf(app: App, action: AppAction): string | null {
  if (action.isEnabled(app)) return null
  const need = NEEDS.get(action.id)
  const { selection, readOnly } = app.editor.getState()
  if (need !== undefined && selection.models.size + selection.areas.size + selection.notes.size === 0)
    return t.palette.needs[need]
  if (readOnly !== null) return readOnly
  return need === undefined || need === 'thing' || need === 'model' ? t.palette.needs.other : t.palette.needs[need]
}

/** Runs an action if it is possible now; else says why not. What goes wrong is said on the page, in plain words. */
export function runAction(app: App, action: AppAction): void {
  const obstacle = obstacleOf(app, action)
  if (obstacle !== null) return app.ui.announce(obstacle)
  try {
    const running = action.run(app)
    if (running instanceof Promise) running.catch((thrown: unknown) => report(thrown))
  } catch (thrown) {
    report(thrown)
  }
}

/** Shows a refused edit or a failure of the world; our own mistakes go on as errors. */
export function report(thrown: unknown): void {
  if (thrown instanceof CommandError)
    return notify({ title: t.errors.notDone, text: inWords(thrown.message), kind: 'error' })
  if (isFailure(thrown)) {
    if (thrown.code === 'CANCELLED') return
    return notify({ title: t.errors.codes[thrown.code], text: inWords(thrown.message), kind: 'error' })
  }
  throw thrown
}
