/** Python's operators over script values; expression nodes build bigger expressions, as in Django. */
import { compare, equals, isNumeric } from './types/equality.ts'
import { DictObject, IteratorObject, ListObject, RangeObject, SetObject, TupleObject } from './types/collections.ts'
import { decimalArithmetic, decimalOfNumber, negateDecimal } from './types/decimal.ts'
import type { DecimalOperator } from './types/decimal.ts'
import { exceptionClass, ExceptionObject, PyError, pyError, typeError, unsupported } from './errors.ts'
import { combine, invertExpression, isQ } from './expressions/expressions.ts'
import { formatPercent } from './types/format.ts'
import { divided, multiplied } from './dates/duration-scale.ts'
import { difference, floorDiv, shift } from './dates/temporal.ts'
import type { PyBinaryOperator, PyCompareOperator } from '../../python/ast.ts'
import {
  isAsked,
  isContainer,
  isDecimal,
  isExpression,
  isIterable,
  isSized,
  isTemporal,
  isTimedelta,
  plainValue,
  PyObject,
  qualifiedTypeName,
  typeName,
} from './values.ts'
import type { Value } from './values.ts'
import type { Runtime } from './runtime.ts'

/** Longest text or list that a script may build; more is refused, not attempted. */
const MAX_LENGTH = 10_000_000

export function truthy(value: Value, rt: Runtime): boolean {
  if (value === null || value === false || value === '' || value === 0 || value === 0n) return false
  if (value instanceof PyObject) return value.truthy(rt)
  if (value instanceof Uint8Array) return value.length > 0
  if (isDecimal(value)) return /[1-9]/.test(value.text.replace(/E.*/, ''))
  if (isTimedelta(value)) return value.microseconds !== 0n
  if (typeof value === 'object' && value.type === 'Q') return value.children.length > 0
  return true
}

export function* iterate(value: Value, rt: Runtime): Generator<Value> {
  if (typeof value === 'string') {
    for (const char of value) yield char
  } else if (value instanceof Uint8Array) {
    for (const byte of value) yield BigInt(byte)
  } else if (isIterable(value)) {
    yield* value.iterate(rt)
  } else throw typeError(`'${typeName(value)}' object is not iterable`)
}

export function toArray(value: Value, rt: Runtime): Value[] {
  const items: Value[] = []
  for (const item of iterate(value, rt)) {
    rt.tick()
    if (items.push(item) > MAX_LENGTH) throw pyError('OverflowError', 'this list is too long')
  }
  return items
}

export function lengthOf(value: Value, rt: Runtime): number {
  if (typeof value === 'string') return Array.from(value).length
  if (value instanceof Uint8Array) return value.length
  if (isSized(value)) return value.length(rt)
  if (isQ(value)) return value.children.length
  throw typeError(`object of type '${typeName(value)}' has no len()`)
}

