/** The value of a string literal: prefix, quotes and escapes undone. */
import type { Span } from './ast.ts'
import { quoteAt } from './string-tokens.ts'

export interface Literal {
  readonly bytes: boolean
  readonly formatted: boolean
  readonly raw: boolean
  /** The quotes, one or three of them. */
  readonly quote: string
  /** The text between the quotes. */
  readonly body: Span
}

export function literalOf(text: string, token: Span): Literal {
  let at = token.from
  while (text[at] !== '"' && text[at] !== "'") at++
  const prefix = text.slice(token.from, at).toLowerCase()
  const quote = quoteAt(text, at)
  return {
    bytes: prefix.includes('b'),
    formatted: /[ft]/.test(prefix),
    raw: prefix.includes('r'),
    quote,
    body: { from: at + quote.length, to: Math.max(at + quote.length, token.to - quote.length) },
  }
}

const SIMPLE: { readonly [c: string]: string } = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
}

const ESCAPE = /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(N\{[^}]*\})|([^]))/g

/**
 * Undoes the escapes of a literal's body.
 * @returns null where a character is given by its Unicode name: we have no table of those
 */
export function unescape(
  body: string,
  { raw, bytes }: { readonly raw: boolean; readonly bytes: boolean },
): string | null {
  const text = body.includes('\r') ? body.replaceAll(/\r\n?/g, '\n') : body
  if (raw || !text.includes('\\')) return text
  let named = false
  const value = text.replaceAll(
    ESCAPE,
    (all, octal?: string, x?: string, u?: string, wide?: string, name?: string, c?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & (bytes ? 255 : 511))
      if (x !== undefined) return String.fromCharCode(Number.parseInt(x, 16))
      if (bytes) return c === undefined ? all : (SIMPLE[c] ?? all)
      if (u !== undefined) return String.fromCharCode(Number.parseInt(u, 16))
      if (wide !== undefined) {
        const code = Number.parseInt(wide, 16)
        return code <= 0x10ffff ? String.fromCodePoint(code) : all
      }
      if (name !== undefined) named = true
      // Python keeps the backslash of an escape that it does not know.
      return c === undefined ? all : (SIMPLE[c] ?? all)
    },
  )
  return named ? null : value
}
