/**
 * Databases in WAL mode, which even a reader writes beside: `-wal` and `-shm` come with the first look, and stay when
 * the reader may not write. Where some program has the file open they are there already and are shared. Where none
 * has, a private copy is read instead, so that nothing appears beside somebody's file (nor fails where nothing can).
 */
import { constants } from 'node:fs'
import { copyFile, open, stat, unlink } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { basename, join } from 'node:path'

import { ownFolder } from '../data-folder.ts'
import { fileFailure } from '../file-failure.ts'

/** Where the header says how the file is written and read; 2: with a write-ahead log. */
const FORMAT_AT = 18
/** Larger files are opened where they are: copying them would take longer than anyone waits, bytes. */
const MOST_COPIED = 2 * 1024 * 1024 * 1024

/**
 * Whether the header says so.
 *
 * @throws what the system says where the file cannot be read
 */
export async function isWalFile(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(FORMAT_AT + 2)
    await file.read(head, 0, head.length, 0)
    return head.toString('latin1', 0, 15) === 'SQLite format 3' && (head[FORMAT_AT] === 2 || head[FORMAT_AT + 1] === 2)
  } finally {
    await file.close()
  }
}

const sizeOf = (path: string): Promise<number | null> => stat(path).then(({ size }) => size, notThere)
const notThere = (): null => null

/**
 * A copy of a database in WAL mode that no program has open.
 *
 * @returns its path, to be removed with `removeCopy`; null: the file can be read where it is
 */
export async function copyOfWalFile(path: string, dataFolder: string): Promise<string | null> {
  if (!(await isWalFile(path)) || (await sizeOf(`${path}-shm`)) !== null) return null
  if (((await sizeOf(path)) ?? 0) > MOST_COPIED) return null
  const copy = join(await ownFolder(dataFolder, 'uploads'), `${randomBytes(16).toString('hex')}.sqlite`)
  try {
    // What a program left in its log when it died belongs to the file.
    await copyFile(path, copy, constants.COPYFILE_FICLONE)
    if ((await sizeOf(`${path}-wal`)) !== null) await copyFile(`${path}-wal`, `${copy}-wal`)
    return copy
  } catch (thrown) {
    await removeCopy(copy)
    throw fileFailure(thrown, basename(path))
  }
}

/** The file with what SQLite keeps beside it; those that are not there are no matter. */
export async function removeCopy(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm', '-journal']) await unlink(`${path}${end}`).catch(() => {})
}
