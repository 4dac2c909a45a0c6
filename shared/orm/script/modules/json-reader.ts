/** JSON read as CPython's scanner reads it: the same hooks, the same complaints. Source: json/scanner.py, json/decoder.py (3.11). */
import { DictObject, ListObject, TupleObject } from '../types/collections.ts'
import { exceptionClass, ExceptionObject, pyError, PyError, setExceptionMaker, valueError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { NO_ARGS } from '../values.ts'
import type { Value } from '../values.ts'

/** null: Python's own. */
export interface JsonHooks {
  readonly object: Value
  readonly pairs: Value
  readonly float: Value
  readonly int: Value
  readonly constant: Value
  /** Control characters within texts are refused. */
  readonly strict: boolean
}

/** `json.JSONDecodeError(msg, doc, pos)`, a ValueError. */
export const DECODE_ERROR = exceptionClass('JSONDecodeError')

setExceptionMaker('JSONDecodeError', (cls, { args: [msg = '', doc = '', pos = 0n] }) => {
  const before = String(doc).slice(0, Number(pos))
  const line = BigInt(before.split('\n').length)
  const column = BigInt(before.length - before.lastIndexOf('\n'))
  const made = new ExceptionObject(cls, [`${String(msg)}: line ${line} column ${column} (char ${String(pos)})`])
  const told: Readonly<Record<string, Value>> = { msg, doc, pos, lineno: line, colno: column }
  for (const [name, value] of Object.entries(told)) made.attributes.set(name, value)
  return made
})

function decodeError(msg: string, doc: string, pos: number, rt: Runtime): PyError {
  const made = DECODE_ERROR.call({ ...NO_ARGS, args: [msg, doc, BigInt(pos)] }, rt)
  return made instanceof ExceptionObject ? new PyError(made) : valueError(msg)
}

/** Nesting that Python's own reader goes no deeper than. */
const DEEPEST = 990
const BLANK = /[ \t\n\r]*/y
const NUMBER = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y
const LITERALS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
]
const CONSTANTS: readonly (readonly [string, number])[] = [
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/**
 * The value that begins at a place of the text, and where it ends.
 *
 * @throws StopIteration with the place where no value begins, JSONDecodeError for what is broken inside
 */
export function scanJson(text: string, start: number, hooks: JsonHooks, rt: Runtime): readonly [Value, number] {
  const scan = new Scan(text, hooks, rt)
  const value = scan.value(start, 0)
  return [value, scan.at]
}

class Scan {
  at = 0
  private readonly text: string
  private readonly hooks: JsonHooks
  private readonly rt: Runtime

  constructor(text: string, hooks: JsonHooks, rt: Runtime) {
    this.text = text
    this.hooks = hooks
    this.rt = rt
  }

  value(at: number, depth: number): Value {
    const { text, rt } = this
    rt.tick()
    if (depth > DEEPEST) {
      const what = text[at] === '[' ? 'array' : 'object'
      throw pyError(
        'RecursionError',
        `maximum recursion depth exceeded while decoding a JSON ${what} from a unicode string`,
      )
    }
    const first = text[at]
    if (first === '"') return this.string(at + 1)
    if (first === '{') return this.object(at + 1, depth)
    if (first === '[') return this.array(at + 1, depth)
    for (const [name, value] of LITERALS) if (this.takes(name, at)) return value
    for (const [name, value] of CONSTANTS)
      if (this.takes(name, at)) return this.hooks.constant === null ? value : this.hooked(this.hooks.constant, name)
    return this.number(at)
  }

  private takes(name: string, at: number): boolean {
    if (!this.text.startsWith(name, at)) return false
    this.at = at + name.length
    return true
  }

  private hooked(hook: Value, arg: Value): Value {
    return this.rt.call(hook, { ...NO_ARGS, args: [arg] })
  }

  private number(at: number): Value {
    NUMBER.lastIndex = at
    const found = NUMBER.exec(this.text)
    if (found === null) throw new PyError(new ExceptionObject(exceptionClass('StopIteration'), [BigInt(at)]))
    this.at = NUMBER.lastIndex
    const [source, , fraction, power] = found
    if (fraction === undefined && power === undefined)
      return this.hooks.int === null ? BigInt(source) : this.hooked(this.hooks.int, source)
    return this.hooks.float === null ? Number(source) : this.hooked(this.hooks.float, source)
  }

  /** An item; where none begins, the place is said. */
  private item(at: number, depth: number): Value {
    try {
      return this.value(at, depth)
    } catch (error) {
      if (!(error instanceof PyError) || error.exception.cls.name !== 'StopIteration') throw error
      throw decodeError('Expecting value', this.text, Number(error.exception.args[0] ?? at), this.rt)
    }
  }

  private array(start: number, depth: number): Value {
    const items: Value[] = []
    let at = this.blank(start)
    if (this.text[at] === ']') {
      this.at = at + 1
      return new ListObject([])
    }
    for (;;) {
      items.push(this.item(at, depth + 1))
      at = this.blank(this.at)
      const next = this.text[at]
      if (next === ']') break
      if (next !== ',') throw decodeError("Expecting ',' delimiter", this.text, at, this.rt)
      at = this.blank(at + 1)
    }
    this.at = at + 1
    return new ListObject(items)
  }

  private object(start: number, depth: number): Value {
    const pairs: (readonly [Value, Value])[] = []
    let at = this.blank(start)
    const { text, rt } = this
    while (text[at] !== '}' || pairs.length > 0) {
      if (text[at] !== '"') throw decodeError('Expecting property name enclosed in double quotes', text, at, rt)
      const key = this.string(at + 1)
      at = this.blank(this.at)
      if (text[at] !== ':') throw decodeError("Expecting ':' delimiter", text, at, rt)
      pairs.push([key, this.item(this.blank(at + 1), depth + 1)])
      at = this.blank(this.at)
      if (text[at] === '}') break
      if (text[at] !== ',') throw decodeError("Expecting ',' delimiter", text, at, rt)
      at = this.blank(at + 1)
    }
    const end = at + 1
    const made = this.madeOf(pairs)
    this.at = end
    return made
  }

  private madeOf(pairs: readonly (readonly [Value, Value])[]): Value {
    const { hooks, rt } = this
    if (hooks.pairs !== null)
      return this.hooked(hooks.pairs, new ListObject(pairs.map((pair) => new TupleObject([...pair]))))
    const dict = DictObject.of(pairs, rt)
    return hooks.object === null ? dict : this.hooked(hooks.object, dict)
  }

  private string(start: number): string {
    const { text, rt } = this
    const parts: string[] = []
    let at = start
    for (;;) {
      const end = plainEnd(text, at)
      parts.push(text.slice(at, end))
      at = end
      const next = text[at]
      if (next === undefined) throw decodeError('Unterminated string starting at', text, start - 1, rt)
      if (next === '"') break
      if (next !== '\\') {
        if (this.hooks.strict) throw decodeError('Invalid control character at', text, at, rt)
        parts.push(next)
        at += 1
        continue
      }
      const escape = text[at + 1]
      if (escape === undefined) throw decodeError('Unterminated string starting at', text, start - 1, rt)
      if (escape === 'u') {
        const hex = text.slice(at + 2, at + 6)
        if (!/^[\da-fA-F]{4}$/.test(hex)) throw decodeError('Invalid \\uXXXX escape', text, at + 1, rt)
        parts.push(String.fromCharCode(Number.parseInt(hex, 16)))
        at += 6
        continue
      }
      const known = ESCAPES[escape]
      if (known === undefined) throw decodeError('Invalid \\escape', text, at, rt)
      parts.push(known)
      at += 2
    }
    this.at = at + 1
    return parts.join('')
  }

  private blank(at: number): number {
    BLANK.lastIndex = at
    BLANK.exec(this.text)
    return BLANK.lastIndex
  }
}

/** Up to a quote, a backslash or a control character. */
function plainEnd(text: string, start: number): number {
  let at = start
  while (at < text.length && text[at] !== '"' && text[at] !== '\\' && text.charCodeAt(at) > 31) at += 1
  return at
}
