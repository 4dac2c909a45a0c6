/** A queryset on the right of `exact` or `in`: one selected field, the primary key unless values() says. */
import type { Expr, QueryExpr } from '../expr.ts'
import { isA } from '../field-type.ts'
import { metaOf } from '../models.ts'
import { outputOrNull } from '../output.ts'
import { addFields, setValues } from '../select-fields.ts'
import type { Draft, Selected } from '../state.ts'
import { clearOrdering, clearSelectClause, draftOf } from '../state.ts'
import { OrmError } from '../types.ts'

export function prepareQuery(name: 'exact' | 'in', related: boolean, lhs: Expr, rhs: QueryExpr): QueryExpr {
  const q = draftOf(rhs.state)
  if (related && name === 'in' && q.selected === null) selectTarget(q, lhs)
  if (name === 'exact' && !(q.high !== null && q.high - q.low === 1)) {
    throw new OrmError(
      'ValueError',
      'The QuerySet value for an exact lookup must be limited to one result using slicing.',
    )
  }
  const fields = q.selected === null ? 1 : [...q.selected.values()].reduce<number>((n, at) => n + widthOf(q, at), 0)
  if (fields !== 1) {
    const which = name === 'exact' ? 'the exact lookup' : "the 'in' lookup"
    throw new OrmError('ValueError', `The QuerySet value for ${which} must have 1 selected fields (received ${fields})`)
  }
  if (name === 'in') clearOrdering(q, false)
  if (q.selected === null) {
    clearSelectClause(q)
    addFields(q, ['pk'])
  }
  return { kind: 'query', state: q }
}

/** Columns that a selected name comes as: a composite key is several. */
function widthOf(q: Draft, at: Selected): number {
  const expr = typeof at === 'number' ? q.select[at] : undefined
  return expr?.kind === 'list' ? expr.items.length : 1
}

/** A foreign key to something else than a primary key is compared with that field of the queryset. */
function selectTarget(q: Draft, lhs: Expr): void {
  const type = outputOrNull(lhs)
  const target = type?.target?.bound ?? null
  if (type === null || target === null || target.primaryKey) return
  const own = type.bound
  const concrete = metaOf(q.models, q.model).concrete
  const sameModel =
    own !== null && isA(type, 'ForeignKey') && own.primaryKey && metaOf(q.models, own.model).concrete === concrete
  setValues(q, [sameModel ? own.name : target.name])
}
