import { useEffect, useId, useImperativeHandle, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent, ReactNode, Ref } from 'react'
import { t } from '../../texts/texts.ts'
import { cx } from '../../ui/cx.ts'
import { columnPlaces, showColumn, shownColumns } from './column-places.ts'
import styles from './Grid.module.css'
import { clamp, cursorAt, moved, rangeOf, START } from './grid-moves.ts'
import type { Cursor, Place } from './grid-moves.ts'
import { GridRow } from './GridRow.tsx'
import { Head } from './Head.tsx'
import { useMarking } from './use-marking.ts'
import { useRowWindow } from './use-row-window.ts'

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

  const places = columnPlaces(columns, pinned)
  const shown = shownColumns(columns, places.ends, { pinned, current: at.column, left, viewPx })

  function place(next: Cursor): void {
    setCursor(next)
    onCursor?.(next)
  }
  function move(next: Cursor): void {
    place(next)
    show(next.at.row)
    if (next.at.column >= pinned) showColumn(scroller.current, columns, next.at.column, places)
  }

  useImperativeHandle(props.handle, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    go: (place) => move(cursorAt(place)),
  }))

  const now = { at, anchor: cursor.anchor }
  const marking = useMarking({ scroller, cursor: now, rows: count, columns: columns.length, move, mark: place })

  function onKeyDown(event: KeyboardEvent): void {
    // Keys inside the editor are its own.
    if (event.target !== scroller.current) return
    const isMod = event.ctrlKey || event.metaKey
    if (event.key === ' ' && event.shiftKey) {
      event.preventDefault()
      return marking.markRows(at.row, cursor.anchor.row)
    }
    if (props.onKey?.(event, now) === true) return event.preventDefault()
    if (isMod && event.key === 'a') {
      event.preventDefault()
      return marking.markAll()
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
        if (event.target === scroller.current) props.onCopy?.(now, event)
      }}
      onPaste={(event) => {
        if (event.target === scroller.current) props.onPaste?.(now, event)
      }}
    >
      <div
        className={styles['head']}
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: places.template, width: places.total }}
      >
        {/* The keyboard has Control and A. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <span className={styles['number']} aria-hidden title={t.data.markAll} onClick={marking.markAll} />
        {shown.map(({ column, index }) => (
          <Head
            key={column.id}
            column={column}
            index={index}
            stickyPx={places.stickyPx(index)}
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
        style={{ height: bodyPx, width: places.total }}
        onContextMenu={() => props.onMenu?.(null)}
      >
        {Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i).map((row) => (
          <GridRow
            key={row}
            row={row}
            top={yOf(row)}
            mark={mark?.(row)}
            columns={columns.length}
            shown={shown}
            places={places}
            cursor={now}
            range={range}
            marking={marking}
            cell={cell}
            cellId={cellId}
            editor={editor}
            onOpen={props.onOpen}
            onLink={props.onLink}
          />
        ))}
      </div>
      {!isCounting && count === 0 && <div className={styles['none']}>{props.empty}</div>}
    </div>
  )
}
