/** A map that is made when it is first asked for anything. */
export class LazyMap<K, V> implements ReadonlyMap<K, V> {
  #make: (() => ReadonlyMap<K, V>) | null
  #map: ReadonlyMap<K, V> = new Map()

  constructor(make: () => ReadonlyMap<K, V>) {
    this.#make = make
  }

  get size(): number {
    return this.#made().size
  }

  get(key: K): V | undefined {
    return this.#made().get(key)
  }

  has(key: K): boolean {
    return this.#made().has(key)
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void, thisArg?: unknown): void {
    this.#made().forEach(callback, thisArg)
  }

  keys(): MapIterator<K> {
    return this.#made().keys()
  }

  values(): MapIterator<V> {
    return this.#made().values()
  }

  entries(): MapIterator<[K, V]> {
    return this.#made().entries()
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  #made(): ReadonlyMap<K, V> {
    if (this.#make !== null) {
      this.#map = this.#make()
      this.#make = null
    }
    return this.#map
  }
}
