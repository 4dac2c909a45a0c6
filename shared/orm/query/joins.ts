/**
 * From a path of names to joined tables: Django's `names_to_path`, `setup_joins`, `trim_joins` and the
 * rules by which a join is INNER or LEFT OUTER. A draft's tables change here and nowhere else.
 */
import type { ModelKey, ResolvedField } from '../../relations/types.ts'
import type { Col, Expr } from './expr.ts'
import type { FieldType } from './field-type.ts'
import { tryTransform } from './lookups/build.ts'
import type { MetaField, PathInfo } from './models.ts'
import { metaOf, pairsOf, pathToParent } from './models.ts'
import { columnType, typeOf } from './type-of.ts'
import { isOwnRelation, ownConversions } from './values/own-conversions.ts'
import { outputOf } from './output.ts'
import { resolveFilteredRelation } from './filtered-relation.ts'
import type { Draft, FilteredRelation, Join, JoinType, QueryState, TableRef } from './state.ts'
import { annotationSelect, ref } from './state.ts'
import { OrmError } from './types.ts'

/** A path that may give many rows was met where that is not allowed. */
export class MultiJoin extends Error {
  readonly level: number
  readonly namesWithPath: readonly NamePath[]

  constructor(level: number, namesWithPath: readonly NamePath[]) {
    super('multi-valued join')
    this.level = level
    this.namesWithPath = namesWithPath
  }
}

export interface NamePath {
  readonly name: string
  readonly paths: readonly PathInfo[]
}

/** The last thing a path names: a field or relation of a model, or an annotation. */
export interface FinalField {
  readonly type: FieldType
  readonly meta: MetaField | null
}

interface Walk {
  readonly path: readonly PathInfo[]
  readonly final: FinalField
  readonly targets: readonly ResolvedField[]
  readonly rest: readonly string[]
}

export interface JoinInfo {
  readonly final: FinalField
  readonly targets: readonly ResolvedField[]
  readonly model: ModelKey
  readonly joins: readonly string[]
  readonly path: readonly PathInfo[]
  /** The column of a target, wrapped in the transforms at the path's end. */
  readonly transform: (target: ResolvedField, alias: string) => Expr
  readonly hasTransforms: boolean
}

export function column(q: QueryState, target: ResolvedField, alias: string, output?: FieldType): Col {
  const type = output ?? columnType(q.models, target)
  const isOwn =
    type.bound === target && !type.className.endsWith('Rel') && alias === metaOf(q.models, target.model).table
  return { kind: 'col', alias, target, output: type, explicit: output !== undefined && !isOwn, multivalued: false }
}

/** The names a FieldError offers, sorted as Python sorts text. */
export function choicesFor(q: QueryState, model: ModelKey): string {
  const all = [...metaOf(q.models, model).choices, ...annotationSelect(q).keys(), ...q.filteredRelations.keys()]
  return all.sort(byCodePoint).join(', ')
}

export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function namesToPath(
  q: QueryState,
  names: readonly string[],
  start: ModelKey,
  allowMany = true,
  failOnMissing = false,
): Walk {
  const path: PathInfo[] = []
  const namesWithPath: NamePath[] = []
  let model = start
  let final: FinalField | null = null
  let targets: readonly ResolvedField[] = []
  for (const [pos, given] of names.entries()) {
    const here: PathInfo[] = []
    const meta = metaOf(q.models, model)
    const name = given === 'pk' ? meta.pk.name : given
    let field = meta.byName.get(name) ?? null
    let relation: FilteredRelation | null = null
    if (field === null) {
      const annotation = annotationSelect(q).get(name)
      if (annotation !== undefined) {
        final = { type: outputOf(annotation), meta: null }
        if (failOnMissing && pos + 1 !== names.length) throw notPermitted(names[pos + 1] ?? '', name)
        return { path, final, targets: boundTargets(annotation), rest: names.slice(pos + 1) }
      }
      relation = pos === 0 ? (q.filteredRelations.get(name) ?? null) : null
      if (relation !== null) {
        const inner = namesToPath(q, relation.relation.split('__'), model, allowMany, failOnMissing)
        field = inner.final.meta
        path.push(...inner.path.slice(0, inner.path.length - (field?.paths?.length ?? 0)))
      }
    }
    if (field === null) {
      if (pos === 0 || failOnMissing) {
        throw new OrmError(
          'FieldError',
          `Cannot resolve keyword '${name}' into field. Choices are: ${choicesFor(q, model)}`,
        )
      }
      if (final === null) throw new Error('a path without a start')
      return { path, final, targets, rest: names.slice(pos) }
    }
    if (field.isRelation && field.related === null) throw noReverse(name)
    if (isOwnRelation(field.field)) ownConversions(typeOf(q.models, field.field))?.join?.()
    if (relation === null && field.owner !== metaOf(q.models, model).concrete) {
      const up = pathToParent(q.models, model, field.owner)
      const last = up?.at(-1)
      if (up !== null && last !== undefined) {
        path.push(...up)
        here.push(...up)
        model = last.to
      }
    }
    if (field.paths === null) {
      if (failOnMissing && pos + 1 !== names.length) throw notPermitted(names[pos + 1] ?? '', name)
      return {
        path,
        final: { type: typeOf(q.models, field.field), meta: field },
        targets: [field.field],
        rest: names.slice(pos + 1),
      }
    }
    const infos = relation === null ? field.paths : withFilter(field.paths, relation.alias)
    if (!allowMany) {
      const many = infos.findIndex((info) => info.m2m)
      if (many >= 0) {
        here.push(...infos.slice(0, many + 1))
        namesWithPath.push({ name: given, paths: here })
        throw new MultiJoin(pos + 1, namesWithPath)
      }
    }
    const last = infos.at(-1)
    if (last === undefined) throw new Error(`no path for ${name}`)
    path.push(...infos)
    here.push(...infos)
    namesWithPath.push({ name: given, paths: here })
    final = { type: relationType(q, field), meta: field }
    targets = last.targets
    model = last.to
  }
  if (final === null) throw new Error('an empty path')
  return { path, final, targets, rest: [] }
}

