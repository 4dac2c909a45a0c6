/**
 * The world after an edit by which a model came or some went, without reading the document again. Everything that
 * would change more than the model itself (apps, built-ins that it brings along, a label that another has) is left to
 * `readWorld`.
 */
import type { ModelId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument, Model } from '../../document/records.ts'
import { eachRecordChange } from '../../util/changes.ts'
import type { Cells } from '../../util/incremental.ts'
import { BUILTIN_BY_LABEL, BUILTIN_MODELS } from '../builtin/catalogue.ts'
import {
  INSTALLED,
  LABEL,
  POSITION,
  RECORD,
  labelIn,
  laterPositions,
  referredApps,
  standsAlike,
  NO_APPS,
} from './world.ts'
import type { ResolveOptions, World } from './world.ts'

export interface GrownWorld {
  readonly world: World
  /** A model that came, and the one before which it stands in the registry; null: there is none behind it. */
  readonly come: { readonly id: ModelId; readonly before: ModelId | null } | null
  readonly gone: readonly ModelId[]
}

/** More that go at once are read anew. */
const FEW = 8

/** The cells are brought in line. null: something else happened, nothing is done, and the world has to be read anew. */
export function growWorld(cells: Cells, world: World, doc: ErDocument, options: ResolveOptions): GrownWorld | null {
  const was = world.doc
  if (options.installed !== undefined || doc.apps !== was.apps || doc.enums !== was.enums) return null
  if (world.shared || !isSameRoot(was, doc)) return null
  const come: Model[] = []
  const gone: Model[] = []
  const replaced: Model[] = []
  let isPlain = true
  eachRecordChange(was.models, doc.models, (after, before) => {
    if (before === undefined && after !== undefined) come.push(after)
    else if (after === undefined && before !== undefined) gone.push(before)
    else if (before !== undefined && after !== undefined) {
      replaced.push(after)
      isPlain &&= before.name === after.name && standsAlike(doc, before, after, options)
    }
  })
  const [fresh, second] = come
  if (!isPlain || second !== undefined || gone.length > FEW || come.length + gone.length === 0) return null
  if (!gone.every((model) => canGo(world, model))) return null
  if (fresh !== undefined && (gone.length > 0 || !canCome(world, doc, fresh))) return null
  if (!isAllOrdered(world) || !isOrderedAlike(was, doc, new Set([...come, ...gone].map(({ id }) => id)))) return null
  const records = world.records as Map<ModelId, Model>
  const labels = world.inputs.get(LABEL) as Map<string, ModelId>
  for (const model of replaced) {
    cells.set(RECORD, model.id, model)
    records.set(model.id, model)
  }
  for (const model of gone) {
    cells.set(RECORD, model.id, undefined)
    records.delete(model.id)
    cells.set(LABEL, labelIn(world, model), undefined)
    labels.delete(labelIn(world, model))
  }
  const before = fresh === undefined ? null : enterModel(records, fresh)
  if (fresh !== undefined) {
    cells.set(RECORD, fresh.id, fresh)
    cells.set(LABEL, labelIn(world, fresh), fresh.id)
    labels.set(labelIn(world, fresh), fresh.id)
  }
  const positions = laterPositions(rootOf(doc).modelOrder, records)
  cells.enter(POSITION, positions)
  const inputs = new Map(world.inputs).set(POSITION, positions)
  const next: World = { ...world, doc, order: [...records.keys()], inputs }
  allOrdered.set(next, true)
  return {
    world: next,
    come: fresh === undefined ? null : { id: fresh.id, before },
    gone: gone.map(({ id }) => id),
  }
}

/** Of worlds that were asked: whether the document's order of models has all of them, each once. */
const allOrdered = new WeakMap<World, boolean>()

function isAllOrdered(world: World): boolean {
  const known = allOrdered.get(world)
  if (known !== undefined) return known
  const { models } = world.doc
  const order = new Set(rootOf(world.doc).modelOrder)
  const isAll = Object.keys(models).every((id) => order.delete(id as ModelId)) && order.size === 0
  allOrdered.set(world, isAll && rootOf(world.doc).modelOrder.length === Object.keys(models).length)
  return allOrdered.get(world) === true
}

/** But for the order of models. */
function isSameRoot(was: ErDocument, doc: ErDocument): boolean {
  const before = rootOf(was) as unknown as Readonly<Record<string, unknown>>
  const after = rootOf(doc) as unknown as Readonly<Record<string, unknown>>
  const keys = Object.keys(after)
  return (
    keys.length === Object.keys(before).length &&
    keys.every((key) => key === 'modelOrder' || before[key] === after[key])
  )
}

function isPlainModel(world: World, model: Model): boolean {
  if (model.external || model.kind === 'abstract' || model.bases.length > 0) return false
  return !BUILTIN_MODELS.has(model.id) && !BUILTIN_BY_LABEL.has(labelIn(world, model))
}

/** Nothing goes with it, a built-in model that only it refers to, or its app; nor is this app placed by another model. */
function canGo(world: World, model: Model): boolean {
  if (!isPlainModel(world, model) || referredApps(world.doc, [model], NO_APPS).size > 0) return false
  for (const other of world.records.values()) if (other.app === model.app) return other !== model
  return false
}

/** Nothing comes with it, and it stands behind all models of its app. */
function canCome(world: World, doc: ErDocument, model: Model): boolean {
  if (!isPlainModel(world, model) || world.inputs.get(LABEL)?.has(labelIn(world, model)) !== false) return false
  const label = doc.apps[model.app]?.label
  if (Object.values(doc.apps).filter((app) => app.label === label).length !== 1) return false
  const installed = world.inputs.get(INSTALLED)
  for (const app of referredApps(doc, [model], NO_APPS)) if (installed?.has(app) !== true) return false
  const { modelOrder } = rootOf(doc)
  for (let i = modelOrder.length - 1; i >= 0; i--) {
    const id = modelOrder[i] as ModelId
    if (id === model.id) break
    if (doc.models[id]?.app === model.app) return false
  }
  for (const other of world.records.values()) if (other.app === model.app && !other.external) return true
  return false
}

/** Those that are in both documents stand in the same order, and the others in the one that has them. */
function isOrderedAlike(was: ErDocument, doc: ErDocument, apart: ReadonlySet<ModelId>): boolean {
  const [before, after] = [rootOf(was).modelOrder, rootOf(doc).modelOrder]
  const seen = new Set<ModelId>()
  const isKept = (id: ModelId): boolean => {
    if (!apart.has(id)) return true
    seen.add(id)
    return false
  }
  const [old, now] = [before.filter(isKept), after.filter(isKept)]
  if (seen.size !== apart.size || before.length + after.length !== old.length + now.length + apart.size) return false
  return old.length === now.length && old.every((id, i) => id === now[i])
}

/** Behind the others of its app. @returns the model that stands behind it */
function enterModel(records: Map<ModelId, Model>, model: Model): ModelId | null {
  const behind: Model[] = []
  const all = [...records.values()]
  for (let i = all.length - 1; i >= 0; i--) {
    const other = all[i] as Model
    if (other.app === model.app) break
    behind.push(other)
  }
  for (const { id } of behind) records.delete(id)
  records.set(model.id, model)
  for (const other of behind.toReversed()) records.set(other.id, other)
  return behind.at(-1)?.id ?? null
}
