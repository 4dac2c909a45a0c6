import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

const always = () => true

export const FILE_ACTIONS: readonly Action<App>[] = [
  {
    id: 'file.new',
    label: t.actions.new.label,
    description: t.actions.new.text,
    group: 'File',
    keys: ['Mod+Alt+N'],
    inText: true,
    isEnabled: always,
    run: ({ files }) => files.create(),
  },
  {
    id: 'file.open',
    label: t.actions.open.label,
    description: t.actions.open.text,
    group: 'File',
    keys: ['Mod+O'],
    inText: true,
    isEnabled: always,
    run: ({ files }) => files.chooseAndOpen(),
  },
  {
    id: 'file.examples',
    label: t.actions.examples.label,
    description: t.actions.examples.text,
    group: 'File',
    keys: [],
    isEnabled: always,
    run: ({ ui }) => ui.openDialog('examples'),
  },
  {
    id: 'file.import',
    label: t.actions.import.label,
    description: t.actions.import.text,
    group: 'File',
    keys: ['Mod+Shift+O'],
    isEnabled: always,
    run: ({ files }) => files.chooseAndImport(),
  },
  {
    id: 'file.save',
    label: t.actions.save.label,
    description: t.actions.save.text,
    group: 'File',
    keys: ['Mod+S'],
    inText: true,
    isEnabled: always,
    run: ({ files }) => files.save().then(() => {}),
  },
  {
    id: 'file.saveAs',
    label: t.actions.saveAs.label,
    description: t.actions.saveAs.text,
    group: 'File',
    keys: ['Mod+Shift+S'],
    inText: true,
    isEnabled: always,
    run: ({ files }) => files.saveAs().then(() => {}),
  },
  {
    id: 'file.saveOnto',
    label: t.actions.saveOnto.label,
    description: t.actions.saveOnto.text,
    group: 'File',
    keys: [],
    isEnabled: ({ files }) => files.getState().source !== null,
    run: ({ files }) => files.saveOnto(),
  },
  {
    id: 'file.export',
    label: t.actions.export.label,
    description: t.actions.export.text,
    group: 'Export',
    keys: ['Mod+E'],
    isEnabled: always,
    run: ({ ui }) => ui.openDialog('export'),
  },
]
