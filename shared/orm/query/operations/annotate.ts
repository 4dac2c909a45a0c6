/** annotate() and alias(). */
import { containsAggregate } from '../expr.ts'
import { addFilteredRelation } from '../filtered-relation.ts'
import { metaOf } from '../models.ts'
import { RESOLVE, resolve } from '../resolve.ts'
import { checkAlias, setGroupBy } from '../select-fields.ts'
import type { Draft, QueryState } from '../state.ts'
import { annotationSelect, appendAnnotationMask, setAnnotationMask } from '../state.ts'
import type { ExprNode, Query } from '../types.ts'
import { OrmError } from '../types.ts'
import { next, notCombined } from './query.ts'

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
  const alias = node.name === 'Aggregate' ? node.options['alias_name'] : node.name
  if (typeof alias !== 'string') return null
  if (only === undefined || more !== undefined || node.filter !== null) return null
  return only.type === 'F' ? `${only.name}__${alias.toLowerCase()}` : null
}

export const AGGREGATE_NAMES: ReadonlySet<string> = new Set([
  'Aggregate',
  'Avg',
  'Count',
  'Max',
  'Min',
  'StdDev',
  'Sum',
  'Variance',
])

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

function addAnnotation(q: Draft, name: string, node: ExprNode, select: boolean): void {
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
