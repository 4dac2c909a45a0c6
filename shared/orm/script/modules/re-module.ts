/** Python's `re`: patterns, matches, and the functions over them. */
import { bind } from '../arguments.ts'
import { DictObject, IteratorObject, ListObject, TupleObject } from '../types/collections.ts'
import { pyError, typeError } from '../errors.ts'
import { compiled, FLAGS, RE_ERROR } from './re-translate.ts'
import type { Runtime } from '../runtime.ts'
import { repr } from '../text.ts'
import { Builtin, isCallable, PyObject, TypeObject, typeName } from '../values.ts'
import type { Callable, CallArgs, Subscriptable, Value } from '../values.ts'

type Entry = readonly [string, Value]

/** Places count characters in Python, UTF-16 units in JavaScript. */
function places(text: string): { toPython(at: number): number; toScript(at: number): number } {
  if (!/[\ud800-\udbff]/.test(text)) return { toPython: (at) => at, toScript: (at) => at }
  return {
    toPython: (at) => Array.from(text.slice(0, at)).length,
    toScript: (at) => Array.from(text).slice(0, at).join('').length,
  }
}

class MatchObject extends PyObject implements Subscriptable {
  readonly found: RegExpExecArray
  readonly pattern: PatternObject
  readonly text: string
  constructor(found: RegExpExecArray, pattern: PatternObject, text: string) {
    super()
    this.found = found
    this.pattern = pattern
    this.text = text
  }
  typeName(): string {
    return 're.Match'
  }
  /** @throws PyError IndexError where there is no such group */
  index(group: Value): number {
    if (typeof group === 'string') {
      const at = this.pattern.names.indexOf(group)
      if (at >= 0) return at + 1
    } else if (typeof group === 'bigint' && group >= 0n && Number(group) <= this.pattern.names.length)
      return Number(group)
    throw pyError('IndexError', 'no such group')
  }
  group(group: Value): Value {
    return this.found[this.index(group)] ?? null
  }
  span(group: Value): readonly [number, number] {
    const range = this.found.indices?.[this.index(group)]
    const { toPython } = places(this.text)
    return range === undefined ? [-1, -1] : [toPython(range[0]), toPython(range[1])]
  }
  getItem(index: Value): Value {
    return this.group(index)
  }
  groups(missing: Value): readonly Value[] {
    return this.pattern.names.map((_, at) => this.found[at + 1] ?? missing)
  }
  override getAttr(name: string, _rt: Runtime): Value | undefined {
    const method = (fn: (call: CallArgs, rt: Runtime) => Value): Value => new Builtin(name, fn)
    switch (name) {
      case 'group':
        return method(({ args }) => {
          if (args.length === 0) return this.group(0n)
          const found = args.map((arg) => this.group(arg))
          return found.length === 1 ? (found[0] ?? null) : new TupleObject(found)
        })
      case 'groups':
        return method(({ args, kwargs }) => new TupleObject([...this.groups(args[0] ?? kwargs.get('default') ?? null)]))
      case 'groupdict':
        return method(({ args, kwargs }, rt) => {
          const missing = args[0] ?? kwargs.get('default') ?? null
          const named = this.pattern.names.flatMap((key, at) =>
            key === null ? [] : [[key, this.found[at + 1] ?? missing] as const],
          )
          return DictObject.of(named, rt)
        })
      case 'start':
        return method(({ args }) => BigInt(this.span(args[0] ?? 0n)[0]))
      case 'end':
        return method(({ args }) => BigInt(this.span(args[0] ?? 0n)[1]))
      case 'span':
        return method(({ args }) => new TupleObject(this.span(args[0] ?? 0n).map(BigInt)))
      case 'expand':
        return method(({ args }) => expanded(String(args[0] ?? ''), this))
      case 'string':
        return this.text
      case 're':
        return this.pattern
      case 'lastindex': {
        const last = this.found.findLastIndex((part, at) => at > 0 && part !== undefined)
        return last <= 0 ? null : BigInt(last)
      }
      default:
        return undefined
    }
  }
  override repr(rt: Runtime): string {
    const [from, to] = this.span(0n)
    return `<re.Match object; span=(${from}, ${to}), match=${repr(this.group(0n), rt)}>`
  }
}

