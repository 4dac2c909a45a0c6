/**
 * Lowers resolved models to tables; each many-to-many edge is a join table here. Give the previous
 * result and only tables that the edit touches are compiled; the others are the same objects.
 */
import type { ErDocument } from '../document/records.ts'
import type { ModelKey, Resolution, ResolvedModel } from '../relations/types.ts'
import { eachChange, keptList, sameKeys, withReplacedItems } from '../util/changes.ts'
import { Cells } from '../util/incremental.ts'
import { finished } from '../util/steps.ts'
import type { Steps } from '../util/steps.ts'
import { withReplaced } from '../util/replaced-map.ts'
import { MODEL_INPUT } from './column-facts.ts'
import { TABLE } from './compile-table.ts'
import { exchangeTable, insertTable, removeTable } from './grow-tables.ts'
import type { Placed } from './grow-tables.ts'
import { NameUses } from './name-uses.ts'
import { byName, isOrderedAlike, keepPlaces, orderTables, placeTables, resorted } from './order-tables.ts'
import type { Schema, SchemaTable } from './types.ts'

export interface CompiledSchema {
  readonly resolution: Resolution
  readonly schema: Schema
}

interface Engine {
  readonly cells: Cells
  /** What the input cells hold, and the result of it; null before the first one. */
  models: ReadonlyMap<ModelKey, ResolvedModel>
  last: Schema | null
  /** Proxies by the model whose table they show. */
  proxies: ReadonlyMap<ModelKey, readonly ModelKey[]>
  /** The design's own tables by name, from which they are ordered. */
  sorted: readonly SchemaTable[]
  /** Of the names that these refer to; null: nothing was renamed yet. */
  uses: NameUses | null
  /** Where the tables of the last list stand, by model; null: nobody has asked. */
  places: { readonly tables: readonly SchemaTable[]; readonly places: ReadonlyMap<ModelKey, number> } | null
}

const engines = new WeakMap<Schema, Engine>()
const NO_MODELS: ReadonlySet<ModelKey> = new Set()

/**
 * @param previous an earlier result for an earlier state of the same document
 * @returns tables, referenced ones first, ties by name (stable diffs)
 * Source: django/db/backends/base/schema.py.
 */
export function compileSchema(_doc: ErDocument, resolution: Resolution, previous?: CompiledSchema): Schema {
  return finished(schemaSteps(resolution, previous))
}

/** The same, to be interrupted after each table. */
export function* schemaSteps(resolution: Resolution, previous?: CompiledSchema): Steps<Schema> {
  const engine = engineFor(previous)
  const { last } = engine
  // Whatever ends this early leaves an engine that starts over.
  engine.last = null
  const changes = enter(engine, resolution.models)
  const schema = (last !== null && nextOf(engine, last, changes)) || (yield* assemble(engine))
  engine.last = schema
  engines.set(schema, engine)
  return schema
}

/** How often each kind of value was computed since the first schema of this chain, for tests and the bench. */
export function compiledCounts(schema: Schema): ReadonlyMap<string, number> {
  return new Map(engines.get(schema)?.cells.computed)
}

function engineFor(previous: CompiledSchema | undefined): Engine {
  const engine = previous && engines.get(previous.schema)
  if (engine !== undefined && engine.last !== null) return engine
  return {
    cells: new Cells([TABLE.name]),
    models: new Map(),
    last: null,
    proxies: new Map(),
    sorted: [],
    uses: null,
    places: null,
  }
}

interface ModelChanges {
  readonly come: readonly ResolvedModel[]
  readonly gone: readonly ResolvedModel[]
  /** All others are of the same kind and use. */
  readonly isAlike: boolean
  /** All others stand in the same order. */
  readonly isInOrder: boolean
}

/** Up to so many models that come or go are looked at one by one. */
const FEW = 16

function enter(engine: Engine, models: ReadonlyMap<ModelKey, ResolvedModel>): ModelChanges {
  const before = engine.models
  const come: ResolvedModel[] = []
  const gone: ResolvedModel[] = []
  let isAlike = true
  engine.cells.enter(MODEL_INPUT, models)
  eachChange(before, models, (_, after, before) => {
    if (before === undefined && after !== undefined) come.push(after)
    else if (after === undefined && before !== undefined) gone.push(before)
    else isAlike &&= before !== undefined && after !== undefined && isUsedAlike(before, after)
  })
  engine.models = models
  const isInOrder =
    come.length + gone.length === 0 ? sameKeys(before, models) : isAlike && standAlike(before, models, come, gone)
  return { come, gone, isAlike, isInOrder }
}

