/** Python's list, tuple, dict, set, range and iterators. */
import { equals, hashKey } from './equality.ts'
import { PyError, exceptionClass, ExceptionObject, pyError, typeError, valueError } from '../errors.ts'
import { inSetOrder } from './hashes.ts'
import { repr } from '../text.ts'
import { Builtin, isIterable, PyObject, SliceObject, typeName } from '../values.ts'
import type { Container, Iterable_, Sized, Subscriptable, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'

/** Resolves `x[i]` and `x[a:b:c]` over an array. */
export function subscript(items: readonly Value[], index: Value, kind: string): Value | readonly Value[] {
  if (index instanceof SliceObject) return sliceArray(items, index)
  const at = indexOf(index, kind)
  const value = items[at < 0 ? at + items.length : at]
  if (value === undefined || at < -items.length) throw pyError('IndexError', `${kind} index out of range`)
  return value
}

export function indexOf(index: Value, kind: string): number {
  if (typeof index === 'boolean') return Number(index)
  if (typeof index !== 'bigint' && kind === 'string')
    throw typeError(`string indices must be integers, not '${typeName(index)}'`)
  if (typeof index !== 'bigint') throw typeError(`${kind} indices must be integers or slices, not ${typeName(index)}`)
  return Number(index)
}

export function sliceArray<T>(items: readonly T[], slice: SliceObject): readonly T[] {
  const n = items.length
  const step = slice.step === null ? 1 : indexOf(slice.step, 'slice')
  if (step === 0) throw pyError('ValueError', 'slice step cannot be zero')
  const clamp = (v: Value, otherwise: number): number => {
    if (v === null) return otherwise
    const i = indexOf(v, 'slice')
    const from = i < 0 ? i + n : i
    return step > 0 ? Math.min(Math.max(from, 0), n) : Math.min(Math.max(from, -1), n - 1)
  }
  const start = clamp(slice.start, step > 0 ? 0 : n - 1)
  const stop = clamp(slice.stop, step > 0 ? n : -1)
  const out: T[] = []
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) out.push(items[i] as T)
  return out
}

abstract class Sequence extends PyObject implements Iterable_, Sized, Subscriptable, Container {
  abstract readonly items: readonly Value[]
  iterate(): Iterable<Value> {
    return this.items
  }
  length(): number {
    return this.items.length
  }
  abstract getItem(index: Value): Value
  contains(value: Value, rt: Runtime): boolean {
    return this.items.some((item) => equals(item, value, rt))
  }
  override truthy(): boolean {
    return this.items.length > 0
  }
}

function sameItems(a: readonly Value[], b: readonly Value[], rt: Runtime): boolean {
  return a.length === b.length && a.every((item, i) => equals(item, b[i] as Value, rt))
}

/** More items than a script's list may hold. */
const MAX_ITEMS = 10_000_000

export class ListObject extends Sequence {
  items: Value[]
  constructor(items: Value[]) {
    super()
    this.items = items
  }
  /** One by one: as arguments of one call they would not fit the stack. */
  extend(more: readonly Value[]): void {
    if (this.items.length + more.length > MAX_ITEMS) throw pyError('OverflowError', 'this list is too long')
    for (const item of more) this.items.push(item)
  }
  typeName(): string {
    return 'list'
  }
  getItem(index: Value): Value {
    const found = subscript(this.items, index, 'list')
    return Array.isArray(found) ? new ListObject([...(found as readonly Value[])]) : (found as Value)
  }
  override equals(other: Value, rt: Runtime): boolean {
    return other instanceof ListObject && sameItems(this.items, other.items, rt)
  }
  override hashKey(): null {
    return null
  }
  override repr(rt: Runtime): string {
    return `[${this.items.map((i) => repr(i, rt)).join(', ')}]`
  }
}

