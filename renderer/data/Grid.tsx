import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ClipboardEvent } from 'react'
import { wireText } from '../../shared/protocol/scalars.ts'
import type { WireCell } from '../../shared/protocol/scalars.ts'
import { t } from '../texts/texts.ts'
import { columnWidth } from './grid/column-widths.ts'
import { rangeOf } from './grid/grid-moves.ts'
import type { Cursor } from './grid/grid-moves.ts'
import { Grid as Cells } from './grid/Grid.tsx'
import type { GridCell } from './grid/Grid.tsx'
import type { Rows } from './rows/rows.ts'

interface GridProps {
  readonly rows: Rows
  readonly label: string
}

/** Rows of an answer, to look at and to copy. */
export function Grid({ rows, label }: GridProps) {
  const { count, isDone } = useSyncExternalStore(rows.subscribe, rows.state)
  const [widths, setWidths] = useState<readonly number[]>(() => widthsOf(rows))
  const hasWidths = useRef(count > 0)
  useEffect(() => {
    // The first page decides the widths: later ones must not make columns jump.
    if (hasWidths.current || count === 0) return
    hasWidths.current = true
    setWidths(widthsOf(rows))
  }, [count, rows])

  function onCopy(cursor: Cursor, event: ClipboardEvent): void {
    if (!(document.getSelection()?.isCollapsed ?? true)) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', tsvOf(rows, cursor))
  }
  return (
    <Cells
      label={label}
      columns={rows.columns.map((column, index) => ({
        id: String(index),
        title: column.name,
        hint: column.type ?? undefined,
        // An answer without rows has names all the same.
        width: widths[index] ?? columnWidth(column.name, []),
      }))}
      count={count}
      isCounting={!isDone}
      cell={(row, column) => shown(rows.cell(row, column))}
      empty={t.preview.noRows}
      onResize={(column, px) => setWidths((all) => all.map((one, i) => (i === column ? px : one)))}
      onCopy={onCopy}
    />
  )
}

const WAITING: GridCell = { text: '', look: 'waiting' }

function shown(value: WireCell | undefined): GridCell {
  if (value === undefined) return WAITING
  return { text: wireText(value), look: value === null ? 'null' : isNumber(value) ? 'number' : undefined }
}

export function isNumber(value: WireCell): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && ('$i' in value || '$f' in value))
}

function widthsOf(rows: Rows): readonly number[] {
  return rows.columns.map(({ name }, column) => columnWidth(name, textsOf(rows, column)))
}

function* textsOf(rows: Rows, column: number): Generator<string> {
  for (let index = 0; ; index++) {
    const value = rows.cell(index, column)
    if (value === undefined) return
    yield wireText(value)
  }
}

/** NULL is nothing, and what would break the lines is one blank, as spreadsheets take it. */
function tsvOf(rows: Rows, cursor: Cursor): string {
  const { top, bottom, left, right } = rangeOf(cursor)
  const lines: string[] = []
  for (let row = top; row <= bottom; row++) {
    const cells = rows.row(row)?.slice(left, right + 1) ?? []
    const isOne = top === bottom && left === right
    lines.push(
      cells
        .map((cell) => (cell === null ? '' : isOne ? wireText(cell) : wireText(cell).replaceAll(/[\t\r\n]+/g, ' ')))
        .join('\t'),
    )
  }
  return lines.join('\n')
}
