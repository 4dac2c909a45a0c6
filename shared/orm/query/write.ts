/** UPDATE and DELETE of a whole queryset. */
import type { ModelKey, ResolvedField } from '../../relations/types.ts'
import type { Expr } from './expr.ts'
import { containsAggregate, containsColumn, containsWindow } from './expr.ts'
import { addQ, pairs } from './filter.ts'
import { getField, metaOf, modelAt, pkValue } from './models.ts'
import { typeOf } from './type-of.ts'
import type { Models } from './models.ts'
import { RESOLVE, resolve, resolveSubquery } from './resolve.ts'
import { exprRepr, exprText } from './expression-text.ts'
import { isForeignObject } from '../../relations/links/column-pairs.ts'
import { isComposite } from './composite.ts'
import { addFields } from './select-fields.ts'
import type { Draft, QueryState } from './state.ts'
import {
  baseTable,
  chain,
  clearOrdering,
  clearSelectClause,
  draftOf,
  initialAlias,
  isSliced,
  newDraft,
  setSelect,
} from './state.ts'
import type { Compiler, Sql } from './compile/context.ts'
import { FULL_RESULT_SET, joined, newCompiler, quoteName, quoteUnlessAlias, sql } from './compile/context.ts'
import { compile } from './compile/expression.ts'
import { column } from './joins.ts'
import { where } from './expr.ts'
import type { CompileSettings, ExprNode, PyValue, Query } from './types.ts'
import { OrmError } from './types.ts'
import type { FieldType } from './field-type.ts'
import { ownConversions } from './values/own-conversions.ts'
import { plainSql, prepare, toSql } from './values/prepare.ts'
import { isExpression, isInstance, isQuerySet, pyRepr, isTagged } from './values/python.ts'

/** `node`: of a multi-table parent's column, resolved against the parent when its statement is made. */
type Assigned = { readonly expr: Expr } | { readonly value: PyValue } | { readonly node: ExprNode }

interface Assignment {
  readonly field: ResolvedField
  readonly model: ModelKey
  readonly value: Assigned
}

interface UpdateStatement {
  /** The model whose table it writes. */
  readonly model: ModelKey
  readonly compile: (settings: CompileSettings) => Sql
}

/** The model's primary key and the parents' that its own does not tell. */
type KeyRow = readonly PyValue[]

/**
 * Statements for `queryset.update(**values)`: the model's own table, then those of multi-table parents.
 * `needsPks`: parents are updated by primary keys that must be read first, with `pkQuery`.
 */
interface UpdatePlan {
  readonly main: UpdateStatement | null
  /** Given the rows of `pkState`, the statements for its parents' tables. */
  readonly parents: (rows: readonly KeyRow[]) => readonly UpdateStatement[]
  readonly needsPks: boolean
  /** With `needsPks`: the statement for the model's own table, by primary key. */
  readonly mainByPk: (rows: readonly KeyRow[]) => UpdateStatement | null
  /** The queryset whose rows are updated: the model's primary key, then those of parents that have another one. */
  readonly pkState: QueryState
}

