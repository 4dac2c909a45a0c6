import { gunzipSync } from 'node:zlib'
import type { ImportFile } from '../../../shared/importers/importer.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'

/** A dump of more than that is nobody's schema; a small file can claim to be any size. Bytes. */
const MOST = 1 << 30

/** Files as they were before gzip: dumps are kept as `.sql.gz`. @throws PARSE for a damaged archive */
export function unpacked<File extends ImportFile>(files: readonly File[]): readonly File[] {
  return files.map((file) =>
    isGzip(file) ? { ...file, path: file.path.replace(/\.gz$/i, ''), bytes: gunzip(file) } : file,
  )
}

function isGzip({ bytes }: ImportFile): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function gunzip({ path, bytes }: ImportFile): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST })
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    const why = isLarge ? 'holds more than 1 GB' : 'is damaged: it cannot be unpacked'
    throw new HostFailure('PARSE', `“${path}” ${why}.`)
  }
}
