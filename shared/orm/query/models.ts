/**
 * Django's `Model._meta` as the query builder asks it: fields and reverse relations by the name that
 * a filter uses, the joins a name stands for, and the way to multi-table parents. Computed once per
 * model and resolution, on demand.
 */
import type { ModelKey, ResolvedField, ResolvedModel, Resolution, ReverseRelation } from '../../relations/types.ts'
import { columnPairs, isForeignObject } from '../../relations/links/column-pairs.ts'
import type { ColumnPair } from '../../relations/links/column-pairs.ts'
import { genericRelation, genericReverse, isGenericKey } from '../../relations/links/generic-relations.ts'
import type { GenericRelation } from '../../relations/links/generic-relations.ts'
import type { FieldType } from './field-type.ts'
import type { PyValue } from './types.ts'
import { OrmError } from './types.ts'

/** A foreign key, followed forwards or backwards; or a GenericRelation: `reverse` from the model that declares it. */
export interface JoinField {
  readonly field: ResolvedField
  readonly reverse: boolean
  readonly key: string
  readonly generic?: GenericJoin
}

/** What a GenericRelation joins on besides the foreign key to the content type, which must be that of `owner`. */
export interface GenericJoin {
  /** The model whose content type is asked for: the one that has the GenericRelation. */
  readonly owner: ModelKey
  readonly forConcrete: boolean
  /** The owner's key, and the field that holds it on the other side. */
  readonly key: ResolvedField
  readonly objectId: ResolvedField
  /** The foreign key to ContentType, beside `objectId`. */
  readonly contentType: ResolvedField
}

/** One join: Django's `PathInfo`. */
export interface PathInfo {
  readonly from: ModelKey
  readonly to: ModelKey
  /** Fields of `to` that hold the same value as the join's near side. */
  readonly targets: readonly ResolvedField[]
  readonly joinField: JoinField
  /** May give several rows. */
  readonly m2m: boolean
  readonly direct: boolean
  readonly filteredRelation: string | null
}

/** What a name in a filter path stands for. */
export interface MetaField {
  readonly name: string
  readonly field: ResolvedField
  readonly reverse: ReverseRelation | null
  /** The model whose table the path starts from: a multi-table parent for an inherited field. */
  readonly owner: ModelKey
  readonly isRelation: boolean
  readonly manyToMany: boolean
  /** The model on the other side; null: plain field. */
  readonly related: ModelKey | null
  /** null: a plain column. */
  readonly paths: readonly PathInfo[] | null
}

export interface ModelMeta {
  readonly key: ModelKey
  readonly model: ResolvedModel
  readonly concrete: ModelKey
  readonly table: string
  readonly pk: ResolvedField
  readonly concreteFields: readonly ResolvedField[]
  readonly byName: ReadonlyMap<string, MetaField>
  /** What a FieldError lists as choices, unsorted. */
  readonly choices: readonly string[]
  readonly parents: readonly { readonly model: ModelKey; readonly link: ResolvedField }[]
  readonly reverse: readonly ReverseRelation[]
}

export interface Models {
  readonly resolution: Resolution
  readonly metas: Map<ModelKey, ModelMeta>
  readonly types: Map<ResolvedField, FieldType>
}

const CACHE = new WeakMap<Resolution, Models>()

export function modelsOf(resolution: Resolution): Models {
  let models = CACHE.get(resolution)
  if (models === undefined) {
    models = { resolution, metas: new Map(), types: new Map() }
    CACHE.set(resolution, models)
  }
  return models
}

export function metaOf(models: Models, key: ModelKey): ModelMeta {
  let meta = models.metas.get(key)
  if (meta === undefined) {
    meta = makeMeta(models, key)
    models.metas.set(key, meta)
  }
  return meta
}

