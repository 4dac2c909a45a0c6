/**
 * Python text → tokens, with INDENT, DEDENT and NEWLINE as the grammar wants them. What is wrong is
 * reported and stepped over, so that the statements around it survive.
 */
import type { Span } from './ast.ts'
import { lineEnd, stringEnd } from './string-tokens.ts'

export type TokenKind =
  | 'name'
  | 'keyword'
  | 'number'
  | 'string'
  | 'op'
  | 'newline'
  | 'indent'
  | 'dedent'
  | 'end'
  | 'bad'

export interface Token extends Span {
  readonly kind: TokenKind
  readonly text: string
}

interface TokenError extends Span {
  readonly message: string
}

export interface Tokens {
  readonly tokens: readonly Token[]
  readonly comments: readonly Span[]
  readonly errors: readonly TokenError[]
  /** A bracket was still open where the next statement or the end came: worth another run with `recover`. */
  readonly unclosed: boolean
}

interface TokenOptions {
  readonly from: number
  readonly to: number
  /** One expression: line ends mean nothing, as inside brackets. */
  readonly expression: boolean
  /** A line that looks like a new statement ends brackets that are still open. */
  readonly recover: boolean
}

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

/** They cannot stand inside brackets, so at the start of a line they prove that one was left open. */
const STATEMENT_WORDS = new Set(
  'assert break class continue def del elif except finally global import nonlocal pass raise return try while with'.split(
    ' ',
  ),
)

const BLOCK_WORDS = new Set('class def if elif else for while with try except finally async'.split(' '))

const STRING_PREFIX = /^(?:[rubft]|br|rb|fr|rf|tr|rt)$/i
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy
const NUMBER =
  /(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*\.?(?:[eE][+-]?\d(?:_?\d)*)?)[jJ]?/y
const OPERATOR = /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|\*\*|\/\/|>>|<<|[=!<>+\-*/%&|^@]=|[-+*/%@&|^~<>()[\]{},:.;=!]/y
const STATEMENT_START = /(?:[A-Za-z_]\w*[ \t]*(?:=(?!=)|:)|@|(?:from|if|for|async|lambda)\b)/y
const OPERAND_START = /[A-Za-z_0-9]/
const CONTINUES = /(?:and|or|not|if|else|for|in|is|async)\b/y

const CLOSES: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' }

/** Spaces to the next tab stop, as Python counts. */
const TAB = 8

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

export function tokenise(text: string, options: TokenOptions): Tokens {
  return new Tokeniser(text, options).run()
}

class Tokeniser {
  readonly #text: string
  readonly #options: TokenOptions
  readonly #tokens: Token[] = []
  readonly #comments: Span[] = []
  readonly #errors: TokenError[] = []
  readonly #indents = [0]
  readonly #brackets: Token[] = []
  #unclosed = false
  #at: number
  #statementColumn = 0
  #statementWord = ''

  constructor(text: string, options: TokenOptions) {
    this.#text = text
    this.#options = options
    this.#at = options.from
  }

