/** Makes the native menu of the table, and tells the page what was chosen. */
import { Menu } from 'electron/main'
import type { MenuItemConstructorOptions } from 'electron/main'

import { assertNever } from '../../shared/util/assert-never.ts'
import { menuTemplate } from './menu-template.ts'
import type { MenuEntry, MenuState, Platform } from './menu-template.ts'

interface MenuTargets {
  action(id: string): void
  recent(id: string): void
  clearRecent(): void
}

export function setMenu(platform: Platform, state: MenuState, targets: MenuTargets): void {
  const template = menuTemplate(platform, state).map((entry) => toItem(entry, targets))
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function toItem(entry: MenuEntry, targets: MenuTargets): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'role':
      return { role: entry.role, ...(entry.label === undefined ? {} : { label: entry.label }) }
    case 'menu':
      return { label: entry.label, submenu: entry.entries.map((child) => toItem(child, targets)) }
    case 'recent':
      return { label: entry.label, click: () => targets.recent(entry.id) }
    case 'clearRecent':
      return { label: entry.label, click: () => targets.clearRecent() }
    case 'action': {
      const { id, label, key, enabled } = entry
      return { id, label, enabled, click: () => targets.action(id), ...(key === null ? {} : { accelerator: key }) }
    }
    default:
      return assertNever(entry)
  }
}
