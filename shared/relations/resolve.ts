/**
 * From a document to what Django would know about its models. Give the previous result with the next
 * document and only what the edit touches is worked out anew; every other `ResolvedModel` is the same object.
 */
import type { ModelId } from '../document/ids.ts'
import type { ErDocument } from '../document/records.ts'
import { keptList } from '../util/changes.ts'
import { Cells } from '../util/incremental.ts'
import { finished } from '../util/steps.ts'
import type { Steps } from '../util/steps.ts'
import { LazyMap } from '../util/lazy-map.ts'
import { withReplaced } from '../util/replaced-map.ts'
import { growWorld } from './world/grow-world.ts'
import type { GrownWorld } from './world/grow-world.ts'
import { joinFieldsOf, joinKey } from './links/join-models.ts'
import { MODEL } from './resolve-model.ts'
import { ReverseGraph, isPlacedAlike } from './links/reverse.ts'
import { SHAPE } from './classes/shape.ts'
import type { Shape } from './classes/shape.ts'
import type { ModelKey, Resolution, ResolvedModel } from './types.ts'
import { INSTALLED, enterWorld, readWorld, replaceInWorld } from './world/world.ts'
import type { ResolveOptions, World } from './world/world.ts'

export type { ResolveOptions } from './world/world.ts'

export interface Resolved {
  readonly doc: ErDocument
  readonly resolution: Resolution
}

interface Engine {
  readonly cells: Cells
  readonly options: ResolveOptions
  readonly graph: ReverseGraph
  /** What the input cells hold, and the result of it; null before the first one. */
  world: World | null
  last: Resolution | null
  /** By model of the document, as far as it exists. */
  shapes: Map<ModelId, Shape>
}

/** What a resolution was made with; the next one goes on from there. */
const engines = new WeakMap<Resolution, Engine>()

/**
 * @param previous an earlier result for an earlier state of the same document
 * @returns models by key, reverse relations, and the error with which Django would refuse the module, if any
 */
export function resolveDocument(doc: ErDocument, previous?: Resolved, options: ResolveOptions = {}): Resolution {
  return finished(resolveSteps(doc, previous, options))
}

/** The same, to be interrupted after each model. */
export function* resolveSteps(doc: ErDocument, previous?: Resolved, options: ResolveOptions = {}): Steps<Resolution> {
  const engine = engineFor(previous, options)
  const { world, last } = engine
  // Whatever ends this early leaves an engine that starts over.
  engine.last = null
  const replaced = world === null || last === null ? null : replaceInWorld(engine.cells, world, doc, options)
  const grown =
    replaced !== null || world === null || last === null ? null : growWorld(engine.cells, world, doc, options)
  if (replaced !== null) engine.world = replaced
  else if (grown !== null) engine.world = grown.world
  else {
    const fresh = readWorld(doc, options)
    enterWorld(engine.cells, fresh)
    engine.world = fresh
  }
  const next =
    last === null ? null : grown !== null ? growModels(engine, last, grown) : replaced && replaceModels(engine, last)
  const resolution = next ?? (yield* assemble(engine, last))
  engine.last = resolution
  engines.set(resolution, engine)
  return resolution
}

/** How often each kind of value was computed since the first resolution of this chain, for tests and the bench. */
export function computedCounts(resolution: Resolution): ReadonlyMap<string, number> {
  return new Map(engines.get(resolution)?.cells.computed)
}

/** How many values were looked at again since the first resolution of this chain, computed or not. */
export function visitedCount(resolution: Resolution): number {
  return engines.get(resolution)?.cells.visited ?? 0
}

/** All models in registry order; parts that are the same are taken over from the last result. */
function* assemble(engine: Engine, last: Resolution | null): Steps<Resolution> {
  const { cells, world } = engine
  if (world === null) throw new Error('There is no world to resolve')
  const models = new Map<ModelKey, ResolvedModel>()
  const abstract = new Map<ModelId, ResolvedModel>()
  const order: ModelKey[] = []
  const importErrors: Resolution['importErrors'][number][] = []
  const shapes = new Map<ModelId, Shape>()
  const enter = (key: ModelKey): void => {
    const model = cells.get(MODEL, key)
    if (model === null) return
    models.set(key, model)
    if (!model.swapped) order.push(key)
  }
  for (const id of world.order) {
    yield
    const shape = cells.get(SHAPE, id)
    if (shape === null) continue
    shapes.set(id, shape)
    if (shape.error !== null) importErrors.push({ ...shape.error, field: shape.error.field ?? null, model: id })
    if (shape.kind === 'abstract') {
      const model = cells.get(MODEL, id)
      if (model !== null) abstract.set(id, model)
      continue
    }
    if (shape.manyToMany.length > 0) for (const field of joinFieldsOf(shape)) enter(joinKey(id, field.name))
    enter(id)
  }
  // What was asked just now is not stale any more.
  cells.takeStale(SHAPE.name)
  cells.takeStale(MODEL.name)
  engine.shapes = shapes
  const byLabel = labelsOf(models)
  const kept = keptList(last?.order, order)
  const reverse = engine.graph.build(models, kept)
  const installed = [...(world.inputs.get(INSTALLED) ?? new Map<string, unknown>()).keys()]
  const apps = keptList(last?.apps, installed)
  const [first] = importErrors
  const importError = first === undefined ? null : { type: first.type, message: first.message }
  return { models, order: kept, abstract, byLabel, reverse, apps, importError, importErrors }
}

