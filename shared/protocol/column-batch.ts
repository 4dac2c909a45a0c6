/**
 * Rows as columns in one block of bytes, as they travel from a session to the page: numbers side by side, the texts of
 * a column in one piece. Nothing is decoded until a cell is asked for, so a thousand rows cost their reader what the
 * forty in view cost.
 *
 * Layout, little-endian: `rows` and `columns` as u32; for each column eleven u32 (`WORDS`); then the columns' parts. A
 * column names one tag for all of its rows, or has a byte for each. Numbers take eight bytes a row, a double or the
 * bits of an int64; four where all of them are integers that fit. Texts stand joined, with where each ends (UTF-16
 * units, two bytes each where that is enough); bytes likewise.
 */
import { toBase64 } from './base64.ts'
import { decodeText } from './environment.ts'
import { toWire } from './scalars.ts'
import type { WireCell } from './scalars.ts'

/** What a cell is. `SHORT_*`: the beginning of a longer one, whose length stands among the numbers. */
export const TAG = {
  null: 0,
  integer: 1,
  real: 2,
  int64: 3,
  text: 4,
  blob: 5,
  shortText: 6,
  shortBlob: 7,
  false: 8,
  true: 9,
} as const

/** In place of one tag: there is a byte for each row. */
export const MIXED = 255

/** Offsets from the beginning of the block; 0: the column has no such part. */
export const WORDS = {
  tag: 0,
  tags: 1,
  numbers: 2,
  /** Bytes of one: 4 or 8. */
  numberBytes: 3,
  textEnds: 4,
  /** Bytes of one: 2 or 4. */
  textEndBytes: 5,
  text: 6,
  textBytes: 7,
  /** 0: UTF-8, 1: UTF-16 (a text that UTF-8 cannot carry). */
  textForm: 8,
  blobEnds: 9,
  blobs: 10,
} as const
export const COLUMN_WORDS = 11
export const HEAD_BYTES = 8

export interface ColumnBatch {
  readonly rows: number
  readonly columns: number
  /** @throws RangeError beyond the ends */
  cell(row: number, column: number): WireCell
  row(row: number): WireCell[]
  /** Forgets the texts that were decoded; they are made again when asked for. */
  release(): void
}

/** @throws RangeError for a block that is no batch */
export function readBatch(bytes: Uint8Array): ColumnBatch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows = view.getUint32(0, true)
  const columns = view.getUint32(4, true)
  if (HEAD_BYTES + columns * COLUMN_WORDS * 4 > bytes.byteLength) throw new RangeError('Not a batch of rows')
  let texts: string[] = []

  const word = (column: number, at: number): number =>
    view.getUint32(HEAD_BYTES + (column * COLUMN_WORDS + at) * 4, true)

  function textOf(column: number): string {
    const known = texts[column]
    if (known !== undefined) return known
    const at = word(column, WORDS.text)
    const part = bytes.subarray(at, at + word(column, WORDS.textBytes))
    const text = word(column, WORDS.textForm) === 0 ? decodeText(part) : fromUtf16(part)
    texts[column] = text
    return text
  }
  function tagOf(row: number, column: number): number {
    const tag = word(column, WORDS.tag)
    return tag === MIXED ? view.getUint8(word(column, WORDS.tags) + row) : tag
  }
  /** Where the part of a row ends; of none: where the first begins. */
  function endOf(row: number, ends: number, size: number): number {
    if (row < 0) return 0
    return size === 2 ? view.getUint16(ends + row * 2, true) : view.getUint32(ends + row * 4, true)
  }
  function text(row: number, column: number): string {
    const [ends, size] = [word(column, WORDS.textEnds), word(column, WORDS.textEndBytes)]
    return textOf(column).slice(endOf(row - 1, ends, size), endOf(row, ends, size))
  }
  function blob(row: number, column: number): string {
    const [ends, at] = [word(column, WORDS.blobEnds), word(column, WORDS.blobs)]
    return toBase64(bytes.subarray(at + endOf(row - 1, ends, 4), at + endOf(row, ends, 4)))
  }
  function number(row: number, column: number): number {
    const at = word(column, WORDS.numbers)
    return word(column, WORDS.numberBytes) === 4
      ? view.getInt32(at + row * 4, true)
      : view.getFloat64(at + row * 8, true)
  }

  function cell(row: number, column: number): WireCell {
    if (row < 0 || row >= rows || column < 0 || column >= columns) throw new RangeError('No such cell')
    switch (tagOf(row, column)) {
      case TAG.null:
        return null
      case TAG.integer:
        return number(row, column)
      case TAG.real:
        return toWire(number(row, column))
      case TAG.int64:
        return toWire(view.getBigInt64(word(column, WORDS.numbers) + row * 8, true))
      case TAG.text:
        return text(row, column)
      case TAG.blob:
        return { $b: blob(row, column) }
      case TAG.shortText:
        return { $p: text(row, column), bytes: number(row, column), type: 'text' }
      case TAG.shortBlob:
        return { $p: blob(row, column), bytes: number(row, column), type: 'blob' }
      case TAG.false:
        return false
      case TAG.true:
        return true
      default:
        throw new RangeError('Not a batch of rows')
    }
  }
  return {
    rows,
    columns,
    cell,
    row: (row) => Array.from({ length: columns }, (_, column) => cell(row, column)),
    release() {
      texts = []
    },
  }
}

export function allRows(batch: ColumnBatch): WireCell[][] {
  return Array.from({ length: batch.rows }, (_, row) => batch.row(row))
}

/** The rows of a batch that begins with `keyWidth` columns of keys. */
export function keyedRows(
  bytes: Uint8Array,
  keyWidth: number,
): { readonly keys: WireCell[][]; readonly rows: WireCell[][] } {
  const all = allRows(readBatch(bytes))
  return { keys: all.map((row) => row.slice(0, keyWidth)), rows: all.map((row) => row.slice(keyWidth)) }
}

function fromUtf16(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at < bytes.byteLength; at += 2) parts.push(String.fromCharCode(view.getUint16(at, true)))
  return parts.join('')
}
