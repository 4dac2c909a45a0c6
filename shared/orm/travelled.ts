/** The relations that a query goes over, for lighting them on the canvas: Post → author → profile. */
import type { ModelKey } from '../relations/types.ts'
import type { Query } from './query/types.ts'
import { QuerySetObject } from './script/models/querysets/queryset.ts'
import type { Value } from './script/values.ts'

/** One join: over `field` of `model`, from its target where `reverse`. */
export interface Hop {
  readonly model: ModelKey
  readonly field: string
  readonly reverse: boolean
}

/** Hops in the order of the joins, each once; [] for a query of one table. */
function travelledBy(query: Query): readonly Hop[] {
  const hops = new Map<string, Hop>()
  for (const [alias, table] of query.state.aliases) {
    if (table.join === null || (query.state.refcount.get(alias) ?? 0) === 0) continue
    const { field, reverse } = table.join.field
    hops.set(`${field.model}.${field.name}.${reverse}`, { model: field.model, field: field.name, reverse })
  }
  return [...hops.values()]
}

/** What a result travelled; [] for anything that is no queryset. */
export function travelled(value: Value | undefined): readonly Hop[] {
  return value instanceof QuerySetObject ? travelledBy(value.query) : []
}
