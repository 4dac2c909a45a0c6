/**
 * GenericForeignKey and GenericRelation as their arguments say, and what comes back from the target of a
 * GenericRelation. Kept apart from `Resolution.reverse`: its join has a condition on the content type.
 * Source: django/contrib/contenttypes/fields.py (5.2).
 */
import type { CustomField, ScalarField } from '../../document/records.ts'
import {
  genericKeyArgs,
  genericRelationArgs,
  isGenericKeyClass,
  isGenericRelationClass,
} from '../../python/generic-fields.ts'
export { genericKeyArgs, genericRelationArgs, isGenericKeyClass, isGenericRelationClass }
export {
  genericTarget,
  genericTargetName,
  isGenericKeyField,
  isGenericRelationField,
} from '../../python/generic-target.ts'
import type { GenericKeyArgs, GenericRelationArgs } from '../../python/generic-fields.ts'
import { interpolate } from './bind-relation.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel, ReverseRelation } from '../types.ts'

/** `GenericForeignKey("content_type", "object_id")`: the fields it looks at. */
export type GenericKey = GenericKeyArgs

/** `GenericRelation(Tag, related_query_name="post")`. */
export interface GenericRelation extends GenericKeyArgs {
  /** null: no such model. */
  readonly to: ModelKey | null
  /** The name in a filter from the other side; '+': none. */
  readonly queryName: string
  /** Taken over from a concrete base: only the base is named from the other side. */
  readonly inherited: boolean
}

/**
 * Whether migrations know of the model's `order_with_respect_to`: one that names a GenericForeignKey is left out of
 * them, and `_order` with it, so that the table has no such column. Source: `ModelState.from_model`.
 */
export function isOrderMigrated({ orderWithRespectTo, privateFields }: ResolvedModel): boolean {
  return orderWithRespectTo !== null && !privateFields.some(({ name }) => name === orderWithRespectTo)
}

export function isGenericKey({ className, source, column }: ResolvedField): boolean {
  const base = source?.kind === 'custom' ? source.base : undefined
  return column === null && isGenericKeyClass(base ?? className)
}

export function isGenericRelation({ className, source, column }: ResolvedField): boolean {
  const base = source?.kind === 'custom' ? source.base : undefined
  return column === null && isGenericRelationClass(base ?? className)
}

type Source = CustomField | ScalarField
const keys = new WeakMap<Source, GenericKey>()

/** null: it is none. */
export function genericKey(field: ResolvedField): GenericKey | null {
  if (!isGenericKey(field)) return null
  const known = field.source === null ? undefined : keys.get(field.source)
  if (known !== undefined) return known
  const key = genericKeyArgs(argsOf(field))
  if (field.source !== null) keys.set(field.source, key)
  return key
}

const relations = new WeakMap<Source, GenericRelationArgs>()

function written(field: ResolvedField): GenericRelationArgs {
  const known = field.source === null ? undefined : relations.get(field.source)
  if (known !== undefined) return known
  const made = genericRelationArgs(argsOf(field))
  if (field.source !== null) relations.set(field.source, made)
  return made
}

/** null: it is none. */
export function genericRelation(
  resolution: Resolution,
  model: ResolvedModel,
  field: ResolvedField,
): GenericRelation | null {
  if (!isGenericRelation(field)) return null
  const { queryName, contentType, objectId, forConcrete } = written(field)
  const inherited = isInherited(resolution, model, field)
  return {
    to: targetOf(resolution, model, field),
    queryName: queryName === null || inherited ? '+' : interpolate(queryName, model),
    contentType,
    objectId,
    forConcrete,
    inherited,
  }
}

function isInherited({ models }: Resolution, model: ResolvedModel, { id, name }: ResolvedField): boolean {
  const bases = [...model.parents.map((p) => p.model), ...(model.proxyFor === null ? [] : [model.proxyFor])]
  return bases.some((key) => models.get(key)?.privateFields.some((f) => f.name === name && f.id === id) === true)
}

