/**
 * What a queryset can do that gives another queryset. Each function takes a query and returns a new one;
 * mistakes throw an OrmError with Django's class and text, at the call and not when rows are read.
 */
import type { ModelKey, Resolution } from '../../relations/types.ts'
import { relatedTree } from './compile/mask.ts'
import type { Expr } from './expr.ts'
import { containsAggregate } from './expr.ts'
import { outputOrNull } from './output.ts'
import { addFilteredRelation, addQ, pairs } from './filter.ts'
import { byCodePoint, namesToPath } from './joins.ts'
import { metaOf, modelsOf } from './models.ts'
import { RESOLVE, nodeRepr, resolve } from './resolve.ts'
import { checkAlias, setGroupBy, setValues } from './select-fields.ts'
import type { Combinator, Draft, QueryState } from './state.ts'
import {
  annotationSelect,
  appendAnnotationMask,
  chain,
  clearOrdering,
  draftOf,
  isEmptyQuery,
  isSliced,
  newDraft,
  setAnnotationMask,
  setEmpty,
  setLimits,
} from './state.ts'
import type { ExprNode, PrefetchSpec, QChild, QNode, Query, QueryMode } from './types.ts'
import { OrmError } from './types.ts'

const INSTANCES: QueryMode = { kind: 'instances' }

export function queryOf(resolution: Resolution, model: ModelKey): Query {
  const state = newDraft(modelsOf(resolution), model)
  return { resolution, model, mode: INSTANCES, prefetch: [], hints: {}, combinator: null, state }
}

function next(query: Query, change: (q: Draft) => void): Query {
  const draft = chain(query.state)
  change(draft)
  return { ...query, state: draft, combinator: draft.combinator }
}

function notCombined(query: Query, operation: string): void {
  if (query.combinator === null) return
  throw new OrmError(
    'NotSupportedError',
    `Calling QuerySet.${operation}() after ${query.combinator}() is not supported.`,
  )
}

/** A Q of positional conditions and keyword ones, which Django sorts by name. */
export function makeQ(
  children: readonly QChild[],
  keywords: readonly (readonly [string, QValue])[] = [],
  negated = false,
): QNode {
  const sorted = [...keywords].sort(([a], [b]) => byCodePoint(a, b))
  return {
    type: 'Q',
    connector: 'AND',
    negated,
    children: [...children, ...sorted.map(([path, value]): QChild => ({ type: 'pair', path, value }))],
  }
}
type QValue = Extract<QChild, { readonly type: 'pair' }>['value']

/** `a & b`, `a | b`, `a ^ b`: an empty side gives the other. */
export function combineQ(left: QNode, right: ExprNode, connector: QNode['connector']): QNode {
  const isEmpty = (node: ExprNode): boolean => node.type === 'Q' && node.children.length === 0
  const asQ = (node: ExprNode): QNode => (node.type === 'Q' ? node : makeQ([node]))
  if (isEmpty(left)) return asQ(right)
  if (isEmpty(right)) return left
  return addToQ(addToQ({ type: 'Q', connector, negated: false, children: [] }, left), asQ(right))
}

function addToQ(node: QNode, data: QNode): QNode {
  const squash = !data.negated && (data.connector === node.connector || data.children.length === 1)
  return { ...node, children: squash ? [...node.children, ...data.children] : [...node.children, data] }
}

export function negateQ(node: QNode): QNode {
  return { ...node, negated: !node.negated }
}

// --------------------------------------------------------------------------------------------- filters

export function filter(query: Query, condition: QNode): Query {
  return filterOrExclude(query, condition, 'filter')
}

/** `condition` is what `exclude()` was given; the NOT is added here. */
export function exclude(query: Query, condition: QNode): Query {
  return filterOrExclude(query, condition, 'exclude')
}

function filterOrExclude(query: Query, condition: QNode, operation: 'filter' | 'exclude'): Query {
  notCombined(query, operation)
  if (condition.children.length > 0 && isSliced(query.state)) {
    throw new OrmError('TypeError', 'Cannot filter a query once a slice has been taken.')
  }
  // Q(*args, **kwargs) of the call is a node of its own around a Q that was passed in.
  return next(query, (q) =>
    addQ(q, operation === 'exclude' ? { ...condition, negated: !condition.negated } : condition),
  )
}

