import { useApp } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
import { t } from '../../texts/texts.ts'
import { MenuItem, MenuRule } from '../../ui/ActionMenu.tsx'
import { openCard } from '../cards/cards-store.ts'
import { COPY_FORMATS } from '../rows/copy-formats.ts'
import { cursorAt, rangeOf } from '../grid/grid-moves.ts'
import type { Cursor } from '../grid/grid-moves.ts'
import { cellText, copyAs, copyNow, emptyCells, filterByCell, holding, leadsTo } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { canEdit, canPick } from '../rows/table-view.ts'
import type { DataColumn, ViewRow } from '../rows/table-view.ts'

interface RowMenuProps {
  readonly context: RowsContext
  readonly cursor: Cursor
  readonly onEdit: () => void
  readonly onFollow: () => void
  readonly onMany: () => void
  readonly onAdd: (like: ViewRow | null) => void
  readonly onDelete: () => void
  readonly onSort: (descending: boolean, byKey?: boolean) => void
  readonly onValues: (column: DataColumn) => void
}

/** Everything that can be done with the cell and the rows under the cursor. */
export function RowMenu({
  context,
  cursor,
  onEdit,
  onFollow,
  onMany,
  onAdd,
  onDelete,
  onSort,
  onValues,
}: RowMenuProps) {
  const { canvas, ui } = useApp()
  const { view, store, form } = context
  const { at } = cursor
  const row = view.at(at.row)
  const column = view.columns[at.column]
  const { top, bottom } = rangeOf(cursor)
  if (row === undefined || column === undefined)
    return <MenuItem label={t.data.newRow} disabled={!view.isEditable} onClick={() => onAdd(null)} />
  const isEditable = column.kind === 'wide' ? canPick(view, row, column) : canEdit(view, row, column)
  const goesTo = leadsTo(context, at)
  const value = cellText(context, at)
  const only = filterByCell(context, at, false)
  const without = filterByCell(context, at, true)
  const filters = store.getState().spot?.filters ?? []
  const isKey = column.kind === 'data' && column.target !== null
  const isDeleted = row.staged?.isDeleted === true
  const hasKey = form !== null && row.key !== null && form.keyColumns.length > 0
  const ownKey = hasKey ? view.keyOf(row, form.keyColumns) : null
  function onCanvas(): void {
    if (form?.modelId == null || ownKey === null) return
    openCard({ table: form.table, filters: holding(form.keyColumns, ownKey), model: form.modelId })
    canvas.centerOn(form.modelId)
    ui.announce(t.data.onCanvas)
  }
  return (
    <>
      {column.kind === 'many' ? (
        <MenuItem label={t.data.edit} keys="Enter" disabled={!view.isEditable} onClick={onMany} />
      ) : (
        <MenuItem label={t.data.edit} keys="Enter" disabled={!isEditable} onClick={onEdit} />
      )}
      {isEditable && column.kind === 'data' && column.rule.null && (
        <MenuItem label={t.data.setNull} keys="Delete" onClick={() => void emptyCells(context, cursorAt(at))} />
      )}
      {goesTo !== null && (
        <MenuItem label={t.data.follow(modelOf(context, goesTo.table))} keys="Alt+Enter" onClick={onFollow} />
      )}
      {form?.modelId != null && ownKey !== null && <MenuItem label={t.data.onCanvas} onClick={onCanvas} />}
      <MenuRule />
      <MenuItem
        label={t.data.copy}
        keys="Mod+C"
        onClick={() => void navigator.clipboard.writeText(copyNow(context, cursor)).catch(report)}
      />
      {COPY_FORMATS.map((format) => (
        <MenuItem
          key={format}
          label={t.data.copyAs[format]}
          onClick={() => void copyAs(context, cursor, format).catch(report)}
        />
      ))}
      {only !== null && without !== null && (
        <>
          <MenuRule />
          <MenuItem label={t.data.filterBy(value)} onClick={() => store.look({ filters: [...filters, only] })} />
          <MenuItem label={t.data.filterOut(value)} onClick={() => store.look({ filters: [...filters, without] })} />
          {column.kind === 'data' && (
            <MenuItem label={t.columns.values.menu} keys="Alt+V" onClick={() => onValues(column)} />
          )}
          <MenuItem label={isKey ? t.data.sortLabelUp : t.data.sortUp} onClick={() => onSort(false)} />
          <MenuItem label={isKey ? t.data.sortLabelDown : t.data.sortDown} onClick={() => onSort(true)} />
          {isKey && <MenuItem label={t.data.sortKeyUp} onClick={() => onSort(false, true)} />}
          {isKey && <MenuItem label={t.data.sortKeyDown} onClick={() => onSort(true, true)} />}
        </>
      )}
      <MenuRule />
      <MenuItem label={t.data.newRow} keys="Insert" disabled={!view.isEditable} onClick={() => onAdd(null)} />
      <MenuItem label={t.data.duplicate} keys="Mod+D" disabled={!view.isEditable} onClick={() => onAdd(row)} />
      <MenuItem
        label={isDeleted ? t.data.keepRow : t.data.deleteRow(bottom - top + 1)}
        keys="Mod+Delete"
        disabled={!view.isEditable}
        onClick={onDelete}
      />
    </>
  )
}

function modelOf({ store }: RowsContext, table: string): string {
  return store.form(table)?.model ?? table
}
