/**
 * Computed values that remember what they read. After inputs change, only cells that could be
 * affected are looked at again, and of these only the ones whose reads really differ are computed
 * anew; a result that comes out the same stops the wave there. An unchanged value keeps its identity.
 *
 * Queries with `equal` are worked out before the wave goes on: one cell that looks at all models would
 * otherwise carry every edit to everybody.
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
  /** What was read, with the values then, side by side; a cell may stand in it twice. */
  reads: Cell[]
  seen: unknown[]
  /** null: nobody has read it, as most inputs of a large design. */
  readers: Set<Cell> | null
  /** Who noted a read of it last: reading in a loop notes once. */
  lastReader: Cell | null
}

const NOTHING: never[] = []

export class Cells {
  readonly #tables = new Map<string, Map<string, Cell>>()
  readonly #stack: Cell[] = []
  /** Stale cells with `equal`, whose readers are not told yet. */
  #waiting: Cell[] = []
  readonly #stale = new Map<string, Cell[]>()
  /** Number of values computed so far, by query; what tests of incrementality count. */
  readonly computed = new Map<string, number>()
  /** Number of cells looked at again so far because something they read may differ. */
  visited = 0

  /** @param watched names of the queries whose stale keys `takeStale` tells */
  constructor(watched: readonly string[] = []) {
    for (const name of watched) this.#stale.set(name, [])
  }

  /** Puts an input; undefined takes it away. */
  set(kind: string, key: string, value: unknown): void {
    const table = this.#table(kind)
    const cell = table.get(key)
    if (cell === undefined) table.set(key, newCell(key, null, value))
    else if (cell.value !== value) {
      cell.value = value
      this.#markReaders(cell)
    }
  }

  /** Reads an input; undefined: there is none. */
  input<V>(kind: string, key: string): V | undefined {
    const cell = this.#cell(kind, key, null)
    this.#note(cell)
    return cell.value as V | undefined
  }

  get<V>(query: Query<V>, key: string): V {
    if (this.#waiting.length > 0 && this.#stack.length === 0) this.#settle()
    const cell = this.#cell(query.name, key, query as Query<unknown>)
    if (cell.running) {
      this.#note(cell)
      return query.onCycle(key)
    }
    if (cell.state !== 'clean') this.#refresh(cell)
    this.#note(cell)
    return cell.value as V
  }

  /** Keys of a watched query that were computed once and may differ now; told once, so ask for each. */
  takeStale(name: string): ReadonlySet<string> {
    this.#settle()
    const found = this.#stale.get(name) ?? []
    this.#stale.set(name, [])
    return new Set(found.map((cell) => cell.key))
  }

  #table(kind: string): Map<string, Cell> {
    let table = this.#tables.get(kind)
    if (table === undefined) this.#tables.set(kind, (table = new Map()))
    return table
  }

  #cell(kind: string, key: string, query: Query<unknown> | null): Cell {
    const table = this.#table(kind)
    let cell = table.get(key)
    if (cell === undefined) table.set(key, (cell = newCell(key, query, undefined)))
    return cell
  }

  #note(cell: Cell): void {
    const reader = this.#stack.at(-1)
    if (reader === undefined) return
    // What was still running had another value then; it must be noted again.
    if (cell.lastReader === reader && reader.seen[reader.reads.lastIndexOf(cell)] === cell.value) return
    cell.lastReader = reader
    reader.reads.push(cell)
    reader.seen.push(cell.value)
    cell.readers ??= new Set()
    cell.readers.add(reader)
  }

  #refresh(cell: Cell): void {
    const query = cell.query
    if (query === null) return
    this.visited++
    cell.running = true
    try {
      if (cell.state === 'check' && this.#readsAreSame(cell)) cell.state = 'clean'
      else this.#compute(cell, query)
    } finally {
      cell.running = false
    }
  }

  #compute(cell: Cell, query: Query<unknown>): void {
    for (const read of cell.reads) {
      read.readers?.delete(cell)
      if (read.lastReader === cell) read.lastReader = null
    }
    cell.reads = []
    cell.seen = []
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
    if (query.equal !== undefined && cell.value !== before) this.#markReaders(cell)
  }

  #readsAreSame(cell: Cell): boolean {
    const { reads, seen } = cell
    for (let i = 0; i < reads.length; i++) {
      const read = reads[i]
      if (read === undefined) continue
      if (read.state !== 'clean' && !read.running) this.#refresh(read)
      // The later note of a cell is the one that counts: the first may have met it while it was running.
      if (read.value !== seen[i] && reads.lastIndexOf(read) === i) return false
    }
    return true
  }

  /** With a stack of its own: chains of thousands of models must not end the call stack. */
  #markReaders(changed: Cell): void {
    const open: Cell[] = [changed]
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      for (const reader of cell.readers ?? NOTHING) {
        if (reader.state !== 'clean') continue
        reader.state = 'check'
        const query = reader.query
        if (query?.equal !== undefined) this.#waiting.push(reader)
        else open.push(reader)
        if (query !== null) this.#stale.get(query.name)?.push(reader)
      }
    }
  }

  #settle(): void {
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting
      this.#waiting = []
      for (const cell of waiting) if (cell.state !== 'clean') this.#refresh(cell)
    }
  }
}

function newCell(key: string, query: Query<unknown> | null, value: unknown): Cell {
  const state = query === null ? 'clean' : 'dirty'
  return { key, query, value, state, running: false, reads: NOTHING, seen: NOTHING, readers: null, lastReader: null }
}
