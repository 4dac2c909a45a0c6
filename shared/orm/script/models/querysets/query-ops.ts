/** The functions of `orm/query` in the form in which scripts call them. */
import { compileExists, compileQuery, compileRawDelete, compileUpdate } from '../../../query/compile.ts'
import { merge as mergeQueries } from '../../../query/merge.ts'
import { difference, intersection, union } from '../../../query/operations/combine.ts'
import { makeQ } from '../../../query/operations/conditions.ts'
import { dates as datesOf, datetimes } from '../../../query/operations/dates.ts'
import { exclude, filter as filterBy } from '../../../query/operations/filter.ts'
import { all, queryOf } from '../../../query/operations/query.ts'
import { values as valuesOf } from '../../../query/operations/values.ts'
import { isSliced as isSlicedState } from '../../../query/state.ts'
import type { CompiledQuery, ExprNode, PyValue, QNode, Query } from '../../../query/types.ts'
import { withBareParameters } from '../../../database.ts'
import { pyStr } from '../../../query/values/python.ts'
import { toPy } from '../../convert.ts'
import { pyError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import type { KnownRelated, QuerySetObject } from './queryset.ts'
import { cellReader } from './rows.ts'

export { compileAggregate, compileCount } from '../../../query/compile.ts'
export { alias, annotate, defaultAlias } from '../../../query/operations/annotate.ts'
export { filterSticky } from '../../../query/operations/filter.ts'
export { defer, only, prefetchRelated, selectRelated } from '../../../query/operations/loading.ts'
export { distinct, orderBy, reverse, slice } from '../../../query/operations/order.ts'
export {
  MAX_GET_RESULTS,
  earliestOf,
  firstOf,
  getOf,
  isOrdered,
  lastOf,
  unorderedAggregation as checkAggregation,
} from '../../../query/operations/pick.ts'
export { isNone, none } from '../../../query/operations/query.ts'
export { valuesList, valuesWithExtra } from '../../../query/operations/values.ts'

export const newQuery = queryOf
export const clone = all

export function filter(query: Query, condition: QNode, negate: boolean): Query {
  return negate ? exclude(query, condition) : filterBy(query, condition)
}

export function allOf(pairs: readonly (readonly [string, PyValue])[]): QNode {
  return makeQ([], pairs)
}

/** Any expression as a condition. */
export function conditionOf(node: ExprNode): QNode {
  return node.type === 'Q' ? node : { type: 'Q', connector: 'AND', negated: false, children: [node] }
}

export function isSliced(query: Query): boolean {
  return isSlicedState(query.state)
}

export function compileSelect(query: Query, settings: Runtime['settings']): CompiledQuery {
  return compileQuery(query, settings)
}

export function notCombined(query: Query, method: string): void {
  if (query.combinator === null) return
  throw pyError('NotSupportedError', `Calling QuerySet.${method}() after ${query.combinator}() is not supported.`)
}

export function values(query: Query, fields: readonly (string | readonly [string, ExprNode])[]): Query {
  const names = fields.filter((f) => typeof f === 'string')
  return valuesOf(
    query,
    names,
    fields.filter((f) => typeof f !== 'string'),
  )
}

export function dates(
  query: Query,
  mode: 'dates' | 'datetimes',
  field: string,
  kind: string,
  order: string,
  zone: PyValue,
): Query {
  return mode === 'dates' ? datesOf(query, field, kind, order) : datetimes(query, field, kind, order, zone)
}

export function hasRows(query: Query, rt: Runtime): boolean {
  const compiled = compileExists(query, rt.settings)
  return !compiled.empty && rt.all(compiled.sql, compiled.params).rows.length > 0
}

export function combineQuerySets(
  self: QuerySetObject,
  others: readonly QuerySetObject[],
  kind: 'union' | 'intersection' | 'difference',
  all: boolean,
): QuerySetObject {
  if (others.length === 0) return self.with(self.query)
  const queries = others.map((o) => o.query)
  if (kind === 'union') return self.with(union(self.query, queries, all))
  return self.with(kind === 'intersection' ? intersection(self.query, queries) : difference(self.query, queries))
}

/** `a & b`, `a | b`, `a ^ b`. */
export function merge(a: QuerySetObject, b: QuerySetObject, connector: 'AND' | 'OR' | 'XOR'): QuerySetObject {
  const query = mergeQueries(a.query, b.query, connector)
  const known: KnownRelated[] = [...a.known]
  for (const other of b.known) {
    const at = known.findIndex((k) => k.field === other.field)
    const mine = known[at]
    if (mine === undefined) known.push(other)
    else known[at] = { field: other.field, instances: new Map([...mine.instances, ...other.instances]) }
  }
  return a.with(query, known)
}

/** Runs `update()`; the number of rows that it matched. */
export function runUpdate(
  queryset: QuerySetObject,
  assigned: readonly (readonly [string, PyValue])[],
  rt: Runtime,
): number {
  const written = assigned.filter(([name]) => queryset.cls.field(name)?.className !== 'GeneratedField')
  if (written.length === 0 && assigned.length > 0) return 0
  const plan = compileUpdate(queryset.query, written, rt.settings)
  const { statement: only } = plan
  if (only !== null) {
    return rt.spoiling(() => {
      const { empty, sql, params } = only()
      return empty ? 0 : rt.run(sql, params)
    })
  }
  if (plan.pks === null) return 0
  // Without a row the values are looked at all the same: a wrong one is an error.
  const rows = plan.pks.empty ? [] : rt.all(plan.pks.sql, plan.pks.params).rows
  const cell = cellReader(plan.pks.columns, rt)
  const keys = rows.map((row) => plan.pks?.columns.map((_, i) => toPy(cell(row, i), rt)) ?? [])
  return rt.atomic(
    () => {
      let first: number | null = null
      for (const statement of plan.byPks(keys)) {
        const count = statement.empty ? 0 : rt.run(statement.sql, statement.params)
        if (first === null || first === 0) first = count
      }
      return first ?? 0
    },
    { savepoint: false },
  )
}

/** One DELETE without looking at what refers to the rows. */
export function rawDelete(query: Query, rt: Runtime): number {
  const compiled = compileRawDelete(query, rt.settings)
  return compiled.empty ? 0 : rt.run(compiled.sql, compiled.params)
}

export function queryText(compiled: CompiledQuery): string {
  return withBareParameters(compiled.sql, compiled.params, pyStr)
}
