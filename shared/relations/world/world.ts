/**
 * What a document says before anything is worked out: models by id and label, apps in the order of
 * INSTALLED_APPS, settings. Django's own models stand among them where they are referred to.
 */
import type { AppId, EnumId, ModelId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ChoicesClass, ErDocument, Model } from '../../document/records.ts'
import { BUILTIN_APPS, BUILTIN_BY_CLASS, BUILTIN_BY_LABEL, BUILTIN_MODELS } from '../builtin/catalogue.ts'
import { builtinAppId } from '../builtin/records.ts'
import { helperClasses, literalConstants, managerClasses, managerObjects } from './project-code.ts'
import { lastName, unquoted } from '../values/source-names.ts'
import { replacedRecords } from '../../util/changes.ts'
import type { Cells } from '../../util/incremental.ts'
import { LazyMap } from '../../util/lazy-map.ts'

export interface ResolveOptions {
  /**
   * Labels of Django's own apps that are installed; then external models of other apps are missing,
   * as Django would find them. Absent: whatever the document refers to is there.
   */
  readonly installed?: readonly string[]
}

export interface World {
  readonly doc: ErDocument
  /** In registry order, abstract ones included. */
  readonly order: readonly ModelId[]
  readonly records: ReadonlyMap<ModelId, Model>
  readonly inputs: ReadonlyMap<string, ReadonlyMap<string, unknown>>
  /** Two models have one label; which of them has it depends on their order. */
  readonly shared: boolean
}

/** Kinds of input cells; see `Inputs` for what each holds. */
export const RECORD = 'record'
export const POSITION = 'position'
export const LABEL = 'label'
export const APP = 'app'
export const INSTALLED = 'installed'
export const AUTO_FIELD = 'autoField'
export const SETTING = 'setting'
export const ENUM = 'enum'
export const ENUM_NAMED = 'enumNamed'
/** Classes of the project's own that are managers, by name. */
export const MANAGER = 'manager'
/** Managers that a module makes before its models take them, by name: which one of them it is. */
export const MANAGER_OBJECT = 'managerObject'
/** Names that the project's classes which are no models have in their bodies, by class name. */
export const HELPER = 'helper'
/** Source of the project's constants that are plain literals, by name. */
export const CONSTANT = 'constant'

export function readWorld(doc: ErDocument, options: ResolveOptions): World {
  const appLabels = new Map<AppId, string>(Object.values(doc.apps).map((app) => [app.id, app.label]))
  const drawn = declared(doc, appLabels, options)
  const builtinApps = activeBuiltins(doc, drawn, appLabels, options)
  const records = new Map<ModelId, Model>()
  const taken = new Set<ModelId>()
  for (const app of builtinApps) {
    appLabels.set(builtinAppId(app.label), app.label)
    for (const builtin of app.models) {
      const own = drawn.find((m) => m.external && labelOf(m, appLabels) === labelOf(builtin, appLabels))
      if (own !== undefined) taken.add(own.id)
      const record = own === undefined ? builtin : standIn(own, builtin)
      records.set(record.id, record)
    }
  }
  // Abstract classes that stand apart from an app's models can be built on without it: `django.contrib.auth.base_user`.
  for (const base of abstractBuiltins(drawn)) if (!records.has(base.id)) records.set(base.id, base)
  const rest = drawn.filter((m) => !taken.has(m.id))
  for (const model of byApp(rest, appLabels)) records.set(model.id, model)
  const inputs = inputsOf(doc, records, appLabels, builtinApps)
  let named = 0
  for (const model of records.values()) if (model.kind !== 'abstract') named++
  const shared = inputs.get(LABEL)?.size !== named
  return { doc, order: [...records.keys()], records, inputs, shared }
}

/** Brings the input cells in line with the world. Only what differs is marked. */
export function enterWorld(cells: Cells, world: World): void {
  for (const [kind, values] of world.inputs) cells.enter(kind, values)
}

/**
 * The world after an edit that only replaced models in their places, which is nearly every edit; the cells
 * are brought in line. null: something else happened, nothing is done, and the world has to be read anew.
 */
export function replaceInWorld(cells: Cells, world: World, doc: ErDocument, options: ResolveOptions): World | null {
  const was = world.doc
  if (doc.apps !== was.apps || doc.enums !== was.enums || rootOf(doc) !== rootOf(was)) return null
  const replaced = replacedRecords(was.models, doc.models)
  if (replaced === null) return null
  for (const { before, after } of replaced) if (!standsAlike(doc, before, after, options)) return null
  const renames = replaced.filter(({ before, after }) => before.name !== after.name)
  if (!renames.every(({ before, after }) => canRename(world, before, after))) return null
  const records = world.records as Map<ModelId, Model>
  for (const { after } of replaced) {
    cells.set(RECORD, after.id, after)
    records.set(after.id, after)
  }
  const labels = world.inputs.get(LABEL) as Map<string, ModelId>
  for (const { before } of renames) {
    labels.delete(labelIn(world, before))
    cells.set(LABEL, labelIn(world, before), undefined)
  }
  for (const { after } of renames) {
    labels.set(labelIn(world, after), after.id)
    cells.set(LABEL, labelIn(world, after), after.id)
  }
  return { ...world, doc }
}

