import { useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent, MouseEvent, PointerEvent, ReactNode, Ref } from 'react'
import { t } from '../../texts/texts.ts'
import { cx } from '../../ui/cx.ts'
import { Cell } from './Cell.tsx'
import styles from './Grid.module.css'
import { clamp, cursorAt, isInRange, isSingle, isWholeRow, moved, rangeOf, START } from './grid-moves.ts'
import type { Cursor, Place } from './grid-moves.ts'
import { Head } from './Head.tsx'
import { useRowWindow } from './use-row-window.ts'

/** Row numbers stand in front of the first column. */
const NUMBER_PX = 56

export interface GridColumn {
  readonly id: string
  readonly title: string
  readonly hint?: string | undefined
  /** A small word after the title: `FK`, `PK`. */
  readonly badge?: string | undefined
  readonly sort?: { readonly descending: boolean; readonly place: number } | null
  readonly isSortable?: boolean
  readonly width: number
}

export interface GridCell {
  readonly text: string
  /** After the text, quieter: what a foreign key's row is called. */
  readonly note?: string | undefined
  readonly look?: 'null' | 'number' | 'waiting' | 'link' | undefined
  readonly isChanged?: boolean | undefined
  /** It has what is being looked for. */
  readonly isFound?: boolean
  /** It refers to a row elsewhere: an arrow leads there. */
  readonly canFollow?: boolean | undefined
  /** Why the cell cannot stay so. */
  readonly problem?: string | undefined
}

export type RowMark = 'new' | 'deleted' | 'changed' | 'problem'

export interface GridHandle {
  focus(): void
  /** Moves the cursor there and brings it into view. */
  go(place: Place): void
}

interface GridProps {
  readonly label: string
  readonly columns: readonly GridColumn[]
  /** So many of them stay in view while the others are scrolled. */
  readonly pinned?: number
  readonly count: number
  /** More rows may come. */
  readonly isCounting?: boolean
  readonly cell: (row: number, column: number) => GridCell
  readonly mark?: (row: number) => RowMark | undefined
  readonly empty?: ReactNode
  readonly handle?: Ref<GridHandle>
  readonly onNeed?: (first: number, end: number) => void
  readonly onCursor?: (cursor: Cursor) => void
  readonly onResize?: (column: number, px: number) => void
  readonly onSort?: (column: number, isMore: boolean) => void
  /** A column was dragged to the place of another one. */
  readonly onMove?: (from: number, to: number) => void
  /** A menu is asked for, for the column or for the cells. */
  readonly onMenu?: (head: number | null) => void
  /** Keys that do not move; true: taken. */
  readonly onKey?: (event: KeyboardEvent, cursor: Cursor) => boolean
  readonly onOpen?: (place: Place) => void
  readonly onLink?: (place: Place) => void
  readonly onCopy?: (cursor: Cursor, event: ClipboardEvent) => void
  readonly onPaste?: (cursor: Cursor, event: ClipboardEvent) => void
  /** Stands in the cell of the cursor instead of its text. */
  readonly editor?: ReactNode
}

