/** Several files replaced together: all of them, or none. */
import { mkdir, readFile, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

import { HostFailure } from '../../../shared/protocol/errors.ts'
import { atomicWrite } from './atomic-write.ts'
import type { WriteFs } from './atomic-write.ts'
import { isSameContent, readEtag } from './etag.ts'
import type { Etag } from './etag.ts'
import { errnoOf, fileFailure } from '../file-failure.ts'

export interface Replacement {
  readonly path: string
  readonly bytes: Uint8Array
  /** What it has to be for the replacement to go on; null: it must not exist; undefined: whatever it is. */
  readonly expected: Etag | null | undefined
}

/**
 * Writes all new contents beside their files, then looks once more whether somebody changed one, then renames
 * one after another. When a rename fails, those before it are put back.
 *
 * @throws CONFLICT when a file is not what it is expected to be: nothing has changed then. After a failure that
 * could not be undone the message names the files that are new.
 */
export async function replaceFiles(files: readonly Replacement[], fs?: WriteFs): Promise<void> {
  const done: Backup[] = []
  try {
    await stage(files, 0, done, fs)
  } catch (thrown) {
    const left = await putBack(done)
    const [first] = files
    const failure = fileFailure(thrown, basename(first?.path ?? ''))
    if (left.length === 0) throw failure
    const names = left.map((path) => `“${basename(path)}”`).join(', ')
    throw new HostFailure('IO', `${failure.message} Already written and not put back: ${names}.`, { cause: thrown })
  }
}

interface Backup {
  readonly path: string
  /** null: there was no file. */
  readonly bytes: Uint8Array | null
}

/** Each file is staged before the next, and renamed after all that come after it. */
async function stage(files: readonly Replacement[], at: number, done: Backup[], fs?: WriteFs): Promise<void> {
  const file = files[at]
  if (file === undefined) return refuseChanged(files)
  const { path, bytes } = file
  const before = await readIfThere(path)
  if (before === null) await mkdir(dirname(path), { recursive: true })
  await named(path, async () => {
    await atomicWrite(path, bytes, {
      ...(fs === undefined ? {} : { fs }),
      beforeReplace: () => stage(files, at + 1, done, fs),
    })
  })
  done.push({ path, bytes: before })
}

async function refuseChanged(files: readonly Replacement[]): Promise<void> {
  for (const { path, expected } of files) {
    if (expected === undefined) continue
    const found = await readEtag(path)
    if (found === null ? expected === null : expected !== null && isSameContent(found, expected)) continue
    const message = `“${basename(path)}” was changed by another program since it was opened.`
    throw new HostFailure('CONFLICT', message, found === null ? {} : { detail: found })
  }
}

/** @returns the files that could not be put back */
async function putBack(done: readonly Backup[]): Promise<readonly string[]> {
  const left: string[] = []
  for (const { path, bytes } of done) {
    await (bytes === null ? unlink(path) : atomicWrite(path, bytes)).catch(() => left.push(path))
  }
  return left
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch((thrown: unknown) => {
    if (errnoOf(thrown) === 'ENOENT') return null
    throw fileFailure(thrown, basename(path))
  })
}

/** The failure says which of the files it was. */
async function named(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    throw fileFailure(thrown, basename(path))
  }
}
