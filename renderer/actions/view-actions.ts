import type { App } from '../app/app-context.tsx'
import { DOCK_TABS } from '../app/ui-store.ts'
import type { Side } from '../app/ui-store.ts'
import { LANGUAGE_CHOICES, switchLanguage } from '../app/language.ts'
import { stepPane } from '../app/panes.ts'
import { applyTheme, THEMES } from '../app/theme.ts'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

const always = () => true

const toggle = (side: Side, keys: string): Action<App> => ({
  id: `view.${side}`,
  label: t.actions.toggle[side],
  description: t.actions.toggleText,
  group: 'View',
  keys: [keys],
  inText: true,
  isEnabled: always,
  isOn: ({ ui }) => !ui.getState().folded[side],
  run: ({ ui }) => ui.toggle(side),
})

export const VIEW_ACTIONS: readonly Action<App>[] = [
  {
    id: 'view.palette',
    label: t.actions.palette.label,
    description: t.actions.palette.text,
    group: 'View',
    keys: ['Mod+K', 'Mod+P'],
    inText: true,
    isEnabled: always,
    run: ({ ui }) => ui.openDialog('palette'),
  },
  {
    id: 'view.findModel',
    label: t.actions.findModel.label,
    description: t.actions.findModel.text,
    group: 'View',
    keys: ['Mod+F', '/'],
    isEnabled: always,
    run({ ui }) {
      ui.fold('outline', false)
      ui.focusOn('outlineFilter')
    },
  },
  ...([1, -1] as const).map((by): Action<App> => {
    const texts = by === 1 ? t.actions.nextPane : t.actions.previousPane
    return {
      id: by === 1 ? 'view.nextPane' : 'view.previousPane',
      label: texts.label,
      description: texts.text,
      group: 'View',
      keys: [by === 1 ? 'F6' : 'Shift+F6'],
      inText: true,
      isEnabled: always,
      run: () => stepPane(by),
    }
  }),
  toggle('outline', 'Mod+B'),
  toggle('inspector', 'Mod+I'),
  toggle('dock', 'Mod+J'),
  ...DOCK_TABS.map((tab, index): Action<App> => ({
    id: `view.${tab}`,
    label: t.actions.showTab(t.dock.tabs[tab]),
    description: t.dock.texts[tab],
    group: 'View',
    keys: [`Alt+${index + 1}`],
    inText: true,
    isEnabled: always,
    run({ ui }) {
      ui.showTab(tab)
      ui.focusOn(tab === 'preview' ? 'shell' : 'dock')
    },
  })),
  ...THEMES.map((theme): Action<App> => ({
    id: `view.theme.${theme}`,
    label: t.actions.theme(t.themes[theme]),
    description: t.actions.themeText,
    group: 'View',
    keys: [],
    isEnabled: always,
    isOn: ({ prefs }) => prefs.getState().theme === theme,
    run({ prefs }) {
      prefs.set({ theme })
      applyTheme(theme)
    },
  })),
  ...LANGUAGE_CHOICES.map((choice, index): Action<App> => ({
    id: `view.language.${choice}`,
    label: t.actions.language(t.frame.languages[choice]),
    description: t.actions.languageText,
    group: 'View',
    keys: [`Y ${index + 4}`],
    isEnabled: always,
    run: (app) => switchLanguage(app, choice),
  })),
]
