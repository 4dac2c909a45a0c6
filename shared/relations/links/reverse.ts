/**
 * Which relations end at a model, in Django's order. Rules R25, R26.
 * Source: django/db/models/options.py `_populate_directed_relation_graph`, `_get_fields` (5.2).
 */
import { eachChange, keptList, sameItems } from '../../util/changes.ts'
import { withReplaced } from '../../util/replaced-map.ts'
import type { ModelKey, ResolvedField, ResolvedModel, ReverseRelation } from '../types.ts'

const KIND = { foreignKey: 'one_to_many', oneToOne: 'one_to_one', manyToMany: 'many_to_many' } as const

interface Incoming {
  readonly from: ModelKey
  readonly relation: ReverseRelation
  readonly to: ModelKey
  readonly parentLink: boolean
}

interface Source {
  readonly model: ResolvedModel
  readonly entries: readonly Incoming[]
}

type Models = ReadonlyMap<ModelKey, ResolvedModel>
export type Reverse = ReadonlyMap<ModelKey, readonly ReverseRelation[]>

/** What the reverse relations were made from; the next state of the same design goes on from there. */
export class ReverseGraph {
  /** What leaves a model. One object per relation as long as it says the same. */
  #sources = new Map<ModelKey, Source>()
  /** What ends at a concrete model, by registry order of the models it leaves. */
  #incoming = new Map<ModelKey, Incoming[]>()
  /** Direct children, proxies included; null: no edit has asked for them yet. */
  #knownChildren: Map<ModelKey, ModelKey[]> | null = null
  /** Where models stand in the order; null as well. */
  #knownPlaces: Map<ModelKey, number> | null = null
  #result: Reverse = new Map()
  /** What that was made of. */
  #models: Models = new Map()
  #order: readonly ModelKey[] = []

  /** After models came, went or changed places; what is the same keeps its identity. */
  build(models: Models, order: readonly ModelKey[]): Reverse {
    const result = this.#extend(models, order) ?? this.#anew(models, order)
    this.#models = models
    this.#order = order
    return result
  }

