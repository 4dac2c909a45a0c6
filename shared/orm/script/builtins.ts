/** Python's built-in functions and types. */
import { bind } from './arguments.ts'
import { attribute, attributeNames, findAttribute, noAttribute } from './attributes.ts'
import {
  DictObject,
  IteratorObject,
  ListObject,
  RangeObject,
  SetObject,
  TupleObject,
  ViewObject,
} from './collections.ts'
import { compare, isNumeric } from './equality.ts'
import { decimalOfNumber, negateDecimal, quantizeDecimal, readDecimal } from './decimal.ts'
import {
  ExceptionClass,
  ExceptionObject,
  exceptionOf,
  pyError,
  PyError,
  typeError,
  unsupported,
  valueError,
} from './errors.ts'
import { format } from './format.ts'
import { hashKey } from './equality.ts'
import { pythonHash } from './hashes.ts'
import { makeDict, sorted } from './methods-collections.ts'
import { encodeUtf8, TEXT_METHODS } from './methods-text.ts'
import { binary, iterate, lengthOf, reversed, toArray, truthy } from './operations.ts'
import { truncate } from '../query/values/decimal.ts'
import { repr, str } from './text.ts'
import { Builtin, isCallable, isDecimal, isTimedelta, NO_ARGS, PyObject, TypeObject, typeName } from './values.ts'
import type { CallArgs, NativeFunction, Value } from './values.ts'
import type { Runtime } from './runtime.ts'

const positional = (args: readonly Value[]): CallArgs => ({ args, kwargs: NO_ARGS.kwargs })