/** The last result with what is different now; null: more than a little is. */
function nextOf(engine: Engine, last: Schema, { come, gone, isAlike, isInOrder }: ModelChanges): Schema | null {
  if (!isAlike || !isInOrder) return null
  return come.length + gone.length === 0 ? replaceTables(engine, last) : growTables(engine, last, come, gone)
}

/** Those that are in both stand in the same order, and few are not. Of tables of one name it says which comes first. */
function standAlike(
  before: Engine['models'],
  after: Engine['models'],
  come: readonly ResolvedModel[],
  gone: readonly ResolvedModel[],
): boolean {
  if (come.length + gone.length > FEW) return false
  const apart = new Set([...come, ...gone].map(({ key }) => key))
  const old = before.keys()
  for (const key of after.keys()) {
    if (apart.has(key)) continue
    let was = old.next().value
    while (was !== undefined && apart.has(was)) was = old.next().value
    if (was !== key) return false
  }
  return true
}

function isUsedAlike(before: ResolvedModel, after: ResolvedModel): boolean {
  return (
    before.kind === after.kind &&
    before.concrete === after.concrete &&
    before.swapped === after.swapped &&
    before.managed === after.managed &&
    before.external === after.external
  )
}

function* assemble(engine: Engine): Steps<Schema> {
  const { cells, models } = engine
  const tables: SchemaTable[] = []
  const external: SchemaTable[] = []
  const byModel = new Map<ModelKey, SchemaTable>()
  const proxies = new Map<ModelKey, ModelKey[]>()
  for (const [key, model] of models) {
    yield
    if (model.kind === 'proxy') proxies.set(model.concrete, [...(proxies.get(model.concrete) ?? []), key])
    const table = cells.get(TABLE, key)
    if (table === null) continue
    byModel.set(key, table)
    if (isMade(models, model)) tables.push(table)
    else external.push(table)
  }
  for (const [key, shown] of proxies) {
    const own = byModel.get(key)
    if (own !== undefined) for (const proxy of shown) byModel.set(proxy, own)
  }
  cells.takeStale(TABLE.name)
  engine.proxies = proxies
  engine.sorted = byName(tables)
  engine.uses = null
  return { tables: placeTables(engine.sorted), byModel, external: orderTables(external) }
}

/** A join table is made together with the table of the model that declares the relation. */
function isMade(models: ReadonlyMap<ModelKey, ResolvedModel>, model: ResolvedModel): boolean {
  const owner = model.autoCreatedFor === null ? model : models.get(model.autoCreatedFor.model)
  return model.managed && !model.external && owner?.managed !== false
}

/** The last result with the few tables that came out different; null: more than that has changed. */
function replaceTables(engine: Engine, last: Schema): Schema | null {
  const changed = changedTables(engine, last, NO_MODELS)
  if (changed === null) return null
  if (changed.length === 0) return { ...last }
  const fresh = new Map<ModelKey, SchemaTable>()
  for (const [, table] of changed) {
    fresh.set(table.model, table)
    for (const proxy of engine.proxies.get(table.model) ?? []) if (last.byModel.has(proxy)) fresh.set(proxy, table)
  }
  const byModel = withReplaced(last.byModel, fresh)
  const made = changed.filter(([, { model }]) => isOurs(engine, model))
  const isPlaced = sortAgain(engine, new Map(made), byModel)
  const isOurOwn = made.length === changed.length
  if ((isPlaced && isOurOwn) || changed.every(([before, after]) => isOrderedAlike(before, after))) {
    const now = new Map(changed)
    const external = isOurOwn ? last.external : last.external.map((table) => now.get(table) ?? table)
    return { tables: withTables(engine, last.tables, made), byModel, external }
  }
  const external = isOurOwn ? last.external : externalTables(engine, byModel)
  return { tables: placeTables(engine.sorted), byModel, external: keptList(last.external, external) }
}

