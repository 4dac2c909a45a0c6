/** Where the exports of a design were written last, by target. Of designs without a file only while they are open. */
import { join } from 'node:path'

import type { OpenDesign } from '../documents/documents.ts'
import { createJsonFile } from '../json-file.ts'

export interface LastExport {
  readonly target: string
  readonly path: string
  /** ms since 1970. */
  readonly at: number
}
interface StoredExport extends LastExport {
  readonly design: string
}

const MAX_ENTRIES = 500

export function createLastExports(folder: string) {
  const file = createJsonFile<readonly StoredExport[]>(join(folder, 'exports.json'), readList)
  const unsaved = new WeakMap<OpenDesign, LastExport[]>()
  return {
    async find(design: OpenDesign, target: string): Promise<LastExport | null> {
      const here = unsaved.get(design)?.find((one) => one.target === target)
      if (here !== undefined) return here
      return (await file.read()).find((one) => one.design === design.path && one.target === target) ?? null
    },
    async note(design: OpenDesign, one: LastExport): Promise<void> {
      const { path } = design
      const others = (unsaved.get(design) ?? []).filter(({ target }) => target !== one.target)
      unsaved.set(design, [one, ...others])
      if (path === null) return
      await file.update((list) =>
        [
          { design: path, ...one },
          ...list.filter((other) => other.design !== path || other.target !== one.target),
        ].slice(0, MAX_ENTRIES),
      )
    },
  }
}

function readList(raw: unknown): readonly StoredExport[] {
  if (!Array.isArray(raw)) return []
  const isText = (value: unknown): boolean => typeof value === 'string'
  return raw
    .filter(
      (e): e is StoredExport => isText(e?.design) && isText(e?.target) && isText(e?.path) && Number.isFinite(e?.at),
    )
    .slice(0, MAX_ENTRIES)
}
