/** One model as Django knows it when all are loaded: the class's shape with its relations linked. */
import type { ModelId } from '../document/ids.ts'
import type { Constraint, FieldRef, Index, Model, Ordering } from '../document/records.ts'
import type { Cells, Query } from '../util/incremental.ts'
import { fieldName, orderingTerm } from './fields/field-refs.ts'
import { inlineNames } from './values/inline-names.ts'
import { joinDraft } from './links/join-models.ts'
import { linkField } from './links/link-relation.ts'
import { metaIndexName } from './names.ts'
import { lineageOf } from './classes/mro.ts'
import type { Lineage } from './classes/mro.ts'
import { SHAPE } from './classes/shape.ts'
import type { Shape } from './classes/shape.ts'
import type { ResolvedConstraint, ResolvedField, ResolvedIndex, ResolvedModel } from './types.ts'
import { RECORD } from './world/world.ts'

export const MODEL: Query<ResolvedModel | null> = {
  name: 'model',
  onCycle: () => null,
  compute(cells, key) {
    if (!key.startsWith('join:')) {
      const shape = cells.get(SHAPE, key)
      return shape === null ? null : resolveModel(cells, shape)
    }
    const draft = joinDraft(cells, key as `join:${string}`)
    if (draft === null) return null
    const fields = draft.fields.map((field) => linkField(cells, field, draft.name))
    return { ...draft, fields, localFields: fields }
  },
}

/** Of lists that most models leave empty. */
const NONE: readonly never[] = []

function resolveModel(cells: Cells, shape: Shape): ResolvedModel {
  const record = cells.input<Model>(RECORD, shape.key)
  const localFields = linked(cells, shape.fields, shape.name)
  const localManyToMany = linked(cells, shape.manyToMany, shape.name)
  const parents = parentsOf(cells, shape)
  const fields = withInherited(parents, (parent) => parent.fields, localFields)
  const { lineage, meta } = shape
  const isOwnMeta = shape.metaFrom === shape.key
  const metaRecord = isOwnMeta ? record : cells.input<Model>(RECORD, shape.metaFrom)
  const metaLineage = isOwnMeta ? lineage : lineageOf(cells, shape.metaFrom)
  return {
    key: shape.key,
    label: shape.label,
    app: shape.app,
    name: shape.name,
    modelName: shape.modelName,
    kind: shape.kind,
    external: shape.external,
    managed: shape.managed,
    swapped: shape.swappedFor !== null,
    autoCreatedFor: null,
    table: shape.table,
    tableComment: meta.db_table_comment ?? null,
    pk: shape.pk,
    localFields,
    fields,
    localManyToMany,
    manyToMany: withInherited(parents, (parent) => parent.manyToMany, localManyToMany),
    parents: parents.length === 0 && shape.parents.length === 0 ? NONE : allParents(shape, parents),
    directParents: shape.parents.length === 0 ? NONE : shape.parents.map((p) => p.model),
    mro: lineage.mro,
    privateFields: shape.privateFields,
    meta,
    proxyFor: shape.proxyFor,
    concrete: shape.concrete,
    ordering: shape.ordering,
    orderWithRespectTo: shape.orderWithRespectTo,
    getLatestBy: shape.getLatestBy,
    uniqueTogether: togethers(cells, meta.unique_together, lineage),
    indexTogether: togethers(cells, meta.index_together, lineage),
    indexes: resolveIndexes(cells, metaRecord?.indexes ?? NONE, shape, fields, metaLineage),
    constraints: resolveConstraints(cells, metaRecord?.constraints ?? NONE, shape, metaLineage),
    verboseName: shape.verboseName,
    verboseNamePlural: shape.verboseNamePlural,
    managers: shape.managers,
    members: record?.members ?? NONE,
    id: shape.key,
  }
}

function parentsOf(cells: Cells, { parents }: Shape): readonly ResolvedModel[] {
  return parents.length === 0 ? NONE : parents.flatMap(({ model }) => cells.get(MODEL, model) ?? [])
}

/** The same list where there is nothing to link. */
function linked(cells: Cells, own: readonly ResolvedField[], ownerName: string): readonly ResolvedField[] {
  const isPlain = own.every(({ relation }) => relation === null)
  return isPlain ? own : own.map((field) => linkField(cells, field, ownerName))
}

/** Parents' first; what comes over two ways is there once. */
function withInherited(
  parents: readonly ResolvedModel[],
  of: (parent: ResolvedModel) => readonly ResolvedField[],
  own: readonly ResolvedField[],
): readonly ResolvedField[] {
  return parents.length === 0 ? own : [...new Set([...parents.flatMap(of), ...own])]
}

