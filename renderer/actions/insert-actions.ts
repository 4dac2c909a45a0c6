import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

export const INSERT_ACTIONS: readonly Action<App>[] = [
  {
    id: 'relation.assistant',
    label: t.actions.assistant.label,
    description: t.actions.assistant.text,
    group: 'Insert',
    keys: ['Shift+R'],
    isEnabled: ({ editor }) => editor.getState().readOnly === null && editor.getState().size.models > 0,
    run: ({ ui }) => ui.openDialog('assistant'),
  },
]
