/** Fractions of big integers, rounded once at the end: for results that must not depend on the order of sums. */
export interface Fraction {
  readonly top: bigint
  /** Positive. */
  readonly bottom: bigint
}

/** Numbers as integers over one power of two; every finite double is such a fraction. */
export function commonScale(values: readonly (bigint | number)[]): {
  readonly numerators: readonly bigint[]
  /** The common denominator is 2 to this power. */
  readonly power: bigint
} {
  const parts = values.map((value) => (typeof value === 'bigint' ? { top: value, power: 0n } : split(value)))
  const power = parts.reduce((most, part) => (part.power > most ? part.power : most), 0n)
  return { numerators: parts.map((part) => part.top << (power - part.power)), power }
}

function split(value: number): { readonly top: bigint; readonly power: bigint } {
  let top = value
  let power = 0n
  while (!Number.isInteger(top)) {
    top *= 2
    power += 1n
  }
  return { top: BigInt(top), power }
}

/** Bits kept before rounding: more than a double has, so that one more rounding is exact. */
const BITS = 66n

/** The nearest double. */
export function quotient({ top, bottom }: Fraction): number {
  if (top === 0n) return 0
  const shift = BITS - BigInt(bitLength(top) - bitLength(bottom))
  const [dividend, divisor] = shift > 0n ? [top << shift, bottom] : [top, bottom << -shift]
  const whole = dividend / divisor
  return Number(whole * divisor === dividend ? whole : whole | 1n) * 2 ** Number(-shift)
}

/** The double nearest to the square root. */
export function squareRoot({ top, bottom }: Fraction): number {
  if (top === 0n) return 0
  let shift = 2n * BITS - BigInt(bitLength(top) - bitLength(bottom))
  if (shift % 2n !== 0n) shift += 1n
  const [dividend, divisor] = shift > 0n ? [top << shift, bottom] : [top, bottom << -shift]
  const root = integerRoot(dividend / divisor)
  const exact = root * root * divisor === dividend
  return Number(exact ? root : root | 1n) * 2 ** Number(-shift / 2n)
}

function bitLength(value: bigint): number {
  return value.toString(2).length
}

/** The largest integer whose square is not greater (Newton's method). */
function integerRoot(value: bigint): bigint {
  let guess = 1n << BigInt(Math.ceil(bitLength(value) / 2))
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}
