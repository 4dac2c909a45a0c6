import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

export const PREVIEW_ACTIONS: readonly Action<App>[] = [
  {
    id: 'preview.run',
    label: t.actions.run.label,
    description: t.actions.run.text,
    group: 'Preview',
    keys: ['Mod+Enter'],
    isEnabled: ({ preview }) => preview.getState().running === null,
    run({ ui, preview }) {
      ui.showTab('preview')
      return preview.run()
    },
  },
  {
    id: 'preview.cancel',
    label: t.actions.cancelQuery.label,
    description: t.actions.cancelQuery.text,
    group: 'Preview',
    keys: [],
    isEnabled: ({ preview }) => preview.getState().running !== null,
    run: ({ preview }) => preview.cancel(),
  },
  {
    id: 'preview.shell',
    label: t.actions.shell.label,
    description: t.actions.shell.text,
    group: 'Preview',
    keys: ['Mod+`'],
    inText: true,
    isEnabled: () => true,
    run({ ui }) {
      ui.showTab('preview')
      ui.focusOn('shell')
    },
  },
]
