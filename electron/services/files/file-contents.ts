/** What stands in a file that was chosen or dropped, and writing to one. */
import { basename } from 'node:path'

import { atomicWrite } from './atomic-write.ts'
import { fileFailure } from '../file-failure.ts'
import { writableTarget } from './file-targets.ts'
import type { FileTarget } from '../host-services.ts'
import { readWhole } from './read-whole.ts'

/** Of one file, bytes. */
export const MAX_IMPORT = 256 * 1024 * 1024

/** The name for people: without folders. */
export function labelOf(target: FileTarget): string {
  return target.at === 'memory' ? target.name : basename(target.path)
}

export interface FileContents {
  /** The name alone. */
  readonly path: string
  readonly bytes: Uint8Array
}

/**
 * The whole file, at most MAX_IMPORT.
 *
 * @throws HostFailure with the file's name, never its path
 */
export async function readContents(target: FileTarget): Promise<FileContents> {
  if (target.at === 'memory') return { path: target.name, bytes: Buffer.concat(target.pieces) }
  try {
    return { path: basename(target.path), bytes: (await readWhole(target.path, MAX_IMPORT)).bytes }
  } catch (thrown) {
    throw fileFailure(thrown, labelOf(target))
  }
}

/** Writes to a place that the user chose, all or nothing. */
export async function writeContents(target: FileTarget, bytes: Uint8Array): Promise<{ label: string; bytes: number }> {
  const path = writableTarget(target)
  try {
    await atomicWrite(path, bytes)
    return { label: labelOf(target), bytes: bytes.length }
  } catch (thrown) {
    throw fileFailure(thrown, labelOf(target))
  }
}