/**
 * `last.join_field`: for a many-to-many, the foreign key of the join table that ends the path; backwards,
 * Django's relation object, whose values are primary keys of the model that declares the field.
 */
function relationType(q: QueryState, field: MetaField): FieldType {
  const last = field.paths?.at(-1)
  if (last?.joinField.generic !== undefined) return genericType(q, field, last)
  const type = typeOf(q.models, last === undefined ? field.field : last.joinField.field)
  if (last === undefined || !last.joinField.reverse) return type
  return {
    ...type,
    className: type.base === 'OneToOneField' ? 'OneToOneRel' : 'ManyToOneRel',
    target: typeOf(q.models, metaOf(q.models, last.to).pk),
  }
}

/** Values are read as keys of the model on the near side, as Django does. */
function genericType(q: QueryState, { field }: MetaField, { from, joinField }: PathInfo): FieldType {
  return {
    ...typeOf(q.models, field),
    className: joinField.reverse ? 'GenericRel' : 'GenericRelation',
    base: 'ForeignObject',
    target: typeOf(q.models, metaOf(q.models, from).pk),
  }
}

/** A filtered relation's condition goes to the last join of its path. */
function withFilter(paths: readonly PathInfo[], alias: string): readonly PathInfo[] {
  return paths.map((info, index) => (index === paths.length - 1 ? { ...info, filteredRelation: alias } : info))
}

function boundTargets(annotation: Expr): readonly ResolvedField[] {
  return annotation.kind === 'col' ? [annotation.target] : []
}

function notPermitted(next: string, name: string): OrmError {
  return new OrmError('FieldError', `Cannot resolve keyword '${next}' into field. Join on '${name}' not permitted.`)
}

function noReverse(name: string): OrmError {
  return new OrmError(
    'FieldError',
    `Field '${name}' does not generate an automatic reverse relation and therefore cannot be used for reverse querying. ` +
      'If it is a GenericForeignKey, consider adding a GenericRelation.',
  )
}

/** Joins what a path of names needs; names that are no fields at its end are transforms. */
export function setupJoins(
  q: Draft,
  names: readonly string[],
  start: ModelKey,
  startAlias: string,
  canReuse: Set<string> | null = null,
  allowMany = true,
): JoinInfo {
  const { walk, transforms, failure } = longestPath(q, names, start, allowMany)
  let alias = startAlias
  let model = start
  const joins = [startAlias]
  for (const info of walk.path) {
    model = info.to
    alias = join(q, tableRef(q, info, alias), info.m2m ? canReuse : null)
    joins.push(alias)
    if (info.filteredRelation !== null) canReuse?.add(alias)
  }
  return {
    final: walk.final,
    targets: walk.targets,
    model,
    joins,
    path: walk.path,
    transform: (target, at) => withTransforms(column(q, target, at), transforms, walk.final, failure),
    hasTransforms: transforms.length > 0,
  }
}

function longestPath(
  q: Draft,
  names: readonly string[],
  start: ModelKey,
  allowMany: boolean,
): { readonly walk: Walk; readonly transforms: readonly string[]; readonly failure: OrmError | null } {
  let failure: OrmError | null = null
  for (let pivot = names.length; ; pivot--) {
    try {
      const walk = namesToPath(q, names.slice(0, pivot), start, allowMany, true)
      return { walk, transforms: names.slice(pivot), failure }
    } catch (error) {
      if (!(error instanceof OrmError) || error.type !== 'FieldError' || pivot <= 1) throw error
      failure = error
    }
  }
}

function withTransforms(col: Expr, names: readonly string[], final: FinalField, failure: OrmError | null): Expr {
  let expr = col
  for (const name of names) {
    try {
      expr = tryTransform(expr, name)
    } catch (error) {
      const isField = !final.type.className.endsWith('Rel')
      if (error instanceof OrmError && error.type === 'FieldError' && isField && failure !== null) throw failure
      throw error
    }
  }
  return expr
}

