/** Python's `math`, `statistics` and `string`, as far as scripts of tutorials go. */
import { TupleObject } from '../types/collections.ts'
import { compare } from '../types/equality.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import { binary, toArray } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isDecimal, typeName } from '../values.ts'
import type { NativeFunction, Value } from '../values.ts'

type Entry = readonly [string, Value]
const fn = (name: string, f: NativeFunction): Entry => [name, new Builtin(name, f)]

function real(value: Value | undefined): number {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return Number(value)
  if (value !== undefined && isDecimal(value)) return Number(value.text)
  throw typeError(`must be real number, not ${typeName(value ?? null)}`)
}

function whole(value: Value | undefined): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  throw typeError(`'${typeName(value ?? null)}' object cannot be interpreted as an integer`)
}

const unary = (name: string, f: (x: number) => number): Entry =>
  fn(name, ({ args }) => {
    const result = f(real(args[0]))
    if (Number.isNaN(result)) throw valueError('math domain error')
    return result
  })

const rounding = (name: string, f: (x: number) => number): Entry =>
  fn(name, ({ args }) => (typeof args[0] === 'bigint' ? args[0] : BigInt(f(real(args[0])))))

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** Largest number of factors; more would take for ever. */
const MAX_FACTORS = 100_000n

/** n · (n − 1) · … of k factors. */
function falling(n: bigint, k: bigint): bigint {
  if (n < 0n || k < 0n) throw valueError('n must be a non-negative integer')
  if (k > MAX_FACTORS) throw pyError('OverflowError', 'this number is too large')
  let product = 1n
  for (let i = 0n; i < k; i++) product *= n - i
  return product
}

/** Without the errors of adding one by one: partial sums that do not overlap (Shewchuk). */
function exactSum(items: readonly number[]): number {
  let parts: number[] = []
  for (let x of items) {
    const next: number[] = []
    for (let y of parts) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x]
      const high = x + y
      const low = y - (high - x)
      if (low !== 0) next.push(low)
      x = high
    }
    parts = [...next, x]
  }
  return parts.reduceRight((sum, part) => sum + part, 0)
}

function logarithm(x: number): number {
  if (x <= 0) throw valueError('math domain error')
  return Math.log(x)
}

