/**
 * Which rows are in view, and where they stand. A browser cannot make an element of 26 million px: above a
 * limit the scroll bar moves over all rows, the wheel over single ones.
 */

export const ROW_PX = 26
export const HEAD_PX = 26
/** Firefox stops at 17.8 million px. */
const MOST_PX = 15_000_000
/** Rows drawn above and below those in view. */
const MARGIN = 6

export interface Viewport {
  readonly count: number
  /** Height for rows, px. */
  readonly height: number
  /** First row in view; a fraction where a row is cut. */
  readonly top: number
}

interface RowWindow {
  readonly first: number
  /** After the last. */
  readonly end: number
  /** Height of the element that scrolls, px. */
  readonly bodyPx: number
}

export function isScaled(count: number): boolean {
  return count * ROW_PX > MOST_PX
}

export function rowWindow({ count, height, top }: Viewport): RowWindow {
  const shown = Math.ceil(height / ROW_PX) + 1
  const first = Math.max(0, Math.floor(top) - MARGIN)
  return { first, end: Math.min(count, Math.floor(top) + shown + MARGIN), bodyPx: Math.min(count * ROW_PX, MOST_PX) }
}

/** The greatest `top`: the last row stands at the lower edge. */
export function lastTop({ count, height }: Omit<Viewport, 'top'>): number {
  return Math.max(0, count - height / ROW_PX)
}

/** From the scroll bar to the first row. */
export function topOf(scrollPx: number, view: Omit<Viewport, 'top'>): number {
  if (!isScaled(view.count)) return Math.min(scrollPx / ROW_PX, lastTop(view))
  const room = MOST_PX - view.height
  return room <= 0 ? 0 : Math.min(1, scrollPx / room) * lastTop(view)
}

/** From the first row to the scroll bar, px. */
export function scrollOf({ count, height, top }: Viewport): number {
  if (!isScaled(count)) return top * ROW_PX
  const last = lastTop({ count, height })
  return last === 0 ? 0 : (top / last) * (MOST_PX - height)
}

/** Where a row stands in the scrolled element, px. */
export function rowPx(row: number, view: Viewport, scrollPx: number): number {
  return isScaled(view.count) ? scrollPx + (row - view.top) * ROW_PX : row * ROW_PX
}

/** The `top` that brings the row into view, the same where it is there already. */
export function topShowing(row: number, { height, top }: Viewport): number {
  if (row < top) return row
  const rows = height / ROW_PX
  return row + 1 > top + rows ? row + 1 - rows : top
}
