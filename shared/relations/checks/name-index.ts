import type { ModelKey } from '../types.ts'

const NONE: readonly never[] = []

/**
 * Which models use a name, in registry order; kept up to date a model at a time, so that looking for
 * names with several users costs what there is to report.
 */
export class NameIndex {
  readonly #place: ReadonlyMap<ModelKey, number>
  /** The one that has it, or all: nearly every name has one user. */
  readonly #users = new Map<string, ModelKey | readonly ModelKey[]>()
  readonly #names = new Map<ModelKey, string | readonly string[]>()
  readonly #shared = new Set<string>()

  /** @param place of the models in the registry */
  constructor(place: ReadonlyMap<ModelKey, number>) {
    this.#place = place
  }

  /** Says which names a model uses now, each as often as it does. Returns names whose users are others now. */
  set(key: ModelKey, names: readonly string[]): readonly string[] {
    const before = this.#namesOf(key)
    if (before.length === names.length && before.every((name, i) => name === names[i])) return []
    for (const name of new Set(before))
      this.#put(
        name,
        this.users(name).filter((user) => user !== key),
      )
    for (const name of names) this.#add(name, key)
    if (names.length === 0) this.#names.delete(key)
    else this.#names.set(key, names.length === 1 ? (names[0] ?? '') : names)
    return [...new Set([...before, ...names])]
  }

  users(name: string): readonly ModelKey[] {
    const users = this.#users.get(name)
    return users === undefined ? NONE : typeof users === 'string' ? [users] : users
  }

  #namesOf(key: ModelKey): readonly string[] {
    const names = this.#names.get(key)
    return names === undefined ? NONE : typeof names === 'string' ? [names] : names
  }

  names(): Iterable<string> {
    return this.#users.keys()
  }

  /** Names with several uses, in the order in which one meets them going through the registry. */
  shared(): readonly string[] {
    if (this.#shared.size === 0) return []
    const first = (name: string): readonly [number, number] => {
      const [user] = this.users(name)
      if (user === undefined) return [0, 0]
      return [this.#place.get(user) ?? 0, Math.max(0, this.#namesOf(user).indexOf(name))]
    }
    const met = [...this.#shared].map((name) => ({ name, at: first(name) }))
    return met.toSorted((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]).map(({ name }) => name)
  }

  #add(name: string, key: ModelKey): void {
    const users = this.users(name)
    const place = this.#place.get(key) ?? 0
    const at = users.findIndex((user) => (this.#place.get(user) ?? 0) > place)
    this.#put(name, at === -1 ? [...users, key] : users.toSpliced(at, 0, key))
  }

  #put(name: string, users: readonly ModelKey[]): void {
    const [only] = users
    if (only === undefined) this.#users.delete(name)
    else this.#users.set(name, users.length === 1 ? only : users)
    if (users.length > 1) this.#shared.add(name)
    else this.#shared.delete(name)
  }
}
