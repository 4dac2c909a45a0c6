/** The methods of querysets. */
import { asyncMethod } from '../../asynchronous/methods.ts'
import { inThread } from '../../asynchronous/asyncio-module.ts'
import { AsyncGeneratorObject, AsyncYield } from '../../asynchronous/awaiting.ts'
import type { Steps } from '../../asynchronous/awaiting.ts'
import { pyRepr } from '../../../query/values/python.ts'
import type { ExprNode, PyQuerySet } from '../../../query/types.ts'
import { attribute } from '../../attributes.ts'
import { bind, takeOptions } from '../../arguments.ts'
import { DictObject, ListObject, IteratorObject, TupleObject } from '../../types/collections.ts'
import { toExpression, toPy, toPyFor } from '../../convert.ts'
import type { QueryValue } from '../../convert.ts'
import { pyError, typeError, unsupported, valueError } from '../../errors.ts'
import { toArray, truthy } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { repr, str } from '../../text.ts'
import { isExpression, MethodObject, PyObject, typeName } from '../../values.ts'
import type { CallArgs, Value } from '../../values.ts'
import { bulkCreate, bulkUpdate } from '../saving/bulk.ts'
import { createRow, getOrCreate, updateOrCreate } from '../saving/create-rows.ts'
import { deleteRows } from '../saving/delete-call.ts'
import { knownAlias } from '../database-alias.ts'
import { extra } from './extra.ts'
import { Instance } from '../instances/instance.ts'
import { ManagerObject } from './manager.ts'
import * as ops from './query-ops.ts'
import { QuerySetObject } from './queryset.ts'
import { filterOrExclude } from './queryset-conditions.ts'
import { ask, askRows, filtered, firstRow } from './queryset-overrides.ts'
import { prefetchSpecs } from './prefetch-specs.ts'
import { makeRaw } from './raw.ts'
import { convertScalar } from './scalars.ts'
import { chunks, isIn } from '../small.ts'

type Method = (self: QuerySetObject, call: CallArgs, rt: Runtime) => Value

/** Names of columns; a queryset among them is the subquery that it makes. */
const texts = (args: readonly Value[], rt: Runtime): string[] => args.map((a) => str(a, rt))

/** Names for values(): Django matches them against a pattern before anything else. */
function checkNames(args: readonly Value[]): void {
  for (const arg of args) {
    if (typeof arg === 'string' || isExpression(arg) || arg instanceof QuerySetObject) continue
    throw typeError(`expected string or bytes-like object, got '${typeName(arg)}'`)
  }
}

interface Expressions {
  readonly positional: readonly ExprNode[]
  readonly named: readonly (readonly [string, ExprNode])[]
}

function expressions({ args, kwargs }: CallArgs, method: 'annotate' | 'alias' | 'aggregate', rt: Runtime): Expressions {
  const bad = [...args, ...kwargs.values()].filter((v) => !isExpression(v) && !(v instanceof QuerySetObject))
  if (bad.length > 0) {
    throw typeError(`QuerySet.${method}() received non-expression(s): ${bad.map((v) => str(v, rt)).join(', ')}.`)
  }
  return {
    positional: args.map((a) => toExpression(a, rt)),
    named: [...kwargs].map(([name, value]) => [name, toExpression(value, rt)] as const),
  }
}

function valueNames(
  args: readonly Value[],
  kwargs: ReadonlyMap<string, Value>,
  rt: Runtime,
): readonly (string | readonly [string, ExprNode])[] {
  return [...texts(args, rt), ...expressions({ args: [], kwargs }, 'annotate', rt).named]
}

function extreme(self: QuerySetObject, { args }: CallArgs, latest: boolean, rt: Runtime): Value {
  const order = args.map((a) => (isExpression(a) ? a : str(a, rt)))
  if (self.type === null) return self.with(ops.earliestOf(self.query, order, latest)).getRow(rt)
  const rows = latest && !ops.isSliced(self.query) ? askRows(self, 'reverse', rt) : self
  return ask(rows.chained(rows.with(ops.earliestOf(rows.query, order, false)), rt), 'get', rt)
}

