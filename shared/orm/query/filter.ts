/**
 * From conditions to WHERE: Django's `build_filter` and `split_exclude`. Which joins a condition needs,
 * when a NOT must also say IS NOT NULL, and when it must become a NOT EXISTS.
 */
import type { ModelKey, ResolvedField } from '../../relations/types.ts'
import type { Col, Expr, Where } from './expr.ts'
import { addTo, func, where } from './expr.ts'
import { fieldOf } from './field-type.ts'
import type { FinalField, JoinInfo, NamePath } from './joins.ts'
import { JoinPromoter, demoteJoins, innerAliases } from './join-types.ts'
import { MultiJoin, column, namesToPath, setupJoins, trimJoins } from './joins.ts'
import { buildLookup, isNull } from './lookups/build.ts'
import type { Operand } from './lookups/build.ts'
import type { GenericJoin } from './models.ts'
import { isAncestor, lineage, metaOf, modelAt, objectName, pairsOf, pkValue } from './models.ts'
import { columnsOf, compositeCondition, isComposite } from './composite.ts'
import { multiColumnCondition } from './multi-column.ts'
import type { HeldColumns } from './multi-column.ts'
import type { ResolveOptions } from './resolve.ts'
import { RESOLVE, isConditional, resolve, resolveSubquery } from './resolve.ts'
import type { Draft } from './state.ts'
import { bumpPrefix, clearOrdering, initialAlias, newDraft, ref, setSelect } from './state.ts'
import type { PyValue, QChild, QNode, QPair } from './types.ts'
import { OrmError } from './types.ts'
import { existsDraft } from './exists.ts'
import { isCollection, isDict, isExpression, isInstance, isQuerySet, pyStr, typeName } from './values/python.ts'

interface FilterOptions {
  readonly branchNegated: boolean
  readonly currentNegated: boolean
  readonly canReuse: Set<string> | null
  readonly allowJoins: boolean
  /** false inside expressions (Case/When, an aggregate's filter): no NOT EXISTS there. */
  readonly split: boolean
  readonly summarize: boolean
  readonly updateJoinTypes: boolean
}

