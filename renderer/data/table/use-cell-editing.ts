/** The cell that is being edited: how it is opened, what becomes of what was entered, where the cursor goes then. */
import { useState } from 'react'
import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import type { Leave } from '../editors/CellEditor.tsx'
import { rangeOf } from '../grid/grid-moves.ts'
import type { Cursor, Place } from '../grid/grid-moves.ts'
import type { GridHandle } from '../grid/Grid.tsx'
import { fillCells, setCell, setWide } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { canPick, isLongCell, isNewKey } from '../rows/table-view.ts'
import type { DataColumn, ViewRow, WideColumn } from '../rows/table-view.ts'

interface EditingAt {
  readonly place: Place
  /** The letter that opened it; null: opened by key or mouse. */
  readonly typed: string | null
}

export type Editing = EditingAt &
  (
    | { readonly column: DataColumn; readonly value: WireScalar }
    | { readonly column: WideColumn; readonly value: readonly WireScalar[] | null }
  )

export interface CellEditing {
  readonly editing: Editing | null
  edit(place: Place, row: ViewRow, column: DataColumn | WideColumn, typed: string | null): void
  commit(value: NewValue, leave: Leave, label?: string): void
  /** Of a reference over several columns. */
  commitWide(key: readonly WireScalar[] | null, leave: Leave, label?: string): void
  close(leave: Leave): void
  /** The cursor is somewhere else now. */
  leaveFor(next: Cursor): void
}

/** Rows and columns that the cursor goes on. */
const STEPS: Readonly<Record<Leave, readonly [number, number]>> = {
  stay: [0, 0],
  down: [1, 0],
  up: [-1, 0],
  right: [0, 1],
  left: [0, -1],
  all: [0, 0],
}

export function useCellEditing(context: RowsContext, grid: RefObject<GridHandle | null>, cursor: Cursor): CellEditing {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const [editing, setEditing] = useState<Editing | null>(null)
  const { view } = context

  function edit(place: Place, row: ViewRow, column: DataColumn | WideColumn, typed: string | null): void {
    if (column.kind === 'wide') {
      const value = view.keyOf(row, column.wide.columns)
      return flushSync(() => setEditing({ place, column, value, typed }))
    }
    const value = view.valueOf(row, column.name)
    if (!isLongCell(value)) {
      // At once: the keys that are typed next are for the editor.
      const known = value === undefined || isNewKey(value) ? null : (value as WireScalar)
      return flushSync(() => setEditing({ place, column, value: known, typed }))
    }
    if (session === null || row.key === null) return
    client
      .call('rows.cell', { session, table: view.table, key: [...row.key], column: column.name })
      .then((read) => setEditing({ place, column, value: read.value, typed }))
      .catch(report)
  }
  function commit(value: NewValue, leave: Leave, label?: string): void {
    if (editing === null) return
    const { top, bottom } = rangeOf(cursor)
    if (leave === 'all' && bottom > top) {
      void fillCells(context, { top, bottom, column: editing.place.column }, value, label).catch(report)
      setEditing(null)
      grid.current?.focus()
      return
    }
    setCell(context, editing.place, value, label)
    close(leave === 'all' ? 'down' : leave)
  }
  function commitWide(key: readonly WireScalar[] | null, leave: Leave, label?: string): void {
    if (editing?.column.kind !== 'wide') return
    const { top, bottom } = leave === 'all' ? rangeOf(cursor) : { top: editing.place.row, bottom: editing.place.row }
    for (let row = top; row <= bottom; row++) {
      const found = view.at(row)
      if (found !== undefined && canPick(view, found, editing.column))
        setWide(context, found, editing.column.wide, key, label)
    }
    close(leave === 'all' ? 'down' : leave)
  }
  function close(leave: Leave): void {
    const at = editing?.place ?? cursor.at
    setEditing(null)
    if (leave === 'stay' && isFocusElsewhere()) return
    const [down, right] = STEPS[leave]
    grid.current?.focus()
    grid.current?.go({
      row: Math.max(0, Math.min(view.count - 1, at.row + down)),
      column: Math.max(0, Math.min(view.columns.length - 1, at.column + right)),
    })
  }
  function leaveFor({ at }: Cursor): void {
    if (editing !== null && (at.row !== editing.place.row || at.column !== editing.place.column)) setEditing(null)
  }
  return { editing, edit, commit, commitWide, close, leaveFor }
}

/** With the mouse the focus is where it was put. */
function isFocusElsewhere(): boolean {
  const { activeElement } = document
  return activeElement !== document.body && activeElement?.closest('[role="gridcell"]') == null
}
