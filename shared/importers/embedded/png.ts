/**
 * A design inside a PNG: the text of its file in an `iTXt` chunk. Every program shows the picture as before;
 * one that writes it anew may drop the chunk.
 *
 * Source: PNG specification, third edition, 5 (chunks), 11.3.3.4 (iTXt), annex D (CRC).
 */
import { decodeUtf8, encodeUtf8 } from '../../util/utf8.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Keyword, then: not compressed, no language, no translated keyword. */
const HEAD = 'relata:design\0\0\0\0\0'

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte)
}

/**
 * @param picture a whole PNG @param design the text of a design file
 * @throws RangeError for bytes that are no PNG
 */
export function embedInPng(picture: Uint8Array, design: string): Uint8Array {
  // The first chunk is the header, of fixed length.
  const at = SIGNATURE.length + 12 + 13
  if (!isPng(picture) || picture.length < at) throw new RangeError('These bytes are no PNG')
  const chunk = chunkOf('iTXt', encodeUtf8(HEAD + design))
  const whole = new Uint8Array(picture.length + chunk.length)
  whole.set(picture.subarray(0, at))
  whole.set(chunk, at)
  whole.set(picture.subarray(at), at + chunk.length)
  return whole
}

/** The text of the design file; null: the picture holds none. */
export function designInPng(picture: Uint8Array): string | null {
  if (!isPng(picture)) return null
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength)
  const head = encodeUtf8(HEAD)
  for (let at = SIGNATURE.length; at + 12 <= picture.length;) {
    const length = view.getUint32(at)
    const data = picture.subarray(at + 8, at + 8 + length)
    if (data.length < length) return null
    if (head.every((byte, i) => data[i] === byte)) return decodeUtf8(data.subarray(head.length))
    at += 12 + length
  }
  return null
}

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  chunk.set(encodeUtf8(type), 4)
  chunk.set(data, 8)
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)))
  return chunk
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = (TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