export function contains(container: Value, item: Value, rt: Runtime): boolean {
  if (typeof container === 'string') {
    if (typeof item !== 'string')
      throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`)
    return container.includes(item)
  }
  if (container instanceof Uint8Array && item instanceof Uint8Array)
    return item.length === 0 || `,${container.join()},`.includes(`,${item.join()},`)
  if (container instanceof Uint8Array) return typeof item === 'bigint' && container.includes(Number(item))
  if (isContainer(container)) return container.contains(item, rt)
  if (isIterable(container)) {
    for (const each of container.iterate(rt)) if (equals(each, item, rt)) return true
    return false
  }
  throw typeError(`argument of type '${typeName(container)}' is not iterable`)
}

const COMPARE: Readonly<Record<PyCompareOperator, (a: Value, b: Value, rt: Runtime) => boolean>> = {
  '==': equals,
  '!=': (a, b, rt) => !equals(a, b, rt),
  '<': (a, b, rt) => compare(a, b, rt, '<') < 0,
  '<=': (a, b, rt) => compare(a, b, rt, '<=') <= 0,
  '>': (a, b, rt) => compare(a, b, rt, '>') > 0,
  '>=': (a, b, rt) => compare(a, b, rt, '>=') >= 0,
  in: (a, b, rt) => contains(b, a, rt),
  'not in': (a, b, rt) => !contains(b, a, rt),
  is: (a, b) => a === b,
  'is not': (a, b) => a !== b,
}

export function compareWith(operator: PyCompareOperator, a: Value, b: Value, rt: Runtime): boolean {
  return COMPARE[operator](a, b, rt)
}

function operandError(operator: string, a: Value, b: Value): Error {
  const shown = operator === '**' ? '** or pow()' : operator
  return typeError(`unsupported operand type(s) for ${shown}: '${qualifiedTypeName(a)}' and '${qualifiedTypeName(b)}'`)
}

/** An object that takes part in operators itself: querysets with `&`, `|`, `^`. */
interface OperatorObject {
  binary(operator: PyBinaryOperator, other: Value, reflected: boolean, rt: Runtime): Value | undefined
}

function hasOperators(value: Value): value is PyObject & OperatorObject {
  return value instanceof PyObject && 'binary' in value
}

export function binary(operator: PyBinaryOperator, a: Value, b: Value, rt: Runtime): Value {
  if (isExpression(a) || isExpression(b)) {
    const combined = combine(operator, a, b, rt)
    if (combined !== undefined) return combined
    throw operandError(operator, a, b)
  }
  for (const [x, y, reflected] of [
    [a, b, false],
    [b, a, true],
  ] as const) {
    const made = hasOperators(x) ? x.binary(operator, y, reflected, rt) : undefined
    if (made !== undefined) return made
  }
  const [left, right] = [plainValue(a), plainValue(b)]
  if (left !== a || right !== b) return binary(operator, left, right, rt)
  if (isNumeric(a) && isNumeric(b)) return arithmetic(operator, a, b)
  if (operator === '%' && typeof a === 'string') return formatPercent(a, b, rt)
  if (isDecimal(a) || isDecimal(b)) return decimals(operator, a, b)
  if (isTemporal(a) || isTemporal(b) || isTimedelta(a) || isTimedelta(b)) return temporals(operator, a, b)
  if (operator === '+') return concatenate(a, b)
  if (operator === '*') return repeat(a, b)
  if (a instanceof SetObject && b instanceof SetObject) return setOperation(operator, a, b)
  if (operator === '|' && a instanceof DictObject && b instanceof DictObject) {
    return DictObject.of([...a.entries.values(), ...b.entries.values()], rt)
  }
  throw operandError(operator, a, b)
}

function concatenate(a: Value, b: Value): Value {
  if (a instanceof Uint8Array) {
    if (!(b instanceof Uint8Array)) throw typeError(`can't concat ${typeName(b)} to bytes`)
    return Uint8Array.from([...a, ...b])
  }
  if (typeof a === 'string') {
    if (typeof b !== 'string') throw typeError(`can only concatenate str (not "${typeName(b)}") to str`)
    if (a.length + b.length > MAX_LENGTH) throw pyError('OverflowError', 'this text is too long')
    return a + b
  }
  if (a instanceof ListObject) {
    if (!(b instanceof ListObject)) throw typeError(`can only concatenate list (not "${typeName(b)}") to list`)
    if (a.items.length + b.items.length > MAX_LENGTH) throw pyError('OverflowError', 'this list is too long')
    return new ListObject([...a.items, ...b.items])
  }
  if (a instanceof TupleObject) {
    if (!(b instanceof TupleObject)) throw typeError(`can only concatenate tuple (not "${typeName(b)}") to tuple`)
    return new TupleObject([...a.items, ...b.items])
  }
  throw operandError('+', a, b)
}

function repeat(a: Value, b: Value): Value {
  const [thing, times] = typeof a === 'bigint' || typeof a === 'boolean' ? [b, a] : [a, b]
  if (typeof times !== 'bigint' && typeof times !== 'boolean') {
    const isSequence = (v: Value): boolean =>
      typeof v === 'string' || v instanceof ListObject || v instanceof TupleObject || v instanceof Uint8Array
    if (isSequence(a) || isSequence(b))
      throw typeError(`can't multiply sequence by non-int of type '${typeName(isSequence(a) ? b : a)}'`)
    throw operandError('*', a, b)
  }
  const n = Math.max(0, Number(times))
  const size =
    typeof thing === 'string'
      ? thing.length
      : thing instanceof ListObject || thing instanceof TupleObject
        ? thing.items.length
        : 0
  if (size * n > MAX_LENGTH) throw pyError('OverflowError', 'cannot fit that many items')
  if (typeof thing === 'string') return thing.repeat(n)
  if (thing instanceof Uint8Array && thing.length * n <= MAX_LENGTH)
    return Uint8Array.from({ length: thing.length * n }, (_, i) => thing[i % thing.length] ?? 0)
  if (thing instanceof ListObject) return new ListObject(Array.from({ length: n }, () => thing.items).flat())
  if (thing instanceof TupleObject) return new TupleObject(Array.from({ length: n }, () => thing.items).flat())
  throw operandError('*', a, b)
}

function setOperation(operator: PyBinaryOperator, a: SetObject, b: SetObject): SetObject {
  const out = new SetObject(a.frozen)
  const keep: Partial<Record<PyBinaryOperator, (inA: boolean, inB: boolean) => boolean>> = {
    '|': () => true,
    '&': (p, q) => p && q,
    '-': (p, q) => p && !q,
    '^': (p, q) => p !== q,
  }
  const wanted = keep[operator]
  if (wanted === undefined) throw operandError(operator, a, b)
  for (const [key, value] of [...a.entries, ...b.entries]) {
    if (wanted(a.entries.has(key), b.entries.has(key)) && !out.entries.has(key)) out.entries.set(key, value)
  }
  return out
}

