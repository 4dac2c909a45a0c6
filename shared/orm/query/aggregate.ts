/** aggregate() and count(): one row over all rows, through a subquery where grouping or slicing asks for it. */
import type { Col, Expr } from './expr.ts'
import { containsAggregate, containsSubquery, containsWindow, exprKey, isSubquery, refNames, replace } from './expr.ts'
import { pkFields } from './models.ts'
import { column } from './joins.ts'
import { emptyValue, outputOf } from './output.ts'
import { RESOLVE, resolve } from './resolve.ts'
import { checkAlias } from './select-fields.ts'
import type { Draft, QueryState } from './state.ts'
import {
  annotationSelect,
  appendAnnotationMask,
  chain,
  clearOrdering,
  columnsIn,
  draftOf,
  groupByColumns,
  initialAlias,
  isSliced,
  newDraft,
  setAnnotationMask,
} from './state.ts'
import { splitHaving } from './compile/group.ts'
import type { Compiler, Sql } from './compile/context.ts'
import { joined, newCompiler, sql } from './compile/context.ts'
import { compile } from './compile/expression.ts'
import { selectStatement } from './compile/select.ts'
import type { CompileSettings, ExprNode } from './types.ts'
import { OrmError } from './types.ts'
import type { Named } from './operations/annotate.ts'
import { defaultAlias } from './operations/annotate.ts'

export interface AggregateStatement {
  readonly names: readonly string[]
  readonly exprs: readonly Expr[]
  /** false: the statement is sent even if no row can match. */
  readonly elideEmpty: boolean
  /** @throws EMPTY_RESULT_SET */
  readonly compile: (settings: CompileSettings) => Sql
}

const COUNT_ALL: ExprNode = {
  type: 'Func',
  name: 'Count',
  args: [{ type: 'Star' }],
  outputField: null,
  filter: null,
  distinct: false,
  default: null,
  options: {},
}

export function countStatement(state: QueryState): AggregateStatement {
  return aggregateStatement(state, [['__count', COUNT_ALL]])
}

/** Keyword aggregates first, then the positional ones under their default names, as Django answers. */
export function namedAggregates(positional: readonly ExprNode[], named: Named): Named {
  const all = new Map(named)
  for (const node of positional) {
    const name = defaultAlias(node)
    if (name === null) throw new OrmError('TypeError', 'Complex aggregates require an alias')
    all.set(name, node)
  }
  return [...all]
}

export function aggregateStatement(state: QueryState, named: Named): AggregateStatement {
  const q = chain(state)
  if (q.distinctFields.length > 0 && named.length > 0 && named[0]?.[0] !== '__count')
    throw new OrmError('NotImplementedError', 'aggregate() + distinct(fields) not implemented.')
  const aggregates = resolveAggregates(q, named)
  const refs = new Set([...aggregates.values()].flatMap((expr) => [...refNames(expr)]))
  const referred = [...refs].flatMap((name) => q.annotations.get(name) ?? [])
  const { having, qualify } = splitHaving(q.where, false)
  const grouped = [...q.annotations.values()].some(containsAggregate) || having !== null
  const needsSubquery =
    Array.isArray(q.groupBy) ||
    isSliced(q) ||
    grouped ||
    referred.some((expr) => isSubquery(expr) || containsSubquery(expr)) ||
    referred.some(containsWindow) ||
    qualify !== null ||
    q.distinct ||
    q.combinator !== null
  return needsSubquery ? outerStatement(q, aggregates, grouped, qualify !== null) : directStatement(q, aggregates)
}

function resolveAggregates(q: Draft, named: Named): ReadonlyMap<string, Expr> {
  const mask = q.annotationMask
  const replacements = new Map<string, Expr>()
  const resolved = new Map<string, Expr>()
  for (const [name, node] of named) {
    checkAlias(name)
    const expr = resolve(q, node, { ...RESOLVE, summarize: true })
    if (!containsAggregate(expr)) throw new OrmError('TypeError', `${name} is not an aggregate expression`)
    appendAnnotationMask(q, [name])
    const whole = replace(expr, replacements)
    q.annotations.set(name, whole)
    q.summaries.add(name)
    resolved.set(name, whole)
    replacements.set(exprKey({ kind: 'ref', name, source: whole, ordinal: null }), whole)
  }
  for (const name of resolved.keys()) q.annotations.delete(name)
  q.summaries = new Set()
  setAnnotationMask(q, mask)
  return resolved
}

