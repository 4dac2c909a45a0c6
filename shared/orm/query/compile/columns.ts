/** The SELECT list: columns of the model and of select_related() models, values(), annotations. */
import type { ModelKey, ResolvedField } from '../../../relations/types.ts'
import type { Col, Expr } from '../expr.ts'
import { val } from '../expr.ts'
import { column, joinParent, setupJoins } from '../joins.ts'
import type { MetaField, ModelMeta } from '../models.ts'
import { forwardOf, isAncestor, metaOf, objectName } from '../models.ts'
import { emptyValue, outputOf } from '../output.ts'
import type { RelatedTree } from '../state.ts'
import { annotationSelect, initialAlias } from '../state.ts'
import { OrmError } from '../types.ts'
import type { Compiler, Sql } from './context.ts'
import { EMPTY_RESULT_SET, FULL_RESULT_SET, joined, sql } from './context.ts'
import { compile } from './expression.ts'
import type { Mask } from './mask.ts'
import { branch, fieldKey, reverseKey, selectMask } from './mask.ts'

export interface SelectItem {
  readonly expr: Expr
  readonly sql: Sql
  readonly alias: string | null
}

/** Which columns of the row make an instance, and the related instances that hang on it. */
export interface InstanceInfo {
  readonly model: ModelKey
  readonly indexes: readonly number[]
  readonly related: readonly RelatedInfo[]
}

export interface RelatedInfo extends InstanceInfo {
  readonly field: ResolvedField
  readonly reverse: boolean
  readonly cacheName: string
  readonly remoteCacheName: string | null
  /** A filtered relation's: the instance becomes a plain attribute, where there is one. */
  readonly isFiltered: boolean
  /** Reached from a multi-table parent whose columns it takes along. */
  readonly fromParent: boolean
}

export interface Selection {
  readonly items: readonly SelectItem[]
  readonly instance: InstanceInfo | null
  readonly annotations: ReadonlyMap<string, number>
}

interface Entry {
  readonly expr: Expr
  readonly alias: string | null
}

export function makeSelection(c: Compiler, withAliases: boolean): Selection {
  const { q } = c
  const mask = selectMask(q)
  const columns = q.defaultCols ? defaultColumns(c, metaOf(q.models, q.model), initialAlias(q), mask, null) : q.select
  const entries: Entry[] = []
  const indexes: number[] = []
  if (q.selected === null) {
    for (const expr of columns) {
      indexes.push(entries.length)
      entries.push({ expr, alias: null })
    }
    for (const [alias, expr] of annotationSelect(q)) entries.push({ expr, alias })
  } else {
    for (const [alias, source] of q.selected) {
      const expr = typeof source === 'string' ? q.annotations.get(source) : columns[source]
      if (expr === undefined) throw new Error(`nothing selected as ${alias}`)
      if (typeof source === 'number') indexes.push(entries.length)
      entries.push({ expr, alias })
    }
  }
  const annotations = new Map(entries.flatMap(({ alias }, index) => (alias === null ? [] : [[alias, index] as const])))
  const related = q.selectRelated === false ? [] : relatedSelections(c, entries, mask)
  const instance = indexes.length === 0 ? null : fromParents({ model: q.model, indexes, related })
  return { items: compileEntries(c, entries, withAliases), instance, annotations }
}

function compileEntries(c: Compiler, entries: readonly Entry[], withAliases: boolean): SelectItem[] {
  let count = 0
  return entries.map(({ expr, alias }) => {
    // The columns of a composite key have no name as a whole.
    if (expr.kind === 'list') {
      const columns = expr.items.map((item) => compileSelected(c, item))
      return { expr, sql: joined(columns, ', '), alias: null }
    }
    const compiled = compileSelected(c, expr)
    if (alias !== null || !withAliases) return { expr, sql: compiled, alias }
    count += 1
    return { expr, sql: compiled, alias: `col${count}` }
  })
}

/** What is selected must have a type. Conditions and columns have one. */
const TYPED: ReadonlySet<Expr['kind']> = new Set(['col', 'where', 'lookup', 'not', 'exists'])

function compileSelected(c: Compiler, expr: Expr): Sql {
  try {
    const compiled = compile(c, expr)
    if (!TYPED.has(expr.kind)) outputOf(expr)
    return compiled
  } catch (signal) {
    if (signal === FULL_RESULT_SET) return compile(c, val(true))
    if (signal !== EMPTY_RESULT_SET) throw signal
    const stand = emptyValue(expr)
    return stand === undefined ? sql('0') : compile(c, val(stand))
  }
}

