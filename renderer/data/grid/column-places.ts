/** Where the columns of a grid lie, and which of them are drawn. */

/** Row numbers stand in front of the first column. */
const NUMBER_PX = 56

/** A column may be so far out of view and is drawn. */
const MARGIN_PX = 200

interface Wide {
  readonly width: number
}

export interface ColumnPlaces {
  /** The right end of each, px. */
  readonly ends: readonly number[]
  readonly total: number
  /** `grid-template-columns` of the head and of each row. */
  readonly template: string
  /** So much is covered by what stays in view. */
  readonly pinnedPx: number
  /** Where a column stays while the others are scrolled; undefined: it goes with them. */
  stickyPx(index: number): number | undefined
}

/** @param pinned so many columns stay in view */
export function columnPlaces(columns: readonly Wide[], pinned: number): ColumnPlaces {
  const ends: number[] = []
  let total = NUMBER_PX
  for (const { width } of columns) ends.push((total += width))
  return {
    ends,
    total,
    template: `${NUMBER_PX}px ${columns.map(({ width }) => `${width}px`).join(' ')}`,
    pinnedPx: pinned === 0 ? NUMBER_PX : (ends[pinned - 1] ?? NUMBER_PX),
    stickyPx: (index) => (index < pinned ? (ends[index] ?? 0) - (columns[index]?.width ?? 0) : undefined),
  }
}

interface InView {
  readonly pinned: number
  /** Drawn wherever it is: it has the cursor. */
  readonly current: number
  readonly left: number
  readonly viewPx: number
}

/** Of a wide table only the columns in view are drawn, and the cursor's. */
export function shownColumns<Column extends Wide>(
  columns: readonly Column[],
  ends: readonly number[],
  { pinned, current, left, viewPx }: InView,
): readonly { readonly column: Column; readonly index: number }[] {
  return columns
    .map((column, index) => ({ column, index }))
    .filter(({ column, index }) => {
      const right = ends[index] ?? 0
      if (index < pinned || index === current) return true
      return right > left - MARGIN_PX && right - column.width < left + viewPx + MARGIN_PX
    })
}

/** Scrolls sideways, no further than it needs, until the column is seen. */
export function showColumn(
  scroller: HTMLElement | null,
  columns: readonly Wide[],
  column: number,
  { ends, pinnedPx }: ColumnPlaces,
): void {
  if (scroller === null) return
  const right = ends[column] ?? 0
  const left = right - (columns[column]?.width ?? 0)
  if (left - pinnedPx < scroller.scrollLeft) scroller.scrollLeft = left - pinnedPx
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth
}
