/** The body of a DBML table: `{ id int [pk] indexes { (a, b) [unique] } }`. */
import { columnNamed } from '../database/draft.ts'
import type { DraftColumn, DraftTable, ObjectName } from '../database/draft.ts'
import { otherDefault } from '../database/other-databases.ts'
import type { RawIndex } from '../database/raw.ts'
import type { SchemaCursor } from '../text/schema-tokens.ts'
import { passOver, readIndexTerms, readNote, readType } from './parts.ts'
import type { Injection } from './partials.ts'
import type { Reference } from './references.ts'
import { readName, readSettings } from './settings.ts'
import type { Endpoint } from './settings.ts'

/** What bodies say that a draft of a table has no place for. */
export class Said {
  readonly injections: Injection[] = []
  /** Types as written, of columns that may turn out to have an enum's. */
  readonly types = new Map<DraftColumn, ObjectName>()
  /** Said of a column, not of an index: gone where a table has a column of its own in its place. */
  readonly uniques = new Set<RawIndex>()
  /** Tables whose key is said with its columns. */
  readonly keyed = new Set<DraftTable>()
}

/** A body that is read, behind its opening brace. */
interface Body {
  readonly cursor: SchemaCursor
  readonly table: DraftTable
  readonly owner: ObjectName
  readonly said: Said
  readonly file: string
  readonly skipped: (line: number, why: string) => void
  readonly remark: (line: number, why: string) => void
}

/** Types of indexes that a database of ours has. */
const METHODS = /^(?:btree|hash|gin|gist|spgist|brin|bloom)$/i

/**
 * Columns, keys, indexes and checks between the braces, into the table.
 *
 * @returns the references that stand with its columns
 */
export function readBody(body: Body): readonly Reference[] {
  const { cursor, table, owner, said } = body
  const references: Reference[] = []
  while (!cursor.done && !cursor.take('}')) {
    const { line } = cursor.peek()
    if (cursor.take('~')) {
      const injection = { into: table, owner, at: table.columns.length, line, file: body.file }
      said.injections.push({ ...injection, name: readName(cursor) ?? '' })
      continue
    }
    const word = cursor.peek().kind === 'word' ? cursor.peek().value.toLowerCase() : ''
    if (word === 'note' && (cursor.sees(':', 1) || cursor.sees('{', 1))) table.comment = readNote(cursor)
    else if (word === 'indexes' && cursor.sees('{', 1)) readIndexes(body)
    else if (word === 'checks' && cursor.sees('{', 1)) readChecks(body)
    else if ((word === 'records' || word === 'metadata') && !isType(cursor)) {
      cursor.next()
      passOver(cursor)
    } else if (!readColumn(body, references)) {
      body.skipped(line, 'not a column')
      cursor.next()
      cursor.skipLine()
    }
  }
  return references
}

function readColumn({ cursor, table, owner, said, file, skipped }: Body, references: Reference[]): boolean {
  const { line } = cursor.peek()
  const name = readName(cursor)
  if (name === null || !cursor.onSameLine) return false
  const type = readType(cursor)
  if (type === null) return false
  const settings = readSettings(cursor)
  // What a serial of PostgreSQL is made of.
  const isCounted = /^\(*nextval\s*\(/i.test(settings.default ?? '')
  const column: DraftColumn = {
    name,
    type: type.text,
    null: settings.null ?? true,
    default: isCounted ? null : momentOf(settings.default, type.text),
    autoIncrement: settings.increment || isCounted || /^(big|small)?serial$/i.test(type.text),
    generated: null,
    comment: settings.note,
    values: null,
  }
  if (table.columns.some((c) => c.name === name)) {
    skipped(line, `the column ${name} is there already`)
    return true
  }
  table.columns.push(column)
  if (!type.text.endsWith(']')) said.types.set(column, type.path)
  if (settings.pk || type.flags.includes('pk')) {
    table.primaryKey.push(name)
    said.keyed.add(table)
    column.null = false
  }
  if (settings.unique || type.flags.includes('unique')) {
    const unique: RawIndex = { name: null, columns: [{ name, descending: false }], where: null, method: null }
    table.uniques.push(unique)
    said.uniques.add(unique)
  }
  for (const sql of settings.checks) table.checks.push({ name: null, sql })
  for (const { operator, to } of settings.refs) {
    const from: Endpoint = { table: owner, columns: [name] }
    references.push({ from, operator, to, settings, line, file, inline: true })
  }
  return true
}

function readIndexes({ cursor, table, said, skipped, remark }: Body): void {
  cursor.next()
  cursor.next()
  while (!cursor.done && !cursor.take('}')) {
    const { line } = cursor.peek()
    const terms = readIndexTerms(cursor)
    if (terms.length === 0) {
      skipped(cursor.next().line, 'not an index')
      cursor.skipLine()
      continue
    }
    const settings = readSettings(cursor)
    const names = terms.flatMap((t) => t.name ?? [])
    if (settings.pk) {
      table.primaryKey = names
      said.keyed.delete(table)
      for (const name of names) {
        const column = columnNamed(table, name)
        if (column !== undefined) column.null = false
      }
    } else {
      const index = { name: settings.name, columns: terms, where: null, method: settings.type }
      if (settings.type !== null && !METHODS.test(settings.type))
        remark(line, `the type ${settings.type} of an index is left out`)
      ;(settings.unique ? table.uniques : table.indexes).push(index)
    }
  }
}

function readChecks({ cursor, table }: Body): void {
  cursor.next()
  cursor.next()
  while (!cursor.done && !cursor.take('}')) {
    const { kind, value } = cursor.next()
    const { name } = readSettings(cursor)
    if (kind === 'code') table.checks.push({ name, sql: value })
  }
}

/** The moment of the insert by SQL Server's and Oracle's names for it; another default, and one of a day, as it stands. */
function momentOf(sql: string | null, type: string): string | null {
  const ours = otherDefault(sql)
  return ours === 'CURRENT_TIMESTAMP' && !/^date$/i.test(type) ? ours : sql
}

function isType(cursor: SchemaCursor): boolean {
  const { kind, line } = cursor.peek(1)
  return (kind === 'word' || kind === 'quoted') && line === cursor.peek().line
}