  run(): Tokens {
    const { to, expression } = this.#options
    if (this.#text.charCodeAt(this.#at) === 0xfeff) this.#at++
    if (!expression) this.#startLine()
    while (this.#at < to) this.#next()
    if (this.#brackets.length > 0) this.#reportOpen()
    if (!expression) {
      if (this.#tokens.length > 0) this.#push('newline', to, to)
      for (let i = this.#indents.length; i > 1; i--) this.#push('dedent', to, to)
    }
    this.#push('end', to, to)
    return { tokens: this.#tokens, comments: this.#comments, errors: this.#errors, unclosed: this.#unclosed }
  }

  #next(): void {
    const text = this.#text
    const c = text[this.#at] ?? ''
    const after = text[this.#at + 1] ?? ''
    if (c === '\n' || c === '\r') this.#lineEnd(c === '\r' && after === '\n' ? 2 : 1)
    else if (c === ' ' || c === '\t' || c === '\f') this.#at++
    else if (c === '#') this.#comment()
    else if (c === '\\' && isLineEnd(after)) this.#at += after === '\r' && text[this.#at + 2] === '\n' ? 3 : 2
    else if (c === '"' || c === "'") this.#string(this.#at, this.#at)
    else if (isDigit(c) || (c === '.' && isDigit(after))) this.#take('number', matchAt(NUMBER, text, this.#at) ?? c)
    else this.#word()
  }

  #lineEnd(width: number): void {
    const from = this.#at
    this.#at += width
    if (this.#options.expression) return
    const before = this.#tokens.at(-1)?.kind
    const empty = before === undefined || before === 'newline' || before === 'indent' || before === 'dedent'
    if (this.#brackets.length === 0 && !empty) this.#push('newline', from, from)
    this.#startLine()
  }

  #comment(): void {
    const to = lineEnd(this.#text, this.#at, this.#options.to)
    this.#comments.push({ from: this.#at, to })
    this.#at = to
  }

  /** A name, the prefix of a string, or an operator. */
  #word(): void {
    const name = matchAt(NAME, this.#text, this.#at)
    if (name === null) {
      this.#operator()
      return
    }
    const quote = this.#text[this.#at + name.length]
    if ((quote === '"' || quote === "'") && STRING_PREFIX.test(name)) this.#string(this.#at, this.#at + name.length)
    else this.#take(KEYWORDS.has(name) ? 'keyword' : 'name', name)
  }

  #operator(): void {
    const operator = matchAt(OPERATOR, this.#text, this.#at)
    const width = operator?.length ?? ((this.#text.codePointAt(this.#at) ?? 0) > 0xffff ? 2 : 1)
    const token = this.#push(operator === null ? 'bad' : 'op', this.#at, this.#at + width)
    this.#at += width
    if (operator === null) this.#errors.push({ ...token, message: `'${token.text}' has no meaning here` })
    else if (operator in CLOSES) this.#brackets.push(token)
    else if (operator === ')' || operator === ']' || operator === '}') this.#closeBracket(token)
  }

  #string(from: number, quoteAt: number): void {
    const { to } = this.#options
    const prefix = this.#text.slice(from, quoteAt).toLowerCase()
    const end = stringEnd(this.#text, quoteAt, to, /[ft]/.test(prefix), prefix.includes('r'))
    if (end !== -1) {
      this.#push('string', from, end)
      this.#at = end
      return
    }
    const stop = lineEnd(this.#text, quoteAt, to)
    this.#errors.push({ from, to: stop, message: 'this string is never closed' })
    this.#push('bad', from, stop)
    this.#at = stop
  }

  #startLine(): void {
    const column = this.#indentation()
    const c = this.#text[this.#at] ?? ''
    if (this.#at >= this.#options.to || isLineEnd(c) || c === '#') return
    if (c === '\\' && isLineEnd(this.#text[this.#at + 1] ?? '')) return
    if (this.#brackets.length > 0) {
      if (!this.#startsStatement(column)) return
      this.#reportOpen()
      this.#push('newline', this.#at, this.#at)
    }
    this.#indent(column)
    this.#statementColumn = column
    this.#statementWord = matchAt(NAME, this.#text, this.#at) ?? ''
  }

  /** Reads the blanks at the start of a line; stops at the first other character. */
  #indentation(): number {
    let column = 0
    for (; this.#at < this.#options.to; this.#at++) {
      const c = this.#text[this.#at]
      if (c === ' ') column++
      else if (c === '\t') column = (Math.floor(column / TAB) + 1) * TAB
      else if (c === '\f') column = 0
      else break
    }
    return column
  }

  /** Whether a line inside brackets that are open can only be a new statement. */
  #startsStatement(column: number): boolean {
    const [text, at] = [this.#text, this.#at]
    const word = matchAt(NAME, text, at)
    if (word !== null && STATEMENT_WORDS.has(word)) return !'\'"'.includes(text[at + word.length] ?? ' ')
    if (!this.#options.recover) return false
    const before = this.#tokens.at(-1)
    if (before?.text === ':' && this.#brackets.at(-1)?.text === '(' && BLOCK_WORDS.has(this.#statementWord)) return true
    if (column > this.#statementColumn) return false
    if (matchAt(STATEMENT_START, text, at) !== null) return true
    const afterOperand = before !== undefined && (before.kind !== 'op' || ')]}'.includes(before.text))
    return afterOperand && OPERAND_START.test(text[at] ?? '') && matchAt(CONTINUES, text, at) === null
  }

  #indent(column: number): void {
    const [indents, at] = [this.#indents, this.#at]
    if (column > (indents.at(-1) ?? 0)) {
      indents.push(column)
      this.#push('indent', at, at)
      return
    }
    while (column < (indents.at(-1) ?? 0)) {
      indents.pop()
      this.#push('dedent', at, at)
    }
    if (column === (indents.at(-1) ?? 0)) return
    const message = 'this line is indented less than its block, but not as any outer one'
    this.#errors.push({ from: at, to: at + 1, message })
  }

  #closeBracket(token: Token): void {
    const brackets = this.#brackets
    const index = brackets.findLastIndex((open) => CLOSES[open.text] === token.text)
    if (index === -1) {
      this.#errors.push({ ...token, message: `this '${token.text}' closes nothing` })
      this.#tokens.pop()
      this.#push('bad', token.from, token.to)
      return
    }
    if (index < brackets.length - 1) this.#reportUnclosed(brackets.at(-1))
    brackets.length = index
  }

  #reportOpen(): void {
    this.#reportUnclosed(this.#brackets.at(-1))
    this.#brackets.length = 0
    this.#unclosed = true
  }

  #reportUnclosed(open: Token | undefined): void {
    if (open === undefined) return
    this.#errors.push({ from: open.from, to: open.to, message: `this '${open.text}' is never closed` })
  }

  #take(kind: TokenKind, word: string): void {
    this.#push(kind, this.#at, this.#at + word.length)
    this.#at += word.length
  }

  #push(kind: TokenKind, from: number, to: number): Token {
    const token = { kind, text: this.#text.slice(from, to), from, to }
    this.#tokens.push(token)
    return token
  }
}

function isLineEnd(c: string): boolean {
  return c === '\n' || c === '\r'
}

function isDigit(c: string): boolean {
  return c >= '0' && c <= '9'
}
