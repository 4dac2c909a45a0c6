/**
 * Django's system checks of the document's models, and our own lint rules. Give the previous result and
 * only models that the edit touches, or that look at these, are checked again.
 */
import type { ModelId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts'
import { eachChange, eachRecordChange, sameItems, sameKeys } from '../../util/changes.ts'
import { Cells } from '../../util/incremental.ts'
import { finished } from '../../util/steps.ts'
import type { Steps } from '../../util/steps.ts'
import type { Query } from '../../util/incremental.ts'
import { LINT_RULES } from '../lint/registry.ts'
import type { Checked, ModelKey, Resolution, ResolvedModel } from '../types.ts'
import {
  CheckContext,
  DECLARING_INPUT,
  LABEL_INPUT,
  MODEL_INPUT,
  ORDER_INPUT,
  REVERSE_INPUT,
  SETTING_INPUT,
  diagnostic,
} from './context.ts'
import { checkOverridden } from './overridden.ts'
import { CHECK_FAMILIES } from './registry.ts'
import { Problems } from './problems.ts'
import { RegistryNames } from './registry-wide.ts'
import { TABLE_OWNERS } from './tables.ts'

export interface CheckOptions {
  /** false: as `manage.py check`; true: also what it finds with a database named. Default true. */
  readonly database?: boolean
  /** Our own rules (`relata.70xx`). Default true. */
  readonly lint?: boolean
  /** Python packages that are not there, of those that a check asks for: `Pillow`. Default none. */
  readonly missingPackages?: readonly string[]
}

interface Entered {
  readonly doc: ErDocument
  readonly resolution: Resolution
}

export interface CheckedDesign {
  readonly checked: Checked
}

interface Engine {
  readonly cells: Cells
  readonly options: CheckOptions
  readonly query: Query<readonly Diagnostic[]>
  /** What the input cells hold, and the result of it; null before the first one. */
  last: Entered | null
  checked: Checked | null
  /** The document's model that has the field. */
  readonly declaring: Map<string, ModelId>
  names: RegistryNames
  problems: Problems
  /** By label the model, as the input cells have it; null: nothing was renamed since all models were looked at. */
  labels: Map<string, ModelKey> | null
}

const engines = new WeakMap<Checked, Engine>()

/**
 * @param previous an earlier result for an earlier state of the same document
 * @returns diagnostics by the model they are about, and all of them in registry order
 */
export function checkModels(
  doc: ErDocument,
  resolution: Resolution,
  previous?: CheckedDesign,
  options: CheckOptions = {},
): Checked {
  return finished(checkSteps(doc, resolution, previous, options))
}

/** The same, to be interrupted after each model. */
export function* checkSteps(
  doc: ErDocument,
  resolution: Resolution,
  previous?: CheckedDesign,
  options: CheckOptions = {},
): Steps<Checked> {
  const engine = engineFor(previous, options)
  const { last } = engine
  // Whatever ends this early leaves an engine that starts over.
  engine.checked = null
  const changed = enterInputs(engine, last, { doc, resolution })
  engine.last = { doc, resolution }
  const byKey = engine.problems.byKey
  const isSameRegistry = last !== null && changed !== null && isUsedAlike(last.resolution, resolution, changed)
  const keys = isSameRegistry ? engine.cells.takeStale('checks') : checkedKeys(resolution)
  const found = new Map<ModelKey, readonly Diagnostic[]>()
  for (const key of keys as Iterable<ModelKey>) {
    if (isSameRegistry && !byKey.has(key)) continue
    yield
    const now = engine.cells.get(engine.query, key)
    if (!isSameRegistry || byKey.get(key) !== now) found.set(key, now)
  }
  const before = resolution.importErrors.map((error) => ({
    found: importProblem(resolution, error),
    key: error.model as ModelKey,
  }))
  const after = engine.names.check(resolution).map((one) => ({ found: one, key: keyOf(one, resolution) }))
  const checked = isSameRegistry
    ? engine.problems.replace(found, before, after)
    : (engine.problems = new Problems(found, (one) => keyOf(one, engine.last?.resolution ?? resolution))).list(
        before,
        after,
      )
  if (!isSameRegistry) engine.cells.takeStale('checks')
  engine.checked = checked
  engines.set(checked, engine)
  return checked
}

/** Models that are checked, in registry order. */
function* checkedKeys(resolution: Resolution): Iterable<ModelKey> {
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    if (model !== undefined && !model.external && model.autoCreatedFor === null) yield key
  }
}