export class TupleObject extends Sequence {
  readonly items: readonly Value[]
  /** Field names of a named tuple. */
  readonly names: readonly string[] | null
  readonly className: string
  constructor(items: readonly Value[], names: readonly string[] | null = null, className = 'Row') {
    super()
    this.items = items
    this.names = names
    this.className = className
  }
  typeName(): string {
    return this.names === null ? 'tuple' : this.className
  }
  getItem(index: Value): Value {
    const found = subscript(this.items, index, 'tuple')
    return Array.isArray(found) ? new TupleObject(found as readonly Value[]) : (found as Value)
  }
  override getAttr(name: string): Value | undefined {
    const { names } = this
    if (names === null) return undefined
    if (name === '_fields') return new TupleObject(names)
    if (name === '_asdict') {
      const pair = (key: string, i: number): readonly [Value, Value] => [key, this.items[i] ?? null]
      return new Builtin(name, (_call, rt) => DictObject.of(names.map(pair), rt))
    }
    if (name === '_replace') {
      return new Builtin(name, ({ kwargs }) => {
        const wrong = [...kwargs.keys()].filter((key) => !names.includes(key))
        if (wrong.length > 0)
          throw valueError(`Got unexpected field names: [${wrong.map((key) => `'${key}'`).join(', ')}]`)
        const items = this.items.map((item, i) => kwargs.get(names[i] ?? '') ?? item)
        return new TupleObject(items, names, this.className)
      })
    }
    const at = names.indexOf(name)
    return at < 0 ? undefined : this.items[at]
  }
  override attributeNames(): readonly string[] {
    return this.names ?? []
  }
  override equals(other: Value, rt: Runtime): boolean {
    return other instanceof TupleObject && sameItems(this.items, other.items, rt)
  }
  override hashKey(rt: Runtime): string {
    return `t(${this.items.map((i) => hashKey(i, rt)).join(',')})`
  }
  override repr(rt: Runtime): string {
    if (this.names !== null) {
      return `${this.className}(${this.items.map((v, i) => `${this.names?.[i]}=${repr(v, rt)}`).join(', ')})`
    }
    const inner = this.items.map((i) => repr(i, rt)).join(', ')
    return this.items.length === 1 ? `(${inner},)` : `(${inner})`
  }
}

export class DictObject extends PyObject implements Iterable_, Sized, Subscriptable, Container {
  readonly entries = new Map<string, [Value, Value]>()
  static of(entries: Iterable<readonly [Value, Value]>, rt: Runtime): DictObject {
    const dict = new DictObject()
    for (const [key, value] of entries) dict.set(key, value, rt)
    return dict
  }
  typeName(): string {
    return 'dict'
  }
  *iterate(): Iterable<Value> {
    const { size } = this.entries
    for (const [key] of this.entries.values()) {
      yield key
      if (this.entries.size !== size) throw pyError('RuntimeError', 'dictionary changed size during iteration')
    }
  }
  length(): number {
    return this.entries.size
  }
  get(key: Value, rt: Runtime): Value | undefined {
    return this.entries.get(hashKey(key, rt))?.[1]
  }
  set(key: Value, value: Value, rt: Runtime): void {
    const hash = hashKey(key, rt)
    const entry = this.entries.get(hash)
    if (entry === undefined) this.entries.set(hash, [key, value])
    else entry[1] = value
  }
  delete(key: Value, rt: Runtime): boolean {
    return this.entries.delete(hashKey(key, rt))
  }
  getItem(key: Value, rt: Runtime): Value {
    const value = this.get(key, rt)
    if (value === undefined) throw new PyError(new ExceptionObject(exceptionClass('KeyError'), [key]))
    return value
  }
  contains(key: Value, rt: Runtime): boolean {
    return this.entries.has(hashKey(key, rt))
  }
  override truthy(): boolean {
    return this.entries.size > 0
  }
  override equals(other: Value, rt: Runtime): boolean {
    if (!(other instanceof DictObject) || other.entries.size !== this.entries.size) return false
    for (const [hash, [, value]] of this.entries) {
      const mine = other.entries.get(hash)
      if (mine === undefined || !equals(value, mine[1], rt)) return false
    }
    return true
  }
  override hashKey(): null {
    return null
  }
  override repr(rt: Runtime): string {
    return `{${[...this.entries.values()].map(([k, v]) => `${repr(k, rt)}: ${repr(v, rt)}`).join(', ')}}`
  }
}

