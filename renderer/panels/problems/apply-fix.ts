import { parseCommand } from '../../../shared/commands/registry.ts'
import type { Fix } from '../../../shared/diagnostics/diagnostic.ts'
import type { App } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
import { stepName } from '../../history/step-name.ts'

/** Several as one step; where they are at odds with each other, each that can be is done by itself. */
export function applyFixes(app: App, label: string, fixes: readonly Fix[]): void {
  const { editor, ui } = app
  try {
    editor.dispatchAll(
      label,
      fixes.map((fix) => parseCommand(fix.command)),
    )
    ui.announce(label)
  } catch {
    for (const fix of fixes) applyFix(app, fix)
  }
}

/** Runs the command of a fix as one undo step; says so, or why not. */
export function applyFix({ editor, ui }: App, fix: Fix): void {
  try {
    const call = parseCommand(fix.command)
    editor.dispatchAll(fix.label, [call])
    ui.announce(stepName(fix.label))
  } catch (thrown) {
    report(thrown)
  }
}
