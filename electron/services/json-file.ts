/** A small JSON file of our own: read leniently, written all or nothing. */
import { readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

import { atomicWrite } from './files/atomic-write.ts'
import { ownFolder } from './data-folder.ts'
import { errnoOf } from './file-failure.ts'

interface JsonFile<T> {
  read(): Promise<T>
  /** Reads anew, changes, writes; calls follow one another, so none is lost. */
  update(change: (value: T) => T): Promise<T>
}

/** `parse` makes something usable of whatever is there; a file that is no JSON is set aside as `.broken`. */
export function createJsonFile<T>(path: string, parse: (raw: unknown) => T): JsonFile<T> {
  let queue: Promise<unknown> = Promise.resolve()

  async function read(): Promise<T> {
    let text
    try {
      text = await readFile(path, 'utf8')
    } catch (thrown) {
      if (errnoOf(thrown) === null) throw thrown
      return parse(undefined)
    }
    try {
      return parse(JSON.parse(text))
    } catch {
      await rename(path, `${path}.broken`).catch(() => {})
      return parse(undefined)
    }
  }

  return {
    read,
    update(change) {
      const next = queue.then(async () => {
        const value = change(await read())
        await ownFolder(dirname(path))
        await atomicWrite(path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`), { mode: 0o600 })
        return value
      })
      queue = next.catch(() => {})
      return next
    },
  }
}