export class SetObject extends PyObject implements Iterable_, Sized, Container {
  readonly entries = new Map<string, Value>()
  readonly frozen: boolean
  constructor(frozen = false) {
    super()
    this.frozen = frozen
  }
  static of(items: Iterable<Value>, rt: Runtime, frozen = false): SetObject {
    const set = new SetObject(frozen)
    for (const item of items) set.add(item, rt)
    return set
  }
  typeName(): string {
    return this.frozen ? 'frozenset' : 'set'
  }
  add(item: Value, rt: Runtime): void {
    const hash = hashKey(item, rt)
    if (!this.entries.has(hash)) this.entries.set(hash, item)
  }
  iterate(): Iterable<Value> {
    return inSetOrder([...this.entries.values()])
  }
  length(): number {
    return this.entries.size
  }
  contains(value: Value, rt: Runtime): boolean {
    return this.entries.has(hashKey(value, rt))
  }
  override truthy(): boolean {
    return this.entries.size > 0
  }
  override equals(other: Value): boolean {
    if (!(other instanceof SetObject) || other.entries.size !== this.entries.size) return false
    return [...this.entries.keys()].every((k) => other.entries.has(k))
  }
  override hashKey(): string | null {
    return this.frozen ? `fs(${[...this.entries.keys()].sort().join(',')})` : null
  }
  override repr(rt: Runtime): string {
    const inner = inSetOrder([...this.entries.values()])
      .map((v) => repr(v, rt))
      .join(', ')
    if (this.frozen) return this.entries.size === 0 ? 'frozenset()' : `frozenset({${inner}})`
    return this.entries.size === 0 ? 'set()' : `{${inner}}`
  }
}

export class RangeObject extends PyObject implements Iterable_, Sized, Subscriptable, Container {
  readonly start: bigint
  readonly stop: bigint
  readonly step: bigint
  constructor(start: bigint, stop: bigint, step: bigint) {
    super()
    this.start = start
    this.stop = stop
    this.step = step
  }
  typeName(): string {
    return 'range'
  }
  *iterate(rt: Runtime): Generator<Value> {
    for (let i = this.start; this.step > 0n ? i < this.stop : i > this.stop; i += this.step) {
      rt.tick()
      yield i
    }
  }
  length(): number {
    const span = this.step > 0n ? this.stop - this.start : this.start - this.stop
    const step = this.step > 0n ? this.step : -this.step
    return span <= 0n ? 0 : Number((span + step - 1n) / step)
  }
  getItem(index: Value, rt: Runtime): Value {
    if (index instanceof SliceObject) return this.part(index, rt)
    const at = indexOf(index, 'range')
    const n = this.length()
    const from = at < 0 ? at + n : at
    if (from < 0 || from >= n) throw pyError('IndexError', 'range object index out of range')
    return this.start + BigInt(from) * this.step
  }
  override equals(other: Value): boolean {
    if (!(other instanceof RangeObject) || other.length() !== this.length()) return false
    return this.length() === 0 || (other.start === this.start && (this.length() === 1 || other.step === this.step))
  }
  override hashKey(): string {
    return `range:${this.length()}:${this.start}:${this.step}`
  }
  /** A slice of a range is a range. */
  private part(index: SliceObject, rt: Runtime): RangeObject {
    const step = this.step * (typeof index.step === 'bigint' ? index.step : 1n)
    const kept = sliceArray([...this.iterate(rt)], index)
    const [first = this.start] = kept
    if (typeof first !== 'bigint') throw new Error('A range holds whole numbers')
    return new RangeObject(first, first + BigInt(kept.length) * step, step)
  }
  override getAttr(name: string): Value | undefined {
    if (name === 'start' || name === 'stop' || name === 'step') return this[name]
    if (name === 'count') return new Builtin(name, ({ args }) => (this.contains(args[0] ?? null) ? 1n : 0n))
    if (name !== 'index') return undefined
    return new Builtin(name, ({ args: [value = null] }, rt) => {
      if (typeof value !== 'bigint' || !this.contains(value)) throw valueError(`${repr(value, rt)} is not in range`)
      return (value - this.start) / this.step
    })
  }
  contains(value: Value): boolean {
    if (typeof value !== 'bigint') return false
    const inside = this.step > 0n ? value >= this.start && value < this.stop : value <= this.start && value > this.stop
    return inside && (value - this.start) % this.step === 0n
  }
  override truthy(): boolean {
    return this.length() > 0
  }
  override repr(): string {
    return this.step === 1n ? `range(${this.start}, ${this.stop})` : `range(${this.start}, ${this.stop}, ${this.step})`
  }
}

