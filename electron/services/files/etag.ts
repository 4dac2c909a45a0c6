/** What a file was when we last saw it: size, time and the hash of its content. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'

import { errnoOf } from '../file-failure.ts'

/** `<size>-<mtime ns>-<sha256>`. */
export type Etag = string

export function etagOf(bytes: Uint8Array, mtimeNs: bigint): Etag {
  return `${bytes.length}-${mtimeNs}-${createHash('sha256').update(bytes).digest('hex')}`
}

/** The etag of the file as it is now; null: there is none. */
export async function readEtag(path: string): Promise<Etag | null> {
  try {
    const { mtimeNs } = await stat(path, { bigint: true })
    return etagOf(await readFile(path), mtimeNs)
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null
    throw thrown
  }
}

/** Same content; a file that was only touched is not changed. */
export function isSameContent(a: Etag, b: Etag): boolean {
  return a.slice(a.lastIndexOf('-')) === b.slice(b.lastIndexOf('-'))
}
