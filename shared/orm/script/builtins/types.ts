/** Python's built-in types, one entry each. */
import { bind } from '../arguments.ts'
import { DictObject, IteratorObject, ListObject, RangeObject, SetObject, TupleObject } from '../types/collections.ts'
import { pyError, typeError, unsupported, valueError } from '../errors.ts'
import { makeDict } from '../types/methods-collections.ts'
import { FROM_HEX } from '../types/methods-bytes.ts'
import { fromBytes } from '../types/methods-numbers.ts'
import { encodeUtf8, TEXT_METHODS } from '../types/methods-text.ts'
import { toArray, truthy } from '../operations.ts'
import { str } from '../text.ts'
import { Builtin, SliceObject, TypeObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'
import { plainOf, toFloat, toInt } from './numbers.ts'
import { askObject, plainObject } from './classes.ts'
import { enumerated, filtered, mapped, strictly, zipped } from './iteration.ts'

/** `str.lower` and the like: methods that take their object as first argument. */
function unbound<T extends Value>(
  methods: Readonly<Record<string, (self: T, call: CallArgs, rt: Runtime) => Value>>,
): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(methods).map(([name, fn]) => [
      name,
      new Builtin(name, ({ args: [self, ...args], kwargs }, rt) => {
        if (self === undefined) throw typeError(`unbound method ${name}() needs an argument`)
        return fn(self as T, { args, kwargs }, rt)
      }),
    ]),
  )
}

function range({ args }: CallArgs): RangeObject {
  const numbers = args.map((a) => {
    if (typeof a !== 'bigint' && typeof a !== 'boolean')
      throw typeError(`'${typeName(a)}' object cannot be interpreted as an integer`)
    return BigInt(a)
  })
  if (numbers.length === 0) throw typeError('range expected at least 1 argument, got 0')
  const [start = 0n, stop = 0n, step = 1n] = numbers.length === 1 ? [0n, numbers[0]] : numbers
  if (step === 0n) throw valueError('range() arg 3 must not be zero')
  return new RangeObject(start, stop, step)
}

const fromText = (name: string): Value =>
  new Builtin(name, ({ args }, rt) =>
    DictObject.of(
      toArray(args[0] ?? null, rt).map((k) => [k, args[1] ?? null] as const),
      rt,
    ),
  )

export const TYPES: readonly TypeObject[] = [
  new TypeObject(
    'str',
    ({ args }, rt) => (args[0] === undefined ? '' : str(args[0], rt)),
    (v) => typeof v === 'string' || typeof plainOf(v) === 'string',
    new Map([
      ...unbound(TEXT_METHODS),
      ['maketrans', new Builtin('maketrans', (call, rt) => TEXT_METHODS['maketrans']?.('', call, rt) ?? null)],
    ]),
  ),
  new TypeObject(
    'int',
    (call, rt) => {
      const { x, base } = bind('int', ['x?', 'base?'], call)
      const own = askObject(x, '__int__', rt) ?? askObject(x, '__index__', rt)
      if (own !== undefined) return own
      return x === undefined ? 0n : toInt(x, typeof base === 'bigint' ? Number(base) : null)
    },
    (v) => typeof v === 'bigint' || typeof v === 'boolean' || typeof plainOf(v) === 'bigint',
    new Map([['from_bytes', new Builtin('from_bytes', fromBytes)]]),
  ),
  new TypeObject(
    'float',
    ({ args }, rt) => askObject(args[0], '__float__', rt) ?? (args[0] === undefined ? 0 : toFloat(args[0])),
    (v) => typeof v === 'number',
  ),
  new TypeObject(
    'complex',
    () => {
      throw unsupported('complex()')
    },
    () => false,
  ),
  new TypeObject(
    'bool',
    ({ args }, rt) => args[0] !== undefined && truthy(args[0], rt),
    (v) => typeof v === 'boolean',
  ),
  new TypeObject(
    'list',
    ({ args }, rt) => new ListObject(args[0] === undefined ? [] : toArray(args[0], rt)),
    (v) => v instanceof ListObject,
  ),
  new TypeObject(
    'tuple',
    ({ args }, rt) => new TupleObject(args[0] === undefined ? [] : toArray(args[0], rt)),
    (v) => v instanceof TupleObject,
  ),
  new TypeObject(
    'dict',
    (call, rt) => makeDict(call, rt),
    (v) => v instanceof DictObject,
    new Map([['fromkeys', fromText('fromkeys')]]),
  ),
  new TypeObject(
    'set',
    ({ args }, rt) => SetObject.of(args[0] === undefined ? [] : toArray(args[0], rt), rt),
    (v) => v instanceof SetObject && !v.frozen,
  ),
  new TypeObject(
    'frozenset',
    ({ args }, rt) => SetObject.of(args[0] === undefined ? [] : toArray(args[0], rt), rt, true),
    (v) => v instanceof SetObject && v.frozen,
  ),
  new TypeObject(
    'range',
    (call) => range(call),
    (v) => v instanceof RangeObject,
  ),
  new TypeObject(
    'enumerate',
    ({ args, kwargs }, rt) =>
      new IteratorObject(
        enumerated(args[0] ?? null, BigInt((args[1] ?? kwargs.get('start') ?? 0n) as bigint), rt),
        'enumerate',
      ),
    (v) => typeName(v) === 'enumerate',
  ),
  new TypeObject(
    'zip',
    ({ args, kwargs }, rt) =>
      new IteratorObject(truthy(kwargs.get('strict') ?? false, rt) ? strictly(args, rt) : zipped(args, rt), 'zip'),
    (v) => typeName(v) === 'zip',
  ),
  new TypeObject(
    'map',
    ({ args }, rt) => new IteratorObject(mapped(args[0] ?? null, args.slice(1), rt), 'map'),
    (v) => typeName(v) === 'map',
  ),
  new TypeObject(
    'filter',
    ({ args }, rt) => new IteratorObject(filtered(args[0] ?? null, args[1] ?? null, rt), 'filter'),
    (v) => typeName(v) === 'filter',
  ),
  new TypeObject(
    'bytes',
    ({ args }, rt) => {
      const [source] = args
      if (source === undefined) return new Uint8Array()
      if (source instanceof Uint8Array) return source
      if (typeof source === 'string') return encodeUtf8(source)
      if (typeof source === 'bigint') {
        if (source > 10_000_000n) throw pyError('OverflowError', 'too many bytes')
        return new Uint8Array(Number(source))
      }
      return Uint8Array.from(toArray(source, rt).map(Number))
    },
    (v) => v instanceof Uint8Array,
    new Map([['fromhex', FROM_HEX]]),
  ),
  new TypeObject(
    'slice',
    ({ args: [a = null, b = null, c = null, ...rest] }) => {
      if (rest.length > 0) throw typeError(`slice expected at most 3 arguments, got ${rest.length + 3}`)
      return new SliceObject(b === null && c === null ? null : a, b === null && c === null ? a : b, c)
    },
    (v) => v instanceof SliceObject,
  ),
  new TypeObject(
    'object',
    () => plainObject(),
    () => true,
  ),
]
