/** A project's models and choices classes: found, put in Django's order, and given their ids. */
import type { EnumId, ModelId } from '../../document/ids.ts'
import type { ModelKind } from '../../document/records.ts'
import { stringOf } from '../../python/literal.ts'
import { Classes } from './classes.ts'
import { constantString } from './constants.ts'
import { evaluated } from './evaluate.ts'
import { absoluteModule, declOf } from './modules.ts'
import type { ClassDecl, SourceModule } from './modules.ts'
import { knownModules, knownPackage } from './known/known-modules.ts'
import { Names } from './names.ts'
import type { Found } from './names.ts'
import { stableId } from './stable-id.ts'

export interface ModelDecl {
  readonly id: ModelId
  readonly decl: ClassDecl
  /** App label. */
  readonly app: string
  readonly name: string
  readonly kind: ModelKind
}

export interface EnumDecl {
  readonly id: EnumId
  readonly decl: ClassDecl
  readonly base: string
  /** The model it is nested in. */
  readonly model: ModelDecl | null
}

export interface Project {
  readonly modules: readonly SourceModule[]
  readonly classes: Classes
  /** In the order in which Django would meet them. */
  readonly models: readonly ModelDecl[]
  /** Models of well-known packages that are not among the files, by their declarations: there when referred to. */
  readonly known: ReadonlyMap<ClassDecl, ModelDecl>
  readonly byDecl: ReadonlyMap<ClassDecl, ModelDecl>
  /** Model classes whose name a later class of the module takes: Python, and so Django, forgets them. */
  readonly replaced: ReadonlySet<ClassDecl>
  /** `app.model` in lower case; abstract ones left out. */
  readonly byLabel: ReadonlyMap<string, ModelDecl>
  readonly enums: ReadonlyMap<ClassDecl, EnumDecl>
  appOf(module: SourceModule): string
}

export function readProject(modules: readonly SourceModule[], defaultApp: string): Project {
  const fromPackages = knownModules(modules)
  const classes = new Classes(new Names([...fromPackages, ...modules]))
  const appOf = appLabels(modules, defaultApp)
  const known = knownModels(fromPackages, classes)
  const models: ModelDecl[] = []
  const byDecl = new Map<ClassDecl, ModelDecl>()
  const byLabel = new Map<string, ModelDecl>()
  const replaced = new Set<ClassDecl>()
  for (const module of importOrder(modules, classes.names)) {
    if (knownPackage(module) !== null) continue
    for (const { statement } of module.entries) {
      if (statement.type !== 'ClassDef') continue
      const decl = declOf(statement)
      if (!classes.isModel(decl)) continue
      if (isReplaced(decl, classes)) {
        replaced.add(decl)
        continue
      }
      const model = modelDecl(decl, classes, appOf(module))
      models.push(model)
      byDecl.set(decl, model)
      if (model.kind !== 'abstract') byLabel.set(labelKey(model.app, model.name), model)
    }
  }
  const enums = findEnums(modules, classes, byDecl)
  for (const [decl, model] of known) byDecl.set(decl, model)
  return { modules, classes, models, known, byDecl, replaced, byLabel, enums, appOf }
}

function knownModels(modules: readonly SourceModule[], classes: Classes): ReadonlyMap<ClassDecl, ModelDecl> {
  const found = new Map<ClassDecl, ModelDecl>()
  for (const module of modules) {
    const label = knownPackage(module)?.name ?? module.name
    for (const { statement } of module.entries) {
      if (statement.type !== 'ClassDef') continue
      const decl = declOf(statement)
      if (classes.isModel(decl)) found.set(decl, modelDecl(decl, classes, label))
    }
  }
  return found
}

function isReplaced(decl: ClassDecl, classes: Classes): boolean {
  const last = decl.module.scope.get(decl.node.name)
  if (last?.kind !== 'class' || last.decl === decl || last.decl.node.from < decl.node.from) return false
  return !last.decl.conditional && classes.isModel(last.decl)
}

export function labelKey(app: string, name: string): string {
  return `${app}.${name}`.toLowerCase()
}

function modelDecl(decl: ClassDecl, classes: Classes, app: string): ModelDecl {
  const meta = decl.scope.get('Meta')
  const own = meta?.kind === 'class' ? meta.decl : null
  const option = (name: string): Found | null => (own === null ? null : classes.names.classAttribute(own, name))
  const label = meta === undefined ? inheritedLabel(decl, classes) : option('app_label')
  const ownApp = label?.kind === 'value' ? constantString({ ...label, cls: null }, classes) : null
  const isProxy = isTrue(option('proxy'), classes)
  const kind = own !== null && isAbstract(own, classes) ? 'abstract' : isProxy ? 'proxy' : 'concrete'
  const id = stableId('model', `${decl.module.path}\n${decl.path}`) as ModelId
  return { id, decl, app: ownApp ?? app, name: decl.node.name, kind }
}

/** A class without a Meta has that of the nearest abstract base: the others keep none that could be inherited. */
function inheritedLabel(decl: ClassDecl, classes: Classes, steps = MAX_BASES): Found | null {
  for (const { name, value } of steps > 0 ? decl.bases : []) {
    const base = name === null ? classes.base(value, decl) : null
    if (base?.kind !== 'class') continue
    const meta = base.decl.scope.get('Meta')
    if (meta?.kind === 'class' && isAbstract(meta.decl, classes))
      return classes.names.classAttribute(meta.decl, 'app_label')
    const found = inheritedLabel(base.decl, classes, steps - 1)
    if (found !== null) return found
  }
  return null
}