function firstOrLast(self: QuerySetObject, last: boolean, rt: Runtime): Value {
  if (self.type !== null) return firstRow(inOrder(self, last, rt), rt)
  // Rows that are there already are not asked for again, as slicing a read queryset does.
  if (!last && self.cache !== null && self.isOrdered()) return self.rows(rt)[0] ?? null
  return self.with(last ? ops.lastOf(self.query) : ops.firstOf(self.query)).rows(rt)[0] ?? null
}

/** What `first()` and `last()` take a slice of. */
function inOrder(self: QuerySetObject, last: boolean, rt: Runtime): QuerySetObject {
  if (self.isOrdered()) return last ? askRows(self, 'reverse', rt) : self
  ops.checkAggregation(self.query, last ? 'last' : 'first')
  return askRows(self, 'order_by', rt, [last ? '-pk' : 'pk'])
}

function inBulk(self: QuerySetObject, call: CallArgs, rt: Runtime): Value {
  if (call.args.length > 1) {
    const count = call.args.length + 1
    throw typeError(`QuerySet.in_bulk() takes from 1 to 2 positional arguments but ${count} were given`)
  }
  const given = bind('QuerySet.in_bulk', ['id_list?', 'field_name?'], call)
  if (ops.isSliced(self.query)) throw typeError("Cannot use 'limit' or 'offset' with in_bulk().")
  if (!self.isInstances) throw typeError('in_bulk() cannot be used with values() or values_list().')
  const name = typeof given.field_name === 'string' ? given.field_name : 'pk'
  const field = name === 'pk' ? self.cls.meta.pk : self.cls.field(name)
  if (field === undefined) throw pyError('FieldDoesNotExist', `${self.cls.name} has no field named '${name}'`)
  const alone = self.cls.model.constraints.some(
    (c) => c.kind === 'unique' && c.condition === null && c.fields.length === 1 && c.fields[0] === field.name,
  )
  const { distinctFields } = self.query.state
  const isOnlyDistinct = distinctFields.length === 1 && distinctFields[0] === name
  if (!field.unique && !field.primaryKey && !alone && !isOnlyDistinct)
    throw valueError(`in_bulk()'s field_name must be a unique field but ${repr(name, rt)} isn't.`)
  const dict = new DictObject()
  const ids = given.id_list === undefined || given.id_list === null ? null : toArray(given.id_list, rt)
  const MAX_PARAMS = 999
  const parts =
    ids === null
      ? [self]
      : chunks(ids, MAX_PARAMS).map((part) => filtered(self, { [`${name}__in`]: new TupleObject(part) }, rt))
  for (const part of parts) for (const row of part.iterate(rt)) dict.set(attribute(row, name, rt), row, rt)
  return dict
}

const combine =
  (kind: 'union' | 'intersection' | 'difference'): Method =>
  (self, call, rt) => {
    const unknown = [...call.kwargs.keys()].find((name) => name !== 'all' || kind !== 'union')
    if (unknown !== undefined) throw typeError(`QuerySet.${kind}() got an unexpected keyword argument '${unknown}'`)
    const all = truthy(call.kwargs.get('all') ?? false, rt)
    const others = call.args.map((other) => {
      const queryset = other instanceof ManagerObject ? other.queryset(rt) : other
      if (!(queryset instanceof QuerySetObject))
        throw pyError('AttributeError', `'${typeName(other)}' object has no attribute 'query'`)
      return queryset
    })
    return ops.combineQuerySets(self, others, kind, all)
  }

function dates(self: QuerySetObject, call: CallArgs, withTime: boolean, rt: Runtime): Value {
  const name = withTime ? 'datetimes' : 'dates'
  const given = bind(`QuerySet.${name}`, ['field_name', 'kind', 'order?', 'tzinfo?'], call)
  // Django asks each of these on the way.
  const own = ['annotate', 'values_list', 'distinct', 'filter', 'order_by'].find((asked) => self.overrides(asked))
  if (own !== undefined) throw unsupported(`${name}() of a queryset class with its own ${own}()`)
  const order = given.order === undefined ? 'ASC' : str(given.order, rt)
  return self.with(
    ops.dates(self.query, name, str(given.field_name, rt), str(given.kind, rt), order, toPy(given.tzinfo ?? null, rt)),
  )
}

