/** Methods of Python's Decimal under its default context: 28 digits, half to even unless a call says otherwise. */
import type { PyDecimal } from '../../query/types.ts'
import { decimalText, parseDecimal, roundTo, truncate } from '../../query/values/decimal.ts'
import type { Decimal } from '../../query/values/decimal.ts'
import { TupleObject } from './collections.ts'
import { decimalOfNumber, negateDecimal, compareDecimals } from './decimal.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import { str } from '../text.ts'
import { Builtin, isDecimal, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'

/** How a digit that is cut off moves the last one that stays: by the rest's size against half, and the sign. */
const ROUNDINGS = {
  ROUND_UP: () => true,
  ROUND_DOWN: () => false,
  ROUND_CEILING: (_half: number, negative: boolean) => !negative,
  ROUND_FLOOR: (_half: number, negative: boolean) => negative,
  ROUND_HALF_UP: (half: number) => half >= 0,
  ROUND_HALF_DOWN: (half: number) => half > 0,
  ROUND_HALF_EVEN: (half: number, _negative: boolean, last: bigint) => half > 0 || (half === 0 && last % 2n === 1n),
  ROUND_05UP: (_half: number, _negative: boolean, last: bigint) => last % 5n === 0n,
} satisfies Readonly<Record<string, (half: number, negative: boolean, last: bigint) => boolean>>

export const ROUNDING_NAMES: readonly string[] = Object.keys(ROUNDINGS)
const isRounding = (name: string): name is keyof typeof ROUNDINGS => Object.hasOwn(ROUNDINGS, name)

const PRECISION = 28
const invalid = (): Error => pyError('InvalidOperation', "[<class 'decimal.InvalidOperation'>]")

/** With `-exponent` digits after the point. */
function rescaled(value: Decimal, exponent: number, rounding: string): Decimal {
  if (!isRounding(rounding)) throw typeError('valid values for rounding are:\n  [' + ROUNDING_NAMES.join(', ') + ']')
  const shift = value.exponent - exponent
  if (Math.abs(shift) > 5000) throw invalid()
  if (shift >= 0) return { ...value, digits: value.digits * 10n ** BigInt(shift), exponent }
  const by = 10n ** BigInt(-shift)
  const [kept, rest] = [value.digits / by, value.digits % by]
  const half = rest * 2n === by ? 0 : rest * 2n > by ? 1 : -1
  const isMore = rest !== 0n && ROUNDINGS[rounding](half, value.negative, kept)
  return { negative: value.negative, digits: isMore ? kept + 1n : kept, exponent }
}

const made = (value: Decimal): PyDecimal => ({ type: 'decimal', text: decimalText(value) })

function read(value: Value | undefined): Decimal {
  const text = value !== undefined && isDecimal(value) ? value.text : null
  const number = text ?? (typeof value === 'bigint' || typeof value === 'boolean' ? decimalOfNumber(value) : null)
  const parsed = number === null ? null : parseDecimal(number)
  if (parsed === null) throw typeError(`conversion from ${typeName(value ?? null)} to Decimal is not supported`)
  return parsed
}

type Method = (self: Decimal, call: CallArgs, rt: Runtime) => Value

const roundingOf = ({ args, kwargs }: CallArgs, at: number, rt: Runtime): string => {
  const given = args[at] ?? kwargs.get('rounding') ?? null
  return given === null ? 'ROUND_HALF_EVEN' : str(given, rt)
}

const whole: Method = (self, call, rt) => made(self.exponent >= 0 ? self : rescaled(self, 0, roundingOf(call, 0, rt)))

function squareRoot(self: Decimal): Decimal {
  if (self.digits === 0n) return { ...self, exponent: Math.floor(self.exponent / 2) }
  if (self.negative) throw invalid()
  // Enough digits for 29 of the root, and an even power of ten.
  const length = String(self.digits).length
  let shift = Math.max(0, 2 * (PRECISION + 1) - length)
  if ((self.exponent - shift) % 2 !== 0) shift += 1
  const scaled = self.digits * 10n ** BigInt(shift)
  const root = integerRoot(scaled)
  const isExact = root * root === scaled
  let result: Decimal = { negative: false, digits: root, exponent: (self.exponent - shift) / 2 }
  if (!isExact) return roundTo({ ...result, digits: root * 10n + 1n, exponent: result.exponent - 1 }, PRECISION)
  const ideal = Math.floor(self.exponent / 2)
  while (result.exponent < ideal && result.digits % 10n === 0n)
    result = { ...result, digits: result.digits / 10n, exponent: result.exponent + 1 }
  return roundTo(result, PRECISION)
}

function integerRoot(n: bigint): bigint {
  if (n < 2n) return n
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2))
  for (;;) {
    const next = (x + n / x) / 2n
    if (next >= x) return x
    x = next
  }
}

