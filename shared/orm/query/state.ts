/**
 * What a query is made of while it is built and compiled: Django's `sql.Query`, as data. A `Draft` is
 * changed freely inside one operation; what leaves the operation is a `QueryState` and stays as it is.
 */
import type { ModelKey } from '../../relations/types.ts'
import type { Col, Expr, Where } from './expr.ts'
import { mapSources, sources, where } from './expr.ts'
import type { JoinField, Models } from './models.ts'
import { metaOf } from './models.ts'
import type { ExprNode, QNode } from './types.ts'

export type Combinator = 'union' | 'intersection' | 'difference'
export type JoinType = 'INNER JOIN' | 'LEFT OUTER JOIN'

/** A table of the FROM clause. */
export interface TableRef {
  readonly table: string
  readonly alias: string
  /** null: the first table. */
  readonly join: Join | null
}

export interface Join {
  readonly parent: string
  readonly type: JoinType
  readonly field: JoinField
  /** [near column, far column] */
  readonly columns: readonly (readonly [string, string])[]
  readonly nullable: boolean
  readonly filteredRelation: FilteredRelation | null
}

export interface FilteredRelation {
  readonly alias: string
  readonly relation: string
  readonly condition: QNode
  readonly resolved: Expr | null
}

export interface RelatedTree {
  readonly [name: string]: RelatedTree
}

/** Where a selected name comes from: a position in `select`, or an annotation's name. */
export type Selected = number | string

export interface Draft {
  models: Models
  model: ModelKey
  aliases: Map<string, TableRef>
  refcount: Map<string, number>
  tableMap: Map<string, readonly string[]>
  /** Aliases of outer queries that this one mentions → whether they are written unquoted. */
  externalAliases: Map<string, boolean>
  usedAliases: Set<string>
  /** Keep `usedAliases` for the next operation (related managers). */
  sticky: boolean
  aliasPrefix: string
  subqueryAliases: Set<string>
  where: Where
  annotations: Map<string, Expr>
  annotationMask: Set<string> | null
  filteredRelations: Map<string, FilteredRelation>
  select: readonly Expr[]
  valuesSelect: readonly string[]
  selected: Map<string, Selected> | null
  defaultCols: boolean
  defaultOrdering: boolean
  standardOrdering: boolean
  groupBy: null | true | readonly Expr[]
  orderBy: readonly (string | ExprNode)[]
  low: number
  high: number | null
  distinct: boolean
  distinctFields: readonly string[]
  selectRelated: boolean | RelatedTree
  combinator: Combinator | null
  combinatorAll: boolean
  combined: readonly QueryState[]
  deferred: { readonly names: ReadonlySet<string>; readonly defer: boolean }
  subquery: boolean
  /** Names given to values(); null: instances. */
  fields: readonly string[] | null
  /** Aggregates of an `aggregate()` call while its members are resolved against each other. */
  summaries: Set<string>
  /** The joins of the last filter, for `exclude()` over many rows. */
  lookupJoins: readonly string[]
  /** Tables of `extra(tables=)`: joined with every row, unless they are there already. */
  extraTables: readonly string[]
}

type Frozen<T> = {
  readonly [K in keyof T]: T[K] extends Map<infer A, infer B>
    ? ReadonlyMap<A, B>
    : T[K] extends Set<infer A>
      ? ReadonlySet<A>
      : T[K] extends Set<infer A> | null
        ? ReadonlySet<A> | null
        : T[K] extends Map<infer A, infer B> | null
          ? ReadonlyMap<A, B> | null
          : T[K]
}
export type QueryState = Frozen<Draft>

