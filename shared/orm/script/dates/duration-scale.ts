/** Durations times and divided by numbers, exactly: a float is the fraction that it is, halves go to the even microsecond. */
import { pyError } from '../errors.ts'
import { floorDiv } from './temporal.ts'

type Ratio = readonly [numerator: bigint, denominator: bigint]

function ratioOf(value: number | bigint): Ratio {
  if (typeof value === 'bigint') return [value, 1n]
  if (!Number.isFinite(value)) throw pyError('OverflowError', 'cannot convert Infinity to integer ratio')
  let denominator = 1n
  let whole = value
  for (; !Number.isInteger(whole); whole *= 2) denominator *= 2n
  return [BigInt(whole), denominator]
}

function rounded(over: bigint, under: bigint): bigint {
  if (under < 0n) return rounded(-over, -under)
  const down = floorDiv(over, under)
  const twice = (over - down * under) * 2n
  return twice > under || (twice === under && down % 2n !== 0n) ? down + 1n : down
}

export function multiplied(microseconds: bigint, by: number | bigint): bigint {
  const [numerator, denominator] = ratioOf(by)
  return rounded(microseconds * numerator, denominator)
}

/** @param by not zero */
export function divided(microseconds: bigint, by: number | bigint): bigint {
  const [numerator, denominator] = ratioOf(by)
  return rounded(microseconds * denominator, numerator)
}
