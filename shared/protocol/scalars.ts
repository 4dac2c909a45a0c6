/**
 * Cells on the wire. The same over JSON and structured clone, and exact: an int64 stays an int64, a
 * REAL that happens to be whole stays a REAL, NaN and -0 survive, bytes are bytes.
 */
import { z } from 'zod'

import { fromBase64, toBase64 } from './base64.ts'
import { MAX_CELL_BYTES } from './limits.ts'

/** An integer that a JavaScript number cannot hold exactly. */
interface WireInteger {
  readonly $i: string
}
interface WireBytes {
  readonly $b: string
}
/** A REAL that JSON would turn into something else: `NaN`, `Infinity`, `-0`, `1` (for 1.0). */
interface WireReal {
  readonly $f: string
}
/** The beginning of a cell that is too long; `bytes` is the length of the whole. */
interface WirePreview {
  readonly $p: string
  readonly bytes: number
  readonly type: 'text' | 'blob'
}
/** A plain number is a safe integer, or a REAL with a fraction. */
export type WireScalar = null | boolean | number | string | WireInteger | WireBytes | WireReal
export type WireCell = WireScalar | WirePreview

export const wireScalarSchema: z.ZodType<WireScalar> = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.string().max(MAX_CELL_BYTES * 16),
  z.strictObject({ $i: z.string().regex(/^-?\d{1,19}$/) }),
  z.strictObject({ $b: z.string().max(MAX_CELL_BYTES * 16) }),
  z.strictObject({ $f: z.string().max(32) }),
])

export const wireCellSchema: z.ZodType<WireCell> = z.union([
  wireScalarSchema,
  z.strictObject({ $p: z.string(), bytes: z.int(), type: z.enum(['text', 'blob']) }),
])

/** What SQLite holds: bigint is INTEGER, number is REAL. */
export type StoredValue = null | bigint | number | string | Uint8Array

/** What is kept of a cell that is too long: characters, bytes. */
export const SHOWN_CHARS = 1024
export const SHOWN_BYTES = 768

/** Encodes what SQLite gave (integers as bigint, see `safeIntegers`). */
export function toWire(value: StoredValue): WireScalar {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : { $i: value.toString() }
  }
  if (typeof value === 'number') return isPlainReal(value) ? value : { $f: Object.is(value, -0) ? '-0' : String(value) }
  return { $b: toBase64(value) }
}

/** As `toWire`, but a cell above `limit` bytes becomes its beginning. */
export function toWireCell(value: StoredValue, limit = MAX_CELL_BYTES): WireCell {
  if (typeof value === 'string' && value.length > limit / 4 && utf8Length(value) > limit) {
    return { $p: value.slice(0, SHOWN_CHARS), bytes: utf8Length(value), type: 'text' }
  }
  if (value instanceof Uint8Array && value.length > limit) {
    return { $p: toBase64(value.subarray(0, SHOWN_BYTES)), bytes: value.length, type: 'blob' }
  }
  return toWire(value)
}

/** What to bind: a whole number is an INTEGER. null for text that is no value of its kind. */
export function fromWire(value: WireScalar): StoredValue | undefined {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if ('$i' in value) return toInt64(value.$i)
  if ('$f' in value) return value.$f.trim() === '' ? undefined : toReal(value.$f)
  return fromBase64(value.$b) ?? undefined
}

/** The cell as a person reads it; NULL and blobs are for the grid to style. */
export function wireText(value: WireCell): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return String(value)
  if ('$i' in value) return value.$i
  if ('$f' in value) return /^-?\d+$/.test(value.$f) ? `${value.$f}.0` : value.$f
  if ('$p' in value) return value.type === 'text' ? `${value.$p}…` : `blob, ${value.bytes} bytes`
  return `blob, ${Math.floor((value.$b.length * 3) / 4) - (value.$b.match(/=+$/)?.[0].length ?? 0)} bytes`
}

function isPlainReal(value: number): boolean {
  return Number.isFinite(value) && !Number.isInteger(value)
}

function toInt64(text: string): bigint | undefined {
  if (!/^-?\d{1,19}$/.test(text)) return undefined
  const value = BigInt(text)
  return BigInt.asIntN(64, value) === value ? value : undefined
}

function toReal(text: string): number | undefined {
  const value = Number(text)
  return Number.isNaN(value) && text !== 'NaN' ? undefined : value
}

/** Bytes of the text in UTF-8 (a lone surrogate counts 3, as its replacement does). */
export function utf8Length(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    else if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4
      i++
    } else bytes += 3
  }
  return bytes
}
