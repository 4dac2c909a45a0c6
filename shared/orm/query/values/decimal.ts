/** Decimal numbers as Python's `decimal` has them: digits and a power of ten, trailing zeros kept. */
import { OrmError } from '../types.ts'

export interface Decimal {
  readonly negative: boolean
  /** The digits without point or leading zeros. */
  readonly digits: bigint
  readonly exponent: number
}

const PATTERN = /^([+-]?)(\d+(?:_\d+)*)?(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/

/** Reads what `Decimal(text)` accepts, infinities and NaN excepted; null: not a number. */
export function parseDecimal(text: string): Decimal | null {
  const match = PATTERN.exec(text.trim())
  if (match === null) return null
  const [, sign, whole = '', fraction = '', power = '0'] = match
  if (whole === '' && fraction === '') return null
  return {
    negative: sign === '-',
    digits: BigInt(whole.replaceAll('_', '') + fraction || '0'),
    exponent: Number(power) - fraction.length,
  }
}

/** The exact value of a finite double, cut to `precision` significant digits (SQLite keeps 15). */
export function decimalOfFloat(value: number, precision: number): Decimal {
  let numerator = Math.abs(value)
  let power = 0
  while (!Number.isInteger(numerator)) {
    numerator *= 2
    power += 1
  }
  const exact: Decimal = {
    negative: value < 0,
    digits: BigInt(numerator) * 5n ** BigInt(power),
    exponent: -power,
  }
  return roundTo(exact, precision)
}

/** Rounds half to even where there are more than `precision` digits. */
export function roundTo(value: Decimal, precision: number): Decimal {
  const surplus = value.digits.toString().length - precision
  if (surplus <= 0) return value
  const digits = divideHalfEven(value.digits, 10n ** BigInt(surplus))
  const rounded = { ...value, digits, exponent: value.exponent + surplus }
  return digits.toString().length > precision ? roundTo(rounded, precision) : rounded
}

/** Beyond this many places a number is taken for a mistake: its digits would fill the memory. */
const MAX_SHIFT = 5000

function powerOfTen(exponent: number): bigint {
  if (exponent > MAX_SHIFT) throw new OrmError('InvalidOperation', "[<class 'decimal.InvalidOperation'>]")
  return 10n ** BigInt(exponent)
}

/** Exactly `places` digits after the point, half to even. */
export function quantize(value: Decimal, places: number): Decimal {
  const shift = value.exponent + places
  const digits = shift >= 0 ? value.digits * powerOfTen(shift) : divideHalfEven(value.digits, powerOfTen(-shift))
  return { negative: value.negative, digits, exponent: -places }
}

function divideHalfEven(value: bigint, by: bigint): bigint {
  const quotient = value / by
  const twice = (value % by) * 2n
  return twice > by || (twice === by && quotient % 2n === 1n) ? quotient + 1n : quotient
}

/** `str(Decimal)`: plain unless the exponent is positive or the number very small. */
export function decimalText(value: Decimal): string {
  const digits = value.digits.toString()
  const sign = value.negative ? '-' : ''
  const adjusted = value.exponent + digits.length - 1
  if (value.exponent <= 0 && adjusted >= -6) return sign + withPoint(digits, -value.exponent)
  const mantissa = digits.length === 1 ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`
  return `${sign}${mantissa}E${adjusted < 0 ? '' : '+'}${adjusted}`
}

function withPoint(digits: string, places: number): string {
  if (places === 0) return digits
  const padded = digits.padStart(places + 1, '0')
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`
}

/** `int(Decimal)`: towards zero. */
export function truncate(value: Decimal): bigint {
  const whole =
    value.exponent >= 0 ? value.digits * powerOfTen(value.exponent) : value.digits / powerOfTen(-value.exponent)
  return value.negative ? -whole : whole
}
