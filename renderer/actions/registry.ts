/** Every action of the page, in the order of the menus. Adding one: a line in the list of its group. */
import type { App } from '../app/app-context.tsx'
import { canvasActions } from '../canvas/canvas-actions.ts'
import type { Action } from './action.ts'
import { DEFAULT_KEYS } from './default-keys.ts'
import { EDIT_ACTIONS } from './edit-actions.ts'
import { FILE_ACTIONS } from './file-actions.ts'
import { GO_ACTIONS } from './go-actions.ts'
import { HELP_ACTIONS } from './help-actions.ts'
import { HISTORY_ACTIONS } from './history-actions.ts'
import { INSERT_ACTIONS } from './insert-actions.ts'
import { keysOf } from './keymap.ts'
import { PREVIEW_ACTIONS } from './preview-actions.ts'
import { RELATION_ACTIONS } from './relation-actions.ts'
import { VIEW_ACTIONS } from './view-actions.ts'
import { VIEWS_ACTIONS } from './views-actions.ts'

export type AppAction = Action<App>

const LISTED: readonly AppAction[] = [
  ...FILE_ACTIONS,
  ...EDIT_ACTIONS,
  ...canvasActions,
  ...INSERT_ACTIONS,
  ...RELATION_ACTIONS,
  ...VIEWS_ACTIONS,
  ...GO_ACTIONS,
  ...HISTORY_ACTIONS,
  ...VIEW_ACTIONS,
  ...PREVIEW_ACTIONS,
  ...HELP_ACTIONS,
]

export const ACTIONS: readonly AppAction[] = LISTED.map((action) => {
  const standard = action.keys.length > 0 ? action.keys : (DEFAULT_KEYS[action.id] ?? [])
  return {
    ...action,
    /** Those that hold now: the user may have changed them. */
    get keys() {
      return keysOf(action.id, standard)
    },
  }
})

export const ACTIONS_BY_ID: ReadonlyMap<string, AppAction> = new Map(ACTIONS.map((action) => [action.id, action]))

export function actionOf(id: string): AppAction {
  const action = ACTIONS_BY_ID.get(id)
  if (action === undefined) throw new Error(`No action ${id}`)
  return action
}
