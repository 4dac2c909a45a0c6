/** Python's regular expressions as JavaScript's. Source: docs.python.org/3/library/re.html. */
import { ExceptionClass, exceptionClass, pyError, unsupported } from '../errors.ts'

export const RE_ERROR = new ExceptionClass('error', [exceptionClass('Exception')], 're.error')

export const FLAGS = { ignoreCase: 2, multiLine: 8, dotAll: 16, verbose: 64, ascii: 256 } as const

interface Translated {
  readonly source: string
  /** With those that stand in the pattern. */
  readonly flags: number
  readonly groups: readonly (string | null)[]
}

const WORD = '\\p{L}\\p{N}_'
const EDGE = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`
const NO_EDGE = `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`
const END = '(?![\\s\\S])'
const INLINE: Readonly<Record<string, number>> = {
  a: FLAGS.ascii,
  i: FLAGS.ignoreCase,
  m: FLAGS.multiLine,
  s: FLAGS.dotAll,
  x: FLAGS.verbose,
  u: 0,
  L: 0,
}
/** Characters that may stand behind a backslash in JavaScript's Unicode patterns. */
const SYNTAX = '^$\\.*+?()[]{}|/'

function wrong(message: string, at: number): Error {
  return pyError(RE_ERROR, `${message} at position ${at}`)
}

/** @throws PyError re.error for a pattern that is none, NotImplementedError for what cannot be said in JavaScript */
export function translate(pattern: string, given: number): Translated {
  return new Translator(pattern, given).run()
}

class Translator {
  private readonly text: string
  private flags: number
  private at = 0
  private readonly out: string[] = []
  private readonly groups: (string | null)[] = []
  private readonly open: number[] = []

  constructor(text: string, flags: number) {
    this.text = text
    this.flags = flags
  }

  run(): Translated {
    const inline = /^(?:\(\?([aiLmsux]+)\))+/.exec(this.text)
    if (inline !== null) {
      for (const flag of inline[0].replace(/[()?]/g, '')) this.flags |= INLINE[flag] ?? 0
      this.at = inline[0].length
    }
    while (this.at < this.text.length) this.step()
    const [left] = this.open.slice(-1)
    if (left !== undefined) throw wrong('missing ), unterminated subpattern', left)
    return { source: this.out.join(''), flags: this.flags, groups: this.groups }
  }

  private has(flag: number): boolean {
    return (this.flags & flag) !== 0
  }

  private step(): void {
    const char = this.text[this.at] ?? ''
    switch (char) {
      case '\\':
        this.out.push(this.escape(false))
        return
      case '[':
        this.set()
        return
      case '(':
        this.group()
        return
      case ')':
        if (this.open.pop() === undefined) throw wrong('unbalanced parenthesis', this.at)
        break
      case '{':
        this.braces()
        return
      case '}':
      case ']':
        this.at++
        this.out.push(`\\${char}`)
        return
      case '$':
        this.at++
        this.out.push(this.has(FLAGS.multiLine) ? '$' : `(?=\\n?${END})`)
        return
      case '*':
      case '+':
      case '?':
        this.quantifier(char)
        return
      default:
    }
    if (this.has(FLAGS.verbose) && this.skipped(char)) return
    this.at++
    this.out.push(char === '/' ? '\\/' : char)
  }

  private quantifier(char: string): void {
    const before = this.out.at(-1)
    if (before === undefined || before === '(' || before === '|') throw wrong('nothing to repeat', this.at)
    if (this.text[this.at + 1] === '+') throw unsupported(`a possessive quantifier (${char}+) in a pattern`)
    this.at++
    this.out.push(char)
  }

  /** White space and comments of a verbose pattern. */
  private skipped(char: string): boolean {
    if (/\s/.test(char)) {
      this.at++
      return true
    }
    if (char !== '#') return false
    const end = this.text.indexOf('\n', this.at)
    this.at = end < 0 ? this.text.length : end
    return true
  }

  private braces(): void {
    const found = /^\{(\d*)(,?)(\d*)\}/.exec(this.text.slice(this.at))
    if (found === null || found[0] === '{}' || found[0] === '{,}') {
      this.at++
      this.out.push('\\{')
      return
    }
    this.at += found[0].length
    this.out.push(`{${found[1] === '' ? '0' : found[1]}${found[2]}${found[3]}}`)
  }

  private group(): void {
    const rest = this.text.slice(this.at)
    const named = /^\(\?P<(\w+)>/.exec(rest)
    const again = /^\(\?P=(\w+)\)/.exec(rest)
    const comment = /^\(\?#[^)]*\)/.exec(rest)
    const plain = /^\(\?(?::|=|!|<=|<!)/.exec(rest)
    if (comment !== null) {
      this.at += comment[0].length
      return
    }
    if (again !== null) {
      this.at += again[0].length
      this.out.push(`\\k<${again[1]}>`)
      return
    }
    if (named === null && plain === null && rest.startsWith('(?')) {
      const scoped = /^\(\?([aimsux]*)(?:-([imsx]+))?:/.exec(rest)
      if (scoped !== null || /^\(\?(?:\(|>)/.test(rest)) throw unsupported(`${rest.slice(0, 4)}…) in a pattern`)
      throw wrong(`unknown extension ${rest.slice(1, 3)}`, this.at + 1)
    }
    this.open.push(this.at)
    if (named !== null) {
      this.groups.push(named[1] ?? null)
      this.out.push(`(?<${named[1]}>`)
    } else if (plain === null) {
      this.groups.push(null)
      this.out.push('(')
    } else this.out.push(plain[0])
    this.at += (named ?? plain)?.[0].length ?? 1
  }

  private set(): void {
    const start = this.at
    this.at++
    let out = '['
    if (this.text[this.at] === '^') {
      out += '^'
      this.at++
    }
    for (let first = true; first || this.text[this.at] !== ']'; first = false) {
      const char = this.text[this.at]
      if (char === undefined) throw wrong('unterminated character set', start)
      if (char === '\\') out += this.escape(true)
      else {
        out += char === ']' || char === '[' ? `\\${char}` : char
        this.at++
      }
    }
    this.at++
    this.out.push(`${out}]`)
  }

  /** What a backslash and what follows it say. */
  private escape(inSet: boolean): string {
    const start = this.at
    const char = this.text[this.at + 1]
    if (char === undefined) throw wrong('bad escape (end of pattern)', start)
    this.at += 2
    const isAscii = this.has(FLAGS.ascii)
    switch (char) {
      case 'd':
        return isAscii ? '\\d' : '\\p{Nd}'
      case 'D':
        return isAscii ? '\\D' : '\\P{Nd}'
      case 'w':
        if (isAscii) return '\\w'
        return inSet ? WORD : `[${WORD}]`
      case 'W':
        return isAscii || inSet ? '\\W' : `[^${WORD}]`
      case 's':
      case 'S':
        return `\\${char}`
      case 'b':
        return inSet ? '\\b' : isAscii ? '\\b' : EDGE
      case 'B':
        return isAscii ? '\\B' : NO_EDGE
      case 'A':
        return '(?<![\\s\\S])'
      case 'Z':
        return END
      case 'a':
        return '\\x07'
      case 'n':
      case 'r':
      case 't':
      case 'f':
      case 'v':
        return `\\${char}`
      default:
    }
    const code = /^(?:x[\da-fA-F]{2}|u[\da-fA-F]{4})/.exec(this.text.slice(start + 1))
    if (code !== null) {
      this.at = start + 1 + code[0].length
      return `\\${code[0]}`
    }
    const number = /^[1-9]\d?/.exec(this.text.slice(start + 1))
    if (number !== null && !inSet) {
      this.at = start + 1 + number[0].length
      if (Number(number[0]) > this.groups.length) throw wrong(`invalid group reference ${number[0]}`, start + 1)
      return `(?:\\${number[0]})`
    }
    if (char === '0') return '\\0'
    if (/[a-zA-Z0-9]/.test(char)) throw wrong(`bad escape \\${char}`, start)
    if (SYNTAX.includes(char) || (inSet && char === '-')) return `\\${char}`
    return char
  }
}

const MADE = new Map<string, { readonly regexp: RegExp; readonly translated: Translated }>()

/** Ready to look from a place on (`lastIndex`), with the places of its groups. */
export function compiled(
  pattern: string,
  flags: number,
  whole: boolean,
): { readonly regexp: RegExp; readonly translated: Translated } {
  const key = `${flags} ${whole ? 'f' : ''} ${pattern}`
  const known = MADE.get(key)
  if (known !== undefined) return known
  const translated = translate(pattern, flags)
  const has = (flag: number): boolean => (translated.flags & flag) !== 0
  const js = `dgu${has(FLAGS.ignoreCase) ? 'i' : ''}${has(FLAGS.multiLine) ? 'm' : ''}${has(FLAGS.dotAll) ? 's' : ''}`
  let regexp: RegExp
  try {
    regexp = new RegExp(whole ? `(?:${translated.source})${END}` : translated.source, js)
  } catch (error) {
    throw pyError(RE_ERROR, error instanceof Error ? error.message.replace(/^.*: /, '') : String(error))
  }
  if (MADE.size > 200) MADE.clear()
  const made = { regexp, translated }
  MADE.set(key, made)
  return made
}
