/**
 * Statements of a script, each with its line. Knows what a `;` does not end: texts, comments, `$$` bodies,
 * routines (BEGIN … END), MySQL's DELIMITER; leaves out the data after COPY … FROM stdin and psql's own
 * commands. Reads 10 MB of INSERTs without looking at a row twice.
 */
import { readQuoted, skipBlank, sqlTokens } from '../tokens.ts'
import type { Dialect } from '../tokens.ts'

export interface Statement {
  readonly sql: string
  /** 1-based, of its first word. */
  readonly line: number
  /** Where in the text it begins. */
  readonly from: number
  /** A quote or comment that was never closed: the statement is what stands before the next one. */
  readonly broken: string | null
}

/** After so many open quotes the rest is given up: each costs a look to the end of the text. */
const MAX_REPAIRS = 50

export function* splitStatements(text: string, dialect: Dialect): Generator<Statement> {
  const lines = lineCounter(text)
  let delimiter = ';'
  let at = 0
  let repairs = 0
  while (at < text.length) {
    at = skipBlanks(text, at, dialect)
    if (at >= text.length) return
    const command = clientCommand(text, at, dialect)
    if (command !== null) {
      // What comes then is of another database.
      const line = text.slice(at, command.end)
      if (dialect === 'postgresql' && /^\\c(?:onnect)?\s/.test(line))
        yield { sql: line, line: lines(at), from: at, broken: null }
      delimiter = command.delimiter ?? delimiter
      at = command.end
      continue
    }
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length
      continue
    }
    const found = statementEnd(text, at, dialect, delimiter)
    if (found.openQuote !== null && ++repairs <= MAX_REPAIRS) {
      const next = resumeAfter(text, found.openQuote)
      yield {
        sql: text.slice(at, next),
        line: lines(at),
        from: at,
        broken: `the quote in line ${lines(found.openQuote)} is not closed`,
      }
      at = next
      continue
    }
    const sql = text.slice(at, found.end)
    if (found.isUnended === true) {
      yield { sql, line: lines(at), from: at, broken: null }
      at = found.end
      continue
    }
    yield { sql, line: lines(at), from: at, broken: found.openQuote === null ? null : 'a quote is not closed' }
    at = Math.min(text.length, found.end + delimiter.length)
    if (dialect === 'postgresql' && /^copy\b[^;]*\bfrom\s+stdin\b/i.test(sql.slice(0, 20_000)))
      at = afterCopyData(text, at)
  }
}

function skipBlanks(text: string, from: number, dialect: Dialect): number {
  let at = from
  for (;;) {
    if (at >= text.length) return at
    const next = text.charAt(at) === '#' ? lineEnd(text, at) : skipBlank(text, at, dialect)
    if (next === at) return at
    at = next
  }
}

/** No statement begins with a `#`: sqlite3 takes such a line for a comment, and people write it for the others. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

/** Firebird's `SET TERM ^ ;`, which the old end of statements ends. */
const SET_TERM = /set\s+term\s+([^\w\s]+)\s*[^\w\s]+/iy

/** Lines of what `psql`, `mysql` and `sqlite3` do themselves. */
function clientCommand(text: string, at: number, dialect: Dialect): { end: number; delimiter: string | null } | null {
  const char = text.charAt(at)
  const term = /s/i.test(char) && dialect === 'postgresql' ? matchedAt(SET_TERM, text, at) : null
  if (term !== null) return { end: at + term[0].length, delimiter: term[1] ?? null }
  const isCommand =
    (char === '\\' && dialect === 'postgresql') ||
    (char === '.' && dialect === 'sqlite') ||
    (/[s\\]/i.test(char) && dialect === 'mysql' && /^(?:source\s|\\\.)/i.test(text.slice(at, at + 8))) ||
    (/d/i.test(char) && dialect !== 'postgresql' && /^delimiter\s/i.test(text.slice(at, at + 10)))
  if (!isCommand) return null
  const newline = text.indexOf('\n', at)
  const end = newline === -1 ? text.length : newline
  const word = /^delimiter\s+(\S+)/i.exec(text.slice(at, Math.min(end, at + 200)))?.[1]
  return { end, delimiter: word ?? null }
}

const ROUTINE =
  /^create\s+(?:or\s+(?:replace|alter)\s+)?(?:definer\s*=\s*\S+\s+)?(?:(?:temp|temporary|aggregate|constraint|sql\s+security\s+\w+)\s+)*(?:trigger|procedure|function|event|package)\b/i

/** PostgreSQL: several statements in parentheses. */
const RULE = /^create\s+(?:or\s+replace\s+)?rule\b/i

interface End {
  readonly end: number
  readonly openQuote: number | null
  /** The next statement begins without a `;` before it. */
  readonly isUnended?: boolean
}

const TABLE = /^create\s+(?:\w+\s+){0,2}table\b/i
/** What begins a line behind the columns of a table is a statement of its own. */
const NEXT = /\n\s*(?:create|alter|drop|insert|comment\s+on)\s/iy

/** Scripts that are run piece by piece end these with a line, too. */
const LOOSE =
  /^(?:insert|replace|select|update|delete|explain|use|truncate|drop|alter\s+table|create\s+database|create\s+(?:unique\s+)?index)\b/i
