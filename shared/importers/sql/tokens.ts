/** Tokens of one SQL statement, in the lexical rules of its dialect. Comments and spaces are left out. */
import type { ImportOptions } from '../importer.ts'

export type Dialect = NonNullable<ImportOptions['dialect']>

export interface SqlToken {
  /** `name`: quoted as a name. `word`: bare. `symbol`: one character, or `::`. */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol'
  /** Without quotes, escapes resolved. */
  readonly value: string
  /** Capitals of a word; '' for everything else, so that a quoted "key" is no keyword. */
  readonly upper: string
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{Nl}_$#@\u0080-\uffff][\p{L}\p{N}_$#@\u0080-\uffff]*/uy
const NUMBER = /0x[0-9a-f]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y

/** Reads on past damage: an open quote ends with the text. */
export function sqlTokens(sql: string, dialect: Dialect): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  let at = 0
  const push = (kind: SqlToken['kind'], value: string, start: number, end: number) => {
    tokens.push({ kind, value, upper: kind === 'word' ? value.toUpperCase() : '', start, end })
    at = end
  }
  while (at < sql.length) {
    const after = skipBlank(sql, at, dialect)
    if (after > at) {
      at = after
      continue
    }
    const plain = plainWordEnd(sql, at)
    if (plain > at) {
      push('word', sql.slice(at, plain), at, plain)
      continue
    }
    const char = sql.charAt(at)
    if (char === '(' || char === ')' || char === ',') {
      push('symbol', char, at, at + 1)
      continue
    }
    const quoted = readQuoted(sql, at, dialect)
    if (quoted !== null) {
      push(quoted.kind, quoted.value, at, quoted.end)
      continue
    }
    const number = matchAt(NUMBER, sql, at)
    if (number !== null && !(dialect === 'mysql' && startsName(sql, at, number))) {
      push('number', number, at, at + number.length)
      continue
    }
    const word = number === null ? matchAt(WORD, sql, at) : sql.slice(at, nameEnd(sql, at))
    if (word !== null && word !== '') push('word', word, at, at + word.length)
    else if (sql.startsWith('::', at)) push('symbol', '::', at, at + 2)
    else push('symbol', char, at, at + 1)
  }
  return tokens
}

/** What most of a script is, without a regular expression: a word of ASCII letters. `at`: look closer. */
function plainWordEnd(sql: string, at: number): number {
  const first = sql.charCodeAt(at)
  if (!((first >= 97 && first <= 122) || (first >= 65 && first <= 90))) return at
  let end = at + 1
  let code = sql.charCodeAt(end)
  while ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95)
    code = sql.charCodeAt(++end)
  // Other letters go on; a quote or `&` may follow the letter that says what a text is.
  const goesOn = code >= 0x80 || code === 36 || code === 35 || code === 64
  return goesOn || (end === at + 1 && (code === 39 || code === 38)) ? at : end
}

function matchAt(pattern: RegExp, sql: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(sql)?.[0] ?? null
}

/** MySQL: a bare name may begin with a digit (`2fa_codes`). */
function startsName(sql: string, at: number, number: string): boolean {
  return /^\d+(e\d+)?$/i.test(number) && nameEnd(sql, at) > at + number.length
}

function nameEnd(sql: string, at: number): number {
  let end = at
  while (end < sql.length && /[\w$]/.test(sql.charAt(end))) end++
  return end
}

/** Where blanks and comments that begin here end; `at` itself where there are none. */
export function skipBlank(sql: string, at: number, dialect: Dialect): number {
  const code = sql.charCodeAt(at)
  if (code <= 32 || code === 0xa0 || code === 0xfeff) return at + 1
  if (code === 45 /* - */ && sql.charCodeAt(at + 1) === 45) return lineEnd(sql, at)
  if (code === 35 /* # */ && dialect === 'mysql') return lineEnd(sql, at)
  // The end of a conditional comment, whose inside is SQL.
  if (code === 42 /* * */ && dialect === 'mysql' && sql.charCodeAt(at + 1) === 47) return at + 2
  if (code !== 47 /* / */ || sql.charCodeAt(at + 1) !== 42) return at
  if (dialect === 'mysql' && /^\/\*M?!/.test(sql.slice(at, at + 4))) {
    let end = sql.indexOf('!', at) + 1
    while (end < sql.length && /\d/.test(sql.charAt(end))) end++
    // `/*M!999999\- enable the sandbox mode */` is for MariaDB's own client.
    return sql.charAt(end) === '\\' ? commentEnd(sql, at, dialect) : end
  }
  return commentEnd(sql, at, dialect)
}

