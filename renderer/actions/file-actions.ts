import type { App } from '../app/app-context.tsx'
import { notify } from '../ui/Toasts.tsx'
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
    id: 'file.openFolder',
    label: t.actions.openFolder.label,
    description: t.actions.openFolder.text,
    group: 'File',
    keys: [],
    isEnabled: always,
    run: ({ files }) => files.chooseFolder(),
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
    id: 'file.review',
    label: t.actions.review.label,
    description: t.actions.review.text,
    group: 'File',
    keys: [],
    isEnabled: ({ files }) => files.getState().onto !== null,
    run: ({ files }) => files.review(),
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
  {
    id: 'file.copyPicture',
    label: t.actions.copyPicture.label,
    description: t.actions.copyPicture.text,
    group: 'Export',
    keys: [],
    isEnabled: ({ editor }) => editor.getState().size.models > 0,
    async run({ editor }) {
      const state = editor.getState()
      const [{ copyPicture }, { pictureOf }, { modelsOf }] = await Promise.all([
        import('../panels/export/copy-picture.ts'),
        import('../panels/export/pictures.ts'),
        import('../panels/export/scope.ts'),
      ])
      const models = modelsOf(state, state.selection.models.size > 1 ? 'selection' : 'view')
      await copyPicture(pictureOf(state.doc, state.view, models, false).svg)
      notify({ title: t.exporting.pictureCopied(models?.size ?? state.size.models) })
    },
  },
  {
    id: 'file.print',
    label: t.actions.print.label,
    description: t.actions.print.text,
    group: 'File',
    // Ctrl+P is the palette's; the browser would print the page as it stands.
    keys: ['Mod+Alt+P'],
    isEnabled: ({ editor }) => editor.getState().size.models > 0,
    run: ({ ui }) => ui.openDialog('print'),
  },
]
