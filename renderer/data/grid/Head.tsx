import { ArrowDown, ArrowUp } from 'lucide-react'
import type { PointerEvent } from 'react'
import { cx } from '../../ui/cx.ts'
import styles from './Grid.module.css'
import type { GridColumn } from './Grid.tsx'

const MIN_COLUMN_PX = 40

interface HeadProps {
  readonly column: GridColumn
  readonly index: number
  readonly onSort: ((column: number, isMore: boolean) => void) | undefined
  readonly onResize: ((column: number, px: number) => void) | undefined
}

/** A column's name, how it is sorted, and its right edge to drag. */
export function Head({ column, index, onSort, onResize }: HeadProps) {
  const { title, badge, hint, sort = null } = column
  const canSort = onSort !== undefined && column.isSortable !== false
  return (
    // The grid has the keyboard, and a key for it (Alt with an arrow).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <span
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sort === null ? undefined : sort.descending ? 'descending' : 'ascending'}
      className={cx(styles['column'], canSort && styles['sortable'])}
      style={{ gridColumn: index + 2 }}
      title={hint}
      onClick={canSort ? (event) => onSort(index, event.shiftKey) : undefined}
    >
      <span className={styles['columnName']}>{title}</span>
      {badge !== undefined && <span className={styles['badge']}>{badge}</span>}
      {sort !== null && (
        <span className={styles['sort']} aria-hidden>
          {sort.descending ? <ArrowDown size={12} /> : <ArrowUp size={12} />}
          {sort.place > 0 && sort.place}
        </span>
      )}
      {onResize !== undefined && (
        <span
          className={styles['resize']}
          aria-hidden
          onClick={(event) => event.stopPropagation()}
          onPointerDown={(event) => resize(event, column.width, (px) => onResize(index, px))}
        />
      )}
    </span>
  )
}

function resize(event: PointerEvent<HTMLElement>, from: number, set: (px: number) => void): void {
  const start = event.clientX
  const handle = event.currentTarget
  handle.setPointerCapture(event.pointerId)
  const onMove = (move: globalThis.PointerEvent): void => set(Math.max(MIN_COLUMN_PX, from + move.clientX - start))
  handle.addEventListener('pointermove', onMove)
  handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', onMove), { once: true })
}