export function newDraft(models: Models, model: ModelKey): Draft {
  return {
    models,
    model,
    aliases: new Map(),
    refcount: new Map(),
    tableMap: new Map(),
    externalAliases: new Map(),
    usedAliases: new Set(),
    sticky: false,
    aliasPrefix: 'T',
    subqueryAliases: new Set(['T']),
    where: where('AND'),
    annotations: new Map(),
    annotationMask: null,
    filteredRelations: new Map(),
    select: [],
    valuesSelect: [],
    selected: null,
    defaultCols: true,
    defaultOrdering: true,
    standardOrdering: true,
    groupBy: null,
    orderBy: [],
    low: 0,
    high: null,
    distinct: false,
    distinctFields: [],
    selectRelated: false,
    combinator: null,
    combinatorAll: false,
    combined: [],
    deferred: { names: new Set(), defer: true },
    subquery: false,
    fields: null,
    summaries: new Set(),
    lookupJoins: [],
    extraTables: [],
  }
}

export function draftOf(state: QueryState): Draft {
  return {
    ...state,
    aliases: new Map(state.aliases),
    refcount: new Map(state.refcount),
    tableMap: new Map(state.tableMap),
    externalAliases: new Map(state.externalAliases),
    usedAliases: new Set(state.usedAliases),
    subqueryAliases: new Set(state.subqueryAliases),
    annotations: new Map(state.annotations),
    annotationMask: state.annotationMask === null ? null : new Set(state.annotationMask),
    filteredRelations: new Map(state.filteredRelations),
    selected: state.selected === null ? null : new Map(state.selected),
    summaries: new Set(state.summaries),
  }
}

/** A draft for the next operation of a chain: joins of earlier filters are no longer shared. */
export function chain(state: QueryState): Draft {
  const draft = draftOf(state)
  if (!draft.sticky) draft.usedAliases = new Set()
  draft.sticky = false
  return draft
}

export function isSliced(state: QueryState): boolean {
  return state.low !== 0 || state.high !== null
}

export function isEmptyQuery(state: QueryState): boolean {
  return state.where.children.some((child) => child.kind === 'nothing')
}

/** Annotations that are selected, in order. */
export function annotationSelect(state: QueryState): ReadonlyMap<string, Expr> {
  const mask = state.annotationMask
  if (mask === null) return state.annotations
  return new Map([...state.annotations].filter(([name]) => mask.has(name)))
}

export function setAnnotationMask(q: Draft, names: Iterable<string> | null): void {
  if (names === null) {
    q.annotationMask = null
    return
  }
  const mask = new Set(names)
  q.annotationMask = mask
  // An empty or missing selection has nothing to prune.
  if (q.selected === null || q.selected.size === 0) return
  for (const [name, source] of q.selected) if (typeof source === 'string' && !mask.has(source)) q.selected.delete(name)
  for (const name of mask) q.selected.set(name, name)
}

export function appendAnnotationMask(q: Draft, names: Iterable<string>): void {
  if (q.annotationMask !== null) setAnnotationMask(q, [...q.annotationMask, ...names])
}

export function clearOrdering(q: Draft, force: boolean, clearDefault = true): void {
  if (!force && (isSliced(q) || q.distinctFields.length > 0)) return
  q.orderBy = []
  if (clearDefault) q.defaultOrdering = false
}

export function clearSelectClause(q: Draft): void {
  q.select = []
  q.defaultCols = false
  q.selectRelated = false
  setAnnotationMask(q, [])
  q.selected = null
}

export function setSelect(q: Draft, columns: readonly Expr[]): void {
  q.defaultCols = false
  q.select = columns
}

export function setLimits(q: Draft, low: number | null, high: number | null): void {
  if (high !== null) q.high = q.high === null ? q.low + high : Math.min(q.high, q.low + high)
  if (low !== null) q.low = q.high === null ? q.low + low : Math.min(q.high, q.low + low)
  if (q.low === q.high) setEmpty(q)
}

export function setEmpty(q: Draft): void {
  q.where = { ...q.where, children: [...q.where.children, { kind: 'nothing' }] }
  q.combined = q.combined.map((part) => {
    const draft = draftOf(part)
    setEmpty(draft)
    return draft
  })
}

// ------------------------------------------------------------------------------------------- relabelling

