/** values() and values_list(). */
import { setValues } from '../select-fields.ts'
import { annotationSelect } from '../state.ts'
import type { Draft, Selected } from '../state.ts'
import type { ExprNode, Query, QueryMode } from '../types.ts'
import { OrmError } from '../types.ts'
import { next } from './query.ts'
import { annotate, defaultAlias } from './annotate.ts'
import type { Named } from './annotate.ts'

export function values(query: Query, names: readonly string[], expressions: Named = []): Query {
  return withFields(query, [...names, ...expressions.map(([name]) => name)], expressions, { kind: 'values' })
}

interface ValuesListOptions {
  readonly flat: boolean
  readonly named: boolean
}

export function valuesList(
  query: Query,
  fields: readonly (string | ExprNode)[],
  { flat, named }: ValuesListOptions,
): Query {
  if (flat && named) throw new OrmError('TypeError', "'flat' and 'named' can't be used together.")
  if (flat && fields.length > 1) {
    throw new OrmError('TypeError', "'flat' is not valid when values_list is called with more than one field.")
  }
  const seen = new Map<string, boolean>(
    fields.filter((field) => typeof field === 'string').map((field) => [field, false]),
  )
  const names: string[] = []
  const expressions: (readonly [string, ExprNode])[] = []
  let counter = 1
  for (const field of fields) {
    let name = typeof field === 'string' ? field : (defaultAlias(field) ?? className(field))
    const again = typeof field !== 'string' || seen.get(name) === true
    const expression: ExprNode | null = typeof field !== 'string' ? field : again ? { type: 'F', name } : null
    if (again) {
      const prefix = name
      for (name = `${prefix}${counter}`; seen.has(name); name = `${prefix}${counter}`) counter += 1
    }
    if (expression !== null) expressions.push([name, expression])
    seen.set(name, true)
    names.push(name)
  }
  return withFields(query, names, expressions, { kind: 'valuesList', flat, named })
}

/** The Python class of an expression, in lower case. */
function className(node: ExprNode): string {
  if (node.type === 'Func') return node.name.toLowerCase()
  return (CLASS_NAMES[node.type] ?? node.type).toLowerCase()
}

const CLASS_NAMES: Readonly<Record<string, string>> = { Combined: 'CombinedExpression', Not: 'NegatedExpression' }

/** Names of `extra(select=…)`. */
function extraNames({ hints }: Query): readonly string[] {
  return (hints['extraNames'] as readonly string[] | undefined) ?? []
}

/** Pieces of SQL stand before the model's own columns, annotations behind them. */
function extraFirst(q: Draft, extra: readonly string[]): void {
  const annotations = [...annotationSelect(q).keys()]
  const shown = extra.filter((name) => annotations.includes(name))
  if (shown.length === 0) return
  const rest = annotations.filter((name) => !shown.includes(name))
  q.selected = new Map<string, Selected>([
    ...shown.map((name) => [name, name] as const),
    ...q.valuesSelect.map((name, index) => [name, index] as const),
    ...rest.map((name) => [name, name] as const),
  ])
}

/** After `values()`: what `extra()` adds stands first too. */
export function valuesWithExtra(query: Query): Query {
  return next(query, (q) => extraFirst(q, extraNames(query)))
}

function withFields(query: Query, names: readonly string[], expressions: Named, mode: QueryMode): Query {
  const annotated = expressions.length > 0 ? annotate(query, [], expressions) : query
  const changed = next(annotated, (q) => {
    q.fields = names
    setValues(q, names)
    if (names.length === 0) extraFirst(q, extraNames(query))
  })
  return { ...changed, mode }
}
