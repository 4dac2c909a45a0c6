/**
 * What the ORM asks of a database: synchronous, because a script's next line depends on the last one.
 * The session process gives better-sqlite3 behind this; tests do the same on `:memory:`.
 *
 * 64-bit integers come and go as bigint, REAL as number. A failing statement throws an Error whose
 * `code` is SQLite's name (`SQLITE_CONSTRAINT_UNIQUE`) and whose message is SQLite's own.
 */
import type { SqlValue } from './query/types.ts'

export interface Rows {
  readonly columns: readonly string[]
  /** Declared types of columns that come straight from a table; null: of an expression. */
  readonly types?: readonly (string | null)[]
  readonly rows: readonly (readonly SqlValue[])[]
}

export interface Database {
  /** Runs a statement that gives rows (SELECT, PRAGMA, INSERT … RETURNING). */
  all(sql: string, params: readonly SqlValue[]): Rows
  /** Runs a statement that gives none; `changes` counts the rows that it wrote. */
  run(sql: string, params: readonly SqlValue[]): { readonly changes: number }
}

/** A statement that was sent, for the pane beside the results. */
export interface SentStatement {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly milliseconds: number
  /** Rows given or written. */
  readonly rows: number
}

export function isSqliteError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_')
}

/** The statement with its parameters written in, as SQLite's QUOTE() would: for reading, not for running. */
export function withParameters(sql: string, params: readonly SqlValue[]): string {
  let next = 0
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => (part === '?' ? quoteValue(params[next++]) : part))
}

/** The statement with its parameters as Python's `%` writes them, unquoted: `str(queryset.query)`. */
export function withBareParameters(
  sql: string,
  params: readonly SqlValue[],
  text: (value: SqlValue) => string,
): string {
  let next = 0
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) =>
    part === '?' ? text(params[next++] ?? null) : part,
  )
}

function quoteValue(value: SqlValue | undefined): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (value instanceof Uint8Array)
    return `X'${Array.from(value, (b) => b.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase()}'`
  if (typeof value === 'number' && Number.isInteger(value)) return value.toFixed(1)
  return String(value)
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
