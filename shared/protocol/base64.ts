/** Base64 without Buffer or atob: the core runs in every environment. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const CODES = Array.from(ALPHABET, (c) => c.charCodeAt(0))
const VALUES = new Int16Array(128).fill(-1)
CODES.forEach((code, value) => (VALUES[code] = value))

/** Pieces keep `String.fromCharCode` below its argument limit. */
const PIECE = 3 * 4096

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += PIECE) parts.push(encodePiece(bytes.subarray(at, at + PIECE)))
  return parts.join('')
}

function encodePiece(bytes: Uint8Array): string {
  const out: number[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    out.push(CODES[word >> 18] ?? 0, CODES[(word >> 12) & 63] ?? 0)
    out.push(left > 1 ? (CODES[(word >> 6) & 63] ?? 0) : 61, left > 2 ? (CODES[word & 63] ?? 0) : 61)
  }
  return String.fromCharCode(...out)
}

/** The bytes, or null where the text is not base64. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const digits = text.length - padding
  let word = 0
  let filled = 0
  for (let i = 0; i < text.length; i++) {
    const value = i < digits ? (VALUES[text.charCodeAt(i)] ?? -1) : 0
    if (value < 0) return null
    word = (word << 6) | value
    if (i % 4 !== 3) continue
    for (let shift = 16; shift >= 0 && filled < bytes.length; shift -= 8) bytes[filled++] = (word >> shift) & 255
    word = 0
  }
  return bytes
}
