/**
 * Rows of an answer as they arrive: the grid reads them by index and hears of more, without React
 * holding a copy of them.
 */
import type { WireCell } from '../../shared/protocol/scalars.ts'

export interface RowColumn {
  readonly name: string
  readonly type: string | null
}

export interface RowsState {
  readonly count: number
  readonly isDone: boolean
  /** There were more than were fetched. */
  readonly truncated: boolean
}

export interface Rows {
  readonly columns: readonly RowColumn[]
  /** Only primary keys are known, not the objects. */
  readonly isKeysOnly: boolean
  row(index: number): readonly WireCell[] | undefined
  append(rows: readonly (readonly WireCell[])[]): void
  finish(truncated: boolean): void
  state(): RowsState
  subscribe(listener: () => void): () => void
}

export function createRows(
  columns: readonly RowColumn[],
  first: readonly (readonly WireCell[])[],
  isDone = first.length > 0,
  isKeysOnly = false,
): Rows {
  const pages: (readonly WireCell[])[] = [...first]
  const listeners = new Set<() => void>()
  let state: RowsState = { count: pages.length, isDone, truncated: false }

  const tell = (next: RowsState): void => {
    state = next
    for (const listener of listeners) listener()
  }
  return {
    columns,
    isKeysOnly,
    row: (index) => pages[index],
    append(rows) {
      for (const row of rows) pages.push(row)
      tell({ ...state, count: pages.length })
    },
    finish: (truncated) => tell({ count: pages.length, isDone: true, truncated }),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
