/** A queryset without conditions, and how each operation makes a new one of it. */
import type { ModelKey, Resolution } from '../../../relations/types.ts'
import { modelsOf } from '../models.ts'
import type { Draft } from '../state.ts'
import { chain, isEmptyQuery, newDraft, setEmpty } from '../state.ts'
import type { Query, QueryMode } from '../types.ts'
import { OrmError } from '../types.ts'

const INSTANCES: QueryMode = { kind: 'instances' }

export function queryOf(resolution: Resolution, model: ModelKey): Query {
  const state = newDraft(modelsOf(resolution), model)
  return { resolution, model, mode: INSTANCES, prefetch: [], hints: {}, combinator: null, state }
}

/** A new query: the change works on a copy of the state. */
export function next(query: Query, change: (q: Draft) => void): Query {
  const draft = chain(query.state)
  change(draft)
  return { ...query, state: draft, combinator: draft.combinator }
}

export function notCombined(query: Query, operation: string): void {
  if (query.combinator === null) return
  throw new OrmError(
    'NotSupportedError',
    `Calling QuerySet.${operation}() after ${query.combinator}() is not supported.`,
  )
}

export function all(query: Query): Query {
  return next(query, () => undefined)
}

export function none(query: Query): Query {
  return next(query, setEmpty)
}

export function isNone(query: Query): boolean {
  return isEmptyQuery(query.state)
}
