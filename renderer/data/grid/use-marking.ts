/** The cursor of a grid, and the cells that are marked with the mouse. */
import { useRef } from 'react'
import type { MouseEvent, PointerEvent, RefObject } from 'react'
import type { Cursor, Place } from './grid-moves.ts'

interface MarkingOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly cursor: Cursor
  readonly rows: number
  readonly columns: number
  /** The cursor goes there, and that comes into view. */
  move(next: Cursor): void
  /** The cursor goes there; nothing is scrolled. */
  mark(next: Cursor): void
}

export interface Marking {
  press(kind: 'cell' | 'row', event: PointerEvent, place: Place): void
  enter(event: PointerEvent, place: Place): void
  onPick(event: MouseEvent, place: Place): void
  /** Whole rows; the cursor stands in the first column, which is not scrolled to. */
  markRows(to: number, from: number): void
  markAll(): void
}

export function useMarking({ scroller, cursor, rows, columns, move, mark }: MarkingOptions): Marking {
  /** Where a drag of the mouse began. The cell that is left is written on the way: only then the cursor moves. */
  const dragged = useRef<{ readonly kind: 'cell' | 'row'; readonly from: Place } | null>(null)

  /** A press leaves the focus on the cell; the grid has the keys. An editor inside keeps them. */
  function takeKeys(): void {
    const { activeElement } = document
    if (activeElement instanceof HTMLElement && activeElement.matches('input,textarea')) return
    scroller.current?.focus({ preventScroll: true })
  }
  function markTo(next: Cursor): void {
    takeKeys()
    mark(next)
  }
  function markRows(to: number, from: number): void {
    markTo({ at: { row: to, column: 0 }, anchor: { row: from, column: columns - 1 } })
  }

  return {
    markRows,
    markAll: () => markTo({ at: { row: rows - 1, column: columns - 1 }, anchor: { row: 0, column: 0 } }),
    onPick(event, place) {
      takeKeys()
      move({ at: place, anchor: event.shiftKey ? cursor.anchor : place })
    },
    press(kind, event, place) {
      dragged.current = event.button === 0 ? { kind, from: event.shiftKey ? cursor.anchor : place } : null
    },
    enter(event, place) {
      if (dragged.current === null || (event.buttons & 1) === 0) return
      const { kind, from } = dragged.current
      if (kind === 'row') markRows(place.row, from.row)
      else markTo({ at: place, anchor: from })
    },
  }
}
