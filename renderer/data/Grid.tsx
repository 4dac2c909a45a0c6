import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ClipboardEvent, KeyboardEvent, PointerEvent } from 'react'
import { wireText } from '../../shared/protocol/scalars.ts'
import type { WireCell } from '../../shared/protocol/scalars.ts'
import { cx } from '../ui/cx.ts'
import { columnWidths } from './column-widths.ts'
import styles from './Grid.module.css'
import type { Rows } from './rows.ts'
import { t } from '../texts/texts.ts'

const ROW_PX = 26
/** Row numbers stand in front of the first column. */
const NUMBER_PX = 52

interface Place {
  readonly row: number
  readonly column: number
}

interface GridProps {
  readonly rows: Rows
  readonly label: string
  /** The cursor went to another row. */
  readonly onRow?: (row: number) => void
}

/** Rows of an answer: only those in view are in the page; arrows move, Mod+C copies the cell. */
export function Grid({ rows, label, onRow }: GridProps) {
  const { count, isDone } = useSyncExternalStore(rows.subscribe, rows.state)
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<Place>({ row: 0, column: 0 })
  const [widths, setWidths] = useState<readonly number[]>(() => columnWidths(rows))
  const hasWidths = useRef(count > 0)
  // Nothing here is compiled to memoise; the virtualiser's functions are read in the same render.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  })

  useEffect(() => {
    // The first page decides the widths: later ones must not make columns jump.
    if (hasWidths.current || count === 0) return
    hasWidths.current = true
    setWidths(columnWidths(rows))
  }, [count, rows])

  useEffect(() => onRow?.(at.row), [onRow, at.row])

  const template = `${NUMBER_PX}px ${widths.map((px) => `${px}px`).join(' ')}`
  const width = NUMBER_PX + widths.reduce((sum, px) => sum + px, 0)

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 1)
    const isMod = event.ctrlKey || event.metaKey
    const moves: Record<string, Place> = {
      ArrowDown: { row: at.row + 1, column: at.column },
      ArrowUp: { row: at.row - 1, column: at.column },
      ArrowRight: { row: at.row, column: at.column + 1 },
      ArrowLeft: { row: at.row, column: at.column - 1 },
      PageDown: { row: at.row + page, column: at.column },
      PageUp: { row: at.row - page, column: at.column },
      Home: { row: isMod ? 0 : at.row, column: 0 },
      End: { row: isMod ? count - 1 : at.row, column: widths.length - 1 },
    }
    const next = moves[event.key]
    if (next === undefined) return
    event.preventDefault()
    const place = { row: clamp(next.row, count), column: clamp(next.column, widths.length) }
    setAt(place)
    virtual.scrollToIndex(place.row, { align: 'auto' })
    showColumn(scroller.current, widths, place.column)
  }

  function onCopy(event: ClipboardEvent): void {
    if (!(document.getSelection()?.isCollapsed ?? true)) return
    const cell = rows.row(at.row)?.[at.column]
    if (cell === undefined) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', cell === null ? '' : wireText(cell))
  }

  if (rows.columns.length === 0) return <p className={styles['none']}>{t.preview.noRows}</p>
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="grid"
      aria-label={label}
      aria-rowcount={isDone ? count + 1 : -1}
      aria-colcount={rows.columns.length}
      tabIndex={0}
      aria-activedescendant={count > 0 ? cellId(at) : undefined}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
    >
      <div className={styles['head']} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template, width }}>
        <span className={styles['number']} aria-hidden />
        {rows.columns.map((column, index) => (
          <span
            key={index}
            role="columnheader"
            aria-colindex={index + 1}
            className={styles['column']}
            title={column.type ?? undefined}
          >
            <span className={styles['columnName']}>{column.name}</span>
            <span
              className={styles['resize']}
              aria-hidden
              onPointerDown={(event) =>
                resize(event, widths[index] ?? 0, (px) =>
                  setWidths((all) => all.map((one, i) => (i === index ? px : one))),
                )
              }
            />
          </span>
        ))}
      </div>
      <div role="presentation" className={styles['body']} style={{ height: virtual.getTotalSize(), width }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows.row(index)
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={styles['row']}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              <span className={styles['number']} aria-hidden>
                {index + 1}
              </span>
              {rows.columns.map((_, column) => (
                <Cell
                  key={column}
                  id={cellId({ row: index, column })}
                  column={column}
                  value={row?.[column]}
                  isActive={at.row === index && at.column === column}
                  onPick={() => setAt({ row: index, column })}
                />
              ))}
            </div>
          )
        })}
      </div>
      {isDone && count === 0 && <p className={styles['none']}>{t.preview.noRows}</p>}
    </div>
  )
}

interface CellProps {
  readonly id: string
  readonly column: number
  readonly value: WireCell | undefined
  readonly isActive: boolean
  readonly onPick: () => void
}

function Cell({ id, column, value, isActive, onPick }: CellProps) {
  const text = value === undefined ? '' : wireText(value)
  const isNumber =
    typeof value === 'number' || (typeof value === 'object' && value !== null && ('$i' in value || '$f' in value))
  return (
    // The grid element has the keyboard; a cell only takes the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <span
      id={id}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={column + 1}
      className={cx(
        styles['cell'],
        isNumber && styles['numeric'],
        value === null && styles['null'],
        isActive && styles['active'],
      )}
      title={text.length > 24 ? text.slice(0, 500) : undefined}
      onClick={onPick}
    >
      {text.slice(0, 300)}
    </span>
  )
}

function cellId({ row, column }: Place): string {
  return `cell-${row}-${column}`
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}

function showColumn(scroller: HTMLElement | null, widths: readonly number[], column: number): void {
  if (scroller === null) return
  const left = NUMBER_PX + widths.slice(0, column).reduce((sum, px) => sum + px, 0)
  const right = left + (widths[column] ?? 0)
  if (left - NUMBER_PX < scroller.scrollLeft) scroller.scrollLeft = left - NUMBER_PX
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth
}

const MIN_COLUMN_PX = 40

function resize(event: PointerEvent<HTMLElement>, from: number, set: (px: number) => void): void {
  const start = event.clientX
  const handle = event.currentTarget
  handle.setPointerCapture(event.pointerId)
  const onMove = (move: globalThis.PointerEvent): void => set(Math.max(MIN_COLUMN_PX, from + move.clientX - start))
  handle.addEventListener('pointermove', onMove)
  handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', onMove), { once: true })
}
