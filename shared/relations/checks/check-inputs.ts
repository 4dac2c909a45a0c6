/** What the checks look at, kept in input cells: only what an edit changed is marked. */
import type { ModelId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import { eachChange, eachRecordChange, sameItems, sameKeys } from '../../util/changes.ts'
import type { Cells } from '../../util/incremental.ts'
import type { ModelKey, Resolution, ResolvedModel } from '../types.ts'
import { DECLARING_INPUT, LABEL_INPUT, MODEL_INPUT, ORDER_INPUT, REVERSE_INPUT, SETTING_INPUT } from './context.ts'
import { RegistryNames } from './registry-wide.ts'
import { TABLE_OWNERS } from './tables.ts'

/** A document with what follows from it, as the cells hold it. */
export interface Entered {
  readonly doc: ErDocument
  readonly resolution: Resolution
}

export interface CheckInputs {
  readonly cells: Cells
  /** The document's model that has the field. */
  readonly declaring: Map<string, ModelId>
  names: RegistryNames
  /** By label the model, as the input cells have it; null: nothing was renamed since all models were looked at. */
  labels: Map<string, ModelKey> | null
}

/**
 * Brings the input cells and the registry's names in line. Only what differs is marked.
 *
 * @returns the models that were replaced; null: models came, went or changed places
 */
export function enterInputs(
  inputs: CheckInputs,
  before: Entered | null,
  now: Entered,
): readonly ResolvedModel[] | null {
  const { cells } = inputs
  const { resolution } = now
  const was = before?.resolution
  supplyInputs(inputs, resolution)
  let replaced: ResolvedModel[] | null = []
  const fresh: ResolvedModel[] = []
  const relabelled: (readonly [ResolvedModel, ResolvedModel])[] = []
  eachChange(was?.models ?? NO_MODELS, resolution.models, (key, after, old) => {
    cells.set(MODEL_INPUT, key, after ?? resolution.abstract.get(key as ModelId))
    if (after !== undefined) fresh.push(after)
    if (after === undefined || old === undefined) replaced = null
    else {
      replaced?.push(after)
      if (labelOf(old) !== labelOf(after)) relabelled.push([old, after])
    }
  })
  eachChange(was?.abstract ?? NO_MODELS, resolution.abstract, (key, after) => {
    cells.set(MODEL_INPUT, key, after ?? resolution.models.get(key as ModelId))
  })
  eachChange(was?.reverse ?? NONE, resolution.reverse, (key, after) => cells.set(REVERSE_INPUT, key, after))
  if (replaced === null || was === undefined || !enterRenames(inputs, was, relabelled)) {
    inputs.labels = null
    eachChange(was?.byLabel ?? NONE, resolution.byLabel, (label, after) => cells.set(LABEL_INPUT, label, after))
  }
  cells.set(ORDER_INPUT, '', resolution.order)
  enterSettings(cells, before, now)
  enterDeclaring(inputs, before, now)
  enterNames(inputs, was, resolution, fresh)
  return replaced
}

/** Where inputs come from that are asked for the first time: most are never asked for, fields above all. */
function supplyInputs(inputs: CheckInputs, resolution: Resolution): void {
  const { cells } = inputs
  const { models, abstract, reverse, byLabel } = resolution
  cells.supply(MODEL_INPUT, (key) => models.get(key as ModelKey) ?? abstract.get(key as ModelId))
  cells.supply(REVERSE_INPUT, (key) => reverse.get(key as ModelKey))
  cells.supply(LABEL_INPUT, (label) => byLabel.get(label))
  cells.supply(DECLARING_INPUT, (id) => inputs.declaring.get(id))
  cells.supply(TABLE_OWNERS, (table) => {
    const users = inputs.names.owners.users(table)
    return users.length === 0 ? undefined : users
  })
}

function labelOf({ app, modelName }: ResolvedModel): string {
  return `${app}.${modelName}`
}

/**
 * The labels of models that only have other names, without making the table of all labels for it.
 *
 * @returns false: two models have, had or want one label
 */
function enterRenames(
  inputs: CheckInputs,
  was: Resolution,
  relabelled: readonly (readonly [ResolvedModel, ResolvedModel])[],
): boolean {
  if (relabelled.length === 0) return true
  const labels = (inputs.labels ??= new Map(was.byLabel))
  if (labels.size !== was.models.size) return false
  const fresh = new Set(relabelled.map(([, after]) => labelOf(after)))
  if (fresh.size !== relabelled.length || [...fresh].some((label) => labels.has(label))) return false
  for (const [before, after] of relabelled) {
    labels.delete(labelOf(before))
    labels.set(labelOf(after), after.key)
    inputs.cells.set(LABEL_INPUT, labelOf(before), undefined)
    inputs.cells.set(LABEL_INPUT, labelOf(after), after.key)
  }
  return true
}

const NO_MODELS: ReadonlyMap<ModelKey, ResolvedModel> = new Map()
const NONE: ReadonlyMap<string, unknown> = new Map()

function enterSettings(cells: Cells, before: Entered | null, now: Entered): void {
  const was = before === null ? {} : rootOf(before.doc).settings
  const { settings } = rootOf(now.doc)
  if (was === settings) return
  eachChange(new Map(Object.entries(was)), new Map(Object.entries(settings)), (key, after) =>
    cells.set(SETTING_INPUT, key, after),
  )
}

function enterDeclaring({ cells, declaring }: CheckInputs, before: Entered | null, now: Entered): void {
  const put = (id: string, model: ModelId | undefined): void => {
    if (model === undefined) declaring.delete(id)
    else declaring.set(id, model)
    cells.set(DECLARING_INPUT, id, model)
  }
  eachRecordChange(before?.doc.models ?? {}, now.doc.models, (after, old) => {
    if (after?.fields === old?.fields) return
    const fields = after?.fields ?? []
    for (const field of old?.fields ?? []) {
      if (declaring.get(field.id) === old?.id && !fields.some((f) => f.id === field.id)) put(field.id, undefined)
    }
    if (after !== undefined) for (const field of fields) put(field.id, after.id)
  })
}

/** Registry order decides whose name comes first: where models changed places, it begins anew. */
function enterNames(
  inputs: CheckInputs,
  before: Resolution | undefined,
  now: Resolution,
  fresh: readonly ResolvedModel[],
): void {
  const { cells, names } = inputs
  if (before !== undefined && (before.order === now.order || names.keepsOrder(before.order, now.order))) {
    const tables = new Set<string>()
    const note = (found: readonly string[]): void => found.forEach((table) => tables.add(table))
    if (before.order !== now.order) {
      const here = new Set(now.order)
      for (const key of before.order) if (!here.has(key)) note(names.remove(key))
      names.reorder(now.order)
    }
    for (const model of fresh) note(names.set(now, model))
    const sameModels = before.order === now.order && sameKeys(before.models, now.models)
    if (!sameModels || !sameItems(before.apps, now.apps)) {
      for (const model of now.models.values()) names.setOpen(now, model)
    }
    for (const table of tables) enterOwners(inputs, table)
    return
  }
  const old = inputs.names.owners
  inputs.names = new RegistryNames(now.order)
  for (const model of now.models.values()) inputs.names.set(now, model)
  for (const table of inputs.names.owners.names()) {
    if (!sameItems(old.users(table), inputs.names.owners.users(table))) enterOwners(inputs, table)
  }
  for (const table of old.names()) {
    if (inputs.names.owners.users(table).length === 0) cells.set(TABLE_OWNERS, table, undefined)
  }
}

function enterOwners({ cells, names }: CheckInputs, table: string): void {
  const users = names.owners.users(table)
  cells.set(TABLE_OWNERS, table, users.length === 0 ? undefined : users)
}