  #anew(models: Models, order: readonly ModelKey[]): Reverse {
    const sources = new Map<ModelKey, Source>()
    this.#incoming = new Map()
    this.#knownPlaces = null
    this.#knownChildren = null
    for (const key of order) {
      const model = models.get(key)
      if (model === undefined) continue
      const source = sourceOf(model, this.#sources.get(key))
      sources.set(key, source)
      for (const entry of source.entries) {
        const target = models.get(entry.to)
        if (target === undefined) continue
        const list = this.#incoming.get(target.concrete)
        if (list === undefined) this.#incoming.set(target.concrete, [entry])
        else list.push(entry)
      }
    }
    this.#sources = sources
    const memo = new Map<ModelKey, readonly Incoming[]>()
    const result = new Map<ModelKey, readonly ReverseRelation[]>()
    models.forEach((model, key) => {
      const list = relationsOf(collect(model, models, this.#incoming, memo))
      result.set(key, keptList(this.#result.get(key), list))
    })
    this.#result = result
    return result
  }

  /**
   * After models were replaced by ones of the same kind, bases and place.
   *
   * @returns the same map where no relation says anything else
   */
  replace(models: Models, changed: readonly ResolvedModel[]): Reverse {
    this.#models = models
    const targets = new Set<ModelKey>()
    for (const model of changed) this.#move(model, models, targets)
    if (targets.size === 0) return this.#result
    const affected = this.#withDescendants(targets, models)
    const memo = new Map<ModelKey, readonly Incoming[]>()
    const fresh = new Map<ModelKey, readonly ReverseRelation[]>()
    for (const key of affected) {
      const model = models.get(key)
      if (model === undefined) continue
      const before = this.#result.get(key)
      const list = keptList(before, relationsOf(collect(model, models, this.#incoming, memo)))
      if (list !== before) fresh.set(key, list)
    }
    this.#result = withReplaced(this.#result, fresh)
    return this.#result
  }

  /** With a few models more, among the others; null: more than that has changed. */
  #extend(models: Models, order: readonly ModelKey[]): Reverse | null {
    const added = addedTo(this.#order, order)
    if (added === null || added.some((key) => this.#places.has(key))) return null
    const changed = changesOf(this.#models, models)
    if (changed === null) return null
    const fresh = new Set(changed.filter(({ key }) => !this.#models.has(key)).map(({ key }) => key))
    // Somebody may have been waiting for it.
    for (const { entries } of this.#sources.values()) for (const { to } of entries) if (fresh.has(to)) return null
    const [places, children] = [this.#places, this.#children]
    order.forEach((key, i) => places.set(key, i))
    for (const { key, directParents } of changed) {
      if (!fresh.has(key)) continue
      for (const parent of directParents) children.set(parent, [...(children.get(parent) ?? []), key])
    }
    const targets = new Set(fresh)
    for (const model of changed) this.#move(model, models, targets)
    const affected = this.#withDescendants(targets, models)
    const memo = new Map<ModelKey, readonly Incoming[]>()
    const result = new Map<ModelKey, readonly ReverseRelation[]>()
    models.forEach((model, key) => {
      const before = this.#result.get(key)
      const isSame = before !== undefined && !affected.has(key)
      const list = isSame ? before : keptList(before, relationsOf(collect(model, models, this.#incoming, memo)))
      result.set(key, list)
    })
    this.#result = result
    return result
  }

  get #children(): Map<ModelKey, ModelKey[]> {
    return (this.#knownChildren ??= childrenOf(this.#models))
  }

  get #places(): Map<ModelKey, number> {
    return (this.#knownPlaces ??= new Map(this.#order.map((key, i) => [key, i])))
  }

  #move(model: ResolvedModel, models: Models, targets: Set<ModelKey>): void {
    const place = this.#places.get(model.key)
    // Swapped-out models are not in the registry.
    if (place === undefined) return
    const before = this.#sources.get(model.key)
    const after = sourceOf(model, before)
    this.#sources.set(model.key, after)
    const old = before?.entries ?? NONE
    if (sameItems(old, after.entries)) return
    const gone = new Set(old)
    const touched = new Set<ModelKey>()
    for (const entry of [...old, ...after.entries]) {
      const target = models.get(entry.to)
      if (target !== undefined) touched.add(target.concrete)
    }
    for (const key of touched) {
      targets.add(key)
      const rest = (this.#incoming.get(key) ?? []).filter((entry) => !gone.has(entry))
      const own = after.entries.filter((entry) => models.get(entry.to)?.concrete === key)
      const at = rest.findIndex((entry) => (this.#places.get(entry.from) ?? 0) > place)
      rest.splice(at === -1 ? rest.length : at, 0, ...own)
      this.#incoming.set(key, rest)
    }
  }

  #withDescendants(targets: ReadonlySet<ModelKey>, models: Models): ReadonlySet<ModelKey> {
    const found = new Set<ModelKey>()
    for (const key of targets) if (models.has(key)) found.add(key)
    for (const key of found) for (const child of this.#children.get(key) ?? []) found.add(child)
    return found
  }
}

/** Above this many models that came or are other ones, all anew is no dearer. */
const FEW = 20

/** What stands between the others in the longer list; null: a lot, or the others do not stand as they did. */
function addedTo(before: readonly ModelKey[], after: readonly ModelKey[]): readonly ModelKey[] | null {
  if (before.length === 0 || after.length - before.length > FEW) return null
  const added: ModelKey[] = []
  let at = 0
  for (const key of after) {
    if (before[at] === key) at++
    else if (added.length === FEW) return null
    else added.push(key)
  }
  return at === before.length ? added : null
}

/** Models that are new or other ones; null: many are, or some are gone or stand apart from others than before. */
function changesOf(before: Models, after: Models): readonly ResolvedModel[] | null {
  const changed: ResolvedModel[] = []
  let isAlike = true
  eachChange(before, after, (_, now, was) => {
    if (now !== undefined && changed.length < FEW) changed.push(now)
    else isAlike = false
    isAlike &&= was === undefined || (now !== undefined && isPlacedAlike(was, now))
  })
  return isAlike ? changed : null
}

/** Nothing that decides which relations a model inherits, or that others reach it by. */
export function isPlacedAlike(before: ResolvedModel, after: ResolvedModel): boolean {
  return (
    before.kind === after.kind &&
    before.swapped === after.swapped &&
    before.concrete === after.concrete &&
    sameItems(before.directParents, after.directParents)
  )
}

function childrenOf(models: Models): Map<ModelKey, ModelKey[]> {
  const children = new Map<ModelKey, ModelKey[]>()
  models.forEach(({ directParents }, key) => {
    for (const parent of directParents) {
      const list = children.get(parent)
      if (list === undefined) children.set(parent, [key])
      else list.push(key)
    }
  })
  return children
}

const NONE: readonly Incoming[] = []
const NO_RELATIONS: readonly ReverseRelation[] = []

function sourceOf(model: ResolvedModel, before: Source | undefined): Source {
  if (before?.model === model) return before
  const entries: Incoming[] = []
  for (const field of model.localFields) if (field.relation !== null) addEntry(entries, field, model, before)
  for (const field of model.localManyToMany) addEntry(entries, field, model, before)
  return { model, entries: entries.length === 0 ? NONE : entries }
}

function addEntry(entries: Incoming[], field: ResolvedField, model: ResolvedModel, before: Source | undefined): void {
  const { relation } = field
  if (relation === null || relation.to === null) return
  const entry: Incoming = {
    from: model.key,
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
  const known = before?.entries.find((old) => saysTheSame(old, entry) && !entries.includes(old))
  entries.push(known ?? entry)
}

function saysTheSame(a: Incoming, b: Incoming): boolean {
  return (
    a.relation.field === b.relation.field &&
    a.to === b.to &&
    a.parentLink === b.parentLink &&
    a.relation.model === b.relation.model &&
    a.relation.label === b.relation.label &&
    a.relation.kind === b.relation.kind &&
    a.relation.accessorName === b.relation.accessorName &&
    a.relation.accessor === b.relation.accessor &&
    a.relation.queryName === b.relation.queryName &&
    a.relation.hidden === b.relation.hidden &&
    a.relation.throughRow === b.relation.throughRow
  )
}

function accessorName(field: ResolvedField, model: ResolvedModel): string | null {
  const { relation } = field
  if (relation === null || (relation.symmetrical && relation.to === field.model)) return null
  return relation.remoteName || `${model.modelName}${relation.kind === 'oneToOne' ? '' : '_set'}`
}

function relationsOf(entries: readonly Incoming[]): readonly ReverseRelation[] {
  return entries.length === 0 ? NO_RELATIONS : entries.map((entry) => entry.relation)
}

/** Parents' first; a parent's links to its other children are not inherited. */
function collect(
  model: ResolvedModel,
  models: Models,
  graph: ReadonlyMap<ModelKey, readonly Incoming[]>,
  memo: Map<ModelKey, readonly Incoming[]>,
): readonly Incoming[] {
  // A swapped-out model is not in the registry that the graph is made from.
  const isEnd = model.kind !== 'proxy' && !model.swapped
  const own = isEnd ? (graph.get(model.concrete) ?? NONE) : NONE
  if (model.directParents.length === 0) return own
  const known = memo.get(model.key)
  if (known !== undefined) return known
  memo.set(model.key, NONE)
  const found = new Set<Incoming>()
  for (const key of model.directParents) {
    const parent = models.get(key)
    if (parent === undefined) continue
    for (const entry of collect(parent, models, graph, memo)) {
      if (!entry.parentLink || entry.to === model.concrete) found.add(entry)
    }
  }
  for (const entry of own) found.add(entry)
  const list = [...found]
  memo.set(model.key, list)
  return list
}