function isUsedAlike(before: Resolution, after: Resolution, changed: readonly ResolvedModel[]): boolean {
  if (before.order !== after.order || !sameItems(before.apps, after.apps)) return false
  return changed.every((model) => before.models.get(model.key)?.external === model.external)
}

/** How many models were checked since the first result of this chain, for tests and the bench. */
export function checkedCount(checked: Checked): number {
  return engines.get(checked)?.cells.computed.get('checks') ?? 0
}

/** What a diagnostic is about decides where it is listed, which is not always the model that was checked. */
function keyOf(found: Diagnostic, resolution: Resolution): ModelKey | undefined {
  const id = found.subject.model as ModelId | undefined
  return id !== undefined && resolution.models.has(id) ? id : undefined
}

/** What keeps Django from loading the module. It says only the first; here each is a problem of its model. */
function importProblem(resolution: Resolution, error: Resolution['importErrors'][number]): Diagnostic {
  const model = resolution.models.get(error.model) ?? resolution.abstract.get(error.model)
  const field = [...(model?.localFields ?? []), ...(model?.localManyToMany ?? [])].find(
    (f) => f.id !== null && f.id === error.field,
  )
  const label = `${model?.label ?? ''}${field === undefined ? '' : `.${field.name}`}`
  const isField = field !== undefined && error.field !== null
  const wantsOnDelete = isField && error.message.includes("'on_delete'")
  const params = { model: error.model, id: error.field, onDelete: 'CASCADE' }
  return diagnostic(
    {
      code: 'relata.2001',
      severity: 'error',
      message: `Django cannot load this model: ${error.type}: ${error.message}`,
      hint: 'Until this is right Django checks nothing else.',
    },
    {
      kind: isField ? 'field' : 'model',
      model: error.model,
      ...(isField ? { field: error.field } : {}),
      label,
    },
    wantsOnDelete
      ? [{ label: 'Use CASCADE', command: { type: 'relation.set', params } }]
      : withoutOddOptions(model, error.message),
  )
}

/** Meta without the options that Django does not know. */
function withoutOddOptions(model: ResolvedModel | undefined, message: string): readonly Fix[] {
  const odd = /^'class Meta' got invalid attribute\(s\): (.*)$/.exec(message)?.[1]?.split(',') ?? []
  const other = Object.entries(model?.meta.other ?? {})
  const kept = other.filter(([key]) => !odd.includes(key))
  if (model?.id == null || kept.length === other.length) return []
  const value = kept.length === 0 ? {} : { value: Object.fromEntries(kept) }
  const params = { id: model.id, key: 'other', ...value }
  return [{ label: `Remove ${odd.join(' and ')}`, command: { type: 'model.setMeta', params } }]
}

function queryFor(options: CheckOptions): Query<readonly Diagnostic[]> {
  return {
    name: 'checks',
    onCycle: () => [],
    compute(cells, key) {
      const model = cells.input<ResolvedModel>(MODEL_INPUT, key)
      if (model === undefined) return []
      const context = new CheckContext(cells, model)
      const overridden = checkOverridden(context)
      if (overridden.length > 0) return overridden
      const families = CHECK_FAMILIES.filter(
        ({ needsDatabase, without }) =>
          (options.database !== false || !needsDatabase) &&
          (without === undefined || options.missingPackages?.includes(without) === true),
      )
      const found = families.flatMap((family) => family.check(context))
      return options.lint === false ? found : [...found, ...LINT_RULES.flatMap((rule) => rule.check(context))]
    },
  }
}

