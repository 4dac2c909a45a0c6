/**
 * The native menus as data. Items name actions of `renderer/actions`; the page runs them, so that menu,
 * palette and keys do the same. Pure; `menu.ts` makes a menu of it.
 */
import { ROLE_LABELS } from './shell-words.ts'
import type { ShellWords } from './shell-words.ts'

export type Platform = 'linux' | 'darwin' | 'win32'

export type MenuEntry =
  | {
      readonly kind: 'action'
      readonly id: string
      readonly label: string
      readonly key: string | null
      readonly enabled: boolean
    }
  | { readonly kind: 'role'; readonly role: MenuRole; readonly label?: string }
  | { readonly kind: 'menu'; readonly label: string; readonly entries: readonly MenuEntry[] }
  | { readonly kind: 'recent'; readonly id: string; readonly label: string }
  | { readonly kind: 'clearRecent'; readonly label: string }
  | { readonly kind: 'separator' }

type MenuRole =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'minimize'
  | 'zoom'
  | 'close'
  | 'front'
  | 'togglefullscreen'
  | 'toggleDevTools'

export interface MenuState {
  /** Ids of actions that cannot be run now. */
  readonly disabled: ReadonlySet<string>
  readonly recent: readonly { readonly id: string; readonly label: string }[]
  readonly isDevelopment: boolean
  /** In the language of the page; English by itself. */
  readonly words?: ShellWords
}

const SEPARATOR: MenuEntry = { kind: 'separator' }

/** The menu bar, left to right. Accelerators are Electron's: `CmdOrCtrl+S`. */
export function menuTemplate(platform: Platform, state: MenuState): readonly MenuEntry[] {
  const isMac = platform === 'darwin'
  const words = state.words ?? ((english: string) => english)
  const action = (id: string, label: string, key: string | null = null): MenuEntry => {
    return { kind: 'action', id, label: words(label), key, enabled: !state.disabled.has(id) }
  }
  const role = (name: MenuRole): MenuEntry => ({
    kind: 'role',
    role: name,
    label: words(ROLE_LABELS[name]),
  })
  const menu = (label: string, entries: readonly MenuEntry[]): MenuEntry => ({
    kind: 'menu',
    label: words(label),
    entries,
  })
  const recent: readonly MenuEntry[] = state.recent.map(({ id, label }) => ({ kind: 'recent', id, label }))

  const appMenu = menu('Relata', [
    role('about'),
    SEPARATOR,
    role('services'),
    SEPARATOR,
    role('hide'),
    role('hideOthers'),
    role('unhide'),
    SEPARATOR,
    role('quit'),
  ])
  const file = menu('File', [
    action('file.new', 'New Design', 'CmdOrCtrl+N'),
    action('file.open', 'Open…', 'CmdOrCtrl+O'),
    action('file.openFolder', 'Open a Django Project Folder…'),
    menu('Open Recent', [
      ...recent,
      ...(recent.length === 0 ? [] : [SEPARATOR]),
      { kind: 'clearRecent', label: words('Clear List') },
    ]),
    action('file.examples', 'Examples…'),
    SEPARATOR,
    action('file.save', 'Save', 'CmdOrCtrl+S'),
    action('file.saveAs', 'Save As…', 'CmdOrCtrl+Shift+S'),
    SEPARATOR,
    action('file.import', 'Import…', 'CmdOrCtrl+Shift+O'),
    action('file.export', 'Export…', 'CmdOrCtrl+E'),
    action('file.print', 'Print…'),
    SEPARATOR,
    role(isMac ? 'close' : 'quit'),
  ])
  // Undo and redo are ours: the roles would act on text fields only.
  const edit = menu('Edit', [
    action('edit.undo', 'Undo', 'CmdOrCtrl+Z'),
    action('edit.redo', 'Redo', isMac ? 'Shift+Cmd+Z' : 'CmdOrCtrl+Y'),
    SEPARATOR,
    role('cut'),
    role('copy'),
    role('paste'),
    role('selectAll'),
    action('canvas.delete', 'Delete'),
    action('canvas.duplicate', 'Duplicate', 'CmdOrCtrl+D'),
    SEPARATOR,
    action('edit.renameEverywhere', 'Rename Everywhere…'),
    action('view.findModel', 'Find Model…', 'CmdOrCtrl+F'),
    action('view.palette', 'Command Palette…', 'CmdOrCtrl+K'),
  ])
  const insert = menu('Insert', [
    action('canvas.addModel', 'Model'),
    action('canvas.addField', 'Field'),
    action('canvas.relate', 'Relation'),
  ])
  // Keys for zooming are the canvas's own, without a modifier; the page itself never zooms by key.
  const view = menu('View', [
    action('canvas.fit', 'Show Everything'),
    action('canvas.zoomIn', 'Zoom In'),
    action('canvas.zoomOut', 'Zoom Out'),
    action('canvas.zoom100', 'Zoom to 100 %'),
    SEPARATOR,
    action('canvas.arrange', 'Arrange Everything', 'CmdOrCtrl+Shift+L'),
    action('preview.run', 'Run Query'),
    SEPARATOR,
    role('togglefullscreen'),
    ...(state.isDevelopment ? [role('toggleDevTools')] : []),
  ])
  const go = menu('Go', [
    action('go.back', 'Back', 'CmdOrCtrl+['),
    action('go.forward', 'Forward', 'CmdOrCtrl+]'),
    SEPARATOR,
    action('go.filter', 'Filter the Drawing'),
    action('go.neighbours', 'Neighbours'),
    action('go.path', 'Path Between Models'),
    SEPARATOR,
    action('view.new', 'New View'),
    action('view.fromSelection', 'New View of the Selection'),
    action('view.models', 'Models of This View…'),
    SEPARATOR,
    action('history.compare', 'Compare Versions'),
  ])
  const window = menu('Window', [
    role('minimize'),
    ...(isMac ? [role('zoom'), SEPARATOR, role('front')] : [role('close')]),
  ])
  const help = menu('Help', [
    action('help.shortcuts', 'Keyboard Shortcuts'),
    action('help.welcome', 'The First Model in One Minute'),
    ...(isMac ? [] : [SEPARATOR, role('about')]),
  ])
  return [...(isMac ? [appMenu] : []), file, edit, insert, view, go, window, help]
}

/** All entries, those of submenus included. */
export function flattenMenu(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.flatMap((entry) => (entry.kind === 'menu' ? [entry, ...flattenMenu(entry.entries)] : [entry]))
}
