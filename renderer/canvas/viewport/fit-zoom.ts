/** At which zoom something is in view as a whole, and how far it is lifted off the tools. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { DETAIL_ZOOM } from '../painting/paint.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const MARGIN_PX = 40
/** What is left around it where that is the difference between names alone and rows. */
const NEAR_MARGIN_PX = 12

/** Not more than `most`; of what nearly shows its rows, the zoom that shows them. */
export function fitZoom(thing: Size, view: Size, most: number): number {
  const within = (margin: number): number =>
    Math.min(
      most,
      (view.width - 2 * margin) / Math.max(1, thing.width),
      (view.height - 2 * margin) / Math.max(1, thing.height),
    )
  const zoom = within(MARGIN_PX)
  return zoom < DETAIL_ZOOM && within(NEAR_MARGIN_PX) >= DETAIL_ZOOM ? DETAIL_ZOOM : zoom
}

/** The floating tools in the lower right corner with the room around them, rem. */
const TOOLS = { width: 17, height: 3.75 }

export interface Fit {
  readonly zoom: number
  /** How far above the middle the thing stands, px. */
  readonly lift: number
}

/** The zoom, not more than `most`, and the lift so that the tools lie on none of it, as far as there is room above. */
export function fitView(thing: Size, view: Size, most: number, remPx: number): Fit {
  const zoom = fitZoom(thing, view, most)
  const width = thing.width * zoom
  const height = thing.height * zoom
  const below = (view.height + height) / 2 - (view.height - TOOLS.height * remPx)
  const beside = (view.width + width) / 2 - (view.width - TOOLS.width * remPx)
  if (below <= 0 || beside <= 0) return { zoom, lift: 0 }
  return { zoom, lift: Math.max(0, Math.min(below, (view.height - height) / 2 - NEAR_MARGIN_PX)) }
}

/** A smaller one, wholly above the tools. Null: that would cost the rows, which are worth more than a corner. */
export function fitAboveTools(thing: Size, view: Size, most: number, remPx: number): Fit | null {
  const taken = TOOLS.height * remPx
  const zoom = fitZoom(thing, { width: view.width, height: view.height - taken }, most)
  const losesRows = zoom < DETAIL_ZOOM && fitZoom(thing, view, most) >= DETAIL_ZOOM
  return losesRows || zoom <= 0 ? null : { zoom, lift: taken / 2 }
}

/** What the tools take of the view, px. */
export function toolsIn(view: Size, remPx: number): Rect {
  const [width, height] = [TOOLS.width * remPx, TOOLS.height * remPx]
  return { x: view.width - width, y: view.height - height, width, height }
}
