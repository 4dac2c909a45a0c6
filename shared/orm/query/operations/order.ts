/** order_by(), reverse(), slices and distinct(). */
import { namesToPath } from '../joins.ts'
import { nodeRepr } from '../resolve.ts'
import type { Draft } from '../state.ts'
import { clearOrdering, isSliced, setLimits } from '../state.ts'
import type { ExprNode, Query } from '../types.ts'
import { OrmError } from '../types.ts'
import { next, notCombined } from './query.ts'
import { AGGREGATE_NAMES } from './annotate.ts'

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
