import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import type { Action } from './action.ts'

const always = () => true

export const HELP_ACTIONS: readonly Action<App>[] = [
  {
    id: 'help.shortcuts',
    label: t.actions.shortcuts.label,
    description: t.actions.shortcuts.text,
    group: 'Help',
    keys: ['?'],
    isEnabled: always,
    run: ({ ui }) => ui.openDialog('shortcuts'),
  },
  {
    id: 'help.welcome',
    label: t.actions.welcome.label,
    description: t.actions.welcome.text,
    group: 'Help',
    keys: [],
    isEnabled: always,
    run: ({ ui }) => ui.setState({ welcome: true }),
  },
]
