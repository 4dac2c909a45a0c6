/** Open designs and their files. */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { HostFailure } from '../../../shared/protocol/errors.ts'
import { MAX_DOCUMENT } from '../../../shared/protocol/limits.ts'
import { atomicWrite, sweepTemporaries } from '../files/atomic-write.ts'
import { etagOf, isSameContent, readEtag } from '../files/etag.ts'
import type { Etag } from '../files/etag.ts'
import { fileFailure } from '../file-failure.ts'
import type { PythonSource } from './python-files.ts'
import { readWhole } from '../files/read-whole.ts'
import { recoveryId } from './recovery.ts'

/** One design that is open in a window. */
export interface OpenDesign {
  /** Names its recovery copy. Changes when it gets a file. */
  recoveryId: string
  /** Behind all links; null: no file yet. */
  path: string | null
  label: string
  /** The file as we last read or wrote it. */
  etag: Etag | null
  /** The Python files it was read from and is saved onto; null: the design has a format of its own. */
  source: PythonSource | null
}

/** A design that has no file yet. */
export function newDesign(label: string): OpenDesign {
  return { recoveryId: randomBytes(16).toString('hex'), path: null, label, etag: null, source: null }
}

/** Reads a design's file. Links are followed once, here: a file opened by two names is one file. */
export async function openDesign(path: string): Promise<{ design: OpenDesign; text: string; readOnly: boolean }> {
  const label = basename(path)
  try {
    const real = await realpath(path)
    void sweepTemporaries(dirname(real))
    const { text, etag } = await readText(real)
    const design = { recoveryId: recoveryId(real), path: real, label: basename(real), etag, source: null }
    return { design, text, readOnly: !(await isWritable(real)) }
  } catch (thrown) {
    throw fileFailure(thrown, label)
  }
}

/** The text of the file as it is now. */
export async function readText(path: string): Promise<{ text: string; etag: Etag }> {
  const { bytes, mtimeNs } = await readWhole(path, MAX_DOCUMENT)
  return { text: decodeUtf8(bytes, basename(path)), etag: etagOf(bytes, mtimeNs) }
}

/**
 * The text of a file.
 *
 * @throws PARSE where it is none
 */
export function decodeUtf8(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new HostFailure('PARSE', `“${label}” is not a text file (it is not UTF-8).`, { cause })
  }
}

/** Both the file and its folder: a save replaces the file. */
export async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK)
    await access(dirname(path), constants.W_OK)
    return true
  } catch {
    return false
  }
}

const queues = new Map<string, Promise<unknown>>()

/** Saves of one file follow one another. */
export function inTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(path) ?? Promise.resolve()
  const next = before.then(work, work)
  const settled = next.catch(() => {})
  queues.set(path, settled)
  void settled.then(() => queues.get(path) === settled && queues.delete(path))
  return next
}

/**
 * Replaces the design's file by the text.
 *
 * @param expected what the page thinks the file is; null: nothing to compare with
 * @throws CONFLICT when the file has become another one meanwhile and `force` is off
 */
export function saveDesign(
  path: string,
  text: string,
  expected: Etag | null,
  force: boolean,
): Promise<{ path: string; etag: Etag }> {
  return inTurn(path, async () => {
    const bytes = Buffer.from(text, 'utf8')
    const refuseChanged = async (real: string) => {
      const found = force || expected === null ? null : await readEtag(real)
      if (found === null || isSameContent(found, expected ?? found)) return
      const message = `“${basename(path)}” was changed by another program since it was opened.`
      throw new HostFailure('CONFLICT', message, { detail: found })
    }
    try {
      const real = await atomicWrite(path, bytes, { beforeReplace: refuseChanged })
      // The hash of what we wrote, not of what may have replaced it since.
      return { path: real, etag: etagOf(bytes, (await stat(real, { bigint: true })).mtimeNs) }
    } catch (thrown) {
      throw fileFailure(thrown, basename(path))
    }
  })
}

/** `blog.relata.json` → `blog.relata.sqlite` beside it. */
export function samplePath(path: string): string {
  const name = basename(path).replace(/(\.relata)?\.json$/i, '')
  return join(dirname(path), `${name}.relata.sqlite`)
}