function makeMeta(models: Models, key: ModelKey): ModelMeta {
  const model = modelAt(models, key)
  const concrete = modelAt(models, model.concrete)
  const reverse = models.resolution.reverse.get(key) ?? []
  const byName = new Map<string, MetaField>()
  const choices: string[] = []
  for (const field of [...model.fields, ...model.manyToMany]) {
    const entry = forwardField(models, field)
    byName.set(field.name, entry)
    choices.push(field.name)
    if (field.column === null || field.attname === field.name) continue
    byName.set(field.attname, entry)
    choices.push(field.attname)
  }
  for (const relation of reverse) {
    if (!relation.hidden) choices.push(relation.queryName)
    if (!byName.has(relation.queryName)) byName.set(relation.queryName, reverseField(models, relation))
  }
  addGeneric(models, model, byName, choices)
  const pk = model.fields.find((f) => f.name === model.pk)
  if (pk === undefined) throw new Error(`${model.label} has no field ${model.pk}`)
  return {
    key,
    model,
    concrete: model.concrete,
    table: concrete.table,
    pk,
    concreteFields: model.fields.filter((f) => f.column !== null),
    byName,
    choices: [...new Set(choices)],
    parents: concrete.parents.flatMap((p) => {
      const link = p.link === null ? undefined : concrete.localFields.find((f) => f.name === p.link)
      return link === undefined ? [] : [{ model: p.model, link }]
    }),
    reverse,
  }
}

/** GenericRelations by their name, and from the other side by their related_query_name; GenericForeignKeys lead nowhere. */
function addGeneric(models: Models, model: ResolvedModel, byName: Map<string, MetaField>, choices: string[]): void {
  const { resolution } = models
  const add = (name: string, entry: MetaField | null): void => {
    if (entry === null || byName.has(name)) return
    byName.set(name, entry)
    choices.push(name)
  }
  for (const field of model.privateFields) {
    const owner = model.concrete
    const nowhere = { name: field.name, field, reverse: null, owner, isRelation: true, manyToMany: false }
    if (isGenericKey(field)) add(field.name, { ...nowhere, related: null, paths: null })
    else add(field.name, genericField(models, model, field, null))
  }
  for (const relation of genericReverse(resolution, model)) {
    const from = resolution.models.get(relation.model)
    const field = from?.privateFields.find((f) => f.name === relation.field)
    if (relation.hidden || from === undefined || field === undefined) continue
    add(relation.queryName, genericField(models, from, field, relation))
  }
}

/** @param reverse null: seen from the model that declares it */
function genericField(
  models: Models,
  owner: ResolvedModel,
  field: ResolvedField,
  reverse: ReverseRelation | null,
): MetaField | null {
  const relation = genericRelation(models.resolution, owner, field)
  if (relation?.to == null) return null
  const { to } = relation
  return lazyPaths(
    models,
    {
      name: reverse?.queryName ?? field.name,
      field,
      reverse,
      owner: reverse === null ? owner.concrete : modelAt(models, to).concrete,
      isRelation: true,
      manyToMany: false,
      related: reverse === null ? to : owner.key,
    },
    () =>
      reverse === null
        ? genericPaths(models, owner, field, relation, to)
        : genericBack(models, owner, field, relation, to),
  )
}

function genericJoin(
  models: Models,
  owner: ResolvedModel,
  { objectId, contentType, forConcrete }: GenericRelation,
  to: ModelKey,
): GenericJoin {
  return {
    owner: owner.key,
    forConcrete,
    key: metaOf(models, owner.key).pk,
    objectId: fieldOrFail(models, to, objectId),
    contentType: fieldOrFail(models, to, contentType),
  }
}

/** From the declaring model to the rows that hold its key; on to a child where a parent has the columns. */
function genericPaths(
  models: Models,
  owner: ResolvedModel,
  field: ResolvedField,
  relation: GenericRelation,
  to: ModelKey,
): readonly PathInfo[] {
  const generic = genericJoin(models, owner, relation, to)
  const holder = modelAt(models, generic.objectId.model).concrete
  const end = modelAt(models, to).concrete === holder ? to : holder
  const first: PathInfo = {
    from: owner.key,
    to: end,
    targets: [metaOf(models, end).pk],
    joinField: { ...joinField(field, true), key: `${owner.key}.${field.name}<`, generic },
    m2m: true,
    direct: false,
    filteredRelation: null,
  }
  const down = (pathToParent(models, to, holder) ?? []).toReversed()
  return [first, ...down.map((info) => backward(models, info.joinField.field))]
}