/** The filter of a related manager: the next filter shares its joins, as if both were one call. */
export function filterSticky(query: Query, condition: QNode): Query {
  return next(query, (q) => {
    q.sticky = true
    addQ(q, condition)
  })
}

export function none(query: Query): Query {
  return next(query, setEmpty)
}

export function isNone(query: Query): boolean {
  return isEmptyQuery(query.state)
}

export function all(query: Query): Query {
  return next(query, () => undefined)
}

// ----------------------------------------------------------------------------------------- annotations

export type Named = readonly (readonly [name: string, node: ExprNode])[]

export function annotate(query: Query, positional: readonly ExprNode[], named: Named): Query {
  notCombined(query, 'annotate')
  return addAnnotations(query, positional, named, true)
}

export function alias(query: Query, positional: readonly ExprNode[], named: Named): Query {
  notCombined(query, 'alias')
  return addAnnotations(query, positional, named, false)
}

/** `Count("posts")` → `posts__count`; null: it has none and must be given a name. */
export function defaultAlias(node: ExprNode): string | null {
  if (node.type !== 'Func' || !AGGREGATE_NAMES.has(node.name)) return null
  const [only, more] = node.args
  if (only === undefined || more !== undefined || node.filter !== null) return null
  return only.type === 'F' ? `${only.name}__${node.name.toLowerCase()}` : null
}

const AGGREGATE_NAMES: ReadonlySet<string> = new Set(['Avg', 'Count', 'Max', 'Min', 'StdDev', 'Sum', 'Variance'])

function withDefaultNames(positional: readonly ExprNode[], named: Named): Named {
  const given = new Set(named.map(([name]) => name))
  const own = positional.map((node) => {
    const name = defaultAlias(node)
    if (name === null) throw new OrmError('TypeError', 'Complex annotations require an alias')
    if (given.has(name)) {
      throw new OrmError(
        'ValueError',
        `The named annotation '${name}' conflicts with the default name for another annotation.`,
      )
    }
    return [name, node] as const
  })
  return [...own, ...named]
}

function addAnnotations(query: Query, positional: readonly ExprNode[], named: Named, select: boolean): Query {
  const annotations = [...new Map(withDefaultNames(positional, named))]
  return next(query, (q) => {
    const taken = takenNames(q)
    for (const [name, node] of annotations) {
      if (taken.has(name))
        throw new OrmError('ValueError', `The annotation '${name}' conflicts with a field on the model.`)
      if (node.type === 'FilteredRelation') {
        checkAlias(name)
        addFilteredRelation(q, node.relation, node.condition, name)
      } else addAnnotation(q, name, node, select)
    }
    const names = new Set(annotations.map(([name]) => name))
    if (![...q.annotations].some(([name, expr]) => names.has(name) && containsAggregate(expr))) return
    if (q.fields === null) q.groupBy = true
    else setGroupBy(q)
  })
}

function takenNames(q: QueryState): ReadonlySet<string> {
  if (q.fields !== null) return new Set(q.fields)
  const meta = metaOf(q.models, q.model)
  return new Set(meta.choices)
}

export function addAnnotation(q: Draft, name: string, node: ExprNode, select: boolean): void {
  checkAlias(name)
  const expr = resolve(q, node, RESOLVE)
  if (select) appendAnnotationMask(q, [name])
  else
    setAnnotationMask(
      q,
      [...annotationSelect(q).keys()].filter((other) => other !== name),
    )
  q.annotations.set(name, expr)
  if (select && q.selected !== null && q.selected.size > 0) q.selected.set(name, name)
}

// -------------------------------------------------------------------------------------- order and slice

/** Names with '-' for descending, '?', or expressions; none: no order at all. */
export function orderBy(query: Query, ordering: readonly (string | ExprNode)[]): Query {
  if (isSliced(query.state)) throw new OrmError('TypeError', 'Cannot reorder a query once a slice has been taken.')
  return next(query, (q) => {
    clearOrdering(q, true, false)
    addOrdering(q, ordering)
  })
}

export function addOrdering(q: Draft, ordering: readonly (string | ExprNode)[]): void {
  for (const item of ordering) {
    if (typeof item === 'string') checkOrderingName(q, item)
    else if (mentionsAggregate(item)) {
      throw new OrmError(
        'FieldError',
        `Using an aggregate in order_by() without also including it in annotate() is not allowed: ${nodeRepr(item)}`,
      )
    }
  }
  if (ordering.length > 0) q.orderBy = [...q.orderBy, ...ordering]
  else q.defaultOrdering = false
}

