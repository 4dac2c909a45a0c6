/** Python's `difflib.get_close_matches` with its default limits: at most 3 names, ratio at least 0.6. */
export function closeMatches(word: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, score: ratio(name, word) }))
    .filter(({ score }) => score >= 0.6)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? 1 : -1))
    .slice(0, 3)
    .map(({ name }) => name)
}

/** `SequenceMatcher(None, a, b).ratio()`. */
function ratio(a: string, b: string): number {
  const total = a.length + b.length
  return total === 0 ? 1 : (2 * matching(a, b)) / total
}

/** Characters in the longest common block, and recursively in what is left and right of it. */
function matching(a: string, b: string): number {
  let best = { at: 0, in: 0, size: 0 }
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let size = 0
      while (i + size < a.length && j + size < b.length && a[i + size] === b[j + size]) size += 1
      if (size > best.size) best = { at: i, in: j, size }
    }
  }
  if (best.size === 0) return 0
  const before = matching(a.slice(0, best.at), b.slice(0, best.in))
  return before + best.size + matching(a.slice(best.at + best.size), b.slice(best.in + best.size))
}
