/** What differs between two states of a table, found in one pass; values are compared by identity. */
import { replacedKeys } from './replaced-map.ts'

/**
 * Calls back for each key whose value differs; undefined stands for an absent one. Tables of one design
 * have their keys in the same order before and after most edits, and then no key is looked up.
 */
export function eachChange<K, V>(
  before: ReadonlyMap<K, V>,
  after: ReadonlyMap<K, V>,
  changed: (key: K, after: V | undefined, before: V | undefined) => void,
): void {
  if (before === after) return
  const replaced = replacedKeys(before, after)
  if (replaced !== null) {
    for (const key of replaced) {
      const was = before.get(key)
      const now = after.get(key)
      if (was !== now) changed(key, now, was)
    }
    return
  }
  const old = before.entries()
  let inStep = true
  for (const [key, value] of after) {
    const was = inStep ? old.next().value : undefined
    if (inStep && was?.[0] === key) {
      if (was[1] !== value) changed(key, value, was[1])
      continue
    }
    inStep = false
    const known = before.get(key)
    if (known !== value) changed(key, value, known)
  }
  if (inStep && before.size === after.size) return
  for (const [key, value] of before) if (!after.has(key)) changed(key, undefined, value)
}

/** The two maps have the same keys in the same order. */
export function sameKeys<K>(before: ReadonlyMap<K, unknown>, after: ReadonlyMap<K, unknown>): boolean {
  if (before.size !== after.size) return false
  if (replacedKeys(before, after) !== null) return true
  const old = before.keys()
  for (const key of after.keys()) if (old.next().value !== key) return false
  return true
}

export interface Replaced<T> {
  readonly before: T
  readonly after: T
}

const replaced = new WeakMap<object, { readonly before: object; readonly found: readonly Replaced<unknown>[] | null }>()

/** Records that were replaced; null: records came, went or changed places. Asked twice, answered from memory. */
export function replacedRecords<T>(
  before: { readonly [id: string]: T },
  after: { readonly [id: string]: T },
): readonly Replaced<T>[] | null {
  if (before === after) return []
  const known = replaced.get(after)
  if (known?.before === before) return known.found as readonly Replaced<T>[] | null
  const found = compareRecords(before, after)
  remember(before, after, found)
  return found
}

export interface ReplacedAt<T> extends Replaced<T> {
  readonly place: number
}

const replacedAt = new WeakMap<object, { readonly before: object; readonly found: readonly ReplacedAt<unknown>[] }>()

/**
 * Items that are other ones in their places; null: there are more or fewer items, or more than `most` differ. Where
 * who made the list has noted it, no item is looked at.
 */
export function replacedPlaces<T>(
  before: readonly T[],
  after: readonly T[],
  most: number,
): readonly ReplacedAt<T>[] | null {
  if (before === after) return []
  if (before.length !== after.length) return null
  const known = replacedAt.get(after)
  if (known?.before === before) return known.found.length > most ? null : (known.found as readonly ReplacedAt<T>[])
  const found: ReplacedAt<T>[] = []
  for (let place = 0; place < before.length; place++) {
    if (before[place] === after[place]) continue
    if (found.length === most) return null
    found.push({ place, before: before[place] as T, after: after[place] as T })
  }
  return found
}

/** Says beforehand what `replacedPlaces` would find. As with records only the last step is kept. */
function noteReplacedPlaces<T>(before: readonly T[], after: readonly T[], found: readonly ReplacedAt<T>[]): void {
  replacedAt.delete(before)
  replacedAt.set(after, { before, found })
}

/** The list with other items in their places, noted. */
export function withReplacedItems<T>(list: readonly T[], items: ReadonlyMap<number, T>): readonly T[] {
  if (items.size === 0) return list
  const next = [...list]
  const found: ReplacedAt<T>[] = []
  for (const [place, after] of items) {
    const before = list[place] as T
    if (before === after) continue
    found.push({ place, before, after })
    next[place] = after
  }
  if (found.length === 0) return list
  found.sort((a, b) => a.place - b.place)
  noteReplacedPlaces(list, next, found)
  return next
}

/** Calls back for each record that is another one; undefined stands for none. */
export function eachRecordChange<T>(
  before: { readonly [id: string]: T },
  after: { readonly [id: string]: T },
  changed: (after: T | undefined, before: T | undefined) => void,
): void {
  const noted = changedRecords.get(after)
  const found = noted?.before === before ? (noted.found as readonly Changed<T>[]) : replacedRecords(before, after)
  if (found !== null) {
    for (const one of found) changed(one.after, one.before)
    return
  }
  for (const id of Object.keys(before)) if (!Object.hasOwn(after, id)) changed(undefined, before[id])
  for (const id of Object.keys(after)) {
    const was = Object.hasOwn(before, id) ? before[id] : undefined
    if (was !== after[id]) changed(after[id], was)
  }
}

export interface Changed<T> {
  /** undefined: there was none. */
  readonly before: T | undefined
  /** undefined: there is none. */
  readonly after: T | undefined
}

const changedRecords = new WeakMap<object, { readonly before: object; readonly found: readonly Changed<unknown>[] }>()

/** Says beforehand what `eachRecordChange` would find where records came or went. */
export function noteChanged<T>(before: object, after: object, found: readonly Changed<T>[]): void {
  changedRecords.delete(before)
  changedRecords.set(after, { before, found })
  remember(before, after, null)
}

/** How the table came about, where its maker noted it: of which one, and by what. */
export function stepTo<T>(after: {
  readonly [id: string]: T
}): { readonly before: { readonly [id: string]: T }; readonly found: readonly Changed<T>[] } | null {
  const noted = changedRecords.get(after) ?? replaced.get(after)
  if (noted === undefined || noted.found === null) return null
  return { before: noted.before as { readonly [id: string]: T }, found: noted.found as readonly Changed<T>[] }
}

/**
 * Says beforehand what `replacedRecords` would find: who makes the next table out of the last one knows which
 * records it replaced, and the others need not be compared.
 */
export function noteReplaced<T>(before: object, after: object, found: readonly Replaced<T>[]): void {
  remember(before, after, found)
}

/** Only the last step is kept: what leads to `before` would keep every state that there ever was. */
function remember(before: object, after: object, found: readonly Replaced<unknown>[] | null): void {
  replaced.delete(before)
  replaced.set(after, { before, found })
}

function compareRecords<T>(
  before: { readonly [id: string]: T },
  after: { readonly [id: string]: T },
): readonly Replaced<T>[] | null {
  const keys = Object.keys(after)
  const old = Object.keys(before)
  if (keys.length !== old.length) return null
  const found: Replaced<T>[] = []
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? ''
    if (key !== old[i]) return null
    const was = before[key]
    const now = after[key]
    if (was !== now && was !== undefined && now !== undefined) found.push({ before: was, after: now })
  }
  return found
}

/** Whether both hold the same objects in the same order. */
export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The list as it was if the new one has the same items: identity says "unchanged" to those who read it. */
export function keptList<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before !== undefined && sameItems(before, now) ? before : now
}

/** Items of only one of two lists, each list's in its own order: where the lists begin and end alike costs nearly nothing. */
export function differingItems<T>(
  before: readonly T[],
  after: readonly T[],
): { readonly gone: readonly T[]; readonly come: readonly T[] } {
  let start = 0
  const shorter = Math.min(before.length, after.length)
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  const was = before.slice(start, before.length - end)
  const now = after.slice(start, after.length - end)
  const [old, fresh] = [new Set(was), new Set(now)]
  return { gone: was.filter((item) => !fresh.has(item)), come: now.filter((item) => !old.has(item)) }
}