function genericBack(
  models: Models,
  owner: ResolvedModel,
  field: ResolvedField,
  relation: GenericRelation,
  to: ModelKey,
): readonly PathInfo[] {
  const generic = genericJoin(models, owner, relation, to)
  return [
    {
      from: to,
      to: owner.key,
      targets: [generic.key],
      joinField: { ...joinField(field, false), key: `${owner.key}.${field.name}>`, generic },
      m2m: false,
      direct: false,
      filteredRelation: null,
    },
  ]
}

function fieldOrFail(models: Models, key: ModelKey, name: string): ResolvedField {
  const { fields, label } = modelAt(models, key)
  const found = fields.find((f) => f.name === name || f.attname === name)
  if (found === undefined)
    throw new OrmError('FieldDoesNotExist', `${label.split('.')[1] ?? label} has no field named '${name}'`)
  return found
}

export function modelAt(models: Models, key: ModelKey): ResolvedModel {
  const model = models.resolution.models.get(key)
  if (model === undefined) throw new Error(`No model ${key}`)
  return model
}

function forwardField(models: Models, field: ResolvedField): MetaField {
  const relation = field.relation
  return lazyPaths(models, {
    name: field.name,
    field,
    reverse: null,
    owner: modelAt(models, field.model).concrete,
    isRelation: relation !== null,
    manyToMany: relation?.kind === 'manyToMany',
    related: relation?.to ?? null,
  })
}

function reverseField(models: Models, relation: ReverseRelation): MetaField {
  const field = forwardOf(models, relation)
  const to = field.relation?.to
  if (to === undefined || to === null) throw new Error(`Reverse relation ${relation.queryName} without a target`)
  return lazyPaths(models, {
    name: relation.queryName,
    field,
    reverse: relation,
    owner: modelAt(models, to).concrete,
    isRelation: true,
    manyToMany: relation.kind === 'many_to_many',
    related: field.model,
  })
}

export function forwardOf(models: Models, relation: ReverseRelation): ResolvedField {
  const model = modelAt(models, relation.model)
  const field = [...model.fields, ...model.manyToMany].find((f) => f.name === relation.field)
  if (field === undefined) throw new Error(`${model.label} has no field ${relation.field}`)
  return field
}

/** Paths need the metas of other models, which may need this one: they are made when first read. */
function lazyPaths(
  models: Models,
  entry: Omit<MetaField, 'paths'>,
  make: () => readonly PathInfo[] = () => pathsOf(models, entry.field, entry.reverse !== null),
): MetaField {
  let paths: readonly PathInfo[] | null | undefined
  return {
    ...entry,
    get paths() {
      if (paths === undefined) paths = entry.isRelation && entry.related !== null ? make() : null
      return paths
    },
  }
}

function pathsOf(models: Models, field: ResolvedField, reverse: boolean): readonly PathInfo[] {
  const relation = field.relation
  if (relation === null) return []
  if (relation.kind !== 'manyToMany') return [reverse ? backward(models, field) : forward(models, field)]
  const { through, sourceField, targetField } = relation
  if (through === null || sourceField === null || targetField === null) {
    throw new OrmError('FieldError', `The join table of '${field.name}' is not known.`)
  }
  const source = localField(models, through, sourceField)
  const target = localField(models, through, targetField)
  const first = backward(models, reverse ? target : source)
  const second = forward(models, reverse ? source : target)
  return [first, ...between(models, first.to, second.from), second]
}

/** The join model's two keys may stand in different tables of one multi-table line. */
function between(models: Models, from: ModelKey, to: ModelKey): readonly PathInfo[] {
  const up = pathToParent(models, from, to)
  if (up !== null) return up
  const down = pathToParent(models, to, from) ?? []
  return down.toReversed().map(({ joinField: { field } }) => backward(models, field))
}

export function forward(models: Models, field: ResolvedField): PathInfo {
  const to = targetModel(field)
  return {
    from: field.model,
    to,
    targets: pairsOf(models, field).map(([, far]) => far),
    joinField: joinField(field, false),
    m2m: false,
    direct: true,
    filteredRelation: null,
  }
}

