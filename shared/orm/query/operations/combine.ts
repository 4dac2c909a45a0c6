/** union(), intersection() and difference(). */
import type { Combinator } from '../state.ts'
import { clearOrdering } from '../state.ts'
import type { Query } from '../types.ts'
import { isNone, next } from './query.ts'

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
