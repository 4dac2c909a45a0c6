/** Arithmetic of Python's `Decimal` under its default context: 28 digits, half to even. */
import { decimalOfFloat, decimalText, parseDecimal, quantize, roundTo } from '../../query/values/decimal.ts'
import type { Decimal } from '../../query/values/decimal.ts'
import { pyError } from '../errors.ts'

const PRECISION = 28

/** The text of a Decimal equal to an int, a bool or (exactly) a float. */
export function decimalOfNumber(value: bigint | number | boolean): string | null {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'bigint') return String(value)
  return Number.isFinite(value) ? decimalText(decimalOfFloat(value, 1100)) : null
}

export function readDecimal(text: string): Decimal | null {
  return parseDecimal(text)
}

function read(text: string): Decimal {
  const parsed = parseDecimal(text)
  if (parsed === null) throw pyError('InvalidOperation', "[<class 'decimal.InvalidOperation'>]")
  return parsed
}

const signed = (d: Decimal): bigint => (d.negative ? -d.digits : d.digits)
const make = (value: bigint, exponent: number): Decimal => ({
  negative: value < 0n,
  digits: value < 0n ? -value : value,
  exponent,
})

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent)
  const scale = (d: Decimal): bigint => signed(d) * 10n ** BigInt(d.exponent - exponent)
  return [scale(a), scale(b), exponent]
}

export function compareDecimals(a: string, b: string): number {
  const [p, q] = [parseDecimal(a), parseDecimal(b)]
  if (p === null || q === null) return Number.NaN
  const [x, y] = aligned(p, q)
  return x < y ? -1 : x > y ? 1 : 0
}

/** One text for equal values: no trailing zeros. */
export function normaliseDecimal(text: string): string {
  const d = parseDecimal(text)
  if (d === null) return text
  let { digits, exponent } = d
  if (digits === 0n) return '0'
  while (digits % 10n === 0n) {
    digits /= 10n
    exponent += 1
  }
  return exponent >= 0
    ? String(signed({ ...d, digits }) * 10n ** BigInt(exponent))
    : decimalText({ ...d, digits, exponent })
}

export type DecimalOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

export function decimalArithmetic(operator: DecimalOperator, left: string, right: string): string {
  const [a, b] = [read(left), read(right)]
  return decimalText(roundTo(OPERATIONS[operator](a, b), PRECISION))
}

const OPERATIONS: Readonly<Record<DecimalOperator, (a: Decimal, b: Decimal) => Decimal>> = {
  '+': (a, b) => {
    const [x, y, e] = aligned(a, b)
    return make(x + y, e)
  },
  '-': (a, b) => {
    const [x, y, e] = aligned(a, b)
    return make(x - y, e)
  },
  '*': (a, b) => make(signed(a) * signed(b), a.exponent + b.exponent),
  '/': divide,
  '//': (a, b) => {
    const [x, y] = aligned(a, divisor(a, b))
    return make(x / y, 0)
  },
  '%': (a, b) => {
    if (b.digits === 0n)
      throw pyError('InvalidOperation', signal(a.digits === 0n ? 'DivisionUndefined' : 'InvalidOperation'))
    const [x, y, e] = aligned(a, b)
    return make(x % y, e)
  },
  '**': (a, b) => {
    if (b.exponent < 0 || b.negative)
      throw pyError('NotImplementedError', 'Decimal powers other than whole numbers are not supported here yet')
    const power = b.digits * 10n ** BigInt(b.exponent)
    return make(signed(a) ** power, a.exponent * Number(power))
  },
}

const signal = (name: string): string => `[<class 'decimal.${name}'>]`

/** What is divided by: not zero. */
function divisor(a: Decimal, b: Decimal): Decimal {
  if (b.digits !== 0n) return b
  if (a.digits === 0n) throw pyError('InvalidOperation', signal('DivisionUndefined'))
  throw pyError('DivisionByZero', signal('DivisionByZero'))
}

function divide(a: Decimal, b: Decimal): Decimal {
  divisor(a, b)
  const shift = Math.max(0, PRECISION + 1 + String(b.digits).length - String(a.digits).length)
  let quotient = (a.digits * 10n ** BigInt(shift)) / b.digits
  const exact = quotient * b.digits === a.digits * 10n ** BigInt(shift)
  let exponent = a.exponent - b.exponent - shift
  if (exact) {
    // As few digits as say the same, but not fewer places than the operands had.
    const ideal = a.exponent - b.exponent
    while (quotient % 10n === 0n && exponent < ideal) {
      quotient /= 10n
      exponent += 1
    }
  } else if (quotient % 5n === 0n) quotient += 1n
  const negative = a.negative !== b.negative
  return { negative, digits: quotient, exponent }
}

export function negateDecimal(text: string): string {
  const d = read(text)
  return decimalText({ ...d, negative: !d.negative && d.digits !== 0n })
}

export function quantizeDecimal(text: string, places: number): string {
  return decimalText(quantize(read(text), places))
}

/** The power of ten of the last digit: how many places `quantize(Decimal("0.01"))` asks for. */
export function placesOf(text: string): number {
  return -read(text).exponent
}

/** `Decimal(text)` as it prints; null: not a number. */
export function decimalFromText(text: string): string | null {
  const d = parseDecimal(text)
  return d === null ? null : decimalText(d)
}
