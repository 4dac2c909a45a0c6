/** Entries kept; the oldest half goes when there are more. A class text is some hundred characters. */
const LIMIT = 20_000

/**
 * The same function of a text, which remembers its answers: for work that is done again over texts of
 * which an edit changes one. Answers must not be changed by the caller.
 */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const fresh = work(text)
    if (known.size >= LIMIT) {
      let surplus = LIMIT / 2
      for (const key of known.keys()) {
        if (surplus-- <= 0) break
        known.delete(key)
      }
    }
    known.set(text, fresh)
    return fresh
  }
}