function toInt(value: Value, base: number | null): bigint {
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
function plainOf(value: Value): Value | undefined {
  return value instanceof PyObject && 'plain' in value ? (value.plain as Value) : undefined
}

function toFloat(value: Value): number {
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

function roundHalfEven(value: Value, digits: Value): Value {
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

function extreme(name: 'min' | 'max', { args, kwargs }: CallArgs, rt: Runtime): Value {
  const items = args.length === 1 ? toArray(args[0] ?? null, rt) : [...args]
  if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`)
  const fallback = kwargs.get('default')
  if (items.length === 0) {
    if (fallback !== undefined) return fallback
    throw valueError(`${name}() arg is an empty sequence`)
  }
  const key = kwargs.get('key') ?? null
  const measure = (v: Value): Value => (key === null ? v : rt.call(key, positional([v])))
  let best = items[0] as Value
  let bestKey = measure(best)
  for (const item of items.slice(1)) {
    const itemKey = measure(item)
    const order = compare(itemKey, bestKey, rt, name === 'min' ? '<' : '>')
    if (name === 'min' ? order < 0 : order > 0) [best, bestKey] = [item, itemKey]
  }
  return best
}

function sum({ args, kwargs }: CallArgs, rt: Runtime): Value {
  let total: Value = args[1] ?? kwargs.get('start') ?? 0n
  for (const item of iterate(args[0] ?? null, rt)) total = binary('+', total, item, rt)
  return total
}

function* mapped(fn: Value, sources: readonly Value[], rt: Runtime): Generator<Value> {
  for (const group of zipped(sources, rt)) yield rt.call(fn, positional(group.items))
}

function* zipped(sources: readonly Value[], rt: Runtime): Generator<TupleObject> {
  const iterators = sources.map((s) => iterate(s, rt)[Symbol.iterator]())
  if (iterators.length === 0) return
  for (;;) {
    const items: Value[] = []
    for (const iterator of iterators) {
      const next = iterator.next()
      if (next.done === true) return
      items.push(next.value)
    }
    yield new TupleObject(items)
  }
}

function* enumerated(source: Value, start: bigint, rt: Runtime): Generator<Value> {
  let n = start
  for (const item of iterate(source, rt)) yield new TupleObject([n++, item])
}

function* filtered(fn: Value, source: Value, rt: Runtime): Generator<Value> {
  for (const item of iterate(source, rt)) {
    if (truthy(fn === null ? item : rt.call(fn, positional([item])), rt)) yield item
  }
}

/** isinstance against a class, a tuple of them, or a model. */
export function isInstance(value: Value, cls: Value): boolean {
  if (cls instanceof TupleObject) return cls.items.some((c) => isInstance(value, c))
  if (cls instanceof TypeObject) return cls.includes(value)
  if (cls instanceof ExceptionClass) return value instanceof ExceptionObject && value.cls.isSubclassOf(cls)
  if (cls instanceof PyObject && 'includes' in cls)
    return (cls as PyObject & { includes(v: Value): boolean }).includes(value)
  throw typeError('isinstance() arg 2 must be a type, a tuple of types, or a union')
}

/** Whether reading the attribute raises AttributeError: what hasattr() and getattr() with a default ask. */
export function tryAttribute(value: Value, name: string, rt: Runtime): Value | undefined {
  try {
    return findAttribute(value, name, rt)
  } catch (error) {
    const exception = exceptionOf(error)
    const attributeError = pyError('AttributeError', '').exception.cls
    if (exception !== null && exception.cls.isSubclassOf(attributeError)) return undefined
    throw error
  }
}

const FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  len: ({ args }, rt) => {
    if (args.length !== 1) throw typeError(`len() takes exactly one argument (${args.length} given)`)
    return BigInt(lengthOf(args[0] as Value, rt))
  },
  sorted: (call, rt) => new ListObject(sorted(toArray(call.args[0] ?? null, rt), call, rt)),
  reversed: ({ args }, rt) => reversed(args[0] ?? null, rt),
  sum,
  min: (call, rt) => extreme('min', call, rt),
  max: (call, rt) => extreme('max', call, rt),
  abs: ({ args }) => {
    const [v] = args
    if (typeof v === 'bigint') return v < 0n ? -v : v
    if (typeof v === 'number') return Math.abs(v)
    if (v !== undefined && isDecimal(v))
      return { type: 'decimal', text: v.text.startsWith('-') ? negateDecimal(v.text) : v.text }
    if (v !== undefined && isTimedelta(v)) return v.microseconds < 0n ? { ...v, microseconds: -v.microseconds } : v
    throw typeError(`bad operand type for abs(): '${typeName(v ?? null)}'`)
  },
  round: ({ args, kwargs }) => roundHalfEven(args[0] ?? null, args[1] ?? kwargs.get('ndigits') ?? null),
  divmod: ({ args }, rt) =>
    new TupleObject([
      binary('//', args[0] ?? null, args[1] ?? null, rt),
      binary('%', args[0] ?? null, args[1] ?? null, rt),
    ]),
  pow: ({ args }, rt) => binary('**', args[0] ?? null, args[1] ?? null, rt),
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
  ascii: ({ args }, rt) => repr(args[0] ?? null, rt),
  format: ({ args }, rt) => format(args[0] ?? null, typeof args[1] === 'string' ? args[1] : '', rt),
  isinstance: ({ args }) => isInstance(args[0] ?? null, args[1] ?? null),
  issubclass: ({ args }) => {
    const [a, b] = args
    if (a instanceof ExceptionClass && b instanceof ExceptionClass) return a.isSubclassOf(b)
    if (a instanceof PyObject && 'isSubclassOf' in a && b !== undefined)
      return (a as unknown as { isSubclassOf(o: Value): boolean }).isSubclassOf(b)
    return a === b
  },
  callable: ({ args }) => isCallable(args[0] ?? null),
  hasattr: ({ args }, rt) => tryAttribute(args[0] ?? null, String(args[1]), rt) !== undefined,
  getattr: ({ args }, rt) => {
    const [object = null, name = '', otherwise] = args
    if (typeof name !== 'string') throw typeError(`attribute name must be string, not '${typeName(name)}'`)
    if (otherwise === undefined) return attribute(object, name, rt)
    return tryAttribute(object, name, rt) ?? otherwise
  },
  setattr: ({ args }, rt) => {
    const [object = null, name = '', value = null] = args
    setAttribute(object, String(name), value, rt)
    return null
  },
  dir: ({ args }) => new ListObject([...attributeNames(args[0] ?? null)].sort()),
  id: ({ args }) => (args[0] instanceof PyObject ? BigInt(args[0].identity) : 0n),
  hash: ({ args }, rt) => {
    hashKey(args[0] ?? null, rt)
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
  iter: ({ args }, rt) => new IteratorObject(iterate(args[0] ?? null, rt), 'iterator'),
  next: ({ args }, rt) => {
    const [source = null, otherwise] = args
    if (!(source instanceof IteratorObject)) throw typeError(`'${typeName(source)}' object is not an iterator`)
    rt.tick()
    const item = source.source.next()
    if (item.done !== true) return item.value
    if (otherwise !== undefined) return otherwise
    throw new PyError(new ExceptionObject(pyError('StopIteration', '').exception.cls, []))
  },
  vars: ({ args }, rt) => attribute(args[0] ?? null, '__dict__', rt),
  input: () => {
    throw unsupported('input()')
  },
  open: () => {
    throw unsupported('open()')
  },
  eval: () => {
    throw unsupported('eval()')
  },
  exec: () => {
    throw unsupported('exec()')
  },
}

export function setAttribute(object: Value, name: string, value: Value, rt: Runtime): void {
  if (object instanceof PyObject && object.setAttr(name, value, rt)) return
  throw noAttribute(object, name)
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

const TYPES: readonly TypeObject[] = [
  new TypeObject(
    'str',
    ({ args }, rt) => (args[0] === undefined ? '' : str(args[0], rt)),
    (v) => typeof v === 'string' || typeof plainOf(v) === 'string',
    unbound(TEXT_METHODS),
  ),
  new TypeObject(
    'int',
    (call) => {
      const { x, base } = bind('int', ['x?', 'base?'], call)
      return x === undefined ? 0n : toInt(x, typeof base === 'bigint' ? Number(base) : null)
    },
    (v) => typeof v === 'bigint' || typeof v === 'boolean' || typeof plainOf(v) === 'bigint',
  ),
  new TypeObject(
    'float',
    ({ args }) => (args[0] === undefined ? 0 : toFloat(args[0])),
    (v) => typeof v === 'number',
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
    ({ args }, rt) => new IteratorObject(zipped(args, rt), 'zip'),
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
  ),
  new TypeObject(
    'object',
    () => {
      throw unsupported('object()')
    },
    () => true,
  ),
]

const BY_NAME = new Map<string, Value>([
  ...Object.entries(FUNCTIONS).map(([name, fn]) => [name, new Builtin(name, fn)] as const),
  ...TYPES.map((t) => [t.name, t] as const),
])

/** `type(x)`: the class object, so that `type(a) is int` and `.__name__` work. */
const typeOf = new TypeObject(
  'type',
  ({ args }) => {
    const [value = null] = args
    if (value instanceof ExceptionObject) return value.cls
    if (value instanceof PyObject && 'classObject' in value) return value.classObject as Value
    const known = BY_NAME.get(typeName(value))
    if (known instanceof TypeObject) return known
    if (value instanceof ViewObject)
      return new TypeObject(
        value.kind,
        () => null,
        (v) => typeName(v) === value.kind,
      )
    return namedType(typeName(value))
  },
  (v) => v instanceof TypeObject || v instanceof ExceptionClass,
)

const named = new Map<string, TypeObject>()
function namedType(name: string): TypeObject {
  let type = named.get(name)
  if (type === undefined) {
    type = new TypeObject(
      name,
      () => {
        throw unsupported(`${name}()`)
      },
      (v) => typeName(v) === name,
    )
    named.set(name, type)
  }
  return type
}

BY_NAME.set('type', typeOf)

export const BUILTINS: ReadonlyMap<string, Value> = BY_NAME
