/** Finding one's way: back and forward, filter, neighbours, path. */
import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import { findStore } from '../views/find-store.ts'
import type { FindPanel } from '../views/find-store.ts'
import { canTravel, travel } from '../views/go.ts'
import { reachOf } from '../views/neighbours.ts'
import type { Action } from './action.ts'
import { IS_MAC } from './keys.ts'

const hasModels = ({ editor }: App): boolean => editor.getState().size.models > 0
const selected = ({ editor }: App) => [...editor.getState().selection.models]

/** Opens the panel with what is selected as its start; once more closes it. */
function panel(id: FindPanel, keys: readonly string[], prepare: (app: App) => void): Action<App> {
  return {
    id: `go.${id}`,
    label: t.actions.go[id].label,
    description: t.actions.go[id].text,
    group: 'Go',
    keys,
    isEnabled: hasModels,
    run(app) {
      if (findStore.getState().panel === id) return findStore.setState({ panel: null })
      prepare(app)
      findStore.setState({ panel: id })
      app.ui.focusOn('find')
    },
  }
}

function deepen(id: 'deeper' | 'shallower', by: number, key: string): Action<App> {
  return {
    id: `go.${id}`,
    label: t.actions.go[id].label,
    description: t.actions.go[id].text,
    group: 'Go',
    keys: [key],
    isEnabled: (app) => hasModels(app) && (findStore.getState().panel === 'neighbours' || selected(app).length > 0),
    run(app) {
      const { panel: open, around } = findStore.getState()
      const models = open === 'neighbours' && around.models.length > 0 ? around.models : selected(app)
      const reach = Math.max(1, reachOf(app.editor.getState().doc, models))
      const depth = open === 'neighbours' ? Math.max(0, Math.min(reach, around.depth + by)) : 1
      findStore.setState({ panel: 'neighbours', around: { models, depth } })
    },
  }
}

export const GO_ACTIONS: readonly Action<App>[] = [
  {
    id: 'go.back',
    label: t.actions.go.back.label,
    description: t.actions.go.back.text,
    group: 'Go',
    // On the canvas Alt and arrows walk along relations; the brackets work everywhere. On a Mac Alt and arrows belong to text.
    keys: IS_MAC ? ['Mod+['] : ['Mod+[', 'Alt+ArrowLeft'],
    inText: true,
    isEnabled: (app) => canTravel(app, -1),
    run: (app) => travel(app, -1),
  },
  {
    id: 'go.forward',
    label: t.actions.go.forward.label,
    description: t.actions.go.forward.text,
    group: 'Go',
    keys: IS_MAC ? ['Mod+]'] : ['Mod+]', 'Alt+ArrowRight'],
    inText: true,
    isEnabled: (app) => canTravel(app, 1),
    run: (app) => travel(app, 1),
  },
  {
    id: 'go.design',
    label: t.actions.go.design.label,
    description: t.actions.go.design.text,
    group: 'Go',
    keys: ['G D'],
    isEnabled: () => true,
    run({ editor, ui }) {
      editor.select({})
      ui.fold('inspector', false)
      ui.focusOn('inspector')
    },
  },
  panel('filter', ['G F'], () => {}),
  panel('neighbours', ['G N'], (app) =>
    findStore.setState(({ around }) => ({ around: { models: selected(app), depth: Math.max(1, around.depth) } })),
  ),
  deepen('deeper', 1, '>'),
  deepen('shallower', -1, '<'),
  panel('path', ['G P'], (app) => {
    const [from = null, to = null] = selected(app)
    if (from !== null) findStore.setState({ path: { from, to, chosen: 0 } })
  }),
  {
    id: 'go.clear',
    label: t.actions.go.clear.label,
    description: t.actions.go.clear.text,
    group: 'Go',
    keys: ['G E'],
    isEnabled: hasModels,
    run({ canvas }) {
      findStore.setState({ panel: null, filter: '', hides: false })
      canvas.fit()
    },
  },
]
