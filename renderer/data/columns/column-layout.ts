/** How somebody wants the columns of a table: order, widths, those hidden, those that stay while the rest scrolls. */
import type { ViewColumn } from '../rows/table-view.ts'

export interface ColumnLayout {
  /** Ids of columns, as `columnId` makes them. */
  readonly hidden: readonly string[]
  /** null: the table's own. Columns that are not named come after those that are. */
  readonly order: readonly string[] | null
  readonly pinned: readonly string[]
  /** px, of columns that got one by hand. */
  readonly widths: { readonly [id: string]: number }
}

export const OWN_LAYOUT: ColumnLayout = { hidden: [], order: null, pinned: [], widths: {} }

/** A relation may be called like a column. */
export function columnId({ kind, name }: Pick<ViewColumn, 'kind' | 'name'>): string {
  return kind === 'data' ? name : `${kind} ${name}`
}

export interface Arranged {
  readonly columns: readonly ViewColumn[]
  /** So many of them stay in view. */
  readonly pinned: number
}

/** The columns as they are shown; all of them where none would be left. */
export function arrange(columns: readonly ViewColumn[], layout: ColumnLayout): Arranged {
  const { hidden, order, pinned } = layout
  if (hidden.length === 0 && order === null && pinned.length === 0) return { columns, pinned: 0 }
  const place = new Map((order ?? []).map((id, i) => [id, i]))
  const sorted = columns.toSorted(
    (a, b) => (place.get(columnId(a)) ?? columns.length) - (place.get(columnId(b)) ?? columns.length),
  )
  const left = sorted.filter((column) => !hidden.includes(columnId(column)))
  const shown = left.length === 0 ? sorted : left
  const isPinned = (column: ViewColumn): boolean => pinned.includes(columnId(column))
  const first = shown.filter(isPinned)
  return { columns: [...first, ...shown.filter((column) => !isPinned(column))], pinned: first.length }
}

/** A column takes the place of another one that is shown; pinned where that is, too. */
export function moveColumn(
  all: readonly ViewColumn[],
  layout: ColumnLayout,
  from: ViewColumn,
  to: ViewColumn,
): ColumnLayout {
  const [id, goal] = [columnId(from), columnId(to)]
  const ids = arrange(all, { ...layout, hidden: [] }).columns.map(columnId)
  const [at, end] = [ids.indexOf(id), ids.indexOf(goal)]
  const others = ids.filter((one) => one !== id)
  const index = others.indexOf(goal) + (at < end ? 1 : 0)
  const pinned = layout.pinned.filter((one) => one !== id)
  return {
    ...layout,
    order: [...others.slice(0, index), id, ...others.slice(index)],
    pinned: layout.pinned.includes(goal) ? [...pinned, id] : pinned,
  }
}

export function withHidden(layout: ColumnLayout, ids: readonly string[], isHidden: boolean): ColumnLayout {
  const others = layout.hidden.filter((one) => !ids.includes(one))
  return { ...layout, hidden: isHidden ? [...others, ...ids] : others }
}

export function withPinned(layout: ColumnLayout, id: string, isPinned: boolean): ColumnLayout {
  const others = layout.pinned.filter((one) => one !== id)
  return { ...layout, pinned: isPinned ? [...others, id] : others }
}

export function withWidth(layout: ColumnLayout, id: string, px: number): ColumnLayout {
  return { ...layout, widths: { ...layout.widths, [id]: Math.round(px) } }
}

/** By `layoutName`. */
export type Layouts = { readonly [name: string]: ColumnLayout }

/** Tables of two designs that are called alike have columns of their own each. */
export function layoutName(design: { readonly folder: string | null; readonly label: string }, table: string): string {
  return JSON.stringify([design.folder, design.label, table])
}

/** Tables that are remembered. */
const MOST_TABLES = 200

/** The layouts with this one; those not looked at for longest are forgotten, and one's own is none. */
export function withLayout(layouts: Layouts, name: string, layout: ColumnLayout): Layouts {
  const others = Object.entries(layouts).filter(([one]) => one !== name)
  const { hidden, order, pinned, widths } = layout
  const isOwn = hidden.length === 0 && order === null && pinned.length === 0 && Object.keys(widths).length === 0
  return Object.fromEntries([...others, ...(isOwn ? [] : [[name, layout] as const])].slice(-MOST_TABLES))
}
