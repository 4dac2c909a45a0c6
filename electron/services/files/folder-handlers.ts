/** Handlers of `dir.*`: the folders that the in-page picker may show. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'

import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { fileFailure } from '../file-failure.ts'
import type { FolderTarget, HostServices } from '../host-services.ts'

/** More entries than anyone scrolls through. */
const MAX_ENTRIES = 5_000

type FolderHandlers = Pick<Handlers, Extract<keyof Handlers, `dir.${string}`>>

export function folderHandlers({ handles, abilities }: HostServices): FolderHandlers {
  return {
    async 'dir.roots'(_, { connection }) {
      const roots = await Promise.all(abilities.roots.map((path) => realpath(path).catch(() => null)))
      return roots
        .filter((path) => path !== null)
        .map((path) => ({ dir: handles.mint(connection, 'dir', { path, root: path }), label: basename(path) || path }))
    },

    async 'dir.list'({ dir }, { connection }) {
      const folder = handles.get(connection, dir)
      try {
        return await listFolder(folder)
      } catch (thrown) {
        throw fileFailure(thrown, basename(folder.path))
      }
    },

    async 'dir.openDir'({ dir, name }, { connection }) {
      const { root, path } = await inside(handles.get(connection, dir), name, 'dir')
      return { dir: handles.mint(connection, 'dir', { path, root }), label: basename(path) }
    },

    async 'dir.openFile'({ dir, name }, { connection }) {
      const { path } = await inside(handles.get(connection, dir), name, 'file')
      return { file: handles.mint(connection, 'file', { at: 'disk', path, mayWrite: false }), label: basename(path) }
    },

    async 'dir.createFile'({ dir, name }, { connection }) {
      const folder = handles.get(connection, dir)
      const { path, exists } = await placeFor(folder, name)
      const file = handles.mint(connection, 'file', { at: 'disk', path, mayWrite: true })
      return { file, label: basename(path), exists }
    },
  }
}

async function listFolder(folder: FolderTarget) {
  const found = await readdir(folder.path, { withFileTypes: true })
  const visible = found.filter((entry) => !entry.name.startsWith('.')).toSorted((a, b) => a.name.localeCompare(b.name))
  const entries = await Promise.all(
    visible.slice(0, MAX_ENTRIES).map(async ({ name }) => {
      const info = await stat(join(folder.path, name)).catch(() => null)
      if (info === null || (!info.isDirectory() && !info.isFile())) return null
      const kind = info.isDirectory() ? ('dir' as const) : ('file' as const)
      return { name, kind, bytes: info.size, modified: info.mtimeMs }
    }),
  )
  return { entries: entries.filter((entry) => entry !== null), truncated: visible.length > MAX_ENTRIES }
}

/** Whether `path` is `root` or below it. Compares folder by folder: `/rootless` is not inside `/root`. */
function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/** The entry behind all links, if that is still inside the root. */
async function inside(folder: FolderTarget, name: string, kind: 'dir' | 'file'): Promise<FolderTarget> {
  try {
    const path = await realpath(join(folder.path, name))
    if (!isInside(folder.root, path))
      throw new HostFailure('DENIED', `“${name}” lies outside the folders of this session.`)
    const info = await stat(path)
    if (kind === 'dir' ? !info.isDirectory() : !info.isFile()) {
      throw new HostFailure('INVALID', `“${name}” is not a ${kind === 'dir' ? 'folder' : 'file'}.`)
    }
    return { path, root: folder.root }
  } catch (thrown) {
    throw fileFailure(thrown, name)
  }
}

async function placeFor(folder: FolderTarget, name: string): Promise<{ path: string; exists: boolean }> {
  if (name === '.' || name === '..') throw new HostFailure('INVALID', 'This is not a file name.')
  const path = join(folder.path, name)
  const found = await lstat(path).catch(() => null)
  if (found === null) return { path, exists: false }
  return { path: (await inside(folder, name, 'file')).path, exists: true }
}
