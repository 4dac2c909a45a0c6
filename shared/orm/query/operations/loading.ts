/** What is loaded with a row: only(), defer(), select_related(), prefetch_related(). */
import { relatedTree } from '../compile/mask.ts'
import { metaOf } from '../models.ts'
import type { PrefetchSpec, Query } from '../types.ts'
import { OrmError } from '../types.ts'
import { all, next, notCombined } from './query.ts'

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
