/** String tokens → constants, bytes and f-strings; adjacent ones are one value. */
import type { PyExpr, PyFormatted, Span } from './ast.ts'
import { Cursor } from './cursor.ts'
import { parseList, parseYield, unknown } from './expressions.ts'
import { expressionEnd, replacementEnd } from './string-tokens.ts'
import { literalOf, unescape } from './string-values.ts'
import type { Literal } from './string-values.ts'
import { tokenise } from './tokens.ts'
import type { Token } from './tokens.ts'

type Part = string | PyFormatted

export function strings(c: Cursor): PyExpr {
  const tokens: Token[] = []
  while (c.isKind('string')) tokens.push(c.next())
  const { from } = tokens[0] ?? c.token
  const to = c.previousTo
  const literals = tokens.map((token) => literalOf(c.text, token))
  const bytes = literals[0]?.bytes ?? false
  if (literals.some((literal) => literal.bytes !== bytes)) c.fail('bytes and text cannot be joined', { from, to })
  const parts: Part[] = []
  for (const literal of literals) {
    const found = literal.formatted ? formattedParts(c, literal) : plainParts(c, literal)
    if (found === null) return unknown(c, from, 'a character by its Unicode name')
    parts.push(...found)
  }
  if (literals.some((literal) => literal.formatted)) return { type: 'JoinedString', parts: merged(parts), from, to }
  const value = parts.join('')
  return { type: 'Constant', value: bytes ? { bytes: value } : value, from, to }
}

function plainParts(c: Cursor, literal: Literal): Part[] | null {
  const value = unescape(c.text.slice(literal.body.from, literal.body.to), literal)
  return value === null ? null : [value]
}

function merged(parts: readonly Part[]): Part[] {
  const result: Part[] = []
  for (const part of parts) {
    const before = result.at(-1)
    if (typeof part === 'string' && typeof before === 'string') result[result.length - 1] = before + part
    else if (part !== '') result.push(part)
  }
  return result
}

function formattedParts(c: Cursor, literal: Literal): Part[] | null {
  const { from, to } = literal.body
  const parts: Part[] = []
  let at = from
  let start = from
  const flush = (end: number): boolean => {
    const value = unescape(c.text.slice(start, end), literal)
    if (value !== null && value !== '') parts.push(value)
    return value !== null
  }
  while (at < to) {
    const two = c.text.slice(at, at + 2)
    if (two[0] === '\\') {
      const named = !literal.raw && c.text.startsWith('N{', at + 1)
      at = named ? Math.max(c.text.indexOf('}', at), at) + 1 : at + ('{}'.includes(two[1] ?? ' ') ? 1 : 2)
    } else if (two === '{{' || two === '}}') {
      if (!flush(at + 1)) return null
      at += 2
      start = at
    } else if (two[0] === '}') {
      c.fail("a single '}' in an f-string; write '}}'", { from: at, to: at + 1 })
    } else if (two[0] === '{') {
      if (!flush(at)) return null
      const end = replacementEnd(c.text, at + 1, to, literal.quote, 0)
      if (end === -1) c.fail("this '{' is never closed", { from: at, to: at + 1 })
      parts.push(...replacement(c, { from: at + 1, to: end - 1 }, literal.quote))
      at = end
      start = end
    } else at++
  }
  return flush(to) ? parts : null
}

/** One `{expression=!conversion:format}`, without its braces. */
function replacement(c: Cursor, { from, to }: Span, quote: string): Part[] {
  const found = expressionEnd(c.text, from, to, quote, 0)
  let end = found === -1 ? to : found
  const debug = /(?<![=!<>])=\s*$/.exec(c.text.slice(from, end))
  const shown = c.text.slice(from, end)
  let rest = c.text.slice(end, to)
  if (debug !== null) end = from + debug.index
  const { tokens, errors } = tokenise(c.text, { from, to: end, expression: true, recover: false })
  const [error] = errors
  if (error !== undefined) c.fail(error.message, error)
  const inner = new Cursor(c.text, tokens)
  const value = c.deeper(() => (inner.is('yield') ? parseYield(inner) : parseList(inner)))
  if (!inner.isKind('end')) inner.fail("expected '}'")
  const conversion = /^!([a-z]+)/.exec(rest)?.[1] ?? null
  if (conversion !== null) rest = rest.slice(conversion.length + 1)
  const format = rest.startsWith(':') ? rest.slice(1) : null
  if (debug === null) return [{ value, conversion, format }]
  return [shown, { value, conversion: conversion ?? (format === null ? 'r' : null), format }]
}
