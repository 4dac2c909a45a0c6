/**
 * What may be prepared at all. Needed before `prepare`: a PRAGMA acts while it is prepared, even inside
 * EXPLAIN, and "read-only" includes ATTACH and VACUUM INTO. Everything that is not named here is refused.
 */
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { MAX_CODE } from '../../../shared/protocol/limits.ts'
import { placeOf, splitStatements, wordOf } from '../../../shared/util/sqlite-tokens.ts'
import type { Statement, Token } from '../../../shared/util/sqlite-tokens.ts'

const READING = new Set(['SELECT', 'WITH', 'VALUES'])
const WRITING = new Set(['INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'CREATE', 'DROP', 'ALTER', 'REINDEX', 'ANALYZE'])

/** Pragmas that only tell something, without an argument. Those with one exist as functions: `pragma_table_info('x')`. */
const PRAGMAS = new Set([
  'application_id',
  'collation_list',
  'compile_options',
  'database_list',
  'encoding',
  'foreign_key_check',
  'foreign_keys',
  'freelist_count',
  'function_list',
  'integrity_check',
  'journal_mode',
  'module_list',
  'page_count',
  'page_size',
  'pragma_list',
  'quick_check',
  'schema_version',
  'table_list',
  'user_version',
])

/** The one reading statement in the text. @throws SQL with a place, or DENIED for what is not allowed */
export function gateRead(sql: string): Statement {
  const statements = readStatements(sql)
  const [statement, second] = statements
  if (statement === undefined) throw new HostFailure('SQL', 'There is no statement here.')
  if (second !== undefined) {
    throw new HostFailure('SQL', 'One statement at a time, please.', { at: placeOf(sql, second.start), detail: 'one' })
  }
  if (!isReading(statement.tokens)) throw refusal(sql, statement, 'reads')
  return statement
}

/** The statements of a script that only reads, each gated as if alone; null: something in it would write. */
export function gateReads(sql: string): Statement[] | null {
  const statements = readStatements(sql)
  return statements.length > 0 && statements.every(({ tokens }) => isReading(tokens)) ? statements : null
}

/** The statements of a script that may write. Transactions are ours, other files and settings are out of reach. */
export function gateWrite(sql: string): Statement[] {
  const statements = readStatements(sql)
  if (statements.length === 0) throw new HostFailure('SQL', 'There is no statement here.')
  for (const statement of statements) {
    if (!isReading(statement.tokens) && !isWriting(statement.tokens)) throw refusal(sql, statement, 'writes')
  }
  return statements
}

function readStatements(sql: string): Statement[] {
  if (sql.length > MAX_CODE) throw new HostFailure('RESOURCE', 'This statement is too long.')
  const nul = sql.indexOf('\0')
  if (nul >= 0) throw new HostFailure('SQL', 'There is a NUL character in the statement.', { at: placeOf(sql, nul) })
  const statements = splitStatements(sql)
  const broken = statements.flatMap((s) => s.tokens).find((token) => token.kind === 'broken')
  if (broken !== undefined) {
    const message = `Unrecognised here: ${broken.text.slice(0, 20)}`
    throw new HostFailure('SQL', message, { at: placeOf(sql, broken.start) })
  }
  return statements
}

function isReading(tokens: readonly Token[]): boolean {
  const [first, second, third] = tokens.slice(0, 3).map(wordOf)
  if (first === undefined) return false
  if (first === 'EXPLAIN') {
    return READING.has(second ?? '') || (second === 'QUERY' && third === 'PLAN' && READING.has(wordOf(tokens[3])))
  }
  if (first === 'PRAGMA') return tokens.length === 2 && PRAGMAS.has(tokens[1]?.text.toLowerCase() ?? '')
  return READING.has(first)
}

function isWriting(tokens: readonly Token[]): boolean {
  return WRITING.has(wordOf(tokens[0]))
}

function refusal(sql: string, statement: Statement, what: 'reads' | 'writes'): HostFailure {
  const [first] = statement.tokens
  const word = first?.text.slice(0, 30) ?? ''
  const message =
    what === 'reads' && isWriting(statement.tokens)
      ? `${word.toUpperCase()} would change the database, which is open for reading. Switch to write mode to run it.`
      : `${word} cannot be run here. Allowed: ${what === 'reads' ? 'SELECT, WITH, VALUES, EXPLAIN' : 'queries and changes of this database'}.`
  return new HostFailure('DENIED', message, { at: placeOf(sql, statement.start), detail: 'gate' })
}
