import { t } from '../../texts/texts.ts'
import { MenuItem, MenuRule } from '../../ui/ActionMenu.tsx'
import { columnId, moveColumn, withHidden, withPinned } from './column-layout.ts'
import type { TableView } from '../rows/table-view.ts'
import type { LayoutOf } from './use-column-layout.ts'

interface HeadMenuProps {
  readonly view: TableView
  /** The column's place among those shown. */
  readonly index: number
  readonly layout: LayoutOf
  readonly onSort: (descending: boolean) => void
  readonly onFilter: () => void
  readonly onValues: () => void
}

/** What can be done with a column. */
export function HeadMenu({ view, index, layout: { layout, set }, onSort, onFilter, onValues }: HeadMenuProps) {
  const column = view.columns[index]
  if (column === undefined) return null
  const id = columnId(column)
  const isPinned = layout.pinned.includes(id)
  const goes = (step: number) => {
    const to = view.columns[index + step]
    const label = step < 0 ? t.columns.left : t.columns.right
    return (
      <MenuItem
        label={label}
        disabled={to === undefined}
        onClick={() => to !== undefined && set(moveColumn(view.all, layout, column, to))}
      />
    )
  }
  return (
    <>
      {column.kind === 'data' && (
        <>
          <MenuItem label={t.data.sortUp} keys="Alt+Up" onClick={() => onSort(false)} />
          <MenuItem label={t.data.sortDown} keys="Alt+Down" onClick={() => onSort(true)} />
          <MenuItem label={t.data.filter} keys="Alt+F" onClick={onFilter} />
          <MenuItem label={t.columns.values.menu} keys="Alt+V" onClick={onValues} />
          <MenuRule />
        </>
      )}
      <MenuItem label={t.columns.pin} isOn={isPinned} onClick={() => set(withPinned(layout, id, !isPinned))} />
      {goes(-1)}
      {goes(1)}
      <MenuItem
        label={t.columns.hide(column.name)}
        disabled={view.columns.length === 1}
        onClick={() => set(withHidden(layout, [id], true))}
      />
    </>
  )
}
