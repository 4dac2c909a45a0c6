/** The rows of a CSV or JSON file one after the other, as texts. */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

import { HostFailure } from '../../../shared/protocol/errors.ts'
import { createCsvReader, guessSeparator } from '../../../shared/rows/csv.ts'
import type { RowsFile } from './rows-methods.ts'

export interface Records {
  readonly format: 'csv' | 'json'
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<FileRow> | Iterable<FileRow>
  /** Bytes of the file, for the progress. */
  readonly bytes: number
}

export interface FileRow {
  /** 1-based: of the file (CSV), or of the list (JSON). */
  readonly line: number
  readonly cells: readonly FileCell[]
  /** How far the file has been read, bytes. */
  readonly read: number
}

/** `json`: the value's own notation, for columns that hold JSON. */
export interface FileCell {
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
  const head = await firstPiece(file)
  const start = head.replace(/^\u{feff}/u, '').trimStart()
  if (start === '') throw new HostFailure('PARSE', `“${labelOfFile(file)}” is empty.`)
  if (start.startsWith('[') || start.startsWith('{')) return readJson(file, bytes)
  if (start.includes('\0')) throw new HostFailure('PARSE', `“${labelOfFile(file)}” is not a text file.`)
  return readCsv(file, bytes, guessSeparator(start))
}

async function firstPiece(file: RowsFile): Promise<string> {
  for await (const piece of pieces(file)) return piece.text
  return ''
}

/** The file as text. A character that a piece cuts in two comes with the next one. */
async function* pieces(file: RowsFile): AsyncGenerator<{ text: string; read: number }> {
  const decoder = new StringDecoder('utf8')
  let read = 0
  if ('path' in file) {
    for await (const chunk of createReadStream(file.path, { highWaterMark: PIECE })) {
      read += (chunk as Buffer).length
      yield { text: decoder.write(chunk as Buffer), read }
    }
  } else {
    for (; read < file.bytes.length; read += PIECE) {
      yield { text: decoder.write(Buffer.from(file.bytes.subarray(read, read + PIECE))), read }
    }
  }
  const rest = decoder.end()
  if (rest !== '') yield { text: rest, read }
}

async function readCsv(file: RowsFile, bytes: number, separator: string): Promise<Records> {
  const rows = csvRows(file, separator)
  const head = await rows.next()
  if (head.done === true) throw new HostFailure('PARSE', `“${labelOfFile(file)}” has no rows.`)
  const columns = head.value.cells.map(({ text }, i) => text ?? `column ${i + 1}`)
  return { format: 'csv', columns, rows, bytes }
}

async function* csvRows(file: RowsFile, separator: string): AsyncGenerator<FileRow> {
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

function readJson(file: RowsFile, bytes: number): Records {
  const label = labelOfFile(file)
  if (bytes > MAX_JSON) throw new HostFailure('RESOURCE', `“${label}” is too large for JSON; CSV is read in pieces.`)
  const text = ('path' in file ? readFileSync(file.path, 'utf8') : Buffer.from(file.bytes).toString('utf8')).replace(
    /^\u{feff}/u,
    '',
  )
  const list = listOf(text, label)
  const columns = [...new Set(list.slice(0, KEY_ROWS).flatMap((row) => Object.keys(row)))]
  if (columns.length === 0) throw new HostFailure('PARSE', `“${label}” has no list of objects.`)
  const rows = list.map((row, i): FileRow => ({
    line: i + 1,
    cells: columns.map((name) => cellOf(Object.hasOwn(row, name) ? row[name] : null)),
    read: Math.floor((bytes * (i + 1)) / list.length),
  }))
  return { format: 'json', columns, rows, bytes }
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