/** A base's `abstract` is never inherited: Django resets it. */
function isAbstract(meta: ClassDecl, classes: Classes): boolean {
  return meta.scope.has('abstract') && isTrue(classes.names.classAttribute(meta, 'abstract'), classes)
}

function isTrue(found: Found | null, classes: Classes): boolean {
  if (found?.kind !== 'value') return false
  return evaluated({ expr: found.expr, module: found.module, cls: null }, classes) === true
}

/** A class that is its own ancestor ends somewhere. */
const MAX_BASES = 20

/** Modules as Python would run them: what a module imports comes before it. */
function importOrder(modules: readonly SourceModule[], names: Names): readonly SourceModule[] {
  const done = new Set<SourceModule>()
  const visit = (start: SourceModule): void => {
    // An explicit stack: a chain of imports may be as long as the project.
    const open: { module: SourceModule; next: SourceModule[] }[] = []
    const enter = (module: SourceModule): void => {
      if (entered.has(module)) return
      entered.add(module)
      open.push({ module, next: importsOf(module, names) })
    }
    enter(start)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.next.shift()
      if (next !== undefined) enter(next)
      else {
        done.add(top.module)
        open.pop()
      }
    }
  }
  const entered = new Set<SourceModule>()
  for (const module of modules) visit(module)
  return [...done]
}

function importsOf(module: SourceModule, names: Names): SourceModule[] {
  const found: SourceModule[] = []
  for (const { statement } of module.entries) {
    if (statement.type !== 'ImportFrom') continue
    const name = absoluteModule(module, statement.module, statement.level)
    for (const imported of statement.names) {
      const target = names.module(`${name}.${imported.name}`) ?? names.module(name)
      if (target !== null && target !== module) found.push(target)
    }
  }
  return found
}

/** The app of each module: the folder that holds models.py or models/, or the label in its apps.py. */
function appLabels(modules: readonly SourceModule[], defaultApp: string): (module: SourceModule) => string {
  const folders = new Map<string, string>()
  for (const { path } of modules) {
    // `shop/models/models.py` belongs to the folder `shop`.
    const folder = /^(?:(.*?)\/)?models(?:\.py$|\/)/.exec(path)
    if (folder !== null) folders.set(folder[1] ?? '', '')
  }
  for (const folder of folders.keys()) {
    const apps = modules.find((module) => module.path === (folder === '' ? 'apps.py' : `${folder}/apps.py`))
    const label = apps === undefined ? null : configuredLabel(apps)
    folders.set(folder, label ?? lastFolder(folder) ?? defaultApp)
  }
  return ({ path }) => {
    for (let folder = parent(path); ; folder = parent(folder)) {
      const label = folders.get(folder)
      if (label !== undefined) return label
      if (folder === '') return lastFolder(parent(path)) ?? defaultApp
    }
  }
}

function parent(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function lastFolder(folder: string): string | null {
  const name = folder.slice(folder.lastIndexOf('/') + 1).replaceAll(/\W/g, '_')
  return /^[^\d\W]\w*$/u.test(name) ? name : null
}

function configuredLabel(apps: SourceModule): string | null {
  return configured(apps, 'label') ?? configured(apps, 'name')?.split('.').at(-1) ?? null
}

/** A text that the AppConfig of an apps.py says. */
function configured(apps: SourceModule, name: string, classes?: Classes): string | null {
  for (const { statement } of apps.entries) {
    if (statement.type !== 'ClassDef' || !statement.name.endsWith('Config')) continue
    const decl = declOf(statement)
    const binding = decl.scope.get(name)
    if (binding?.kind !== 'value') continue
    const known =
      classes === undefined ? undefined : evaluated({ expr: binding.expr, module: apps, cls: decl }, classes)
    const text = stringOf(binding.expr) ?? (typeof known === 'string' ? known : null)
    if (text !== null) return text
  }
  return null
}

/** `default_auto_field` of the apps that say one, by app label. */
export function configuredAutoFields({
  modules,
  appOf,
  classes,
}: Pick<Project, 'modules' | 'appOf' | 'classes'>): ReadonlyMap<string, string> {
  const found = modules.flatMap((module) => {
    const autoField = /(?:^|\/)apps\.py$/.test(module.path) ? configured(module, 'default_auto_field', classes) : null
    return autoField === null ? [] : [[appOf(module), autoField] as const]
  })
  return new Map(found)
}

function findEnums(
  modules: readonly SourceModule[],
  classes: Classes,
  models: ReadonlyMap<ClassDecl, ModelDecl>,
): ReadonlyMap<ClassDecl, EnumDecl> {
  const enums = new Map<ClassDecl, EnumDecl>()
  const add = (decl: ClassDecl, model: ModelDecl | null): void => {
    const base = classes.choicesBase(decl)
    if (base === null) return
    const id = stableId('enum', `${decl.module.path}\n${decl.path}`) as EnumId
    enums.set(decl, { id, decl, base, model })
  }
  for (const module of modules) {
    for (const { statement } of module.entries) {
      if (statement.type !== 'ClassDef') continue
      const decl = declOf(statement)
      const model = models.get(decl) ?? null
      if (model === null) add(decl, null)
      else
        for (const inner of decl.entries) if (inner.statement.type === 'ClassDef') add(declOf(inner.statement), model)
    }
  }
  return enums
}
