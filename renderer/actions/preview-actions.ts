import type { App } from '../app/app-context.tsx'
import { startOf } from '../data/data-store.ts'
import { showPane } from '../data/pane.ts'
import { usedFile } from '../preview/database/foreign-file.ts'
import { loadFixture, saveFixture } from '../preview/samples/fixture-files.ts'
import { notify } from '../ui/Toasts.tsx'
import { selectedTable } from '../data/selected-table.ts'
import { dataOf } from '../data/use-data.ts'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

/** Of every table, by the action; the menu above the tables has other numbers. */
const FILL_ROWS = 100

const hasRows = ({ preview }: App): boolean => preview.getState().session !== null
/** The sample database is what rows are made in; a file of others is not. */
const isOurs = ({ preview }: App): boolean => usedFile(preview.getState()) === null
const isSample = (app: App): boolean => hasRows(app) && isOurs(app)
const mayFill = (app: App): boolean => isSample(app) && app.preview.getState().filling === null

interface Made {
  readonly id: string
  readonly texts: { readonly label: string; readonly text: string }
  readonly keys: string
  readonly when: (app: App) => boolean
  readonly on?: (app: App) => boolean
  run(app: App): void | Promise<void>
}

const made = ({ id, texts, keys, when, on, run }: Made): Action<App> => ({
  id: `preview.${id}`,
  label: texts.label,
  description: texts.text,
  group: 'Preview',
  keys: [keys],
  isEnabled: when,
  ...(on === undefined ? {} : { isOn: on }),
  run,
})

const ROW_ACTIONS: readonly Action<App>[] = [
  made({
    id: 'fill',
    texts: t.actions.fill,
    keys: 'Q F',
    when: mayFill,
    async run({ preview }) {
      notify({ title: t.samples.filled(await preview.fill(FILL_ROWS)) })
    },
  }),
  made({
    id: 'samples',
    texts: t.actions.samples,
    keys: 'Q D',
    when: isOurs,
    run: ({ ui }) => ui.openDialog('samples'),
  }),
  made({ id: 'reset', texts: t.actions.resetRows, keys: 'Q Z', when: mayFill, run: ({ preview }) => preview.reset() }),
  made({ id: 'loadFixture', texts: t.actions.loadFixture, keys: 'Q I', when: isSample, run: loadFixture }),
  made({ id: 'saveFixture', texts: t.actions.saveFixture, keys: 'Q X', when: hasRows, run: saveFixture }),
]

const SHELL_ACTIONS: readonly Action<App>[] = [
  made({
    id: 'queries',
    texts: t.actions.queries,
    keys: 'Q V',
    when: () => true,
    run: ({ ui }) => ui.openDialog('queries'),
  }),
  made({
    id: 'keep',
    texts: t.actions.keepChanges,
    keys: 'Q K',
    when: () => true,
    on: ({ preview }) => preview.getState().write,
    run: ({ preview }) => preview.setWrite(!preview.getState().write),
  }),
  made({
    id: 'language',
    texts: t.actions.shellLanguage,
    keys: 'Q L',
    when: () => true,
    run({ ui, preview }) {
      preview.setLanguage(preview.getState().language === 'orm' ? 'sql' : 'orm')
      ui.showTab('preview')
      showPane('query')
      ui.focusOn('shell')
    },
  }),
]

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
  ...SHELL_ACTIONS,
  ...ROW_ACTIONS,
]
