/** A queryset as a script holds it: a query, and its rows once they were asked for. */
import { inThread } from '../../asynchronous/asyncio-module.ts'
import { AsyncGeneratorObject, AsyncYield } from '../../asynchronous/awaiting.ts'
import type { Steps } from '../../asynchronous/awaiting.ts'
import type { PyBinaryOperator } from '../../../../python/ast.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import type { CompiledQuery, ExprNode, PrefetchSpec, PyQuerySet, QNode, Query } from '../../../query/types.ts'
import * as ops from './query-ops.ts'
import { isIn, sliceArray } from '../small.ts'
import { toPy } from '../../convert.ts'
import type { QueryValue } from '../../convert.ts'
import { DictObject, ListObject } from '../../types/collections.ts'
import { pyError, typeError, valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { refusedAttribute } from '../../refused-attributes.ts'
import { toArray, truthy } from '../../operations.ts'
import { operatorMethod } from '../../types/special-methods.ts'
import { repr, str } from '../../text.ts'
import { QUERYSET } from '../../django/manager-type.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import { PyObject, SliceObject, typeName } from '../../values.ts'
import type { CallArgs, Container, Iterable_, Sized, Subscriptable, Value } from '../../values.ts'
import { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { prefetchRelated } from './prefetch.ts'
import { queryMethod, QUERYSET_METHODS } from './queryset-methods.ts'
import { ask, askRows, ownRows, refuseSpecial } from './queryset-overrides.ts'
import { readRows } from './rows.ts'

/** Objects that rows of a related manager's queryset already have: `category.post_set.all()[0].category`. */
export interface KnownRelated {
  readonly field: ResolvedField
  /** By hash of the held value. */
  readonly instances: ReadonlyMap<string, Instance>
}

/** Rows shown by repr(). */
const REPR_ROWS = 20

export class QuerySetObject extends PyObject implements Iterable_, Sized, Subscriptable, Container, QueryValue {
  readonly djangoClass = 'QuerySet'
  readonly cls: ModelClass
  query: Query
  known: readonly KnownRelated[]
  cache: Value[] | null = null
  /** What scripts set on it; its clones have none of it. */
  private attributes: Map<string, Value> | null = null
  /** The class of the project whose methods it has besides Django's. */
  readonly type: ManagerType | null
  private isPrefetched = false
  /** The next filter joins what the one after it joins: `_next_is_sticky()`. */
  isSticky = false
  readonly managerKind = 'QuerySet'

  constructor(cls: ModelClass, query: Query, known: readonly KnownRelated[] = [], type: ManagerType | null = null) {
    super()
    this.type = type
    this.cls = cls
    this.query = query
    this.known = known
  }

  /** @param given what its class was called with */
  static all(
    cls: ModelClass,
    rt: Runtime,
    type: ManagerType | null = null,
    given: CallArgs | null = null,
  ): QuerySetObject {
    const rows = new QuerySetObject(cls, ops.newQuery(rt.resolution, cls.key), [], type)
    if (type !== null) refuseSpecial(type)
    return rows.initialized(given, rt)
  }

  /** Whether the project's class has a method of its own under the name. */
  overrides(name: string): boolean {
    return this.type !== null && this.type.has(name)
  }

  /** Runs the class's own `__init__`: querysets are made of one another by calling the class. */
  private initialized(given: CallArgs | null, rt: Runtime): this {
    if (!this.overrides('__init__')) return this
    const usual: readonly [string, Value][] = [
      ['model', this.cls],
      ['query', this.getAttr('query', rt) ?? null],
      ['using', null],
      ['hints', new DictObject()],
    ]
    ask(this, '__init__', rt, given?.args ?? [], given?.kwargs ?? new Map(usual))
    return this
  }

  /** `_clone()` of Django's class. */
  cloned(rt: Runtime): QuerySetObject {
    return this.with(this.query).initialized(null, rt)
  }

  /** What was made of this queryset, as the class's own `_chain()`, `_clone()` or `__init__` would have made it. */
  chained(made: QuerySetObject, rt: Runtime): QuerySetObject {
    if (made === this || made.type !== this.type) return made
    if (!['_chain', '_clone', '__init__'].some((name) => this.overrides(name))) return made
    const clone = askRows(this, '_chain', rt)
    clone.query = made.query
    clone.known = made.known
    return clone
  }

  typeName(): string {
    return this.type?.name ?? 'QuerySet'
  }
  get classObject(): Value {
    const type = this.type ?? QUERYSET
    if (type.source !== null && type.module === '') type.module = `${this.cls.model.app}.models`
    return type
  }

  with(query: Query, known: readonly KnownRelated[] = this.known): QuerySetObject {
    return new QuerySetObject(this.cls, query, known, this.type)
  }
  filter(condition: QNode): QuerySetObject {
    return this.with(ops.filter(this.query, condition, false))
  }
  filterBy(lookups: { readonly [path: string]: Value }, rt: Runtime): QuerySetObject {
    return this.filter(ops.allOf(Object.entries(lookups).map(([path, value]) => [path, toPy(value, rt)] as const)))
  }
  only(names: readonly string[]): QuerySetObject {
    return this.with(ops.only(this.query, names))
  }
  annotate(name: string, node: ExprNode): QuerySetObject {
    return this.with(ops.annotate(this.query, [], [[name, node]]))
  }
  slice(low: number | null, high: number | null): QuerySetObject {
    return this.with(ops.slice(this.query, low, high))
  }
  prefetch(specs: readonly PrefetchSpec[]): QuerySetObject {
    return this.with({ ...this.query, prefetch: specs })
  }

  get isInstances(): boolean {
    return this.query.mode.kind === 'instances'
  }

  compiled(rt: Runtime): CompiledQuery {
    return ops.compileSelect(this.query, rt.settings)
  }

  /** Fetches without prefetching: what the collector and prefetch itself need. */
  fetch(rt: Runtime): readonly Value[] {
    if (this.cache === null) this.cache = readRows(this, rt)
    return this.cache
  }

  rows(rt: Runtime): readonly Value[] {
    if (!this.overrides('_fetch_all')) return this.fetchAll(rt)
    ask(this, '_fetch_all', rt)
    return this.cache ?? []
  }

  /** `_fetch_all()` of Django's class. */
  fetchAll(rt: Runtime): readonly Value[] {
    const rows = this.fetch(rt)
    if (!this.isPrefetched) {
      this.isPrefetched = true
      if (this.query.prefetch.length > 0)
        prefetchRelated(
          rows.filter((r) => r instanceof Instance),
          this.query.prefetch,
          rt,
        )
    }
    return rows
  }

  /** Rows that prefetching found. */
  fill(rows: readonly Value[]): void {
    this.cache = [...rows]
    this.isPrefetched = true
  }

  instances(rt: Runtime): readonly Instance[] {
    const goesOver = this.overrides('__iter__') || this.overrides('_fetch_all')
    if (goesOver) return [...this.iterate(rt)].filter((row) => row instanceof Instance)
    return this.fetch(rt).filter((r) => r instanceof Instance)
  }

  /** `get()` without arguments. */
  getRow(rt: Runtime): Value {
    const limited = this.chained(this.with(ops.getOf(this.query)), rt)
    const count = limited.length(rt)
    if (count === 0) throw this.cls.missing()
    if (count === 1) return limited.cache?.[0] ?? null
    const shown = count < ops.MAX_GET_RESULTS ? String(count) : `more than ${ops.MAX_GET_RESULTS - 1}`
    throw pyError(this.cls.multipleObjects, `get() returned more than one ${this.cls.name} -- it returned ${shown}!`)
  }

  getOne(rt: Runtime): Instance {
    const row = this.getRow(rt)
    if (!(row instanceof Instance)) throw new Error('A query for instances gave something else')
    return row
  }

  isOrdered(): boolean {
    return ops.isOrdered(this.query)
  }

  iterate(rt: Runtime): Iterable<Value> {
    return this.overrides('__iter__') ? ownRows(this, rt) : this.rows(rt)
  }
  length(rt: Runtime): number {
    return this.overrides('__len__') ? Number(ask(this, '__len__', rt)) : this.rows(rt).length
  }
  override truthy(rt: Runtime): boolean {
    return this.overrides('__bool__') ? truthy(ask(this, '__bool__', rt), rt) : this.rows(rt).length > 0
  }
  contains(value: Value, rt: Runtime): boolean {
    if (this.overrides('__contains__')) return truthy(ask(this, '__contains__', rt, [value]), rt)
    return isIn([...this.iterate(rt)], value, rt)
  }
  getItem(index: Value, rt: Runtime): Value {
    return this.overrides('__getitem__') ? ask(this, '__getitem__', rt, [index]) : this.plainItem(index, rt)
  }

  /** `__getitem__()` of Django's class. */
  plainItem(index: Value, rt: Runtime): Value {
    const isSlice = index instanceof SliceObject
    if (!isSlice && typeof index !== 'bigint' && typeof index !== 'boolean') {
      throw typeError(`QuerySet indices must be integers or slices, not ${typeName(index)}.`)
    }
    const negative = (v: Value): boolean => typeof v === 'bigint' && v < 0n
    if (isSlice ? negative(index.start) || negative(index.stop) : negative(index)) {
      throw valueError('Negative indexing is not supported.')
    }
    if (this.cache !== null) return sliceArray(this.cache, index)
    if (!isSlice) {
      const at = Number(index)
      const [row] = this.chained(this.slice(at, at + 1), rt).rows(rt)
      if (row === undefined) throw pyError('IndexError', 'list index out of range')
      return row
    }
    const bound = (v: Value): number | null => (typeof v === 'bigint' ? Number(v) : null)
    const part = this.chained(this.slice(bound(index.start), bound(index.stop)), rt)
    return index.step === null ? part : sliceArray([...part.iterate(rt)], new SliceObject(null, null, index.step))
  }

  binary(operator: PyBinaryOperator, other: Value, reflected: boolean, rt: Runtime): Value | undefined {
    if (!reflected && this.overrides(operatorMethod(operator))) return ask(this, operatorMethod(operator), rt, [other])
    return reflected ? undefined : this.merged(operator, other, rt)
  }
  /** `|`, `&` and `^` of Django's class. */
  merged(operator: PyBinaryOperator, other: Value, rt: Runtime): Value | undefined {
    const kinds = { '&': 'AND', '|': 'OR', '^': 'XOR' } as const
    if (!(other instanceof QuerySetObject) || !(operator in kinds)) return undefined
    return this.chained(ops.merge(this, other, kinds[operator as keyof typeof kinds]), rt)
  }

  override getAttr(name: string, rt: Runtime): Value | undefined {
    const set = this.attributes?.get(name)
    if (set !== undefined) return set
    const method = this.type?.method(name, this, (n) => queryMethod(this, n, rt)) ?? queryMethod(this, name, rt)
    if (method !== undefined) return method
    const plain = this.type?.constant(name)
    const found = plain === undefined ? this.ownAttribute(name) : plain
    if (found !== undefined) return found
    return this.overrides('__getattr__') ? ask(this, '__getattr__', rt, [name]) : undefined
  }
  /** `copy.copy()`: what a script set on it goes along. */
  copied(): QuerySetObject {
    const copy = this.with(this.query)
    copy.attributes = this.attributes === null ? null : new Map(this.attributes)
    return copy
  }
  override setAttr(name: string, value: Value, rt: Runtime): boolean {
    if (name === '_result_cache') {
      this.cache = value === null ? null : toArray(value, rt)
      return true
    }
    if (!this.isFree(name, rt)) return false
    this.attributes ??= new Map()
    this.attributes.set(name, value)
    return true
  }
  /** Whether nothing of Django's stands under the name, whose part in its work would be missed. */
  private isFree(name: string, rt: Runtime): boolean {
    if (/^__\w+__$/.test(name) || refusedAttribute(this, name) !== undefined) return false
    return queryMethod(this, name, rt) === undefined && this.ownAttribute(name) === undefined
  }
  /** `async for post in queryset`. */
  aiter(rt: Runtime): Value {
    const rows = (): Value => new ListObject([...this.rows(rt)])
    const steps = function* (): Steps {
      const fetched = yield* inThread(rows, rt)
      for (const row of fetched instanceof ListObject ? fetched.items : []) yield new AsyncYield(row)
      return null
    }
    return new AsyncGeneratorObject('QuerySet.__aiter__.<locals>.generator', steps(), rt)
  }
  private ownAttribute(name: string): Value | undefined {
    if (name === '_db') return null
    return name === '_result_cache' ? (this.cache === null ? null : new ListObject(this.cache)) : undefined
  }
  override attributeNames(): readonly string[] {
    return QUERYSET_METHODS
  }

  override str(rt: Runtime): string {
    return this.overrides('__str__') ? str(ask(this, '__str__', rt), rt) : this.repr(rt)
  }
  override repr(rt: Runtime): string {
    return this.overrides('__repr__') ? str(ask(this, '__repr__', rt), rt) : this.plainRepr(rt)
  }
  /** `__repr__()` of Django's class. */
  plainRepr(rt: Runtime): string {
    const rows = toArray(this.getItem(new SliceObject(null, BigInt(REPR_ROWS + 1), null), rt), rt)
    const shown = rows.map((row, i) => (i < REPR_ROWS ? repr(row, rt) : "'...(remaining elements truncated)...'"))
    return `<${this.typeName()} [${shown.join(', ')}]>`
  }

  toQueryValue(): PyQuerySet {
    return { type: 'queryset', query: this.query }
  }
}
