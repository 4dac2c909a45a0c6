/** An SQL expression as a function of a row. Truth has three values: 1, 0 and null, which a check lets pass. */
import type { SqlExpression } from './sql-expression.ts'
import { DATE_CALLS } from './date-calls.ts'
import { Unreadable } from './sql-words.ts'

export type Scalar = string | number | null
export type Evaluate = (column: (name: string) => Scalar) => Scalar

/** @throws Unreadable where it calls what SQLite's rules here do not know */
export function evaluator(expression: SqlExpression): Evaluate {
  switch (expression.kind) {
    case 'column': {
      const { name } = expression
      return (column) => column(name)
    }
    case 'literal': {
      const { value } = expression
      return () => value
    }
    case 'not': {
      const of = evaluator(expression.of)
      return (column) => flipped(of(column))
    }
    case 'negative': {
      const of = evaluator(expression.of)
      return (column) => withNumber(of(column), (n) => -n)
    }
    case 'isNull': {
      const of = evaluator(expression.of)
      const { isNegated } = expression
      return (column) => Number((of(column) === null) !== isNegated)
    }
    case 'binary':
      return binary(expression.operator, evaluator(expression.left), evaluator(expression.right))
    case 'in': {
      const of = evaluator(expression.of)
      const items = expression.items.map(evaluator)
      return negatable(expression.isNegated, (column) =>
        isIn(
          of(column),
          items.map((item) => item(column)),
        ),
      )
    }
    case 'match':
      return negatable(expression.isNegated, match(expression))
    case 'case': {
      const cases = expression.cases.map(({ when, result }) => [evaluator(when), evaluator(result)] as const)
      const otherwise = evaluator(expression.otherwise)
      return (column) => (cases.find(([when]) => isTrue(when(column)))?.[1] ?? otherwise)(column)
    }
    case 'cast':
      return cast(evaluator(expression.of), expression.to)
    case 'call':
      return call(expression.name, expression.args.map(evaluator))
  }
}

export function isTrue(value: Scalar): boolean {
  return value !== null && Number(value) !== 0 && !Number.isNaN(Number(value))
}

function flipped(value: Scalar): Scalar {
  return value === null ? null : Number(!isTrue(value))
}

function negatable(isNegated: boolean, evaluate: Evaluate): Evaluate {
  return isNegated ? (column) => flipped(evaluate(column)) : evaluate
}

function withNumber(value: Scalar, change: (n: number) => number): Scalar {
  if (value === null) return null
  const result = change(Number(value))
  return Number.isFinite(result) ? result : null
}

type Pair = (a: Scalar, b: Scalar) => Scalar
const compare =
  (holds: (order: number) => boolean): Pair =>
  (a, b) =>
    a === null || b === null ? null : Number(holds(order(a, b)))
const arithmetic =
  (work: (a: number, b: number) => number): Pair =>
  (a, b) =>
    b === null ? null : withNumber(a, (n) => work(n, Number(b)))

const PAIRS: Readonly<Record<string, Pair>> = {
  and: (a, b) => ((a !== null && !isTrue(a)) || (b !== null && !isTrue(b)) ? 0 : a === null || b === null ? null : 1),
  or: (a, b) => (isTrue(a) || isTrue(b) ? 1 : a === null || b === null ? null : 0),
  xor: (a, b) => (a === null || b === null ? null : Number(isTrue(a) !== isTrue(b))),
  is: (a, b) => Number(a === null || b === null ? a === b : order(a, b) === 0),
  '=': compare((o) => o === 0),
  '==': compare((o) => o === 0),
  '<>': compare((o) => o !== 0),
  '!=': compare((o) => o !== 0),
  '<': compare((o) => o < 0),
  '<=': compare((o) => o <= 0),
  '>': compare((o) => o > 0),
  '>=': compare((o) => o >= 0),
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '/': (a, b) => {
    if (a === null || b === null || Number(b) === 0) return null
    const isWhole = Number.isInteger(a) && Number.isInteger(b)
    return isWhole ? Math.trunc(Number(a) / Number(b)) : Number(a) / Number(b)
  },
  '%': arithmetic((a, b) => (b === 0 ? Number.NaN : Math.trunc(a) % Math.trunc(b))),
  '||': (a, b) => (a === null || b === null ? null : `${a}${b}`),
}

function binary(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  const pair = PAIRS[operator]
  if (pair === undefined) throw new Unreadable(operator)
  return (column) => pair(left(column), right(column))
}

/** Numbers by value, also where one stands in a text; texts by their characters; a number before any text. */
function order(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const [x, y] = [numberOf(a), numberOf(b)]
  if (x !== null && y !== null) return x - y
  return typeof a === 'number' ? -1 : 1
}

function numberOf(value: string | number): number | null {
  if (typeof value === 'number') return value
  return value.trim() === '' || Number.isNaN(Number(value)) ? null : Number(value)
}

function isIn(value: Scalar, items: readonly Scalar[]): Scalar {
  if (value === null) return null
  if (items.some((item) => item !== null && order(value, item) === 0)) return 1
  return items.includes(null) ? null : 0
}

const patterns = new Map<string, RegExp>()

