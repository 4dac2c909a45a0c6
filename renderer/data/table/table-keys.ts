import type { KeyboardEvent } from 'react'
import type { Cursor, Place } from '../grid/grid-moves.ts'
import { toggleLook } from '../pane-looks.ts'
import { emptyCells, setCell, setWide } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { rowCommand } from './row-keys.ts'
import type { RowCommand } from './row-keys.ts'
import { canEdit, canPick } from '../rows/table-view.ts'
import type { DataColumn } from '../rows/table-view.ts'
import type { TableEdits } from './use-table-edits.ts'

/** What the keys of the grid do, apart from moving. */
export interface KeyedTable {
  readonly context: RowsContext
  readonly edits: TableEdits
  readonly follow: (place: Place) => void
  readonly sort: (column: number, isMore: boolean, descending: boolean) => void
  readonly filterBy: (column: string) => void
  readonly showValues: (column: DataColumn) => void
  readonly showColumns: () => void
  readonly find: () => void
  /** Takes back the last change, or makes it again. */
  readonly step: (isBack: boolean) => void
}

/** @returns whether the key was one of the table's */
export function runTableKey(table: KeyedTable, event: KeyboardEvent, cursor: Cursor): boolean {
  const { context, edits } = table
  const { store, view } = context
  const { at } = cursor
  const { key, altKey: isAlt, shiftKey: isShift } = event
  const column = view.columns[at.column]
  const row = view.at(at.row)
  const isEditable = column?.kind === 'wide' ? canPick(view, row, column) : canEdit(view, row, column)
  const command = rowCommand({ key, isMod: event.ctrlKey || event.metaKey, isAlt, isShift }, column)
  if (command === null || (command === 'type' && !isEditable)) return false
  if ((command === 'filter' || command === 'values') && column?.kind !== 'data') return false
  const run: Readonly<Record<RowCommand, () => void>> = {
    open: () => edits.open(at),
    type: () => edits.open(at, key),
    toggle: () => isEditable && setCell(context, at, view.value(at.row, at.column) === 1 ? 0 : 1),
    empty: () =>
      column?.kind === 'wide'
        ? row !== undefined && column.wide.null && isEditable && setWide(context, row, column.wide, null)
        : void emptyCells(context, cursor),
    add: () => edits.add(null),
    addLike: () => edits.add(view.at(at.row) ?? null),
    remove: () => edits.remove(),
    filter: () => table.filterBy(column?.name ?? ''),
    follow: () => table.follow(at),
    back: () => store.back(),
    sortUp: () => table.sort(at.column, isShift, false),
    sortDown: () => table.sort(at.column, isShift, true),
    undo: () => table.step(true),
    redo: () => table.step(false),
    find: () => table.find(),
    values: () => column?.kind === 'data' && table.showValues(column),
    columns: () => table.showColumns(),
    form: () => toggleLook('hasForm'),
    whole: () => toggleLook('isWhole'),
  }
  run[command]()
  return true
}
