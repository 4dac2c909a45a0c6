import type { Client } from '../../../shared/protocol/client.ts'
import { toBase64 } from '../../../shared/protocol/base64.ts'
import { MAX_UPLOAD } from '../../../shared/protocol/limits.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { t } from '../../texts/texts.ts'
import type { PickedFile } from './pick-file.tsx'

/** Bytes of one piece; a piece in base64 stays below the protocol's limit. */
const PIECE_BYTES = 3 * 1024 * 1024

/** Hands a file of the page (dropped, chosen) to the host, piece by piece. */
export async function uploadFile(client: Client, file: File): Promise<PickedFile> {
  if (file.size > MAX_UPLOAD) throw new HostFailure('RESOURCE', t.files.tooLarge(file.name))
  const read = async (from: number): Promise<string> =>
    toBase64(new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer()))
  const picked = await client.call('file.drop', { name: file.name, bytes: await read(0) })
  for (let at = PIECE_BYTES; at < file.size; at += PIECE_BYTES) {
    await client.call('file.append', { file: picked.file, bytes: await read(at) })
  }
  return picked
}
