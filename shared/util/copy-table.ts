/**
 * A copy of a table to be changed. Engines copy a small object by its shape; one of thousands of keys they
 * fill key by key, and most of that time goes into listing the keys in order. Who copies the table of a copy, as
 * every edit of a document does, is spared that: the keys are remembered from copy to copy.
 */

/** Up to here the engine's own copy is quicker. */
const FEW = 500

/** The keys of tables whose maker said so. */
const known = new WeakMap<object, readonly string[]>()

/** The same keys in the same order, the same values. */
export function copyTable<T>(table: { readonly [key: string]: T }): Record<string, T> {
  const keys = known.get(table) ?? Object.keys(table)
  if (keys.length <= FEW) return { ...table }
  // Without a prototype while it is filled: no setter of one is looked for at each key.
  const copy = Object.create(null) as Record<string, T>
  for (const key of keys) copy[key] = table[key] as T
  return Object.setPrototypeOf(copy, Object.prototype) as Record<string, T>
}

/**
 * Says that the copy has the keys of the table that it was made of, whatever its values are now: its own copies are
 * then made quickly.
 */
export function keepKeys(from: object, copy: object): void {
  const keys = known.get(from) ?? Object.keys(from)
  if (keys.length > FEW) known.set(copy, keys)
}