/** What is no part of them where it begins a line. */
const NEXT_OF_LOOSE =
  /\n\s*(?:create\s+(?:(?:unique\s+)?index|(?:\w+\s+){0,2}table)|alter\s+table|drop\s+table|insert\s+into|comment\s+on)\s/iy

const SENDS = /\\(?:g|gx|gset|gexec|gdesc|crosstabview|watch)\b/y

function statementEnd(text: string, from: number, dialect: Dialect, delimiter: string): End {
  // `$$` in PostgreSQL holds a body; with a delimiter of its own MySQL needs no counting.
  const head = text.slice(from, from + 400).replace(/\/\*.*?\*\//gs, ' ')
  const isRoutine = delimiter === ';' && ROUTINE.test(head)
  const isTable = TABLE.test(head)
  const isLoose = delimiter === ';' && LOOSE.test(head)
  const isRule = dialect === 'postgresql' && RULE.test(head)
  let depth = 0
  let parentheses = 0
  let isOpened = false
  let segment = from
  let first: number | null = null
  let at = from
  const mark = delimiter.charCodeAt(0)
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if ((isRule || isTable) && (code === 40 || code === 41) /* ( ) */) {
      parentheses += code === 40 ? 1 : -1
      isOpened = true
    }
    if (isTable && isOpened && parentheses === 0 && code === 10 && matchesAt(NEXT, text, at))
      return { end: at, openQuote: null, isUnended: true }
    if (isLoose && code === 10 && matchesAt(NEXT_OF_LOOSE, text, at))
      return { end: at, openQuote: null, isUnended: true }
    // psql sends what stands before `\gset`, `\gexec`, `\crosstabview` on the same line.
    if (code === 92 && dialect === 'postgresql' && matchesAt(SENDS, text, at))
      return { end: at, openQuote: null, isUnended: true }
    if (code === mark && text.startsWith(delimiter, at)) {
      if (isRule && parentheses > 0) {
        first ??= at
        at++
        continue
      }
      if (!isRoutine) return { end: at, openQuote: null }
      first ??= at
      depth += blockDepth(text.slice(segment, at), dialect)
      if (depth <= 0) return { end: at, openQuote: null }
      segment = at + 1
      at++
      continue
    }
    if (isLexical(code)) {
      const next = skipBlank(text, at, dialect)
      if (next > at) {
        // The end of a line that is a comment counts as one.
        at = next > at + 1 && text.charCodeAt(next - 1) === 10 ? next - 1 : next
        continue
      }
      const quoted = isInsideWord(text, at) ? null : readQuoted(text, at, dialect)
      if (quoted !== null) {
        if (!quoted.closed) return { end: text.length, openQuote: at }
        at = quoted.end
        continue
      }
    }
    at++
  }
  // A routine whose END was never found must not swallow the rest of the script.
  return { end: first !== null && (depth > 0 || (isRule && parentheses > 0)) ? first : text.length, openQuote: null }
}

function matchedAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** Characters at which a comment or a quote can begin: ' " ` [ $ - # / * and the letters before a text. */
function isLexical(code: number): boolean {
  return code < LEXICAL.length && LEXICAL[code] === 1
}

const LEXICAL = new Uint8Array(128)
for (const char of '\'"`[$-#/*eEnNbBxX') LEXICAL[char.charCodeAt(0)] = 1

/** `e'` at the end of a word is no prefix of a text, `$` inside one no quote. */
function isInsideWord(text: string, at: number): boolean {
  return at > 0 && isWordCode(text.charCodeAt(at)) && isWordCode(text.charCodeAt(at - 1))
}

function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  )
}

/** How many more blocks the text opens than it closes. `END IF`, `END LOOP` and their like close none that counts. */
function blockDepth(text: string, dialect: Dialect): number {
  const words = sqlTokens(text, dialect).filter((t) => t.kind === 'word')
  let depth = 0
  for (const [i, { upper }] of words.entries()) {
    const next = words[i + 1]?.upper ?? ''
    if (upper === 'BEGIN' && next !== 'TRANSACTION') depth++
    if (upper === 'CASE' && words[i - 1]?.upper !== 'END') depth++
    if (upper === 'END' && !/^(IF|LOOP|WHILE|REPEAT|FOR)$/.test(next)) depth--
  }
  return depth
}

/** Where to go on after a quote that is open to the end: behind the line's or the statement's end. */
function resumeAfter(text: string, quote: number): number {
  const semicolon = /;[ \t]*\r?\n/g
  semicolon.lastIndex = quote
  const found = semicolon.exec(text)
  return found === null ? text.length : found.index + 1
}

function afterCopyData(text: string, at: number): number {
  const marker = /^\\\.[ \t]*\r?$/gm
  marker.lastIndex = at
  const found = marker.exec(text)
  return found === null ? text.length : found.index + found[0].length
}

/** Line of a position; positions must not go backwards by much, so counting goes on from the last. */
function lineCounter(text: string): (at: number) => number {
  let counted = 0
  let line = 1
  return (at) => {
    if (at < counted) return 1 + (text.slice(0, at).match(/\n/g)?.length ?? 0)
    for (let next = text.indexOf('\n', counted); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) {
      line++
      counted = next + 1
    }
    return line
  }
}
