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
  const { to, expression, recover } = options
  const tokens: Token[] = []
  const comments: Span[] = []
  const errors: TokenError[] = []
  const indents = [0]
  const brackets: Token[] = []
  let unclosed = false
  let at = options.from
  let statementColumn = 0
  let statementWord = ''

  const push = (kind: TokenKind, from: number, end: number): Token => {
    const token = { kind, text: text.slice(from, end), from, to: end }
    tokens.push(token)
    return token
  }
  const last = (): Token | undefined => tokens.at(-1)

  /** Reads the blanks at the start of a line; leaves `at` on the first other character. */
  const indentation = (): number => {
    let column = 0
    for (; at < to; at++) {
      const c = text[at]
      if (c === ' ') column++
      else if (c === '\t') column = (Math.floor(column / TAB) + 1) * TAB
      else if (c === '\f') column = 0
      else break
    }
    return column
  }

  const startsStatement = (column: number): boolean => {
    const word = matchAt(NAME, text, at)
    if (word !== null && STATEMENT_WORDS.has(word)) return !'\'"'.includes(text[at + word.length] ?? ' ')
    if (!recover) return false
    const before = last()
    if (before?.text === ':' && brackets.at(-1)?.text === '(' && BLOCK_WORDS.has(statementWord)) return true
    if (column > statementColumn) return false
    if (matchAt(STATEMENT_START, text, at) !== null) return true
    const afterOperand = before !== undefined && (before.kind !== 'op' || ')]}'.includes(before.text))
    return afterOperand && OPERAND_START.test(text[at] ?? '') && matchAt(CONTINUES, text, at) === null
  }

  const indent = (column: number): void => {
    const current = indents.at(-1) ?? 0
    if (column > current) {
      indents.push(column)
      push('indent', at, at)
      return
    }
    while (column < (indents.at(-1) ?? 0)) {
      indents.pop()
      push('dedent', at, at)
    }
    if (column !== (indents.at(-1) ?? 0)) {
      errors.push({
        from: at,
        to: at + 1,
        message: 'this line is indented less than its block, but not as any outer one',
      })
    }
  }

  /** @returns whether a statement begins here (false: blank line, comment, or inside brackets) */
  const startLine = (): void => {
    const column = indentation()
    const c = text[at]
    if (at >= to || c === '\n' || c === '\r' || c === '#') return
    if (c === '\\' && (text[at + 1] === '\n' || text[at + 1] === '\r')) return
    if (brackets.length > 0) {
      if (!startsStatement(column)) return
      reportOpen()
      push('newline', at, at)
    }
    indent(column)
    statementColumn = column
    statementWord = matchAt(NAME, text, at) ?? ''
  }

  const reportOpen = (): void => {
    const open = brackets.at(-1)
    if (open !== undefined)
      errors.push({ from: open.from, to: open.to, message: `this '${open.text}' is never closed` })
    brackets.length = 0
    unclosed = true
  }

  const closeBracket = (token: Token): void => {
    const index = brackets.findLastIndex((open) => CLOSES[open.text] === token.text)
    if (index === -1) {
      errors.push({ ...token, message: `this '${token.text}' closes nothing` })
      tokens.pop()
      push('bad', token.from, token.to)
      return
    }
    const open = brackets.at(-1)
    if (open !== undefined && index < brackets.length - 1) {
      errors.push({ from: open.from, to: open.to, message: `this '${open.text}' is never closed` })
    }
    brackets.length = index
  }

  const string = (from: number, quoteAt: number): void => {
    const prefix = text.slice(from, quoteAt).toLowerCase()
    const end = stringEnd(text, quoteAt, to, /[ft]/.test(prefix), prefix.includes('r'))
    if (end !== -1) {
      push('string', from, end)
      at = end
      return
    }
    const stop = lineEnd(text, quoteAt, to)
    errors.push({ from, to: stop, message: 'this string is never closed' })
    push('bad', from, stop)
    at = stop
  }

  if (text.charCodeAt(at) === 0xfeff) at++
  if (!expression) startLine()
  while (at < to) {
    const c = text[at] ?? ''
    if (c === '\n' || c === '\r') {
      const from = at
      at += c === '\r' && text[at + 1] === '\n' ? 2 : 1
      if (expression) continue
      const before = last()
      const empty =
        before === undefined || before.kind === 'newline' || before.kind === 'indent' || before.kind === 'dedent'
      if (brackets.length === 0 && !empty) push('newline', from, from)
      startLine()
    } else if (c === ' ' || c === '\t' || c === '\f') {
      at++
    } else if (c === '#') {
      const stop = lineEnd(text, at, to)
      comments.push({ from: at, to: stop })
      at = stop
    } else if (c === '\\' && (text[at + 1] === '\n' || text[at + 1] === '\r')) {
      at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 2
    } else if (c === '"' || c === "'") {
      string(at, at)
    } else if (isDigit(c) || (c === '.' && isDigit(text[at + 1] ?? ''))) {
      const number = matchAt(NUMBER, text, at) ?? c
      push('number', at, at + number.length)
      at += number.length
    } else {
      const name = matchAt(NAME, text, at)
      if (name !== null) {
        const next = text[at + name.length]
        if ((next === '"' || next === "'") && STRING_PREFIX.test(name)) {
          string(at, at + name.length)
          continue
        }
        push(KEYWORDS.has(name) ? 'keyword' : 'name', at, at + name.length)
        at += name.length
        continue
      }
      const operator = matchAt(OPERATOR, text, at)
      const width = operator?.length ?? ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
      const token = push(operator === null ? 'bad' : 'op', at, at + width)
      at += width
      if (operator === null) errors.push({ ...token, message: `'${token.text}' has no meaning here` })
      else if (operator in CLOSES) brackets.push(token)
      else if (operator === ')' || operator === ']' || operator === '}') closeBracket(token)
    }
  }
  if (brackets.length > 0) reportOpen()
  if (!expression) {
    if (tokens.length > 0) push('newline', to, to)
    for (let i = indents.length; i > 1; i--) push('dedent', to, to)
  }
  push('end', to, to)
  return { tokens, comments, errors, unclosed }
}

function isDigit(c: string): boolean {
  return c >= '0' && c <= '9'
}
