/**
 * A map like another one but for the values of a few keys, made without copying it: an edit replaces one
 * model of thousands, and every map by model would else be copied for it.
 */

/** Beyond this many replaced values the map is copied after all, so that looking up stays quick. */
const MOST_REPLACED = 64

/** Maps that stand on the same one have the same keys in the same order. */
class ReplacedMap<K, V> implements ReadonlyMap<K, V> {
  readonly base: ReadonlyMap<K, V>
  readonly replaced: ReadonlyMap<K, V>

  constructor(base: ReadonlyMap<K, V>, replaced: ReadonlyMap<K, V>) {
    this.base = base
    this.replaced = replaced
  }

  get size(): number {
    return this.base.size
  }

  get(key: K): V | undefined {
    return this.replaced.has(key) ? this.replaced.get(key) : this.base.get(key)
  }

  has(key: K): boolean {
    return this.base.has(key)
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void, thisArg?: unknown): void {
    for (const [key, value] of this) callback.call(thisArg, value, key, this)
  }

  keys(): MapIterator<K> {
    return this.base.keys()
  }

  *values(): MapIterator<V> {
    for (const [, value] of this) yield value
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.base) {
      yield [key, this.replaced.has(key) ? (this.replaced.get(key) as V) : value]
    }
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}

/** @param values for keys that the map has */
export function withReplaced<K, V>(map: ReadonlyMap<K, V>, values: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (values.size === 0) return map
  const replaced = map instanceof ReplacedMap ? new Map<K, V>(map.replaced) : new Map<K, V>()
  for (const [key, value] of values) replaced.set(key, value)
  const whole: ReadonlyMap<K, V> = map instanceof ReplacedMap ? map.base : map
  if (replaced.size <= MOST_REPLACED) return new ReplacedMap(whole, replaced)
  const copy = new Map(whole)
  for (const [key, value] of replaced) copy.set(key, value)
  return copy
}

/**
 * Keys whose values may differ between two maps that have the same keys in the same order; null: nothing is
 * known of them.
 */
export function replacedKeys<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): Iterable<K> | null {
  const [was, now] = [baseOf(before), baseOf(after)]
  if (was !== now) return null
  const keys = new Set<K>()
  for (const map of [before, after])
    if (map instanceof ReplacedMap) for (const key of map.replaced.keys()) keys.add(key)
  return keys
}

function baseOf<K, V>(map: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  return map instanceof ReplacedMap ? map.base : map
}
