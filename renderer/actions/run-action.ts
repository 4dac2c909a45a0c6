import { CommandError } from '../../shared/commands/define-command.ts'
import { isFailure } from '../../shared/protocol/errors.ts'
import type { App } from '../app/app-context.tsx'
import { notify } from '../ui/Toasts.tsx'
import { inWords, t } from '../texts/texts.ts'
import type { AppAction } from './registry.ts'

/** Runs an action if it is possible now. What goes wrong is said on the page, in plain words. */
export function runAction(app: App, action: AppAction): void {
  if (!action.isEnabled(app)) return
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
