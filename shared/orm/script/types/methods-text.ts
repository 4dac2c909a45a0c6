/** Methods of str. */
import { DictObject, ListObject, TupleObject } from './collections.ts'
import { typeError, valueError, pyError } from '../errors.ts'
import { format } from './format.ts'
import { attribute } from '../attributes.ts'
import { iterate } from '../operations.ts'
import { subscript } from './collections.ts'
import { typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { titleCase } from '../../../relations/names.ts'
import { isPrintable } from '../../query/values/python.ts'

export type Method<T> = (self: T, call: CallArgs, rt: Runtime) => Value

function text(call: CallArgs, at: number, otherwise?: string): string {
  const value = call.args[at]
  if (typeof value === 'string') return value
  if (value === undefined || value === null) {
    if (otherwise !== undefined) return otherwise
    throw typeError(`expected at least ${at + 1} argument, got ${call.args.length}`)
  }
  if (typeof value === 'object' && 'plain' in value && typeof value.plain === 'string') return value.plain
  throw typeError(`must be str, not ${typeName(value)}`)
}

const int = (call: CallArgs, at: number, otherwise: number): number => {
  const value = call.args[at]
  return typeof value === 'bigint' ? Number(value) : otherwise
}

const strip =
  (chars: string | null, start: boolean, end: boolean) =>
  (self: string): string => {
    const isCut = (c: string | undefined): boolean =>
      c !== undefined && (chars === null ? /\s/.test(c) : chars.includes(c))
    const letters = Array.from(self)
    const first = start ? letters.findIndex((c) => !isCut(c)) : 0
    const last = end ? letters.findLastIndex((c) => !isCut(c)) : letters.length - 1
    return first < 0 ? '' : letters.slice(first, last + 1).join('')
  }

const stripper =
  (start: boolean, end: boolean): Method<string> =>
  (self, call) =>
    strip(typeof call.args[0] === 'string' ? call.args[0] : null, start, end)(self)

/** A tab goes on to the next stop. */
function expanded(text: string, size: number): string {
  let column = 0
  let out = ''
  for (const char of text) {
    const width = char === '\t' && size > 0 ? size - (column % size) : char === '\t' ? 0 : 1
    out += char === '\t' ? ' '.repeat(width) : char
    column = char === '\n' ? 0 : column + width
  }
  return out
}

function affix(call: CallArgs, test: (part: string) => boolean): boolean {
  const [first] = call.args
  if (first instanceof TupleObject) return first.items.some((i) => typeof i === 'string' && test(i))
  return test(text(call, 0))
}

const justify =
  (side: 'left' | 'right' | 'center'): Method<string> =>
  (self, call) => {
    const missing = Math.max(0, Math.min(int(call, 0, 0), 100_000) - Array.from(self).length)
    const fill = text(call, 1, ' ')
    if (side === 'left') return self + fill.repeat(missing)
    if (side === 'right') return fill.repeat(missing) + self
    const before = Math.floor(missing / 2) + (missing & Math.min(int(call, 0, 0), 100_000) & 1)
    return fill.repeat(before) + self + fill.repeat(missing - before)
  }

function split(self: string, call: CallArgs, fromRight: boolean): Value {
  const separator = call.args[0] ?? call.kwargs.get('sep') ?? null
  const limitValue = call.args[1] ?? call.kwargs.get('maxsplit')
  const limit = typeof limitValue === 'bigint' && limitValue >= 0n ? Number(limitValue) : Infinity
  if (separator === '') throw valueError('empty separator')
  const parts =
    separator === null
      ? self
          .trim()
          .split(/\s+/)
          .filter((p) => p !== '')
      : self.split(text({ args: [separator], kwargs: call.kwargs }, 0))
  if (parts.length - 1 <= limit) return new ListObject(parts)
  const glue = separator === null ? ' ' : (separator as string)
  const kept = fromRight
    ? [parts.slice(0, parts.length - limit).join(glue), ...parts.slice(parts.length - limit)]
    : [...parts.slice(0, limit), parts.slice(limit).join(glue)]
  return new ListObject(kept)
}

/** What stands between `start` and `end`, by letters, and where it begins. */
function window(self: string, call: CallArgs, first: number): readonly [text: string, from: number] {
  if (call.args.length <= first) return [self, 0]
  const letters = Array.from(self)
  const at = (n: number): number => Math.min(Math.max(n < 0 ? n + letters.length : n, 0), letters.length)
  const from = at(int(call, first, 0))
  return [letters.slice(from, at(int(call, first + 1, letters.length))).join(''), from]
}

const find = (self: string, call: CallArgs, last: boolean): number => {
  const [within, from] = window(self, call, 1)
  const at = last ? within.lastIndexOf(text(call, 0)) : within.indexOf(text(call, 0))
  return at < 0 ? -1 : from + Array.from(within.slice(0, at)).length
}

/** `s.encode("ascii")`; `errors="ignore"` and `"replace"` as Python. */
function encoded(self: string, { args, kwargs }: CallArgs): Uint8Array {
  const encoding = String(args[0] ?? kwargs.get('encoding') ?? 'utf-8')
    .toLowerCase()
    .replaceAll('_', '-')
  const last =
    encoding === 'ascii' || encoding === 'us-ascii' ? 127 : /^(latin-?1|iso-8859-1)$/.test(encoding) ? 255 : null
  if (last === null) {
    if (!/^utf-?8$/.test(encoding)) throw pyError('LookupError', `unknown encoding: ${encoding}`)
    return encodeUtf8(self)
  }
  const errors = args[1] ?? kwargs.get('errors') ?? 'strict'
  const codec = last === 127 ? 'ascii' : 'latin-1'
  const bytes = Array.from(self).flatMap((char, i) => {
    const code = char.codePointAt(0) ?? 0
    if (code <= last) return [code]
    if (errors === 'ignore') return []
    if (errors === 'replace') return [63]
    const shown = code < 256 ? `\\x${code.toString(16)}` : `\\u${code.toString(16).padStart(4, '0')}`
    const said = `'${codec}' codec can't encode character '${shown}' in position ${i}: ordinal not in range(${last + 1})`
    throw pyError('UnicodeEncodeError', said)
  })
  return Uint8Array.from(bytes)
}

function makeTrans(args: readonly Value[], rt: Runtime): Value {
  const [from = null, to = '', gone = ''] = args
  const key = (value: Value): Value => (typeof value === 'string' ? BigInt(value.codePointAt(0) ?? 0) : value)
  if (from instanceof DictObject)
    return DictObject.of(
      [...from.entries.values()].map(([k, v]) => [key(k), v] as const),
      rt,
    )
  const [a, b] = [Array.from(String(from)), Array.from(String(to))]
  if (a.length !== b.length) throw valueError('the first two maketrans arguments must have equal length')
  const pairs = a.map((char, i) => [key(char), key(b[i] ?? '')] as const)
  return DictObject.of([...pairs, ...Array.from(String(gone), (char) => [key(char), null] as const)], rt)
}

function translated(self: string, table: Value, rt: Runtime): string {
  if (!(table instanceof DictObject)) throw typeError(`'${typeName(table)}' object is not subscriptable`)
  const letters = Array.from(self, (char) => {
    const to = table.get(BigInt(char.codePointAt(0) ?? 0), rt)
    if (to === undefined) return char
    return to === null ? '' : typeof to === 'bigint' ? String.fromCodePoint(Number(to)) : str(to, rt)
  })
  return letters.join('')
}

const keywords = (map: Value, rt: Runtime): ReadonlyMap<string, Value> =>
  new Map(map instanceof DictObject ? [...map.entries.values()].map(([k, v]) => [str(k, rt), v] as const) : [])

const all =
  (test: RegExp): Method<string> =>
  (self) =>
    self !== '' && test.test(self)

function formatText(self: string, call: CallArgs, rt: Runtime): string {
  let next = 0
  let isCounted: boolean | null = null
  return self.replace(
    /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::([^{}]*))?\}/g,
    (all_, path: string | undefined, conversion: string | undefined, spec: string | undefined) => {
      if (all_ === '{{') return '{'
      if (all_ === '}}') return '}'
      const [, head = '', tail = ''] = /^([^.[]*)(.*)$/s.exec(path ?? '') ?? []
      if (/^\d*$/.test(head)) {
        const [from, to] =
          head === ''
            ? ['manual field specification', 'automatic field numbering']
            : ['automatic field numbering', 'manual field specification']
        if (isCounted !== null && isCounted !== (head === '')) throw valueError(`cannot switch from ${from} to ${to}`)
        isCounted = head === ''
      }
      let value = /^\d*$/.test(head) ? call.args[head === '' ? next++ : Number(head)] : call.kwargs.get(head)
      if (value === undefined) {
        if (/^\d*$/.test(head))
          throw pyError(
            'IndexError',
            `Replacement index ${head === '' ? next - 1 : head} out of range for positional args tuple`,
          )
        throw pyError('KeyError', head)
      }
      for (const [, name, index] of tail.matchAll(/\.(\w+)|\[([^\]]+)\]/g)) {
        if (name !== undefined) value = attribute(value, name, rt)
        else if (value instanceof DictObject) value = value.getItem(index ?? '', rt)
        else if (value instanceof ListObject || value instanceof TupleObject)
          value = subscript(value.items, BigInt(index ?? 0), 'list') as Value
      }
      const shown: Value = conversion === undefined ? value : conversion === 's' ? str(value, rt) : repr(value, rt)
      return format(shown, spec ?? '', rt)
    },
  )
}

