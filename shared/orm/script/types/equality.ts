/** `==`, hashing and ordering of Python values. */
import { compareDecimals, decimalOfNumber, normaliseDecimal } from './decimal.ts'
import { typeError } from '../errors.ts'
import { instantOf } from '../dates/temporal.ts'
import { ListObject, TupleObject, SetObject } from './collections.ts'
import {
  isDecimal,
  isTagged,
  isTemporal,
  isTimedelta,
  isUuid,
  plainValue,
  PyObject,
  qualifiedTypeName,
} from '../values.ts'
import type { Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'

type Numeric = bigint | number | boolean

export const isNumeric = (v: Value): v is Numeric =>
  typeof v === 'bigint' || typeof v === 'number' || typeof v === 'boolean'

export function equals(a: Value, b: Value, rt: Runtime): boolean {
  if (a === b) return !(typeof a === 'number' && Number.isNaN(a))
  if (a instanceof PyObject) return a.equals(b, rt)
  if (b instanceof PyObject) return b.equals(a, rt)
  if (isNumeric(a) && isNumeric(b))
    return Number.isFinite(Number(a)) ? compareNumbers(a, b) === 0 : Number(a) === Number(b)
  if (isDecimal(a) || isDecimal(b)) {
    const [x, y] = [asDecimalText(a), asDecimalText(b)]
    return x !== null && y !== null && compareDecimals(x, y) === 0
  }
  if (isTemporal(a) && isTemporal(b)) return a.type === b.type && instantOf(a) === instantOf(b)
  if (isTimedelta(a) && isTimedelta(b)) return a.microseconds === b.microseconds
  if (isUuid(a) && isUuid(b)) return a.text === b.text
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length === b.length && a.every((x, i) => x === b[i])
  if (isTagged(a) && isTagged(b)) return expressionKey(a) === expressionKey(b)
  return false
}

function asDecimalText(v: Value): string | null {
  if (isDecimal(v)) return v.text
  if (isNumeric(v)) return decimalOfNumber(v)
  return null
}

function expressionKey(value: object): string {
  return JSON.stringify(value, (key, v: unknown) =>
    key === 'resolution' || key === 'hints' ? undefined : typeof v === 'bigint' ? `${v}n` : v,
  )
}

export function hashKey(v: Value, rt: Runtime): string {
  if (v === null) return 'N'
  if (isNumeric(v)) return `n:${Number.isInteger(Number(v)) ? BigInt(typeof v === 'boolean' ? Number(v) : v) : v}`
  if (typeof v === 'string') return `s:${v}`
  if (v instanceof PyObject) {
    const key = v.hashKey(rt)
    if (key === null) throw typeError(`unhashable type: '${v.typeName()}'`)
    return key
  }
  if (v instanceof Uint8Array) return `b:${v.join()}`
  if (isDecimal(v)) return `n:${normaliseDecimal(v.text)}`
  if (isTemporal(v)) return `${v.type}:${instantOf(v)}`
  if (isTimedelta(v)) return `td:${v.microseconds}`
  if (isUuid(v)) return `u:${v.text}`
  return `x:${expressionKey(v)}`
}

function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, y] = [typeof a === 'boolean' ? BigInt(a) : a, typeof b === 'boolean' ? BigInt(b) : b]
  return x < y ? -1 : x > y ? 1 : 0
}

/** -1, 0 or 1; throws Python's TypeError for kinds without an order. */
export function compare(a: Value, b: Value, rt: Runtime, operator = '<'): number {
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const [x, y] = [asDecimalText(a), asDecimalText(b)]
  if (x !== null && y !== null) return compareDecimals(x, y)
  if (isTemporal(a) && isTemporal(b) && a.type === b.type) {
    if (isAware(a.text) !== isAware(b.text)) throw typeError(`can't compare offset-naive and offset-aware ${a.type}s`)
    const [i, j] = [instantOf(a), instantOf(b)]
    return i < j ? -1 : i > j ? 1 : 0
  }
  if (isTemporal(a) && isTemporal(b) && a.type !== 'time' && b.type !== 'time')
    throw typeError("can't compare datetime.datetime to datetime.date")
  if (isTimedelta(a) && isTimedelta(b)) return compareNumbers(a.microseconds, b.microseconds)
  if (isUuid(a) && isUuid(b)) return compareText(a.text, b.text)
  if ((a instanceof ListObject && b instanceof ListObject) || (a instanceof TupleObject && b instanceof TupleObject)) {
    for (let i = 0; i < Math.min(a.items.length, b.items.length); i++) {
      const [p, q] = [a.items[i] as Value, b.items[i] as Value]
      if (!equals(p, q, rt)) return compare(p, q, rt, operator)
    }
    return Math.sign(a.items.length - b.items.length)
  }
  const [s, t] = [plainValue(a), plainValue(b)]
  if (s !== a || t !== b) return compare(s, t, rt, operator)
  if (a instanceof SetObject && b instanceof SetObject) {
    if (a.equals(b)) return 0
    return [...a.entries.keys()].every((k) => b.entries.has(k)) ? -1 : 1
  }
  const own = richOrder(a, b, operator, rt)
  if (own !== null) return own
  throw typeError(
    `'${operator}' not supported between instances of '${qualifiedTypeName(a)}' and '${qualifiedTypeName(b)}'`,
  )
}

/** Members of text choices are strings. */
const isAware = (text: string): boolean => /[+-]\d\d:\d\d$/.test(text.slice(10))

/** By code points, as Python; JavaScript compares UTF-16 units. */
function compareText(a: string, b: string): number {
  if (a === b) return 0
  const [x, y] = [Array.from(a), Array.from(b)]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const d = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0)
    if (d !== 0) return Math.sign(d)
  }
  return Math.sign(x.length - y.length)
}

/** An object whose class says how it compares: `__lt__` of a model. */
interface RichObject {
  rich(method: string, other: Value, rt: Runtime): Value | undefined
}

const isRich = (value: Value): value is PyObject & RichObject => value instanceof PyObject && 'rich' in value

const METHODS: Readonly<Record<string, readonly [method: string, reflected: string]>> = {
  '<': ['__lt__', '__gt__'],
  '>': ['__gt__', '__lt__'],
  '<=': ['__le__', '__ge__'],
  '>=': ['__ge__', '__le__'],
}

function asked(a: Value, b: Value, operator: string, rt: Runtime): boolean | null {
  const [method, reflected] = METHODS[operator] ?? ['', '']
  const answer = (isRich(a) ? a.rich(method, b, rt) : undefined) ?? (isRich(b) ? b.rich(reflected, a, rt) : undefined)
  return answer === undefined ? null : answer === true
}

/** null: neither says anything. Neither less nor greater counts as equal. */
function richOrder(a: Value, b: Value, operator: string, rt: Runtime): number | null {
  const answer = asked(a, b, operator, rt)
  if (answer === null) return null
  const holds = operator.startsWith('<') ? -1 : 1
  if (answer) return holds
  if (operator.endsWith('=')) return -holds
  return asked(b, a, operator, rt) === true ? -holds : 0
}
