/**
 * SQL that came with an imported database, said in a dialect. Nobody knows which database it was
 * written for, so only what the dialect surely has is taken: columns of the table, plain literals,
 * operators, and functions and words that it is known to have. The rest is left out with a diagnostic,
 * since one statement that the database refuses would take the whole script with it.
 */
import type { SchemaTable } from '../../schema/types.ts'

export interface RawSqlWords {
  /** In lower case. */
  readonly functions: ReadonlySet<string>
  /** Words beyond those that every database has, in lower case. */
  readonly words: ReadonlySet<string>
  /** Operators beyond those that every database has. */
  readonly operators: ReadonlySet<string>
  /** Whether a true-or-false column may be compared with a number. */
  readonly numbersAreTruth: boolean
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
  /\s+|[bBxXeEnN]?'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|[\p{L}_][\p{L}\p{N}_$]*|::|<>|!=|<=|>=|\|\||->>|->|[^]/gu

/** @returns the text with its columns quoted as the dialect quotes them; null where it may not be understood */
export function portableSql(
  sql: string,
  table: SchemaTable,
  dialect: RawSqlWords,
  quote: (name: string) => string,
): string | null {
  const columns = new Map(table.columns.map((c) => [c.name.toLowerCase(), c]))
  const tokens = [...sql.matchAll(TOKEN)].map(([token]) => token)
  const solid = tokens.filter((token) => token.trim() !== '')
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
    if (token.startsWith('[') && dialect.operators.has('[')) {
      const inside = portableSql(token.slice(1, -1), table, dialect, quote)
      if (inside === null) return null
      written.push(`[${inside}]`)
      continue
    }
    if (column !== undefined && !isCall && !token.endsWith("'")) {
      if (!dialect.numbersAreTruth && column.type.kind === 'boolean' && meetsNumber(solid, at)) return null
      written.push(quote(column.name))
    } else if (isPlain(token, isCall, dialect)) written.push(token)
    else return null
  }
  return written.join('')
}

function isPlain(token: string, isCall: boolean, dialect: RawSqlWords): boolean {
  // A letter before a text makes bits, bytes or escapes of it: in each database other ones.
  if (/^\w'/.test(token)) return false
  if (/^['\d.]/.test(token)) return !token.includes('\0')
  const word = token.toLowerCase()
  if (/^[\p{L}_]/u.test(token)) {
    if (isCall && dialect.functions.has(word)) return true
    return COMMON_WORDS.has(word) || dialect.words.has(word)
  }
  return COMMON_OPERATORS.has(token) || dialect.operators.has(token)
}

function meetsNumber(tokens: readonly string[], at: number): boolean {
  const isNumber = (token: string | undefined) => token !== undefined && /^\d/.test(token)
  return isNumber(tokens[at + 2]) || isNumber(tokens[at - 2]) || tokens[at + 1]?.toLowerCase() === 'in'
}

function plainName(token: string): string {
  const first = token.charAt(0)
  if (first === '[') return token.slice(1, -1)
  return first === '"' || first === '`' ? token.slice(1, -1).replaceAll(first + first, first) : token
}
