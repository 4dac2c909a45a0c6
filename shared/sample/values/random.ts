/**
 * Repeatable chance: a number that follows from seed, column and row alone. So rows can be made in
 * any order, a foreign key can compute the key of row 7,000 without making the rows before it, and
 * a new column does not reshuffle the others.
 */

/** 32 bits from a text (FNV-1a). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** 32 well-mixed bits from two numbers (the finaliser of MurmurHash3 over a Weyl step). */
export function mix(seed: number, index: number): number {
  let h = (seed + Math.imul(index + 1, 0x9e3779b9)) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** From 0 to below 1. */
export function unit(seed: number, index: number): number {
  return mix(seed, index) / 0x1_0000_0000
}

/** A whole number from min to max, both included. */
export function between(seed: number, index: number, min: number, max: number): number {
  return min + Math.floor(unit(seed, index) * (max - min + 1))
}

export function pick<T>(seed: number, index: number, list: readonly T[]): T {
  const item = list[mix(seed, index) % list.length]
  if (item === undefined) throw new Error('Nothing to pick from')
  return item
}
