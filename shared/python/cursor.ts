/** A place in a list of tokens, and the way a mistake leaves the grammar. */
import type { PyError, Span } from './ast.ts'
import type { Token, TokenKind } from './tokens.ts'

/** A mistake in the text, caught where the statement ends. Never leaves this folder. */
export class SyntaxMistake extends Error {
  readonly span: Span

  constructor(message: string, span: Span) {
    super(message)
    this.span = span
  }
}

/** Nesting that we follow; CPython stops at 200 brackets. */
const MAX_DEPTH = 200

export class Cursor {
  readonly text: string
  at = 0
  private depth = 0
  private readonly tokens: readonly Token[]

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text
    this.tokens = tokens
  }

  /** The last token is always `end`, and nothing moves past it. */
  get token(): Token {
    const token = this.tokens[this.at]
    if (token === undefined) throw new Error('Token list without an end')
    return token
  }

  peek(ahead = 1): Token | undefined {
    return this.tokens[this.at + ahead]
  }

  /** Offset after the token just taken. */
  get previousTo(): number {
    return this.tokens[this.at - 1]?.to ?? 0
  }

  next(): Token {
    const token = this.token
    if (token.kind !== 'end') this.at++
    return token
  }

  is(text: string): boolean {
    const token = this.token
    return token.text === text && (token.kind === 'op' || token.kind === 'keyword')
  }

  isKind(kind: TokenKind): boolean {
    return this.token.kind === kind
  }

  take(text: string): boolean {
    if (!this.is(text)) return false
    this.at++
    return true
  }

  expect(text: string): Token {
    if (!this.is(text)) this.fail(`expected '${text}'`)
    return this.next()
  }

  name(): Token {
    if (this.token.kind !== 'name') this.fail('expected a name')
    return this.next()
  }

  fail(message: string, span: Span = this.token): never {
    throw new SyntaxMistake(message, span)
  }

  /** Runs one level deeper; text that nests without end is refused before the stack is. */
  deeper<T>(run: () => T): T {
    if (this.depth >= MAX_DEPTH) this.fail(`nested more than ${MAX_DEPTH} levels deep`)
    this.depth++
    const value = run()
    this.depth--
    return value
  }

  resetDepth(): void {
    this.depth = 0
  }
}

/** Turns offsets into 1-based lines and columns. */
export function locator(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  let starts: number[] | null = null
  return (offset) => {
    if (starts === null) {
      starts = [0]
      for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length)
    }
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

/** A file with more mistakes than this is no Python at all. */
const MAX_ERRORS = 200

export function toErrors(text: string, mistakes: readonly (Span & { readonly message: string })[]): PyError[] {
  const locate = locator(text)
  return mistakes
    .toSorted((a, b) => a.from - b.from)
    .slice(0, MAX_ERRORS)
    .map(({ from, to, message }) => ({ from, to, message, ...locate(from) }))
}
