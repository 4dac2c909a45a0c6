/**
 * Values of keys over several columns: a row takes them together from one row of the target. Keys that share a
 * column (`tenant_id`) agree on it: what an earlier one has taken, a later one looks for among its target's rows.
 */
import type { SampleValue } from '../../document/records.ts'
import type { ModelKey } from '../../relations/types.ts'
import type { SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { mix, unit } from '../values/random.ts'

/** What a row of another number holds, and how many rows there are. */
interface CompositeSource {
  count(model: ModelKey): number
  /** null: the column is not filled by a plan. */
  value(model: ModelKey, column: string): ((row: number) => SampleValue) | null
  readonly seed: number
  readonly nullShare: number
}

interface PlannedKey {
  readonly key: SchemaForeignKey
  readonly isSelf: boolean
  /** Places among the key's columns that it sets, and those that are settled before. */
  readonly free: readonly number[]
  readonly fixed: readonly number[]
  /** Free places that may be empty. */
  readonly loose: readonly number[]
  /** Each row of the target is referred to once. */
  readonly isSingle: boolean
}

/** Those that only Django knows of, too: a row that refers to nothing cannot be read along the relation. */
export function isComposite({ columns }: SchemaForeignKey): boolean {
  return columns.length > 1
}

/** The keys over several columns in the order in which they are settled, each with what is left for it to set. */
function plannedKeys(table: SchemaTable): readonly PlannedKey[] {
  const isNull = (name: string) => table.columns.find((column) => column.name === name)?.null === true
  const alone = new Set(table.foreignKeys.filter((k) => k.columns.length === 1).flatMap((k) => k.columns))
  const isRequired = (key: SchemaForeignKey) => key.table !== table.name && !key.columns.some(isNull)
  const keys = table.foreignKeys.filter(isComposite)
  const owned = new Set<string>()
  return keys
    .toSorted((a, b) => Number(isRequired(b)) - Number(isRequired(a)))
    .map((key) => {
      const isSelf = key.table === table.name
      const canSet = (name: string) => {
        if (owned.has(name)) return false
        return isRequired(key) || isNull(name) || (!isSelf && !alone.has(name) && !table.primaryKey.includes(name))
      }
      const places = key.columns.map((_, place) => place)
      const free = places.filter((place) => canSet(key.columns[place] ?? ''))
      for (const place of free) owned.add(key.columns[place] ?? '')
      return {
        key,
        isSelf,
        free,
        fixed: places.filter((place) => !free.includes(place)),
        loose: free.filter((place) => isNull(key.columns[place] ?? '')),
        isSingle: isUniqueAmong(table, key.columns),
      }
    })
    .filter(({ free }) => free.length > 0)
}

function isUniqueAmong(table: SchemaTable, names: readonly string[]): boolean {
  const isWithin = (set: readonly string[]) => set.length > 0 && set.every((name) => names.includes(name))
  return (
    isWithin(table.primaryKey) ||
    table.uniques.some((u) => u.condition === null && u.expressions.length === 0 && isWithin(u.columns)) ||
    table.columns.some((column) => column.unique && names.includes(column.name))
  )
}

/** The rows of one table, as far as keys over several columns settle them. */
export class CompositeRows {
  readonly #table: SchemaTable
  readonly #source: CompositeSource
  readonly #keys: readonly PlannedKey[]
  readonly #indexes = new Map<PlannedKey, ReadonlyMap<string, readonly number[]>>()
  #last: { readonly row: number; readonly values: Map<string, SampleValue>; settled: number } | null = null

  constructor(table: SchemaTable, source: CompositeSource) {
    this.#table = table
    this.#source = source
    this.#keys = plannedKeys(table)
  }

  sets(column: string): boolean {
    return this.#keys.some(({ key, free }) => free.some((place) => key.columns[place] === column))
  }

  /** How many rows there may be: none without a target, where one is needed; as many as targets, where each is taken once. */
  get most(): number {
    const limits = this.#keys.map(({ key, loose, isSelf, isSingle }) => {
      if (loose.length > 0 || isSelf) return Number.POSITIVE_INFINITY
      const targets = this.#source.count(key.targetModel)
      return isSingle || targets === 0 ? targets : Number.POSITIVE_INFINITY
    })
    return Math.min(Number.POSITIVE_INFINITY, ...limits)
  }

  value(column: string, row: number): SampleValue {
    const nth = this.#keys.findIndex(({ key, free }) => free.some((place) => key.columns[place] === column))
    const last = this.#last?.row === row ? this.#last : { row, values: new Map<string, SampleValue>(), settled: 0 }
    // Later keys look at what earlier ones have settled, in other rows too: no key is settled before it is asked for.
    for (; last.settled <= nth; last.settled++) this.#settle(last.settled, row, last.values)
    this.#last = last
    return last.values.get(column) ?? null
  }

  #settle(nth: number, row: number, values: Map<string, SampleValue>): void {
    const planned = this.#keys[nth]
    if (planned === undefined) return
    const { key, free, loose } = planned
    const seed = this.#source.seed + Math.imul(nth + 1, 0x2545)
    const target = this.#target(planned, row, seed, values)
    const isEmpty = target === null || (loose.length > 0 && unit(seed ^ 0x4e, row) < this.#source.nullShare)
    for (const place of free) {
      const [name, from] = [key.columns[place] ?? '', key.targetColumns[place] ?? '']
      const isLeft = isEmpty && loose.includes(place)
      values.set(name, isLeft || target === null ? null : this.#of(key.targetModel, from, target))
    }
  }

  #of(model: ModelKey, column: string, row: number): SampleValue {
    return this.#source.value(model, column)?.(row) ?? null
  }

  /** A row of the target that agrees with what is settled; null: there is none. */
  #target(planned: PlannedKey, row: number, seed: number, values: ReadonlyMap<string, SampleValue>): number | null {
    const { key, fixed, isSelf, isSingle, loose } = planned
    if (fixed.length === 0) {
      const all = this.#source.count(key.targetModel)
      // Where it has to refer to something, the first of all refers to itself.
      const rows = isSelf ? Math.min(all, row + (loose.length > 0 ? 0 : 1)) : all
      if (isSingle) return row < rows ? row : null
      return rows === 0 ? null : mix(seed, row) % rows
    }
    const held = fixed.map((place) => {
      const name = key.columns[place] ?? ''
      return values.has(name) ? (values.get(name) ?? null) : this.#of(this.#table.model, name, row)
    })
    const found = this.#index(planned).get(JSON.stringify(held)) ?? []
    const before = isSelf ? countBelow(found, row) : found.length
    return before === 0 ? null : (found[mix(seed, row) % before] ?? null)
  }

  /** Rows of the target by what they hold in the settled columns; those that hold nothing are left out. */
  #index(planned: PlannedKey): ReadonlyMap<string, readonly number[]> {
    const known = this.#indexes.get(planned)
    if (known !== undefined) return known
    const { key, fixed } = planned
    const index = new Map<string, number[]>()
    const all = this.#source.count(key.targetModel)
    const names = fixed.map((place) => key.targetColumns[place] ?? '')
    for (let row = 0; row < all; row++) {
      const held = names.map((name) => this.#of(key.targetModel, name, row))
      if (held.includes(null)) continue
      const text = JSON.stringify(held)
      const rows = index.get(text)
      if (rows === undefined) index.set(text, [row])
      else rows.push(row)
    }
    this.#indexes.set(planned, index)
    return index
  }
}

/** Of ascending numbers, how many are smaller. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
