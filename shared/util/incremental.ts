/**
 * Computed values that remember what they read. After inputs change, only cells that could be
 * affected are looked at again, and of these only the ones whose reads really differ are computed
 * anew; a result that comes out the same stops the wave there. An unchanged value keeps its identity.
 *
 * Queries with `equal` are worked out before the wave goes on: one cell that looks at all models would
 * otherwise carry every edit to everybody.
 *
 * A design that is opened makes all its cells at once, so what a cell holds is kept small: see `readers`.
 */
import { eachChange } from './changes.ts'
import { Crowd } from './crowd.ts'

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
  /** What was read, each cell followed by its value then; a cell may stand in it twice. */
  reads: readonly unknown[]
  /** Who has read it, each as often as it stands in its own reads. null: nobody, as most inputs of a large design. */
  readers: Cell | Cell[] | Crowd<Cell> | null
  /** Who noted a read of it last: reading in a loop notes once. */
  lastReader: Cell | null
}

/** All cells of a kind. */
interface Table {
  readonly cells: Map<string, Cell>
  computed: number
  /** Keys that are watched and stale; null: nobody watches. */
  stale: Cell[] | null
  /** Of a kind of input that was entered as a whole: what a cell begins with. */
  source: ReadonlyMap<string, unknown> | null
  /** Of a kind of input whose owner tells of each change: what a cell begins with. */
  ask: ((key: string) => unknown) | null
}

const NOTHING: readonly never[] = []
const NO_INPUTS: ReadonlyMap<string, unknown> = new Map()
/** Up to this many readers stand in a list that is cut to size; finding one in it is no dearer than in a set. */
const FEW_READERS = 8

export class Cells {
  readonly #tables = new Map<string, Table>()
  /** Cells that are being computed. */
  readonly #stack: Cell[] = []
  /** What they have read so far, one after the other as in a cell; what lies above the top is of no use any more. */
  readonly #reads: unknown[] = []
  #top = 0
  /** Stale cells with `equal`, whose readers are not told yet. */
  #waiting: Cell[] = []
  /** Number of cells looked at again so far because something they read may differ. */
  visited = 0

  /** @param watched names of the queries whose stale keys `takeStale` tells */
  constructor(watched: readonly string[] = []) {
    for (const name of watched) this.#table(name).stale = []
  }

