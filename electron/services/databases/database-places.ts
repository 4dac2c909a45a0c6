/** Where the database of a session lies: the design's own, a file that was chosen, a copy of what cannot be shared. */
import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { OpenRequest } from '../../sqlite/database/open-database.ts'
import { ownFolder } from '../data-folder.ts'
import { isWritable, samplePath } from '../documents/documents.ts'
import type { OpenDesign } from '../documents/documents.ts'
import { labelOf } from '../files/file-contents.ts'
import type { FileTarget, HostServices } from '../host-services.ts'
import { copyOfWalFile } from './wal-file.ts'

export interface DatabasePlace {
  readonly request: OpenRequest
  /** For people; no folders. */
  readonly label: string
  /** To be removed with the session. */
  readonly temporary: boolean
  /** The file of which a private copy is read. */
  readonly copyOf?: string
}

/** The design's database: beside its file, or with our own files where that cannot be. */
export async function placeOfSample(
  services: HostServices,
  design: OpenDesign,
  mode: 'read' | 'write',
): Promise<DatabasePlace> {
  const nativeBinding = services.abilities.nativeBinding ?? null
  const own = async (name: string): Promise<DatabasePlace> => {
    const path = join(await ownFolder(services.abilities.dataFolder, 'samples'), `${name}.sqlite`)
    return { request: { path, mode, create: true, nativeBinding }, label: 'Sample database', temporary: false }
  }
  if (design.path === null || design.source !== null) return own(design.recoveryId)
  const path = samplePath(design.path)
  const request = { path, mode, create: true, nativeBinding }
  const beside = (await isWritable(design.path)) && (await isOurs(services, { ...request, mode: 'read' }))
  if (beside) return { request, label: basename(path), temporary: false }
  return own(createHash('sha256').update(design.path).digest('hex').slice(0, 32))
}

/** A file on disk where it is, or a private copy of it; what came through the page gets a file of ours. */
export async function placeOfFile(
  { abilities }: HostServices,
  target: FileTarget,
  mode: 'read' | 'write',
): Promise<DatabasePlace> {
  const label = labelOf(target)
  const nativeBinding = abilities.nativeBinding ?? null
  if (target.at === 'disk') {
    await access(target.path, constants.R_OK)
    const request = { path: target.path, mode, create: false, nativeBinding }
    const copy = mode === 'read' ? await copyOfWalFile(target.path, abilities.dataFolder) : null
    if (copy === null) return { request, label, temporary: false }
    return { request: { ...request, path: copy }, label, temporary: true, copyOf: target.path }
  }
  const path = join(await ownFolder(abilities.dataFolder, 'uploads'), `${randomBytes(16).toString('hex')}.sqlite`)
  await writeFile(path, Buffer.concat(target.pieces), { mode: 0o600 })
  return { request: { path, mode, create: false, nativeBinding }, label, temporary: true }
}

/** A file of that name that someone else made is left alone. */
async function isOurs({ sessions }: HostServices, request: OpenRequest): Promise<boolean> {
  const info = await stat(request.path).catch(() => null)
  if (info === null || info.size === 0) return true
  // What is damaged or locked is not ours to repair: the design gets another file.
  return sessions.once('session.isOurs', { ...request, create: false }, null).catch(() => false)
}
