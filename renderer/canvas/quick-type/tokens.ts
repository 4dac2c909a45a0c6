/** A cell's text cut into words: what is quoted or stands in parentheses is never cut. */
import { KEYWORDS, PHRASES, PROSE } from './words.ts'

/**
 * @returns words as written. `char(200)` is two: `char` and `(200)`; `User?` is two; `default=Decimal("0.5")` is one, `"in print"` is one,
 * so is `10, 2`. A quote or parenthesis that is not closed goes on to the end.
 */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let depth = 0
  let quote = ''
  const end = (): void => {
    if (word !== '') words.push(word)
    word = ''
  }
  for (const sign of text.trim()) {
    if (quote !== '') {
      word += sign
      if (sign === quote) quote = ''
    } else if (depth === 0 && /\s/.test(sign)) {
      // `10, 2` and `a , b`: a list goes on after its comma.
      if (!/,\s*$/.test(word)) end()
      else if (word.endsWith(',')) word += ' '
    } else {
      if (sign === ',' && depth === 0 && word === '') word = words.pop() ?? ''
      if (sign === '(' && depth === 0 && (words.length === 0 || LISTED.test(word)) && /^[\w.]+$/.test(word)) end()
      if (isQuoteAt(sign, word)) quote = sign
      if ('([{'.includes(sign)) depth += 1
      if (')]}'.includes(sign)) depth -= 1
      word += sign
      if (sign === ')' && depth === 0 && word.startsWith('(')) end()
    }
  }
  end()
  return withPhrases(
    words
      .map((one) => one.replace(/,\s*$/, ''))
      .filter((one) => one !== '')
      .flatMap(withMark),
  )
}

/** `User?` and `5,2?`: the mark is a word of its own. */
function withMark(word: string): readonly string[] {
  const said = /^([\w.:,\s+[\]<>]+)\?$/.exec(word)?.[1]
  return said === undefined ? [word] : [said, '?']
}

/** Words whose parentheses hold a list: other calls are values, and stay whole. */
const LISTED = /^(?:choices|oneof|in)$/i

/** An apostrophe within a word (`don't`) is none. */
function isQuoteAt(sign: string, word: string): boolean {
  return sign === '"' || sign === '`' || (sign === "'" && !/\w$/.test(word))
}

function withPhrases(words: readonly string[]): readonly string[] {
  const out: string[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at]?.toLowerCase() ?? ''
    // A text for people stays as it was typed.
    if (at > 0 && PROSE.has(KEYWORDS.get(word) ?? word)) return [...out, ...words.slice(at)]
    const phrase = PHRASES.find(([parts]) => parts.every((part, i) => words[at + i]?.toLowerCase() === part))
    out.push(phrase?.[1] ?? (words[at] as string))
    at += phrase?.[0].length ?? 1
  }
  return out.filter((word) => word !== '')
}

/** What stands in the parentheses of `(200)`; null: there are none. */
export function insideOf(word: string): string | null {
  return /^\((.*)\)?$/s.exec(word)?.[1]?.replace(/\)$/, '') ?? null
}

/** The parts of `a, b, "c, d"` or `a|b`. Without either, a list in parentheses is cut at spaces. */
export function partsOf(text: string): readonly string[] {
  const inside = insideOf(text)
  const list = inside ?? text
  const cut = cutAt(list, /[,|]/)
  const parts = cut.length === 1 && inside !== null ? cutAt(list, /\s/) : cut
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function cutAt(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = ['']
  let depth = 0
  let quote = ''
  for (const sign of text) {
    const last = parts.at(-1) ?? ''
    if (quote === '' && depth === 0 && separator.test(sign)) {
      parts.push('')
      continue
    }
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (isQuoteAt(sign, last)) quote = sign
    else if ('([{'.includes(sign)) depth += 1
    else if (')]}'.includes(sign)) depth -= 1
    parts[parts.length - 1] = last + sign
  }
  return parts
}

/** A list that nobody asked for: words with commas between them. */
export function listed(word: string): readonly string[] {
  return isQuoted(word) || word.includes('=')
    ? [word]
    : cutAt(word, /,/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
}

export function isQuoted(text: string): boolean {
  return /^(["'`]).*\1$/s.test(text)
}

export function unquoted(text: string): string {
  return isQuoted(text) ? text.slice(1, -1) : text
}