function engineFor(previous: CheckedDesign | undefined, options: CheckOptions): Engine {
  const engine = previous === undefined ? undefined : engines.get(previous.checked)
  const same =
    engine !== undefined &&
    engine.options.database === options.database &&
    engine.options.lint === options.lint &&
    engine.options.missingPackages?.join() === options.missingPackages?.join()
  if (same && engine.checked !== null) return engine
  return {
    cells: new Cells(['checks']),
    options,
    query: queryFor(options),
    last: null,
    checked: null,
    declaring: new Map(),
    names: new RegistryNames([]),
    problems: new Problems(new Map(), () => undefined),
    labels: null,
  }
}

/**
 * Brings the input cells and the registry's names in line. Only what differs is marked.
 *
 * @returns the models that were replaced; null: models came, went or changed places
 */
function enterInputs(engine: Engine, before: Entered | null, now: Entered): readonly ResolvedModel[] | null {
  const { cells } = engine
  const { resolution } = now
  const was = before?.resolution
  supplyInputs(engine, resolution)
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
  if (replaced === null || was === undefined || !enterRenames(engine, was, relabelled)) {
    engine.labels = null
    eachChange(was?.byLabel ?? NONE, resolution.byLabel, (label, after) => cells.set(LABEL_INPUT, label, after))
  }
  cells.set(ORDER_INPUT, '', resolution.order)
  enterSettings(cells, before, now)
  enterDeclaring(engine, before, now)
  enterNames(engine, was, resolution, fresh)
  return replaced
}

/** Where inputs come from that are asked for the first time: most are never asked for, fields above all. */
function supplyInputs(engine: Engine, resolution: Resolution): void {
  const { cells } = engine
  const { models, abstract, reverse, byLabel } = resolution
  cells.supply(MODEL_INPUT, (key) => models.get(key as ModelKey) ?? abstract.get(key as ModelId))
  cells.supply(REVERSE_INPUT, (key) => reverse.get(key as ModelKey))
  cells.supply(LABEL_INPUT, (label) => byLabel.get(label))
  cells.supply(DECLARING_INPUT, (id) => engine.declaring.get(id))
  cells.supply(TABLE_OWNERS, (table) => {
    const users = engine.names.owners.users(table)
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
  engine: Engine,
  was: Resolution,
  relabelled: readonly (readonly [ResolvedModel, ResolvedModel])[],
): boolean {
  if (relabelled.length === 0) return true
  const labels = (engine.labels ??= new Map(was.byLabel))
  if (labels.size !== was.models.size) return false
  const fresh = new Set(relabelled.map(([, after]) => labelOf(after)))
  if (fresh.size !== relabelled.length || [...fresh].some((label) => labels.has(label))) return false
  for (const [before, after] of relabelled) {
    labels.delete(labelOf(before))
    labels.set(labelOf(after), after.key)
    engine.cells.set(LABEL_INPUT, labelOf(before), undefined)
    engine.cells.set(LABEL_INPUT, labelOf(after), after.key)
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

function enterDeclaring({ cells, declaring }: Engine, before: Entered | null, now: Entered): void {
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
  engine: Engine,
  before: Resolution | undefined,
  now: Resolution,
  fresh: readonly ResolvedModel[],
): void {
  const { cells, names } = engine
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
    for (const table of tables) enterOwners(engine, table)
    return
  }
  const old = engine.names.owners
  engine.names = new RegistryNames(now.order)
  for (const model of now.models.values()) engine.names.set(now, model)
  for (const table of engine.names.owners.names()) {
    if (!sameItems(old.users(table), engine.names.owners.users(table))) enterOwners(engine, table)
  }
  for (const table of old.names()) {
    if (engine.names.owners.users(table).length === 0) cells.set(TABLE_OWNERS, table, undefined)
  }
}

function enterOwners({ cells, names }: Engine, table: string): void {
  const users = names.owners.users(table)
  cells.set(TABLE_OWNERS, table, users.length === 0 ? undefined : users)
}
