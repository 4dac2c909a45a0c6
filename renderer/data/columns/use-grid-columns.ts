import { useMemo } from 'react'
import { columnId, moveColumn, withWidth } from './column-layout.ts'
import type { Spot } from '../data-store.ts'
import { columnWidth } from '../grid/column-widths.ts'
import type { GridColumn } from '../grid/Grid.tsx'
import type { TableView as View } from '../rows/table-view.ts'
import { t } from '../../texts/texts.ts'
import type { LayoutOf } from './use-column-layout.ts'

/** The view's columns as the grid heads them. */
export function useGridColumns(
  view: View,
  spot: Spot,
  { layout, set }: LayoutOf,
): {
  readonly columns: readonly GridColumn[]
  resize(column: number, px: number): void
  move(from: number, to: number): void
} {
  const first = view.at(view.news) !== undefined
  const widths = useMemo(
    () =>
      view.columns.map((column, index) =>
        columnWidth(`${titleOf(column)} ${badgeOf(column) ?? ''}`, textsOf(view, index)),
      ),
    // The first page decides the widths: later ones must not make columns jump.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [spot.table, view.columns.map(columnId).join('\n'), first],
  )
  const columns = view.columns.map((column, index): GridColumn => {
    const place = spot.sort.findIndex((one) => one.column === column.name)
    const sort = spot.sort[place]
    return {
      id: columnId(column),
      title: titleOf(column),
      hint: [hintOf(column), sort === undefined ? '' : sortHint(column, sort)]
        .filter((part) => part !== '')
        .join(' · '),
      badge: badgeOf(column),
      isSortable: column.kind === 'data',
      sort:
        sort === undefined || column.kind !== 'data'
          ? null
          : { descending: sort.descending, place: spot.sort.length > 1 ? place + 1 : 0 },
      width: layout.widths[columnId(column)] ?? widths[index] ?? 100,
    }
  })
  return {
    columns,
    resize(index, px) {
      const column = view.columns[index]
      if (column !== undefined) set(withWidth(layout, columnId(column), px))
    },
    move(from, to) {
      const [column, goal] = [view.columns[from], view.columns[to]]
      if (column !== undefined && goal !== undefined) set(moveColumn(view.all, layout, column, goal))
    },
  }
}

function titleOf(column: View['columns'][number]): string {
  return column.name
}

function badgeOf(column: View['columns'][number]): string | undefined {
  if (column.kind === 'many') return 'M2M'
  if (column.kind === 'reverse') return column.reverse.isOne ? '1:1' : column.reverse.model
  if (column.kind === 'wide') return column.wide.target.model
  if (column.page.pk > 0) return 'PK'
  return column.target?.model
}

function hintOf(column: View['columns'][number]): string {
  if (column.kind === 'many') return `${column.many.other.model}, ${column.many.through}`
  if (column.kind === 'reverse') return `${column.reverse.table}.${column.reverse.columns.join(', ')}`
  if (column.kind === 'wide') return `${column.wide.columns.join(', ')} → ${column.wide.target.table}`
  const { form, page } = column
  return [form?.className, page.type, page.notNull ? 'NOT NULL' : '']
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
}

function sortHint(column: View['columns'][number], { label }: Spot['sort'][number]): string {
  if (column.kind !== 'data' || column.target === null) return ''
  return label === undefined ? t.data.sortedByKey : t.data.sortedByLabel
}

function* textsOf(view: View, column: number): Generator<string> {
  for (let row = view.news; row < view.count; row++) {
    if (view.at(row) === undefined) return
    const { text, note = '' } = view.cell(row, column)
    yield `${text} ${note}`
  }
}
