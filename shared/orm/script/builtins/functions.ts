/** Python's built-in functions, one entry each. */
import { anext, asyncIterator, awaited, coroutine } from '../asynchronous/awaiting.ts'
import type { Steps } from '../asynchronous/awaiting.ts'
import { attribute, attributeNames } from '../attributes.ts'
import { IteratorObject, ListObject, TupleObject } from '../types/collections.ts'
import { negateDecimal } from '../types/decimal.ts'
import {
  ExceptionClass,
  ExceptionObject,
  exceptionOf,
  pyError,
  PyError,
  typeError,
  unsupported,
  valueError,
} from '../errors.ts'
import { escaped } from '../../query/values/python.ts'
import { format } from '../types/format.ts'
import { hashKey } from '../types/equality.ts'
import { pythonHash } from '../types/hashes.ts'
import { sorted } from '../types/methods-collections.ts'
import { binary, iterate, lengthOf, reversed, toArray, truthy } from '../operations.ts'
import { repr, str } from '../text.ts'
import { isCallable, isDecimal, isIterable, isTimedelta, PyObject, TypeObject, typeName } from '../values.ts'
import type { NativeFunction, Value } from '../values.ts'
import { isFieldClass } from '../../query/field-type.ts'
import { isFieldType } from '../expressions/field-object.ts'
import { GeneratorObject } from '../run/generator.ts'
import type { Runtime } from '../runtime.ts'
import { UserObject } from '../classes/user-class.ts'
import { askObject } from './classes.ts'
import { deleteAttribute, setAttribute, tryAttribute } from '../attributes.ts'
import { roundHalfEven } from './numbers.ts'
import { extreme, sum } from './iteration.ts'

/** isinstance against a class, a tuple of them, or a model. */
function isSubclass(cls: Value, of: Value): boolean {
  if (!(cls instanceof PyObject)) throw typeError('issubclass() arg 1 must be a class')
  if (isFieldType(cls) && isFieldType(of)) return isFieldClass(cls.name, of.name)
  if (cls instanceof ExceptionClass && of instanceof ExceptionClass) return cls.isSubclassOf(of)
  if (cls instanceof PyObject && 'isSubclassOf' in cls)
    return (cls as unknown as { isSubclassOf(o: Value): boolean }).isSubclassOf(of)
  return cls === of || (cls instanceof TypeObject && of instanceof TypeObject && isBuiltOn(cls.name, of.name))
}

/** Types of Python that stand on others. */
const TYPE_BASES: Readonly<Record<string, string>> = {
  bool: 'int',
  datetime: 'date',
  Counter: 'dict',
  defaultdict: 'dict',
}

function isBuiltOn(type: string, base: string): boolean {
  return type === base || base === 'object' || TYPE_BASES[type] === base
}

export function isInstance(value: Value, cls: Value): boolean {
  if (cls instanceof TupleObject) return cls.items.some((c) => isInstance(value, c))
  if (cls instanceof TypeObject) return cls.includes(value)
  if (cls instanceof ExceptionClass) return value instanceof ExceptionObject && value.cls.isSubclassOf(cls)
  if (cls instanceof PyObject && 'includes' in cls)
    return (cls as PyObject & { includes(v: Value): boolean }).includes(value)
  throw typeError('isinstance() arg 2 must be a type, a tuple of types, or a union')
}

function nextOf(source: UserObject, otherwise: Value | undefined, rt: Runtime): Value {
  try {
    const next = source.ask('__next__', [], rt)
    if (next !== undefined) return next
  } catch (error) {
    if (otherwise !== undefined && exceptionOf(error)?.cls.name === 'StopIteration') return otherwise
    throw error
  }
  throw typeError(`'${typeName(source)}' object is not an iterator`)
}