type ChangeMap = ReadonlyMap<string, string>

export function relabel(expr: Expr, changes: ChangeMap): Expr {
  if (changes.size === 0) return expr
  switch (expr.kind) {
    case 'col': {
      const alias = expr.alias === null ? undefined : changes.get(expr.alias)
      // A relabelled column is made with its type spelled out.
      return alias === undefined ? { ...expr, explicit: true } : { ...expr, alias, explicit: true }
    }
    case 'subquery':
    case 'exists':
    case 'query': {
      const draft = draftOf(expr.state)
      changeAliases(draft, changes)
      return { ...expr, state: draft }
    }
    default:
      return mapSources(expr, (source) => relabel(source, changes))
  }
}

export function relabelTable(ref: TableRef, changes: ChangeMap): TableRef {
  const alias = changes.get(ref.alias) ?? ref.alias
  if (ref.join === null) return { ...ref, alias }
  const { parent, filteredRelation } = ref.join
  return {
    ...ref,
    alias,
    join: {
      ...ref.join,
      parent: changes.get(parent) ?? parent,
      filteredRelation:
        filteredRelation === null || filteredRelation.resolved === null
          ? filteredRelation
          : { ...filteredRelation, resolved: relabel(filteredRelation.resolved, changes) },
    },
  }
}

/** Gives aliases other names, in the tables and in whatever mentions them. */
function changeAliases(q: Draft, changes: ChangeMap): void {
  if (changes.size === 0) return
  q.where = relabelWhere(q.where, changes)
  if (Array.isArray(q.groupBy)) q.groupBy = q.groupBy.map((expr: Expr) => relabel(expr, changes))
  q.select = q.select.map((expr) => relabel(expr, changes))
  for (const [name, expr] of q.annotations) q.annotations.set(name, relabel(expr, changes))
  for (const [from, to] of changes) moveAlias(q, from, to, changes)
  const external = new Map<string, boolean>()
  for (const [alias, aliased] of q.externalAliases) {
    external.set(changes.get(alias) ?? alias, aliased || changes.has(alias))
  }
  q.externalAliases = external
  q.combined = q.combined.map((part) => {
    const draft = draftOf(part)
    changeAliases(draft, new Map([...changes].filter(([alias]) => part.externalAliases.has(alias))))
    return draft
  })
}

export function relabelWhere(node: Where, changes: ChangeMap): Where {
  return { ...node, children: node.children.map((child) => relabel(child, changes)) }
}

function moveAlias(q: Draft, from: string, to: string, changes: ChangeMap): void {
  const ref = q.aliases.get(from)
  if (ref === undefined) return
  const moved = relabelTable(ref, changes)
  q.aliases.delete(from)
  q.aliases.set(to, moved)
  q.refcount.set(to, q.refcount.get(from) ?? 0)
  q.refcount.delete(from)
  const names = q.tableMap.get(moved.table) ?? []
  const at = names.indexOf(from)
  if (at >= 0) q.tableMap.set(moved.table, names.with(at, to))
}

