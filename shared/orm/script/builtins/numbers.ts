/** `int()`, `float()` and `round()`. */
import { isNumeric } from '../types/equality.ts'
import { decimalOfNumber, quantizeDecimal, readDecimal } from '../types/decimal.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import { truncate } from '../../query/values/decimal.ts'
import { isDecimal, PyObject, typeName } from '../values.ts'
import type { Value } from '../values.ts'

export function toInt(value: Value, base: number | null): bigint {
  if (typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw pyError(
        Number.isNaN(value) ? 'ValueError' : 'OverflowError',
        `cannot convert float ${Number.isNaN(value) ? 'NaN' : 'infinity'} to integer`,
      )
    return BigInt(Math.trunc(value))
  }
  if (isDecimal(value)) {
    const decimal = readDecimal(value.text)
    if (decimal !== null) return truncate(decimal)
  }
  if (typeof value === 'string') {
    const text = value.trim().replaceAll('_', '')
    if (base === null || base === 10) {
      if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace(/^\+/, ''))
    } else {
      const number = Number.parseInt(text, base)
      if (!Number.isNaN(number)) return BigInt(number)
    }
    throw valueError(
      `invalid literal for int() with base ${base ?? 10}: ${JSON.stringify(value).replace(/^"|"$/g, "'")}`,
    )
  }
  const plain = plainOf(value)
  if (plain !== undefined) return toInt(plain, base)
  throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`)
}

/** Members of choices stand for their value. */
export function plainOf(value: Value): Value | undefined {
  return value instanceof PyObject && 'plain' in value ? (value.plain as Value) : undefined
}

export function toFloat(value: Value): number {
  if (isNumeric(value)) return Number(value)
  if (isDecimal(value)) return Number(value.text)
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase().replaceAll('_', '')
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return Number(text)
    if (/^[+-]?(inf|infinity|nan)$/.test(text))
      return text.includes('nan') ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity
    throw valueError(`could not convert string to float: '${value}'`)
  }
  throw typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`)
}

export function roundHalfEven(value: Value, digits: Value): Value {
  if (isDecimal(value)) {
    const places = typeof digits === 'bigint' ? Number(digits) : 0
    const text = quantizeDecimal(value.text, places)
    return typeof digits === 'bigint' ? { type: 'decimal', text } : BigInt(text)
  }
  if (typeof value === 'bigint' || typeof value === 'boolean') return roundInt(BigInt(value), digits)
  if (typeof value !== 'number') throw typeError(`type ${typeName(value)} doesn't define __round__ method`)
  const text = quantizeDecimal(decimalOfNumber(value) ?? '0', typeof digits === 'bigint' ? Number(digits) : 0)
  return typeof digits === 'bigint' ? Number(text) : BigInt(text)
}

/** `round(1234, -2)`. */
function roundInt(value: bigint, digits: Value): bigint {
  if (typeof digits !== 'bigint' || digits >= 0n) return value
  const text = quantizeDecimal(`${value}E${digits}`, 0)
  return BigInt(text) * 10n ** -digits
}
