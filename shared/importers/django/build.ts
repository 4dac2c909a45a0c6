/** Python files → a document. */
import type { AppId, FieldId, ModelId, ViewId } from '../../document/ids.ts'
import { placementId } from '../../document/records.ts'
import type { App, ChoicesClass, ErDocument, Model, Placement, Root } from '../../document/records.ts'
import type { Imported, ImportOptions } from '../importer.ts'
import { addedFields } from './added-fields.ts'
import { appCode } from './app-code.ts'
import { readChoicesClass } from './choices-class.ts'
import type { Context } from './context.ts'
import type { SourceModule } from './modules.ts'
import { configuredAutoFields, readProject } from './project.ts'
import type { EnumDecl, ModelDecl, Project } from './project.ts'
import { draftFields, readModel } from './read-model.ts'
import { Report } from './report.ts'
import { runProblems } from './run-problems.ts'
import { importOf } from './known/known-modules.ts'
import { KNOWN_PACKAGES } from './known/packages.ts'
import { readSettings } from './settings.ts'
import { stableId } from './stable-id.ts'
import { Externals } from './targets.ts'

export function buildDocument(modules: readonly SourceModule[], options: ImportOptions): Imported {
  const report = new Report()
  for (const module of modules)
    for (const error of module.py.errors) {
      const message = `This line could not be read: ${error.message}. What stands before and after it was imported.`
      report.add('syntax', { module, from: error.from }, message, 'Correct the line and import again.')
    }
  const project = readProject(modules, options.app)
  for (const module of new Set(project.models.map((model) => model.decl.module))) {
    for (const { type, message, from } of runProblems(module)) {
      // Names of Django 6.1, which we write ourselves where it is asked for.
      if (/has no attribute 'DB_(?:CASCADE|SET_NULL|SET_DEFAULT)'$/.test(message)) continue
      const hint = 'Correct it in the file; it was imported as it stands.'
      report.add('run', { module, from }, `Python stops here: ${type}: ${message}.`, hint)
    }
  }
  for (const { module, statement, what, why } of addedFields(project).left) {
    const message = `${what} was not followed: ${why}. It is kept as written.`
    report.add('verbatim', { module, from: statement.from }, message)
  }
  for (const { module, node } of project.replaced) {
    const message = `${node.name} is defined again below, and Python forgets this one; it is not drawn.`
    report.add('verbatim', { module, from: node.from }, message, 'Give one of the two classes another name.')
  }
  const settings = readSettings(project, options, report)
  const externals = new Externals(project.known.values())
  const all = [...project.models, ...project.known.values()]
  const drafts = new Map(all.map((model) => [model.id, draftFields(model.decl, project)]))
  const fieldId = fieldLookup(
    project,
    new Map([...drafts].map(([id, list]) => [id, new Map(list.map((d) => [d.name, d.id]))])),
  )
  const read = (model: ModelDecl, to: Report): Model => {
    const context: Context = { project, externals, report: to, model, userModel: settings.AUTH_USER_MODEL, fieldId }
    return readModel(context, appId(model.app), drafts.get(model.id) ?? [])
  }
  const models = project.models.map((model) => read(model, report))
  const packaged = packagedModels(project, externals, models, (model) => read(model, new Report()))
  const [first] = modules
  if (models.length === 0 && first !== undefined) {
    report.add(
      'empty',
      { module: first, from: 0 },
      'No model was found: no class here is built on models.Model.',
      'Choose the models.py of an app, or the folder of a project.',
    )
  }
  const doc = assemble(project, models, packaged, externals, settings, options)
  return { doc, diagnostics: report.diagnostics }
}

/** What the models refer to of well-known packages, in their order there. */
function packagedModels(
  project: Project,
  externals: Externals,
  own: readonly Model[],
  read: (model: ModelDecl) => Model,
): readonly Model[] {
  const byId = new Map([...project.known.values()].map((model) => [model.id, model]))
  const found = new Map<ModelId, Model>()
  const visit = (id: ModelId): void => {
    const model = byId.get(id)
    if (model === undefined || found.has(id)) return
    const record: Model = { ...read(model), external: true }
    for (const base of record.bases) if ('model' in base) visit(base.model)
    found.set(id, record)
  }
  for (const { bases } of own) for (const base of bases) if ('model' in base) visit(base.model)
  // It grows while these are read.
  for (const { id } of externals.byLabel.values()) visit(id)
  // Fields of several bases stand in the order in which the classes do.
  return [...byId.keys()].flatMap((id) => found.get(id) ?? [])
}

const BUILTIN_APPS: ReadonlySet<string> = new Set([
  'contenttypes',
  'auth',
  'admin',
  'sessions',
  'sites',
  'flatpages',
  'redirects',
])

/** Django's own apps have speaking ids. */
function appId(label: string): AppId {
  return (BUILTIN_APPS.has(label) ? `app:${label}` : stableId('app', label)) as AppId
}

