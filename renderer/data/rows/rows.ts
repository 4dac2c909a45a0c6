/**
 * Rows of an answer as they arrive: the grid reads them by index and hears of more, without React
 * holding a copy of them. They stay in the bytes they came in; a cell is made when it is drawn.
 */
import { readBatch } from '../../../shared/protocol/column-batch.ts'
import type { ColumnBatch } from '../../../shared/protocol/column-batch.ts'
import type { WireCell } from '../../../shared/protocol/scalars.ts'

/** Batches whose texts stay decoded: what is in view, and what one scrolls back to. */
const DECODED_BATCHES = 8

export interface RowColumn {
  readonly name: string
  readonly type: string | null
}

interface RowsState {
  readonly count: number
  readonly isDone: boolean
  /** There were more than were fetched. */
  readonly truncated: boolean
}

export interface Rows {
  readonly columns: readonly RowColumn[]
  /** Only primary keys are known, not the objects. */
  readonly isKeysOnly: boolean
  cell(row: number, column: number): WireCell | undefined
  row(index: number): readonly WireCell[] | undefined
  /** The bytes of a batch (`column-batch.ts`). */
  append(batch: Uint8Array): void
  finish(truncated: boolean): void
  /**
   * Nobody looks at them any more: no cell is known from here on, and their bytes are given back one block at a time.
   * Left to the collector, 64 MB of blocks are freed together (5 to 8 ms of the page's thread).
   */
  release(): void
  state(): RowsState
  subscribe(listener: () => void): () => void
}

/** Rows that stand together, beginning with row `start`. */
interface Piece {
  readonly start: number
  readonly batch: ColumnBatch
  /** What it was read from; null: it came in another way. */
  readonly bytes: Uint8Array | null
}

export function createRows(
  columns: readonly RowColumn[],
  first: readonly (readonly WireCell[])[],
  isDone = first.length > 0,
  isKeysOnly = false,
): Rows {
  let pieces: Piece[] = first.length > 0 ? [{ start: 0, batch: atHand(first, columns.length), bytes: null }] : []
  const listeners = new Set<() => void>()
  let decoded: ColumnBatch[] = []
  let isReleased = false
  let state: RowsState = { count: first.length, isDone, truncated: false }

  const tell = (next: RowsState): void => {
    state = next
    for (const listener of listeners) listener()
  }
  function pieceOf(index: number): Piece | undefined {
    if (!(index >= 0 && index < state.count)) return undefined
    let low = 0
    let high = pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((pieces[middle]?.start ?? 0) <= index) low = middle
      else high = middle - 1
    }
    const piece = pieces[low]
    if (piece !== undefined && decoded[0] !== piece.batch) keep(piece.batch)
    return piece
  }
  function keep(batch: ColumnBatch): void {
    decoded = [batch, ...decoded.filter((one) => one !== batch)]
    for (const old of decoded.splice(DECODED_BATCHES)) old.release()
  }
  return {
    columns,
    isKeysOnly,
    cell(row, column) {
      const piece = pieceOf(row)
      return piece === undefined || column >= piece.batch.columns
        ? undefined
        : piece.batch.cell(row - piece.start, column)
    },
    row(index) {
      const piece = pieceOf(index)
      return piece?.batch.row(index - piece.start)
    },
    append(bytes) {
      if (isReleased) return
      const batch = readBatch(bytes)
      if (batch.rows > 0) pieces.push({ start: state.count, batch, bytes })
      tell({ ...state, count: state.count + batch.rows })
    },
    finish: (truncated) => tell({ ...state, isDone: true, truncated }),
    release() {
      isReleased = true
      const released = pieces
      pieces = []
      decoded = []
      giveBack(released.flatMap(({ bytes }) => (bytes?.buffer instanceof ArrayBuffer ? [bytes.buffer] : [])))
    },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** One block a task: those of 100,000 rows at once hold the page for 14 ms. */
function giveBack(blocks: readonly ArrayBuffer[]): void {
  const [block, ...rest] = blocks
  block?.transfer(0)
  if (rest.length > 0) setTimeout(giveBack, 0, rest)
}

/** Rows that did not come as a batch: a few, in an answer of another kind. */
function atHand(rows: readonly (readonly WireCell[])[], columns: number): ColumnBatch {
  return {
    rows: rows.length,
    columns,
    cell: (row, column) => rows[row]?.[column] ?? null,
    row: (row) => [...(rows[row] ?? [])],
    release() {},
  }
}