/** `\1` and `\g<name>` of a replacement, filled in. */
function expanded(template: string, match: MatchObject): string {
  return template.replace(
    /\\(?:g<(\w+)>|(\d{1,2})|([\s\S]))/g,
    (whole, name: string | undefined, number: string | undefined, char: string | undefined) => {
      if (name !== undefined) return String(match.group(/^\d+$/.test(name) ? BigInt(name) : name) ?? '')
      if (number !== undefined) {
        if (Number(number) > match.pattern.names.length)
          throw pyError(RE_ERROR, `invalid group reference ${number} at position 1`)
        return String(match.group(BigInt(number)) ?? '')
      }
      const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' }
      return plain[char ?? ''] ?? (/[a-zA-Z]/.test(char ?? '') ? refused(char ?? '') : whole)
    },
  )
}

function refused(char: string): never {
  throw pyError(RE_ERROR, `bad escape \\${char} at position 0`)
}

type Way = 'search' | 'match' | 'fullmatch'

export class PatternObject extends PyObject {
  readonly pattern: string
  readonly flags: number
  readonly names: readonly (string | null)[]
  constructor(pattern: string, flags: number) {
    super()
    this.pattern = pattern
    const { translated } = compiled(pattern, flags, false)
    this.flags = translated.flags
    this.names = translated.groups
  }
  typeName(): string {
    return 're.Pattern'
  }
  /** @param from in UTF-16 units */
  find(text: string, way: Way, from = 0): MatchObject | null {
    const { regexp } = compiled(this.pattern, this.flags, way === 'fullmatch')
    regexp.lastIndex = from
    const found = regexp.exec(text)
    if (found === null) return null
    // The first place where it fits is not the first place that was allowed.
    if (way !== 'search' && found.index !== from) return this.findAt(text, way, from)
    return new MatchObject(found, this, text)
  }
  private findAt(text: string, way: Way, from: number): MatchObject | null {
    const { regexp } = compiled(this.pattern, this.flags, way === 'fullmatch')
    const sticky = new RegExp(regexp.source, regexp.flags.replace('g', 'y'))
    sticky.lastIndex = from
    const found = sticky.exec(text)
    return found === null ? null : new MatchObject(found, this, text)
  }
  *all(text: string, rt: Runtime): Generator<MatchObject> {
    let from = 0
    for (;;) {
      rt.tick()
      if (from > text.length) return
      const match = this.find(text, 'search', from)
      if (match === null) return
      yield match
      const end = match.found.index + match.found[0].length
      // An empty match may stand right behind another one, but not twice in one place.
      from = match.found[0] === '' ? end + step(text, end) : end
    }
  }
  override getAttr(name: string, _rt: Runtime): Value | undefined {
    if (name === 'pattern') return this.pattern
    if (name === 'flags') return BigInt(this.flags | ((this.flags & FLAGS.ascii) === 0 ? 32 : 0))
    if (name === 'groups') return BigInt(this.names.length)
    if (name === 'groupindex') return new Builtin(name, () => null)
    const fn = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
    if (fn === undefined) return undefined
    return new Builtin(name, ({ args, kwargs }, rt) => fn(this, { args, kwargs }, rt))
  }
  override equals(other: Value): boolean {
    return other instanceof PatternObject && other.pattern === this.pattern && other.flags === this.flags
  }
  override hashKey(): string {
    return `re:${this.flags}:${this.pattern}`
  }
  override repr(rt: Runtime): string {
    return `re.compile(${repr(this.pattern, rt)})`
  }
}

function step(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value
  throw typeError(`expected string or bytes-like object, got '${typeName(value ?? null)}'`)
}

const looking =
  (way: Way) =>
  (pattern: PatternObject, call: CallArgs): Value => {
    const { string, pos, endpos } = bind(way, ['string', 'pos?', 'endpos?'], call)
    const text = textOf(string)
    const { toScript } = places(text)
    const cut = typeof endpos === 'bigint' ? text.slice(0, toScript(Number(endpos))) : text
    return pattern.find(cut, way, typeof pos === 'bigint' ? toScript(Number(pos)) : 0)
  }

function foundText(match: MatchObject): Value {
  const groups = match.groups('')
  if (groups.length === 0) return match.group(0n)
  return groups.length === 1 ? (groups[0] ?? '') : new TupleObject([...groups])
}

