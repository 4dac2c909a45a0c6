/**
 * From a document to what Django would know about its models. Give the previous result with the next
 * document and only what the edit touches is worked out anew; every other `ResolvedModel` is the same object.
 */
import type { ModelId } from '../document/ids.ts'
import type { ErDocument } from '../document/records.ts'
import { Cells } from '../util/incremental.ts'
import { joinFieldsOf, joinKey } from './join-models.ts'
import { MODEL } from './resolve-model.ts'
import { reverseRelations } from './reverse.ts'
import { SHAPE } from './shape.ts'
import type { Shape } from './shape.ts'
import type { ModelKey, Resolution, ResolvedModel } from './types.ts'
import { INSTALLED, enterWorld, readWorld } from './world.ts'
import type { ResolveOptions, World } from './world.ts'

export type { ResolveOptions } from './world.ts'

export interface Resolved {
  readonly doc: ErDocument
  readonly resolution: Resolution
}

interface Engine {
  readonly cells: Cells
  world: World | null
  readonly options: ResolveOptions
}

/** What a resolution was made with; the next one goes on from there. */
const engines = new WeakMap<Resolution, Engine>()

/**
 * @param previous an earlier result for an earlier state of the same document
 * @returns models by key, reverse relations, and the error with which Django would refuse the module, if any
 */
export function resolveDocument(doc: ErDocument, previous?: Resolved, options: ResolveOptions = {}): Resolution {
  const engine = engineFor(previous, options)
  const world = readWorld(doc, options)
  enterWorld(engine.cells, engine.world, world)
  engine.world = world
  const { cells } = engine
  const models = new Map<ModelKey, ResolvedModel>()
  const abstract = new Map<ModelId, ResolvedModel>()
  const order: ModelKey[] = []
  const importErrors: Resolution['importErrors'][number][] = []
  const enter = (key: ModelKey): void => {
    const model = cells.get(MODEL, key)
    if (model === null) return
    models.set(key, model)
    if (!model.swapped) order.push(key)
  }
  for (const id of world.order) {
    const shape = cells.get(SHAPE, id)
    if (shape === null) continue
    if (shape.error !== null) importErrors.push({ ...shape.error, field: shape.error.field ?? null, model: id })
    if (shape.kind === 'abstract') {
      const model = cells.get(MODEL, id)
      if (model !== null) abstract.set(id, model)
      continue
    }
    for (const key of joinKeys(shape)) enter(key)
    enter(id)
  }
  const byLabel = new Map<string, ModelKey>([...models.values()].map((m) => [`${m.app}.${m.modelName}`, m.key]))
  const reverse = reverseRelations(models, order, previous?.resolution.reverse)
  const apps = [...(world.inputs.get(INSTALLED) ?? new Map<string, unknown>()).keys()]
  const [first] = importErrors
  const importError = first === undefined ? null : { type: first.type, message: first.message }
  const resolution: Resolution = { models, order, abstract, byLabel, reverse, apps, importError, importErrors }
  engines.set(resolution, engine)
  return resolution
}

/** How often each kind of value was computed since the first resolution of this chain, for tests and the bench. */
export function computedCounts(resolution: Resolution): ReadonlyMap<string, number> {
  return new Map(engines.get(resolution)?.cells.computed)
}

function joinKeys(shape: Shape): readonly ModelKey[] {
  return joinFieldsOf(shape).map((field) => joinKey(shape.key, field.name))
}

function engineFor(previous: Resolved | undefined, options: ResolveOptions): Engine {
  const engine = previous === undefined ? undefined : engines.get(previous.resolution)
  const sameOptions =
    engine !== undefined && (engine.options.installed ?? []).join() === (options.installed ?? []).join()
  return sameOptions ? engine : { cells: new Cells(), world: null, options }
}
