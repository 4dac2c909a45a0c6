import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef } from 'react'
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
  readonly onMove: ((from: number, to: number) => void) | undefined
  readonly onMenu: () => void
  /** Of a column that stays in view: from the left, px. */
  readonly stickyPx: number | undefined
}

/** A column's name, how it is sorted, and its right edge to drag. */
export function Head({ column, index, stickyPx, onSort, onResize, onMove, onMenu }: HeadProps) {
  const { title, badge, hint, sort = null } = column
  // A drag ends with a click, which is not one for sorting.
  const wasDragged = useRef(false)
  const canSort = onSort !== undefined && column.isSortable !== false
  return (
    // The grid has the keyboard, and a key for it (Alt with an arrow).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <span
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sort === null ? undefined : sort.descending ? 'descending' : 'ascending'}
      className={cx(styles['column'], canSort && styles['sortable'], stickyPx !== undefined && styles['pinnedHead'])}
      style={{ gridColumn: index + 2, left: stickyPx }}
      title={hint}
      onContextMenu={onMenu}
      onPointerDown={(event) => {
        wasDragged.current = false
        if (event.button === 0 && onMove !== undefined)
          dragHead(event, (to) => {
            wasDragged.current = true
            if (to !== null && to !== index) onMove(index, to)
          })
      }}
      onClick={canSort ? (event) => !wasDragged.current && onSort(index, event.shiftKey) : undefined}
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
          onPointerDown={(event) => {
            event.stopPropagation()
            resize(event, column.width, (px) => onResize(index, px))
          }}
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

/** A press that goes further is a drag, px. */
const DRAG_PX = 5

/** @param done the column that it was dropped on; null: none */
function dragHead(event: PointerEvent<HTMLElement>, done: (to: number | null) => void): void {
  const [startX, row] = [event.clientX, event.currentTarget.parentElement]
  let target: Element | null = null
  let isDragged = false
  const stop = new AbortController()
  const { signal } = stop
  function onPointerMove({ clientX, clientY }: globalThis.PointerEvent): void {
    if (!isDragged && Math.abs(clientX - startX) < DRAG_PX) return
    isDragged = true
    const under = document.elementFromPoint(clientX, clientY)?.closest('[role="columnheader"]') ?? null
    target?.removeAttribute('data-drop')
    target = under?.parentElement === row ? under : null
    target?.setAttribute('data-drop', '')
  }
  function end(to: Element | null): void {
    stop.abort()
    target?.removeAttribute('data-drop')
    if (isDragged) done(to === null ? null : Number(to.getAttribute('aria-colindex')) - 1)
  }
  window.addEventListener('pointermove', onPointerMove, { signal })
  window.addEventListener('pointerup', () => end(target), { signal })
  window.addEventListener('pointercancel', () => end(null), { signal })
  // Escape leaves the column where it was.
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(null), { signal })
}
