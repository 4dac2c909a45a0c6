/** Handlers of `dir.*`, `file.*` and `import.run`. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'

import { fromBase64 } from '../../shared/protocol/base64.ts'
import type { Handlers, PlainCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import { MAX_UPLOAD } from '../../shared/protocol/limits.ts'
import { atomicWrite } from './atomic-write.ts'
import { writableTarget } from './file-targets.ts'
import { fileFailure } from './file-failure.ts'
import type { FileTarget, FolderTarget, HostServices } from './host-services.ts'
import { readHead, readWhole } from './read-whole.ts'
import { copyOfWalFile, isWalFile, removeCopy } from './wal-file.ts'

/** More entries than anyone scrolls through. */
const MAX_ENTRIES = 5_000
const MAX_IMPORT = 256 * 1024 * 1024
const SQLITE_MAGIC = 'SQLite format 3\0'

type FileHandlers = Pick<Handlers, Extract<keyof Handlers, `dir.${string}` | `file.${string}` | `import.${string}`>>

export function fileHandlers(services: HostServices): FileHandlers {
  const { handles, abilities, sessions } = services

  /** A database in WAL mode as its readers see it, with what stands in the log only; null: any other file. */
  async function readWalFile(target: FileTarget, call: PlainCall): Promise<ImportSource | null> {
    if (target.at !== 'disk' || !(await isWalFile(target.path).catch(() => false))) return null
    const copy = await copyOfWalFile(target.path, abilities.dataFolder)
    try {
      const { size } = await stat(target.path)
      if (size > MAX_IMPORT) return null
      const request = {
        path: copy ?? target.path,
        mode: 'read' as const,
        create: false,
        nativeBinding: abilities.nativeBinding ?? null,
      }
      return { path: labelOf(target), bytes: await sessions.once('session.snapshot', request, call) }
    } catch (thrown) {
      throw fileFailure(thrown, labelOf(target))
    } finally {
      if (copy !== null) await removeCopy(copy)
    }
  }

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

    'file.drop'({ name, bytes }, { connection }) {
      const upload = { at: 'memory' as const, name, pieces: [], bytes: 0 }
      append(upload, bytes)
      return { file: handles.mint(connection, 'file', upload), label: name }
    },

    'file.append'({ file, bytes }, { connection }) {
      const target = handles.get(connection, file)
      if (target.at !== 'memory') throw new HostFailure('DENIED', 'Only a dropped file can grow.')
      append(target, bytes)
      return { bytes: target.bytes }
    },

    async 'file.info'({ file }, { connection }) {
      const target = handles.get(connection, file)
      try {
        const head = await headOf(target)
        const bytes = target.at === 'memory' ? target.bytes : (await stat(target.path)).size
        return { label: labelOf(target), bytes, kind: kindOf(labelOf(target), head) }
      } catch (thrown) {
        throw fileFailure(thrown, labelOf(target))
      }
    },

    'file.close'({ file }, { connection }) {
      handles.get(connection, file)
      handles.drop(file)
      return null
    },

    async 'file.readText'({ file }, { connection }) {
      const { path, bytes } = await readSource(handles.get(connection, file))
      try {
        return { label: path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
      } catch (cause) {
        throw new HostFailure('PARSE', `${path} is not a text file in UTF-8.`, { cause })
      }
    },

    'file.saveText': ({ file, text }, { connection }) =>
      write(handles.get(connection, file), Buffer.from(text, 'utf8')),

    'file.saveBytes'({ file, bytes }, { connection }) {
      return write(handles.get(connection, file), decoded(bytes))
    },

    async 'import.run'({ files, from, app, dialect }, call) {
      const nativeBinding = abilities.nativeBinding ?? null
      const sources = await Promise.all(
        files.map(async (file) => {
          const target = handles.get(call.connection, file)
          return (await readWalFile(target, call)) ?? readSource(target)
        }),
      )
      const request = { files: sources, from, app, dialect, nativeBinding }
      const { importer, text, diagnostics, placed } = await sessions.once('session.import', request, call)
      return { importer, text, diagnostics, placed }
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
export function isInside(root: string, path: string): boolean {
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

function append(upload: Extract<FileTarget, { at: 'memory' }>, base64: string): void {
  const piece = decoded(base64)
  if (upload.bytes + piece.length > MAX_UPLOAD) throw new HostFailure('RESOURCE', `“${upload.name}” is too large.`)
  upload.pieces.push(piece)
  upload.bytes += piece.length
}

function decoded(base64: string): Uint8Array {
  const bytes = fromBase64(base64)
  if (bytes === null) throw new HostFailure('INVALID', 'These bytes are not base64.', { detail: 'bytes' })
  return bytes
}

export function labelOf(target: FileTarget): string {
  return target.at === 'memory' ? target.name : basename(target.path)
}

async function headOf(target: FileTarget): Promise<Uint8Array> {
  if (target.at === 'disk') return readHead(target.path, 4096)
  return target.pieces[0]?.subarray(0, 4096) ?? new Uint8Array()
}

function kindOf(label: string, head: Uint8Array): 'design' | 'sqlite' | 'other' {
  const start = Buffer.from(head).toString('latin1')
  if (start.startsWith(SQLITE_MAGIC)) return 'sqlite'
  return /\.json$/i.test(label) && start.includes('"relata"') ? 'design' : 'other'
}

interface ImportSource {
  readonly path: string
  readonly bytes: Uint8Array
}

export async function readSource(target: FileTarget): Promise<ImportSource> {
  if (target.at === 'memory') return { path: target.name, bytes: Buffer.concat(target.pieces) }
  try {
    return { path: basename(target.path), bytes: (await readWhole(target.path, MAX_IMPORT)).bytes }
  } catch (thrown) {
    throw fileFailure(thrown, labelOf(target))
  }
}

/** Writes to a place that the user chose, all or nothing. */
export async function write(target: FileTarget, bytes: Uint8Array): Promise<{ label: string; bytes: number }> {
  const path = writableTarget(target)
  try {
    await atomicWrite(path, bytes)
    return { label: labelOf(target), bytes: bytes.length }
  } catch (thrown) {
    throw fileFailure(thrown, labelOf(target))
  }
}
