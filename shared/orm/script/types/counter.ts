/** `collections.Counter`. */
import { DictObject, IteratorObject, ListObject, TupleObject } from './collections.ts'
import { iterate } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { repr } from '../text.ts'
import { Builtin, TypeObject } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { PyBinaryOperator } from '../../../python/ast.ts'

const amount = (value: Value | undefined): bigint => (typeof value === 'bigint' ? value : 0n)

class CounterObject extends DictObject {
  override typeName(): string {
    return 'Counter'
  }
  /** What was never counted counts zero, and stays out. */
  override getItem(key: Value, rt: Runtime): Value {
    return this.get(key, rt) ?? 0n
  }
  /** Elements of an iterable, or a mapping's amounts. */
  count({ args, kwargs }: CallArgs, rt: Runtime, sign: bigint): void {
    const [source = null] = args
    const add = (key: Value, n: bigint): void => this.set(key, amount(this.get(key, rt)) + sign * n, rt)
    if (source instanceof DictObject) for (const [key, n] of source.entries.values()) add(key, amount(n))
    else if (source !== null) for (const item of iterate(source, rt)) add(item, 1n)
    for (const [key, n] of kwargs) add(key, amount(n))
  }
  /** Most first; equal ones as they came. */
  get ranked(): readonly (readonly [Value, bigint])[] {
    return [...this.entries.values()]
      .map(([key, n]) => [key, amount(n)] as const)
      .toSorted(([, a], [, b]) => (a > b ? -1 : a < b ? 1 : 0))
  }
  /** `counter.most_common` and the rest that a dict does not have. */
  method(name: string): Value | undefined {
    switch (name) {
      case 'most_common':
        return new Builtin(name, ({ args }) => {
          const limit = typeof args[0] === 'bigint' ? Number(args[0]) : undefined
          return new ListObject(this.ranked.slice(0, limit).map((pair) => new TupleObject([...pair])))
        })
      case 'total':
        return new Builtin(name, () => this.ranked.reduce((sum, [, n]) => sum + n, 0n))
      case 'elements':
        return new Builtin(name, () => {
          const items = [...this.entries.values()].flatMap(([key, n]) =>
            Array.from({ length: Number(amount(n)) }, () => key),
          )
          return new IteratorObject(items, 'itertools.chain')
        })
      case 'update':
      case 'subtract':
        return new Builtin(name, (call, rt) => {
          this.count(call, rt, name === 'update' ? 1n : -1n)
          return null
        })
      default:
        return undefined
    }
  }
  /** Sums and differences keep what is above zero. */
  binary(operator: PyBinaryOperator, other: Value, reflected: boolean, rt: Runtime): Value | undefined {
    const combine = COMBINE[operator]
    if (reflected || combine === undefined || !(other instanceof CounterObject)) return undefined
    const made = new CounterObject()
    for (const [key] of [...this.entries.values(), ...other.entries.values()]) {
      const n = combine(amount(this.get(key, rt)), amount(other.get(key, rt)))
      if (n > 0n) made.set(key, n, rt)
    }
    return made
  }
  override repr(rt: Runtime): string {
    if (this.entries.size === 0) return 'Counter()'
    return `Counter({${this.ranked.map(([key, n]) => `${repr(key, rt)}: ${n}`).join(', ')}})`
  }
}

const COMBINE: Partial<Record<PyBinaryOperator, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '&': (a, b) => (a < b ? a : b),
  '|': (a, b) => (a > b ? a : b),
}

export function counterMethod(value: DictObject, name: string): Value | undefined {
  return value instanceof CounterObject ? value.method(name) : undefined
}

export const COUNTER = new TypeObject(
  'Counter',
  (call, rt) => {
    const made = new CounterObject()
    made.count(call, rt, 1n)
    return made
  },
  (v) => v instanceof CounterObject,
)