/** A few tables of the design's own more or fewer; null: where all of them stand then has to be found out anew. */
function growTables(
  engine: Engine,
  last: Schema,
  come: readonly ResolvedModel[],
  gone: readonly ResolvedModel[],
): Schema | null {
  // Tables by model begin with the models' own; those that are shown for proxies stand behind them.
  if (engine.proxies.size > 0) return null
  for (const model of [...come, ...gone]) if (model.kind !== 'concrete' || model.swapped) return null
  const changed = changedTables(engine, last, new Set([...come, ...gone].map(({ key }) => key)))
  if (changed === null || !changed.every(([, { model }]) => isOurs(engine, model))) return null
  const removed = gone.map(({ key }) => last.byModel.get(key))
  const added = come.map(({ key }) => (isOurs(engine, key) ? engine.cells.get(TABLE, key) : null))
  const placed: Placed = {
    sorted: [...engine.sorted],
    tables: [...last.tables],
    uses: (engine.uses ??= new NameUses(engine.sorted)),
  }
  // Whatever ends this early has to begin with other uses.
  engine.uses = null
  for (const [before, after] of changed) if (!exchangeTable(placed, before, after)) return null
  for (const table of removed) if (table === undefined || !removeTable(placed, table)) return null
  // A join table refers to what came with it.
  for (const table of added.toSorted((a, b) => (a?.foreignKeys.length ?? 0) - (b?.foreignKeys.length ?? 0)))
    if (table === null || !insertTable(placed, table)) return null
  engine.sorted = placed.sorted
  engine.uses = placed.uses
  const fresh = new Map<ModelKey, SchemaTable>(changed.map(([, table]) => [table.model, table]))
  for (const table of added) if (table !== null) fresh.set(table.model, table)
  return { tables: placed.tables, byModel: tablesOf(engine.models, last.byModel, fresh), external: last.external }
}

/** In registry order. */
function tablesOf(
  models: Engine['models'],
  before: Schema['byModel'],
  fresh: ReadonlyMap<ModelKey, SchemaTable>,
): Schema['byModel'] {
  const byModel = new Map<ModelKey, SchemaTable>()
  models.forEach((_, key) => {
    const table = fresh.get(key) ?? before.get(key)
    if (table !== undefined) byModel.set(key, table)
  })
  return byModel
}

/** Tables that came out different, without those of `apart`; null: a model has one and had none, or the other way round. */
function changedTables(
  engine: Engine,
  last: Schema,
  apart: ReadonlySet<ModelKey>,
): readonly (readonly [SchemaTable, SchemaTable])[] | null {
  const changed: (readonly [SchemaTable, SchemaTable])[] = []
  for (const key of engine.cells.takeStale(TABLE.name) as ReadonlySet<ModelKey>) {
    const model = engine.models.get(key)
    const after = engine.cells.get(TABLE, key) ?? undefined
    if (model === undefined || model.kind === 'proxy' || apart.has(key)) continue
    const before = last.byModel.get(key)
    if (before === after) continue
    if (before === undefined || after === undefined) return null
    changed.push([before, after])
  }
  return changed
}

/** @returns whether each of the replaced tables stands where it stood */
function sortAgain(
  engine: Engine,
  replaced: ReadonlyMap<SchemaTable, SchemaTable>,
  byModel: Schema['byModel'],
): boolean {
  const before = engine.sorted
  const sorted = resorted(before, replaced)
  engine.sorted = sorted ?? byName(ownTables(byModel).filter(({ model }) => isOurs(engine, model)))
  let isPlaced = false
  if (sorted !== null && [...replaced].some(([was, now]) => was.name !== now.name)) {
    engine.uses ??= new NameUses(before)
    isPlaced = keepPlaces(before, sorted, replaced, engine.uses)
  }
  engine.uses?.replace(replaced)
  return isPlaced
}

/** In registry order, by which ties of names are broken. */
function ownTables(byModel: Schema['byModel']): readonly SchemaTable[] {
  return [...byModel].filter(([key, table]) => table.model === key).map(([, table]) => table)
}

function externalTables(engine: Engine, byModel: Schema['byModel']): readonly SchemaTable[] {
  return orderTables(ownTables(byModel).filter(({ model }) => !isOurs(engine, model)))
}

function isOurs({ models }: Engine, key: ModelKey): boolean {
  const model = models.get(key)
  return model !== undefined && isMade(models, model)
}

function withTables(
  engine: Engine,
  tables: readonly SchemaTable[],
  changed: readonly (readonly [SchemaTable, SchemaTable])[],
): readonly SchemaTable[] {
  const known = engine.places
  const places = known?.tables === tables ? known.places : new Map(tables.map(({ model }, place) => [model, place]))
  const items = new Map<number, SchemaTable>()
  for (const [{ model }, after] of changed) {
    const place = places.get(model)
    if (place !== undefined) items.set(place, after)
  }
  const next = withReplacedItems(tables, items)
  engine.places = { tables: next, places }
  return next
}