function made(named: ReadonlyMap<string, Expr>, run: (c: Compiler) => Sql, q: Draft): AggregateStatement {
  const exprs = [...named.values()]
  const elideEmpty = exprs.every((expr) => emptyValue(expr) !== undefined)
  return {
    names: [...named.keys()],
    exprs,
    elideEmpty,
    compile: (settings) => run(newCompiler(draftOf(q), settings, elideEmpty)),
  }
}

/** `SELECT COUNT(…) FROM table`: the aggregates replace the SELECT list. */
function directStatement(q: Draft, aggregates: ReadonlyMap<string, Expr>): AggregateStatement {
  q.select = []
  q.selected = null
  q.defaultCols = false
  const inline = new Map(
    [...q.annotations].map(([name, source]) => [exprKey({ kind: 'ref', name, source, ordinal: null }), source]),
  )
  q.annotations = new Map([...aggregates].map(([name, expr]) => [name, replace(expr, inline)]))
  setAnnotationMask(q, q.annotations.keys())
  clearOrdering(q, true)
  q.low = 0
  q.high = null
  q.selectRelated = false
  const { annotations } = q
  return made(annotations, (c) => selectStatement(c), q)
}

/** `SELECT COUNT(…) FROM (SELECT …) subquery`: the aggregates see rows that are already grouped or sliced. */
function outerStatement(
  q: Draft,
  aggregates: ReadonlyMap<string, Expr>,
  grouped: boolean,
  qualified: boolean,
): AggregateStatement {
  const inner = draftOf(q)
  inner.subquery = true
  inner.selectRelated = false
  setAnnotationMask(inner, annotationSelect(q).keys())
  clearOrdering(inner, false)
  if (!inner.distinct) {
    if (inner.defaultCols && grouped) {
      const alias = initialAlias(inner)
      inner.groupBy = pkFields(inner.models, inner.model).map((field) => column(inner, field, alias))
    }
    inner.defaultCols = false
    if (!qualified && inner.combinator === null) maskUnused(inner, q, aggregates)
  }
  const outer = pointToInner(inner, aggregates)
  const nothing = inner.select.length === 0 && !inner.defaultCols && (inner.annotationMask?.size ?? 0) === 0
  if (nothing) {
    const alias = initialAlias(inner)
    inner.select = pkFields(inner.models, inner.model)
      .slice(0, 1)
      .map((field) => column(inner, field, alias))
  }
  return made(outer, (c) => wrap(c, inner, [...outer.values()]), newDraft(q.models, q.model))
}

/** Annotations that neither the aggregates nor the grouping need are left out. */
function maskUnused(inner: Draft, q: Draft, aggregates: ReadonlyMap<string, Expr>): void {
  const needed = new Set<string>()
  const add = (expr: Expr): void => refNames(expr).forEach((name) => needed.add(name))
  if (Array.isArray(q.groupBy)) q.groupBy.forEach(add)
  aggregates.forEach(add)
  for (const [name, expr] of annotationSelect(q)) if (groupByColumns(expr).length > 0) needed.add(name)
  setAnnotationMask(inner, needed)
}

/** Columns that the aggregates use are selected inside under names of their own. */
function pointToInner(inner: Draft, aggregates: ReadonlyMap<string, Expr>): ReadonlyMap<string, Expr> {
  const names = new Map<string, Expr>()
  const outer = new Map<string, Expr>()
  for (const [name, aggregate] of aggregates) {
    const replacements = new Map<string, Expr>()
    for (const col of columnsIn([aggregate], false, false)) {
      const key = exprKey(col)
      const known = names.get(key) ?? selectInside(inner, col, `__col${names.size + 1}`)
      names.set(key, known)
      replacements.set(key, known)
    }
    outer.set(name, replace(aggregate, replacements))
  }
  return outer
}

function selectInside(inner: Draft, col: Col, name: string): Expr {
  appendAnnotationMask(inner, [name])
  inner.annotations.set(name, col)
  if (inner.selected !== null && inner.selected.size > 0) inner.selected.set(name, name)
  // A combined query does not select it, and SQLite takes a quoted name that it does not know for a text.
  if (inner.combinator !== null) return { kind: 'raw', sql: `'${name}'`, params: [], output: col.output }
  return { kind: 'ref', name, source: col, ordinal: null }
}

function wrap(c: Compiler, inner: Draft, exprs: readonly Expr[]): Sql {
  const columns = joined(
    exprs.map((expr) => {
      const compiled = compile(c, expr)
      outputOf(expr)
      return compiled
    }),
    ', ',
  )
  const rows = selectStatement(newCompiler(draftOf(inner), c.settings, c.elideEmpty), {
    withLimits: true,
    withAliases: true,
  })
  return sql(`SELECT ${columns.sql} FROM (${rows.sql}) subquery`, [...columns.params, ...rows.params])
}
