/** The functions of `orm/query` in the form in which scripts call them. */
import { compileExists, compileQuery, compileRawDelete, compileUpdate } from '../../query/compile.ts'
import { merge as mergeQueries } from '../../query/merge.ts'
import * as operations from '../../query/operations.ts'
import { isSliced as isSlicedState } from '../../query/state.ts'
import type { CompiledQuery, ExprNode, PyValue, QNode, Query } from '../../query/types.ts'
import { withParameters } from '../../database.ts'
import { toPy } from '../convert.ts'
import { pyError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import type { KnownRelated, QuerySetObject } from './queryset.ts'
import { cellReader } from './rows.ts'

export { compileAggregate, compileCount } from '../../query/compile.ts'
export {
  MAX_GET_RESULTS,
  alias,
  annotate,
  defaultAlias,
  defer,
  distinct,
  earliestOf,
  filterSticky,
  firstOf,
  getOf,
  isNone,
  isOrdered,
  lastOf,
  none,
  only,
  orderBy,
  prefetchRelated,
  reverse,
  selectRelated,
  slice,
  valuesList,
} from '../../query/operations.ts'

export const newQuery = operations.queryOf
export const clone = operations.all

export function filter(query: Query, condition: QNode, negate: boolean): Query {
  return negate ? operations.exclude(query, condition) : operations.filter(query, condition)
}

export function allOf(pairs: readonly (readonly [string, PyValue])[]): QNode {
  return operations.makeQ([], pairs)
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
  return operations.values(
    query,
    names,
    fields.filter((f) => typeof f !== 'string'),
  )
}

export function dates(query: Query, mode: 'dates' | 'datetimes', field: string, kind: string, order: string): Query {
  return mode === 'dates'
    ? operations.dates(query, field, kind, order)
    : operations.datetimes(query, field, kind, order)
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
  if (kind === 'union') return self.with(operations.union(self.query, queries, all))
  return self.with(
    kind === 'intersection' ? operations.intersection(self.query, queries) : operations.difference(self.query, queries),
  )
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
  if (plan.statement !== null) return plan.statement.empty ? 0 : rt.run(plan.statement.sql, plan.statement.params)
  if (plan.pks === null || plan.pks.empty) return 0
  const rows = rt.all(plan.pks.sql, plan.pks.params).rows
  const cell = cellReader(plan.pks.columns, rt)
  const pks = rows.map((row) => toPy(cell(row, 0), rt))
  return rt.atomic(() => {
    let first: number | null = null
    for (const statement of plan.byPks(pks)) {
      const count = statement.empty ? 0 : rt.run(statement.sql, statement.params)
      if (first === null || first === 0) first = count
    }
    return first ?? 0
  })
}

/** One DELETE without looking at what refers to the rows. */
export function rawDelete(query: Query, rt: Runtime): number {
  const compiled = compileRawDelete(query, rt.settings)
  return compiled.empty ? 0 : rt.run(compiled.sql, compiled.params)
}

export function queryText(compiled: CompiledQuery): string {
  return withParameters(compiled.sql, compiled.params)
}
