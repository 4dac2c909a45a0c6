/** The writing half of `column-batch.ts`: rows as SQLite gives them, into one block of bytes. */
import { COLUMN_WORDS, HEAD_BYTES, MIXED, TAG, WORDS } from './column-batch.ts'
import { encodeTextInto } from './environment.ts'
import { MAX_CELL_BYTES } from './limits.ts'
import { SHOWN_BYTES, SHOWN_CHARS, utf8Length } from './scalars.ts'
import type { StoredValue } from './scalars.ts'

interface BatchOptions {
  /** A cell above so many bytes is cut to its beginning. */
  readonly cellBytes?: number
  /** So many columns at the beginning are never cut: keys. */
  readonly whole?: number
}

type BatchRow = readonly (StoredValue | boolean)[]

/** The bytes of `rows`, each of `columns` values; integers are bigints, numbers REALs, as `StoredValue` says. */
export function encodeBatch(rows: readonly BatchRow[], columns: number, options: BatchOptions = {}): Uint8Array {
  const builder = new BatchBuilder(columns, Math.max(rows.length, 1), options)
  for (const row of rows) builder.add(row)
  return builder.take()
}

/** Takes rows one by one, so that each can be forgotten at once: what lives long enough to be moved costs double. */
export class BatchBuilder {
  readonly #columns: readonly ColumnBuilder[]
  /** Written over for each block: one of its own for each, and those it grew out of, were a tenth of a million rows. */
  readonly #block: Block
  /** Rows in the block by now. */
  rows = 0

  /** @param capacity the most rows of one block */
  constructor(columns: number, capacity: number, { cellBytes = MAX_CELL_BYTES, whole = 0 }: BatchOptions = {}) {
    this.#columns = Array.from(
      { length: columns },
      (_, column) => new ColumnBuilder(capacity, column < whole ? Number.POSITIVE_INFINITY : cellBytes),
    )
    this.#block = new Block(HEAD_BYTES + columns * COLUMN_WORDS * 4)
  }

  /** @returns roughly the bytes that the row takes */
  add(row: BatchRow): number {
    const columns = this.#columns
    let bytes = 0
    for (let i = 0; i < columns.length; i++) bytes += (columns[i] as ColumnBuilder).add(row[i] ?? null, this.rows)
    this.rows++
    return bytes
  }

  /** The block; the next row begins a new one. */
  take(): Uint8Array {
    const out = this.#block
    out.word(0, this.rows)
    out.word(4, this.#columns.length)
    for (const [i, column] of this.#columns.entries()) {
      column.write(out, HEAD_BYTES + i * COLUMN_WORDS * 4, this.rows)
      column.clear()
    }
    this.rows = 0
    return out.take()
  }
}

/** One column, sorted into what its part of the block is made of. */
class ColumnBuilder {
  readonly #capacity: number
  readonly #limit: number
  /** What no text of so many characters can exceed. */
  readonly #shortText: number
  readonly #numbers: Float64Array
  readonly #int64: BigInt64Array
  /** The same once more: low and high half of each. */
  readonly #words: Int32Array
  readonly #textEnds: Uint32Array
  #tags: Uint8Array | null = null
  #blobEnds: Uint32Array | null = null
  #blobs: Uint8Array[] = []
  #blobBytes = 0
  #text = ''
  /** The tag of all rows so far, `MIXED`, or -1: there is none yet. */
  #tag = -1
  #hasNumbers = false
  #hasTexts = false

  constructor(capacity: number, limit: number) {
    this.#capacity = capacity
    this.#limit = limit
    this.#shortText = limit / 3
    this.#numbers = new Float64Array(capacity)
    this.#int64 = new BigInt64Array(this.#numbers.buffer)
    this.#words = new Int32Array(this.#numbers.buffer)
    this.#textEnds = new Uint32Array(capacity)
  }

  add(value: StoredValue | boolean, row: number): number {
    let tag: number = TAG.null
    let bytes = 8
    if (typeof value === 'string') {
      const isCut = value.length > this.#shortText && utf8Length(value) > this.#limit
      tag = isCut ? TAG.shortText : TAG.text
      this.#text += isCut ? value.slice(0, SHOWN_CHARS) : value
      this.#hasTexts = true
      bytes = value.length
      if (isCut) {
        bytes = SHOWN_CHARS
        this.#number(utf8Length(value), row)
      }
    } else if (typeof value === 'bigint') {
      tag = this.#integer(value, row)
    } else if (typeof value === 'number') {
      tag = TAG.real
      this.#number(value, row)
    } else if (typeof value === 'boolean') tag = value ? TAG.true : TAG.false
    else if (value !== null) {
      const isCut = value.length > this.#limit
      tag = isCut ? TAG.shortBlob : TAG.blob
      if (isCut) this.#number(value.length, row)
      bytes = this.#addBlob(isCut ? value.subarray(0, SHOWN_BYTES) : value)
    }
    this.#textEnds[row] = this.#text.length
    if (this.#blobEnds !== null) this.#blobEnds[row] = this.#blobBytes
    if (tag !== this.#tag) this.#mix(tag, row)
    return bytes
  }

  /** Nearly all fit into 32 bits: these are read off the bits, which costs less than converting a bigint. */
  #integer(value: bigint, row: number): number {
    this.#hasNumbers = true
    this.#int64[row] = value
    const low = this.#words[2 * row] as number
    if (this.#words[2 * row + 1] === low >> 31) {
      this.#numbers[row] = low
      return TAG.integer
    }
    const number = Number(value)
    if (!Number.isSafeInteger(number)) return TAG.int64
    this.#numbers[row] = number
    return TAG.integer
  }

  #number(value: number, row: number): void {
    this.#hasNumbers = true
    this.#numbers[row] = value
  }

