import type { LayoutOf } from '../columns/use-column-layout.ts'
import { HeadMenu } from '../columns/HeadMenu.tsx'
import type { Cursor } from '../grid/grid-moves.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import type { DataColumn } from '../rows/table-view.ts'
import { RowMenu } from './RowMenu.tsx'
import type { Leads } from './use-leads.ts'
import type { TableEdits } from './use-table-edits.ts'

interface TableMenuProps {
  readonly context: RowsContext
  readonly edits: TableEdits
  readonly leads: Leads
  readonly cursor: Cursor
  /** The column whose head it was asked for; null: it was asked for the cells. */
  readonly head: number | null
  readonly layout: LayoutOf
  readonly onSort: (index: number, isMore: boolean, descending?: boolean, byKey?: boolean) => void
  readonly onFilter: (column: string) => void
  readonly onValues: (column: DataColumn) => void
}

/** What can be done with the cells at the cursor, or with a column. */
export function TableMenu(props: TableMenuProps) {
  const { context, edits, leads, cursor, head, layout, onSort, onFilter, onValues } = props
  const { view } = context
  if (head === null) {
    return (
      <RowMenu
        context={context}
        cursor={cursor}
        onEdit={() => edits.open(cursor.at)}
        onFollow={() => leads.follow(cursor.at)}
        onMany={() => leads.openMany(cursor.at)}
        onAdd={edits.add}
        onDelete={edits.remove}
        onSort={(descending, byKey) => onSort(cursor.at.column, false, descending, byKey)}
        onValues={onValues}
      />
    )
  }
  return (
    <HeadMenu
      view={view}
      index={head}
      layout={layout}
      onSort={(descending) => onSort(head, false, descending)}
      onFilter={() => onFilter(view.columns[head]?.name ?? '')}
      onValues={() => {
        const column = view.columns[head]
        if (column?.kind === 'data') onValues(column)
      }}
    />
  )
}