/** A generator, `zip`, `map`, `enumerate`, dict views: read once unless made from an array. */
export class IteratorObject extends PyObject implements Iterable_ {
  source: Iterator<Value>
  readonly kind: string
  constructor(source: Iterable<Value>, kind: string) {
    super()
    this.source = source[Symbol.iterator]()
    this.kind = kind
  }
  typeName(): string {
    return this.kind
  }
  *iterate(rt: Runtime): Generator<Value> {
    for (;;) {
      rt.tick()
      const next = this.source.next()
      if (next.done === true) return
      yield next.value
    }
  }
}

const iterated = (value: PyObject, rt: Runtime): readonly Value[] | null =>
  isIterable(value) ? [...value.iterate(rt)] : null

/** `dict.keys()`, `.values()`, `.items()`. */
export class ViewObject extends PyObject implements Iterable_, Sized, Container {
  readonly kind: string
  readonly read: () => readonly Value[]
  constructor(kind: string, read: () => readonly Value[]) {
    super()
    this.kind = kind
    this.read = read
  }
  typeName(): string {
    return this.kind
  }
  iterate(): Iterable<Value> {
    return this.read()
  }
  length(): number {
    return this.read().length
  }
  contains(value: Value, rt: Runtime): boolean {
    return this.read().some((item) => equals(item, value, rt))
  }
  /** Keys and items are sets of a kind. */
  binary(operator: string, other: Value, reflected: boolean, rt: Runtime): Value | undefined {
    if (reflected || this.kind === 'dict_values' || !['&', '|', '-', '^'].includes(operator)) return undefined
    const items = other instanceof ViewObject ? other.read() : other instanceof PyObject ? iterated(other, rt) : null
    if (items === null) return undefined
    const [mine, theirs] = [SetObject.of(this.read(), rt), SetObject.of(items, rt)]
    const left = [...mine.iterate()].filter(
      (item) => operator === '|' || theirs.contains(item, rt) === (operator === '&'),
    )
    const right = [...theirs.iterate()].filter((item) => !mine.contains(item, rt))
    return SetObject.of(operator === '|' || operator === '^' ? [...left, ...right] : left, rt)
  }
  override equals(other: Value, rt: Runtime): boolean {
    if (this === other) return true
    if (this.kind === 'dict_values' || !(other instanceof ViewObject || other instanceof SetObject)) return false
    return SetObject.of(this.read(), rt).equals(other instanceof ViewObject ? SetObject.of(other.read(), rt) : other)
  }
  override truthy(): boolean {
    return this.read().length > 0
  }
  override repr(rt: Runtime): string {
    return `${this.kind}([${this.read()
      .map((v) => repr(v, rt))
      .join(', ')}])`
  }
}
