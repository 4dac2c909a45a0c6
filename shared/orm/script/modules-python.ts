/** Small modules of Python's own that tutorial scripts use: functools, operator, itertools, json, defaultdict. */
import { attribute } from './attributes.ts'
import { DictObject, IteratorObject, TupleObject } from './collections.ts'
import { fromPy, toPy } from './convert.ts'
import { equals } from './equality.ts'
import { pyError, typeError } from './errors.ts'
import { binary, iterate, toArray, truthy } from './operations.ts'
import type { Runtime } from './runtime.ts'
import { Builtin, isSubscriptable, NO_ARGS, TypeObject, typeName } from './values.ts'
import type { CallArgs, NativeFunction, Value } from './values.ts'
import type { PyBinaryOperator } from '../../python/ast.ts'
import { dumpJson, loadJson } from '../query/values/json.ts'

type Entry = readonly [string, Value]
const fn = (name: string, f: NativeFunction): Entry => [name, new Builtin(name, f)]
const two = (args: readonly Value[]): readonly [Value, Value] => [args[0] ?? null, args[1] ?? null]
const positional = (args: readonly Value[]): CallArgs => ({ args, kwargs: NO_ARGS.kwargs })

function reduce({ args }: CallArgs, rt: Runtime): Value {
  const [work = null, source = null, ...start] = args
  const items = toArray(source, rt)
  let total = start[0] ?? items.shift()
  if (total === undefined) throw typeError('reduce() of empty iterable with no initial value')
  for (const item of items) total = rt.call(work, positional([total, item]))
  return total
}

const OPERATORS: Readonly<Record<string, PyBinaryOperator>> = {
  or_: '|',
  and_: '&',
  xor: '^',
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
}

/** `attrgetter('author.name')`. */
function attributeAt(value: Value, path: string, rt: Runtime): Value {
  return path.split('.').reduce((at, name) => attribute(at, name, rt), value)
}

function itemOf(value: Value, key: Value, rt: Runtime): Value {
  if (!isSubscriptable(value)) throw typeError(`'${typeName(value)}' object is not subscriptable`)
  return value.getItem(key, rt)
}

function getter(name: string, read: (value: Value, key: Value, rt: Runtime) => Value): Entry {
  return fn(
    name,
    ({ args: keys }) =>
      new Builtin(name, ({ args }, rt) => {
        const found = keys.map((key) => read(args[0] ?? null, key, rt))
        return found.length === 1 ? (found[0] ?? null) : new TupleObject(found)
      }),
  )
}

export const FUNCTOOLS: readonly Entry[] = [fn('reduce', reduce)]

export const OPERATOR: readonly Entry[] = [
  ...Object.entries(OPERATORS).map(([name, op]) => fn(name, ({ args }, rt) => binary(op, ...two(args), rt))),
  fn('not_', ({ args }, rt) => !truthy(args[0] ?? null, rt)),
  getter('attrgetter', (value, key, rt) => attributeAt(value, String(key), rt)),
  getter('itemgetter', itemOf),
]

function* chained(sources: Iterable<Value>, rt: Runtime): Generator<Value> {
  for (const source of sources) yield* iterate(source, rt)
}

/** Each group is there at once, unlike Python's: whoever reads them in order sees no difference. */
function* grouped(source: Value, key: Value, rt: Runtime): Generator<Value> {
  let current: { readonly key: Value; readonly items: Value[] } | null = null
  for (const item of iterate(source, rt)) {
    const own = key === null ? item : rt.call(key, positional([item]))
    if (current !== null && equals(current.key, own, rt)) current.items.push(item)
    else {
      if (current !== null)
        yield new TupleObject([current.key, new IteratorObject(current.items, 'itertools._grouper')])
      current = { key: own, items: [item] }
    }
  }
  if (current !== null) yield new TupleObject([current.key, new IteratorObject(current.items, 'itertools._grouper')])
}

function* sliced(source: Value, start: number, stop: number, step: number, rt: Runtime): Generator<Value> {
  let at = 0
  for (const item of iterate(source, rt)) {
    if (at >= stop) return
    if (at >= start && (at - start) % step === 0) yield item
    at += 1
  }
}

const chain = new TypeObject(
  'chain',
  ({ args }, rt) => new IteratorObject(chained(args, rt), 'itertools.chain'),
  () => false,
  new Map([
    fn(
      'from_iterable',
      ({ args }, rt) => new IteratorObject(chained(toArray(args[0] ?? null, rt), rt), 'itertools.chain'),
    ),
  ]),
)

export const ITERTOOLS: readonly Entry[] = [
  ['chain', chain],
  fn(
    'groupby',
    ({ args, kwargs }, rt) =>
      new IteratorObject(grouped(args[0] ?? null, args[1] ?? kwargs.get('key') ?? null, rt), 'itertools.groupby'),
  ),
  fn('islice', ({ args }, rt) => {
    const numbers = args.slice(1).map((n) => (n === null ? null : Number(n)))
    const [start, stop, step] = numbers.length === 1 ? [0, numbers[0], 1] : numbers
    return new IteratorObject(sliced(args[0] ?? null, start ?? 0, stop ?? Infinity, step ?? 1, rt), 'itertools.islice')
  }),
]

export const JSON_MODULE: readonly Entry[] = [
  fn('dumps', ({ args, kwargs }, rt) => {
    for (const name of kwargs.keys())
      throw pyError('NotImplementedError', `json.dumps(${name}=…) is not supported here yet`)
    return dumpJson(toPy(args[0] ?? null, rt))
  }),
  fn('loads', ({ args }, rt) => {
    const value = typeof args[0] === 'string' ? loadJson(args[0]) : undefined
    if (value === undefined) throw pyError('ValueError', 'Expecting value: line 1 column 1 (char 0)')
    return fromPy(value, rt)
  }),
]

class DefaultDict extends DictObject {
  readonly factory: Value
  constructor(factory: Value) {
    super()
    this.factory = factory
  }
  override typeName(): string {
    return 'collections.defaultdict'
  }
  override getItem(key: Value, rt: Runtime): Value {
    const known = this.get(key, rt)
    if (known !== undefined || this.factory === null) return known ?? super.getItem(key, rt)
    const made = rt.call(this.factory, NO_ARGS)
    this.set(key, made, rt)
    return made
  }
}

export const COLLECTIONS: readonly Entry[] = [fn('defaultdict', ({ args }) => new DefaultDict(args[0] ?? null))]
