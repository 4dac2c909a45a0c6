/** A file's bytes with a limit, and its time as of the same moment. */
import { open } from 'node:fs/promises'
import { basename } from 'node:path'

import { HostFailure } from '../../../shared/protocol/errors.ts'

/** @param limit bytes; a larger file is RESOURCE, what is no file INVALID */
export async function readWhole(path: string, limit: number): Promise<{ bytes: Uint8Array; mtimeNs: bigint }> {
  const file = await open(path, 'r')
  try {
    const stat = await file.stat({ bigint: true })
    // A pipe or a device would never end.
    if (!stat.isFile()) throw new HostFailure('INVALID', `“${basename(path)}” is not a file.`)
    if (stat.size > BigInt(limit)) throw new HostFailure('RESOURCE', `“${basename(path)}” is too large.`)
    return { bytes: await file.readFile(), mtimeNs: stat.mtimeNs }
  } finally {
    await file.close()
  }
}

/** The first bytes, for telling what a file is. */
export async function readHead(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(length)
    const { bytesRead } = await file.read(buffer, 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
