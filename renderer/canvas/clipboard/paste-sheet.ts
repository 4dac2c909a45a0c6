/** Cells of a spreadsheet, whose first line names its columns: fields with the types that their values have. */
import { snakeCase } from '../../../shared/document/names.ts'

/** A name; a sentence with tabs in it has more words. */
const HEADING = /^[\p{L}_][\p{L}\p{N}_ -]{0,60}$/u
/** Lengths of texts are rounded up to one of these; what is longer has none. */
const LENGTHS = [20, 50, 100, 200] as const

/** What a cell says when all values of the column do, the narrowest first. */
const KINDS: readonly { readonly type: string; readonly value: RegExp }[] = [
  { type: 'bool', value: /^(?:true|false|yes|no)$/i },
  { type: 'int', value: /^-?\d{1,9}$/ },
  { type: 'bigint', value: /^-?\d{1,18}$/ },
  { type: 'decimal', value: /^-?\d{1,12}(?:\.\d+)?$/ },
  { type: 'float', value: /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i },
  { type: 'date', value: /^\d{4}-\d\d-\d\d$/ },
  { type: 'datetime', value: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/ },
  { type: 'time', value: /^\d\d?:\d\d(?::\d\d)?$/ },
  { type: 'uuid', value: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i },
  { type: 'email', value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  { type: 'url', value: /^https?:\/\/\S+$/i },
]

export interface Sheet {
  /** As they would be typed: `title char 50`, `price decimal 4,2?`. */
  readonly columns: readonly string[]
  /** Number of lines below the heading. */
  readonly rows: number
}

/** null: it is no sheet with a heading. */
export function readSheet(text: string): Sheet | null {
  const [head = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()))
  const isSheet = head.length > 1 && head.every((cell) => HEADING.test(cell))
  if (!isSheet || rows.some((row) => row.length > head.length)) return null
  const columns = head.flatMap((heading, at) => {
    const name = nameOf(heading)
    const type = typeOf(rows.map((row) => row[at] ?? ''))
    if (name !== 'id') return [`${name} ${type}`]
    // Django counts up by itself.
    return rows.length === 0 || /^(?:big)?int\b/.test(type) ? [] : [`${name} ${type.replace('?', '')} pk`]
  })
  return columns.length === 0 ? null : { columns, rows: rows.length }
}

/** Django wants no two underscores in a row, and none at the end. */
function nameOf(heading: string): string {
  return snakeCase(heading).replaceAll(/_{2,}/g, '_').replace(/_$/, '')
}

function typeOf(values: readonly string[]): string {
  const said = values.filter((value) => value !== '')
  const empty = said.length < values.length ? '?' : ''
  if (said.length === 0) return `char 100${empty}`
  const kind = KINDS.find(({ value }) => said.every((one) => value.test(one)))?.type
  if (kind === 'decimal') return `${decimalOf(said)}${empty}`
  if (kind !== undefined) return `${kind}${empty}`
  const longest = Math.max(...said.map((value) => value.length))
  const length = LENGTHS.find((one) => longest <= one)
  return `${length === undefined ? 'text' : `char ${length}`}${empty}`
}

/** Two digits more than are there before the point. */
function decimalOf(values: readonly string[]): string {
  const parts = values.map((value) => value.replace('-', '').split('.'))
  const before = Math.max(...parts.map(([whole = '']) => whole.length)) + 2
  const after = Math.max(...parts.map(([, rest = '']) => rest.length))
  return `decimal ${before + after},${after}`
}
