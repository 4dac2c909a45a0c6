/** Too many digits of a Decimal. */
import { parseDecimal } from '../../query/values/decimal.ts'
import type { Runtime } from '../runtime.ts'
import { str } from '../text.ts'
import type { Value } from '../values.ts'

/** What DecimalValidator says: digits in all, after the point, before it. */
export function digitsProblem(
  value: Value,
  maxDigits: number | null,
  decimalPlaces: number | null,
  rt: Runtime,
): string | null {
  const number = parseDecimal(str(value, rt))
  if (number === null) return null
  const length = String(number.digits).length
  const places = number.exponent >= 0 ? 0 : -number.exponent
  const digits =
    number.exponent >= 0 ? (number.digits === 0n ? length : length + number.exponent) : Math.max(length, places)
  const whole = digits - places
  const problem = (what: string, most: number): string => {
    const noun = most === 1 ? what.replace('s', '') : what
    return `Ensure that there are no more than ${most} ${noun}.`
  }
  if (maxDigits !== null && digits > maxDigits) return problem('digits in total', maxDigits)
  if (decimalPlaces !== null && places > decimalPlaces) return problem('decimal places', decimalPlaces)
  if (maxDigits !== null && decimalPlaces !== null && whole > maxDigits - decimalPlaces)
    return problem('digits before the decimal point', maxDigits - decimalPlaces)
  return null
}

/** The code of what `digitsProblem` says. */
export function digitsCode(said: string): string {
  if (said.includes('in total')) return 'max_digits'
  return said.includes('before') ? 'max_whole_digits' : 'max_decimal_places'
}
