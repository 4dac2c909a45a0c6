/** What SQLite says, as an error that a page can act on. */
import { HostFailure, isFailure } from '../../../shared/protocol/errors.ts'
import type { ErrorCode } from '../../../shared/protocol/errors.ts'
import { placeOf, tokenise } from '../../../shared/util/sqlite-tokens.ts'

/** What is left of a damaged file. */
export const RESCUE = 'Work on a copy: “sqlite3 FILE .recover” writes what can be saved as SQL.'

type Row = readonly [RegExp, ErrorCode, string]

/** Trouble with the file, the disk or the memory: no statement would fare better. */
const WORLD: readonly Row[] = [
  [
    /^SQLITE_(BUSY|LOCKED|PROTOCOL)/,
    'BUSY',
    'The database is locked by another program. Close it there, or wait a moment, and try again.',
  ],
  [
    /^SQLITE_NOTADB/,
    'PARSE',
    'This is not a SQLite database, or it is encrypted. Look whether it is the right file, or decrypt a copy of it first.',
  ],
  [/^SQLITE_CORRUPT/, 'PARSE', `The database file is damaged. ${RESCUE}`],
  [
    /^SQLITE_CANTOPEN/,
    'IO',
    'The database cannot be opened or written. Look whether its folder is there and may be written to, and try again.',
  ],
  [/^SQLITE_FULL/, 'RESOURCE', 'The disk is full. Nothing was changed: make room on it and try again.'],
  [/^SQLITE_NOMEM/, 'RESOURCE', 'This needs more memory than is allowed.'],
  [
    /^SQLITE_IOERR/,
    'IO',
    'The disk reports an error. Nothing was changed: look whether it is still there and has room, and try again.',
  ],
  [
    /^SQLITE_READONLY_DBMOVED/,
    'DENIED',
    'The database file has been deleted or replaced by another program, and what is shown is the old one. Export the rows that you still need, then open it again.',
  ],
  [
    /^SQLITE_READONLY/,
    'DENIED',
    'The database can only be read. Look whether its file and its folder may be written to, and try again.',
  ],
]

/** What is wrong with the statement itself is SQLite's to say. */
const STATEMENT: readonly Row[] = [[/^SQLITE_TOOBIG/, 'RESOURCE', 'This needs more memory than is allowed.']]

function codeOf(thrown: unknown): string {
  const code = (thrown as { readonly code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** The file, the disk or the memory is in the way: a row or a line of a script is not to blame. */
export function isOfWorld(thrown: unknown): boolean {
  const code = codeOf(thrown)
  return WORLD.some(([pattern]) => pattern.test(code))
}

/** @param sql the statement, where the place of the mistake in it is wanted */
export function sqlFailure(thrown: unknown, sql?: string): HostFailure {
  if (isFailure(thrown)) return thrown
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const code = codeOf(error)
  // better-sqlite3's own complaints (wrong number of values, more than one statement) are about the statement too.
  if (!code.startsWith('SQLITE_')) {
    const isOurs = !(error instanceof TypeError || error instanceof RangeError)
    return new HostFailure(isOurs ? 'INTERNAL' : 'SQL', isOurs ? 'Something went wrong.' : error.message, {
      cause: error,
    })
  }
  const [, kind, message] = [...WORLD, ...STATEMENT].find(([pattern]) => pattern.test(code)) ?? [
    null,
    'SQL' as const,
    capital(error.message),
  ]
  const at = sql === undefined ? null : placeIn(sql, error.message)
  return new HostFailure(kind, message, { detail: code, cause: error, ...(at === null ? {} : { at }) })
}

/** What ended a call, for those who asked: SQLite's trouble and the system's, in words. Our own mistakes stay what they are. */
export function callFailure(thrown: unknown): unknown {
  const code = codeOf(thrown)
  if (isFailure(thrown)) return thrown
  if (code.startsWith('SQLITE_')) return sqlFailure(thrown)
  // The host knows which file it is: `fileFailure` says it.
  if (/^E[A-Z0-9]+$/.test(code) && thrown instanceof Error && 'syscall' in thrown)
    return new HostFailure('IO', 'The file cannot be read or written.', { detail: code, cause: thrown })
  return thrown
}

/** SQLite names the word it stumbled over; where that word stands only once, it is the place. */
function placeIn(sql: string, message: string): { line: number; col: number } | null {
  const word =
    /^near "(.*)": syntax error$/s.exec(message)?.[1] ?? /^no such (?:column|table|function): (\S+)$/.exec(message)?.[1]
  if (word === undefined) return null
  const last = word.split('.').at(-1)
  const hits = tokenise(sql).filter((token) => token.text === last || token.text === word)
  return hits.length === 1 && hits[0] !== undefined ? placeOf(sql, hits[0].start) : null
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
