/** What a random models.py knows of itself while it is written. */
import type { Random } from '../querysets/random.ts'

export interface Choices {
  readonly name: string
  readonly kind: 'text' | 'integer'
  readonly members: readonly string[]
}

export interface Written {
  readonly name: string
  readonly kind: 'concrete' | 'abstract' | 'proxy' | 'mixin'
  readonly bases: readonly Written[]
  /** Names of its own plain fields with their class, of its foreign keys and its many-to-many fields. */
  readonly scalars: Map<string, string>
  readonly keys: string[]
  readonly many: string[]
  readonly inner: Choices[]
}

export interface World {
  readonly r: Random
  /** How likely each place is to hold a mistake, 0 to 1. */
  readonly sloppy: number
  readonly app: string
  readonly auth: boolean
  readonly classes: Written[]
  /** Names of all classes, those to come as well. */
  readonly planned: readonly string[]
  readonly choices: Choices[]
  /** related_names given out. */
  readonly taken: Set<string>
}

export function isWrong(w: World): boolean {
  return w.r.chance(w.sloppy)
}

/** The class and all that it is built on, nearest first. */
export function lineOf(one: Written): readonly Written[] {
  const seen = new Set<Written>([one])
  for (const each of seen) for (const base of each.bases) seen.add(base)
  return [...seen]
}

export function scalarsOf(one: Written): readonly string[] {
  return lineOf(one).flatMap((each) => [...each.scalars.keys()])
}

export function keysOf(one: Written): readonly string[] {
  return lineOf(one).flatMap((each) => each.keys)
}

/** A call's arguments in one line. */
export function call(name: string, args: readonly (string | null | false)[]): string {
  return `${name}(${args.filter((arg) => typeof arg === 'string').join(', ')})`
}

/** Each keyword once: the first wins. */
export function unique(words: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return words.filter((word) => {
    const key = /^(\w+)=/.exec(word)?.[1] ?? word
    return !seen.has(key) && seen.add(key)
  })
}
