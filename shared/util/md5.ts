/**
 * MD5, because Django's generated names end in parts of it (`names_digest`). Not for security.
 *
 * Every index and foreign key of a design asks for one, nearly always of a short text that fits one block:
 * so the text is encoded straight into a block that is kept, and no bytes, views or lists are made.
 */

/** Left rotations per round, RFC 1321. */
const SHIFTS = Int32Array.of(7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21)
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32))
const BLOCK_BYTES = 64
const LENGTH_AT = 56
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const block = new Uint8Array(BLOCK_BYTES)
const words = new Int32Array(block.buffer)
const state = new Int32Array(4)
const digest = new Uint8Array(state.buffer)
/** Bytes of the text so far. */
let length = 0

/** The first digits (all are 32, lower case) of the hex digest of the text's UTF-8 bytes. */
export function md5(text: string, digits = 32): string {
  state[0] = 0x67452301
  state[1] = 0xefcdab89
  state[2] = 0x98badcfe
  state[3] = 0x10325476
  length = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) put(unit)
    else i += putWide(text.codePointAt(i) ?? unit)
  }
  finish()
  let hex = ''
  for (let i = 0; i * 2 < digits; i++) hex += HEX[digest[i] ?? 0]
  return hex.length === digits ? hex : hex.slice(0, digits)
}

function put(byte: number): void {
  block[length++ & (BLOCK_BYTES - 1)] = byte
  if ((length & (BLOCK_BYTES - 1)) === 0) mix()
}

/** @returns how many units more than one it took from the text */
function putWide(code: number): 0 | 1 {
  if (code < 0x800) put(0xc0 | (code >> 6))
  else {
    if (code < 0x10000) put(0xe0 | (code >> 12))
    else {
      put(0xf0 | (code >> 18))
      put(0x80 | ((code >> 12) & 63))
    }
    put(0x80 | ((code >> 6) & 63))
  }
  put(0x80 | (code & 63))
  return code < 0x10000 ? 0 : 1
}

/** Padding, and the length in bits at the end of the last block. */
function finish(): void {
  const bytes = length
  put(0x80)
  if ((length & (BLOCK_BYTES - 1)) > LENGTH_AT) while ((length & (BLOCK_BYTES - 1)) !== 0) put(0)
  block.fill(0, length & (BLOCK_BYTES - 1))
  words[14] = bytes << 3
  words[15] = bytes >>> 29
  mix()
}

function mix(): void {
  let a = state[0] ?? 0
  let b = state[1] ?? 0
  let c = state[2] ?? 0
  let d = state[3] ?? 0
  for (let i = 0; i < 64; i++) {
    const round = i >> 4
    let f = c ^ (b | ~d)
    let word = (7 * i) & 15
    if (round === 0) {
      f = (b & c) | (~b & d)
      word = i
    } else if (round === 1) {
      f = (d & b) | (~d & c)
      word = (5 * i + 1) & 15
    } else if (round === 2) {
      f = b ^ c ^ d
      word = (3 * i + 5) & 15
    }
    const sum = (a + f + (SINES[i] ?? 0) + (words[word] ?? 0)) | 0
    const shift = SHIFTS[round * 4 + (i & 3)] ?? 0
    a = d
    d = c
    c = b
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0
  }
  state[0] = ((state[0] ?? 0) + a) | 0
  state[1] = ((state[1] ?? 0) + b) | 0
  state[2] = ((state[2] ?? 0) + c) | 0
  state[3] = ((state[3] ?? 0) + d) | 0
}
