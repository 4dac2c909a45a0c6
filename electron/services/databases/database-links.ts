/** Which database file a design was drawn from, so that the preview finds it again after a reload or another day. */
import { join } from 'node:path'

import type { OpenDesign } from '../documents/documents.ts'
import { createJsonFile } from '../json-file.ts'

interface Link {
  /** The design's `recoveryId`: it follows from the path of its file, where it has one. */
  readonly design: string
  readonly path: string
}

const MAX_ENTRIES = 200

export function createDatabaseLinks(folder: string) {
  const file = createJsonFile<readonly Link[]>(join(folder, 'databases.json'), readList)
  const without = (list: readonly Link[], ...ids: readonly string[]) =>
    list.filter(({ design }) => !ids.includes(design))
  return {
    async find({ recoveryId }: OpenDesign): Promise<string | null> {
      return (await file.read()).find(({ design }) => design === recoveryId)?.path ?? null
    },
    /** `path` null: from here on none. */
    async set({ recoveryId }: OpenDesign, path: string | null): Promise<void> {
      const mine = path === null ? [] : [{ design: recoveryId, path }]
      await file.update((list) => [...mine, ...without(list, recoveryId)].slice(0, MAX_ENTRIES))
    },
    /** The design has been saved to another place. */
    async move(from: string, { recoveryId }: OpenDesign): Promise<void> {
      const path = from === recoveryId ? null : (await file.read()).find(({ design }) => design === from)?.path
      if (path == null) return
      await file.update((list) => [{ design: recoveryId, path }, ...without(list, from, recoveryId)])
    },
  }
}

function readList(raw: unknown): readonly Link[] {
  if (!Array.isArray(raw)) return []
  return raw
    .filter((e): e is Link => typeof e?.design === 'string' && typeof e?.path === 'string')
    .slice(0, MAX_ENTRIES)
}