function update(self: QuerySetObject, { args, kwargs }: CallArgs, rt: Runtime): Value {
  if (args.length > 0)
    throw typeError(`QuerySet.update() takes 1 positional argument but ${args.length + 1} were given`)
  const values = [...kwargs].map(([name, value]) => {
    const field = self.cls.field(name)
    return [name, field === undefined ? toPy(value, rt) : toPyFor(field, value, rt)] as const
  })
  return BigInt(ops.runUpdate(self, values, rt))
}

const ASYNCHRONOUS: ReadonlySet<string> = new Set(
  (
    'get create get_or_create update_or_create bulk_create bulk_update in_bulk count exists first last earliest ' +
    'latest aggregate contains update delete iterator explain'
  ).split(' '),
)

/** Managers answer them as querysets do. */
export const isAsynchronous = (name: string): boolean => name.startsWith('a') && ASYNCHRONOUS.has(name.slice(1))

const method =
  (name: 'annotate' | 'alias' | 'filter' | 'order_by'): Method =>
  (self, call, rt) =>
    (METHODS[name] as Method)(self, call, rt)

const METHODS: Readonly<Record<string, Method>> = {
  all: (self) => self.with(ops.clone(self.query)),
  filter: (self, call, rt) => filterOrExclude(self, call, false, rt),
  exclude: (self, call, rt) => filterOrExclude(self, call, true, rt),
  complex_filter: (self, { args }, rt) => {
    const [given = null] = args
    if (given instanceof DictObject) {
      return filterOrExclude(
        self,
        { args: [], kwargs: new Map([...given.entries.values()].map(([k, v]) => [str(k, rt), v])) },
        false,
        rt,
      )
    }
    return filterOrExclude(self, { args: [given], kwargs: new Map() }, false, rt)
  },
  get: (self, call, rt) => {
    const has = call.args.length + call.kwargs.size > 0
    if (self.query.combinator !== null && has) {
      throw pyError(
        'NotSupportedError',
        `Calling QuerySet.get(...) with filters after ${self.query.combinator}() is not supported.`,
      )
    }
    if (self.type !== null) return rowToGet(self, call, rt).getRow(rt)
    return (has ? filterOrExclude(self, call, false, rt) : self.with(self.query)).getRow(rt)
  },
  create: (self, { args, kwargs }, rt) => {
    if (args.length > 0)
      throw typeError(`QuerySet.create() takes 1 positional argument but ${args.length + 1} were given`)
    return createRow(self, kwargs, rt)
  },
  get_or_create: (self, call, rt) => {
    const { options, rest } = takeOptions(call, ['defaults'])
    return new TupleObject(getOrCreate(self, rest.kwargs, options['defaults'] ?? rest.args[0], rt))
  },
  update_or_create: updateOrCreate,
  bulk_create: bulkCreate,
  bulk_update: bulkUpdate,
  update,
  delete: (self, _call, rt) => deleteRows(self, rt),
  /** One statement: nothing is collected, no signal is sent. */
  _raw_delete: (self, call, rt) => {
    bind('QuerySet._raw_delete', ['using'], call)
    return BigInt(ops.rawDelete(self.query, rt))
  },
  first: (self, _call, rt) => firstOrLast(self, false, rt),
  last: (self, _call, rt) => firstOrLast(self, true, rt),
  earliest: (self, call, rt) => extreme(self, call, false, rt),
  latest: (self, call, rt) => extreme(self, call, true, rt),
  order_by: (self, { args }, rt) => {
    const wrong = args.filter(
      (a) => a === null || typeof a === 'bigint' || typeof a === 'number' || typeof a === 'boolean',
    )
    if (wrong.length > 0)
      throw pyError('FieldError', `Invalid order_by arguments: [${wrong.map((a) => repr(a, rt)).join(', ')}]`)
    return self.with(
      ops.orderBy(
        self.query,
        args.map((a) => (isExpression(a) ? a : str(a, rt))),
      ),
    )
  },
  reverse: (self) => self.with(ops.reverse(self.query)),
  distinct: (self, { args }, rt) => {
    if (args.includes(null)) throw pyError('AttributeError', "'NoneType' object has no attribute 'split'")
    return self.with(ops.distinct(self.query, texts(args, rt)))
  },
  values: (self, { args, kwargs }, rt) => {
    checkNames(args)
    return self.with(ops.values(self.query, valueNames(args, kwargs, rt)))
  },
  values_list: (self, call, rt) => {
    const { options, rest } = takeOptions(call, ['flat', 'named'])
    for (const name of rest.kwargs.keys())
      throw typeError(`QuerySet.values_list() got an unexpected keyword argument '${name}'`)
    checkNames(rest.args)
    const flat = truthy(options['flat'] ?? false, rt)
    const isNamed = truthy(options['named'] ?? false, rt)
    return self.with(
      ops.valuesList(
        self.query,
        rest.args.map((a) => (isExpression(a) || a instanceof QuerySetObject ? toExpression(a, rt) : str(a, rt))),
        { flat, named: isNamed },
      ),
    )
  },
  annotate: (self, call, rt) => {
    const { positional, named } = expressions(call, 'annotate', rt)
    return self.with(ops.annotate(self.query, positional, named))
  },
  alias: (self, call, rt) => {
    const { positional, named } = expressions(call, 'alias', rt)
    return self.with(ops.alias(self.query, positional, named))
  },
  aggregate: (self, call, rt) => {
    const { positional, named } = expressions(call, 'aggregate', rt)
    if (positional.some((node) => ops.defaultAlias(node) === null))
      throw typeError('Complex aggregates require an alias')
    return DictObject.of(convertScalar(ops.compileAggregate(self.query, positional, named, rt.settings), rt), rt)
  },
  count: (self, _call, rt) => {
    if (self.cache !== null) return BigInt(self.cache.length)
    return convertScalar(ops.compileCount(self.query, rt.settings), rt)[0]?.[1] ?? 0n
  },
  exists: (self, _call, rt) => {
    if (self.cache !== null) return self.cache.length > 0
    return ops.hasRows(self.query, rt)
  },
  contains: (self, call, rt) => {
    const { obj } = bind('QuerySet.contains', ['obj'], call)
    ops.notCombined(self.query, 'contains')
    if (!self.isInstances) throw typeError('Cannot call QuerySet.contains() after .values() or .values_list().')
    if (!(obj instanceof Instance)) throw typeError("'obj' must be a model instance.")
    if (obj.cls.model.concrete !== self.cls.model.concrete) return false
    if (obj.pk === null) throw valueError('QuerySet.contains() cannot be used on unsaved objects.')
    if (self.cache !== null) return isIn(self.cache, obj, rt)
    if (self.type !== null) return truthy(ask(filtered(self, { pk: obj.pk }, rt), 'exists', rt), rt)
    return ops.hasRows(self.filterBy({ pk: obj.pk }, rt).query, rt)
  },
  in_bulk: inBulk,
  only: (self, { args }, rt) => {
    if (args.length === 1 && args[0] === null) throw typeError('Cannot pass None as an argument to only().')
    return self.with(ops.only(self.query, texts(args, rt)))
  },
  defer: (self, { args }, rt) => self.with(ops.defer(self.query, args[0] === null ? null : texts(args, rt))),
  select_related: (self, { args }, rt) =>
    self.with(ops.selectRelated(self.query, args[0] === null ? null : texts(args, rt))),
  prefetch_related: (self, { args }, rt) => self.with(ops.prefetchRelated(self.query, prefetchSpecs(args, rt))),
  union: combine('union'),
  intersection: combine('intersection'),
  difference: combine('difference'),
  none: (self) => self.with(ops.none(self.query)),
  dates: (self, call, rt) => dates(self, call, false, rt),
  datetimes: (self, call, rt) => dates(self, call, true, rt),
  iterator: (self, call, rt) => {
    const size = call.kwargs.get('chunk_size') ?? call.args[0] ?? null
    if (size === null && self.query.prefetch.length > 0) {
      throw valueError('chunk_size must be provided when using QuerySet.iterator() after prefetch_related().')
    }
    if (typeof size === 'bigint' && size <= 0n) throw valueError('Chunk size must be strictly positive.')
    return new IteratorObject(self.with(self.query).rows(rt), 'generator')
  },
  using: (self, { args }, rt) => {
    knownAlias(args[0] ?? null, rt)
    return self.with(self.query)
  },
  select_for_update: (self, call, rt) => {
    const given = bind('QuerySet.select_for_update', ['nowait?', 'skip_locked?', 'of?', 'no_key?'], call)
    if (truthy(given.nowait ?? false, rt) && truthy(given.skip_locked ?? false, rt))
      throw valueError('The nowait option cannot be used with skip_locked.')
    return self.with(self.query)
  },
  explain: (self, call, rt) => explain(self, call, rt),
  extra: (self, call, rt) =>
    extra(
      self,
      call,
      { annotate: method('annotate'), alias: method('alias'), filter: method('filter'), order_by: method('order_by') },
      rt,
    ),
  raw: makeRaw,
}