function checkOrderingName(q: Draft, item: string): void {
  const name = item.replace(/^-/, '')
  if (item === '?' || q.annotations.has(name)) return
  namesToPath(q, name.split('__'), q.model)
}

function mentionsAggregate(node: ExprNode): boolean {
  if (node.type === 'OrderBy') return mentionsAggregate(node.expression)
  if (node.type === 'Combined') return mentionsAggregate(node.left) || mentionsAggregate(node.right)
  return node.type === 'Func' && (AGGREGATE_NAMES.has(node.name) || node.args.some(mentionsAggregate))
}

export function reverse(query: Query): Query {
  if (isSliced(query.state)) throw new OrmError('TypeError', 'Cannot reverse a query once a slice has been taken.')
  return next(query, (q) => {
    q.standardOrdering = !q.standardOrdering
  })
}

/** `queryset[low:high]`; null: open end. */
export function slice(query: Query, low: number | null, high: number | null): Query {
  if ((low !== null && low < 0) || (high !== null && high < 0)) {
    throw new OrmError('ValueError', 'Negative indexing is not supported.')
  }
  return next(query, (q) => setLimits(q, low, high))
}

export function distinct(query: Query, names: readonly string[] = []): Query {
  notCombined(query, 'distinct')
  if (isSliced(query.state))
    throw new OrmError('TypeError', 'Cannot create distinct fields once a slice has been taken.')
  return next(query, (q) => {
    q.distinct = true
    q.distinctFields = names
  })
}

// --------------------------------------------------------------------------------------------- columns

export function values(query: Query, names: readonly string[], expressions: Named = []): Query {
  return withFields(query, [...names, ...expressions.map(([name]) => name)], expressions, { kind: 'values' })
}

export interface ValuesListOptions {
  readonly flat: boolean
  readonly named: boolean
}

export function valuesList(
  query: Query,
  fields: readonly (string | ExprNode)[],
  { flat, named }: ValuesListOptions,
): Query {
  if (flat && named) throw new OrmError('TypeError', "'flat' and 'named' can't be used together.")
  if (flat && fields.length > 1) {
    throw new OrmError('TypeError', "'flat' is not valid when values_list is called with more than one field.")
  }
  const seen = new Map<string, boolean>(
    fields.filter((field) => typeof field === 'string').map((field) => [field, false]),
  )
  const names: string[] = []
  const expressions: (readonly [string, ExprNode])[] = []
  let counter = 1
  for (const field of fields) {
    let name = typeof field === 'string' ? field : (defaultAlias(field) ?? className(field))
    const again = typeof field !== 'string' || seen.get(name) === true
    const expression: ExprNode | null = typeof field !== 'string' ? field : again ? { type: 'F', name } : null
    if (again) {
      const prefix = name
      for (name = `${prefix}${counter}`; seen.has(name); name = `${prefix}${counter}`) counter += 1
    }
    if (expression !== null) expressions.push([name, expression])
    seen.set(name, true)
    names.push(name)
  }
  return withFields(query, names, expressions, { kind: 'valuesList', flat, named })
}

/** The Python class of an expression, in lower case. */
function className(node: ExprNode): string {
  if (node.type === 'Func') return node.name.toLowerCase()
  return (CLASS_NAMES[node.type] ?? node.type).toLowerCase()
}

const CLASS_NAMES: Readonly<Record<string, string>> = { Combined: 'CombinedExpression', Not: 'NegatedExpression' }

function withFields(query: Query, names: readonly string[], expressions: Named, mode: QueryMode): Query {
  const annotated = expressions.length > 0 ? annotate(query, [], expressions) : query
  const changed = next(annotated, (q) => {
    q.fields = names
    setValues(q, names)
  })
  return { ...changed, mode }
}