/** Makes this query's aliases differ from those of the query it is put into: `U0`, `U1` … */
export function bumpPrefix(q: Draft, other: Draft, exclude: ReadonlySet<string> = new Set()): void {
  if (q.aliasPrefix !== other.aliasPrefix) return
  for (const prefix of prefixes(q.aliasPrefix)) {
    if (q.subqueryAliases.has(prefix)) continue
    q.aliasPrefix = prefix
    break
  }
  q.subqueryAliases = new Set([...q.subqueryAliases, q.aliasPrefix])
  other.subqueryAliases = new Set([...other.subqueryAliases, ...q.subqueryAliases])
  const changes = new Map<string, string>()
  let position = 0
  for (const alias of q.aliases.keys()) {
    if (!exclude.has(alias)) changes.set(alias, `${q.aliasPrefix}${position}`)
    position += 1
  }
  changeAliases(q, changes)
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The next letter, the letters after it, then pairs of them and so on. */
function* prefixes(current: string): Generator<string> {
  const first = String.fromCharCode(current.charCodeAt(0) + 1)
  yield first
  const start = LETTERS.indexOf(first)
  let words = ['']
  let letters = start < 0 ? LETTERS : LETTERS.slice(start)
  for (;;) {
    words = words.flatMap((word) => [...letters].map((letter) => word + letter))
    yield* words
    letters = LETTERS
  }
}

// --------------------------------------------------------------------------------------------- walking

/** All columns in the expressions; with `external`, also the outer columns that subqueries use. */
export function columnsIn(exprs: Iterable<Expr>, external: boolean, throughRefs: boolean): Col[] {
  const found: Col[] = []
  for (const expr of exprs) {
    if (expr.kind === 'col') found.push(expr)
    else if (expr.kind === 'subquery' || expr.kind === 'exists' || expr.kind === 'query') {
      found.push(...(external ? externalColumns(expr.state) : columnsOfQuery(expr.state)))
    } else if (throughRefs || expr.kind !== 'ref') found.push(...columnsIn(sources(expr), external, throughRefs))
  }
  return found
}

/** Django's `Query` has no source expressions: columns inside stay unseen. */
function columnsOfQuery(_state: QueryState): Col[] {
  return []
}

function externalColumns(state: QueryState): Col[] {
  const exprs = [...state.annotations.values(), ...state.where.children]
  return columnsIn(exprs, true, true).filter((col) => col.alias !== null && state.externalAliases.has(col.alias))
}

/** What GROUP BY needs for an expression (`get_group_by_cols`). */
export function groupByColumns(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'value':
    case 'outerRef':
    case 'nothing':
      return []
    case 'col':
    case 'ref':
    case 'raw':
      return [expr]
    case 'lookup':
    case 'where':
    case 'when':
    case 'list':
    case 'orderBy':
      return sources(expr).flatMap(groupByColumns)
    case 'window':
      return [...(expr.partitionBy?.items ?? []), ...(expr.orderBy?.items ?? [])].flatMap(groupByColumns)
    case 'subquery':
    case 'exists':
    case 'query': {
      const columns = externalColumns(expr.state)
      return columns.some((col) => col.multivalued) ? [expr] : columns
    }
    case 'wrapper':
      return expr.expression.kind === 'where' ? byAggregate(expr) : groupByColumns(expr.expression)
    case 'case':
      return expr.cases.length === 0 ? groupByColumns(expr.default) : byAggregate(expr)
    case 'func':
      return NEVER_GROUPED.has(expr.name) ? [] : byAggregate(expr)
    default:
      return byAggregate(expr)
  }
}

const NEVER_GROUPED = new Set(['Aggregate', 'Avg', 'Count', 'Max', 'Min', 'StdDev', 'Sum', 'Variance', 'Random'])

function byAggregate(expr: Expr): readonly Expr[] {
  return hasAggregate(expr) ? sources(expr).flatMap(groupByColumns) : [expr]
}

function hasAggregate(expr: Expr): boolean {
  if (expr.kind === 'func' && NEVER_GROUPED.has(expr.name) && expr.name !== 'Random') return true
  return expr.kind !== 'window' && sources(expr).some(hasAggregate)
}

export function baseTable(state: QueryState): string | undefined {
  return state.aliases.keys().next().value
}

export function ref(q: Draft, alias: string, by = 1): void {
  q.refcount.set(alias, (q.refcount.get(alias) ?? 0) + by)
}

/** The first table's alias, its use counted; the table is added if there is none yet. */
export function initialAlias(q: Draft): string {
  const base = baseTable(q)
  if (base !== undefined) {
    ref(q, base)
    return base
  }
  const { table } = metaOf(q.models, q.model)
  q.aliases.set(table, { table, alias: table, join: null })
  q.tableMap.set(table, [table])
  q.refcount.set(table, 1)
  return table
}
