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

export const BLOCK_ROWS = 200
/** Blocks held: 6,000 rows. */
const MAX_BLOCKS = 30
/** Labels or counts of one column; beyond, those of rows that are gone are forgotten. */
const MAX_KNOWN = 20_000

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
  const labels = new Map<string, Map<string, string>>()
  const counts = new Map<string, Map<string, number>>()
  let wanted: { first: number; end: number } = { first: 0, end: BLOCK_ROWS }
  let isBusy = false
  let state: TableRowsState = { columns: null, keyed: 'none', total: 0, isCounted: false, error: null, version: 0 }

  function tell(part: Partial<TableRowsState> = {}): void {
    if (abort.signal.aborted) return
    state = { ...state, ...part, version: state.version + 1 }
    for (const listener of listeners) listener()
  }
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
    await Promise.all([learnLabels(read), learnCounts(read)])
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

  /** Whoever looks at a million rows in turn holds what is known of the last few thousand. */
  function forget(columns: readonly string[], known: Map<string, unknown>): void {
    if (known.size <= MAX_KNOWN) return
    const held = new Set([...blocks.values()].flatMap((block) => tuplesOf(block, columns)).map(nameOf))
    for (const name of known.keys()) if (!held.has(name)) known.delete(name)
  }

  const nameOf = (key: readonly WireCell[]): string => JSON.stringify(key)
  /** What each row holds in the columns. */
  function tuplesOf(block: Block, columns: readonly string[]): WireCell[][] {
    const indexes = columns.map((column) => state.columns?.findIndex(({ name }) => name === column) ?? -1)
    if (indexes.includes(-1)) return []
    return Array.from({ length: block.rows }, (_, row) => indexes.map((index) => block.cell(row, index)))
  }

  /** Those that nothing is known of yet. A key with NULL in it refers to nothing. */
  function fresh(known: ReadonlyMap<string, unknown> | undefined, tuples: readonly WireCell[][]): WireScalar[][] {
    const found = new Map<string, WireScalar[]>()
    for (const tuple of tuples) {
      if (tuple.some((value) => value === null || (typeof value === 'object' && '$p' in value))) continue
      const name = nameOf(tuple)
      if (known?.has(name) !== true) found.set(name, tuple as WireScalar[])
    }
    return [...found.values()].slice(0, 1000)
  }

  /** References of the table: by the name of their column. */
  const references = [
    ...[...(form?.columns.values() ?? [])].flatMap(({ name, target }) =>
      target === null ? [] : [{ name, columns: [name], target: { ...target, keys: [target.key] } }],
    ),
    ...(form?.wideKeys ?? []),
  ]

  async function learnLabels(block: Block): Promise<void> {
    for (const { name, columns, target } of references) {
      const values = fresh(labels.get(name), tuplesOf(block, columns))
      if (values.length === 0) continue
      const { table, keys } = target
      const params = { session, table, keys: [...keys], labels: [...target.labels], values }
      const found = await client.call('rows.labels', params, { signal: abort.signal })
      const known = labels.get(name) ?? new Map<string, string>()
      // A row that is not there has no label either; it is not asked for again.
      for (const key of values) known.set(nameOf(key), '')
      for (const { key, label } of found.labels) known.set(nameOf(key), label)
      labels.set(name, known)
      forget(columns, known)
    }
    tell()
  }

  /** Relations whose rows are counted: who refers to the row, what it is linked to. */
  const relations = [
    ...(form?.reverse ?? []).map(({ name, table, columns, own }) => ({ name, table, columns, own })),
    ...(form?.many ?? []).map(({ name, through, source, own }) => ({
      name,
      table: through,
      columns: [source],
      own: [own],
    })),
  ]

  async function learnCounts(block: Block): Promise<void> {
    const asked = relations.flatMap((relation) => {
      const values = fresh(counts.get(relation.name), tuplesOf(block, relation.own))
      return values.length === 0 ? [] : [{ ...relation, values }]
    })
    if (asked.length === 0) return
    const groups = asked.map(({ table, columns, values }) => ({ table, columns: [...columns], values }))
    const found = await client.call('rows.counts', { session, groups }, { signal: abort.signal })
    for (const [i, { name, values, own }] of asked.entries()) {
      const known = counts.get(name) ?? new Map<string, number>()
      for (const key of values) known.set(nameOf(key), 0)
      for (const { key, count: rows } of found.groups[i] ?? []) known.set(nameOf(key), rows)
      counts.set(name, known)
      forget(own, known)
    }
    tell()
  }

  return {
    view,
    row: (index) => blocks.get(Math.floor(index / BLOCK_ROWS))?.row(index % BLOCK_ROWS),
    label: (name, key) => labels.get(name)?.get(nameOf(key)),
    count: (name, key) => counts.get(name)?.get(nameOf(key)),
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
