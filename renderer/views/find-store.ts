/**
 * What is set to find one's way: filter, neighbours, path, colours, what rows are left out, and the trail of
 * places visited. None of it is in the document; it holds for the page that is open.
 */
import { createStore } from 'zustand/vanilla'
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import { NO_TRAIL } from './places.ts'
import type { Trail } from './places.ts'

const FIND_PANELS = ['filter', 'neighbours', 'path'] as const
export type FindPanel = (typeof FIND_PANELS)[number]

/** What a box's colour says. */
export const COLOUR_BY = ['app', 'area', 'none'] as const
type ColourBy = (typeof COLOUR_BY)[number]

export interface FindState {
  /** The bar that is open above the drawing. */
  readonly panel: FindPanel | null
  readonly filter: string
  /** What does not fit is faded, or not there at all. */
  readonly hides: boolean
  readonly around: { readonly models: readonly ModelId[]; readonly depth: number }
  readonly path: { readonly from: ModelId | null; readonly to: ModelId | null; readonly chosen: number }
  readonly colourBy: ColourBy
  readonly hideAudit: boolean
  readonly keysOnly: boolean
  readonly trail: Trail
  /** The view whose name is being edited. */
  readonly renaming: ViewId | null
}

export const findStore = createStore<FindState>(() => ({
  panel: null,
  filter: '',
  hides: false,
  around: { models: [], depth: 1 },
  path: { from: null, to: null, chosen: 0 },
  colourBy: 'app',
  hideAudit: false,
  keysOnly: false,
  trail: NO_TRAIL,
  renaming: null,
}))

export function closePanel(): void {
  findStore.setState({ panel: null })
}