/** Same place in the registry, same installed apps: what is left are matters of the record itself. */
export function standsAlike(doc: ErDocument, before: Model, after: Model, options: ResolveOptions): boolean {
  if (before.app !== after.app || before.kind !== after.kind || before.external || after.external) return false
  if (options.installed !== undefined) return true
  if (before.fields === after.fields && before.bases === after.bases) return true
  const [was, now] = [before, after].map((model) => [...new Set(referredApps(doc, [model], NO_APPS))].toSorted().join())
  return was === now
}

export const NO_APPS: ReadonlyMap<AppId, string> = new Map()

/** Nobody else has, had or wants one of the labels. */
function canRename(world: World, before: Model, after: Model): boolean {
  if (before.kind === 'abstract') return false
  const [from, to] = [labelIn(world, before), labelIn(world, after)]
  if (BUILTIN_BY_LABEL.has(from) || BUILTIN_BY_LABEL.has(to) || world.shared) return false
  return world.inputs.get(LABEL)?.has(to) === false
}

export function labelIn(world: World, model: Model): string {
  return labelOf(model, world.inputs.get(APP) as ReadonlyMap<AppId, string>)
}

/** The document's models in declaration order; those that `installed` leaves out are gone. */
function declared(doc: ErDocument, apps: ReadonlyMap<AppId, string>, options: ResolveOptions): readonly Model[] {
  const models = inModelOrder(doc)
  const installed = options.installed
  if (installed === undefined) return models
  return models.filter((m) => {
    if (!m.external) return true
    const app = apps.get(m.app) ?? ''
    return (installed.includes(app) || app === 'contenttypes') && BUILTIN_BY_LABEL.has(labelOf(m, apps))
  })
}

function inModelOrder(doc: ErDocument): readonly Model[] {
  const models: Model[] = []
  for (const id of rootOf(doc).modelOrder) {
    const model = doc.models[id]
    if (model !== undefined) models.push(model)
  }
  const all = Object.values(doc.models)
  const known = new Set<Model>(models)
  if (known.size === all.length) return models
  for (const model of all) if (!known.has(model)) models.push(model)
  return models
}

function activeBuiltins(
  doc: ErDocument,
  drawn: readonly Model[],
  apps: ReadonlyMap<AppId, string>,
  options: ResolveOptions,
) {
  const active = new Set<string>(['contenttypes', ...(options.installed ?? [])])
  if (options.installed === undefined) for (const label of referredApps(doc, drawn, apps)) active.add(label)
  // Needed apps stand before those that need them, so going backwards reaches all.
  for (const app of BUILTIN_APPS.toReversed()) if (active.has(app.label)) app.needs.forEach((n) => active.add(n))
  return BUILTIN_APPS.filter((app) => active.has(app.label))
}

export function referredApps(
  doc: ErDocument,
  drawn: readonly Model[],
  apps: ReadonlyMap<AppId, string>,
): ReadonlySet<string> {
  const found = new Set<string>()
  const { AUTH_USER_MODEL } = rootOf(doc).settings
  const refer = (id: ModelId | null | undefined): void => {
    if (id === undefined || id === null || doc.models[id] !== undefined) return
    if (BUILTIN_MODELS.has(id)) found.add(appOfBuiltin(id))
  }
  for (const model of drawn) {
    if (model.external && BUILTIN_BY_LABEL.has(labelOf(model, apps))) found.add(apps.get(model.app) ?? '')
    for (const base of model.bases) {
      refer('model' in base ? base.model : BUILTIN_BY_CLASS.get(lastName(base.expr))?.id)
    }
    for (const field of model.fields) {
      if (field.kind === 'scalar' || field.kind === 'custom') continue
      refer(field.to ?? builtinOfSource(field.toSource, AUTH_USER_MODEL))
    }
  }
  return found
}

const APART: ReadonlySet<string> = new Set(['AbstractBaseUser', 'AbstractBaseSession'])

function abstractBuiltins(drawn: readonly Model[]): readonly Model[] {
  const names = drawn.flatMap((model) => model.bases.flatMap((base) => ('expr' in base ? [lastName(base.expr)] : [])))
  return [...new Set(names)].flatMap((name) => (APART.has(name) ? (BUILTIN_BY_CLASS.get(name) ?? []) : []))
}

