/** A database in WAL mode as its readers see it: with what stands in the log only, as in the app. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyOfWalFile, isWalFile } from '../electron/services/databases/wal-file.ts'

/** null: any other file, and one that SQLite cannot open, of which the import says why. */
export async function walSnapshot(path: string): Promise<Uint8Array | null> {
  if (!(await isWalFile(path))) return null
  const folder = await mkdtemp(join(tmpdir(), 'relata-wal-'))
  try {
    const copy = await copyOfWalFile(path, folder)
    return await snapshot(copy ?? path)
  } catch {
    return null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** SQLite is loaded for such a file alone: other imports start without it. */
async function snapshot(path: string): Promise<Uint8Array> {
  const [{ openDatabase }, { rollbackMode }] = await Promise.all([
    import('../electron/sqlite/database/open-database.ts'),
    import('../electron/sqlite/design/import-tools.ts'),
  ])
  const db = openDatabase({ path, mode: 'read', create: false, nativeBinding: null })
  try {
    return rollbackMode(db.serialize())
  } finally {
    db.close()
  }
}