  #addBlob(blob: Uint8Array): number {
    this.#blobEnds ??= new Uint32Array(this.#capacity)
    this.#blobs.push(blob)
    this.#blobBytes += blob.length
    return blob.length
  }

  /** A row of another kind than those before it. */
  #mix(tag: number, row: number): void {
    if (this.#tag === -1) {
      this.#tag = tag
      return
    }
    if (this.#tags === null) {
      this.#tags = new Uint8Array(this.#capacity).fill(this.#tag, 0, row)
      this.#tag = MIXED
    }
    this.#tags[row] = tag
  }

  /** The column's parts at the end of the block, and where they are into its words. */
  write(out: Block, words: number, rows: number): void {
    const put = (word: number, value: number) => out.word(words + word * 4, value)
    put(WORDS.tag, this.#tag === -1 ? TAG.null : this.#tag)
    if (this.#tags !== null) put(WORDS.tags, out.append(this.#tags.subarray(0, rows)))
    if (this.#hasNumbers) {
      const small = this.#tag === TAG.integer ? toSmall(this.#numbers, rows) : null
      put(WORDS.numbers, out.append(small ?? bytesOf(this.#numbers, rows)))
      put(WORDS.numberBytes, small === null ? 8 : 4)
    }
    if (this.#hasTexts) {
      const isShort = this.#text.length <= 0xffff
      put(WORDS.textEnds, out.append(isShort ? toShort(this.#textEnds, rows) : bytesOf(this.#textEnds, rows)))
      put(WORDS.textEndBytes, isShort ? 2 : 4)
      const { at, length, isUtf8 } = out.appendText(this.#text)
      put(WORDS.text, at)
      put(WORDS.textBytes, length)
      put(WORDS.textForm, isUtf8 ? 0 : 1)
    }
    if (this.#blobEnds !== null) {
      put(WORDS.blobEnds, out.append(bytesOf(this.#blobEnds, rows)))
      put(WORDS.blobs, out.end)
      for (const blob of this.#blobs) out.append(blob)
    }
  }

  clear(): void {
    this.#tags = null
    this.#blobEnds = null
    this.#blobs = []
    this.#blobBytes = 0
    this.#text = ''
    this.#tag = -1
    this.#hasNumbers = false
    this.#hasTexts = false
  }
}

/** As they stand in memory: little-endian on every machine that Node and Electron run on. */
function bytesOf(
  { buffer, BYTES_PER_ELEMENT }: Float64Array | Uint32Array | Int32Array | Uint16Array,
  rows: number,
): Uint8Array {
  return new Uint8Array(buffer, 0, rows * BYTES_PER_ELEMENT)
}

/** As 32-bit integers; null where one has no room in them. */
function toSmall(numbers: Float64Array, rows: number): Uint8Array | null {
  const small = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const number = numbers[row] ?? 0
    if ((number | 0) !== number) return null
    small[row] = number
  }
  return bytesOf(small, rows)
}

function toShort(ends: Uint32Array, rows: number): Uint8Array {
  return bytesOf(new Uint16Array(ends.subarray(0, rows)), rows)
}

const FIRST_BLOCK_BYTES = 64 * 1024
/** A block that a few huge cells have made is not kept. */
const MOST_KEPT_BYTES = 4 * 1024 * 1024

/** A block that grows, and is empty again once it is taken. */
class Block {
  readonly #head: number
  #bytes: Uint8Array
  #view: DataView
  end: number

  constructor(head: number) {
    this.#head = head
    this.end = head
    this.#bytes = new Uint8Array(Math.max(FIRST_BLOCK_BYTES, head * 2))
    this.#view = new DataView(this.#bytes.buffer)
  }

  word(at: number, value: number): void {
    this.#view.setUint32(at, value, true)
  }

  /** @returns where it stands */
  append(part: Uint8Array): number {
    this.#room(part.length)
    const at = this.end
    this.#bytes.set(part, at)
    this.end += part.length
    return at
  }

  appendText(text: string): { readonly at: number; readonly length: number; readonly isUtf8: boolean } {
    const isUtf8 = text.isWellFormed()
    const at = this.end
    if (isUtf8) {
      this.#room(text.length * 3)
      this.end += encodeTextInto(text, this.#bytes.subarray(at))
    } else {
      this.#room(text.length * 2)
      for (let i = 0; i < text.length; i++) this.#view.setUint16(at + i * 2, text.charCodeAt(i), true)
      this.end += text.length * 2
    }
    return { at, length: this.end - at, isUtf8 }
  }

  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.end)
    this.end = this.#head
    if (this.#bytes.length > MOST_KEPT_BYTES) this.#use(new Uint8Array(Math.max(FIRST_BLOCK_BYTES, this.#head * 2)))
    // Parts that a column does not have are told by zeros.
    else this.#bytes.fill(0, 0, this.#head)
    return taken
  }

  #room(more: number): void {
    if (this.end + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.end + more))
    larger.set(this.#bytes.subarray(0, this.end))
    this.#use(larger)
  }

  #use(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
  }
}