export function only(query: Query, names: readonly string[]): Query {
  notCombined(query, 'only')
  if (query.state.fields !== null)
    throw new OrmError('TypeError', 'Cannot call only() after .values() or .values_list()')
  if (names.some((name) => query.state.filteredRelations.has(name.split('__')[0] ?? ''))) {
    throw new OrmError('ValueError', 'only() is not supported with FilteredRelation.')
  }
  return next(query, (q) => {
    const pk = metaOf(q.models, q.model).pk.name
    const wanted = new Set(names.map((name) => (name === 'pk' ? pk : name)))
    const { names: existing, defer: deferring } = q.deferred
    q.deferred = {
      names: deferring ? new Set([...wanted].filter((name) => !existing.has(name))) : wanted,
      defer: false,
    }
  })
}

/** No names: `defer(None)`, which loads everything again. */
export function defer(query: Query, names: readonly string[] | null): Query {
  notCombined(query, 'defer')
  if (query.state.fields !== null)
    throw new OrmError('TypeError', 'Cannot call defer() after .values() or .values_list()')
  return next(query, (q) => {
    const { names: existing, defer: deferring } = q.deferred
    if (names === null) q.deferred = { names: new Set(), defer: true }
    else if (deferring) q.deferred = { names: new Set([...existing, ...names]), defer: true }
    else {
      const left = new Set([...existing].filter((name) => !names.includes(name)))
      const others = new Set(names.filter((name) => !existing.has(name)))
      q.deferred = left.size > 0 ? { names: left, defer: false } : { names: others, defer: true }
    }
  })
}

/** No names: every relation that is not nullable; null: `select_related(None)`, none any more. */
export function selectRelated(query: Query, names: readonly string[] | null): Query {
  notCombined(query, 'select_related')
  if (query.state.fields !== null) {
    throw new OrmError('TypeError', 'Cannot call select_related() after .values() or .values_list()')
  }
  return next(query, (q) => {
    q.selectRelated = names === null ? false : names.length === 0 ? true : relatedTree(q.selectRelated, names)
  })
}

/** null: `prefetch_related(None)`, none any more. */
export function prefetchRelated(query: Query, specs: readonly PrefetchSpec[] | null): Query {
  notCombined(query, 'prefetch_related')
  for (const { path } of specs ?? []) {
    if (query.state.filteredRelations.has(path.split('__')[0] ?? '')) {
      throw new OrmError('ValueError', 'prefetch_related() is not supported with FilteredRelation.')
    }
  }
  return { ...all(query), prefetch: specs === null ? [] : [...query.prefetch, ...specs] }
}

// ----------------------------------------------------------------------------------------- combinations

export function union(query: Query, others: readonly Query[], keepAll: boolean): Query {
  if (!isNone(query)) return others.length === 0 ? query : combined(query, 'union', others, keepAll)
  const [first, ...rest] = others.filter((other) => !isNone(other))
  if (first === undefined) return query
  return rest.length === 0 ? first : combined(first, 'union', rest, keepAll)
}

export function intersection(query: Query, others: readonly Query[]): Query {
  const empty = [query, ...others].find(isNone)
  return empty ?? combined(query, 'intersection', others, false)
}

export function difference(query: Query, others: readonly Query[]): Query {
  return isNone(query) ? query : combined(query, 'difference', others, false)
}

function combined(query: Query, combinator: Combinator, others: readonly Query[], keepAll: boolean): Query {
  return next(query, (q) => {
    clearOrdering(q, true)
    q.low = 0
    q.high = null
    q.combined = [query.state, ...others.map((other) => other.state)]
    q.combinator = combinator
    q.combinatorAll = keepAll
  })
}

// ------------------------------------------------------------------------------------------------ dates

const DATE_KINDS = ['year', 'month', 'week', 'day'] as const
const DATETIME_KINDS = [...DATE_KINDS, 'hour', 'minute', 'second'] as const

export function dates(query: Query, field: string, kind: string, order: string = 'ASC'): Query {
  if (!DATE_KINDS.some((known) => known === kind)) {
    throw new OrmError('ValueError', "'kind' must be one of 'year', 'month', 'week', or 'day'.")
  }
  return dateList(query, field, kind, order, 'dates')
}

export function datetimes(query: Query, field: string, kind: string, order: string = 'ASC'): Query {
  if (!DATETIME_KINDS.some((known) => known === kind)) {
    throw new OrmError(
      'ValueError',
      "'kind' must be one of 'year', 'month', 'week', 'day', 'hour', 'minute', or 'second'.",
    )
  }
  return dateList(query, field, kind, order, 'datetimes')
}

