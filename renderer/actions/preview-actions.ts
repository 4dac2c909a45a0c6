import type { App } from '../app/app-context.tsx'
import { startOf } from '../data/data-store.ts'
import { showPane } from '../data/pane.ts'
import { selectedTable } from '../data/selected-table.ts'
import { dataOf } from '../data/use-data.ts'
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
    id: 'preview.rows',
    label: t.actions.rows.label,
    description: t.actions.rows.text,
    group: 'Preview',
    keys: ['Q R'],
    isEnabled: () => true,
    run(app) {
      app.ui.showTab('preview')
      showPane('data')
      const table = selectedTable(app)
      if (table !== null) dataOf(app).goTo(startOf(table))
      app.ui.focusOn('rows')
    },
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
      showPane('query')
      ui.focusOn('shell')
    },
  },
]
