/**
 * What the page remembers between sessions. The host keeps it (a loopback page has another origin each
 * time, so the browser's own storage would forget); writing is debounced and never fails the user.
 */
import { createStore } from 'zustand/vanilla'
import type { Client } from '../../shared/protocol/client.ts'
import type { KeyChanges } from '../actions/keymap.ts'
import type { Layouts } from '../data/columns/column-layout.ts'
import type { OutlineOrder } from '../panels/outline/outline-rows.ts'
import type { PaperName } from '../print/print-pages.ts'
import type { DockTab, Side } from './ui-store.ts'
import type { LanguageChoice } from './language.ts'
import type { Theme } from './theme.ts'

export interface Prefs {
  readonly theme: Theme
  readonly language: LanguageChoice
  /** Panel sizes by group, in percent. */
  readonly layout: { readonly [group: string]: { readonly [panel: string]: number } }
  readonly folded: Partial<Record<Side, boolean>>
  readonly dockTab: DockTab
  readonly welcomeSeen: boolean
  /** The first model is being drawn with the user, or was when the page closed. */
  readonly tourBegun: boolean
  readonly print: { readonly paper: PaperName; readonly landscape: boolean }
  /** Places of designs opened from Python files, in a file beside them; null: not asked yet. */
  readonly keepPlaces: boolean | null
  readonly onDelete: 'orm' | 'database'
  readonly shellHistory: readonly string[]
  readonly previewSplit: number
  /** Keys that the user gave to actions. */
  readonly keys: KeyChanges
  /** Columns of tables as somebody arranged them. */
  readonly columns: Layouts
  /** What was chosen in the palette last, newest first. */
  readonly recentItems: readonly string[]
  /** Of the list of models. */
  readonly outlineOrder: OutlineOrder
}

const DEFAULT_PREFS: Prefs = {
  theme: 'system',
  language: 'system',
  layout: {},
  folded: {},
  dockTab: 'preview',
  welcomeSeen: false,
  tourBegun: false,
  print: { paper: 'a4', landscape: true },
  keepPlaces: null,
  onDelete: 'orm',
  shellHistory: [],
  previewSplit: 60,
  keys: {},
  columns: {},
  recentItems: [],
  outlineOrder: 'declared',
}

const DELAY_MS = 400
/** Below it two side panels leave the canvas less than they take; search stands in for the outline. */
const NARROW_PX = 1100

export async function loadPrefs(client: Client) {
  const stored = await client.call('prefs.get', {}).catch(() => ({}))
  const folded = globalThis.innerWidth < NARROW_PX ? { outline: true } : {}
  return createPrefs(client, { ...DEFAULT_PREFS, folded, ...(stored as Partial<Prefs>) })
}

function createPrefs(client: Client, initial: Prefs) {
  const store = createStore<Prefs>(() => initial)
  let pending: Partial<Prefs> = {}
  let timer: ReturnType<typeof setTimeout> | null = null

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const patch = pending
    pending = {}
    return client.call('prefs.set', { patch: patch as never }).then(
      () => {},
      () => {
        // Preferences that cannot be kept are not worth interrupting anybody.
      },
    )
  }

  return {
    ...store,
    set(patch: Partial<Prefs>): void {
      store.setState(patch)
      pending = { ...pending, ...patch }
      timer ??= setTimeout(() => void flush(), DELAY_MS)
    },
    /** Hands what is waiting to the host now. */
    flush,
  }
}

export type PrefsStore = Awaited<ReturnType<typeof loadPrefs>>