export const MATH: readonly Entry[] = [
  rounding('floor', Math.floor),
  rounding('ceil', Math.ceil),
  rounding('trunc', Math.trunc),
  unary('sqrt', Math.sqrt),
  unary('fabs', Math.abs),
  unary('exp', Math.exp),
  unary('sin', Math.sin),
  unary('cos', Math.cos),
  unary('tan', Math.tan),
  unary('asin', Math.asin),
  unary('acos', Math.acos),
  unary('atan', Math.atan),
  unary('sinh', Math.sinh),
  unary('cosh', Math.cosh),
  unary('tanh', Math.tanh),
  unary('cbrt', Math.cbrt),
  unary('log1p', Math.log1p),
  unary('expm1', Math.expm1),
  unary('degrees', (x) => (x * 180) / Math.PI),
  unary('radians', (x) => (x * Math.PI) / 180),
  fn('atan2', ({ args }) => Math.atan2(real(args[0]), real(args[1]))),
  fn('copysign', ({ args }) => {
    const [x, sign] = [Math.abs(real(args[0])), real(args[1])]
    return sign < 0 || Object.is(sign, -0) ? -x : x
  }),
  fn('fmod', ({ args }) => real(args[0]) % real(args[1])),
  fn('modf', ({ args }) => new TupleObject([real(args[0]) % 1, Math.trunc(real(args[0]))])),
  fn('remainder', ({ args }) => {
    const [x, y] = [real(args[0]), real(args[1])]
    const times = x / y
    const near = Math.round(times)
    const even = Math.abs(times % 1) === 0.5 && near % 2 !== 0 ? near - 1 : near
    return x - even * y
  }),
  fn('fsum', ({ args }, rt) => exactSum(toArray(args[0] ?? null, rt).map(real))),
  fn('dist', ({ args }, rt) => {
    const [p, q] = [toArray(args[0] ?? null, rt).map(real), toArray(args[1] ?? null, rt).map(real)]
    if (p.length !== q.length) throw valueError('both points must have the same number of dimensions')
    return Math.hypot(...p.map((x, i) => x - (q[i] ?? 0)))
  }),
  fn('comb', ({ args }) => {
    const [n, k] = [whole(args[0]), whole(args[1])]
    return k > n ? 0n : falling(n, k) / falling(k, k)
  }),
  fn('perm', ({ args }) => {
    const n = whole(args[0])
    const k = args[1] === undefined || args[1] === null ? n : whole(args[1])
    return k > n ? 0n : falling(n, k)
  }),
  fn('lcm', ({ args }) => args.map(whole).reduce((a, b) => (a === 0n || b === 0n ? 0n : (a / gcd(a, b)) * b), 1n)),
  fn('isqrt', ({ args }) => {
    const n = whole(args[0])
    if (n < 0n) throw valueError('isqrt() argument must be nonnegative')
    let x = BigInt(Math.floor(Math.sqrt(Number(n))))
    while (x * x > n) x -= 1n
    while ((x + 1n) * (x + 1n) <= n) x += 1n
    return x
  }),
  fn('isfinite', ({ args }) => Number.isFinite(real(args[0]))),
  ['tau', 2 * Math.PI],
  unary('log2', Math.log2),
  unary('log10', Math.log10),
  fn('log', ({ args }) =>
    args[1] === undefined ? logarithm(real(args[0])) : logarithm(real(args[0])) / logarithm(real(args[1])),
  ),
  fn('pow', ({ args }) => real(args[0]) ** real(args[1])),
  fn('hypot', ({ args }) => Math.hypot(...args.map(real))),
  fn('gcd', ({ args }) => args.map(whole).reduce(gcd, 0n)),
  fn('prod', ({ args }, rt) => toArray(args[0] ?? null, rt).reduce((a, b) => binary('*', a, b, rt), 1n as Value)),
  fn('factorial', ({ args }, rt) => {
    const n = whole(args[0])
    if (n < 0n) throw valueError('factorial() not defined for negative values')
    let product = 1n
    for (let i = 2n; i <= n; i++) {
      rt.tick()
      product *= i
    }
    return product
  }),
  fn('isclose', ({ args, kwargs }) => {
    const [a, b] = [real(args[0]), real(args[1])]
    const [relative, absolute] = [real(kwargs.get('rel_tol') ?? 1e-9), real(kwargs.get('abs_tol') ?? 0)]
    return Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute)
  }),
  fn('isnan', ({ args }) => Number.isNaN(real(args[0]))),
  fn('isinf', ({ args }) => [Infinity, -Infinity].includes(real(args[0]))),
  ['pi', Math.PI],
  ['e', Math.E],
  ['inf', Infinity],
  ['nan', NaN],
]

function sortedData(args: readonly Value[], what: string, rt: Runtime): Value[] {
  const items = toArray(args[0] ?? null, rt)
  if (items.length === 0) throw pyError('StatisticsError', `${what} requires at least one data point`)
  return items.toSorted((a, b) => compare(a, b, rt))
}

/** A mean stays a whole number where it is one. */
function meanOf(items: readonly Value[], rt: Runtime): Value {
  const total = items.reduce((a, b) => binary('+', a, b, rt), 0n as Value)
  const count = BigInt(items.length)
  return typeof total === 'bigint' && total % count === 0n ? total / count : binary('/', total, count, rt)
}

export const STATISTICS: readonly Entry[] = [
  fn('mean', ({ args }, rt) => meanOf(sortedData(args, 'mean', rt), rt)),
  fn('fmean', ({ args }, rt) => Number(real(binary('*', meanOf(sortedData(args, 'fmean', rt), rt), 1, rt)))),
  fn('median', ({ args }, rt) => {
    const items = toArray(args[0] ?? null, rt).toSorted((a, b) => compare(a, b, rt))
    if (items.length === 0) throw pyError('StatisticsError', 'no median for empty data')
    const at = Math.floor(items.length / 2)
    if (items.length % 2 === 1) return items[at] ?? null
    return binary('/', binary('+', items[at - 1] ?? null, items[at] ?? null, rt), 2n, rt)
  }),
]

const PRINTABLE =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\v\f'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

export const STRING: readonly Entry[] = [
  ['ascii_lowercase', LETTERS],
  ['ascii_uppercase', LETTERS.toUpperCase()],
  ['ascii_letters', LETTERS + LETTERS.toUpperCase()],
  ['digits', '0123456789'],
  ['hexdigits', '0123456789abcdefABCDEF'],
  ['octdigits', '01234567'],
  ['whitespace', ' \t\n\r\v\f'],
  ['printable', PRINTABLE],
  ['punctuation', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
]
