import { parseCommand } from '../../../shared/commands/registry.ts'
import type { Fix } from '../../../shared/diagnostics/diagnostic.ts'
import type { App } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'

/** Runs the command of a fix as one undo step; says so, or why not. */
export function applyFix({ editor, ui }: App, fix: Fix): void {
  try {
    const call = parseCommand(fix.command)
    editor.dispatchAll(fix.label, [call])
    ui.announce(fix.label)
  } catch (thrown) {
    report(thrown)
  }
}