function appOfBuiltin(id: ModelId): string {
  return id.slice('model:'.length).split('.')[0] ?? ''
}

/** A built-in model that a target's source text names: `'auth.User'`, `settings.AUTH_USER_MODEL`. */
export function builtinOfSource(source: string | null, userModel: string): ModelId | null {
  if (source === null) return null
  const text = /AUTH_USER_MODEL$|^get_user_model\(\)$/.test(source) ? userModel : unquoted(source)
  return BUILTIN_BY_LABEL.get(text.toLowerCase())?.id ?? null
}

function labelOf(model: Pick<Model, 'app' | 'name'>, apps: ReadonlyMap<AppId, string>): string {
  return `${apps.get(model.app) ?? model.app.slice('app:'.length)}.${model.name}`.toLowerCase()
}

const standIns = new WeakMap<Model, Model>()

/** The built-in's fields under the drawn model's id; the same object as long as the drawing is the same. */
function standIn(own: Model, builtin: Model): Model {
  let made = standIns.get(own)
  if (made === undefined) {
    made = { ...builtin, id: own.id, app: own.app }
    standIns.set(own, made)
  }
  return made
}

function byApp(models: readonly Model[], apps: ReadonlyMap<AppId, string>): readonly Model[] {
  if (models.every(({ app }) => app === models[0]?.app)) return models
  return [...Map.groupBy(models, (m) => apps.get(m.app) ?? m.app).values()].flat()
}

/** Where the positions of Django's own models begin: the same however many are drawn. */
const BEFORE_ALL = -1_000_000_000

function inputsOf(
  doc: ErDocument,
  records: ReadonlyMap<ModelId, Model>,
  appLabels: ReadonlyMap<AppId, string>,
  builtinApps: typeof BUILTIN_APPS,
): World['inputs'] {
  const { settings } = rootOf(doc)
  const labels = new Map<string, ModelId>()
  const installed = new Map<string, true>(builtinApps.map((app) => [app.label, true]))
  // The last definition of a label wins, as in a module where a class is written twice.
  for (const model of records.values()) {
    if (model.kind !== 'abstract') labels.set(labelOf(model, appLabels), model.id)
    installed.set(appLabels.get(model.app) ?? '', true)
  }
  const enums: ReadonlyMap<EnumId, ChoicesClass> = new Map(Object.values(doc.enums).map((e) => [e.id, e]))
  return new Map<string, ReadonlyMap<string, unknown>>([
    [RECORD, records],
    // Asked for only by classes that are built on others.
    [POSITION, laterPositions(rootOf(doc).modelOrder, records)],
    [LABEL, labels],
    [APP, appLabels],
    [INSTALLED, installed],
    [AUTO_FIELD, new Map([...builtinApps.map((app) => [app.label, app.autoField] as const), ...ownAutoFields(doc)])],
    [SETTING, new Map(Object.entries(settings))],
    [ENUM, enums],
    [ENUM_NAMED, namedOnce(enums)],
    [MANAGER, managerClasses(doc)],
    [MANAGER_OBJECT, managerObjects(doc)],
    [HELPER, helperClasses(doc)],
    [CONSTANT, literalConstants(doc)],
  ])
}

/**
 * Positions, worked out when somebody asks. Made here and nowhere else: a function keeps everything that is known where
 * it is written, and one that waits in the middle of reading a document would keep that document.
 */
export function laterPositions(
  order: readonly ModelId[],
  records: ReadonlyMap<ModelId, Model>,
): ReadonlyMap<string, number> {
  return new LazyMap(() => positionsOf(order, records))
}

function positionsOf(order: readonly ModelId[], records: ReadonlyMap<ModelId, Model>): ReadonlyMap<string, number> {
  const positions = new Map<string, number>()
  for (let i = 0; i < order.length; i++) {
    const id = order[i]
    if (id !== undefined && records.has(id)) positions.set(id, i)
  }
  if (positions.size === records.size) return positions
  let i = 0
  for (const id of records.keys()) {
    if (!positions.has(id)) positions.set(id, BEFORE_ALL + i)
    i++
  }
  return positions
}

function ownAutoFields(doc: ErDocument): readonly (readonly [string, string])[] {
  return Object.values(doc.apps).flatMap(({ label, autoField }) =>
    autoField === undefined ? [] : [[label, autoField]],
  )
}

/** Choices classes by name, and by `Model.Name` where they are nested; ambiguous names go to the first. */
function namedOnce(enums: ReadonlyMap<EnumId, ChoicesClass>): ReadonlyMap<string, ChoicesClass> {
  const named = new Map<string, ChoicesClass>()
  for (const choices of enums.values()) {
    if (!named.has(choices.name)) named.set(choices.name, choices)
    if (choices.model !== null) named.set(`${choices.model}.${choices.name}`, choices)
  }
  return named
}
