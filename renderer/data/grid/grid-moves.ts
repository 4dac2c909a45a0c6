/** The cursor of a grid and the cells it has marked, as data. */

export interface Place {
  readonly row: number
  readonly column: number
}

/** `anchor` is where the marking began; without a range both are the same cell. */
export interface Cursor {
  readonly at: Place
  readonly anchor: Place
}

export interface Size {
  readonly rows: number
  readonly columns: number
  /** Rows of a page. */
  readonly page: number
}

export const START: Cursor = cursorAt({ row: 0, column: 0 })

export function cursorAt(at: Place): Cursor {
  return { at, anchor: at }
}

interface MoveKey {
  readonly key: string
  readonly isMod: boolean
  readonly isShift: boolean
}

/** Where the key leads; null: it is no key that moves. */
export function moved({ at, anchor }: Cursor, { key, isMod, isShift }: MoveKey, size: Size): Cursor | null {
  const far = Math.max(size.rows, size.columns)
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowDown: [isMod ? far : 1, 0],
    ArrowUp: [isMod ? -far : -1, 0],
    ArrowRight: [0, isMod ? far : 1],
    ArrowLeft: [0, isMod ? -far : -1],
    PageDown: [size.page, 0],
    PageUp: [-size.page, 0],
    Home: [isMod ? -far : 0, -far],
    End: [isMod ? far : 0, far],
  }
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined
  if (step === undefined) return null
  const to = {
    row: clamp(at.row + step[0], size.rows),
    column: clamp(at.column + step[1], size.columns),
  }
  return { at: to, anchor: isShift ? anchor : to }
}

export function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}

export interface Range {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export function rangeOf({ at, anchor }: Cursor): Range {
  return {
    top: Math.min(at.row, anchor.row),
    bottom: Math.max(at.row, anchor.row),
    left: Math.min(at.column, anchor.column),
    right: Math.max(at.column, anchor.column),
  }
}

export function isInRange({ top, bottom, left, right }: Range, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right
}

export function isSingle({ top, bottom, left, right }: Range): boolean {
  return top === bottom && left === right
}

/** Whether all cells of the row are marked; of one column that is the cursor's row only where rows were marked. */
export function isWholeRow({ top, bottom, left, right }: Range, row: number, columns: number): boolean {
  return row >= top && row <= bottom && left === 0 && right === columns - 1 && (columns > 1 || bottom > top)
}
