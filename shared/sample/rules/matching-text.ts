/** A text that fits a pattern, for the patterns that checks have. */

const DIGITS = '0123456789'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * @param now what stands where anything may
 * @param salt makes the texts of two rows differ
 */
export function matching(way: 'like' | 'glob' | 'regexp', pattern: string, now: string, salt: number): string {
  const pick = picker(salt)
  if (way === 'regexp') return fromRegExp(pattern, pick)
  let isUsed = false
  const rest = (): string => {
    if (isUsed) return pick(LETTERS) + pick(LETTERS)
    isUsed = true
    return now === '' ? pick(LETTERS) : now
  }
  if (way === 'like')
    return pattern.replace(
      /\\(.)|[%_]/g,
      (found, escaped?: string) => escaped ?? (found === '%' ? rest() : pick(LETTERS)),
    )
  return pattern.replace(/\[\^?[^\]]+\]|[*?]/g, (found) =>
    found === '*' ? rest() : found === '?' ? pick(LETTERS) : oneOf(found.slice(1, -1), pick),
  )
}

type Pick = (from: string) => string

function picker(salt: number): Pick {
  let n = salt
  return (from) => {
    const at = n % from.length
    n = Math.floor(n / from.length) + 7 * (at + 1) * (n === 0 ? 1 : 0)
    return from[at] ?? ''
  }
}

/** `a-zA-Z_`, `^0-9`. */
function oneOf(set: string, pick: Pick): string {
  const isNegated = set.startsWith('^')
  const inside = (isNegated ? set.slice(1) : set)
    .replaceAll('\\d', DIGITS)
    .replaceAll('\\w', LETTERS)
    .replaceAll('\\s', ' ')
    .replace(/\\(.)/g, '$1')
  const listed = inside.replace(/(.)-(.)/g, (_all, low: string, high: string) =>
    Array.from({ length: Math.max(0, Math.min(200, high.charCodeAt(0) - low.charCodeAt(0) + 1)) }, (_, i) =>
      String.fromCharCode(low.charCodeAt(0) + i),
    ).join(''),
  )
  if (!isNegated) return pick(listed === '' ? 'a' : listed)
  const left = Array.from(`${LETTERS}${DIGITS}-`).filter((c) => !listed.includes(c))
  return pick(left.join('') || 'a')
}

const PIECE = /\\(.)|\[((?:\\.|[^\]\\])*)\]|\.|\(\?[:=!<P][^)]*\)|[()|^$]|[^\\[.()|^$*+?{}]/y
const TIMES = /\{(\d+)(?:,(\d*))?\}|[*+?]/y

/** Pieces one after the other; the first of alternatives; groups without a count of their own. */
function fromRegExp(source: string, pick: Pick): string {
  const plain = source.replace(/^\(\?i\)/, '').replaceAll('(?:', '(')
  let text = ''
  let depth = 0
  let skipped = -1
  for (let at = 0; at < plain.length;) {
    PIECE.lastIndex = at
    const piece = PIECE.exec(plain)
    if (piece === null) return text
    at += piece[0].length
    TIMES.lastIndex = at
    const times = TIMES.exec(plain)
    at += times?.[0].length ?? 0
    if (piece[0] === '(') depth++
    else if (piece[0] === ')') {
      if (skipped === depth) skipped = -1
      depth--
    } else if (piece[0] === '|' && skipped < 0) skipped = depth
    else if (skipped < 0) for (let n = countOf(times); n > 0; n--) text += piecePick(piece, pick)
    if (skipped === 0 && depth === 0) return text
  }
  return text
}

function countOf(times: RegExpExecArray | null): number {
  if (times === null) return 1
  if (times[1] !== undefined) return Math.min(300, Math.max(Number(times[1]), times[1] === '0' ? 1 : 0))
  return times[0] === '?' ? 0 : 3
}

function piecePick([whole, escaped, set]: RegExpExecArray, pick: Pick): string {
  if (set !== undefined) return oneOf(set, pick)
  if (escaped === 'd') return pick(DIGITS)
  if (escaped === 'w') return pick(LETTERS)
  if (escaped === 's') return ' '
  if (escaped !== undefined) return /[bBAZ]/.test(escaped) ? '' : escaped
  if (whole === '.') return pick(LETTERS)
  return whole === '^' || whole === '$' || whole.startsWith('(?') ? '' : whole
}
