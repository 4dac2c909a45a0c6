/** MD5 and the SHA family of a text's UTF-8 bytes, in hexadecimal: pure, since this folder has no crypto of a host. */
type HashName = 'MD5' | 'SHA1' | 'SHA224' | 'SHA256' | 'SHA384' | 'SHA512'

const MASK32 = 0xffffffffn
const MASK64 = 0xffffffffffffffffn

export function digest(name: HashName, text: string): string {
  return HASHES[name](new TextEncoderLike().encode(text))
}

/** UTF-8 without relying on the host's TextEncoder types. */
class TextEncoderLike {
  encode(text: string): Uint8Array {
    const bytes: number[] = []
    for (const char of text) {
      const code = char.codePointAt(0) ?? 0
      if (code < 0x80) bytes.push(code)
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
      else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    }
    return Uint8Array.from(bytes)
  }
}

/** The message with a 1 bit, zeros, and its length in bits at the end of the last block. */
function padded(data: Uint8Array, block: number, lengthBytes: number, littleEndian: boolean): Uint8Array {
  const total = Math.ceil((data.length + 1 + lengthBytes) / block) * block
  const out = new Uint8Array(total)
  out.set(data)
  out[data.length] = 0x80
  const bits = BigInt(data.length) * 8n
  for (let i = 0; i < 8; i++) {
    const byte = Number((bits >> BigInt(8 * i)) & 0xffn)
    out[littleEndian ? total - 8 + i : total - 1 - i] = byte
  }
  return out
}

function hex(words: readonly bigint[], size: number): string {
  return words.map((word) => word.toString(16).padStart(size * 2, '0')).join('')
}

function rotateLeft32(value: number, by: number): number {
  return ((value << by) | (value >>> (32 - by))) >>> 0
}

const MD5_SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const

function md5(data: Uint8Array): string {
  const message = padded(data, 64, 8, true)
  const view = new DataView(message.buffer)
  const state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let at = 0; at < message.length; at += 64) {
    let [a, b, c, d] = state
    for (let i = 0; i < 64; i++) {
      const round = i >> 4
      const mix =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d)
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) % 16 : round === 2 ? (3 * i + 5) % 16 : (7 * i) % 16
      const constant = Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32)
      const sum = (a + mix + constant + view.getUint32(at + word * 4, true)) >>> 0
      const shift = MD5_SHIFTS[round]?.[i % 4] ?? 0
      ;[a, b, c, d] = [d, (b + rotateLeft32(sum, shift)) >>> 0, b, c]
    }
    state[0] = (state[0] + a) >>> 0
    state[1] = (state[1] + b) >>> 0
    state[2] = (state[2] + c) >>> 0
    state[3] = (state[3] + d) >>> 0
  }
  const out = new DataView(new ArrayBuffer(16))
  state.forEach((word, i) => out.setUint32(i * 4, word, true))
  return Array.from(new Uint8Array(out.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function sha1(data: Uint8Array): string {
  const message = padded(data, 64, 8, false)
  const view = new DataView(message.buffer)
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const words = new Uint32Array(80)
  for (let at = 0; at < message.length; at += 64) {
    for (let i = 0; i < 80; i++) {
      const mixed = (words[i - 3] ?? 0) ^ (words[i - 8] ?? 0) ^ (words[i - 14] ?? 0) ^ (words[i - 16] ?? 0)
      words[i] = i < 16 ? view.getUint32(at + i * 4) : rotateLeft32(mixed, 1)
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20)
      const mix = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] ?? 0
      const sum = (rotateLeft32(a, 5) + (mix >>> 0) + e + constant + (words[i] ?? 0)) >>> 0
      ;[a, b, c, d, e] = [sum, a, rotateLeft32(b, 30), c, d]
    }
    ;[a, b, c, d, e].forEach((word, i) => (state[i] = ((state[i] ?? 0) + word) >>> 0))
  }
  return hex(state.map(BigInt), 4)
}

/** SHA-2 with 32-bit or 64-bit words. */
interface Sha2 {
  readonly bits: 32n | 64n
  readonly rounds: number
  readonly big0: readonly bigint[]
  readonly big1: readonly bigint[]
  /** The last one shifts, the others rotate. */
  readonly small0: readonly bigint[]
  readonly small1: readonly bigint[]
}