function lineEnd(sql: string, at: number): number {
  const end = sql.indexOf('\n', at)
  return end === -1 ? sql.length : end + 1
}

function commentEnd(sql: string, at: number, dialect: Dialect): number {
  let end = at + 2
  for (let depth = 1; depth > 0;) {
    const close = sql.indexOf('*/', end)
    if (close === -1) return sql.length
    const open = dialect === 'postgresql' ? sql.indexOf('/*', end) : -1
    if (open !== -1 && open < close) {
      depth++
      end = open + 2
    } else {
      depth--
      end = close + 2
    }
  }
  return end
}

export interface Quoted {
  readonly kind: 'name' | 'string'
  readonly value: string
  /** After the closing quote; the text's length where there is none. */
  readonly end: number
  readonly closed: boolean
}

/** A quoted name or text that begins here; null: none does. */
export function readQuoted(sql: string, at: number, dialect: Dialect): Quoted | null {
  const char = sql.charAt(at)
  if (char === "'") return readPair(sql, at, "'", 'string', dialect === 'mysql')
  if (char === '"') return readPair(sql, at, '"', dialect === 'mysql' ? 'string' : 'name', dialect === 'mysql')
  if (char === '`' && dialect !== 'postgresql') return readPair(sql, at, '`', 'name', false)
  if (char === '[' && dialect === 'sqlite') {
    const end = sql.indexOf(']', at)
    return {
      kind: 'name',
      value: sql.slice(at + 1, end === -1 ? sql.length : end),
      end: end === -1 ? sql.length : end + 1,
      closed: end !== -1,
    }
  }
  if (dialect === 'postgresql' && sql.charAt(at + 1) === '&' && /[uU]/.test(char)) {
    const inner = /['"]/.test(sql.charAt(at + 2)) ? readQuoted(sql, at + 2, dialect) : null
    if (inner !== null) return { ...inner, value: withoutCodes(inner.value) }
  }
  if (sql.charAt(at + 1) === "'" && /[eEnNbBxX_]/.test(char)) {
    const inner = readPair(sql, at + 1, "'", 'string', dialect === 'mysql' || /e/i.test(char))
    return /[bx]/i.test(char) ? { ...inner, value: sql.slice(at, inner.end) } : inner
  }
  if (char === '$' && dialect === 'postgresql') {
    const tag = matchAt(DOLLAR, sql, at)
    if (tag === null) return null
    const close = sql.indexOf(tag, at + tag.length)
    const end = close === -1 ? sql.length : close + tag.length
    return { kind: 'string', value: sql.slice(at + tag.length, close === -1 ? end : close), end, closed: close !== -1 }
  }
  return null
}

/** PostgreSQL's `U&"d\\0061t\\+000061"`: code points by their number. */
function withoutCodes(text: string): string {
  return text.replace(/\\(?:([\da-fA-F]{4})|\+([\da-fA-F]{6})|\\)/g, (_found, short: string, long: string) => {
    const code = Number.parseInt(short ?? long ?? '5c', 16)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  })
}

const ESCAPES: Readonly<Record<string, string | undefined>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  Z: '\x1a',
}

function readPair(sql: string, at: number, quote: string, kind: Quoted['kind'], backslash: boolean): Quoted {
  const parts: string[] = []
  let from = at + 1
  let next = from
  for (;;) {
    const close = sql.indexOf(quote, next)
    const slash = backslash ? sql.indexOf('\\', next) : -1
    if (slash !== -1 && (close === -1 || slash < close)) {
      const escaped = sql.charAt(slash + 1)
      parts.push(sql.slice(from, slash), ESCAPES[escaped] ?? escaped)
      from = next = slash + 2
      if (slash + 1 >= sql.length) return { kind, value: parts.join(''), end: sql.length, closed: false }
      continue
    }
    if (close === -1) return { kind, value: parts.join('') + sql.slice(from), end: sql.length, closed: false }
    if (sql.charAt(close + 1) === quote) {
      parts.push(sql.slice(from, close + 1))
      from = next = close + 2
      continue
    }
    parts.push(sql.slice(from, close))
    return { kind, value: parts.join(''), end: close + 1, closed: true }
  }
}