/** @throws Unreadable for a regular expression that is none here */
export function patternOf(way: 'like' | 'glob' | 'regexp', text: string, isFolded: boolean): RegExp {
  const key = `${way}${String(isFolded)}${text}`
  let made = patterns.get(key)
  if (made === undefined) {
    try {
      made = new RegExp(SOURCES[way](text), isFolded ? 'is' : 's')
    } catch {
      throw new Unreadable(text)
    }
    if (patterns.size > 500) patterns.clear()
    patterns.set(key, made)
  }
  return made
}

const SOURCES = {
  like: (text: string) =>
    `^${text.replace(/\\(.)|([%_])|([.*+?^${}()|[\]\\])/g, (_all, escaped?: string, wild?: string, sign?: string) =>
      wild === undefined
        ? `\\${(escaped ?? sign ?? '').replace(/\w/, (c) => `x${c.charCodeAt(0).toString(16)}`)}`
        : wild === '%'
          ? '.*'
          : '.',
    )}$`,
  glob: (text: string) =>
    `^${text.replace(/\[\^?[^\]]+\]|[*?]|[.+^${}()|\\]/g, (found) =>
      found === '*' ? '.*' : found === '?' ? '.' : found.startsWith('[') ? found : `\\${found}`,
    )}$`,
  regexp: (text: string) =>
    text
      .replaceAll('(?P<', '(?<')
      .replace(/^\(\?i\)/, '')
      .replaceAll('\\Z', '$')
      .replaceAll('\\A', '^'),
}

function match({ way, of, pattern, isFolded }: Extract<SqlExpression, { kind: 'match' }>): Evaluate {
  const [value, text] = [evaluator(of), evaluator(pattern)]
  if (pattern.kind === 'literal') patternOf(way, String(pattern.value), isFolded)
  return (column) => {
    const [a, b] = [value(column), text(column)]
    return a === null || b === null ? null : Number(patternOf(way, String(b), isFolded).test(String(a)))
  }
}

function cast(of: Evaluate, to: 'number' | 'integer' | 'text' | 'same'): Evaluate {
  if (to === 'same') return of
  if (to === 'text')
    return (column) => {
      const value = of(column)
      return value === null ? null : String(value)
    }
  return (column) => withNumber(of(column), (n) => (to === 'integer' ? Math.trunc(n) : n))
}

type Call = (args: readonly Scalar[]) => Scalar
const text =
  (work: (text: string) => Scalar): Call =>
  ([value = null]) =>
    value === null ? null : work(String(value))
const number =
  (work: (n: number) => number): Call =>
  ([value = null]) =>
    withNumber(value, work)
const length = text((t) => Array.from(t).length)
const extreme =
  (sign: number): Call =>
  (args) =>
    args.includes(null)
      ? null
      : args.reduce((a, b) => (a !== null && b !== null && order(b, a) * sign > 0 ? b : a), args[0] ?? null)
const substring: Call = ([value = null, from = null, count]) => {
  if (value === null || from === null || count === null) return null
  const start = Number(from) > 0 ? Number(from) - 1 : Number(from)
  const rest = Array.from(String(value)).slice(start)
  return (count === undefined ? rest : rest.slice(0, Math.max(0, Number(count)))).join('')
}
const coalesce: Call = (args) => args.find((arg) => arg !== null) ?? null

const CALLS: Readonly<Record<string, Call>> = {
  length,
  char_length: length,
  character_length: length,
  lower: text((t) => t.toLowerCase()),
  upper: text((t) => t.toUpperCase()),
  trim: text((t) => t.trim()),
  btrim: text((t) => t.trim()),
  ltrim: text((t) => t.trimStart()),
  rtrim: text((t) => t.trimEnd()),
  abs: number(Math.abs),
  ceil: number(Math.ceil),
  floor: number(Math.floor),
  round: ([value = null, places = 0]) =>
    withNumber(value, (n) => Math.round(n * 10 ** Number(places)) / 10 ** Number(places)),
  mod: ([a = null, b = null]) => PAIRS['%']?.(a, b) ?? null,
  coalesce,
  ifnull: coalesce,
  nullif: ([a = null, b = null]) => (a !== null && b !== null && order(a, b) === 0 ? null : a),
  iif: ([when = null, then = null, otherwise = null]) => (isTrue(when) ? then : otherwise),
  substr: substring,
  substring,
  left: ([value = null, count = null]) => (count === null ? null : substring([value, 1, count])),
  replace: ([value = null, from = null, to = null]) =>
    value === null || from === null || to === null ? null : String(value).replaceAll(String(from), String(to)),
  instr: ([value = null, part = null]) =>
    value === null || part === null ? null : String(value).indexOf(String(part)) + 1,
  max: extreme(1),
  greatest: extreme(1),
  min: extreme(-1),
  least: extreme(-1),
  num_nonnulls: (args) => args.filter((arg) => arg !== null).length,
  num_nulls: (args) => args.filter((arg) => arg === null).length,
  ...DATE_CALLS,
  json_valid: text((t) => Number(isJson(t))),
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

function call(name: string, args: readonly Evaluate[]): Evaluate {
  const found = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined
  if (found === undefined) throw new Unreadable(`${name}()`)
  return (column) => found(args.map((arg) => arg(column)))
}