const SHA256: Sha2 = {
  bits: 32n,
  rounds: 64,
  big0: [2n, 13n, 22n],
  big1: [6n, 11n, 25n],
  small0: [7n, 18n, 3n],
  small1: [17n, 19n, 10n],
}
const SHA512: Sha2 = {
  bits: 64n,
  rounds: 80,
  big0: [28n, 34n, 39n],
  big1: [14n, 18n, 41n],
  small0: [1n, 8n, 7n],
  small1: [19n, 61n, 6n],
}

function primes(count: number): bigint[] {
  const found: bigint[] = []
  for (let n = 2n; found.length < count; n++) if (found.every((p) => n % p !== 0n)) found.push(n)
  return found
}

/** The first `bits` bits of the fraction of a prime's square or cube root. */
function rootFraction(value: bigint, power: 2n | 3n, bits: bigint): bigint {
  const scaled = value << (bits * power)
  let low = 0n
  let high = 1n << (bits + 16n)
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (middle ** power <= scaled) low = middle
    else high = middle - 1n
  }
  return low & ((1n << bits) - 1n)
}

function sha2(kind: Sha2, start: readonly bigint[], length: number): (data: Uint8Array) => string {
  return (data) => {
    const mask = kind.bits === 32n ? MASK32 : MASK64
    const size = Number(kind.bits) / 8
    const constants = primes(kind.rounds).map((p) => rootFraction(p, 3n, kind.bits))
    const turn = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (kind.bits - by))) & mask
    const big = (x: bigint, [a = 0n, b = 0n, c = 0n]: readonly bigint[]): bigint => turn(x, a) ^ turn(x, b) ^ turn(x, c)
    const small = (x: bigint, [a = 0n, b = 0n, c = 0n]: readonly bigint[]): bigint => turn(x, a) ^ turn(x, b) ^ (x >> c)
    const message = padded(data, size * 16, size * 2, false)
    const state = [...start]
    for (let at = 0; at < message.length; at += size * 16) {
      const w: bigint[] = []
      for (let i = 0; i < kind.rounds; i++) {
        w.push(
          i < 16
            ? message.slice(at + i * size, at + (i + 1) * size).reduce((word, byte) => (word << 8n) | BigInt(byte), 0n)
            : (small(w[i - 2] ?? 0n, kind.small1) +
                (w[i - 7] ?? 0n) +
                small(w[i - 15] ?? 0n, kind.small0) +
                (w[i - 16] ?? 0n)) &
                mask,
        )
      }
      let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state
      for (let i = 0; i < kind.rounds; i++) {
        const t1 = h + big(e, kind.big1) + ((e & f) ^ (~e & mask & g)) + (constants[i] ?? 0n) + (w[i] ?? 0n)
        const t2 = big(a, kind.big0) + ((a & b) ^ (a & c) ^ (b & c))
        ;[a, b, c, d, e, f, g, h] = [(t1 + t2) & mask, a, b, c, (d + t1) & mask, e, f, g]
      }
      ;[a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = ((state[i] ?? 0n) + word) & mask))
    }
    return hex(state, size).slice(0, length)
  }
}

const SQUARES_32 = (): bigint[] => primes(8).map((p) => rootFraction(p, 2n, 32n))
const SQUARES_64 = (count: number): bigint[] => primes(count).map((p) => rootFraction(p, 2n, 64n))

const HASHES: Readonly<Record<HashName, (data: Uint8Array) => string>> = {
  MD5: md5,
  SHA1: sha1,
  // SHA-224 starts with the second halves of SHA-384's start values.
  SHA224: (data) =>
    sha2(
      SHA256,
      SQUARES_64(16)
        .slice(8)
        .map((word) => word & MASK32),
      56,
    )(data),
  SHA256: (data) => sha2(SHA256, SQUARES_32(), 64)(data),
  SHA384: (data) => sha2(SHA512, SQUARES_64(16).slice(8), 96)(data),
  SHA512: (data) => sha2(SHA512, SQUARES_64(8), 128)(data),
}