/** What a class of the project finds behind `super()` beside the methods that have names of their own. */
const INTERNAL: Readonly<Record<string, (self: QuerySetObject, call: CallArgs, rt: Runtime) => Value | undefined>> = {
  __init__: () => null,
  __iter__: (self, _call, rt) => new IteratorObject(self.rows(rt), 'list_iterator'),
  __len__: (self, _call, rt) => BigInt(self.rows(rt).length),
  __bool__: (self, _call, rt) => self.rows(rt).length > 0,
  __getitem__: (self, { args }, rt) => self.plainItem(args[0] ?? null, rt),
  __repr__: (self, _call, rt) => self.plainRepr(rt),
  __or__: (self, { args }, rt) => self.merged('|', args[0] ?? null, rt),
  __and__: (self, { args }, rt) => self.merged('&', args[0] ?? null, rt),
  __xor__: (self, { args }, rt) => self.merged('^', args[0] ?? null, rt),
  _fetch_all: (self, _call, rt) => {
    self.fetchAll(rt)
    return null
  },
  _clone: (self, _call, rt) => self.cloned(rt),
  _chain: (self, _call, rt) => askRows(self, '_clone', rt),
}

/** `async for post in queryset.aiterator()`. */
function asyncIteration(self: QuerySetObject, call: CallArgs, rt: Runtime): Value {
  const { chunk_size: size = 2000n } = bind('QuerySet.aiterator', ['chunk_size?'], call)
  const steps = function* (): Steps {
    if (typeof size === 'bigint' && size <= 0n) throw valueError('Chunk size must be strictly positive.')
    const rows = yield* inThread(() => new ListObject([...self.with(self.query).rows(rt)]), rt)
    for (const row of rows instanceof ListObject ? rows.items : []) yield new AsyncYield(row)
    return null
  }
  return new AsyncGeneratorObject('QuerySet.aiterator', steps(), rt)
}

