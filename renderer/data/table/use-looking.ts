/** How a table is looked at: its order, its columns, the same as a query. */
import type { RefObject } from 'react'
import { ormWords } from '../../../shared/rows/orm-words.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { arrange } from '../columns/column-layout.ts'
import { layoutNow } from '../columns/use-column-layout.ts'
import type { Spot } from '../data-store.ts'
import type { Cursor } from '../grid/grid-moves.ts'
import type { GridHandle } from '../grid/Grid.tsx'
import { showPane } from '../pane.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import type { ViewColumn } from '../rows/table-view.ts'
import { nextSort } from './next-sort.ts'

export function useLooking(
  { store, view, form }: RowsContext,
  spot: Spot,
  grid: RefObject<GridHandle | null>,
  cursor: Cursor,
) {
  const app = useApp()

  function sort(index: number, isMore: boolean, descending?: boolean, byKey = false): void {
    const column = view.columns[index]
    if (column?.kind !== 'data') return
    store.look({ sort: nextSort(spot.sort, column, { isMore, descending, byKey }) })
  }

  function step(isBack: boolean): void {
    const words = t.columns
    if (!store.step(isBack)) app.ui.announce(words.nothingToUndo)
    else app.ui.announce(isBack ? words.undone : words.redone)
  }

  /** The cursor goes to the column; the grid has the keys again. */
  function goToColumn({ kind, name }: ViewColumn): void {
    requestAnimationFrame(() => {
      const index = arrange(view.all, layoutNow(app, spot.table)).columns.findIndex(
        (one) => one.kind === kind && one.name === name,
      )
      grid.current?.focus()
      if (index >= 0) grid.current?.go({ row: cursor.at.row, column: index })
    })
  }

  /** The same rows as a query of the shell. */
  function showQuery(): void {
    const words = form === null ? null : ormWords(form, spot.filters, spot.sort)
    if (words === null) return
    app.preview.setCode('orm', words)
    showPane('query')
    app.ui.focusOn('shell')
  }

  return { sort, step, goToColumn, showQuery }
}
