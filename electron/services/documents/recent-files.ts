/** The files opened last, newest first. One list for all systems: Linux has none of its own. */
import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { createJsonFile } from '../json-file.ts'

export interface RecentFile {
  readonly path: string
  /** ms since 1970. */
  readonly at: number
}

interface RecentEntry {
  readonly id: string
  readonly label: string
  readonly folder: string | null
  readonly at: number
  /** Listed all the same: a disk may be unplugged. */
  readonly missing: boolean
}

const MAX_ENTRIES = 20

export function createRecentFiles(folder: string) {
  const file = createJsonFile<readonly RecentFile[]>(join(folder, 'recent.json'), readList)
  return {
    async list(): Promise<RecentEntry[]> {
      return Promise.all((await file.read()).map(toEntry))
    },
    async pathOf(id: string): Promise<string | null> {
      return (await file.read()).find(({ path }) => idOf(path) === id)?.path ?? null
    },
    async paths(): Promise<string[]> {
      return (await file.read()).map(({ path }) => path)
    },
    add(path: string, at = Date.now()) {
      return file.update((list) => [{ path, at }, ...list.filter((entry) => entry.path !== path)].slice(0, MAX_ENTRIES))
    },
    /** null forgets all. */
    forget(id: string | null) {
      return file.update((list) => (id === null ? [] : list.filter((entry) => idOf(entry.path) !== id)))
    },
  }
}

async function toEntry({ path, at }: RecentFile): Promise<RecentEntry> {
  const missing = await access(path).then(
    () => false,
    () => true,
  )
  return { id: idOf(path), label: basename(path), folder: folderLabel(path), at, missing }
}

/** The last folder of the path: enough to tell two files of one name apart, no more. */
export function folderLabel(path: string): string | null {
  return basename(dirname(path)) || null
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32)
}

function readList(raw: unknown): readonly RecentFile[] {
  if (!Array.isArray(raw)) return []
  return raw
    .filter((e): e is RecentFile => typeof e?.path === 'string' && typeof e?.at === 'number')
    .slice(0, MAX_ENTRIES)
}
