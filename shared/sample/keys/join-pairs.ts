/** Which rows a many-to-many ties together. */
import { isNear, nearTargets, targetOf } from './near.ts'
import { between } from '../values/random.ts'

/** Rows of the two sides in turn: source, target, source, target …; each pair once. */
export function joinPairs(
  sources: number,
  targets: number,
  seed: number,
  links: { readonly min: number; readonly max: number },
  self: boolean,
  symmetrical: boolean,
): Uint32Array {
  // Few enough links leave each its own target among the near ones.
  const rows = !self && isNear(sources, targets) && links.max * 16 <= nearTargets(targets) ? sources : 0
  let pairs = new Uint32Array(Math.max(64, 2 * sources * (links.max + 1)))
  let length = 0
  // Of one source, unless each pair has another way round, which some later source may find too.
  const seen = new Set<number>()
  const add = (a: number, b: number) => {
    const key = symmetrical ? a * targets + b : b
    if (seen.has(key)) return
    seen.add(key)
    if (length + 2 > pairs.length) {
      const more = new Uint32Array(pairs.length * 2)
      more.set(pairs)
      pairs = more
    }
    pairs[length++] = a
    pairs[length++] = b
  }
  for (let source = 0; source < sources; source++) {
    if (!symmetrical) seen.clear()
    const wanted = Math.min(between(seed, source, links.min, links.max), targets)
    for (let k = 0; k < wanted; k++) {
      const target = targetOf(seed + 31 * (k + 1), source, rows, targets)
      if (self && target === source) continue
      add(source, target)
      if (symmetrical) add(target, source)
    }
  }
  return pairs.subarray(0, length)
}
