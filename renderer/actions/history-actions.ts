/** Time travel and comparing versions. */
import type { App } from '../app/app-context.tsx'
import { compareStore, endComparing } from '../history/compare-store.ts'
import { goOnFromHere, lookBy, lookNow, lookStore } from '../history/look-back.ts'
import { timelineOf } from '../history/timeline.ts'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

const texts = t.actions.history
const isLookingBack = (): boolean => lookStore.getState().point !== null
const steps = ({ editor }: App): number => timelineOf(editor.getState().history).steps.length

interface Made {
  readonly id: keyof typeof texts
  readonly keys: readonly string[]
  readonly when: (app: App) => boolean
  run(app: App): void
}

const made = ({ id, keys, when, run }: Made): Action<App> => ({
  id: `history.${id}`,
  label: texts[id].label,
  description: texts[id].text,
  group: 'History',
  keys,
  isEnabled: when,
  run,
})

export const HISTORY_ACTIONS: readonly Action<App>[] = [
  made({
    id: 'earlier',
    keys: ['Mod+Alt+Z'],
    when: (app) => steps(app) > 0 && lookStore.getState().point !== 0,
    run: (app) => lookBy(app, -1),
  }),
  made({
    id: 'later',
    keys: ['Mod+Alt+Shift+Z'],
    when: isLookingBack,
    run: (app) => lookBy(app, 1),
  }),
  made({ id: 'present', keys: ['Z P'], when: isLookingBack, run: (app) => lookNow(app) }),
  made({ id: 'goOn', keys: ['Z G'], when: isLookingBack, run: (app) => goOnFromHere(app) }),
  made({
    id: 'compare',
    keys: ['Z C'],
    when: () => true,
    run({ ui }) {
      ui.showTab('history')
      ui.focusOn('compare')
    },
  }),
  made({
    id: 'sideBySide',
    keys: ['Z S'],
    when: () => compareStore.getState().comparison !== null,
    run: () => compareStore.setState({ sideBySide: true }),
  }),
  made({
    id: 'endCompare',
    keys: ['Z E'],
    when: () => compareStore.getState().comparison !== null,
    run: (app) => endComparing(app),
  }),
]
