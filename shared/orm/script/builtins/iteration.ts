/** What goes over things: `min`, `sum`, `map`, `zip`, `enumerate`, `filter`. */
import { TupleObject } from '../types/collections.ts'
import { compare } from '../types/equality.ts'
import { typeError, valueError } from '../errors.ts'
import { binary, iterate, toArray, truthy } from '../operations.ts'
import { NO_ARGS } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'

const positional = (args: readonly Value[]): CallArgs => ({ args, kwargs: NO_ARGS.kwargs })

export function extreme(name: 'min' | 'max', { args, kwargs }: CallArgs, rt: Runtime): Value {
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

export function sum({ args, kwargs }: CallArgs, rt: Runtime): Value {
  let total: Value = args[1] ?? kwargs.get('start') ?? 0n
  for (const item of iterate(args[0] ?? null, rt)) total = binary('+', total, item, rt)
  return total
}

export function* mapped(fn: Value, sources: readonly Value[], rt: Runtime): Generator<Value> {
  for (const group of zipped(sources, rt)) yield rt.call(fn, positional(group.items))
}

export function* zipped(sources: readonly Value[], rt: Runtime): Generator<TupleObject> {
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

/** `zip(…, strict=True)`. */
export function* strictly(sources: readonly Value[], rt: Runtime): Generator<TupleObject> {
  const iterators = sources.map((s) => iterate(s, rt)[Symbol.iterator]())
  if (iterators.length === 0) return
  for (;;) {
    const steps = iterators.map((iterator) => iterator.next())
    if (steps.every((step) => step.done === true)) return
    const short = steps.findIndex((step) => step.done === true)
    if (short >= 0) {
      const isLonger = short === 0
      const at = isLonger ? steps.findIndex((step) => step.done !== true) : short
      const others = at === 1 ? 'argument 1' : `arguments 1-${at}`
      throw valueError(`zip() argument ${at + 1} is ${isLonger ? 'longer' : 'shorter'} than ${others}`)
    }
    yield new TupleObject(steps.map((step) => step.value as Value))
  }
}

export function* enumerated(source: Value, start: bigint, rt: Runtime): Generator<Value> {
  let n = start
  for (const item of iterate(source, rt)) yield new TupleObject([n++, item])
}

export function* filtered(fn: Value, source: Value, rt: Runtime): Generator<Value> {
  for (const item of iterate(source, rt)) {
    if (truthy(fn === null ? item : rt.call(fn, positional([item])), rt)) yield item
  }
}
