/** What is open and where: panels, tabs, dialogs. Not the document, not the selection. */
import type { ModelId } from '../../shared/document/ids.ts'
import { createStore } from 'zustand/vanilla'

export const DOCK_TABS = ['preview', 'sql', 'typescript', 'django', 'problems', 'history'] as const
export type DockTab = (typeof DOCK_TABS)[number]

export const SIDES = ['outline', 'inspector', 'dock'] as const
export type Side = (typeof SIDES)[number]

export type DialogName =
  | 'palette'
  | 'shortcuts'
  | 'open'
  | 'export'
  | 'import'
  | 'assistant'
  | 'examples'
  | 'about'
  | 'legend'
  | 'viewModels'
  | 'rename'
  | 'versions'
  | 'print'
  | 'samples'
  | 'queries'

export interface UiState {
  readonly dockTab: DockTab
  /** Side panels that are folded away. */
  readonly folded: Readonly<Record<Side, boolean>>
  readonly dialog: DialogName | null
  /** The two models that the assistant begins with; null: those that are selected. */
  readonly pair: readonly [ModelId, ModelId] | null
  readonly welcome: boolean
  /** What the screen reader is to say next; the number makes equal texts different. */
  readonly announced: { readonly text: string; readonly n: number }
  /** Asks a part of the page to take the focus; counted so that asking twice works. */
  readonly focus: { readonly place: FocusPlace; readonly n: number } | null
}

type FocusPlace = 'outlineFilter' | 'inspectorName' | 'inspector' | 'shell' | 'rows' | 'dock' | 'find' | 'compare'

export function createUiStore(initial: Partial<UiState> = {}) {
  const store = createStore<UiState>(() => ({
    dockTab: 'preview',
    folded: { outline: false, inspector: false, dock: false },
    dialog: null,
    pair: null,
    welcome: false,
    announced: { text: '', n: 0 },
    focus: null,
    ...initial,
  }))
  const { setState } = store
  return {
    ...store,
    openDialog: (dialog: DialogName) => setState({ dialog, pair: null }),
    /** The assistant for these two: the one that is pointed at first. */
    relate: (first: ModelId, second: ModelId) => setState({ dialog: 'assistant', pair: [first, second] }),
    closeDialog: () => setState({ dialog: null }),
    fold: (side: Side, folded: boolean) =>
      setState((s) => (s.folded[side] === folded ? s : { folded: { ...s.folded, [side]: folded } })),
    toggle: (side: Side) => setState((s) => ({ folded: { ...s.folded, [side]: !s.folded[side] } })),
    showTab: (dockTab: DockTab) => setState((s) => ({ dockTab, folded: { ...s.folded, dock: false } })),
    announce: (text: string) => setState((s) => ({ announced: { text, n: s.announced.n + 1 } })),
    focusOn: (place: FocusPlace) => setState((s) => ({ focus: { place, n: (s.focus?.n ?? 0) + 1 } })),
  }
}

export type UiStore = ReturnType<typeof createUiStore>