function targetOf({ models, byLabel }: Resolution, model: ResolvedModel, field: ResolvedField): ModelKey | null {
  const { to, isText } = written(field)
  if (isText && to === 'self') return model.key
  const [app = '', name = ''] = to.includes('.') ? to.split('.') : [model.app, to]
  const labelled = byLabel.get(`${app}.${name.toLowerCase()}`)
  if (labelled !== undefined || isText) return labelled ?? null
  for (const [key, other] of models) if (other.name === to) return key
  return null
}

/** Those that end at the model or a parent of it; hidden unless they have a related_query_name. */
export function genericReverse(resolution: Resolution, target: ResolvedModel): readonly ReverseRelation[] {
  const ends = new Set([target.concrete, ...target.parents.map((parent) => parent.model)])
  const incoming = incomingOf(resolution)
  return [...ends].flatMap((key) => incoming.get(key) ?? [])
}

type Incoming = ReadonlyMap<ModelKey, readonly ReverseRelation[]>
const INCOMING = new WeakMap<Resolution, Incoming>()

/** By the concrete model that they end at. */
function incomingOf(resolution: Resolution): Incoming {
  const known = INCOMING.get(resolution)
  if (known !== undefined) return known
  const incoming = new Map<ModelKey, ReverseRelation[]>()
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    for (const field of model?.privateFields ?? []) {
      const found = model === undefined ? null : genericRelation(resolution, model, field)
      const target = found?.to == null ? undefined : resolution.models.get(found.to)
      if (model === undefined || found === null || target === undefined) continue
      const list = incoming.get(target.concrete) ?? []
      incoming.set(target.concrete, [...list, reverseOf(resolution, model, field, found)])
    }
  }
  INCOMING.set(resolution, incoming)
  return incoming
}

function reverseOf(
  resolution: Resolution,
  model: ResolvedModel,
  field: ResolvedField,
  { queryName: name, inherited, to }: GenericRelation,
): ReverseRelation {
  const base = inherited ? namedBase(resolution, model, field, to) : null
  const hidden = base === null && name.endsWith('+')
  return {
    model: (base ?? model).key,
    field: field.name,
    label: (base ?? model).label,
    kind: 'one_to_many',
    accessorName: name,
    accessor: hidden ? null : name,
    queryName: name,
    hidden,
    throughRow: false,
  }
}

/**
 * A base whose relation has a name that Django had asked for before it copied the relation to the child: the copy is
 * called '+' then, and yet counts as the base's and as seen. null: the copy is hidden as it should be.
 */
function namedBase(
  resolution: Resolution,
  model: ResolvedModel,
  { name }: ResolvedField,
  to: ModelKey | null,
): ResolvedModel | null {
  const at = (key: ModelKey | null): number => (key === null ? -1 : resolution.order.indexOf(key))
  if (at(to) > at(model.key)) return null
  const bases = [...model.parents.map((p) => p.model), ...(model.proxyFor === null ? [] : [model.proxyFor])]
  for (const key of bases) {
    const base = resolution.models.get(key)
    const field = base?.privateFields.find((f) => f.name === name)
    const found = base === undefined || field === undefined ? null : genericRelation(resolution, base, field)
    if (base !== undefined && found !== null && !found.queryName.endsWith('+')) return base
  }
  return null
}

/** The label that a GenericRelation names where no such model is; null: it is there, or is given as a class. */
export function missingGeneric({ byLabel }: Resolution, model: ResolvedModel, field: ResolvedField): string | null {
  if (!isGenericRelation(field)) return null
  const { to, isText } = written(field)
  const [app = '', name = ''] = to.includes('.') ? to.split('.') : [model.app, to]
  const label = `${app}.${name.toLowerCase()}`
  return !isText || byLabel.has(label) || to === 'self' ? null : label
}

function argsOf({ source }: ResolvedField): string {
  return source?.kind === 'custom' ? source.args : ''
}
