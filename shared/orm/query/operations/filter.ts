/** filter() and exclude(). */
import { addQ } from '../filter.ts'
import { isSliced } from '../state.ts'
import type { QNode, Query } from '../types.ts'
import { OrmError } from '../types.ts'
import { next, notCombined } from './query.ts'

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