/** `self.filter(…).order_by()`, where the class has its own say in both. */
function rowToGet(self: QuerySetObject, { args, kwargs }: CallArgs, rt: Runtime): QuerySetObject {
  const found = self.query.combinator === null ? askRows(self, 'filter', rt, args, kwargs) : self.cloned(rt)
  const isOpen = !ops.isSliced(found.query) && found.query.state.distinctFields.length === 0
  return isOpen && found.overrides('order_by') ? askRows(found, 'order_by', rt) : found
}

function explain(self: QuerySetObject, { args, kwargs }: CallArgs, rt: Runtime): Value {
  const { format = args[0] ?? null, ...options } = Object.fromEntries(kwargs)
  const names = Object.keys(options)
  const bad = names.find((name) => !/^[\w-]+$/.test(name) || name.includes('--'))
  if (bad !== undefined) throw valueError(`Invalid option name: ${pyRepr(bad)}.`)
  if (truthy(format, rt)) {
    const shown = str(format, rt).toUpperCase()
    throw valueError(`${shown} is not a recognized format. SQLite does not support any formats.`)
  }
  if (names.length > 0) throw valueError(`Unknown options: ${names.toSorted().join(', ')}`)
  const compiled = self.compiled(rt)
  if (compiled.empty) return ''
  const { rows } = rt.all(`EXPLAIN QUERY PLAN ${compiled.sql}`, compiled.params)
  return rows.map((row) => row.map((cell) => String(cell)).join(' ')).join('\n')
}