/** Every column of a model, its multi-table parents' from their tables. */
function defaultColumns(
  c: Compiler,
  meta: ModelMeta,
  startAlias: string,
  mask: Mask,
  fromParent: ModelKey | null,
): Col[] {
  const { q } = c
  const seen = new Map<ModelKey, string>()
  const columns: Col[] = []
  for (const field of meta.concreteFields) {
    const owner = metaOf(q.models, field.model).concrete
    const inherited = owner !== meta.concrete
    // Going from a parent to its child, the parent's columns are in the row already.
    if (fromParent !== null && inherited && isParentOrSelf(c, owner, fromParent)) continue
    if (mask.size > 0 && !mask.has(fieldKey(field))) continue
    const alias = inherited ? joinParent(q, meta.concrete, owner, startAlias, seen) : startAlias
    columns.push(column(q, field, alias))
  }
  return columns
}

function isParentOrSelf(c: Compiler, owner: ModelKey, child: ModelKey): boolean {
  const concrete = metaOf(c.q.models, child).concrete
  return concrete === owner || isAncestor(c.q.models, owner, concrete)
}

/** Child instances reached from their parent take the parent's columns too. */
function fromParents(info: InstanceInfo): InstanceInfo {
  return {
    ...info,
    related: info.related.map((child) => {
      const full = child.fromParent ? { ...child, indexes: [...info.indexes, ...child.indexes] } : child
      return { ...full, related: fromParents(full).related }
    }),
  }
}

// -------------------------------------------------------------------------------------- select_related

/** How deep select_related() without names goes. */
const MAX_DEPTH = 5

interface Level {
  readonly meta: ModelMeta
  readonly alias: string
  readonly depth: number
  readonly mask: Mask
  /** null: select_related() without names: every relation that is not nullable. */
  readonly requested: RelatedTree | null
}

function relatedSelections(c: Compiler, entries: Entry[], mask: Mask): readonly RelatedInfo[] {
  const { q } = c
  return descend(c, entries, {
    meta: metaOf(q.models, q.model),
    alias: initialAlias(q),
    depth: 1,
    mask,
    requested: typeof q.selectRelated === 'object' ? q.selectRelated : null,
  })
}

function descend(c: Compiler, entries: Entry[], level: Level): readonly RelatedInfo[] {
  if (level.requested === null && level.depth > MAX_DEPTH) return []
  const found = new Set<string>()
  const infos = forwardRelations(c, entries, level, found)
  if (level.requested !== null) {
    infos.push(...reverseRelations(c, entries, level, found))
    if (level.depth === 1) infos.push(...filteredRelations(c, entries, level, found))
    const missing = Object.keys(level.requested).filter((name) => !found.has(name))
    if (missing.length > 0) {
      throw new OrmError(
        'FieldError',
        `Invalid field name(s) given in select_related: ${missing.map((name) => `'${name}'`).join(', ')}. ` +
          `Choices are: ${choices(c, level) || '(none)'}`,
      )
    }
  }
  return infos
}

function choices(c: Compiler, { meta }: Level): string {
  const direct = meta.model.fields.filter((field) => field.relation !== null).map((field) => field.name)
  const reverse = uniqueReverse(c, meta).map(({ relation }) => relation.queryName)
  return [...direct, ...reverse, ...c.q.filteredRelations.keys()].join(', ')
}

function forwardRelations(c: Compiler, entries: Entry[], level: Level, found: Set<string>): RelatedInfo[] {
  const infos: RelatedInfo[] = []
  for (const field of level.meta.model.fields) {
    found.add(field.name)
    const { relation } = field
    const next = level.requested === null ? undefined : branch(level.requested, field.name)
    if (relation === null && next !== undefined) {
      throw new OrmError(
        'FieldError',
        `Non-relational field given in select_related: '${field.name}'. Choices are: ${choices(c, level) || '(none)'}`,
      )
    }
    if (relation === null || relation.to === null || relation.parentLink) continue
    if (level.requested === null ? field.null : next === undefined) continue
    if (level.requested !== null) checkNotDeferred(c, level, fieldKey(field), field.model, field.name)
    const joins = setupJoins(c.q, [field.name], level.meta.key, level.alias).joins
    infos.push(
      related(c, entries, level, {
        model: relation.to,
        alias: joins.at(-1) ?? level.alias,
        mask: level.mask.get(fieldKey(field)) ?? new Map(),
        requested: level.requested === null ? null : (next ?? {}),
        fromParent: null,
        isFiltered: false,
        field,
        reverse: false,
        cacheName: field.name,
        remoteCacheName: field.unique || field.primaryKey ? (relation.accessor ?? relation.queryName) : null,
      }),
    )
  }
  return infos
}

