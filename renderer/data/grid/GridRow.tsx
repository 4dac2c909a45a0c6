import type { ReactNode } from 'react'
import { t } from '../../texts/texts.ts'
import { cx } from '../../ui/cx.ts'
import { Cell } from './Cell.tsx'
import type { ColumnPlaces } from './column-places.ts'
import type { GridCell, GridColumn, RowMark } from './Grid.tsx'
import styles from './Grid.module.css'
import { isInRange, isSingle, isWholeRow } from './grid-moves.ts'
import type { Cursor, Place, Range } from './grid-moves.ts'
import type { Marking } from './use-marking.ts'

interface GridRowProps {
  readonly row: number
  /** Where it lies in the body, px. */
  readonly top: number
  readonly mark: RowMark | undefined
  readonly columns: number
  readonly shown: readonly { readonly column: GridColumn; readonly index: number }[]
  readonly places: ColumnPlaces
  readonly cursor: Cursor
  readonly range: Range
  readonly marking: Marking
  readonly cell: (row: number, column: number) => GridCell
  readonly cellId: (place: Place) => string
  readonly editor: ReactNode
  readonly onOpen: ((place: Place) => void) | undefined
  readonly onLink: ((place: Place) => void) | undefined
}

/** One row: its number, by which it is marked, and those of its cells that are in view. */
export function GridRow(props: GridRowProps) {
  const { row, top, columns, shown, places, cursor, range, marking, cellId, onOpen, onLink } = props
  const { press, enter, onPick, markRows } = marking
  const isWhole = isWholeRow(range, row, columns)
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      data-mark={props.mark}
      className={styles['row']}
      style={{ gridTemplateColumns: places.template, transform: `translateY(${top}px)` }}
    >
      {/* The keyboard has Shift and Space. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span
        className={cx(styles['number'], isWhole && styles['picked'])}
        aria-hidden
        onPointerDown={(event) => press('row', event, { row, column: 0 })}
        onPointerEnter={(event) => enter(event, { row, column: 0 })}
        onClick={(event) => markRows(row, event.shiftKey ? cursor.anchor.row : row)}
        onContextMenu={isWhole ? undefined : () => markRows(row, row)}
      >
        {t.data.number(row + 1)}
      </span>
      {shown.map(({ column, index }) => {
        const isActive = cursor.at.row === row && cursor.at.column === index
        const place = { row, column: index }
        return (
          <Cell
            key={column.id}
            id={cellId(place)}
            column={index}
            stickyPx={places.stickyPx(index)}
            value={props.cell(row, index)}
            isActive={isActive}
            isMarked={!isSingle(range) && isInRange(range, row, index)}
            editor={isActive ? props.editor : undefined}
            onPress={(event) => press('cell', event, place)}
            onEnter={(event) => enter(event, place)}
            onPick={(event) => onPick(event, place)}
            onOpen={() => onOpen?.(place)}
            onLink={() => onLink?.(place)}
          />
        )
      })}
    </div>
  )
}
