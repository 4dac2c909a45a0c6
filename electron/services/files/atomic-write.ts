/** Replaces a file so that whatever happens there is the old content or the new one, whole. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { HostFailure } from '../../../shared/protocol/errors.ts'
import { errnoOf } from '../file-failure.ts'

/** The operations in use, so that tests can let each of them fail. */
export type WriteFs = Pick<typeof fs, 'realpath' | 'stat' | 'access' | 'open' | 'rename' | 'unlink' | 'readdir'>

interface AtomicWriteOptions {
  readonly fs?: WriteFs
  /** Runs when everything is on disk but nothing is replaced yet; throws to stop (a conflict). */
  readonly beforeReplace?: (path: string) => Promise<void>
  /** Mode of a file that is new. */
  readonly mode?: number
}

/** A virus scanner holds a file for moments; so long we try again, ms. */
const RENAME_PATIENCE_MS = 2_000
const RENAME_RETRY = new Set(['EPERM', 'EACCES', 'EBUSY'])
const TEMP_NAME = /^\.relata-[0-9a-f]{16}\.tmp$/
/** A save in another process takes seconds at most; an hour later its temporary file is a leftover. */
const TEMP_MAX_AGE_MS = 3_600_000

/**
 * Writes `bytes` to `path` (through a link, to what it points to) and returns the real path.
 *
 * In order: exclusive temporary file in the same folder with the old file's mode, write, fsync, `beforeReplace`,
 * rename, fsync of the folder. When a step fails the old content is untouched and the temporary file is gone.
 *
 * @throws what the system threw (see `fileFailure`), or what `beforeReplace` threw
 */
export async function atomicWrite(path: string, bytes: Uint8Array, options: AtomicWriteOptions = {}): Promise<string> {
  const io = options.fs ?? fs
  const target = await realTarget(io, path)
  const mode = (await existingMode(io, target)) ?? options.mode ?? 0o666
  const temp = join(dirname(target), `.relata-${randomBytes(8).toString('hex')}.tmp`)
  const file = await io.open(temp, 'wx', mode)
  try {
    try {
      await file.writeFile(bytes)
      // The umask took bits away that the old file has; a new file keeps the umask.
      if ((await existingMode(io, target)) !== null) await file.chmod(mode)
      await file.sync()
    } finally {
      await file.close()
    }
    await options.beforeReplace?.(target)
    await renameWithPatience(io, temp, target)
  } catch (thrown) {
    await io.unlink(temp).catch(() => {})
    throw thrown
  }
  await syncFolder(io, dirname(target))
  return target
}

/** The path behind links; of a file that is not there yet, the one in its real folder. */
async function realTarget(io: WriteFs, path: string): Promise<string> {
  try {
    return await io.realpath(path)
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ENOENT') throw thrown
    return join(await io.realpath(dirname(path)), basename(path))
  }
}

/** Permission bits of the file; null: there is none. Refuses what a rename would replace against the user's will. */
async function existingMode(io: WriteFs, target: string): Promise<number | null> {
  let stat
  try {
    stat = await io.stat(target)
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null
    throw thrown
  }
  if (!stat.isFile()) throw new HostFailure('INVALID', 'Only a plain file can be saved to.')
  // Renaming over it would need no right on the file itself; a write-protected file is meant to stay.
  await io.access(target, fs.constants.W_OK)
  return stat.mode & 0o7777
}

async function renameWithPatience(io: WriteFs, from: string, to: string): Promise<void> {
  const giveUpAt = Date.now() + RENAME_PATIENCE_MS
  for (let waitMs = 10; ; waitMs = Math.min(waitMs * 2, 200)) {
    try {
      return await io.rename(from, to)
    } catch (thrown) {
      const mayPass = process.platform === 'win32' || errnoOf(thrown) === 'EBUSY'
      if (!mayPass || !RENAME_RETRY.has(errnoOf(thrown) ?? '') || Date.now() + waitMs > giveUpAt) throw thrown
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

/** Makes the rename itself last. Some file systems cannot; the content is safe either way. */
async function syncFolder(io: WriteFs, folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await io.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    if (!['EINVAL', 'ENOTSUP', 'EACCES', 'EPERM'].includes(errnoOf(thrown) ?? '')) throw thrown
  }
}

/** Removes temporary files that a crash left in the folder; never a fresh one. Failures are nobody's concern. */
export async function sweepTemporaries(folder: string, now = Date.now()): Promise<number> {
  let removed = 0
  const names = await fs.readdir(folder).catch(() => [])
  for (const name of names.filter((n) => TEMP_NAME.test(n))) {
    const path = join(folder, name)
    const stat = await fs.lstat(path).catch(() => null)
    if (stat === null || !stat.isFile() || now - stat.mtimeMs < TEMP_MAX_AGE_MS) continue
    await fs.unlink(path).then(
      () => removed++,
      () => {},
    )
  }
  return removed
}
