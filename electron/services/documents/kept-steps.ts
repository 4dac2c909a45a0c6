/**
 * The last steps of a saved design, kept beside the recovery copies so that the history panel shows them when the same
 * file is opened again. Nothing goes into the document. Bounded: one file a design, few designs, limited bytes.
 */
import { readFile, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

import { atomicWrite } from '../files/atomic-write.ts'
import { ownFolder } from '../data-folder.ts'
import { isSameContent } from '../files/etag.ts'
import type { Etag } from '../files/etag.ts'

const SUFFIX = '.steps'
const MOST_DESIGNS = 60

export function createKeptSteps(folder: string) {
  const at = join(folder, 'steps')
  const fileOf = (id: string) => join(at, `${id}${SUFFIX}`)

  /** Those that were not saved for longest go. */
  async function prune(): Promise<void> {
    const names = (await readdir(at)).filter((name) => name.endsWith(SUFFIX))
    if (names.length <= MOST_DESIGNS) return
    const aged = await Promise.all(
      names.map(async (name) => ({ path: join(at, name), at: (await stat(join(at, name))).mtimeMs })),
    )
    const old = aged.toSorted((a, b) => b.at - a.at).slice(MOST_DESIGNS)
    await Promise.all(old.map(({ path }) => unlink(path).catch(() => {})))
  }

  return {
    /** @param etag of the file that the steps lead to */
    async write(id: string, etag: Etag, text: string): Promise<void> {
      await ownFolder(at)
      await atomicWrite(fileOf(id), Buffer.from(`${JSON.stringify({ v: 1, etag })}\n${text}`), { mode: 0o600 })
      await prune()
    },
    /** null: none, or the file is another one since. */
    async read(id: string, etag: Etag): Promise<string | null> {
      try {
        const content = await readFile(fileOf(id), 'utf8')
        const end = content.indexOf('\n')
        const head = JSON.parse(content.slice(0, end)) as { readonly etag: Etag }
        return isSameContent(head.etag, etag) ? content.slice(end + 1) : null
      } catch {
        return null
      }
    },
  }
}