function checkNotDeferred(c: Compiler, level: Level, key: string, model: ModelKey, name: string): void {
  if (level.mask.size === 0 || level.mask.has(key)) return
  throw new OrmError(
    'FieldError',
    `Field ${objectName(c.q.models, model)}.${name} cannot be both deferred and traversed using select_related at the same time.`,
  )
}

function uniqueReverse(
  c: Compiler,
  meta: ModelMeta,
): { readonly relation: ModelMeta['reverse'][number]; readonly field: ResolvedField }[] {
  return meta.reverse
    .filter((relation) => !relation.hidden && relation.kind !== 'many_to_many')
    .map((relation) => ({ relation, field: forwardOf(c.q.models, relation) }))
    .filter(({ field }) => field.unique || field.primaryKey)
}

function reverseRelations(c: Compiler, entries: Entry[], level: Level, found: Set<string>): RelatedInfo[] {
  const infos: RelatedInfo[] = []
  for (const { relation, field } of uniqueReverse(c, level.meta)) {
    const next = level.requested === null ? undefined : branch(level.requested, relation.queryName)
    if (next === undefined) continue
    checkNotDeferred(c, level, reverseKey(field), field.relation?.to ?? field.model, relation.queryName)
    found.add(relation.queryName)
    const joins = setupJoins(c.q, [relation.queryName], level.meta.key, level.alias).joins
    infos.push(
      related(c, entries, level, {
        model: relation.model,
        alias: joins.at(-1) ?? level.alias,
        mask: level.mask.get(reverseKey(field)) ?? new Map(),
        requested: next,
        fromParent: level.meta.key,
        isFiltered: false,
        field,
        reverse: true,
        cacheName: relation.accessor ?? relation.queryName,
        remoteCacheName: field.name,
      }),
    )
  }
  return infos
}

/** Under which the far row knows the near one. */
function farName({ field, reverse }: MetaField): string | null {
  if (reverse !== null) return field.name
  const { relation } = field
  return relation !== null && (field.unique || field.primaryKey) ? (relation.accessor ?? relation.queryName) : null
}

function filteredRelations(c: Compiler, entries: Entry[], level: Level, found: Set<string>): RelatedInfo[] {
  const infos: RelatedInfo[] = []
  for (const [name, next] of Object.entries(level.requested ?? {})) {
    if (!c.q.filteredRelations.has(name)) continue
    found.add(name)
    const { joins, model, final } = setupJoins(c.q, [name], level.meta.key, level.alias)
    const bound: MetaField | null = final.meta
    if (bound === null) continue
    infos.push(
      related(c, entries, level, {
        model,
        alias: joins.at(-1) ?? level.alias,
        mask: new Map(),
        requested: next,
        fromParent: level.meta.key,
        isFiltered: true,
        field: bound.field,
        reverse: true,
        cacheName: name,
        remoteCacheName: joins.length <= 2 ? farName(bound) : null,
      }),
    )
  }
  return infos
}

interface Step extends Pick<
  RelatedInfo,
  'field' | 'reverse' | 'cacheName' | 'remoteCacheName' | 'model' | 'isFiltered'
> {
  readonly alias: string
  readonly mask: Mask
  readonly requested: RelatedTree | null
  /** Reverse steps: the model we come from, a parent perhaps. */
  readonly fromParent: ModelKey | null
}

function related(c: Compiler, entries: Entry[], level: Level, step: Step): RelatedInfo {
  const { model, field, reverse, cacheName, remoteCacheName, isFiltered } = step
  const meta = metaOf(c.q.models, model)
  const isChild =
    step.fromParent !== null && isAncestor(c.q.models, metaOf(c.q.models, step.fromParent).concrete, meta.concrete)
  const columns = defaultColumns(c, meta, step.alias, step.mask, step.fromParent)
  const indexes = columns.map((_, index) => entries.length + index)
  entries.push(...columns.map((expr) => ({ expr, alias: null })))
  const { alias, mask, requested } = step
  const deeper = descend(c, entries, { meta, alias, mask, requested, depth: level.depth + 1 })
  const info = { model, indexes, related: deeper, field, reverse, cacheName, remoteCacheName, isFiltered }
  return { ...info, fromParent: isChild }
}