type Numeric = bigint | number | boolean

function arithmetic(operator: PyBinaryOperator, a: Numeric, b: Numeric): Value {
  if (typeof a === 'boolean' && typeof b === 'boolean' && (operator === '&' || operator === '|' || operator === '^')) {
    return operator === '&' ? a && b : operator === '|' ? a || b : a !== b
  }
  const [x, y] = [typeof a === 'boolean' ? BigInt(a) : a, typeof b === 'boolean' ? BigInt(b) : b]
  if (operator === '/') {
    if (Number(y) === 0)
      throw pyError(
        'ZeroDivisionError',
        typeof x === 'bigint' && typeof y === 'bigint' ? 'division by zero' : 'float division by zero',
      )
    return Number(x) / Number(y)
  }
  if (typeof x === 'bigint' && typeof y === 'bigint') return integers(operator, x, y)
  return floats(operator, Number(x), Number(y))
}

function integers(operator: PyBinaryOperator, x: bigint, y: bigint): Value {
  const operation = INTEGERS[operator]
  if (operation === undefined) throw operandError(operator, x, y)
  return operation(x, y)
}

/** Factors beyond this (30,000 digits) are refused: squaring on and on would fill the memory. */
const HUGE = 1n << 100_000n

const zero = (y: bigint): void => {
  if (y === 0n) throw pyError('ZeroDivisionError', 'integer division or modulo by zero')
}

const INTEGERS: Partial<Record<PyBinaryOperator, (x: bigint, y: bigint) => Value>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => {
    if (x > HUGE || x < -HUGE || y > HUGE || y < -HUGE) throw pyError('OverflowError', 'this number is too large')
    return x * y
  },
  '//': (x, y) => {
    zero(y)
    return floorDiv(x, y)
  },
  '%': (x, y) => {
    if (y === 0n) throw pyError('ZeroDivisionError', 'integer modulo by zero')
    return x - floorDiv(x, y) * y
  },
  '**': (x, y) => {
    if (y < 0n && x === 0n) throw pyError('ZeroDivisionError', '0.0 cannot be raised to a negative power')
    if (y < 0n) return Number(x) ** Number(y)
    // Digits grow with the exponent: a tower of powers would never end.
    if (y * BigInt(x.toString(2).length) > 1_000_000n) throw pyError('OverflowError', 'this power is too large')
    return x ** y
  },
  '|': (x, y) => x | y,
  '&': (x, y) => x & y,
  '^': (x, y) => x ^ y,
  '<<': (x, y) => {
    if (y > 1_000_000n) throw pyError('OverflowError', 'shift count too large')
    return x << y
  },
  '>>': (x, y) => x >> y,
}

function floats(operator: PyBinaryOperator, x: number, y: number): Value {
  switch (operator) {
    case '+':
      return x + y
    case '-':
      return x - y
    case '*':
      return x * y
    case '**':
      return floatPower(x, y)
    case '//': {
      if (y === 0) throw pyError('ZeroDivisionError', 'float floor division by zero')
      const whole = (x - floatRest(x, y)) / y
      const floor = Math.floor(whole)
      return whole - floor > 0.5 ? floor + 1 : floor
    }
    case '%':
      if (y === 0) throw pyError('ZeroDivisionError', 'float modulo')
      return floatRest(x, y)
    default:
      throw operandError(operator, x, y)
  }
}

/** Of the divisor's sign. */
function floatRest(x: number, y: number): number {
  const rest = x % y
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest
}

function floatPower(x: number, y: number): number {
  if (x === 0 && y < 0) throw pyError('ZeroDivisionError', '0.0 cannot be raised to a negative power')
  if (x < 0 && Number.isFinite(x) && !Number.isInteger(y) && Number.isFinite(y)) throw unsupported('a complex number')
  const power = x ** y
  if (!Number.isFinite(power) && Number.isFinite(x) && Number.isFinite(y))
    throw new PyError(new ExceptionObject(exceptionClass('OverflowError'), [34n, 'Numerical result out of range']))
  return power
}

function decimals(operator: PyBinaryOperator, a: Value, b: Value): Value {
  const text = (v: Value): string | null =>
    isDecimal(v) ? v.text : typeof v === 'bigint' || typeof v === 'boolean' ? decimalOfNumber(v) : null
  const [x, y] = [text(a), text(b)]
  if (x === null || y === null || !['+', '-', '*', '/', '//', '%', '**'].includes(operator))
    throw operandError(operator, a, b)
  return { type: 'decimal', text: decimalArithmetic(operator as DecimalOperator, x, y) }
}

