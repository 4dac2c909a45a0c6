import type { RowSort } from '../../../shared/protocol/methods/rows.ts'
import type { DataColumn } from '../rows/table-view.ts'

interface SortWish {
  /** Beside what the table is sorted by already. */
  readonly isMore: boolean
  /** undefined: the next of ascending, descending, not at all. */
  readonly descending: boolean | undefined
  /** A foreign key by its value, not by what its row is called, as the cells show it. */
  readonly byKey: boolean
}

/** What the table is sorted by after a column was asked for. */
export function nextSort(
  before: readonly RowSort[],
  { name, target }: DataColumn,
  { isMore, descending, byKey }: SortWish,
): readonly RowSort[] {
  const own = before.find((one) => one.column === name)
  const others = isMore ? before.filter((one) => one.column !== name) : []
  const next = descending ?? (own === undefined ? false : own.descending ? null : true)
  if (next === null) return others
  const { table, key, labels } = target ?? { table: '', key: '', labels: [] }
  const isNamed = !byKey && labels.length > 0 && !(labels.length === 1 && labels[0] === key)
  return [...others, { column: name, descending: next, ...(isNamed && { label: { table, key, labels: [...labels] } }) }]
}
