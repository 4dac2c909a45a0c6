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
import { ListObject } from '../../types/collections.ts'
import { pyError, typeError, valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { repr } from '../../text.ts'
import { QUERYSET } from '../../django/manager-type.ts'
import type { ManagerType } from '../../django/manager-type.ts'
import { PyObject, SliceObject, typeName } from '../../values.ts'
import type { Container, Iterable_, Sized, Subscriptable, Value } from '../../values.ts'
import { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { prefetchRelated } from './prefetch.ts'
import { queryMethod, QUERYSET_METHODS } from './queryset-methods.ts'
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
  readonly query: Query
  readonly known: readonly KnownRelated[]
  cache: Value[] | null = null
  /** The class of the project whose methods it has besides Django's. */
  readonly type: ManagerType | null
  private isPrefetched = false
  readonly managerKind = 'QuerySet'

  constructor(cls: ModelClass, query: Query, known: readonly KnownRelated[] = [], type: ManagerType | null = null) {
    super()
    this.type = type
    this.cls = cls
    this.query = query
    this.known = known
  }

  static all(cls: ModelClass, rt: Runtime, type: ManagerType | null = null): QuerySetObject {
    return new QuerySetObject(cls, ops.newQuery(rt.resolution, cls.key), [], type)
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
    return this.fetch(rt).filter((r) => r instanceof Instance)
  }

  /** `get()` without arguments. */
  getRow(rt: Runtime): Value {
    const limited = this.with(ops.getOf(this.query))
    const rows = limited.rows(rt)
    const [first] = rows
    if (first === undefined) throw this.cls.missing()
    if (rows.length === 1) return first
    const shown = rows.length < ops.MAX_GET_RESULTS ? String(rows.length) : `more than ${ops.MAX_GET_RESULTS - 1}`
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
    return this.rows(rt)
  }
  length(rt: Runtime): number {
    return this.rows(rt).length
  }
  override truthy(rt: Runtime): boolean {
    return this.rows(rt).length > 0
  }
  contains(value: Value, rt: Runtime): boolean {
    return isIn(this.rows(rt), value, rt)
  }

  getItem(index: Value, rt: Runtime): Value {
    const isSlice = index instanceof SliceObject
    if (!isSlice && typeof index !== 'bigint' && typeof index !== 'boolean') {
      throw typeError(`QuerySet indices must be integers or slices, not ${typeName(index)}.`)
    }
    const negative = (v: Value): boolean => typeof v === 'bigint' && v < 0n
    if (isSlice ? negative(index.start) || negative(index.stop) : negative(index)) {
      throw valueError('Negative indexing is not supported.')
    }
    if (this.cache !== null) return sliceArray(this.rows(rt), index)
    if (!isSlice) {
      const at = Number(index)
      const [row] = this.slice(at, at + 1).rows(rt)
      if (row === undefined) throw pyError('IndexError', 'list index out of range')
      return row
    }
    const bound = (v: Value): number | null => (typeof v === 'bigint' ? Number(v) : null)
    const part = this.slice(bound(index.start), bound(index.stop))
    return index.step === null ? part : sliceArray(part.rows(rt), new SliceObject(null, null, index.step))
  }

  binary(operator: PyBinaryOperator, other: Value, reflected: boolean): Value | undefined {
    const kinds = { '&': 'AND', '|': 'OR', '^': 'XOR' } as const
    if (reflected || !(other instanceof QuerySetObject) || !(operator in kinds)) return undefined
    return ops.merge(this, other, kinds[operator as keyof typeof kinds])
  }

  override getAttr(name: string, rt: Runtime): Value | undefined {
    return (
      this.type?.method(name, this, (n) => queryMethod(this, n, rt)) ??
      queryMethod(this, name, rt) ??
      this.type?.constant(name) ??
      this.ownAttribute(name)
    )
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
    return name === '_result_cache' ? (this.cache === null ? null : new ListObject([...this.cache])) : undefined
  }
  override attributeNames(): readonly string[] {
    return QUERYSET_METHODS
  }

  override repr(rt: Runtime): string {
    const rows = this.cache !== null ? this.rows(rt).slice(0, REPR_ROWS + 1) : this.slice(0, REPR_ROWS + 1).rows(rt)
    const shown = rows.map((row, i) => (i < REPR_ROWS ? repr(row, rt) : "'...(remaining elements truncated)...'"))
    return `<${this.typeName()} [${shown.join(', ')}]>`
  }

  toQueryValue(): PyQuerySet {
    return { type: 'queryset', query: this.query }
  }
}
