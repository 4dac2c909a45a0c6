/** A query turned into one that only asks whether there is a row: `SELECT 1 AS "a" … LIMIT 1`. */
import { val } from './expr.ts'
import { addFields, concreteNames, setGroupBy } from './select-fields.ts'
import type { Draft, QueryState } from './state.ts'
import { appendAnnotationMask, clearOrdering, clearSelectClause, draftOf, isSliced, setLimits } from './state.ts'

export function existsDraft(state: QueryState, limit = true): Draft {
  const q = draftOf(state)
  if (!(q.distinct && isSliced(q))) {
    if (q.groupBy === true) {
      addFields(q, concreteNames(q), false)
      setGroupBy(q, false)
    }
    clearSelectClause(q)
  }
  if (q.combinator === 'union') q.combined = q.combined.map((part) => existsDraft(part, false))
  clearOrdering(q, true)
  if (limit) setLimits(q, null, 1)
  appendAnnotationMask(q, ['a'])
  q.annotations.set('a', val(1n))
  q.selected?.set('a', 'a')
  return q
}
