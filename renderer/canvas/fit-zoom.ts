/** At which zoom something is in view as a whole. */
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
