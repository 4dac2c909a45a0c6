/** Views of the design, and what a drawing shows of its models. */
import type { App } from '../app/app-context.tsx'
import { canvasStore } from '../canvas/canvas-store.ts'
import { t } from '../texts/texts.ts'
import { findIn } from '../views/find-marks.ts'
import { COLOUR_BY, findStore } from '../views/find-store.ts'
import { turnView } from '../views/go.ts'
import { isMember } from '../views/spots.ts'
import {
  addToView,
  addView,
  collapseAll,
  deleteView,
  duplicateView,
  removeFromView,
  viewsOf,
} from '../views/view-edits.ts'
import type { Action } from './action.ts'

const editable = ({ editor }: App): boolean => editor.getState().readOnly === null
const selected = ({ editor }: App) => [...editor.getState().selection.models]
const inView = (app: App, wanted: boolean): boolean => {
  const { doc, view } = app.editor.getState()
  return editable(app) && selected(app).some((id) => isMember(doc, view, id) === wanted)
}
const many = ({ editor }: App): boolean => viewsOf(editor.getState().doc).length > 1

function found(app: App) {
  const { doc, view } = app.editor.getState()
  const state = findStore.getState()
  // Asked after every change: only a path needs all that follows from a design, which may still be on its way.
  const { resolution } = (state.panel === 'path' ? app.compiled : app.compiled.shown).getState()
  return findIn(doc, view, resolution, state).models
}

interface Made {
  readonly id: string
  readonly texts: { readonly label: string; readonly text: string }
  readonly keys: string
  readonly when?: (app: App) => boolean
  readonly on?: (app: App) => boolean
  readonly group?: Action<App>['group']
  run(app: App): void
}

const made = ({ id, texts, keys, when = editable, on, group = 'Views', run }: Made): Action<App> => ({
  id,
  label: texts.label,
  description: texts.text,
  group,
  keys: [keys],
  isEnabled: when,
  ...(on === undefined ? {} : { isOn: on }),
  run,
})

/** The name that a view of what is found starts with. */
function foundName({ editor }: App): string {
  const { doc } = editor.getState()
  const { panel, around, path, filter } = findStore.getState()
  const name = (id: string | null | undefined): string => doc.models[id ?? '']?.name ?? ''
  if (panel === 'neighbours') return t.views.aroundName(name(around.models[0]))
  if (panel === 'path') return t.views.pathName(name(path.from), name(path.to))
  return filter.trim() === '' ? t.views.newName : filter.trim()
}

/** Square px a model from which on a drawing is mostly ground. */
const SPARSE_PX2 = 500_000

async function arrangeSparse({ editor }: App, models: number, step: string): Promise<void> {
  const { doc, view } = editor.getState()
  const places = Object.values(doc.placements).filter((place) => place.view === view)
  const size = (axis: 'x' | 'y'): number =>
    Math.max(...places.map((place) => place[axis])) - Math.min(...places.map((place) => place[axis])) + 240
  if (models > 1 && size('x') * size('y') > models * SPARSE_PX2)
    await canvasStore.getState().handle?.arrangeWithin(step)
}

const texts = t.actions.view

export const VIEWS_ACTIONS: readonly Action<App>[] = [
  made({
    id: 'view.new',
    texts: texts.new,
    keys: 'W N',
    run(app) {
      const id = addView(app, { name: t.views.newName })
      findStore.setState({ renaming: id })
    },
  }),
  made({
    id: 'view.fromSelection',
    texts: texts.fromSelection,
    keys: 'W S',
    when: (app) => editable(app) && selected(app).length > 0,
    run(app) {
      const models = selected(app)
      const { doc } = app.editor.getState()
      const name = models.length === 1 ? (doc.models[models[0] ?? '']?.name ?? '') : t.views.selectionName
      const id = addView(app, { name, models })
      findStore.setState({ renaming: id })
    },
  }),
  made({
    id: 'view.keep',
    texts: texts.keep,
    keys: 'W K',
    when: (app) => editable(app) && (found(app)?.size ?? 0) > 0,
    run(app) {
      const models = [...(found(app) ?? [])]
      const name = foundName(app)
      findStore.setState({ panel: null })
      const step = `view.keep ${name} ${Date.now()}`
      addView(app, { name, models, step })
      // Far apart in the drawing they were found in, they belong together here.
      app.canvas.whenReady(() => void arrangeSparse(app, models.length, step))
    },
  }),
  made({ id: 'view.models', texts: texts.models, keys: 'W M', run: ({ ui }) => ui.openDialog('viewModels') }),
  made({
    id: 'view.addSelected',
    texts: t.views.addSelected,
    keys: 'W A',
    when: (app) => inView(app, false),
    run: (app) => addToView(app, selected(app)),
  }),
  made({
    id: 'view.removeSelected',
    texts: t.views.removeSelected,
    keys: 'W O',
    when: (app) => inView(app, true),
    run: (app) => removeFromView(app, selected(app)),
  }),
  made({
    id: 'view.rename',
    texts: texts.rename,
    keys: 'W R',
    run: ({ editor }) => findStore.setState({ renaming: editor.getState().view }),
  }),
  made({
    id: 'view.duplicate',
    texts: texts.duplicate,
    keys: 'W D',
    run: (app) => duplicateView(app, app.editor.getState().view),
  }),
  made({
    id: 'view.delete',
    texts: texts.delete,
    keys: 'W X',
    when: (app) => editable(app) && many(app),
    run: (app) => deleteView(app, app.editor.getState().view),
  }),
  made({ id: 'view.next', texts: texts.next, keys: ']', when: many, run: (app) => turnView(app, 1) }),
  made({ id: 'view.previous', texts: texts.previous, keys: '[', when: many, run: (app) => turnView(app, -1) }),
  ...COLOUR_BY.map((by, index) =>
    made({
      id: `display.colour.${by}`,
      texts: { label: t.views.colours[by], text: t.actions.display.colourText },
      keys: `Y ${index + 1}`,
      group: 'View',
      when: () => true,
      on: () => findStore.getState().colourBy === by,
      run: () => findStore.setState({ colourBy: by }),
    }),
  ),
  made({
    id: 'display.hideAudit',
    texts: t.actions.display.hideAudit,
    keys: 'Y U',
    group: 'View',
    when: () => true,
    on: () => findStore.getState().hideAudit,
    run: () => findStore.setState((s) => ({ hideAudit: !s.hideAudit })),
  }),
  made({
    id: 'display.keysOnly',
    texts: t.actions.display.keysOnly,
    keys: 'Y K',
    group: 'View',
    when: () => true,
    on: () => findStore.getState().keysOnly,
    run: () => findStore.setState((s) => ({ keysOnly: !s.keysOnly })),
  }),
  made({
    id: 'view.modelsByName',
    texts: t.actions.display.modelsByName,
    keys: 'Y N',
    group: 'View',
    when: () => true,
    on: ({ prefs }) => prefs.getState().outlineOrder === 'name',
    run: ({ prefs }) => prefs.set({ outlineOrder: prefs.getState().outlineOrder === 'name' ? 'declared' : 'name' }),
  }),
  made({
    id: 'display.collapseAll',
    texts: t.actions.display.collapseAll,
    keys: 'Y C',
    group: 'View',
    run: (app) => collapseAll(app, true),
  }),
  made({
    id: 'display.expandAll',
    texts: t.actions.display.expandAll,
    keys: 'Y E',
    group: 'View',
    run: (app) => collapseAll(app, false),
  }),
]
