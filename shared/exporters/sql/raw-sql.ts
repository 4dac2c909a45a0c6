/**
 * SQL that came with an imported database, said in a dialect. Nobody knows which database it was
 * written for, so only what the dialect surely has is taken: columns of the table, plain literals,
 * operators, and functions and words that it is known to have. The rest is left out with a diagnostic,
 * since one statement that the database refuses would take the whole script with it.
 */
import type { ColumnKind, SchemaTable } from '../../schema/types.ts'
import { NUMBER_KINDS } from './default-values.ts'

export interface RawSqlWords {
  /** In lower case. */
  readonly functions: ReadonlySet<string>
  /** Words beyond those that every database has, in lower case. */
  readonly words: ReadonlySet<string>
  /** Operators beyond those that every database has. */
  readonly operators: ReadonlySet<string>
  /** Letters before a text that make bytes or bits of it (`x'41'`), and whether `0x41` is a value. Absent: none. */
  readonly bytes?: RegExp
  /** Whether a true-or-false column may be compared with a number. */
  readonly numbersAreTruth: boolean
  /**
   * What asks a moment for its day or its text, where the answer is kept (an index, a generated column) and so must not
   * depend on the session's time zone; and how such a column is then written. Absent: it may.
   */
  readonly zoned?: ZonedWords
  /** Functions whose answer the database does not keep, as it may be another one tomorrow. Absent: it keeps all. */
  readonly unkept?: ReadonlySet<string>
  /** Words for what changes by itself, which it takes in no check. Absent: it takes all. */
  readonly unchecked?: ReadonlySet<string>
  /** Whether `~` between two values compares with a regular expression. Absent: it has none. */
  readonly matches?: true
  /** Words of this form are known, too: operator classes. */
  readonly pattern?: RegExp
  /** Whether a text is taken where it stands; absent: every one. */
  readonly takesText?: (text: string, tokens: readonly string[], at: number) => boolean
}

export interface ZonedWords {
  readonly functions: ReadonlySet<string>
  /** Types that a moment, not a text, is cast to. */
  readonly casts: ReadonlySet<string>
  readonly column: (quoted: string) => string
}

export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

const COMMON_WORDS = words(
  'and or not is null in between like escape case when then else end true false distinct current_timestamp current_date current_time',
)
const COMMON_OPERATORS = words('= <> != < <= > >= + - * / % ( ) ,')
export const COMMON_FUNCTIONS = 'lower upper length coalesce nullif abs round trim ltrim rtrim replace substr'

/** Literals, quoted names, words, numbers, operators; anything else is one odd character. */
const TOKEN =
  /\s+|0[xX][\da-fA-F]+|[bBxXeEnN]?'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|[\p{L}_][\p{L}\p{N}_$]*|::|<>|!=|<=|>=|\|\||->>|->|[^]/gu

/** Where brackets are those of arrays: no names stand between them. */
const TOKEN_WITH_ARRAYS = new RegExp(TOKEN.source.replace(String.raw`|\[[^\]]*\]`, ''), 'gu')

/**
 * @param isKept whether the database keeps what comes out, as in an index
 * @param isCheck whether it is the condition of a check
 * @returns the text with its columns quoted as the dialect quotes them; null where it may not be understood
 */
export function portableSql(
  sql: string,
  table: SchemaTable,
  dialect: RawSqlWords,
  quote: (name: string) => string,
  isKept = false,
  isCheck = false,
): string | null {
  const columns = new Map(table.columns.map((c) => [c.name.toLowerCase(), c]))
  const tokens = [...sql.matchAll(dialect.operators.has('[') ? TOKEN_WITH_ARRAYS : TOKEN)].map(([token]) => token)
  const solid = tokens.filter((token) => token.trim() !== '')
  const zoned = isKept && dialect.zoned !== undefined && asksForDay(solid, dialect.zoned) ? dialect.zoned : null
  const written: string[] = []
  let at = -1
  for (const token of tokens) {
    if (token.trim() === '') {
      // Texts in two lines are one, in one line they are a mistake.
      written.push(token.includes('\n') ? '\n' : ' ')
      continue
    }
    at += 1
    const column = columns.get(plainName(token).toLowerCase())
    const isCall = solid[at + 1] === '('
    if (column !== undefined && !isCall && !token.endsWith("'") && !isKeyword(solid, at)) {
      if (!dialect.numbersAreTruth && !isCompared(column.type.kind, solid, at)) return null
      const quoted = quote(column.name)
      written.push(zoned !== null && column.type.kind === 'dateTime' ? zoned.column(quoted) : quoted)
    } else if (token === '~' && dialect.matches !== true && isOperand(solid[at - 1])) {
      // Regular expressions of PostgreSQL.
      return null
    } else if (isCheck && dialect.unchecked?.has(token.toLowerCase()) === true) {
      return null
    } else if (isCall && isKept && dialect.unkept?.has(token.toLowerCase()) === true) {
      return null
    } else if (isCall && solid[at + 2] === ')' && !dialect.functions.has(token.toLowerCase())) {
      // `uuid()`: a type or a word elsewhere, a call here.
      return null
    } else if (isPlain(token, isCall, dialect) && isTaken(solid, at, dialect)) written.push(token)
    else return null
  }
  return written.join('')
}

