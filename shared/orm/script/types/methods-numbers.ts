/** Attributes and methods of int and float. */
import { TupleObject } from './collections.ts'
import { pyError, valueError } from '../errors.ts'
import { Builtin } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'

type Getter<T> = (self: T) => Value
const method = (name: string, fn: (call: CallArgs, rt: Runtime) => Value): Builtin => new Builtin(name, fn)

const MAX_BYTES = 1_000_000n

/** `n.to_bytes(length, "big")`; lengths above a million are refused. */
function toBytes(n: bigint, { args, kwargs }: CallArgs): Uint8Array {
  const length = args[0] ?? kwargs.get('length') ?? 1n
  const order = args[1] ?? kwargs.get('byteorder') ?? 'big'
  const isSigned = kwargs.get('signed') === true
  if (typeof length !== 'bigint' || length < 0n || length > MAX_BYTES)
    throw valueError('length argument must be non-negative')
  if (n < 0n && !isSigned) throw pyError('OverflowError', "can't convert negative int to unsigned")
  const bits = length * 8n
  const fits = isSigned ? BigInt.asIntN(Number(bits), n) === n : BigInt.asUintN(Number(bits), n) === n
  if (!fits) throw pyError('OverflowError', 'int too big to convert')
  const bytes = Uint8Array.from({ length: Number(length) }, (_, i) => Number((n >> (8n * BigInt(i))) & 255n))
  return order === 'big' ? bytes.reverse() : bytes
}

/** `int.from_bytes(b"…", "big")` */
export function fromBytes({ args, kwargs }: CallArgs): Value {
  const [bytes = null] = args
  const order = args[1] ?? kwargs.get('byteorder') ?? 'big'
  if (!(bytes instanceof Uint8Array)) throw pyError('TypeError', 'cannot convert that object to bytes')
  const items = order === 'big' ? bytes : bytes.toReversed()
  const value = items.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return kwargs.get('signed') === true ? BigInt.asIntN(bytes.length * 8, value) : value
}

export const INT_METHODS: Readonly<Record<string, Getter<bigint | boolean>>> = {
  real: (n) => BigInt(n),
  imag: () => 0n,
  numerator: (n) => BigInt(n),
  denominator: () => 1n,
  conjugate: (n) => method('conjugate', () => BigInt(n)),
  bit_length: (n) =>
    method('bit_length', () => BigInt(BigInt(n) === 0n ? 0 : BigInt(n).toString(2).replace('-', '').length)),
  bit_count: (n) => method('bit_count', () => BigInt(BigInt(n).toString(2).replaceAll(/[^1]/g, '').length)),
  as_integer_ratio: (n) => method('as_integer_ratio', () => new TupleObject([BigInt(n), 1n])),
  to_bytes: (n) => method('to_bytes', (call) => toBytes(BigInt(n), call)),
  __int__: (n) => method('__int__', () => BigInt(n)),
}

function ratio(n: number): TupleObject {
  if (!Number.isFinite(n)) throw pyError('OverflowError', 'cannot convert Infinity to integer ratio')
  let [top, power] = [n, 0n]
  while (!Number.isInteger(top)) {
    top *= 2
    power += 1n
  }
  return new TupleObject([BigInt(top), 1n << power])
}

export const FLOAT_METHODS: Readonly<Record<string, Getter<number>>> = {
  real: (n) => n,
  imag: () => 0,
  conjugate: (n) => method('conjugate', () => n),
  is_integer: (n) => method('is_integer', () => Number.isInteger(n)),
  as_integer_ratio: (n) => method('as_integer_ratio', () => ratio(n)),
}
