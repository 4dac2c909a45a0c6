import { useState } from 'react'
import type { RefObject } from 'react'
import { useStore } from 'zustand'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { rangeOf } from '../grid/grid-moves.ts'
import type { Cursor, Place } from '../grid/grid-moves.ts'
import type { GridHandle } from '../grid/Grid.tsx'
import { addRow, toggleDelete } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { canEdit, canPick } from '../rows/table-view.ts'
import type { ViewRow } from '../rows/table-view.ts'
import type { CellEditing } from './use-cell-editing.ts'
import type { Leads } from './use-leads.ts'

interface TableEditsOptions {
  readonly context: RowsContext
  readonly table: string
  /** Why nothing can be written; null: it can. */
  readonly readOnly: string | null
  readonly cursor: Cursor
  readonly grid: RefObject<GridHandle | null>
  readonly edit: CellEditing['edit']
  readonly leads: Leads
}

export interface TableEdits {
  /** @param typed what the editor begins with; null: what stands in the cell */
  open(place: Place, typed?: string | null): void
  /** @param like the row that the new one copies; null: none */
  add(like: ViewRow | null): void
  /** The rows that are marked. */
  remove(): void
  /** Rows about which one is asked before they go; null: none. */
  readonly deleting: readonly ViewRow[] | null
  stopDeleting(): void
}

/** What is done to the rows of one table: cells opened, rows added and taken away. */
export function useTableEdits(options: TableEditsOptions): TableEdits {
  const { context, table, readOnly, cursor, grid, edit, leads } = options
  const { view } = context
  const { follow, openMany } = leads
  const app = useApp()
  const { client, preview } = app
  const session = useStore(preview, (s) => s.session)
  const [deleting, setDeleting] = useState<readonly ViewRow[] | null>(null)

  function open(place: Place, typed: string | null = null): void {
    const row = view.at(place.row)
    const column = view.columns[place.column]
    if (column?.kind === 'many') return openMany(place)
    if (column?.kind === 'reverse') return follow(place)
    if (readOnly !== null) return column?.kind === 'wide' ? follow(place) : app.ui.announce(readOnly)
    if (column?.kind === 'wide')
      return row !== undefined && canPick(view, row, column) ? edit(place, row, column, typed) : follow(place)
    if (row === undefined || !canEdit(view, row, column)) return
    edit(place, row, column, typed)
  }
  const rowsMarked = (): ViewRow[] => {
    const { top, bottom } = rangeOf(cursor)
    return Array.from({ length: Math.min(1000, bottom - top + 1) }, (_, i) => view.at(top + i)).filter(
      (row) => row !== undefined,
    )
  }
  function remove(): void {
    const marked = rowsMarked()
    if (!view.isEditable || marked.length === 0) return
    // Taken back at once where all of them are marked already, or are new.
    if (marked.every(({ key, staged: one }) => key === null || one?.isDeleted === true))
      return toggleDelete(context, marked, false)
    setDeleting(marked)
  }
  async function defaults(): Promise<ReadonlyMap<string, WireScalar>> {
    if (session === null) return new Map()
    const { values } = await client.call('rows.defaults', { session, table })
    return new Map(values.map(({ column, value }) => [column, value]))
  }
  function add(like: ViewRow | null): void {
    if (!view.isEditable) return
    const first = view.columns.findIndex(
      (column) => column.kind === 'data' && column.form?.isAuto !== true && column.page.pk === 0,
    )
    void addRow(context, defaults, like)
      .then(() => {
        grid.current?.focus()
        // New rows stand above the others, the latest last of them.
        requestAnimationFrame(() => grid.current?.go({ row: view.news, column: Math.max(0, first) }))
      })
      .catch(report)
  }
  return { open, add, remove, deleting, stopDeleting: () => setDeleting(null) }
}