function substituted(pattern: PatternObject, call: CallArgs, rt: Runtime): readonly [string, number] {
  const { repl, string, count } = bind('sub', ['repl', 'string', 'count?'], call)
  const text = textOf(string)
  const most = typeof count === 'bigint' && count > 0n ? Number(count) : Infinity
  let out = ''
  let at = 0
  let done = 0
  for (const match of pattern.all(text, rt)) {
    if (done >= most) break
    const made = isCallable(repl)
      ? rt.call(repl as PyObject & Callable, { args: [match], kwargs: new Map() })
      : expanded(textOf(repl), match)
    out += text.slice(at, match.found.index) + textOf(made)
    at = match.found.index + match.found[0].length
    done++
  }
  return [out + text.slice(at), done]
}

type PatternFunction = (pattern: PatternObject, call: CallArgs, rt: Runtime) => Value

const FUNCTIONS: Readonly<Record<string, PatternFunction>> = {
  search: looking('search'),
  match: looking('match'),
  fullmatch: looking('fullmatch'),
  findall: (pattern, call, rt) => {
    const { string } = bind('findall', ['string'], call)
    return new ListObject(Array.from(pattern.all(textOf(string), rt), foundText))
  },
  finditer: (pattern, call, rt) => {
    const { string } = bind('finditer', ['string'], call)
    return new IteratorObject(pattern.all(textOf(string), rt), 'callable_iterator')
  },
  sub: (pattern, call, rt) => substituted(pattern, call, rt)[0],
  subn: (pattern, call, rt) => {
    const [text, count] = substituted(pattern, call, rt)
    return new TupleObject([text, BigInt(count)])
  },
  split: (pattern, call, rt) => {
    const { string, maxsplit } = bind('split', ['string', 'maxsplit?'], call)
    const text = textOf(string)
    const most = typeof maxsplit === 'bigint' && maxsplit > 0n ? Number(maxsplit) : Infinity
    const parts: Value[] = []
    let at = 0
    let done = 0
    for (const match of pattern.all(text, rt)) {
      if (done >= most) break
      parts.push(text.slice(at, match.found.index), ...match.groups(null))
      at = match.found.index + match.found[0].length
      done++
    }
    return new ListObject([...parts, text.slice(at)])
  },
}

function patternOf(value: Value, flags: Value | undefined): PatternObject {
  if (value instanceof PatternObject) return value
  if (typeof value !== 'string') throw typeError('first argument must be string or compiled pattern')
  return new PatternObject(value, typeof flags === 'bigint' ? Number(flags) : 0)
}

/** `re.sub(pattern, …, flags=0)`: flags come by name, or behind the others. */
function named(name: string, places: number): Entry {
  const fn = FUNCTIONS[name] as PatternFunction
  return [
    name,
    new Builtin(name, ({ args: [pattern = null, ...rest], kwargs }, rt) => {
      const options = new Map(kwargs)
      const flags = options.get('flags') ?? rest[places]
      options.delete('flags')
      return fn(patternOf(pattern, flags), { args: rest.slice(0, places), kwargs: options }, rt)
    }),
  ]
}

const SHORT: readonly (readonly [string, string, number])[] = [
  ['IGNORECASE', 'I', FLAGS.ignoreCase],
  ['MULTILINE', 'M', FLAGS.multiLine],
  ['DOTALL', 'S', FLAGS.dotAll],
  ['VERBOSE', 'X', FLAGS.verbose],
  ['ASCII', 'A', FLAGS.ascii],
  ['UNICODE', 'U', 32],
]

export const RE_MODULE: readonly Entry[] = [
  ...SHORT.flatMap(([long, short, value]): readonly Entry[] => [
    [long, BigInt(value)],
    [short, BigInt(value)],
  ]),
  named('search', 1),
  named('match', 1),
  named('fullmatch', 1),
  named('findall', 1),
  named('finditer', 1),
  named('sub', 3),
  named('subn', 3),
  named('split', 2),
  [
    'compile',
    new Builtin('compile', (call) => {
      const { pattern, flags } = bind('compile', ['pattern', 'flags?'], call)
      return patternOf(pattern, flags)
    }),
  ],
  [
    'escape',
    new Builtin('escape', ({ args }) => textOf(args[0]).replace(/[\s!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]/g, escapedChar)),
  ],
  ['purge', new Builtin('purge', () => null)],
  ['error', RE_ERROR],
  [
    'Pattern',
    new TypeObject(
      're.Pattern',
      () => null,
      (v) => v instanceof PatternObject,
    ),
  ],
  [
    'Match',
    new TypeObject(
      're.Match',
      () => null,
      (v) => v instanceof MatchObject,
    ),
  ],
]

function escapedChar(char: string): string {
  return '!"%\',/:;<=>@`'.includes(char) ? char : `\\${char}`
}
