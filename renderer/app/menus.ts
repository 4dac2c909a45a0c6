/** The menus of the page, in order. */
import type { ActionGroup } from '../actions/action.ts'

export const MENUS: readonly ActionGroup[] = [
  'File',
  'Export',
  'Edit',
  'Insert',
  'Model',
  'Relation',
  'Arrange',
  'Views',
  'Go',
  'View',
  'History',
  'Preview',
  'Help',
]

/** These stand in the main menu itself; the others are submenus. */
export const TOP_MENUS: readonly ActionGroup[] = ['File', 'Export']
