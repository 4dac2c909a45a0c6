import type { App } from '../app/app-context.tsx'
import { stepName } from '../history/step-name.ts'
import type { RenameTarget } from '../rename/rename-plan.ts'
import { renameStore } from '../rename/rename-store.ts'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

export const EDIT_ACTIONS: readonly Action<App>[] = [
  {
    id: 'edit.undo',
    label: t.actions.undo.label,
    description: t.actions.undo.text,
    group: 'Edit',
    keys: ['Mod+Z'],
    isEnabled: ({ editor }) => editor.getState().readOnly === null && editor.getState().history.past.length > 0,
    run({ editor, ui }) {
      const label = editor.undo()
      if (label !== null) ui.announce(t.actions.undone(stepName(label)))
    },
  },
  {
    id: 'edit.redo',
    label: t.actions.redo.label,
    description: t.actions.redo.text,
    group: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isEnabled: ({ editor }) => editor.getState().readOnly === null && editor.getState().history.future.length > 0,
    run({ editor, ui }) {
      const label = editor.redo()
      if (label !== null) ui.announce(t.actions.redone(stepName(label)))
    },
  },
  {
    id: 'edit.renameEverywhere',
    label: t.actions.renameEverywhere.label,
    description: t.actions.renameEverywhere.text,
    group: 'Edit',
    keys: ['Shift+F2'],
    isEnabled: (app) => app.editor.getState().readOnly === null && renameTarget(app) !== null,
    run(app) {
      renameStore.setState({ target: renameTarget(app) })
      app.ui.openDialog('rename')
    },
  },
]

/** The selected field, else the one model that is selected. */
function renameTarget({ editor }: App): RenameTarget | null {
  const { selection } = editor.getState()
  if (selection.field !== null) return selection.field
  const [model] = selection.models
  return model === undefined || selection.models.size > 1 ? null : { model, field: null }
}
