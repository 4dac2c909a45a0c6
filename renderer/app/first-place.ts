/**
 * Where the canvas is going to be, as the frame (`App.tsx`) lays it out: known before there is a frame, for the first
 * picture. Px of the window. A story compares it with the real one.
 */
import type { Prefs } from './prefs.ts'

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `--bar-top`, `--bar-status`, the bar of views, and the separators of 1 px. */
const TOP_PX = 44
const STATUS_PX = 26
const VIEWS_PX = 32
const SEPARATOR_PX = 1
/** As opened for the first time: `defaultSize` and `minSize` of the panels. */
const OUTLINE_PX = 240
const OUTLINE_LEAST_PX = 160
const INSPECTOR_PX = 304
const INSPECTOR_LEAST_PX = 240
const DOCK_SHARE = 0.34
const DOCK_LEAST_PX = 112
/** Below it the outline is folded unless the user says otherwise. */
const NARROW_PX = 1000
const FOLDED_NARROW_PX = 1100

export function canvasPlace(
  prefs: Partial<Pick<Prefs, 'layout' | 'folded'>>,
  window: { readonly width: number; readonly height: number },
): Place {
  const { columns = {}, rows = {} } = prefs.layout ?? {}
  const isFolded = {
    outline: window.width < Math.max(NARROW_PX, FOLDED_NARROW_PX),
    inspector: false,
    dock: false,
    ...prefs.folded,
  }
  const across = window.width - 2 * SEPARATOR_PX
  const down = window.height - TOP_PX - STATUS_PX - SEPARATOR_PX
  // What was folded when sizes were last kept has none: it opens as small as it may be.
  const share = (stored: number | undefined, of: number, otherwise: number, least: number): number =>
    stored === undefined ? otherwise : Math.max(least, (stored / 100) * of)
  const outline = isFolded.outline ? 0 : share(columns['outline'], across, OUTLINE_PX, OUTLINE_LEAST_PX)
  const inspector = isFolded.inspector ? 0 : share(columns['inspector'], across, INSPECTOR_PX, INSPECTOR_LEAST_PX)
  const dockPx = Math.max(DOCK_LEAST_PX, DOCK_SHARE * down)
  const dock = isFolded.dock ? 0 : share(rows['dock'], down, dockPx, DOCK_LEAST_PX)
  return {
    x: outline + SEPARATOR_PX,
    y: TOP_PX + VIEWS_PX,
    width: Math.max(0, across - outline - inspector),
    height: Math.max(0, down - dock - VIEWS_PX),
  }
}
