/** Where a string literal ends, f-strings with nested quotes (Python 3.12) included. */

/** f-strings nested deeper than this are taken as broken. */
const MAX_DEPTH = 20

/**
 * @param at the first quote
 * @returns the offset after the closing quote; -1 when there is none
 */
export function stringEnd(text: string, at: number, to: number, formatted: boolean, raw: boolean, depth = 0): number {
  if (!formatted) return plainEnd(text, at, to)
  if (depth > MAX_DEPTH) return -1
  const end = formattedEnd(text, at, to, raw, depth)
  // A lone brace is a mistake inside the string, not a reason to lose where it ends. Nested strings fail
  // with their outer one: trying each of them twice would double the work at every level.
  return end === -1 && depth === 0 ? plainEnd(text, at, to) : end
}

export function quoteAt(text: string, at: number): string {
  const quote = text[at] ?? ''
  return text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote
}

export function lineEnd(text: string, at: number, to: number): number {
  for (let i = at; i < to; i++) if (text[i] === '\n' || text[i] === '\r') return i
  return to
}

function plainEnd(text: string, at: number, to: number): number {
  const quote = quoteAt(text, at)
  for (let i = at + quote.length; i < to; i++) {
    const c = text[i]
    if (c === '\\') i += text[i + 1] === '\r' && text[i + 2] === '\n' ? 2 : 1
    else if (c === quote[0] && text.startsWith(quote, i)) return i + quote.length <= to ? i + quote.length : -1
    else if ((c === '\n' || c === '\r') && quote.length === 1) return -1
  }
  return -1
}

function formattedEnd(text: string, at: number, to: number, raw: boolean, depth: number): number {
  const quote = quoteAt(text, at)
  let i = at + quote.length
  while (i < to) {
    const c = text[i]
    if (c === '\\') {
      const named = !raw && text.startsWith('N{', i + 1) ? text.indexOf('}', i) : -1
      if (named !== -1) i = named + 1
      else i += '{}'.includes(text[i + 1] ?? ' ') ? 1 : 2
    } else if (c === quote[0] && text.startsWith(quote, i)) return i + quote.length
    else if ((c === '\n' || c === '\r') && quote.length === 1) return -1
    else if (c === '{' && text[i + 1] === '{') i += 2
    else if (c === '{') {
      i = replacementEnd(text, i + 1, to, quote, depth)
      if (i === -1) return -1
    } else i++
  }
  return -1
}

/**
 * @param at after the opening brace
 * @returns the offset after the closing brace; -1 when there is none
 */
export function replacementEnd(text: string, at: number, to: number, quote: string, depth: number): number {
  const end = expressionEnd(text, at, to, quote, depth)
  if (end === -1 || text[end] === '}') return end === -1 ? -1 : end + 1
  let i = end
  while (i < to) {
    const c = text[i]
    if (c === '}') return i + 1
    if (c === '{') {
      if (depth > MAX_DEPTH) return -1
      i = replacementEnd(text, i + 1, to, quote, depth + 1)
      if (i === -1) return -1
    } else if (c === quote[0] && text.startsWith(quote, i)) return -1
    else if ((c === '\n' || c === '\r') && quote.length === 1) return -1
    else i++
  }
  return -1
}

/** The offset of the `}`, `:` or `!r` that ends the expression of a replacement field. */
export function expressionEnd(text: string, at: number, to: number, quote: string, depth: number): number {
  let open = 0
  for (let i = at; i < to; i++) {
    const c = text[i] ?? ''
    if ('([{'.includes(c)) open++
    else if (open > 0 && ')]}'.includes(c)) open--
    else if (c === '}' || c === ':') {
      if (open === 0) return i
    } else if (c === '!' && open === 0 && text[i + 1] !== '=') return i
    else if (c === '"' || c === "'") {
      const formatted = /[ftFT]/.test(text.slice(Math.max(at, i - 2), i).match(/[a-zA-Z]*$/)?.[0] ?? '')
      const end = stringEnd(text, i, to, formatted, false, depth + 1)
      if (end === -1) return -1
      i = end - 1
    } else if ((c === '\n' || c === '\r') && quote.length === 1) return -1
  }
  return -1
}