function allParents(shape: Shape, parents: readonly ResolvedModel[]): ResolvedModel['parents'] {
  const links = new Map<ModelId | string, string | null>(shape.parents.map((p) => [p.model, p.link]))
  const further = parents.flatMap((p) => p.parents.map((ancestor) => ancestor.model))
  for (const key of further) if (!links.has(key)) links.set(key, null)
  return [...links].map(([model, link]) => ({ model: model as ModelId, link }))
}

/** Rule R36: an abstract class keeps its patterns; a real one fills them in. */
function fillIn(name: string, shape: Shape): string {
  if (shape.kind === 'abstract') return name
  return name.replace(/%\((app_label|class)\)s/g, (_, key) =>
    key === 'class' ? shape.modelName : shape.app.toLowerCase(),
  )
}

/** `unique_together` and its kin, which may hold anything. */
function togethers(
  cells: Cells,
  groups: readonly (readonly FieldRef[])[] | undefined,
  lineage: Lineage,
): readonly (readonly string[])[] {
  if (!Array.isArray(groups)) return NONE
  const names = (refs: readonly FieldRef[]) => refs.map((ref) => fieldName(cells, ref, lineage))
  return groups.map((group: readonly FieldRef[]) => (Array.isArray(group) ? names(group) : []))
}

function resolveIndexes(
  cells: Cells,
  indexes: readonly Index[],
  shape: Shape,
  fields: readonly ResolvedField[],
  lineage: Lineage,
): readonly ResolvedIndex[] {
  return indexes.length === 0 ? NONE : indexes.map((index) => resolveIndex(cells, index, shape, fields, lineage))
}

function resolveConstraints(
  cells: Cells,
  constraints: readonly Constraint[],
  shape: Shape,
  lineage: Lineage,
): readonly ResolvedConstraint[] {
  return constraints.length === 0 ? NONE : constraints.map((one) => resolveConstraint(cells, one, shape, lineage))
}

function resolveIndex(
  cells: Cells,
  index: Index,
  shape: Shape,
  fields: readonly ResolvedField[],
  lineage: Lineage,
): ResolvedIndex {
  const terms = index.fields.map((term: Ordering) => String(orderingTerm(cells, term, lineage)))
  const columns = terms.map((term) => {
    const name = term.replace(/^-/, '')
    // A many-to-many has no column, but is asked for one all the same.
    const column = fields.find((f) => f.name === name || f.attname === name)?.column ?? name
    return term.startsWith('-') ? `-${column}` : column
  })
  const derived = columns.length === 0 ? '' : metaIndexName(shape.table, columns, INDEX_SUFFIX[index.type] ?? 'idx')
  return {
    id: index.id,
    type: index.type,
    name: index.name === null || index.name === '' ? derived : fillIn(index.name, shape),
    fields: terms,
    expressions: index.expressions.map((e) => inlineNames(cells, shape.key, e)),
    condition: index.condition === null ? null : inlineNames(cells, shape.key, index.condition),
    include: index.include.map((ref) => fieldName(cells, ref, lineage)),
    options: index.options,
  }
}

/** Source: django/contrib/postgres/indexes.py. */
const INDEX_SUFFIX: { readonly [type: string]: string | undefined } = {
  BloomIndex: 'bloom',
  BrinIndex: 'brin',
  BTreeIndex: 'btree',
  GinIndex: 'gin',
  GistIndex: 'gist',
  HashIndex: 'hash',
  SpGistIndex: 'spgist',
}

const CONSTRAINT_CLASS = { unique: 'UniqueConstraint', check: 'CheckConstraint' } as const

function resolveConstraint(cells: Cells, constraint: Constraint, shape: Shape, lineage: Lineage): ResolvedConstraint {
  const shared = {
    id: constraint.id,
    kind: constraint.kind,
    name: fillIn(constraint.name, shape),
    options: constraint.options,
  }
  const none = { fields: [], expressions: [], include: [], deferrable: null }
  if (constraint.kind === 'check') {
    return {
      ...shared,
      ...none,
      className: CONSTRAINT_CLASS.check,
      condition: inlineNames(cells, shape.key, constraint.condition),
    }
  }
  if (constraint.kind === 'custom') {
    const className = /^[\w.]*?(\w+)\s*\(/.exec(constraint.source)?.[1] ?? 'Constraint'
    return { ...shared, ...none, className, condition: { expr: constraint.source } }
  }
  return {
    ...shared,
    className: CONSTRAINT_CLASS.unique,
    fields: constraint.fields.map((ref) => fieldName(cells, ref, lineage)),
    expressions: constraint.expressions.map((e) => inlineNames(cells, shape.key, e)),
    condition: constraint.condition === null ? null : inlineNames(cells, shape.key, constraint.condition),
    include: constraint.include.map((ref) => fieldName(cells, ref, lineage)),
    deferrable: constraint.deferrable,
  }
}