  /** Number of values computed so far, by query; what tests of incrementality count. */
  get computed(): ReadonlyMap<string, number> {
    return new Map([...this.#tables].flatMap(([name, { computed }]) => (computed === 0 ? [] : [[name, computed]])))
  }

  /** Puts an input; undefined takes it away. */
  set(kind: string, key: string, value: unknown): void {
    const table = this.#table(kind)
    const cell = table.cells.get(key)
    if (cell !== undefined) this.#change(cell, value)
    else if (table.ask !== null) return
    else if (table.source === null || table.source.get(key) !== value) table.cells.set(key, newCell(key, null, value))
  }

  /**
   * Inputs that nobody has asked for yet become no cells (44 bytes and their place in a table, each): `ask` gives their
   * values when somebody does. Whoever supplies a kind calls `set` for each key whose value becomes another.
   */
  supply(kind: string, ask: (key: string) => unknown): void {
    this.#table(kind).ask = ask
  }

  /**
   * Puts all inputs of a kind. Those that nobody asks for never become cells, so the map is kept, and is
   * changed by its owner only together with `set`.
   */
  enter(kind: string, values: ReadonlyMap<string, unknown>): void {
    const table = this.#table(kind)
    const before = table.source ?? NO_INPUTS
    table.source = values
    if (table.cells.size === 0) return
    eachChange(before, values, (key, value) => {
      const cell = table.cells.get(key)
      if (cell !== undefined) this.#change(cell, value)
    })
  }

  /** Reads an input; undefined: there is none. */
  input<V>(kind: string, key: string): V | undefined {
    const table = this.#table(kind)
    let cell = table.cells.get(key)
    if (cell === undefined) {
      const value = table.ask === null ? table.source?.get(key) : table.ask(key)
      table.cells.set(key, (cell = newCell(key, null, value)))
    }
    this.#note(cell)
    return cell.value as V | undefined
  }

  get<V>(query: Query<V>, key: string): V {
    if (this.#waiting.length > 0 && this.#stack.length === 0) this.#settle()
    const table = this.#table(query.name)
    let cell = table.cells.get(key)
    if (cell === undefined) table.cells.set(key, (cell = newCell(key, query as Query<unknown>, undefined)))
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
    // What was noted last and is of no use any more.
    if (this.#stack.length === 0) this.#reads.length = 0
    const table = this.#table(name)
    const found = table.stale ?? NOTHING
    if (found.length > 0) table.stale = []
    return new Set(found.map((cell) => cell.key))
  }

  #table(kind: string): Table {
    let table = this.#tables.get(kind)
    if (table === undefined) {
      table = { cells: new Map(), computed: 0, stale: null, source: null, ask: null }
      this.#tables.set(kind, table)
    }
    return table
  }

  #change(cell: Cell, value: unknown): void {
    if (cell.value === value) return
    cell.value = value
    this.#markReaders(cell)
  }

  #note(cell: Cell): void {
    const depth = this.#stack.length
    if (depth === 0) return
    const reader = this.#stack[depth - 1]
    if (reader === undefined) return
    // What was still running had another value then; it must be noted again.
    if (cell.lastReader === reader && this.#lastSeen(cell) === cell.value) return
    cell.lastReader = reader
    this.#reads[this.#top++] = cell
    this.#reads[this.#top++] = cell.value
    addReader(cell, reader)
  }

  /** The value with which the cell was noted last. */
  #lastSeen(cell: Cell): unknown {
    for (let i = this.#top - 2; i >= 0; i -= 2) if (this.#reads[i] === cell) return this.#reads[i + 1]
    return undefined
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
    for (let i = 0; i < cell.reads.length; i += 2) {
      const read = cell.reads[i] as Cell
      removeReader(read, cell)
      if (read.lastReader === cell) read.lastReader = null
    }
    cell.reads = NOTHING
    this.#stack.push(cell)
    const from = this.#top
    const before = cell.value
    try {
      const after = query.compute(this, cell.key)
      this.#table(query.name).computed++
      cell.value = before !== undefined && query.equal?.(before, after) === true ? before : after
      cell.state = 'clean'
    } finally {
      this.#stack.pop()
      if (this.#top > from) {
        // Cut to size: lists that are pushed to keep room for sixteen more.
        cell.reads = this.#reads.slice(from, this.#top)
        this.#top = from
      }
    }
    if (query.equal !== undefined && cell.value !== before) this.#markReaders(cell)
  }

  #readsAreSame({ reads }: Cell): boolean {
    for (let i = 0; i < reads.length; i += 2) {
      const read = reads[i] as Cell
      if (read.state !== 'clean' && !read.running) this.#refresh(read)
      // The later note of a cell is the one that counts: the first may have met it while it was running.
      if (read.value !== reads[i + 1] && !isNotedAgain(reads, i)) return false
    }
    return true
  }

  /** With a stack of its own: chains of thousands of models must not end the call stack. */
  #markReaders(changed: Cell): void {
    const open: Cell[] = [changed]
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      for (const reader of readersOf(cell)) {
        if (reader.state !== 'clean') continue
        reader.state = 'check'
        const query = reader.query
        if (query?.equal !== undefined) this.#waiting.push(reader)
        else open.push(reader)
        if (query !== null) this.#table(query.name).stale?.push(reader)
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
  return {
    key,
    query,
    value,
    state,
    running: false,
    reads: NOTHING,
    readers: null,
    lastReader: null,
  }
}

function isNotedAgain(reads: readonly unknown[], place: number): boolean {
  for (let i = place + 2; i < reads.length; i += 2) if (reads[i] === reads[place]) return true
  return false
}

function addReader(cell: Cell, reader: Cell): void {
  const { readers } = cell
  if (readers === null) cell.readers = reader
  else if (readers instanceof Crowd) readers.add(reader)
  else if (!Array.isArray(readers)) cell.readers = [readers, reader]
  else if (readers.length < FEW_READERS) cell.readers = [...readers, reader]
  else cell.readers = new Crowd([...readers, reader])
}

function removeReader(cell: Cell, reader: Cell): void {
  const { readers } = cell
  if (readers === reader) cell.readers = null
  else if (readers instanceof Crowd) readers.remove(reader)
  else if (Array.isArray(readers)) {
    const at = readers.indexOf(reader)
    if (at !== -1) readers.splice(at, 1)
  }
}

function readersOf({ readers }: Cell): Iterable<Cell> {
  if (readers === null) return NOTHING
  return Array.isArray(readers) || readers instanceof Crowd ? readers : [readers]
}