export function updatePlan(query: Query, values: readonly (readonly [name: string, value: PyValue])[]): UpdatePlan {
  if (query.combinator !== null) {
    throw new OrmError('NotSupportedError', `Calling QuerySet.update() after ${query.combinator}() is not supported.`)
  }
  if (isSliced(query.state)) throw new OrmError('TypeError', 'Cannot update a query once a slice has been taken.')
  const q = chain(query.state)
  const assignments = values.map(([name, value]) => assignment(q, name, value))
  checkOrder(q)
  clearSelectClause(q)
  const { concrete } = metaOf(q.models, q.model)
  const own = assignments.filter(({ model }) => model === concrete)
  const others = Map.groupBy(
    assignments.filter(({ model }) => model !== concrete),
    ({ model }) => model,
  )
  const apart = [...others.keys()].filter((model) => !sharesKey(q.models, q.model, model))
  const byPk = (model: ModelKey, list: readonly Assignment[], rows: readonly KeyRow[]): UpdateStatement => {
    const at = apart.indexOf(model) + 1
    const pks = rows.map((row) => row[at] ?? null)
    const draft = newDraft(q.models, model)
    addQ(draft, pairs('pk__in', { type: 'list', items: pks }))
    return { model, compile: (settings) => updateSql(newCompiler(draftOf(draft), settings), list) }
  }
  return {
    main:
      own.length === 0 || others.size > 0
        ? null
        : { model: q.model, compile: (settings) => updateSql(mainCompiler(q, settings), own) },
    needsPks: others.size > 0,
    mainByPk: (rows) => (own.length === 0 ? null : byPk(q.model, own, rows)),
    parents: (rows) => [...others].map(([model, list]) => byPk(model, list, rows)),
    pkState: pkState(q, apart),
  }
}

/** Whether the primary key of a child is that of the parent: not where the parent is only its second base. */
function sharesKey(models: Models, child: ModelKey, parent: ModelKey): boolean {
  const start = modelAt(models, child).concrete
  if (start === modelAt(models, parent).concrete) return true
  return metaOf(models, start).parents.some(({ model, link }) => link.primaryKey && sharesKey(models, model, parent))
}

function assignment(q: Draft, name: string, given: PyValue): Assignment {
  const entry = getField(q.models, q.model, name)
  const { field } = entry
  if (isComposite(field)) throw new OrmError('FieldError', 'Composite primary key fields must be updated individually.')
  if (entry.reverse !== null && !entry.manyToMany) {
    const rel = field.kind === 'oneToOne' ? 'OneToOneRel' : 'ManyToOneRel'
    throw new OrmError('AttributeError', `'${rel}' object has no attribute 'generated'`)
  }
  if (entry.manyToMany) {
    const shown =
      entry.reverse === null
        ? `<django.db.models.fields.related.ManyToManyField: ${field.name}>`
        : `<ManyToManyRel: ${relLabel(q, field.model)}>`
    throw new OrmError(
      'FieldError',
      `Cannot update model field ${shown} (only non-relations and foreign keys permitted).`,
    )
  }
  // As Django stumbles over a field without a column.
  if (entry.isRelation && field.column === null) {
    if (isForeignObject(field) && isInstance(given))
      throw new OrmError('AttributeError', "'ForeignObjectRel' object has no attribute 'get_related_field'")
    if (!isInstance(given)) throw new OrmError('AttributeError', "'NoneType' object has no attribute 'startswith'")
  }
  const isOwn = entry.owner === metaOf(q.models, q.model).concrete
  if (!isOwn && isExpression(given)) return { field, model: entry.owner, value: { node: given } }
  return { field, model: entry.owner, value: assigned(q, given) }
}

function relLabel(q: Draft, key: ModelKey): string {
  const model = modelAt(q.models, key)
  return `${model.app}.${model.modelName}`
}

function assigned(q: Draft, given: PyValue): Assigned {
  if (isQuerySet(given)) {
    return { expr: resolveSubquery(q, given.query.state, RESOLVE) }
  }
  if (!isExpression(given)) return { value: given }
  // There is no outer query: Django resolves the reference a second time, as one to this table.
  if (given.type === 'OuterRef' && given.depth === 1) return assigned(q, { type: 'F', name: given.name })
  return { expr: resolve(q, given, { ...RESOLVE, allowJoins: false, forSave: true }) }
}

/** What speaks of many rows is not the value of one. */
function refuseGroups(q: Draft, field: ResolvedField, expr: Expr): void {
  const what = containsAggregate(expr) ? 'Aggregate functions' : containsWindow(expr) ? 'Window expressions' : null
  if (what === null) return
  throw new OrmError('FieldError', `${what} are not allowed in this query (${field.name}=${exprRepr(q.models, expr)}).`)
}

