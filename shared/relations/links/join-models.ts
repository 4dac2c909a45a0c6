/**
 * The model that Django makes for a many-to-many without `through`. Rules R40 to R43.
 * Source: django/db/models/fields/related.py `create_many_to_many_intermediary_model` (5.2).
 */
import type { ModelId } from '../../document/ids.ts'
import type { Cells } from '../../util/incremental.ts'
import { automaticKey, madeLink } from '../fields/made-fields.ts'
import { nameInDatabase } from '../names.ts'
import { SHAPE, TARGET } from '../classes/shape.ts'
import type { Shape, TargetInfo } from '../classes/shape.ts'
import type { ModelKey, ResolvedField, ResolvedModel, ResolvedRelation } from '../types.ts'
import { textOf } from '../values/values.ts'
import { AUTO_FIELD, SETTING } from '../world/world.ts'

export function joinKey(owner: ModelId, field: string): `join:${string}` {
  return `join:${owner}/${field}`
}

function parseJoinKey(key: string): { readonly owner: ModelId; readonly field: string } | null {
  const found = /^join:(model:[^/]*)\/(.*)$/s.exec(key)
  return found === null ? null : { owner: found[1] as ModelId, field: found[2] ?? '' }
}

/** Names of the two foreign keys of an automatic join model: `post`/`tag`, `from_person`/`to_person`. */
function joinFieldNames(owner: string, target: string): readonly [string, string] {
  return owner === target ? [`from_${owner}`, `to_${target}`] : [owner, target]
}

/** The target's model name as far as the declaration tells it. */
function targetModelName(cells: Cells, to: ModelKey | null, toLabel: string): string {
  const known = to === null ? null : cells.get(TARGET, to)
  return known?.modelName ?? toLabel.slice(toLabel.lastIndexOf('.') + 1).toLowerCase()
}

/** The many-to-many fields of a class for which Django makes a model. */
export function joinFieldsOf(shape: Shape): readonly ResolvedField[] {
  if (shape.kind === 'abstract' || shape.swappedFor !== null || shape.manyToMany.length === 0) return NONE
  return shape.manyToMany.filter((field) => field.relation?.throughAuto === true)
}

const NONE: readonly never[] = []

/** A proxy has its model's table only later, so its join tables are named after the proxy. */
function ownTable(shape: Shape): string {
  return shape.proxyFor === null
    ? shape.table
    : nameInDatabase(shape.meta.db_table || `${shape.app}_${shape.modelName}`)
}

/** What a join model is made of. */
interface Join {
  readonly shape: Shape
  readonly field: ResolvedField
  readonly relation: ResolvedRelation
  readonly target: TargetInfo | null
  /** Names of its foreign keys. */
  readonly ends: readonly [string, string]
}

/** null: there is no such field. */
function joinOf(cells: Cells, key: `join:${string}`): Join | null {
  const parsed = parseJoinKey(key)
  const shape = parsed === null ? null : cells.get(SHAPE, parsed.owner)
  const field = shape === null ? undefined : joinFieldsOf(shape).find((f) => f.name === parsed?.field)
  const relation = field?.relation
  if (shape === null || field === undefined || relation === null || relation === undefined) return null
  const target = relation.to === null ? null : cells.get(TARGET, relation.to)
  const toName = targetModelName(cells, relation.to, relation.toLabel)
  return { shape, field, relation, target, ends: joinFieldNames(shape.modelName, toName) }
}

/** The foreign keys of a join model, and where they lead. */
export function joinLinks(
  cells: Cells,
  key: `join:${string}`,
): readonly { readonly name: string; readonly to: ModelKey | null }[] {
  const join = joinOf(cells, key)
  if (join === null) return NONE
  const [from, to] = join.ends
  return [
    { name: from, to: join.shape.key },
    { name: to, to: join.relation.to },
  ]
}

/** The join model with its foreign keys not yet linked; null: there is no such field. */
export function joinDraft(cells: Cells, key: `join:${string}`): ResolvedModel | null {
  const join = joinOf(cells, key)
  if (join === null) return null
  const { shape, field, relation, target } = join
  const [from, to] = join.ends
  const name = `${shape.name}_${field.name}`
  const link = (fieldName: string, toKey: ModelKey | null, toLabel: string): ResolvedField =>
    madeLink(
      key,
      fieldName,
      'foreignKey',
      {
        to: toKey,
        toLabel,
        relatedName: `${name}+`,
        remoteName: `${name}+`,
        queryName: `${name}+`,
        hidden: true,
        dbConstraint: relation.dbConstraint,
      },
      { autoCreated: false },
    )
  const path = cells.input<string>(AUTO_FIELD, shape.app) ?? cells.input<string>(SETTING, 'DEFAULT_AUTO_FIELD')
  const id = automaticKey(key, path?.split('.').at(-1) ?? 'BigAutoField')
  const fields = [id, link(from, shape.key, shape.label), link(to, relation.to, relation.toLabel)]
  return {
    key,
    label: `${shape.app}.${name}`,
    app: shape.app,
    name,
    modelName: name.toLowerCase(),
    kind: 'concrete',
    external: shape.external,
    managed: shape.managed || target?.managed === true,
    swapped: false,
    autoCreatedFor: { model: shape.key, field: field.name },
    table: nameInDatabase(textOf(field.options['db_table']) || `${ownTable(shape)}_${field.name}`),
    tableComment: null,
    pk: 'id',
    localFields: fields,
    fields,
    localManyToMany: NONE,
    manyToMany: NONE,
    parents: NONE,
    directParents: NONE,
    mro: NONE,
    privateFields: NONE,
    meta: {},
    proxyFor: null,
    concrete: key,
    ordering: NONE,
    orderWithRespectTo: null,
    getLatestBy: NONE,
    uniqueTogether: [[from, to]],
    indexTogether: NONE,
    indexes: NONE,
    constraints: NONE,
    verboseName: `${from}-${to} relationship`,
    verboseNamePlural: `${from}-${to} relationships`,
    managers: ['objects'],
    members: NONE,
    id: null,
  }
}