function normalized(self: Decimal): Decimal {
  let { digits, exponent } = roundTo(self, PRECISION)
  if (digits === 0n) return { ...self, digits, exponent: 0 }
  while (digits % 10n === 0n) {
    digits /= 10n
    exponent += 1
  }
  return { ...self, digits, exponent }
}

const greater = (a: Decimal, b: Decimal): boolean => compareDecimals(decimalText(a), decimalText(b)) > 0

const METHODS: Readonly<Record<string, Method>> = {
  quantize: (self, call, rt) => {
    const [to] = [call.args[0] ?? call.kwargs.get('exp')]
    const rounded = rescaled(self, read(to).exponent, roundingOf(call, 1, rt))
    if (String(rounded.digits).length > PRECISION) throw invalid()
    return made(rounded)
  },
  normalize: (self) => made(normalized(self)),
  as_tuple: (self) => {
    const digits = new TupleObject(Array.from(String(self.digits), (d) => BigInt(d)))
    const items = [self.negative ? 1n : 0n, digits, BigInt(self.exponent)]
    return new TupleObject(items, ['sign', 'digits', 'exponent'], 'DecimalTuple')
  },
  as_integer_ratio: (self) => {
    const [top, bottom] =
      self.exponent >= 0
        ? [self.digits * 10n ** BigInt(self.exponent), 1n]
        : [self.digits, 10n ** BigInt(-self.exponent)]
    let [a, b] = [top, bottom]
    while (b !== 0n) [a, b] = [b, a % b]
    return new TupleObject([((self.negative ? -1n : 1n) * top) / a, bottom / a])
  },
  sqrt: (self) => made(squareRoot(self)),
  adjusted: (self) => BigInt(self.digits === 0n ? 0 : self.exponent + String(self.digits).length - 1),
  to_integral_value: whole,
  to_integral: whole,
  to_integral_exact: whole,
  copy_abs: (self) => made({ ...self, negative: false }),
  copy_negate: (self) => made({ ...self, negative: !self.negative }),
  copy_sign: (self, { args }) => made({ ...self, negative: read(args[0]).negative }),
  compare: (self, { args }) => ({
    type: 'decimal',
    text: String(compareDecimals(decimalText(self), decimalText(read(args[0])))),
  }),
  max: (self, { args }) => made(greater(read(args[0]), self) ? read(args[0]) : self),
  min: (self, { args }) => made(greater(self, read(args[0])) ? read(args[0]) : self),
  scaleb: (self, { args }) => made({ ...self, exponent: self.exponent + Number(truncate(read(args[0]))) }),
  same_quantum: (self, { args }) => read(args[0]).exponent === self.exponent,
  is_zero: (self) => self.digits === 0n,
  is_signed: (self) => self.negative,
  is_nan: () => false,
  is_infinite: () => false,
  is_finite: () => true,
  conjugate: (self) => made(self),
  __round__: (self, { args: [digits = null] }) => {
    if (typeof digits === 'bigint') return made(rescaled(self, -Number(digits), 'ROUND_HALF_EVEN'))
    return truncate(rescaled(self, 0, 'ROUND_HALF_EVEN'))
  },
}

export function decimalAttribute(value: PyDecimal, name: string): Value | undefined {
  if (name === 'real') return value
  if (name === 'imag') return { type: 'decimal', text: '0' }
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  const self = parseDecimal(value.text)
  if (method === undefined || self === null) return undefined
  return new Builtin(name, (call, rt) => method(self, call, rt))
}

/** `Decimal((sign, digits, exponent))` */
export function decimalOfParts(parts: TupleObject): PyDecimal {
  const [sign, digits, exponent] = parts.items
  if (!(digits instanceof TupleObject) || typeof exponent !== 'bigint')
    throw valueError('argument must be a sequence of length 3')
  const text = `${digits.items.join('') || '0'}E${exponent}`
  return { type: 'decimal', text: sign === 1n ? negateDecimal(plainText(text)) : plainText(text) }
}

function plainText(text: string): string {
  const parsed = parseDecimal(text)
  return parsed === null ? text : decimalText(parsed)
}