function backward(models: Models, field: ResolvedField): PathInfo {
  return {
    from: targetModel(field),
    to: field.model,
    targets: [metaOf(models, field.model).pk],
    joinField: joinField(field, true),
    m2m: !(field.unique || field.primaryKey),
    direct: false,
    filteredRelation: null,
  }
}

export function joinField(field: ResolvedField, reverse: boolean): JoinField {
  return { field, reverse, key: `${field.model}.${field.name}${reverse ? '<' : '>'}` }
}

function targetModel(field: ResolvedField): ModelKey {
  const to = field.relation?.to
  if (to === undefined || to === null)
    throw new OrmError('ValueError', `Related model of '${field.name}' cannot be resolved`)
  return to
}

/** The columns that a key joins on: its own and the target's. */
export function pairsOf(models: Models, field: ResolvedField): readonly ColumnPair[] {
  if (!isForeignObject(field)) return [[field, targetField(models, field)]]
  const pairs = columnPairs(models.resolution.models, field)
  if (pairs.length > 0) return pairs
  throw new OrmError('FieldError', `The columns of '${field.name}' are not known.`)
}

/** The field of the target that a foreign key's column holds. */
export function targetField(models: Models, field: ResolvedField): ResolvedField {
  const to = modelAt(models, targetModel(field))
  const name = field.relation?.toField ?? to.pk
  const found = to.fields.find((f) => f.name === name) ?? to.fields.find((f) => f.attname === name)
  if (found === undefined)
    throw new OrmError('FieldDoesNotExist', `${to.label.split('.')[1] ?? to.name} has no field named '${name}'`)
  return found
}

export function localField(models: Models, key: ModelKey, name: string): ResolvedField {
  const found = modelAt(models, key).fields.find((f) => f.name === name)
  if (found === undefined) throw new Error(`${key} has no field ${name}`)
  return found
}

/** The joins from a child's table to a multi-table parent's; null: not a parent, []: the same table. */
export function pathToParent(models: Models, from: ModelKey, parent: ModelKey): readonly PathInfo[] | null {
  const start = modelAt(models, from).concrete
  const goal = modelAt(models, parent).concrete
  if (start === goal) return []
  for (const { model, link } of metaOf(models, start).parents) {
    const rest = pathToParent(models, model, goal)
    if (rest !== null) return [forward(models, link), ...rest]
  }
  return null
}

export function isAncestor(models: Models, ancestor: ModelKey, of: ModelKey): boolean {
  return ancestor !== of && pathToParent(models, of, ancestor) !== null
}

export function objectName(models: Models, key: ModelKey): string {
  return modelAt(models, key).name
}

/** `Model._meta.get_field(name)`, or Django's FieldDoesNotExist. */
export function getField(models: Models, key: ModelKey, name: string): MetaField {
  const found = metaOf(models, key).byName.get(name)
  if (found === undefined)
    throw new OrmError('FieldDoesNotExist', `${objectName(models, key)} has no field named '${name}'`)
  return found
}

/** The fields of the primary key: one, or those of a composite key. */
export function pkFields(models: Models, key: ModelKey): readonly ResolvedField[] {
  const { pk, model } = metaOf(models, key)
  const names = pk.className === 'CompositePrimaryKey' ? pk.options['field_names'] : undefined
  if (!Array.isArray(names)) return [pk]
  const isNamed = (field: ResolvedField, name: unknown): boolean =>
    [field.id, field.name, field.attname].includes(name as string)
  return names.flatMap((name: unknown) => model.fields.find((field) => isNamed(field, name)) ?? [])
}

/** The value that identifies an instance: a tuple for a composite key. */
export function pkValue(models: Models, key: ModelKey, values: { readonly [attname: string]: PyValue }): PyValue {
  const items = pkFields(models, key).map((field) => values[field.attname] ?? null)
  if (items.length === 1) return items[0] ?? null
  return items.includes(null) ? null : { type: 'tuple', items }
}

/** A model and its multi-table parents, all the way up. */
export function lineage(models: Models, key: ModelKey): readonly ModelKey[] {
  const { concrete } = modelAt(models, key)
  return [concrete, ...metaOf(models, concrete).parents.flatMap((parent) => lineage(models, parent.model))]
}