/** Made when somebody asks: most who compile a design do not. */
function labelsOf(models: ReadonlyMap<ModelKey, ResolvedModel>): ReadonlyMap<string, ModelKey> {
  return new LazyMap(() => {
    const byLabel = new Map<string, ModelKey>()
    models.forEach((model, key) => byLabel.set(`${model.app}.${model.modelName}`, key))
    return byLabel
  })
}

/** The last result with the few models that came out different; null: more than that has changed. */
function replaceModels(engine: Engine, last: Resolution): Resolution | null {
  const found = changesIn(engine, last, NO_KEYS)
  if (found === null) return null
  const { changed, isRenamed } = found
  const abstract = found.abstract ?? last.abstract
  if (changed.size === 0) return { ...last, abstract }
  const models = withReplaced(last.models, changed)
  return {
    ...last,
    models,
    abstract,
    byLabel: isRenamed ? labelsOf(models) : last.byLabel,
    reverse: engine.graph.replace(models, [...changed.values()]),
  }
}

interface Changes {
  readonly changed: ReadonlyMap<ModelKey, ResolvedModel>
  /** null: none of them differs. */
  readonly abstract: ReadonlyMap<ModelId, ResolvedModel> | null
  readonly isRenamed: boolean
}

/** Stale models that came out different, without those of `apart`; null: more than that has changed. */
function changesIn(engine: Engine, last: Resolution, apart: ReadonlySet<ModelKey>): Changes | null {
  const { cells } = engine
  for (const id of cells.takeStale(SHAPE.name) as ReadonlySet<ModelId>) {
    const before = engine.shapes.get(id)
    const after = cells.get(SHAPE, id) ?? undefined
    if (before === after || apart.has(id)) continue
    if (before === undefined || after === undefined || !standsAlike(before, after)) return null
    engine.shapes.set(id, after)
  }
  const changed = new Map<ModelKey, ResolvedModel>()
  let abstract: Map<ModelId, ResolvedModel> | null = null
  let isRenamed = false
  for (const key of cells.takeStale(MODEL.name) as ReadonlySet<ModelKey>) {
    const before = last.models.get(key) ?? last.abstract.get(key as ModelId)
    const after = cells.get(MODEL, key) ?? undefined
    if (before === after || apart.has(key)) continue
    if (before === undefined || after === undefined || !isPlacedAlike(before, after)) return null
    if (after.kind === 'abstract') abstract = (abstract ?? new Map(last.abstract)).set(key as ModelId, after)
    else changed.set(key, after)
    isRenamed ||= before.modelName !== after.modelName || before.app !== after.app
  }
  return { changed, abstract, isRenamed }
}

const NO_KEYS: ReadonlySet<ModelKey> = new Set()

/** The last result with the model that came or without those that went; null: more than that has changed. */
function growModels(engine: Engine, last: Resolution, { come, gone }: GrownWorld): Resolution | null {
  const { cells, shapes } = engine
  if (last.importErrors.length > 0) return null
  const without = new Set<ModelKey>()
  for (const id of gone) {
    const shape = shapes.get(id)
    if (shape === undefined || shape.kind === 'abstract') return null
    for (const key of keysOf(shape)) without.add(key)
  }
  const shape = come === null ? null : cells.get(SHAPE, come.id)
  if (come !== null && (shape === null || shape.error !== null || shape.kind === 'abstract')) return null
  const entered = shape === null ? [] : keysOf(shape)
  const found = changesIn(engine, last, new Set([...without, ...entered]))
  const behind = come === null || come.before === null ? null : shapes.get(come.before)
  // An abstract class has no place among the models.
  if (found === null || found.isRenamed || behind === undefined || behind?.kind === 'abstract') return null
  const fresh = entered.flatMap((key) => cells.get(MODEL, key) ?? [])
  const anchor = behind === null ? null : (keysOf(behind).find((key) => last.models.has(key)) ?? null)
  if (behind !== null && anchor === null) return null
  for (const id of gone) shapes.delete(id)
  if (shape !== null) shapes.set(shape.key, shape)
  const models = new Map<ModelKey, ResolvedModel>()
  const enter = (): void => fresh.forEach((model) => models.set(model.key, model))
  last.models.forEach((model, key) => {
    if (key === anchor) enter()
    if (!without.has(key)) models.set(key, found.changed.get(key) ?? model)
  })
  if (anchor === null) enter()
  const order: ModelKey[] = []
  models.forEach((model, key) => {
    if (!model.swapped) order.push(key)
  })
  return {
    ...last,
    models,
    order,
    abstract: found.abstract ?? last.abstract,
    byLabel: labelsOf(models),
    reverse: engine.graph.build(models, order),
  }
}

/** In the registry: the models of its many-to-many fields, then its own. */
function keysOf(shape: Shape): readonly ModelKey[] {
  return [...joinFieldsOf(shape).map((field) => joinKey(shape.key, field.name)), shape.key]
}

/** Same entries in the registry: the model's and those of its join models. */
function standsAlike(before: Shape, after: Shape): boolean {
  if (before.kind !== after.kind || before.error !== null || after.error !== null) return false
  const was = joinFieldsOf(before)
  const now = joinFieldsOf(after)
  return was.length === now.length && was.every((field, i) => field.name === now[i]?.name)
}

function engineFor(previous: Resolved | undefined, options: ResolveOptions): Engine {
  const engine = previous === undefined ? undefined : engines.get(previous.resolution)
  const sameOptions =
    engine !== undefined && (engine.options.installed ?? []).join() === (options.installed ?? []).join()
  if (sameOptions && engine.last !== null) return engine
  const cells = new Cells([SHAPE.name, MODEL.name])
  return { cells, options, graph: new ReverseGraph(), world: null, last: null, shapes: new Map() }
}
