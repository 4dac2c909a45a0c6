/**
 * Computed values that remember what they read. After inputs change, only cells that could be
 * affected are looked at again, and of these only the ones whose reads really differ are computed
 * anew; a result that comes out the same stops the wave there. An unchanged value keeps its identity.
 */

/** One kind of computed value, by key. */
export interface Query<V> {
  readonly name: string
  compute(cells: Cells, key: string): V
  /** Whether a new value may be dropped for the old one. Default: identity. */
  equal?(before: V, after: V): boolean
  /** The value where computing needs itself (a model that inherits from itself). */
  onCycle(key: string): V
}

interface Cell {
  readonly key: string
  /** null: an input. */
  readonly query: Query<unknown> | null
  value: unknown
  state: 'clean' | 'check' | 'dirty'
  running: boolean
  reads: Map<Cell, unknown>
  readonly readers: Set<Cell>
}

export class Cells {
  readonly #tables = new Map<string, Map<string, Cell>>()
  readonly #stack: Cell[] = []
  /** Number of values computed so far, by query; what tests of incrementality count. */
  readonly computed = new Map<string, number>()

  /** Puts an input; undefined takes it away. */
  set(kind: string, key: string, value: unknown): void {
    const cell = this.#cell(kind, key, null)
    if (cell.value === value) return
    cell.value = value
    for (const reader of cell.readers) markStale(reader)
  }

  /** Reads an input; undefined: there is none. */
  input<V>(kind: string, key: string): V | undefined {
    const cell = this.#cell(kind, key, null)
    this.#note(cell)
    return cell.value as V | undefined
  }

  get<V>(query: Query<V>, key: string): V {
    const cell = this.#cell(query.name, key, query as Query<unknown>)
    if (cell.running) {
      this.#note(cell)
      return query.onCycle(key)
    }
    if (cell.state !== 'clean') this.#refresh(cell)
    this.#note(cell)
    return cell.value as V
  }

  #cell(kind: string, key: string, query: Query<unknown> | null): Cell {
    let table = this.#tables.get(kind)
    if (table === undefined) this.#tables.set(kind, (table = new Map()))
    let cell = table.get(key)
    if (cell === undefined) {
      const state = query === null ? 'clean' : 'dirty'
      cell = { key, query, value: undefined, state, running: false, reads: new Map(), readers: new Set() }
      table.set(key, cell)
    }
    return cell
  }

  #note(cell: Cell): void {
    const reader = this.#stack.at(-1)
    if (reader === undefined) return
    reader.reads.set(cell, cell.value)
    cell.readers.add(reader)
  }

  #refresh(cell: Cell): void {
    const query = cell.query
    if (query === null) return
    cell.running = true
    try {
      if (cell.state === 'check' && this.#readsAreSame(cell)) {
        cell.state = 'clean'
        return
      }
      for (const read of cell.reads.keys()) read.readers.delete(cell)
      cell.reads = new Map()
      this.#stack.push(cell)
      const before = cell.value
      try {
        const after = query.compute(this, cell.key)
        this.computed.set(query.name, (this.computed.get(query.name) ?? 0) + 1)
        cell.value = before !== undefined && query.equal?.(before, after) === true ? before : after
        cell.state = 'clean'
      } finally {
        this.#stack.pop()
      }
    } finally {
      cell.running = false
    }
  }

  #readsAreSame(cell: Cell): boolean {
    for (const [read, value] of cell.reads) {
      if (read.state !== 'clean' && !read.running) this.#refresh(read)
      if (read.value !== value) return false
    }
    return true
  }
}

function markStale(cell: Cell): void {
  if (cell.state !== 'clean') return
  cell.state = 'check'
  for (const reader of cell.readers) markStale(reader)
}
