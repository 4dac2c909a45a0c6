import type { CommandType, ParamsOf } from '../../../shared/commands/registry.ts'
import { useApp } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
import { useEditor } from '../../state/use-editor.tsx'

/** How the inspector changes the design: a refused edit is said, typing is one undo step. */
export function useEdit() {
  const { editor } = useApp()
  const disabled = useEditor((s) => s.readOnly !== null)
  return {
    disabled,
    edit<T extends CommandType>(type: T, params: ParamsOf<T>): void {
      try {
        editor.dispatch(type, params)
      } catch (thrown) {
        report(thrown)
      }
    },
    /** Ends a burst of typing. */
    done: (): void => editor.seal(),
  }
}