export const QUERYSET_METHODS: readonly string[] = [
  ...Object.keys(METHODS).filter((name) => !name.startsWith('_')),
  ...[...ASYNCHRONOUS].map((name) => `a${name}`),
]
/** `queryset_only` in Django. */
export const NOT_ON_MANAGERS: readonly string[] = ['delete', 'adelete']

const WITHOUT_ARGUMENTS: ReadonlySet<string> = new Set([
  'count',
  'exists',
  'first',
  'last',
  'none',
  'reverse',
  'all',
  'delete',
])

/** What takes any number of names, and nothing by keyword. */
const WITHOUT_KEYWORDS: ReadonlySet<string> = new Set([
  'order_by',
  'distinct',
  'only',
  'defer',
  'select_related',
  'prefetch_related',
  'earliest',
  'latest',
])

function refuseKeywords(name: string, { kwargs }: CallArgs): void {
  const [keyword] = kwargs.keys()
  if (keyword !== undefined) throw typeError(`QuerySet.${name}() got an unexpected keyword argument '${keyword}'`)
}

function refuseArguments(name: string, { args, kwargs }: CallArgs): void {
  const [keyword] = kwargs.keys()
  if (keyword !== undefined) throw typeError(`QuerySet.${name}() got an unexpected keyword argument '${keyword}'`)
  if (args.length > 0)
    throw typeError(`QuerySet.${name}() takes 1 positional argument but ${args.length + 1} were given`)
}

export function queryMethod(self: QuerySetObject, name: string, rt: Runtime): Value | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (method !== undefined)
    return new MethodObject(self, 'QuerySet', name, (call, r) => {
      if (WITHOUT_ARGUMENTS.has(name)) refuseArguments(name, call)
      if (WITHOUT_KEYWORDS.has(name)) refuseKeywords(name, call)
      const made = method(self, call, r)
      return made instanceof QuerySetObject ? self.chained(made, r) : made
    })
  const internal = Object.hasOwn(INTERNAL, name) ? INTERNAL[name] : undefined
  if (internal !== undefined)
    return new MethodObject(self, 'QuerySet', name, (call, r) => internal(self, call, r) ?? null)
  if (name === 'aiterator') return new MethodObject(self, 'QuerySet', name, (call, r) => asyncIteration(self, call, r))
  if (isAsynchronous(name)) return asyncMethod(self, 'QuerySet', name)
  if (name === 'model') return self.cls
  if (name === 'ordered') return self.isOrdered()
  if (name === 'db') return 'default'
  if (name === 'query') return new QueryText(self, rt)
  return undefined
}

/** `print(qs.query)`. */
class QueryText extends PyObject implements QueryValue {
  readonly djangoClass = 'Query'
  readonly queryset: QuerySetObject
  constructor(queryset: QuerySetObject, _rt: Runtime) {
    super()
    this.queryset = queryset
  }
  typeName(): string {
    return 'Query'
  }
  /** On the right-hand side of a lookup it is what its queryset is. */
  toQueryValue(): PyQuerySet {
    return this.queryset.toQueryValue()
  }
  override getAttr(name: string): Value | undefined {
    return name === 'model' ? this.queryset.cls : undefined
  }
  override str(rt: Runtime): string {
    const compiled = this.queryset.compiled(rt)
    if (compiled.empty) throw pyError('EmptyResultSet', '')
    return ops.queryText(compiled)
  }
  override repr(): string {
    return '<django.db.models.sql.query.Query object>'
  }
}
