/**
 * What differs from the disk, kept up by patches: an edit costs what it touches. A document whose records are all as
 * they were saved is saved, by whatever way it came there: undone, or typed back.
 */
import { TABLES } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { Patch } from '../../shared/history/patch.ts'
import { isSame } from '../../shared/util/same.ts'

type Records = Readonly<Record<string, unknown>>

export interface Unsaved {
  /** @returns whether the document is again what is on the disk */
  edit(patch: Patch): boolean
  /** Onto the disk went `saved`; what is shown may be newer by now. */
  save(saved: ErDocument, shown: ErDocument): void
  /** What is shown is on no disk, however it is edited. */
  lose(): void
}

export function createUnsaved(): Unsaved {
  /** By table and id, as the disk has them: the records that are shown otherwise. null: no disk has anything. */
  let differing: Map<string, unknown> | null = new Map()

  function compare(key: string, disk: unknown, shown: unknown): void {
    if (isSame(disk, shown)) differing?.delete(key)
    else differing?.set(key, disk)
  }

  return {
    edit(patch) {
      if (differing === null) return false
      for (const { table, id, before, after } of patch) {
        const key = `${table} ${id}`
        compare(key, differing.has(key) ? differing.get(key) : before, after)
      }
      return differing.size === 0
    },
    save(saved, shown) {
      differing = new Map()
      for (const table of TABLES) {
        const [disk, now] = [saved[table] as Records, shown[table] as Records]
        if (disk === now) continue
        for (const id of new Set([...Object.keys(disk), ...Object.keys(now)])) {
          compare(`${table} ${id}`, disk[id], now[id])
        }
      }
    },
    lose() {
      differing = null
    },
  }
}
