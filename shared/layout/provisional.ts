/** Places for models that have none: rows below what is there, in declaration order. Instant, not pretty. */
import { boundsOf } from './grid-index.ts'
import type { Rect } from './grid-index.ts'

const GAP_PX = 80

export function provisionalPlaces(
  unplaced: readonly Rect[],
  known: readonly Rect[],
): { readonly x: number; readonly y: number }[] {
  const bounds = boundsOf(known)
  const perRow = Math.max(3, Math.ceil(Math.sqrt(unplaced.length * 1.4)))
  const left = bounds?.x ?? 0
  let y = bounds === null ? 0 : Math.ceil((bounds.y + bounds.height + GAP_PX) / 8) * 8
  const places: { x: number; y: number }[] = []
  for (let i = 0; i < unplaced.length; i += perRow) {
    let x = left
    let tallest = 0
    for (const rect of unplaced.slice(i, i + perRow)) {
      places.push({ x, y })
      x += rect.width + GAP_PX
      tallest = Math.max(tallest, rect.height)
    }
    y += Math.ceil((tallest + GAP_PX) / 8) * 8
  }
  return places
}
