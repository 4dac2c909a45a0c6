/** SQL's text as words. */

export interface Word {
  readonly kind: 'name' | 'quoted' | 'text' | 'number' | 'sign' | 'end'
  /** Names in lower case; quoted ones and texts without their quotes. */
  readonly text: string
}

/** What cannot be read: the rule is left to the database. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

const PATTERNS: readonly (readonly [Word['kind'] | null, RegExp])[] = [
  [null, /\s+|--[^\n]*|\/\*[^]*?\*\//y],
  ['text', /(?:[eEnN](?='))?'((?:[^']|'')*)'/y],
  ['quoted', /"((?:[^"]|"")*)"|`((?:[^`]|``)*)`/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['sign', /::|\|\||<=|>=|<>|!=|==|!~~\*?|~~\*?|!~\*?|~\*?|[-+*/%<>=(),.[\]]/y],
]

/**
 * The last one is `end`.
 *
 * @throws Unreadable at a sign that is no SQL
 */
export function wordsOf(sql: string): readonly Word[] {
  const words: Word[] = []
  for (let at = 0; at < sql.length;) {
    const found = matchAt(sql, at)
    if (found === null) throw new Unreadable(sql.slice(at, at + 10))
    if (found.word !== null) words.push(found.word)
    at += found.length
  }
  return [...words, { kind: 'end', text: '' }]
}

function matchAt(sql: string, at: number): { readonly word: Word | null; readonly length: number } | null {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const match = pattern.exec(sql)
    if (match === null) continue
    const [whole, first, second] = match
    if (kind === null) return { word: null, length: whole.length }
    const text = kind === 'text' || kind === 'quoted' ? unquoted(whole, first ?? second ?? '') : whole
    return { word: { kind, text: kind === 'name' ? text.toLowerCase() : text }, length: whole.length }
  }
  return null
}

function unquoted(whole: string, inside: string): string {
  const quote = whole.at(-1) ?? ''
  return inside.replaceAll(quote + quote, quote)
}
