/** What SQLite says, as an error that a page can act on. */
import { HostFailure, isFailure } from '../../shared/protocol/errors.ts'
import type { ErrorCode } from '../../shared/protocol/errors.ts'
import { placeOf, tokenise } from '../../shared/util/sqlite-tokens.ts'

/** What is left of a damaged file. */
export const RESCUE = 'Work on a copy: “sqlite3 FILE .recover” writes what can be saved as SQL.'

const CODES: readonly (readonly [RegExp, ErrorCode, string | null])[] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'BUSY',
    'The database is locked by another program. Close it there, or wait a moment, and try again.',
  ],
  [
    /^SQLITE_NOTADB/,
    'PARSE',
    'This is not a SQLite database, or it is encrypted. Look whether it is the right file, or decrypt a copy of it first.',
  ],
  [/^SQLITE_CORRUPT/, 'PARSE', `The database file is damaged. ${RESCUE}`],
  [/^SQLITE_CANTOPEN/, 'IO', 'The database cannot be opened.'],
  [/^SQLITE_FULL/, 'RESOURCE', 'The disk is full.'],
  [/^SQLITE_(NOMEM|TOOBIG)/, 'RESOURCE', 'This needs more memory than is allowed.'],
  [/^SQLITE_IOERR/, 'IO', 'The disk reports an error.'],
  [/^SQLITE_READONLY/, 'DENIED', 'The database can only be read.'],
  [/^SQLITE_/, 'SQL', null],
]

export function sqlFailure(thrown: unknown, sql?: string): HostFailure {
  if (isFailure(thrown)) return thrown
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const row = CODES.find(([pattern]) => pattern.test(code))
  // better-sqlite3's own complaints (wrong number of values, more than one statement) are about the statement too.
  if (row === undefined) {
    const isOurs = !(error instanceof TypeError || error instanceof RangeError)
    return new HostFailure(isOurs ? 'INTERNAL' : 'SQL', isOurs ? 'Something went wrong.' : error.message, {
      cause: error,
    })
  }
  const [, kind, text] = row
  const at = sql === undefined ? null : placeIn(sql, error.message)
  const message = text === null ? capital(error.message) : `${text} (${error.message})`
  return new HostFailure(kind, message, { detail: code, cause: error, ...(at === null ? {} : { at }) })
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