/** Rows in cells, only those in view in the page. One stop of the Tab key; arrows move, Shift marks a range. */
export function Grid(props: GridProps) {
  const { label, columns, pinned = 0, count, isCounting = false, cell, mark, editor, onNeed, onCursor } = props
  const [cursor, setCursor] = useState<Cursor>(START)
  const at = { row: clamp(cursor.at.row, count), column: clamp(cursor.at.column, columns.length) }
  const range = rangeOf({
    at,
    anchor: { row: clamp(cursor.anchor.row, count), column: clamp(cursor.anchor.column, columns.length) },
  })
  const [scroller, { first, end, bodyPx, page, yOf, show, left, width: viewPx }] = useRowWindow(count)
  const prefix = useId()
  const cellId = (place: Place): string => `${prefix}cell-${place.row}-${place.column}`

  useEffect(() => onNeed?.(first, end), [onNeed, first, end])

  const ends: number[] = []
  let total = NUMBER_PX
  for (const { width } of columns) ends.push((total += width))
  const template = `${NUMBER_PX}px ${columns.map(({ width }) => `${width}px`).join(' ')}`
  // Of a wide table only the columns in view are drawn, and the cursor's.
  const shown = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column, index }) => {
      const right = ends[index] ?? 0
      if (index < pinned || index === at.column) return true
      return right > left - 200 && right - column.width < left + viewPx + 200
    })
  const pinnedPx = pinned === 0 ? NUMBER_PX : (ends[pinned - 1] ?? NUMBER_PX)
  const stickyPx = (index: number): number | undefined =>
    index < pinned ? (ends[index] ?? 0) - (columns[index]?.width ?? 0) : undefined

  function move(next: Cursor): void {
    setCursor(next)
    onCursor?.(next)
    show(next.at.row)
    if (next.at.column >= pinned) showColumn(scroller.current, ends, columns, next.at.column, pinnedPx)
  }

  useImperativeHandle(props.handle, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    go: (place) => move(cursorAt(place)),
  }))

  function onKeyDown(event: KeyboardEvent): void {
    // Keys inside the editor are its own.
    if (event.target !== scroller.current) return
    const isMod = event.ctrlKey || event.metaKey
    const now = { at, anchor: cursor.anchor }
    if (event.key === ' ' && event.shiftKey) {
      event.preventDefault()
      return markRows(at.row, cursor.anchor.row)
    }
    if (props.onKey?.(event, now) === true) return event.preventDefault()
    if (isMod && event.key === 'a') {
      event.preventDefault()
      return markAll()
    }
    if (event.altKey) return
    const next = moved(
      now,
      { key: event.key, isMod, isShift: event.shiftKey },
      { rows: count, columns: columns.length, page },
    )
    if (next === null) return
    event.preventDefault()
    move(next)
    // A column that stays in view is there already: the others are gone back to all the same.
    if (event.key === 'Home') scroller.current?.scrollTo({ left: 0 })
  }

  /** Where a drag of the mouse began. The cell that is left is written on the way: only then the cursor moves. */
  const dragged = useRef<{ readonly kind: 'cell' | 'row'; readonly from: Place } | null>(null)

  function onPick(event: MouseEvent, place: Place): void {
    takeKeys()
    move({ at: place, anchor: event.shiftKey ? cursor.anchor : place })
  }
  /** A press leaves the focus on the cell; the grid has the keys. An editor inside keeps them. */
  function takeKeys(): void {
    const { activeElement } = document
    if (activeElement instanceof HTMLElement && activeElement.matches('input,textarea')) return
    scroller.current?.focus({ preventScroll: true })
  }
  function press(kind: 'cell' | 'row', event: PointerEvent, place: Place): void {
    dragged.current = event.button === 0 ? { kind, from: event.shiftKey ? cursor.anchor : place } : null
  }
  function enter(event: PointerEvent, place: Place): void {
    if (dragged.current === null || (event.buttons & 1) === 0) return
    const { kind, from } = dragged.current
    if (kind === 'row') markRows(place.row, from.row)
    else markTo({ at: place, anchor: from })
  }
  function markTo(next: Cursor): void {
    takeKeys()
    setCursor(next)
    onCursor?.(next)
  }
  /** Whole rows; the cursor stands in the first column, which is not scrolled to. */
  function markRows(to: number, from: number): void {
    markTo({ at: { row: to, column: 0 }, anchor: { row: from, column: columns.length - 1 } })
  }
  function markAll(): void {
    markTo({ at: { row: count - 1, column: columns.length - 1 }, anchor: { row: 0, column: 0 } })
  }

  if (columns.length === 0) return <div className={styles['none']}>{props.empty}</div>
  return (
    <div
      ref={scroller}
      className={cx(styles['scroller'], count > 0 && styles['hasCursor'])}
      role="grid"
      aria-label={label}
      aria-rowcount={isCounting ? -1 : count + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={count > 0 && at.row >= first && at.row < end ? cellId(at) : undefined}
      onKeyDown={onKeyDown}
      onCopy={(event) => {
        if (event.target === scroller.current) props.onCopy?.({ at, anchor: cursor.anchor }, event)
      }}
      onPaste={(event) => {
        if (event.target === scroller.current) props.onPaste?.({ at, anchor: cursor.anchor }, event)
      }}
    >
      <div
        className={styles['head']}
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: template, width: total }}
      >
        {/* The keyboard has Control and A. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <span className={styles['number']} aria-hidden title={t.data.markAll} onClick={markAll} />
        {shown.map(({ column, index }) => (
          <Head
            key={column.id}
            column={column}
            index={index}
            stickyPx={stickyPx(index)}
            onSort={props.onSort}
            onResize={props.onResize}
            onMove={props.onMove}
            onMenu={() => props.onMenu?.(index)}
          />
        ))}
      </div>
      <div
        role="presentation"
        className={styles['body']}
        style={{ height: bodyPx, width: total }}
        onContextMenu={() => props.onMenu?.(null)}
      >
        {Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i).map((row) => (
          <div
            key={row}
            role="row"
            aria-rowindex={row + 2}
            data-mark={mark?.(row)}
            className={styles['row']}
            style={{ gridTemplateColumns: template, transform: `translateY(${yOf(row)}px)` }}
          >
            {/* The keyboard has Shift and Space. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
            <span
              className={cx(styles['number'], isWholeRow(range, row, columns.length) && styles['picked'])}
              aria-hidden
              onPointerDown={(event) => press('row', event, { row, column: 0 })}
              onPointerEnter={(event) => enter(event, { row, column: 0 })}
              onClick={(event) => markRows(row, event.shiftKey ? cursor.anchor.row : row)}
              onContextMenu={isWholeRow(range, row, columns.length) ? undefined : () => markRows(row, row)}
            >
              {t.data.number(row + 1)}
            </span>
            {shown.map(({ column, index }) => {
              const isActive = at.row === row && at.column === index
              const place = { row, column: index }
              return (
                <Cell
                  key={column.id}
                  id={cellId(place)}
                  column={index}
                  stickyPx={stickyPx(index)}
                  value={cell(row, index)}
                  isActive={isActive}
                  isMarked={!isSingle(range) && isInRange(range, row, index)}
                  editor={isActive ? editor : undefined}
                  onPress={(event) => press('cell', event, place)}
                  onEnter={(event) => enter(event, place)}
                  onPick={(event) => onPick(event, place)}
                  onOpen={() => props.onOpen?.(place)}
                  onLink={() => props.onLink?.(place)}
                />
              )
            })}
          </div>
        ))}
      </div>
      {!isCounting && count === 0 && <div className={styles['none']}>{props.empty}</div>}
    </div>
  )
}

function showColumn(
  scroller: HTMLElement | null,
  ends: readonly number[],
  columns: readonly GridColumn[],
  column: number,
  pinnedPx: number,
): void {
  if (scroller === null) return
  const right = ends[column] ?? 0
  const left = right - (columns[column]?.width ?? 0)
  if (left - pinnedPx < scroller.scrollLeft) scroller.scrollLeft = left - pinnedPx
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth
}
