/** A copy of a database file that others made, beside it, before anything is changed in it. */
import { open, stat, unlink } from 'node:fs/promises'
import { basename } from 'node:path'

import type { CancelSignal } from '../../../shared/protocol/environment.ts'
import { HostFailure, isFailure } from '../../../shared/protocol/errors.ts'
import { isWritable } from '../documents/documents.ts'
import { errnoOf, fileFailure } from '../file-failure.ts'
import type { SqlSession } from './sql-session.ts'

/** Copies that one second may see. */
const MOST_ATTEMPTS = 20

/**
 * Copies what the session has open to `<name>.backup-<time>.sqlite`, as one transaction sees it.
 *
 * @returns the copy's name
 * @throws DENIED where the file could not be changed anyway; RESOURCE, IO, BUSY where there is no room or no peace;
 *   nothing is left behind then
 */
export async function backUpBeside(session: SqlSession, signal: CancelSignal): Promise<string> {
  const { path } = session.request
  const label = basename(path)
  if (!(await isWritable(path))) {
    throw new HostFailure('DENIED', `“${label}” or its folder may not be written by you, so it stays read-only.`)
  }
  const copy = await reserve(path)
  try {
    await session.call('session.backup', { path: copy, always: true }, signal)
    return basename(copy)
  } catch (thrown) {
    await unlink(copy).catch(() => {})
    if (!isFailure(thrown) || thrown.code === 'CANCELLED') throw thrown
    throw new HostFailure(thrown.code, `No copy of “${label}” could be made: ${thrown.message}`, { cause: thrown })
  }
}

/** An empty file of a new name, for nobody else to read who could not read the original. */
async function reserve(path: string): Promise<string> {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').replace(/\..*$/, '')
  try {
    const { mode } = await stat(path)
    for (let attempt = 1; ; attempt++) {
      const copy = `${path}.backup-${time}${attempt === 1 ? '' : `-${attempt}`}.sqlite`
      try {
        await (await open(copy, 'wx', mode & 0o777)).close()
        return copy
      } catch (thrown) {
        if (errnoOf(thrown) !== 'EEXIST' || attempt === MOST_ATTEMPTS) throw thrown
      }
    }
  } catch (thrown) {
    throw fileFailure(thrown, basename(path))
  }
}