function tableRef(q: Draft, info: PathInfo, parent: string): TableRef {
  const { field } = info.joinField
  const filtered = info.filteredRelation === null ? null : (q.filteredRelations.get(info.filteredRelation) ?? null)
  return {
    table: metaOf(q.models, info.to).table,
    alias: '',
    join: {
      parent,
      type: 'INNER JOIN',
      field: info.joinField,
      columns: joinColumns(q, info),
      nullable: info.direct ? field.null : true,
      filteredRelation: filtered,
    },
  }
}

/** Each [near column, far column] */
function joinColumns(
  q: Draft,
  { joinField: { field, reverse, generic } }: PathInfo,
): readonly (readonly [string, string])[] {
  const pairs = generic === undefined ? pairsOf(q.models, field) : [[generic.objectId, generic.key] as const]
  return pairs.map(([own, far]) => {
    const [here, there] = [own.column ?? '', far.column ?? '']
    return reverse ? [there, here] : [here, there]
  })
}

function sameJoin(a: Join, b: Join): boolean {
  return (
    a.parent === b.parent &&
    a.field.key === b.field.key &&
    (a.filteredRelation?.alias ?? null) === (b.filteredRelation?.alias ?? null)
  )
}

/** The alias for a join: an existing one where `reuse` allows (null: any), else a new one. */
export function join(q: Draft, wanted: TableRef, reuse: ReadonlySet<string> | null): string {
  const same: string[] = []
  for (const [alias, at] of q.aliases) {
    if (reuse !== null && !reuse.has(alias)) continue
    if (at.join !== null && wanted.join !== null && at.table === wanted.table && sameJoin(at.join, wanted.join))
      same.push(alias)
  }
  const found = same.includes(wanted.alias) ? wanted.alias : same.at(-1)
  if (found !== undefined) {
    ref(q, found)
    return found
  }
  const alias = newAlias(q, wanted.table, wanted.join?.filteredRelation ?? null)
  if (wanted.join === null) {
    q.aliases.set(alias, { ...wanted, alias })
    return alias
  }
  const outer = wanted.join.nullable || q.aliases.get(wanted.join.parent)?.join?.type === 'LEFT OUTER JOIN'
  const type: JoinType = outer ? 'LEFT OUTER JOIN' : 'INNER JOIN'
  q.aliases.set(alias, { ...wanted, alias, join: { ...wanted.join, type } })
  if (wanted.join.filteredRelation !== null) addFilter(q, alias, reuse)
  return alias
}

function addFilter(q: Draft, alias: string, reuse: ReadonlySet<string> | null): void {
  const at = q.aliases.get(alias)
  const filtered = at?.join?.filteredRelation ?? null
  if (at === undefined || at.join === null || filtered === null) return
  const before = q.aliases.size
  const resolved = resolveFilteredRelation(q, filtered, reuse === null ? null : new Set([...reuse, alias]))
  // Joins that the condition needed must stand before this one.
  const now = q.aliases.get(alias) ?? at
  if (q.aliases.size > before) q.aliases.delete(alias)
  if (now.join !== null) q.aliases.set(alias, { ...now, join: { ...now.join, filteredRelation: resolved } })
}

function newAlias(q: Draft, table: string, filtered: FilteredRelation | null): string {
  const names = q.tableMap.get(table)
  let alias: string
  if (names !== undefined && names.length > 0) {
    alias = `${q.aliasPrefix}${q.aliases.size + 1}`
    q.tableMap.set(table, [...names, alias])
  } else {
    alias = filtered?.alias ?? table
    q.tableMap.set(table, [alias])
  }
  q.refcount.set(alias, 1)
  return alias
}

interface Trimmed {
  readonly targets: readonly ResolvedField[]
  readonly alias: string
  readonly joins: readonly string[]
}

/** Leaves off joins at the end that only lead to a column which the table before them has already. */
export function trimJoins(q: Draft, info: Pick<JoinInfo, 'targets' | 'joins' | 'path'>): Trimmed {
  const joins = [...info.joins]
  let targets = info.targets
  for (const step of info.path.toReversed()) {
    if (joins.length === 1 || !step.direct || step.filteredRelation !== null) break
    const pairs = pairsOf(q.models, step.joinField.field)
    const here = targets.map((target) => pairs.find(([, far]) => far.column === target.column)?.[0])
    if (!here.every((own) => own !== undefined)) break
    targets = here
    const dropped = joins.pop()
    if (dropped !== undefined) ref(q, dropped, -1)
  }
  const alias = joins.at(-1)
  if (alias === undefined) throw new Error('no table left')
  return { targets, alias, joins }
}

/** The alias of a multi-table parent's table, joined if need be; `seen` collects them by model. */
export function joinParent(
  q: Draft,
  from: ModelKey,
  parent: ModelKey,
  alias: string,
  seen: Map<ModelKey, string>,
): string {
  const known = seen.get(parent)
  if (known !== undefined) return known
  let at = alias
  for (const info of pathToParent(q.models, from, parent) ?? []) {
    const before = seen.get(info.to)
    if (before !== undefined) {
      at = before
      continue
    }
    at = setupJoins(q, [info.joinField.field.name], info.from, at).joins.at(-1) ?? at
    seen.set(info.to, at)
  }
  return at
}
