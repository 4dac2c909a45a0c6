/**
 * Which relations end at a model, in Django's order. Rules R25, R26.
 * Source: django/db/models/options.py `_populate_directed_relation_graph`, `_get_fields` (5.2).
 */
import type { ModelKey, ResolvedField, ResolvedModel, ReverseRelation } from './types.ts'

const KIND = { foreignKey: 'one_to_many', oneToOne: 'one_to_one', manyToMany: 'many_to_many' } as const

interface Incoming {
  readonly relation: ReverseRelation
  readonly to: ModelKey
  readonly parentLink: boolean
}

/** One object per field, so that a list of unchanged fields is an unchanged list. */
const incoming = new WeakMap<ResolvedField, Incoming>()

export function reverseRelations(
  models: ReadonlyMap<ModelKey, ResolvedModel>,
  order: readonly ModelKey[],
  before: ReadonlyMap<ModelKey, readonly ReverseRelation[]> | undefined,
): ReadonlyMap<ModelKey, readonly ReverseRelation[]> {
  const graph = new Map<ModelKey, Incoming[]>()
  for (const key of order) {
    const model = models.get(key)
    if (model === undefined) continue
    for (const field of [...model.localFields, ...model.localManyToMany]) {
      const target = field.relation?.to == null ? undefined : models.get(field.relation.to)
      if (target === undefined) continue
      const list = graph.get(target.concrete)
      if (list === undefined) graph.set(target.concrete, [entryOf(field, model)])
      else list.push(entryOf(field, model))
    }
  }
  const result = new Map<ModelKey, readonly ReverseRelation[]>()
  const memo = new Map<ModelKey, readonly Incoming[]>()
  for (const [key, model] of models) {
    const list = collect(model, models, graph, memo).map((entry) => entry.relation)
    const old = before?.get(key)
    result.set(key, old !== undefined && sameItems(old, list) ? old : list)
  }
  return result
}

function entryOf(field: ResolvedField, model: ResolvedModel): Incoming {
  let entry = incoming.get(field)
  const { relation } = field
  if (relation === null || relation.to === null) throw new Error(`${model.label}.${field.name} leads nowhere`)
  if (entry === undefined) {
    entry = {
      to: relation.to,
      parentLink: relation.parentLink,
      relation: {
        model: field.model,
        field: field.name,
        label: model.label,
        kind: KIND[relation.kind],
        accessorName: accessorName(field, model),
        accessor: relation.accessor,
        queryName: relation.queryName,
        hidden: relation.hidden,
        throughRow: model.autoCreatedFor !== null,
      },
    }
    incoming.set(field, entry)
  }
  return entry
}

function accessorName(field: ResolvedField, model: ResolvedModel): string | null {
  const { relation } = field
  if (relation === null || (relation.symmetrical && relation.to === field.model)) return null
  return relation.remoteName || `${model.modelName}${relation.kind === 'oneToOne' ? '' : '_set'}`
}

/** Parents' first; a parent's links to its other children are not inherited. */
function collect(
  model: ResolvedModel,
  models: ReadonlyMap<ModelKey, ResolvedModel>,
  graph: ReadonlyMap<ModelKey, readonly Incoming[]>,
  memo: Map<ModelKey, readonly Incoming[]>,
): readonly Incoming[] {
  const known = memo.get(model.key)
  if (known !== undefined) return known
  memo.set(model.key, [])
  const found = new Set<Incoming>()
  for (const key of model.directParents) {
    const parent = models.get(key)
    if (parent === undefined) continue
    for (const entry of collect(parent, models, graph, memo)) {
      if (!entry.parentLink || entry.to === model.concrete) found.add(entry)
    }
  }
  // A swapped-out model is not in the registry that the graph is made from.
  if (model.kind !== 'proxy' && !model.swapped) for (const entry of graph.get(model.concrete) ?? []) found.add(entry)
  const list = [...found]
  memo.set(model.key, list)
  return list
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i])
}
