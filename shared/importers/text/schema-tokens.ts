/** Tokens of the small schema languages DBML and Prisma: words, quoted texts, symbols, each with its line. */

interface SchemaToken {
  /** `quoted`: between double quotes; `text`: single quotes; `code`: backticks; `doc`: a `///` comment. */
  readonly kind: 'word' | 'quoted' | 'text' | 'code' | 'doc' | 'symbol'
  readonly value: string
  /** 1-based. */
  readonly line: number
  /** Of its last character: texts may span lines. */
  readonly endLine: number
}

const WORD = /[\p{L}\p{N}_$#]+/uy
const DOTTED = /[\p{L}\p{N}_$#]+(?:[.-]+[\p{L}\p{N}_$#]+)*/uy
const NUMBER = /\d+\.\d+/y
/** Quotes by how they begin; the longest first. */
const QUOTES: readonly (readonly [string, SchemaToken['kind']])[] = [
  ["'''", 'text'],
  ["'", 'text'],
  ['"', 'quoted'],
  ['`', 'code'],
]

/**
 * @param dots whether `a.b` and `-1` are one word (Prisma's `db.Text`) or three tokens (DBML), and `///` tells of what
 *   follows
 */
function schemaTokens(source: string, dots: boolean): readonly SchemaToken[] {
  const tokens: SchemaToken[] = []
  let line = 1
  let at = 0
  const push = (kind: SchemaToken['kind'], value: string, end: number) => {
    const endLine = line + newlines(source, at, end)
    tokens.push({ kind, value, line, endLine })
    line = endLine
    at = end
  }
  while (at < source.length) {
    const char = source.charAt(at)
    if (char === '\n') line++
    if (/\s/.test(char) || char === '\ufeff') at++
    else if (source.startsWith('//', at)) {
      const end = lineEnd(source, at)
      if (dots && source.startsWith('///', at)) push('doc', source.slice(at + 3, end).trim(), end)
      else at = end
    } else if (source.startsWith('/*', at)) {
      const close = source.indexOf('*/', at + 2)
      const end = close === -1 ? source.length : close + 2
      line += newlines(source, at, end)
      at = end
    } else {
      const quote = QUOTES.find(([mark]) => source.startsWith(mark, at))
      const quoted = quote === undefined ? null : readQuote(source, at, quote[0])
      if (quote !== undefined && quoted !== null) push(quote[1], quoted.value, quoted.end)
      else {
        const word = wordAt(source, at, dots)
        push(word === '' ? 'symbol' : 'word', word === '' ? char : word, at + (word === '' ? 1 : word.length))
      }
    }
  }
  return tokens
}

function wordAt(source: string, at: number, dots: boolean): string {
  for (const pattern of dots ? [DOTTED] : [NUMBER, WORD]) {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0]
    if (found !== undefined) return found
  }
  return ''
}

function newlines(source: string, from: number, to: number): number {
  let count = 0
  for (let i = source.indexOf('\n', from); i !== -1 && i < to; i = source.indexOf('\n', i + 1)) count++
  return count
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at)
  return end === -1 ? source.length : end
}

/** What a backslash makes of a letter; at the end of a line it joins it with the next. */
const ESCAPES: Readonly<Record<string, string | undefined>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

/** A quote that is open at the end of its line (of the text for `'''`) ends there. */
function readQuote(source: string, at: number, mark: string): { readonly value: string; readonly end: number } {
  const isLong = mark.length === 3
  const parts: string[] = []
  let from = at + mark.length
  for (let i = from; i < source.length; i++) {
    const char = source.charAt(i)
    if (char === '\\') {
      const next = source.charAt(i + 1)
      const code = next === 'u' && mark !== '`' ? /^[\da-f]{4}/i.exec(source.slice(i + 2, i + 6))?.[0] : undefined
      const said = code === undefined ? undefined : String.fromCharCode(Number.parseInt(code, 16))
      parts.push(source.slice(from, i), said ?? (mark === '`' ? next : (ESCAPES[next] ?? next)))
      from = i + 2 + (code?.length ?? 0)
      i = from - 1
    } else if (source.startsWith(mark, i)) {
      const value = parts.join('') + source.slice(from, i)
      return { value: isLong ? dedented(value) : value, end: i + mark.length }
    } else if (char === '\n' && !isLong && mark !== '`')
      return { value: parts.join('') + source.slice(from, i), end: i }
  }
  return { value: parts.join('') + source.slice(from), end: source.length }
}

function dedented(text: string): string {
  const lines = text
    .replace(/^\r?\n/, '')
    .replace(/\r?\n[ \t]*$/, '')
    .split('\n')
  const indents = lines.filter((l) => l.trim() !== '').map((l) => l.length - l.trimStart().length)
  const least = indents.reduce((a, b) => Math.min(a, b), 1000)
  return lines.map((l) => l.slice(Math.min(least, l.length))).join('\n')
}

/** No reader needs more looks at one token, however many cases it tells apart. */
const MOST_LOOKS = 1000

/** Reads along the tokens of a text. */
export class SchemaCursor {
  readonly #tokens: readonly SchemaToken[]
  #at = 0
  #looks = 0

  constructor(source: string, dots: boolean) {
    this.#tokens = schemaTokens(source, dots)
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  peek(ahead = 0): SchemaToken {
    // Whoever looks so often at one place is stuck; going on loses a token, not the user's patience.
    if (++this.#looks > MOST_LOOKS) this.#move()
    return (
      this.#tokens[this.#at + ahead] ?? {
        kind: 'symbol',
        value: '',
        line: this.#tokens.at(-1)?.endLine ?? 1,
        endLine: this.#tokens.at(-1)?.endLine ?? 1,
      }
    )
  }

  next(): SchemaToken {
    const token = this.peek()
    this.#move()
    return token
  }

  sees(symbol: string, ahead = 0): boolean {
    const { kind, value } = this.peek(ahead)
    return kind === 'symbol' && value === symbol
  }

  take(symbol: string): boolean {
    if (!this.sees(symbol)) return false
    this.#move()
    return true
  }

  #move(): void {
    this.#at++
    this.#looks = 0
  }

  /** Whether the next token stands on the line of the last one read. */
  get onSameLine(): boolean {
    const last = this.#tokens[this.#at - 1]
    return !this.done && last !== undefined && this.peek().line === last.endLine
  }

  /** Passes over a block in braces that begins here. */
  skipBlock(): void {
    if (!this.take('{')) return
    for (let depth = 1; depth > 0 && !this.done;) {
      const { kind, value } = this.next()
      if (kind !== 'symbol') continue
      if (value === '{') depth++
      if (value === '}') depth--
    }
  }

  /** Passes over the rest of the line, except a brace that closes the block. */
  skipLine(): void {
    while (this.onSameLine && !this.sees('}')) this.next()
  }
}
