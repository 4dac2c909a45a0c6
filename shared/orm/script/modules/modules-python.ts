/** Small modules of Python's own that tutorial scripts use: functools, operator, itertools. */
import { attribute } from '../attributes.ts'
import { IteratorObject, TupleObject } from '../types/collections.ts'
import { equals } from '../types/equality.ts'
import { typeError } from '../errors.ts'
import { binary, iterate, toArray, truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isSubscriptable, NO_ARGS, typeName, TypeObject } from '../values.ts'
import type { CallArgs, NativeFunction, Value } from '../values.ts'
import type { PyBinaryOperator } from '../../../python/ast.ts'

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

export const FUNCTOOLS: readonly Entry[] = [
  fn('reduce', reduce),
  fn('partial', ({ args: [work = null, ...first], kwargs: fixed }) => {
    return new Builtin('partial', ({ args, kwargs }, rt) =>
      rt.call(work, { args: [...first, ...args], kwargs: new Map([...fixed, ...kwargs]) }),
    )
  }),
]

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
  if (stop <= 0) return
  for (const item of iterate(source, rt)) {
    if (at >= start && (at - start) % step === 0) yield item
    at += 1
    if (at >= stop) return
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

/** Every choice of one from each source, the last turning fastest. */
function* combined(pools: readonly (readonly Value[])[], rt: Runtime): Generator<Value[]> {
  const [first, ...rest] = pools
  if (first === undefined) {
    yield []
    return
  }
  for (const item of first) {
    rt.tick()
    for (const tail of combined(rest, rt)) yield [item, ...tail]
  }
}

/** Places of `size` items out of `count`: in rising order, or in every order. */
function* places(
  count: number,
  size: number,
  isOrdered: boolean,
  rt: Runtime,
  taken: number[] = [],
): Generator<number[]> {
  if (taken.length === size) {
    yield taken
    return
  }
  for (let i = isOrdered ? 0 : (taken.at(-1) ?? -1) + 1; i < count; i++) {
    rt.tick()
    if (!taken.includes(i)) yield* places(count, size, isOrdered, rt, [...taken, i])
  }
}

function* choices(items: readonly Value[], size: number, isOrdered: boolean, rt: Runtime): Generator<Value> {
  for (const chosen of places(items.length, size, isOrdered, rt))
    yield new TupleObject(chosen.map((i) => items[i] ?? null))
}

function* running(source: Value, work: Value | undefined, rt: Runtime): Generator<Value> {
  let total: Value | undefined
  for (const item of iterate(source, rt)) {
    if (total === undefined) total = item
    else total = work === undefined ? binary('+', total, item, rt) : rt.call(work, positional([total, item]))
    yield total
  }
}

function* counting(start: Value, step: Value, rt: Runtime): Generator<Value> {
  for (let n = start; ; n = binary('+', n, step, rt)) {
    rt.tick()
    yield n
  }
}

function* longest(sources: readonly Value[], fill: Value, rt: Runtime): Generator<Value> {
  const lists = sources.map((source) => toArray(source, rt))
  for (let i = 0; i < Math.max(0, ...lists.map((list) => list.length)); i++)
    yield new TupleObject(lists.map((list) => (i < list.length ? (list[i] ?? null) : fill)))
}

const MORE_ITERTOOLS: readonly Entry[] = [
  fn('count', ({ args }, rt) => new IteratorObject(counting(args[0] ?? 0n, args[1] ?? 1n, rt), 'itertools.count')),
  fn('product', ({ args, kwargs }, rt) => {
    const pools = args.map((source) => toArray(source, rt))
    const repeated = Array.from({ length: Number(kwargs.get('repeat') ?? 1) }, () => pools).flat()
    const tuples = function* (): Generator<Value> {
      for (const items of combined(repeated, rt)) yield new TupleObject(items)
    }
    return new IteratorObject(tuples(), 'itertools.product')
  }),
  fn('combinations', ({ args }, rt) => {
    const items = toArray(args[0] ?? null, rt)
    return new IteratorObject(choices(items, Number(args[1] ?? 0), false, rt), 'itertools.combinations')
  }),
  fn('permutations', ({ args }, rt) => {
    const items = toArray(args[0] ?? null, rt)
    return new IteratorObject(choices(items, Number(args[1] ?? items.length), true, rt), 'itertools.permutations')
  }),
  fn('accumulate', ({ args, kwargs }, rt) => {
    return new IteratorObject(running(args[0] ?? null, args[1] ?? kwargs.get('func'), rt), 'itertools.accumulate')
  }),
  fn('zip_longest', ({ args, kwargs }, rt) => {
    return new IteratorObject(longest(args, kwargs.get('fillvalue') ?? null, rt), 'itertools.zip_longest')
  }),
]

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
  ...MORE_ITERTOOLS,
]
