import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

export const EDIT_ACTIONS: readonly Action<App>[] = [
  {
    id: 'edit.undo',
    label: t.actions.undo.label,
    description: t.actions.undo.text,
    group: 'Edit',
    keys: ['Mod+Z'],
    isEnabled: ({ editor }) => editor.getState().history.past.length > 0,
    run({ editor, ui }) {
      const label = editor.undo()
      if (label !== null) ui.announce(t.actions.undone(label))
    },
  },
  {
    id: 'edit.redo',
    label: t.actions.redo.label,
    description: t.actions.redo.text,
    group: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isEnabled: ({ editor }) => editor.getState().history.future.length > 0,
    run({ editor, ui }) {
      const label = editor.redo()
      if (label !== null) ui.announce(t.actions.redone(label))
    },
  },
]