function temporals(operator: PyBinaryOperator, a: Value, b: Value): Value {
  if (isTimedelta(a) && isTimedelta(b)) return deltas(operator, a.microseconds, b.microseconds)
  if (isTimedelta(a) && isNumeric(b)) return scaled(operator, a.microseconds, b)
  if (operator === '*' && isNumeric(a) && isTimedelta(b)) return scaled('*', b.microseconds, a)
  if (isTemporal(a) && isTemporal(b) && operator === '-' && a.type === b.type && a.type !== 'time')
    return difference(a, b)
  const [moment, delta] = isTemporal(a) ? [a, b] : [b, a]
  const possible = operator === '+' || (operator === '-' && moment === a)
  if (!possible || !isTemporal(moment) || !isTimedelta(delta) || moment.type === 'time')
    throw operandError(operator, a, b)
  const moved = shift(moment, operator === '+' ? delta.microseconds : -delta.microseconds)
  if (moved === null) throw pyError('OverflowError', 'date value out of range')
  return moved
}

/** Python's words where a duration is divided by none. */
const BY_NO_DURATION: Readonly<Record<string, string>> = {
  '//': 'integer division or modulo by zero',
  '%': 'integer modulo by zero',
}

function deltas(operator: PyBinaryOperator, x: bigint, y: bigint): Value {
  if (operator === '+') return { type: 'timedelta', microseconds: x + y }
  if (operator === '-') return { type: 'timedelta', microseconds: x - y }
  if (y === 0n) throw pyError('ZeroDivisionError', BY_NO_DURATION[operator] ?? 'division by zero')
  if (operator === '/') return Number(x) / Number(y)
  if (operator === '//') return floorDiv(x, y)
  if (operator === '%') return { type: 'timedelta', microseconds: x - floorDiv(x, y) * y }
  throw typeError(`unsupported operand type(s) for ${operator}: 'datetime.timedelta' and 'datetime.timedelta'`)
}

function scaled(operator: PyBinaryOperator, x: bigint, by: Numeric): Value {
  const n = typeof by === 'boolean' ? BigInt(by) : by
  if (operator === '*') {
    return { type: 'timedelta', microseconds: multiplied(x, n) }
  }
  if (operator !== '/' && operator !== '//') throw operandError(operator, { type: 'timedelta', microseconds: x }, by)
  if (Number(n) === 0) throw pyError('ZeroDivisionError', 'integer division or modulo by zero')
  if (operator === '//' && typeof n === 'bigint') return { type: 'timedelta', microseconds: floorDiv(x, n) }
  return { type: 'timedelta', microseconds: divided(x, n) }
}

interface Invertible extends PyObject {
  inverted(): Value
}

export function unary(operator: '-' | '+' | '~' | 'not', value: Value, rt: Runtime): Value {
  if (operator === 'not') return !truthy(value, rt)
  if (isExpression(value)) {
    if (operator === '~') return invertExpression(value)
    if (operator === '-') return binary('*', value, -1n, rt)
  }
  if (operator === '~' && (typeof value === 'bigint' || typeof value === 'boolean')) return ~BigInt(value)
  if (isNumeric(value) && operator !== '~') {
    const n = typeof value === 'boolean' ? BigInt(value) : value
    return operator === '-' ? -n : n
  }
  if (isDecimal(value) && operator !== '~')
    return operator === '-' ? { type: 'decimal', text: negateDecimal(value.text) } : value
  if (isTimedelta(value) && operator !== '~')
    return operator === '-' ? { ...value, microseconds: -value.microseconds } : value
  const name = { '-': '__neg__', '+': '__pos__', '~': '__invert__' }[operator]
  const own = isAsked(value) ? value.ask(name, [], rt) : undefined
  if (own !== undefined) return own
  if (operator === '~' && value instanceof PyObject && 'inverted' in value) return (value as Invertible).inverted()
  const plain = plainValue(value)
  if (plain !== undefined && plain !== value) return unary(operator, plain, rt)
  throw typeError(`bad operand type for unary ${operator}: '${typeName(value)}'`)
}

/** `reversed(x)`. */
export function reversed(value: Value, rt: Runtime): Value {
  if (value instanceof SetObject || value instanceof IteratorObject) {
    throw typeError(`'${typeName(value)}' object is not reversible`)
  }
  if (value instanceof RangeObject || isIterable(value) || typeof value === 'string') {
    return new IteratorObject(toArray(value, rt).reverse(), 'list_reverseiterator')
  }
  throw typeError(`'${typeName(value)}' object is not reversible`)
}