function powerModulo(base: bigint, power: bigint, modulus: bigint): bigint {
  if (modulus === 0n) throw valueError('pow() 3rd argument cannot be 0')
  if (power < 0n) throw valueError('base is not invertible for the given modulus')
  let result = 1n
  let square = ((base % modulus) + modulus) % modulus
  for (let left = power; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return ((result % modulus) + modulus) % modulus
}

/** What Python has and scripts here have not. */
const REFUSED: Readonly<Record<string, NativeFunction>> = Object.fromEntries(
  'BaseExceptionGroup breakpoint bytearray compile eval exec globals help input locals memoryview open'
    .split(' ')
    .map((name) => [
      name,
      () => {
        throw unsupported(`${name}()`)
      },
    ]),
)

export const FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  len: ({ args }, rt) => {
    if (args.length !== 1) throw typeError(`len() takes exactly one argument (${args.length} given)`)
    return BigInt(lengthOf(args[0] as Value, rt))
  },
  sorted: (call, rt) => new ListObject(sorted(toArray(call.args[0] ?? null, rt), call, rt)),
  reversed: ({ args }, rt) => reversed(args[0] ?? null, rt),
  sum,
  min: (call, rt) => extreme('min', call, rt),
  max: (call, rt) => extreme('max', call, rt),
  abs: ({ args }, rt) => {
    const [v] = args
    const own = askObject(v, '__abs__', rt)
    if (own !== undefined) return own
    if (typeof v === 'bigint') return v < 0n ? -v : v
    if (typeof v === 'number') return Math.abs(v)
    if (v !== undefined && isDecimal(v))
      return { type: 'decimal', text: v.text.startsWith('-') ? negateDecimal(v.text) : v.text }
    if (v !== undefined && isTimedelta(v)) return v.microseconds < 0n ? { ...v, microseconds: -v.microseconds } : v
    throw typeError(`bad operand type for abs(): '${typeName(v ?? null)}'`)
  },
  round: ({ args, kwargs }, rt) =>
    askObject(args[0], '__round__', rt, args.slice(1)) ??
    roundHalfEven(args[0] ?? null, args[1] ?? kwargs.get('ndigits') ?? null),
  divmod: ({ args }, rt) =>
    new TupleObject([
      binary('//', args[0] ?? null, args[1] ?? null, rt),
      binary('%', args[0] ?? null, args[1] ?? null, rt),
    ]),
  pow: ({ args: [base = null, power = null, modulus = null] }, rt) => {
    if (typeof base === 'bigint' && typeof power === 'bigint' && typeof modulus === 'bigint')
      return powerModulo(base, power, modulus)
    return binary('**', base, power, rt)
  },
  oct: ({ args }) => {
    const n = BigInt(args[0] as bigint)
    return `${n < 0n ? '-' : ''}0o${(n < 0n ? -n : n).toString(8)}`
  },
  any: ({ args }, rt) => {
    for (const item of iterate(args[0] ?? null, rt)) if (truthy(item, rt)) return true
    return false
  },
  all: ({ args }, rt) => {
    for (const item of iterate(args[0] ?? null, rt)) if (!truthy(item, rt)) return false
    return true
  },
  print: ({ args, kwargs }, rt) => {
    const text = (name: string, otherwise: string): string => {
      const v = kwargs.get(name)
      return typeof v === 'string' ? v : otherwise
    }
    rt.print(args.map((a) => str(a, rt)).join(text('sep', ' ')) + text('end', '\n'))
    return null
  },
  repr: ({ args }, rt) => repr(args[0] ?? null, rt),
  ascii: ({ args }, rt) =>
    repr(args[0] ?? null, rt).replace(/[^\0-\x7f]/gu, (char) => escaped(char.codePointAt(0) ?? 0)),
  format: ({ args }, rt) => format(args[0] ?? null, typeof args[1] === 'string' ? args[1] : '', rt),
  isinstance: ({ args }) => isInstance(args[0] ?? null, args[1] ?? null),
  issubclass: ({ args: [cls = null, of = null] }) =>
    of instanceof TupleObject ? of.items.some((one) => isSubclass(cls, one)) : isSubclass(cls, of),
  callable: ({ args }) => isCallable(args[0] ?? null),
  hasattr: ({ args }, rt) => tryAttribute(args[0] ?? null, String(args[1]), rt) !== undefined,
  getattr: ({ args }, rt) => {
    const [object = null, name = '', otherwise] = args
    if (typeof name !== 'string') throw typeError(`attribute name must be string, not '${typeName(name)}'`)
    if (otherwise === undefined) return attribute(object, name, rt)
    const found = tryAttribute(object, name, rt)
    return found === undefined ? otherwise : found
  },
  setattr: ({ args }, rt) => {
    const [object = null, name = '', value = null] = args
    setAttribute(object, String(name), value, rt)
    return null
  },
  delattr: ({ args }, rt) => {
    deleteAttribute(args[0] ?? null, String(args[1]), rt)
    return null
  },
  dir: ({ args }) => new ListObject([...attributeNames(args[0] ?? null)].sort()),
  id: ({ args }) => (args[0] instanceof PyObject ? BigInt(args[0].identity) : 0n),
  hash: ({ args }, rt) => {
    hashKey(args[0] ?? null, rt)
    const said = askObject(args[0], '__hash__', rt)
    if (typeof said === 'bigint') return said
    const own = pythonHash(args[0] ?? null)
    if (own !== null) return BigInt.asIntN(64, own)
    let h = 0n
    for (const char of hashKey(args[0] ?? null, rt)) h = (h * 31n + BigInt(char.codePointAt(0) ?? 0)) % 2n ** 61n
    return h
  },
  chr: ({ args }) => String.fromCodePoint(Number(args[0])),
  ord: ({ args }) => BigInt(String(args[0]).codePointAt(0) ?? 0),
  hex: ({ args }) => `0x${BigInt(args[0] as bigint).toString(16)}`,
  bin: ({ args }) => `0b${BigInt(args[0] as bigint).toString(2)}`,
  iter: ({ args }, rt) => {
    const [source = null] = args
    if (typeof source !== 'string' && !(source instanceof Uint8Array) && !isIterable(source))
      throw typeError(`'${typeName(source)}' object is not iterable`)
    // An iterator is its own iterator.
    if (source instanceof IteratorObject) return source
    const own = askObject(source, '__iter__', rt)
    if (own !== undefined) return own
    return new IteratorObject(iterate(source, rt), 'iterator')
  },
  next: ({ args }, rt) => {
    const [source = null, otherwise] = args
    if (source instanceof UserObject) return nextOf(source, otherwise, rt)
    if (source instanceof GeneratorObject && otherwise === undefined) return source.send(null)
    if (!(source instanceof IteratorObject)) throw typeError(`'${typeName(source)}' object is not an iterator`)
    rt.tick()
    const item = source.source.next()
    if (item.done !== true) return item.value
    if (otherwise !== undefined) return otherwise
    throw new PyError(new ExceptionObject(pyError('StopIteration', '').exception.cls, []))
  },
  aiter: ({ args }, rt) => asyncIterator(args[0] ?? null, rt),
  anext: ({ args: [source = null, otherwise] }, rt) => {
    const next = anext(source, rt)
    return otherwise === undefined ? next : coroutine('anext', () => orElse(next, otherwise, rt), rt)
  },
  vars: ({ args }, rt) => attribute(args[0] ?? null, '__dict__', rt),
  ...REFUSED,
}

function* orElse(next: Value, otherwise: Value, rt: Runtime): Steps {
  try {
    return yield* awaited(next, rt)
  } catch (error) {
    if (exceptionOf(error)?.cls.name === 'StopAsyncIteration') return otherwise
    throw error
  }
}
