/** Which row of another table a row refers to. */
import { mix } from '../values/random.ts'

/** Below, sorting all keys at once for their index costs little: they fit into the processor's cache. */
const MANY_ROWS = 20_000
/** Targets that rows next to each other choose from, at least: more than a screen shows. */
const FEWEST_NEAR = 256
const NEAR_SHARE = 1 / 64

/**
 * A target out of `targets`, each as likely as the others over all rows. In large tables rows refer to what is about
 * as old as themselves, as comments do to posts: the first ones to the first targets, the last ones to the last. An
 * index of keys without any order costs as much as all else that a million rows take: 0.6 s of CPU out of 1.2, against
 * 0.2 of these.
 */
export function targetOf(seed: number, row: number, rows: number, targets: number): number {
  const chance = mix(seed, row)
  if (!isNear(rows, targets)) return chance % targets
  const near = nearTargets(targets)
  return (Math.floor((row / rows) * targets) + (chance % near)) % targets
}

/** Whether rows choose among the targets near them, and not among all. */
export function isNear(rows: number, targets: number): boolean {
  return rows >= MANY_ROWS && targets >= 4 * FEWEST_NEAR
}

export function nearTargets(targets: number): number {
  return Math.max(FEWEST_NEAR, Math.floor(targets * NEAR_SHARE))
}