function checkOrder(q: Draft): void {
  for (const item of q.orderBy) {
    const annotation = typeof item === 'string' ? q.annotations.get(item.replace(/^-/, '')) : undefined
    if (annotation === undefined || !containsAggregate(annotation)) continue
    throw new OrmError('FieldError', `Cannot update when ordering by an aggregate: ${exprText(q.models, annotation)}`)
  }
  q.orderBy = []
}

function pkState(q: Draft, apart: readonly ModelKey[] = []): QueryState {
  const draft = draftOf(q)
  draft.selectRelated = false
  clearOrdering(draft, true)
  setSelect(draft, [])
  const { pk } = metaOf(draft.models, draft.model)
  if (!isComposite(pk)) addFields(draft, [pk.name, ...apart.map((model) => metaOf(draft.models, model).pk.name)])
  return draft
}

/** A filter over other tables becomes `pk IN (SELECT …)`. */
function mainCompiler(q: Draft, settings: CompileSettings): Compiler {
  const draft = draftOf(q)
  initialAlias(draft)
  const active = [...draft.refcount.values()].filter((count) => count > 0).length
  if (active > 1) {
    const rows: Query = { ...shell(q), state: pkState(q) }
    const outer = draftOf(draft)
    outer.where = where('AND')
    addQ(outer, pairs('pk__in', { type: 'queryset', query: rows }))
    return newCompiler(outer, settings)
  }
  return newCompiler(draft, settings)
}

function shell(q: Draft): Omit<Query, 'state'> {
  return {
    resolution: q.models.resolution,
    model: q.model,
    mode: { kind: 'instances' },
    prefetch: [],
    hints: {},
    combinator: null,
  }
}

function updateSql(c: Compiler, assignments: readonly Assignment[]): Sql {
  initialAlias(c.q)
  const table = baseTable(c.q) ?? ''
  const sets = joined(
    assignments.map((item) => setClause(c, item)),
    ', ',
  )
  const start = sql(`UPDATE ${quoteUnlessAlias(c, table)} SET ${sets.sql}`, sets.params)
  return withWhere(c, start)
}

function withWhere(c: Compiler, start: Sql): Sql {
  try {
    const condition = compile(c, c.q.where)
    return sql(`${start.sql} WHERE ${condition.sql}`, [...start.params, ...condition.params])
  } catch (signal) {
    if (signal === FULL_RESULT_SET) return start
    throw signal
  }
}

function setClause(c: Compiler, { field, value: given }: Assignment): Sql {
  const name = quoteName(field.column ?? field.name)
  const value = 'node' in given ? assigned(c.q, given.node) : given
  if ('expr' in value) {
    refuseGroups(c.q, field, value.expr)
    const compiled = compile(c, value.expr)
    return sql(`${name} = ${compiled.sql}`, compiled.params)
  }
  if ('node' in value) throw new Error('a value is resolved by now')
  refuseInstance(c.q, field, value.value)
  const param = toColumn(c.q, field, value.value, c.settings)
  return param === null ? sql(`${name} = NULL`) : sql(`${name} = ?`, [param])
}

/**
 * An expression in an INSERT: a function of values; there is no row yet to take a column from.
 *
 * @throws ValueError for columns, FieldError for aggregates and windows
 */
export function insertedSql(models: Models, field: ResolvedField, node: ExprNode, settings: CompileSettings): Sql {
  const q = newDraft(models, field.model)
  if (node.type === 'OuterRef')
    throw new OrmError('AttributeError', "'ResolvedOuterRef' object has no attribute 'contains_column_references'")
  const expr = resolve(q, node, { ...RESOLVE, allowJoins: false, forSave: true })
  if (containsColumn(expr)) {
    const { app, name } = modelAt(models, field.model)
    throw new OrmError(
      'ValueError',
      `Failed to insert expression "${exprText(q.models, expr)}" on ${app}.${name}.${field.name}. F() expressions can only be used to update, not to insert.`,
    )
  }
  refuseGroups(q, field, expr)
  return compile(newCompiler(q, settings), expr)
}

