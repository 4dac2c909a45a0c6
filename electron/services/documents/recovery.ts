/**
 * Copies of unsaved work. One file a document: a line of JSON that names the source, then the text.
 * Written while editing, removed by a save, offered on the next start.
 */
import { createHash } from 'node:crypto'
import { readFile, readdir, stat, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'

import { atomicWrite } from '../files/atomic-write.ts'
import { ownFolder } from '../data-folder.ts'
import { readEtag } from '../files/etag.ts'
import type { Etag } from '../files/etag.ts'
import { folderLabel } from './recent-files.ts'

interface RecoverySource {
  /** null: the design has no file yet. */
  readonly path: string | null
  readonly label: string
  /** Of the file when editing began; a save after recovery finds a conflict by it. */
  readonly etag: Etag | null
}

export interface RecoveryCopy extends RecoverySource {
  readonly id: string
  readonly at: number
  readonly text: string
}

interface RecoveryEntry {
  readonly id: string
  readonly label: string
  readonly folder: string | null
  readonly at: number
  readonly bytes: number
  readonly fileIsNewer: boolean
}

const SUFFIX = '.recovery'
/** A running host touches its copies this often, so that another one does not offer them. */
const HEARTBEAT_MS = 60_000

export function createRecovery(folder: string, pid = process.pid) {
  const at = join(folder, 'recovery')
  /** Copies of documents that are open here. */
  const live = new Set<string>()
  const fileOf = (id: string) => join(at, `${id}${SUFFIX}`)

  const heartbeat = setInterval(() => {
    const now = new Date()
    for (const id of live) utimes(fileOf(id), now, now).catch(() => {})
  }, HEARTBEAT_MS)
  heartbeat.unref()

  async function read(id: string): Promise<(RecoveryCopy & { pid: number; bytes: number; touched: number }) | null> {
    if (!/^[0-9a-f]{32}$/.test(id)) return null
    try {
      const content = await readFile(fileOf(id), 'utf8')
      const end = content.indexOf('\n')
      const head = JSON.parse(content.slice(0, end)) as RecoverySource & { at: number; pid: number }
      const text = content.slice(end + 1)
      return { ...head, id, text, bytes: Buffer.byteLength(text), touched: (await stat(fileOf(id))).mtimeMs }
    } catch {
      return null
    }
  }

  /** Whether a host that still runs holds the document. */
  function isHeld(copy: { id: string; pid: number; touched: number }): boolean {
    if (live.has(copy.id)) return true
    if (copy.pid === pid || Date.now() - copy.touched > 3 * HEARTBEAT_MS) return false
    return isAlive(copy.pid)
  }

  const queues = new Map<string, Promise<unknown>>()
  /** A copy that is still being written when its document is saved must not come back after the save. */
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const next = (queues.get(id) ?? Promise.resolve()).then(work, work)
    const settled = next.catch(() => {})
    queues.set(id, settled)
    void settled.then(() => queues.get(id) === settled && queues.delete(id))
    return next
  }

  /** Whose a copy is changes at the call: what is only written in turn must not take it back. */
  const forget = (id: string) => {
    live.delete(id)
    return inTurn(id, () => unlink(fileOf(id)).catch(() => {}))
  }

  return {
    /** Writes the copy; resolves when a killed process cannot lose it any more. */
    write(id: string, source: RecoverySource, text: string): Promise<number> {
      live.add(id)
      return inTurn(id, async () => {
        await ownFolder(at)
        const now = Date.now()
        const head = JSON.stringify({ v: 1, path: source.path, label: source.label, etag: source.etag, at: now, pid })
        await atomicWrite(fileOf(id), Buffer.from(`${head}\n${text}`), { mode: 0o600 })
        return now
      })
    },
    read,
    discard: forget,
    /** The window is gone without saving: from now on the copy is offered. */
    release: (id: string) => void live.delete(id),
    /** What a crash left behind, newest first. Copies that say the same as their file are dropped. */
    async list(): Promise<RecoveryEntry[]> {
      // A page that was loaded anew asks while the copy that the old one left is still being written.
      await Promise.all(queues.values())
      const names = await readdir(at).catch(() => [])
      const entries: RecoveryEntry[] = []
      for (const name of names.filter((n) => n.endsWith(SUFFIX))) {
        const copy = await read(name.slice(0, -SUFFIX.length))
        if (copy === null || isHeld(copy)) continue
        const file = copy.path === null ? null : await sameAs(copy.path, copy.text)
        if (file?.same === true) await forget(copy.id)
        else entries.push({ ...pick(copy), fileIsNewer: (file?.modified ?? 0) > copy.at })
      }
      return entries.toSorted((a, b) => b.at - a.at)
    },
    /** The copy for a file, if there is one to offer. */
    async forPath(path: string): Promise<{ id: string; at: number } | null> {
      await queues.get(recoveryId(path))
      const copy = await read(recoveryId(path))
      if (copy === null || isHeld(copy)) return null
      if ((await sameAs(path, copy.text))?.same === true) {
        await forget(copy.id)
        return null
      }
      return { id: copy.id, at: copy.at }
    },
    stop: () => clearInterval(heartbeat),
  }
}

export type Recovery = ReturnType<typeof createRecovery>

/** One copy a file: a second crash replaces the first one's. */
export function recoveryId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32)
}

function pick({ id, label, path, at, bytes }: RecoveryCopy & { bytes: number }) {
  return { id, label, folder: path === null ? null : folderLabel(path), at, bytes }
}

async function sameAs(path: string, text: string): Promise<{ same: boolean; modified: number } | null> {
  try {
    const etag = await readEtag(path)
    if (etag === null) return null
    const hash = createHash('sha256').update(text).digest('hex')
    return { same: etag.endsWith(`-${hash}`), modified: (await stat(path)).mtimeMs }
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}