function dateList(query: Query, field: string, kind: string, order: string, mode: 'dates' | 'datetimes'): Query {
  if (order !== 'ASC' && order !== 'DESC') throw new OrmError('ValueError', "'order' must be either 'ASC' or 'DESC'.")
  const name = mode === 'dates' ? 'datefield' : 'datetimefield'
  const truncated: ExprNode = {
    type: 'Func',
    name: 'Trunc',
    args: [{ type: 'F', name: field }],
    outputField: { className: mode === 'dates' ? 'DateField' : 'DateTimeField' },
    filter: null,
    distinct: false,
    default: null,
    options: { kind },
  }
  const annotated = annotate(
    query,
    [],
    [
      [name, truncated],
      ['plain_field', { type: 'F', name: field }],
    ],
  )
  const listed = distinct(valuesList(annotated, [name], { flat: true, named: false }))
  const filtered = filter(listed, pairs('plain_field__isnull', false))
  return { ...orderBy(filtered, [order === 'DESC' ? `-${name}` : name]), mode: { kind: mode } }
}

// ---------------------------------------------------------------------------------------------- shapes

/** `QuerySet.ordered`: whether the order of rows is fixed. */
export function isOrdered(query: Query): boolean {
  const { state } = query
  if (isNone(query) || state.orderBy.length > 0) return true
  const meta = metaOf(state.models, state.model)
  const own = meta.model.ordering.length > 0 || meta.model.orderWithRespectTo !== null
  return (
    state.defaultOrdering &&
    own &&
    (state.groupBy === null || (Array.isArray(state.groupBy) && state.groupBy.length === 0))
  )
}

/** The query that `first()` and `last()` take one row of. */
export function firstOf(query: Query): Query {
  return slice(isOrdered(query) ? query : orderBy(unorderedAggregation(query, 'first'), ['pk']), null, 1)
}

export function lastOf(query: Query): Query {
  return slice(isOrdered(query) ? reverse(query) : orderBy(unorderedAggregation(query, 'last'), ['-pk']), null, 1)
}

function unorderedAggregation(query: Query, method: string): Query {
  const { groupBy, models, model } = query.state
  if (!Array.isArray(groupBy)) return query
  const { pk } = metaOf(models, model)
  const groups: readonly Expr[] = groupBy
  if (groups.some((expr) => outputOrNull(expr)?.bound === pk)) return query
  const other = groups.find((expr) => expr.kind !== 'col')
  if (other !== undefined)
    throw new OrmError('AttributeError', `'${pythonClass(other)}' object has no attribute 'target'`)
  if (groups.some((expr) => expr.kind === 'col' && expr.target === pk)) return query
  throw new OrmError(
    'TypeError',
    `Cannot use QuerySet.${method}() on an unordered queryset performing aggregation. Add an ordering with order_by().`,
  )
}

function pythonClass(expr: Expr): string {
  return expr.kind === 'ref' ? 'Ref' : expr.kind === 'func' ? expr.name : expr.kind
}

/** The query of `earliest()` (or `latest()`, reversed): names given, or Meta.get_latest_by. */
export function earliestOf(query: Query, names: readonly (string | ExprNode)[], isLatest: boolean): Query {
  if (isSliced(query.state)) throw new OrmError('TypeError', 'Cannot change a query once a slice has been taken.')
  const { models, model } = query.state
  const by = names.length > 0 ? names : metaOf(models, model).model.getLatestBy
  if (by.length === 0) {
    throw new OrmError(
      'ValueError',
      "earliest() and latest() require either fields as positional arguments or 'get_latest_by' in the model's Meta.",
    )
  }
  return next(isLatest ? reverse(query) : query, (q) => {
    setLimits(q, null, 1)
    clearOrdering(q, true)
    addOrdering(q, by)
  })
}

/** How many rows `get()` looks at before it says how many there are. */
export const MAX_GET_RESULTS = 21

/** The query that `get()` runs, its filters already applied. */
export function getOf(query: Query): Query {
  return next(query, (q) => {
    if (!isSliced(q) && q.distinctFields.length === 0) {
      clearOrdering(q, true, false)
      q.defaultOrdering = false
    }
    setLimits(q, null, MAX_GET_RESULTS)
  })
}

export function draftFor(query: Query): Draft {
  return draftOf(query.state)
}