export const TEXT_METHODS: Readonly<Record<string, Method<string>>> = {
  upper: (s) => s.toUpperCase(),
  lower: (s) => s.toLowerCase(),
  casefold: (s) => s.toLowerCase().replaceAll('ß', 'ss'),
  title: (s) => titleCase(s),
  capitalize: (s) => s.charAt(0).toUpperCase() + s.slice(1).toLowerCase(),
  swapcase: (s) => Array.from(s, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(''),
  strip: stripper(true, true),
  lstrip: stripper(true, false),
  rstrip: stripper(false, true),
  startswith: (s, call) => affix(call, (p) => s.startsWith(p)),
  endswith: (s, call) => affix(call, (p) => s.endsWith(p)),
  removeprefix: (s, call) => (s.startsWith(text(call, 0)) ? s.slice(text(call, 0).length) : s),
  removesuffix: (s, call) =>
    s.endsWith(text(call, 0)) && text(call, 0) !== '' ? s.slice(0, -text(call, 0).length) : s,
  split: (s, call) => split(s, call, false),
  rsplit: (s, call) => split(s, call, true),
  splitlines: (s) => new ListObject(s === '' ? [] : s.replace(/\r?\n$/, '').split(/\r\n|\r|\n/)),
  partition: (s, call) => {
    const at = s.indexOf(text(call, 0))
    return new TupleObject(at < 0 ? [s, '', ''] : [s.slice(0, at), text(call, 0), s.slice(at + text(call, 0).length)])
  },
  rpartition: (s, call) => {
    const at = s.lastIndexOf(text(call, 0))
    return new TupleObject(at < 0 ? ['', '', s] : [s.slice(0, at), text(call, 0), s.slice(at + text(call, 0).length)])
  },
  join: (s, call, rt) => {
    const parts: string[] = []
    for (const item of iterate(call.args[0] ?? null, rt)) {
      rt.tick()
      const part = typeof item === 'object' && item !== null && 'plain' in item ? item.plain : item
      if (typeof part !== 'string')
        throw typeError(`sequence item ${parts.length}: expected str instance, ${typeName(item)} found`)
      parts.push(part)
    }
    return parts.join(s)
  },
  replace: (s, call) => {
    const [from, to] = [text(call, 0), text(call, 1)]
    const limit = int(call, 2, -1)
    if (limit < 0) return s.replaceAll(from, to)
    const parts = s.split(from)
    return (
      parts.slice(0, limit + 1).join(to) + (parts.length > limit + 1 ? from + parts.slice(limit + 1).join(from) : '')
    )
  },
  rindex: (s, call) => {
    const at = find(s, call, true)
    if (at < 0) throw valueError('substring not found')
    return BigInt(at)
  },
  find: (s, call) => BigInt(find(s, call, false)),
  rfind: (s, call) => BigInt(find(s, call, true)),
  index: (s, call) => {
    const at = find(s, call, false)
    if (at < 0) throw valueError('substring not found')
    return BigInt(at)
  },
  count: (s, call) => {
    const [within] = window(s, call, 1)
    return BigInt(text(call, 0) === '' ? Array.from(within).length + 1 : within.split(text(call, 0)).length - 1)
  },
  ljust: justify('left'),
  rjust: justify('right'),
  center: justify('center'),
  zfill: (s, call) => {
    const [, sign = '', body = ''] = /^([+-]?)(.*)$/s.exec(s) ?? []
    return sign + body.padStart(Math.min(int(call, 0, 0), 100_000) - sign.length, '0')
  },
  isdigit: all(/^\p{Nd}+$/u),
  isnumeric: all(/^\p{N}+$/u),
  isdecimal: all(/^\p{Nd}+$/u),
  isalpha: all(/^\p{L}+$/u),
  isalnum: all(/^[\p{L}\p{N}]+$/u),
  isspace: all(/^\s+$/),
  isupper: (s) => s !== s.toLowerCase() && s === s.toUpperCase(),
  islower: (s) => s !== s.toUpperCase() && s === s.toLowerCase(),
  istitle: (s) => s !== '' && s === titleCase(s) && s !== s.toLowerCase(),
  isascii: (s) => !/[^\0-\x7f]/.test(s),
  isprintable: (s) => isPrintable(s),
  isidentifier: all(/^[\p{L}_][\p{L}\p{N}_]*$/u),
  encode: (s, call) => encoded(s, call),
  translate: (s, call, rt) => translated(s, call.args[0] ?? null, rt),
  maketrans: (_s, call, rt) => makeTrans(call.args, rt),
  format_map: (s, { args: [map = null] }, rt) => formatText(s, { args: [], kwargs: keywords(map, rt) }, rt),
  format: (s, call, rt) => formatText(s, call, rt),
  expandtabs: (s, call) => expanded(s, int(call, 0, 8)),
  __len__: (s) => BigInt(Array.from(s).length),
  __str__: (s) => s,
  __contains__: (s, call) => s.includes(text(call, 0)),
  __repr__: (s, _call, rt) => repr(s, rt),
}

/** UTF-8 without TextEncoder, which the core's environment does not promise. */
export function encodeUtf8(textValue: string): Uint8Array {
  const bytes: number[] = []
  for (const char of textValue) {
    const c = char.codePointAt(0) ?? 0
    if (c < 0x80) bytes.push(c)
    else if (c < 0x800) bytes.push(0xc0 | (c >> 6), 0x80 | (c & 63))
    else if (c < 0x10000) bytes.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63))
    else bytes.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63))
  }
  return Uint8Array.from(bytes)
}

export function decodeUtf8(bytes: Uint8Array): string {
  const percent = Array.from(bytes, (b) => `%${b.toString(16).padStart(2, '0')}`).join('')
  try {
    return decodeURIComponent(percent)
  } catch {
    throw pyError('UnicodeError', "'utf-8' codec can't decode these bytes")
  }
}