/** `get_db_prep_save`: the value of an INSERT or UPDATE for a field. */
export function toColumn(
  q: Pick<QueryState, 'models'>,
  field: ResolvedField,
  given: PyValue,
  settings: CompileSettings,
): Sql['params'][number] {
  const type = typeOf(q.models, field)
  const save = ownConversions(type)?.save ?? ownConversions(lastTarget(type))?.save
  if (save !== undefined && save !== null && !isModelInstance(given)) return plainSql(save(given), settings)
  let value = given
  if (isInstance(given) && type.target !== null) {
    const pk = pkValue(q.models, given.model, given.values)
    if (pk === null) {
      throw new OrmError('ValueError', `Unsaved model instance ${pyRepr(given)} cannot be used in an ORM query.`)
    }
    value = given.values[type.target.bound?.attname ?? ''] ?? pk
  }
  if (value === null || (value === '' && type.target !== null && !holdsText(type.target.base))) return null
  if (save !== undefined && save !== null) return plainSql(save(value), settings)
  return toSql(type, prepare(type, value), settings)
}

/** Also a model's class has what Django tells instances by. */
function refuseInstance(
  q: Pick<QueryState, 'models'>,
  { model, name, className, relation }: ResolvedField,
  given: PyValue,
): void {
  if (relation !== null) return
  const isClass = isTagged(given) && given.type === 'instance' && given.className === 'ModelBase'
  if (!isInstance(given) && !isClass) return
  const owner = modelAt(q.models, model)
  const path = `${owner.label.toLowerCase().split('.')[0] ?? ''}.${owner.name}.${name}`
  const text = `Tried to update field ${path} with a model instance, ${pyRepr(given)}.`
  throw new OrmError('TypeError', `${text} Use a value compatible with ${className}.`)
}

const isModelInstance = (value: PyValue): boolean => isInstance(value) && value.object === undefined

/** The type of the column that a key refers to in the end. */
function lastTarget(type: FieldType): FieldType {
  return type.target === null ? type : lastTarget(type.target)
}

const TEXT: ReadonlySet<string> = new Set([
  'CharField',
  'TextField',
  'SlugField',
  'EmailField',
  'URLField',
  'FileField',
  'FilePathField',
])

function holdsText(base: string): boolean {
  return TEXT.has(base)
}

/** `DELETE FROM table WHERE pk IN (…)`. */
export function deleteByPks(query: Query, pks: readonly PyValue[]): (settings: CompileSettings) => Sql {
  const q = newDraft(query.state.models, query.model)
  const { attname } = metaOf(q.models, query.model).pk
  addQ(q, pairs(`${attname}__in`, { type: 'list', items: pks }))
  return (settings) => deleteSql(newCompiler(draftOf(q), settings))
}

/** `queryset._raw_delete()`: one statement, a subquery where other tables are involved. */
export function rawDelete(query: Query): (settings: CompileSettings) => Sql {
  return (settings) => {
    const q = draftOf(query.state)
    initialAlias(q)
    const active = [...q.refcount.values()].filter((count) => count > 0).length
    if (active === 1) return deleteSql(newCompiler(q, settings))
    const inner = draftOf(q)
    clearSelectClause(inner)
    const base = baseTable(inner) ?? ''
    setSelect(inner, [column(inner, metaOf(inner.models, inner.model).pk, base)])
    const outer = newDraft(q.models, q.model)
    addQ(
      outer,
      pairs('pk__in', { type: 'queryset', query: { ...query, state: { ...inner, selected: new Map([['pk', 0]]) } } }),
    )
    return deleteSql(newCompiler(outer, settings))
  }
}

function deleteSql(c: Compiler): Sql {
  initialAlias(c.q)
  return withWhere(c, sql(`DELETE FROM ${quoteUnlessAlias(c, baseTable(c.q) ?? '')}`))
}
