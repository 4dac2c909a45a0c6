/**
 * The words of a script that tell its dialect: without rows and what stands in quotes, which may speak of any
 * database, as a forum's posts do.
 */

/** @param most only so many characters of the beginning */
export function structureText(text: string, most = Infinity): string {
  return withoutTexts(withoutRows(text.slice(0, most)), text.length > most)
}

/** The same of a part whose beginning is in the midst of something: from a line on that begins a statement. */
export function laterStructureText(text: string): string {
  const begin = /^(?:--|\/\*|(?:create|alter|insert|drop|set|copy|lock|unlock|pragma|commit)\b)/im.exec(text)?.index
  return begin === undefined ? '' : structureText(text.slice(begin))
}

const COPY = /^copy\s[^;]{0,2000}?\bfrom\s+stdin\b[^\n]*\n/gim

function withoutRows(text: string): string {
  const parts: string[] = []
  let at = 0
  COPY.lastIndex = 0
  for (let found = COPY.exec(text); found !== null; found = COPY.exec(text)) {
    const rows = found.index + found[0].length
    parts.push(text.slice(at, rows))
    const end = text.startsWith('\\.', rows) ? rows : text.indexOf('\n\\.', rows - 1)
    at = end === -1 ? text.length : end
    COPY.lastIndex = at
    if (end === -1) break
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(at)
}

const OPENING = /--|\/\*|^[ \t]*#|['"`]/gm
/** Longer than any name. */
const LONG_NAME = 64

/** Texts lose what is in them; their quotes stay. Comments and names stay. */
function withoutTexts(text: string, isCut: boolean): string {
  // A text of PostgreSQL or SQLite may end with a backslash; within one it says MySQL.
  const hasEscapes = /\\'(?![,)\s;:]|$)/.test(text)
  const parts: string[] = []
  let kept = 0
  OPENING.lastIndex = 0
  for (let found = OPENING.exec(text); found !== null; found = OPENING.exec(text)) {
    const start = found.index
    const quote = /['"`]$/.exec(found[0])?.[0] ?? null
    const end =
      quote !== null
        ? closing(text, start + 1, quote, hasEscapes)
        : text.indexOf(found[0] === '/*' ? '*/' : '\n', start)
    // Open to the end: the text was cut there, or it is no quote.
    if (end === -1) return parts.join('') + text.slice(kept, isCut && start > text.length / 2 ? start : undefined)
    const isText =
      quote === "'" || (quote === '"' && (end - start > LONG_NAME || text.slice(start, end).includes('\n')))
    if (isText) {
      parts.push(text.slice(kept, start + 1))
      kept = end
    }
    OPENING.lastIndex = end + 1
  }
  return parts.join('') + text.slice(kept)
}

function closing(text: string, from: number, quote: string, hasEscapes: boolean): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (hasEscapes && isEscaped(text, at, from)) continue
    if (text.charAt(at + 1) !== quote) return at
    at++
  }
  return -1
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0
  while (at - slashes > from && text.charAt(at - 1 - slashes) === '\\') slashes++
  return slashes % 2 === 1
}