export interface Built {
  readonly clause: Where
  /** Aliases without a row of which the condition cannot hold. */
  readonly inner: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

export const FILTER: FilterOptions = {
  branchNegated: false,
  currentNegated: false,
  canReuse: null,
  allowJoins: true,
  split: true,
  summarize: false,
  updateJoinTypes: true,
}

/** Adds a condition to the query's own, joining with AND. */
export function addQ(q: Draft, condition: QNode): void {
  const inner = innerAliases(q)
  const { clause } = buildQ(q, condition, { ...FILTER, canReuse: q.usedAliases })
  if (clause.children.length > 0) q.where = addTo(q.where, clause, 'AND')
  demoteJoins(q, inner)
}

export function buildQ(q: Draft, condition: QNode, options: FilterOptions): Built {
  const currentNegated = options.currentNegated !== condition.negated
  const inside = { ...options, currentNegated, branchNegated: options.branchNegated || condition.negated }
  let clause = where(condition.connector, [], condition.negated)
  const promoter = new JoinPromoter(condition.connector, condition.children.length, currentNegated)
  for (const child of condition.children) {
    const built = buildFilter(q, child, inside)
    promoter.addVotes(built.inner)
    if (built.clause.children.length > 0) clause = addTo(clause, built.clause, condition.connector)
  }
  return { clause, inner: options.updateJoinTypes ? promoter.update(q) : NONE }
}

function buildFilter(q: Draft, child: QChild, options: FilterOptions): Built {
  if (child.type === 'Q') return buildQ(q, child, options)
  if (child.type === 'pair') return buildPair(q, child, options)
  if (child.type === 'Value') {
    const pair = unpacked(child.value)
    if (pair !== null) return buildPair(q, pair, options)
  }
  if (!isConditional(child)) throw new OrmError('TypeError', 'Cannot filter against a non-conditional expression.')
  const condition = resolve(q, child, resolveOptions(options))
  const lookup = condition.kind === 'lookup' ? condition : buildLookup(['exact'], condition, { value: true })
  return { clause: where('AND', [lookup]), inner: NONE }
}

/** A plain value where a condition should be: Python tries to take it for a (name, value) pair. */
function unpacked(value: PyValue): QPair | null {
  if (isDict(value)) throw new OrmError('FieldError', 'Cannot parse keyword query as dict')
  const items: readonly PyValue[] | null =
    typeof value === 'string' ? [...value] : isCollection(value) ? value.items : null
  if (items === null) throw new OrmError('TypeError', `cannot unpack non-iterable ${typeName(value)} object`)
  const [path, second, ...rest] = items
  if (rest.length > 0) throw new OrmError('ValueError', 'too many values to unpack (expected 2)')
  if (path === undefined || second === undefined) {
    throw new OrmError('ValueError', `not enough values to unpack (expected 2, got ${items.length})`)
  }
  return { type: 'pair', path: pyStr(path), value: second }
}

function resolveOptions({ allowJoins, canReuse, summarize }: FilterOptions): ResolveOptions {
  return { allowJoins, reuse: canReuse, summarize, forSave: false }
}

function buildPair(q: Draft, pair: QPair, options: FilterOptions): Built {
  if (pair.path === '') throw new OrmError('FieldError', "Cannot parse keyword query ''")
  const path = solveLookup(q, pair.path, options.summarize)
  if (!options.allowJoins && path.fields.length > 1) {
    throw new OrmError('FieldError', 'Joined field references are not permitted in this query')
  }
  const before = new Map(q.refcount)
  const value = resolveValue(q, pair.value, resolveOptions(options))
  const used = new Set(
    [...q.refcount].filter(([alias, count]) => count > (before.get(alias) ?? 0)).map(([alias]) => alias),
  )
  if (path.annotation !== null) {
    return { clause: where('AND', [buildLookup(path.lookups, path.annotation, value)]), inner: NONE }
  }
  const alias = initialAlias(q)
  let info: JoinInfo
  try {
    const allowMany = !options.branchNegated || !options.split
    info = setupJoins(q, path.fields, q.model, alias, options.canReuse, allowMany)
    checkRelated(q, info, pair.value)
    q.lookupJoins = info.joins
  } catch (error) {
    if (error instanceof MultiJoin) return splitExclude(q, pair, options.canReuse ?? new Set(), error.namesWithPath)
    throw error
  }
  for (const join of info.joins) used.add(join)
  return fieldCondition(q, info, path.lookups, value, used, options)
}

function fieldCondition(
  q: Draft,
  info: JoinInfo,
  lookups: readonly string[],
  value: Operand,
  used: ReadonlySet<string>,
  options: FilterOptions,
): Built {
  const { targets, alias, joins } = trimJoins(q, info)
  for (const join of joins) options.canReuse?.add(join)
  const [target] = targets
  if (target === undefined) throw new OrmError('FieldError', 'A path without a column cannot be filtered on.')
  if (isComposite(target)) {
    return { clause: where('AND', [compositeCondition(columnsOf(q, target, alias), lookups, value)]), inner: used }
  }
  const { condition, name, rhs } =
    targets.length === 1
      ? onColumn(column(q, target, alias, info.final.type), lookups, value)
      : onColumns(heldColumns(q, info, targets, alias), lookups, value)
  const nullCheck = name === 'isnull'
  let clause = where('AND', [condition])
  if (!options.currentNegated) return { clause, inner: nullCheck && rhs === true ? NONE : used }
  if ((nullCheck && rhs !== false) || rhs === null) return { clause, inner: used }
  if (!nullCheck) {
    // NOT (col = x) is unknown for NULL: in Python it is true, so NOT (col = x AND col IS NOT NULL).
    const outer = q.aliases.get(joins.at(-1) ?? alias)?.join?.type === 'LEFT OUTER JOIN'
    if (target.null || outer) clause = addTo(clause, isNull(column(q, target, alias), false), 'AND')
    const other = 'expr' in value ? value.expr : null
    if (other?.kind === 'col' && other.target.null) clause = addTo(clause, isNull(other, false), 'AND')
  }
  return { clause, inner: NONE }
}

interface Condition {
  readonly condition: Expr
  readonly name: string
  /** undefined: an expression. */
  readonly rhs: PyValue | undefined
}

function onColumn(col: Col, lookups: readonly string[], value: Operand): Condition {
  const condition = buildLookup(lookups, col, value)
  return { condition, name: condition.name, rhs: condition.rhs.kind === 'direct' ? condition.rhs.value : undefined }
}

function onColumns(held: HeldColumns, lookups: readonly string[], value: Operand): Condition {
  const condition = multiColumnCondition(held, lookups, value)
  return { condition, name: lookups[0] ?? 'exact', rhs: 'value' in value ? value.value : undefined }
}

function heldColumns(
  q: Draft,
  { final, targets: sources }: JoinInfo,
  targets: readonly ResolvedField[],
  alias: string,
): HeldColumns {
  return { field: final.meta?.field.name ?? '', columns: targets.map((own) => column(q, own, alias)), sources }
}

interface LookupPath {
  readonly lookups: readonly string[]
  readonly fields: readonly string[]
  readonly annotation: Expr | null
}

/** Splits `author__name__icontains` into fields and what is done with the last of them. */
export function solveLookup(q: Draft, path: string, summarize = false): LookupPath {
  const parts = path.split('__')
  for (let n = 1; n <= parts.length; n++) {
    const name = parts.slice(0, n).join('__')
    const annotation = q.annotations.get(name)
    if (annotation === undefined) continue
    const source: Expr = summarize ? { kind: 'ref', name, source: annotation, ordinal: null } : annotation
    return { lookups: parts.slice(n), fields: [], annotation: source }
  }
  const { rest } = namesToPath(q, parts, q.model)
  const fields = parts.slice(0, parts.length - rest.length)
  if (rest.length > 1 && fields.length === 0) {
    throw new OrmError('FieldError', `Invalid lookup "${path}" for model ${objectName(q.models, q.model)}".`)
  }
  return { lookups: rest, fields, annotation: null }
}

/** A lookup's value with the expressions in it resolved. */
export function resolveValue(q: Draft, value: PyValue, options: ResolveOptions): Operand {
  if (isQuerySet(value)) return { expr: resolveSubquery(q, value.query.state, options) }
  if (isExpression(value)) return { expr: resolve(q, value, options) }
  if (isCollection(value) && value.type !== 'set') {
    if (!value.items.some((item) => isExpression(item) || isQuerySet(item))) return { value: withKeys(q, value) }
    return { items: value.items.map((item) => resolveValue(q, item, options)) }
  }
  return { value: withKeys(q, value) }
}

// ------------------------------------------------------------------------------------------- objects

/** An instance with what a lookup on a relation needs to know of its model. */
function withKeys(q: Pick<Draft, 'models'>, value: PyValue): PyValue {
  if (isCollection(value))
    return value.items.some(isInstance) ? { ...value, items: value.items.map((item) => withKeys(q, item)) } : value
  if (!isInstance(value) || !q.models.resolution.models.has(value.model)) return value
  const { type, model, className, values } = value
  const keys = { models: lineage(q.models, model), pk: pkValue(q.models, model, values) }
  return {
    type,
    model,
    className,
    values,
    keys,
    // str(instance) may cost a query: only an error asks for it.
    get text() {
      return value.text
    },
  }
}

/** Instances and querysets must be of the model that the relation leads to. */
function checkRelated(q: Draft, info: JoinInfo, value: PyValue): void {
  if (info.final.meta === null || !info.final.meta.isRelation) return
  const name = objectName(q.models, info.model)
  if (isQuerySet(value)) {
    const { model, state } = value.query
    if (state.selected !== null || isCompatible(q, model, info)) return
    throw new OrmError(
      'ValueError',
      `Cannot use QuerySet for "${objectName(q.models, model)}": Use a QuerySet for "${name}".`,
    )
  }
  for (const item of isCollection(value) ? value.items : [value]) {
    if (!isInstance(item) || isCompatible(q, item.model, info)) continue
    throw new OrmError('ValueError', `Cannot query "${item.text}": Must be "${name}" instance.`)
  }
}

function isCompatible(q: Draft, model: ModelKey, info: Pick<JoinInfo, 'model' | 'final'>): boolean {
  const fits = (target: ModelKey): boolean => {
    const concrete = metaOf(q.models, target).concrete
    const own = modelAt(q.models, model).concrete
    return concrete === own || isAncestor(q.models, concrete, own) || isAncestor(q.models, own, concrete)
  }
  const bound = info.final.type.bound
  return fits(info.model) || (bound !== null && isForward(info.final) && bound.primaryKey && fits(bound.model))
}

function isForward(final: FinalField): boolean {
  return !final.type.className.endsWith('Rel')
}

// ------------------------------------------------------------------------------------------ NOT EXISTS

/** `exclude(posts__title="x")`: the rows for which no post with that title exists. */
function splitExclude(q: Draft, pair: QPair, canReuse: Set<string>, namesWithPath: readonly NamePath[]): Built {
  const inner = newDraft(q.models, q.model)
  inner.filteredRelations = new Map(q.filteredRelations)
  addQ(inner, pairs(pair.path, outerValue(pair.value)))
  clearOrdering(inner, true)
  const { prefix, containsOuter } = trimStart(inner, namesWithPath)
  const [col] = inner.select
  if (col === undefined || col.kind !== 'col' || col.alias === null) throw new Error('a subquery without a column')
  if (canReuse.has(col.alias)) {
    // Filters already on this table in the outer query must hold for the same row.
    const pk = metaOf(q.models, col.target.model).pk
    const outerAlias = col.alias
    bumpPrefix(inner, q)
    const moved = inner.select[0]
    const innerAlias = moved?.kind === 'col' && moved.alias !== null ? moved.alias : outerAlias
    const same = buildLookup([], column(q, pk, innerAlias), { expr: column(q, pk, outerAlias) })
    inner.where = addTo(inner.where, same, 'AND')
    inner.externalAliases.set(outerAlias, true)
  } else {
    const same = buildLookup([], col, { expr: { kind: 'outerRef', name: prefix, depth: 0 } })
    inner.where = addTo(inner.where, same, 'AND')
  }
  const exists = resolveExists(q, inner)
  let clause = where('AND', [buildLookup(['exact'], exists, { value: true })])
  if (containsOuter) {
    const orNull: QPair = { type: 'pair', path: `${prefix}__isnull`, value: true }
    const options = { ...FILTER, currentNegated: true, branchNegated: true, canReuse }
    clause = addTo(clause, buildFilter(q, orNull, options).clause, 'OR')
  }
  return { clause, inner: NONE }
}

function resolveExists(q: Draft, inner: Draft): Expr {
  const { state } = resolveSubquery(q, existsDraft(inner), RESOLVE)
  return { kind: 'exists', state, output: null }
}

/** What the value refers to is now outside. */
function outerValue(value: PyValue): PyValue {
  if (!isExpression(value)) return value
  if (value.type === 'OuterRef') return { ...value, depth: value.depth + 1 }
  return value.type === 'F' ? { type: 'OuterRef', name: value.name, depth: 1 } : value
}

export function pairs(path: string, value: PyValue): QNode {
  return { type: 'Q', connector: 'AND', negated: false, children: [{ type: 'pair', path, value }] }
}

/** Drops the joins before the first to-many one and selects the column that leads back to the outer query. */
function trimStart(
  q: Draft,
  namesWithPath: readonly NamePath[],
): { readonly prefix: string; readonly containsOuter: boolean } {
  const all = namesWithPath.flatMap(({ paths }) => paths)
  const base = q.aliases.keys().next().value
  const tables = [...q.aliases.keys()].filter((alias) => q.lookupJoins.includes(alias) || alias === base)
  const tableAt = (index: number): string => {
    const alias = tables[index]
    if (alias === undefined) throw new Error('a join is missing')
    return alias
  }
  let containsOuter = false
  let trimmed = 0
  for (const path of all) {
    if (path.m2m) break
    if (q.aliases.get(tableAt(trimmed + 1))?.join?.type === 'LEFT OUTER JOIN') containsOuter = true
    ref(q, tableAt(trimmed), -1)
    trimmed += 1
  }
  const many = all[trimmed]
  if (many === undefined) throw new Error('no to-many join')
  const { generic } = many.joinField
  // Of several columns Django compares the first alone.
  const [first] =
    generic === undefined ? pairsOf(q.models, many.joinField.field) : [[generic.objectId, generic.key] as const]
  if (first === undefined) throw new Error('a relation without columns')
  const [field, far] = first
  const prefix = prefixNames(namesWithPath, trimmed, far.name)
  const joined = q.aliases.get(tableAt(trimmed + 1))
  if (joined?.join && joined.join.type !== 'LEFT OUTER JOIN' && joined.join.filteredRelation === null) {
    ref(q, tableAt(trimmed), -1)
    setSelect(q, [column(q, field, tableAt(trimmed + 1))])
    if (generic !== undefined) q.where = addTo(q.where, contentTypeCondition(q, generic, tableAt(trimmed + 1)), 'AND')
  } else {
    setSelect(q, [column(q, far, tableAt(trimmed))])
  }
  for (const [alias, at] of q.aliases) {
    if ((q.refcount.get(alias) ?? 0) <= 0) continue
    q.aliases.set(alias, { table: at.table, alias, join: null })
    break
  }
  return { prefix, containsOuter }
}

/** What the ON clause of the join says that was left off. */
function contentTypeCondition(q: Draft, { owner, forConcrete, contentType }: GenericJoin, alias: string): Expr {
  const key = func('ContentTypeId', [], fieldOf('IntegerField'), { model: owner, concrete: forConcrete })
  return buildLookup(['exact'], column(q, contentType, alias), { expr: key })
}

function prefixNames(namesWithPath: readonly NamePath[], trimmed: number, last: string): string {
  const names: string[] = []
  let left = trimmed
  for (const { name, paths } of namesWithPath) {
    if (left - paths.length < 0) break
    names.push(name)
    left -= paths.length
  }
  return [...names, last].join('__')
}