/** Whether a value may end with the token. */
function isOperand(token = ''): boolean {
  return /^["'`\w)\]]/u.test(token) && !RESERVED.has(token.toLowerCase())
}

/** Words that no database takes for a name without quotes. */
const RESERVED = words('and or not is null in between like case when then else distinct')

/** Whether the word is none of the columns' that has its name: `now() AT TIME ZONE 'utc'`, `CASE … END`. */
function isKeyword(tokens: readonly string[], at: number): boolean {
  const word = (tokens[at] ?? '').toLowerCase()
  if (RESERVED.has(word)) return true
  if (word === 'at') return tokens[at + 1]?.toLowerCase() === 'time'
  if (word === 'time' || word === 'zone') return /^(at|time)$/i.test(tokens[at - 1] ?? '')
  if (tokens[at - 1] === '::' || tokens[at - 1]?.toLowerCase() === 'as') return true
  if (word !== 'end') return false
  const before = tokens.slice(0, at).map((token) => token.toLowerCase())
  return before.filter((token) => token === 'case').length > before.filter((token) => token === 'end').length
}

function isPlain(token: string, isCall: boolean, dialect: RawSqlWords): boolean {
  // A letter before a text makes bits, bytes or escapes of it: in each database other ones.
  if (/^\w'|^0x/i.test(token)) return dialect.bytes?.test(token) === true
  if (/^['\d.]/.test(token)) return !token.includes('\0')
  const word = token.toLowerCase()
  if (/^[\p{L}_]/u.test(token)) {
    if (isCall && dialect.functions.has(word)) return true
    return COMMON_WORDS.has(word) || dialect.words.has(word) || dialect.pattern?.test(word) === true
  }
  return COMMON_OPERATORS.has(token) || dialect.operators.has(token)
}

function isTaken(tokens: readonly string[], at: number, { takesText }: RawSqlWords): boolean {
  const token = tokens[at] ?? ''
  return takesText === undefined || !token.startsWith("'") || takesText(token, tokens, at)
}

/** By a function or a cast, but not where a time zone is said already. */
function asksForDay(tokens: readonly string[], { functions, casts }: ZonedWords): boolean {
  const said = tokens.map((token) => token.toLowerCase())
  const isZoned = (token: string, at: number) =>
    token === 'timestamptz' || (token === 'time' && /^(at|with)$/.test(said[at - 1] ?? ''))
  const isAsking = (token: string, at: number) =>
    (said[at + 1] === '(' && functions.has(token)) ||
    (said[at - 1] === '::' && (token === 'timestamp' || (casts.has(token) && !(said[at - 2] ?? '').endsWith("'"))))
  return said.some(isAsking) && !said.some(isZoned)
}

function meetsNumber(tokens: readonly string[], at: number): boolean {
  const isNumber = (token: string | undefined) => token !== undefined && /^\d/.test(token)
  return isNumber(tokens[at + 2]) || isNumber(tokens[at - 2]) || tokens[at + 1]?.toLowerCase() === 'in'
}

const COMPARES = words('= <> != < <= > >=')
const MATCHES = words('like ilike ~ similar glob regexp')
/** Whether a strict database compares the column with what stands beside it: no text with a number, no number by LIKE. */
function isCompared(kind: ColumnKind, tokens: readonly string[], at: number): boolean {
  if (kind === 'boolean' && meetsNumber(tokens, at)) return false
  const [before, beyond] = [tokens[at - 1] ?? '', tokens[at - 2] ?? '']
  const next = tokens.slice(at + 1, at + 4).map((token) => token.toLowerCase())
  const word = (next[0] === 'not' ? next[1] : next[0]) ?? ''
  const isText = kind === 'char' || kind === 'text' || kind === 'other'
  if (MATCHES.has(word)) return isText
  const others = [...(COMPARES.has(next[0] ?? '') ? [next[1] ?? ''] : []), ...(COMPARES.has(before) ? [beyond] : [])]
  if (NUMBER_KINDS.has(kind)) return others.every((other) => !other.startsWith("'") || NUMBER_TEXT.test(other))
  return kind === 'boolean' || kind === 'other' || others.every((other) => !/^[\d.]/.test(other))
}

const NUMBER_TEXT = /^'\s*[+-]?\d+(?:\.\d+)?\s*'$/

function plainName(token: string): string {
  const first = token.charAt(0)
  if (first === '[') return token.slice(1, -1)
  return first === '"' || first === '`' ? token.slice(1, -1).replaceAll(first + first, first) : token
}
