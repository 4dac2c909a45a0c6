/** At which zoom something is in view as a whole, and how far it is lifted off the tools. */
import { DETAIL_ZOOM } from './paint.ts'

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

/** Not more than `most`, and how many px above the middle the thing stands so that the tools lie on none of it. */
export function fitView(thing: Size, view: Size, most: number, remPx: number): { zoom: number; lift: number } {
  const zoom = fitZoom(thing, view, most)
  const width = thing.width * zoom
  const height = thing.height * zoom
  const below = (view.height + height) / 2 - (view.height - TOOLS.height * remPx)
  const beside = (view.width + width) / 2 - (view.width - TOOLS.width * remPx)
  if (below <= 0 || beside <= 0) return { zoom, lift: 0 }
  return { zoom, lift: Math.max(0, Math.min(below, (view.height - height) / 2 - NEAR_MARGIN_PX)) }
}
