/** The query behind first(), last(), earliest(), latest() and get(). */
import type { Expr } from '../expr.ts'
import { outputOrNull } from '../output.ts'
import { metaOf } from '../models.ts'
import { clearOrdering, isSliced, setLimits } from '../state.ts'
import type { ExprNode, Query } from '../types.ts'
import { OrmError } from '../types.ts'
import { isNone, next } from './query.ts'
import { addOrdering, orderBy, reverse, slice } from './order.ts'

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

/** @throws OrmError TypeError: groups whose order is open */
export function unorderedAggregation(query: Query, method: string): Query {
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
