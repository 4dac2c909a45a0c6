/**
 * Frames whose answer or item carries a block of bytes in `batch`, as one binary message of a WebSocket: the length of
 * the frame's JSON (u32, little-endian), the JSON with `batch` null, the bytes as they are.
 */
import { decodeText, encodeText } from './environment.ts'
import type { HostFrame } from './frames.ts'

const HEAD_BYTES = 4

interface Payload {
  readonly batch: Uint8Array
}

function hasBatch(payload: unknown): payload is Payload {
  return typeof payload === 'object' && payload !== null && 'batch' in payload && payload.batch instanceof Uint8Array
}

/** The message in two parts, so that nobody copies the second; null for a frame that is all text. */
export function packFrame(frame: HostFrame): readonly [head: Uint8Array, batch: Uint8Array] | null {
  if (frame.k === 'item' && hasBatch(frame.d)) return pack({ ...frame, d: { ...frame.d, batch: null } }, frame.d.batch)
  if (frame.k === 'ok' && hasBatch(frame.r)) return pack({ ...frame, r: { ...frame.r, batch: null } }, frame.r.batch)
  return null
}

function pack(frame: HostFrame, batch: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const text = encodeText(JSON.stringify(frame))
  const head = new Uint8Array(HEAD_BYTES + text.length)
  new DataView(head.buffer).setUint32(0, text.length, true)
  head.set(text, HEAD_BYTES)
  return [head, batch]
}

/** The frame of a binary message, its batch a view of it; null for what is none. */
export function unpackFrame(message: ArrayBuffer): HostFrame | null {
  if (message.byteLength < HEAD_BYTES) return null
  const length = new DataView(message).getUint32(0, true)
  if (HEAD_BYTES + length > message.byteLength) return null
  const frame = parse(decodeText(new Uint8Array(message, HEAD_BYTES, length)))
  const batch = new Uint8Array(message, HEAD_BYTES + length)
  if (frame?.k === 'item') return { ...frame, d: { ...(frame.d as object), batch } }
  return frame?.k === 'ok' ? { ...frame, r: { ...(frame.r as object), batch } } : null
}

function parse(text: string): HostFrame | null {
  try {
    return JSON.parse(text) as HostFrame | null
  } catch {
    return null
  }
}
