/** Types, terms of indexes, the ends of references, notes. */
import type { ObjectName } from '../database/draft.ts'
import type { RawIndexTerm } from '../database/raw.ts'
import type { SchemaCursor } from '../text/schema-tokens.ts'
import { readName, readPath } from './settings.ts'
import type { Endpoint } from './settings.ts'

export function objectOf(path: readonly string[]): ObjectName {
  return { schema: path.length > 1 ? (path.at(-2) ?? null) : null, name: path.at(-1) ?? '' }
}

interface ColumnType {
  readonly text: string
  readonly path: ObjectName
  /** `pk`, `unique`: may stand behind it without brackets. */
  readonly flags: readonly string[]
}

/** `varchar(255)`, `"double precision"`, `shop.status`, `int[3]`. */
export function readType(cursor: SchemaCursor): ColumnType | null {
  const path = readPath(cursor)
  if (path === null) return null
  let text = path.at(-1) ?? ''
  if (cursor.onSameLine && cursor.take('(')) {
    const parts: string[] = []
    while (cursor.onSameLine && !cursor.sees(')')) {
      const { kind, value } = cursor.next()
      parts.push(kind === 'text' ? `'${value}'` : value)
    }
    cursor.take(')')
    text += `(${parts.join('')})`
  }
  while (cursor.onSameLine && cursor.sees('[') && (cursor.sees(']', 1) || isLength(cursor))) {
    cursor.next()
    const length = cursor.sees(']') ? '' : cursor.next().value
    cursor.next()
    text += `[${length}]`
  }
  const flags: string[] = []
  // `timestamp with time zone` without the quotes that it should have.
  while (cursor.onSameLine && cursor.peek().kind === 'word') {
    const { value } = cursor.next()
    if (/^(pk|unique)$/i.test(value)) flags.push(value.toLowerCase())
    else text += ` ${value}`
  }
  return { text, path: objectOf(path), flags }
}

/** `[3]`. */
function isLength(cursor: SchemaCursor): boolean {
  return /^\d+$/.test(cursor.peek(1).value) && cursor.sees(']', 2)
}

export function readIndexTerms(cursor: SchemaCursor): readonly RawIndexTerm[] {
  const one = (): RawIndexTerm | null => {
    if (cursor.peek().kind === 'code') return { name: null, descending: false, sql: cursor.next().value }
    const name = readName(cursor)
    return name === null ? null : { name, descending: false }
  }
  if (!cursor.take('(')) {
    const term = one()
    return term === null ? [] : [term]
  }
  const terms: RawIndexTerm[] = []
  while (!cursor.done && !cursor.take(')')) {
    if (cursor.take(',')) continue
    const term = one()
    if (term === null) return terms
    terms.push(term)
  }
  return terms
}

export function readOperator(cursor: SchemaCursor): string {
  let operator = ''
  while (/^[<>?-]$/.test(cursor.peek().value) && cursor.peek().kind === 'symbol') operator += cursor.next().value
  const plain = operator.replaceAll('?', '')
  return /^(<>|[<>-])$/.test(plain) ? plain : ''
}

/** `schema.table.column`, `table.(a, b)`. */
export function readEndpoint(cursor: SchemaCursor): Endpoint | null {
  const path: string[] = []
  for (;;) {
    if (cursor.take('(')) {
      const columns: string[] = []
      while (!cursor.done && !cursor.take(')')) {
        const name = readName(cursor)
        if (name !== null) columns.push(name)
        else if (!cursor.take(',')) return null
      }
      return path.length === 0 ? null : { table: objectOf(path), columns }
    }
    const name = readName(cursor)
    if (name === null) return null
    path.push(name)
    if (!cursor.take('.')) break
  }
  return path.length < 2 ? null : { table: objectOf(path.slice(0, -1)), columns: path.slice(-1) }
}

/** A whole element without structure: up to its block's end, or its line's where it has none. */
export function passOver(cursor: SchemaCursor): void {
  while (cursor.onSameLine && !cursor.sees('{')) cursor.next()
  if (cursor.sees('{')) cursor.skipBlock()
  else cursor.skipLine()
}

/** `Note: 'text'`, `Note { 'text' }`. */
export function readNote(cursor: SchemaCursor): string {
  cursor.next()
  const inBlock = cursor.next().value === '{'
  const { value } = cursor.next()
  if (inBlock) cursor.take('}')
  return value
}
