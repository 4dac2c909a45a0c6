/** The rows of a CSV or JSON file one after the other, as texts. */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'

import { HostFailure } from '../../../../shared/protocol/errors.ts'
import { createCsvReader, guessSeparator } from '../../../../shared/rows/csv.ts'
import type { RowsFile } from '../rows-methods.ts'
import { encodingOf } from './text-encoding.ts'
import type { TextEncoding } from './text-encoding.ts'

export interface Records {
  readonly format: 'csv' | 'json'
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<FileRow> | Iterable<FileRow>
  /** Bytes of the file, for the progress. */
  readonly bytes: number
  readonly encoding: TextEncoding
  /** Numbers are written as in lands that separate cells by semicolons because of it: `1.234,50`. */
  readonly hasDecimalCommas: boolean
}

/** A file whose letters are known. */
interface TextFile {
  readonly file: RowsFile
  readonly bytes: number
  readonly encoding: TextEncoding
}

export interface FileRow {
  /** 1-based: of the file (CSV), or of the list (JSON). */
  readonly line: number
  readonly cells: readonly FileCell[]
  /** How far the file has been read, bytes. */
  readonly read: number
}

/** `json`: the value's own notation, for columns that hold JSON. */
interface FileCell {
  readonly text: string | null
  readonly json: string | null
}

/** JSON is read as a whole, bytes. */
const MAX_JSON = 128 * 1024 * 1024
const PIECE = 256 * 1024
/** Rows of a JSON file whose keys make the columns. */
const KEY_ROWS = 1_000

export function labelOfFile(file: RowsFile): string {
  return 'path' in file ? basename(file.path) : file.name
}

/** @throws PARSE for what is neither */
export async function readRecords(file: RowsFile): Promise<Records> {
  const bytes = 'path' in file ? statSync(file.path).size : file.bytes.length
  const encoding = await encodingOf(piecesOf(file))
  const text: TextFile = { file, bytes, encoding }
  const head = await firstPiece(text)
  const start = head.trimStart()
  if (start === '') throw new HostFailure('PARSE', `“${labelOfFile(file)}” is empty.`)
  if (start.startsWith('[') || start.startsWith('{')) return readJson(text)
  if (start.includes('\0')) throw new HostFailure('PARSE', `“${labelOfFile(file)}” is not a text file.`)
  return readCsv(text, guessSeparator(start))
}

async function firstPiece(file: TextFile): Promise<string> {
  for await (const piece of pieces(file)) return piece.text
  return ''
}

async function* piecesOf(file: RowsFile): AsyncGenerator<Uint8Array> {
  if ('path' in file) yield* createReadStream(file.path, { highWaterMark: PIECE }) as AsyncIterable<Uint8Array>
  else for (let at = 0; at < file.bytes.length; at += PIECE) yield file.bytes.subarray(at, at + PIECE)
}

/** The file as text, without the mark at its beginning. A character that a piece cuts in two comes with the next one. */
async function* pieces({ file, encoding }: TextFile): AsyncGenerator<{ text: string; read: number }> {
  const decoder = new TextDecoder(encoding)
  let read = 0
  for await (const piece of piecesOf(file)) {
    read += piece.length
    yield { text: decoder.decode(piece, { stream: true }), read }
  }
  const rest = decoder.decode()
  if (rest !== '') yield { text: rest, read }
}

async function readCsv(text: TextFile, separator: string): Promise<Records> {
  const { file, bytes, encoding } = text
  const rows = csvRows(text, separator)
  const head = await rows.next()
  if (head.done === true) throw new HostFailure('PARSE', `“${labelOfFile(file)}” has no rows.`)
  const columns = head.value.cells.map(({ text }, i) => text ?? `column ${i + 1}`)
  return { format: 'csv', columns, rows, bytes, encoding, hasDecimalCommas: separator === ';' }
}

async function* csvRows(file: TextFile, separator: string): AsyncGenerator<FileRow> {
  const reader = createCsvReader(separator)
  const cellsOf = (cells: readonly (string | null)[]): FileCell[] => cells.map((text) => ({ text, json: text }))
  let at = 0
  for await (const { text, read } of pieces(file)) {
    at = read
    for (const { line, cells } of reader.push(text)) yield { line, cells: cellsOf(cells), read }
  }
  for (const { line, cells } of reader.end()) yield { line, cells: cellsOf(cells), read: at }
}

type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown

/** Numbers keep their digits: 2⁵³ and more, and `1.10`, come as they are written. */
class WrittenNumber {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
  toJSON(): unknown {
    return (JSON as unknown as { rawJSON(source: string): unknown }).rawJSON(this.source)
  }
}

function parseJson(text: string): unknown {
  return (JSON.parse as ParseWithSource)(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? new WrittenNumber(source) : value,
  )
}

function readJson({ file, bytes, encoding }: TextFile): Records {
  const label = labelOfFile(file)
  if (bytes > MAX_JSON) throw new HostFailure('RESOURCE', `“${label}” is too large for JSON; CSV is read in pieces.`)
  const text = new TextDecoder(encoding).decode('path' in file ? readFileSync(file.path) : file.bytes)
  const list = listOf(text, label)
  const columns = [...new Set(list.slice(0, KEY_ROWS).flatMap((row) => Object.keys(row)))]
  if (columns.length === 0) throw new HostFailure('PARSE', `“${label}” has no list of objects.`)
  const rows = list.map((row, i): FileRow => ({
    line: i + 1,
    cells: columns.map((name) => cellOf(Object.hasOwn(row, name) ? row[name] : null)),
    read: Math.floor((bytes * (i + 1)) / list.length),
  }))
  return { format: 'json', columns, rows, bytes, encoding, hasDecimalCommas: false }
}

/** A list of objects, or one object a line. */
function listOf(text: string, label: string): readonly Record<string, unknown>[] {
  try {
    const parsed = text.trimStart().startsWith('[')
      ? parseJson(text)
      : text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(parseJson)
    const list = Array.isArray(parsed) ? parsed : []
    return list.filter(
      (row): row is Record<string, unknown> => typeof row === 'object' && row !== null && !Array.isArray(row),
    )
  } catch (thrown) {
    throw new HostFailure('PARSE', `“${label}” is not JSON: ${thrown instanceof Error ? thrown.message : ''}`, {
      cause: thrown,
    })
  }
}

function cellOf(value: unknown): FileCell {
  if (value === null || value === undefined) return { text: null, json: null }
  const json = JSON.stringify(value)
  return { text: typeof value === 'string' ? value : json, json }
}