/** Finds a field by name in a model or the models that it is built on. */
function fieldLookup(
  project: Project,
  own: ReadonlyMap<ModelId, ReadonlyMap<string, FieldId>>,
): (model: ModelId, name: string) => FieldId | null {
  const all = [...project.models, ...project.known.values()]
  const declById = new Map(all.map((model) => [model.id, model]))
  const bases = new Map<ModelId, readonly ModelId[]>()
  const basesOf = (model: ModelDecl): readonly ModelId[] =>
    model.decl.bases.flatMap((base) => {
      const found = base.name === null ? project.classes.base(base.value, model.decl) : null
      const id = found?.kind === 'class' ? project.byDecl.get(found.decl)?.id : undefined
      return id === undefined ? [] : [id]
    })
  for (const model of all) bases.set(model.id, basesOf(model))
  return (start, name) => {
    const seen = new Set<ModelId>()
    const queue: ModelId[] = [start]
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      if (seen.has(id) || !declById.has(id)) continue
      seen.add(id)
      const found = own.get(id)?.get(name)
      if (found !== undefined) return found
      queue.unshift(...(bases.get(id) ?? []))
    }
    return null
  }
}

function externalModels(externals: Externals, packaged: readonly Model[]): readonly Model[] {
  const known = new Set(packaged.map(({ id }) => id))
  const others = [...externals.byLabel.values()].filter(({ id }) => !known.has(id))
  return others.map(({ id, app, name }) => ({
    id,
    app: appId(app),
    name,
    kind: 'concrete',
    external: true,
    bases: [],
    fields: [],
    meta: {},
    indexes: [],
    constraints: [],
    members: [],
    docstring: null,
  }))
}

function assemble(
  project: Project,
  own: readonly Model[],
  packaged: readonly Model[],
  externals: Externals,
  settings: Root['settings'],
  options: ImportOptions,
): ErDocument {
  const models = [...externalModels(externals, packaged), ...packaged, ...own]
  const labels = [...new Set([...project.models.map((m) => m.app), ...(own.length === 0 ? [options.app] : [])])]
  const apps = new Map<AppId, App>()
  const autoFields = configuredAutoFields(project)
  for (const label of labels) {
    const code = appCode(project, label)
    const autoField = autoFields.get(label)
    const app = { id: appId(label), label, ...(autoField === undefined ? {} : { autoField }) }
    apps.set(appId(label), code.length === 0 ? app : { ...app, code })
  }
  for (const app of packagedApps(project, packaged)) apps.set(app.id, app)
  const enums = [...project.enums.values()].map((e): ChoicesClass => readChoicesClass(e, appId(enumApp(project, e))))
  const referred = [...externals.byLabel.values()].map((m) => m.app)
  for (const label of [...referred, ...[...project.enums.values()].map((e) => enumApp(project, e))]) {
    if (!apps.has(appId(label))) apps.set(appId(label), { id: appId(label), label })
  }
  const view: ViewId = 'view:everything'
  const defaultApp = appId(labels[0] ?? options.app)
  const root: Root = {
    id: 'root',
    name: labels.length === 1 ? (labels[0] ?? options.app) : 'models',
    modelOrder: models.map((m) => m.id),
    viewOrder: [view],
    queryOrder: [],
    defaultApp,
    settings,
  }
  return {
    root: { root },
    apps: Object.fromEntries(apps),
    models: byId(models),
    enums: byId(enums),
    views: { [view]: { id: view, name: 'Everything', everything: true } },
    placements: byId(gridPlacements(models, view)),
    areas: {},
    notes: {},
    queries: {},
    rows: {},
    generators: {},
  }
}

/** Their labels, and where their classes are imported from. */
function packagedApps(project: Project, packaged: readonly Model[]): readonly App[] {
  const ids = new Set(packaged.map(({ id }) => id))
  const used = [...project.known.values()].filter(({ id }) => ids.has(id))
  return [...Map.groupBy(used, ({ app }) => app)].map(([label, models]) => {
    const autoField = KNOWN_PACKAGES.find(({ name }) => name === label)?.autoField
    const code = models.map(({ decl, name }) => ({ name, source: importOf(decl.module, name) }))
    return { id: appId(label), label, ...(autoField === undefined ? {} : { autoField }), code }
  })
}

function enumApp(project: Project, { model, decl }: EnumDecl): string {
  return model?.app ?? project.appOf(decl.module)
}

function byId<T extends { readonly id: string }>(records: readonly T[]): { readonly [id: string]: T } {
  return Object.fromEntries(records.map((record) => [record.id, record]))
}

const COLUMN_PX = 320
const GAP_PX = 60
const HEADER_PX = 48
const ROW_PX = 26

/** Rows of boxes that do not overlap; the real layout comes from elsewhere. */
function gridPlacements(models: readonly Model[], view: ViewId): readonly Placement[] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(models.length)))
  let y = 0
  let tallest = 0
  return models.map((model, i) => {
    if (i > 0 && i % columns === 0) {
      y += tallest + GAP_PX
      tallest = 0
    }
    tallest = Math.max(tallest, HEADER_PX + ROW_PX * model.fields.length)
    const x = (i % columns) * COLUMN_PX
    return {
      id: placementId(view, model.id),
      view,
      model: model.id,
      x,
      y,
      color: null,
      collapsed: false,
      locked: false,
    }
  })
}
