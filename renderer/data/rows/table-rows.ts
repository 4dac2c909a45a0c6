/**
 * Rows of one view of a table, fetched as they come into view: blocks of 200, the ones far away dropped, so that
 * a million rows cost the page what a few thousand do. Labels of foreign keys and counts follow each block.
 */
import type { Client } from '../../../shared/protocol/client.ts'
import { readBatch } from '../../../shared/protocol/column-batch.ts'
import type { ColumnBatch } from '../../../shared/protocol/column-batch.ts'
import { toFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import type { RowFilter, RowSort } from '../../../shared/protocol/methods/rows.ts'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import type { TableForm } from '../../../shared/rows/table-form.ts'
import { createRowFacts } from './row-facts.ts'

export const BLOCK_ROWS = 200
/** Blocks held: 6,000 rows. */
const MAX_BLOCKS = 30

export type PageColumn = CallResult<'rows.page'>['columns'][number]

export interface TableRow {
  readonly key: readonly WireScalar[]
  readonly cells: readonly WireCell[]
}

export interface TableRowsState {
  /** null until the first page is there. */
  readonly columns: readonly PageColumn[] | null
  readonly keyed: CallResult<'rows.page'>['keyed']
  /** Rows of the view; `isCounted` false: at least so many. */
  readonly total: number
  readonly isCounted: boolean
  readonly error: string | null
  /** Goes up with each thing that arrives. */
  readonly version: number
}

interface ViewOf {
  readonly table: string
  readonly filters: readonly RowFilter[]
  readonly sort: readonly RowSort[]
}

/** Rows of one page: made when they are looked at. */
interface Block {
  readonly rows: number
  row(index: number): TableRow | undefined
  cell(index: number, column: number): WireCell
}

function readBlock({ batch: bytes, keyWidth }: CallResult<'rows.page'>): Block {
  const batch: ColumnBatch = readBatch(bytes)
  const made: TableRow[] = []
  return {
    rows: batch.rows,
    row(index) {
      if (index >= batch.rows) return undefined
      const known = made[index]
      if (known !== undefined) return known
      const all = batch.row(index)
      // Keys are never cut.
      const row = { key: all.slice(0, keyWidth) as WireScalar[], cells: all.slice(keyWidth) }
      made[index] = row
      return row
    },
    cell: (index, column) => batch.cell(index, keyWidth + column),
  }
}

interface Parts {
  readonly client: Client
  readonly session: Handle<'sql'>
  readonly view: ViewOf
  readonly form: TableForm | null
}

export interface TableRows {
  readonly view: ViewOf
  row(index: number): TableRow | undefined
  /** What the row is called that the reference leads to, once known. */
  label(name: string, key: readonly WireCell[]): string | undefined
  /** How many rows refer to the key; undefined: not known yet. */
  count(name: string, key: readonly WireCell[]): number | undefined
  /** Rows that are in view. */
  need(first: number, end: number): void
  /** Rows for copying, whether they are held or not. */
  read(first: number, end: number, signal?: AbortSignal): Promise<readonly TableRow[]>
  state(): TableRowsState
  subscribe(listener: () => void): () => void
  stop(): void
}

export function createTableRows({ client, session, view, form }: Parts): TableRows {
  const abort = new AbortController()
  const listeners = new Set<() => void>()
  const blocks = new Map<number, Block>()
  let wanted: { first: number; end: number } = { first: 0, end: BLOCK_ROWS }
  let isBusy = false
  let state: TableRowsState = { columns: null, keyed: 'none', total: 0, isCounted: false, error: null, version: 0 }

  function tell(part: Partial<TableRowsState> = {}): void {
    if (abort.signal.aborted) return
    state = { ...state, ...part, version: state.version + 1 }
    for (const listener of listeners) listener()
  }
  const facts = createRowFacts({
    client,
    session,
    form,
    signal: abort.signal,
    held: () => blocks.values(),
    columnIndex: (name) => state.columns?.findIndex((column) => column.name === name) ?? -1,
    onLearnt: () => tell(),
  })
  const request = () => ({ session, table: view.table, filters: [...view.filters], sort: [...view.sort] })

  async function page(start: number, limit: number, signal: AbortSignal): Promise<CallResult<'rows.page'>> {
    return client.call('rows.page', { ...request(), start, limit }, { signal })
  }

  function missing(): number | null {
    const first = Math.floor(wanted.first / BLOCK_ROWS)
    const last = Math.floor(Math.max(wanted.first, wanted.end - 1) / BLOCK_ROWS)
    // One block on either side, so that scrolling finds the next one there.
    for (const block of [...range(first, last), last + 1, first - 1]) {
      const isRow = block >= 0 && (block * BLOCK_ROWS < state.total || (!state.isCounted && state.columns === null))
      if (isRow && !blocks.has(block)) return block
    }
    return null
  }

  /** One request at a time, always for what is in view now: a scroll bar dragged over a million rows asks for few. */
  async function fill(): Promise<void> {
    if (isBusy || abort.signal.aborted) return
    isBusy = true
    try {
      for (let block = missing(); block !== null; block = missing()) await load(block)
    } catch (thrown) {
      const failure = toFailure(thrown)
      if (failure.code !== 'CANCELLED') tell({ error: failure.message })
    } finally {
      isBusy = false
    }
  }

  async function load(block: number): Promise<void> {
    const found = await page(block * BLOCK_ROWS, BLOCK_ROWS, abort.signal)
    const read = readBlock(found)
    blocks.set(block, read)
    dropFar(block)
    const reached = block * BLOCK_ROWS + read.rows
    const isEnd = read.rows < BLOCK_ROWS
    const total = state.isCounted ? state.total : Math.max(state.total, reached)
    tell({
      columns: found.columns,
      keyed: found.keyed,
      total,
      isCounted: state.isCounted || (isEnd && block === 0),
      error: null,
    })
    if (!state.isCounted) await count()
    await facts.learn(read)
  }

  async function count(): Promise<void> {
    const { table, filters } = request()
    const { total } = await client.call('rows.count', { session, table, filters }, { signal: abort.signal })
    tell({ total, isCounted: true })
  }

  function dropFar(now: number): void {
    const far = [...blocks.keys()].toSorted((a, b) => Math.abs(b - now) - Math.abs(a - now))
    for (const block of far.slice(0, Math.max(0, blocks.size - MAX_BLOCKS))) blocks.delete(block)
  }

  return {
    view,
    row: (index) => blocks.get(Math.floor(index / BLOCK_ROWS))?.row(index % BLOCK_ROWS),
    label: facts.label,
    count: facts.count,
    need(first, end) {
      wanted = { first, end: Math.max(end, first + 1) }
      void fill()
    },
    async read(first, end, signal = abort.signal) {
      const rows: TableRow[] = []
      for (let start = first; start < end; start += 500) {
        const found = await page(start, Math.min(500, end - start), signal)
        const block = readBlock(found)
        for (let i = 0; i < block.rows; i++) rows.push(block.row(i) as TableRow)
        if (block.rows === 0) break
      }
      return rows
    },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => abort.abort(),
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
