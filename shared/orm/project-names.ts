/** What a script can import from the project's modules, and what its models are built on. */
import type { ModelId } from '../document/ids.ts'
import type { ErDocument } from '../document/records.ts'
import { boundBy } from './app-code.ts'
import { isExpr } from '../document/records.ts'
import { BUILTIN_BY_CLASS, BUILTIN_BY_LABEL, BUILTIN_MODELS } from '../relations/builtin/catalogue.ts'
import type { ResolvedModel } from '../relations/types.ts'
import { abstractClass } from './script/models/classes/abstract-class.ts'
import { enumType } from './script/models/classes/choices.ts'
import type { Runtime } from './script/runtime.ts'
import type { Scope } from './script/scope.ts'
import { UserClass } from './script/classes/user-class.ts'
import { Namespace } from './script/values.ts'
import type { Value } from './script/values.ts'

export class ProjectNames {
  readonly #rt: Runtime
  readonly #doc: ErDocument | undefined
  readonly #project: Scope
  /** A tutorial's names of apps are taken for the design's. */
  readonly #isLenient: boolean
  readonly #modules = new Map<string, ModelsModule>()

  constructor(rt: Runtime, doc: ErDocument | undefined, project: Scope, isLenient: boolean) {
    this.#rt = rt
    this.#doc = doc
    this.#project = project
    this.#isLenient = isLenient
  }

  /** `from blog.models import Post`; undefined: there is no such name. */
  imported(module: string, name: string): Value | undefined {
    const [app = ''] = module.split('.')
    if (!/(^|\.)models$/.test(module) && module !== '') return undefined
    const { resolution } = this.#rt
    for (const key of resolution.order) {
      const model = resolution.models.get(key)
      if (model === undefined || model.name !== name) continue
      if (module === 'models' || module === '' || model.app === app || module.includes(`${model.app}.models`))
        return this.#rt.modelClass(key)
    }
    const beside = this.#besideModels(module, name)
    // It may be None.
    return beside !== undefined ? beside : (this.#abstractModel(app, name) ?? this.#drawnModel(app, name))
  }

  /** `import blog.models`, `from blog import models`; undefined: no app is called so. */
  module(name: string): Namespace | undefined {
    const [app = '', part, ...more] = name.split('.')
    const isModels = part === 'models' && more.length === 0
    if (!this.#isApp(app) || !(isModels || part === undefined)) return undefined
    let models = this.#modules.get(app)
    if (models === undefined) this.#modules.set(app, (models = new ModelsModule(`${app}.models`, this)))
    return isModels ? models : new Namespace(app, new Map([['models', models]]))
  }

  #isApp(label: string): boolean {
    const models = [...this.#rt.resolution.models.values()]
    return models.some(({ app, external }) => app === label && !external)
  }

  /** Names of models for `from blog.models import *`. */
  allOf(module: string): readonly string[] {
    const { order, models } = this.#rt.resolution
    const names = order.map((key) => models.get(key)?.name ?? '')
    const apps = Object.values(this.#doc?.apps ?? {})
    const beside = apps.flatMap(({ code }) => (code ?? []).flatMap((m) => [...boundBy(m)]))
    const enums = Object.values(this.#doc?.enums ?? {}).flatMap((e) => (e.model === null ? [e.name] : []))
    const abstract = [...this.#rt.resolution.abstract.values()].map(({ name }) => name)
    const all = new Set([...names, ...abstract, ...enums, ...beside])
    return [...all].filter((name) => name !== '' && this.#isThere(module, name))
  }

  /** What cannot be made is refused where it is used, not where everything is imported. */
  #isThere(module: string, name: string): boolean {
    return this.#project.refusalOf(name) !== undefined || this.imported(module, name) !== undefined
  }

  /** Models by id, mixins as classes; what is neither is left out. */
  basesOf(id: ModelId): readonly (ModelId | UserClass)[] {
    // A drawn `auth.User` stands for Django's own: its bases are Django's.
    const model = this.#rt.resolution.models.get(id)
    const builtin = model?.external === true ? BUILTIN_BY_LABEL.get(model.label.toLowerCase()) : BUILTIN_MODELS.get(id)
    const record = builtin ?? this.#doc?.models[id]
    return (record?.bases ?? []).flatMap((base): readonly (ModelId | UserClass)[] => {
      if (!isExpr(base)) return [base.model]
      const name = base.expr.split('.').at(-1) ?? ''
      const known = BUILTIN_BY_CLASS.get(name)
      if (known !== undefined) return [known.id]
      const mixin = this.#project.find(name)
      return mixin instanceof UserClass ? [mixin] : []
    })
  }

  #abstractModel(app: string, name: string): Value | undefined {
    const isIt = (model: ResolvedModel): boolean =>
      model.name === name && (model.app === app || app === 'models' || app === '')
    const found = [...this.#rt.resolution.abstract.values()].find(isIt)
    return found === undefined ? undefined : abstractClass(found, this.#rt)
  }

  /** A tutorial calls its app what it likes: where the design has no such app, the drawn model of that name is meant. */
  #drawnModel(app: string, name: string): Value | undefined {
    const { models, order } = this.#rt.resolution
    const isApp = [...models.values()].some((model) => model.app === app)
    if (!this.#isLenient || app === 'django' || isApp) return undefined
    const key = order.find((one) => {
      const model = models.get(one)
      return model?.name === name && model.id !== null
    })
    return key === undefined ? undefined : this.#rt.modelClass(key)
  }

  /** Choices classes, functions and constants that stand beside the models of a module. */
  #besideModels(module: string, name: string): Value | undefined {
    const isOf = (label: string): boolean =>
      module === 'models' || module === '' || module.split('.')[0] === label || module.includes(`${label}.models`)
    const apps = Object.values(this.#doc?.apps ?? {}).filter(({ label }) => isOf(label))
    const choices = Object.values(this.#doc?.enums ?? {}).find(
      (e) => e.model === null && e.name === name && apps.some(({ id }) => id === e.app),
    )
    if (choices !== undefined) return enumType(choices, this.#rt)
    const made = this.#project.names.get(name)
    const refusal = made === undefined && apps.length > 0 ? this.#project.refusalOf(name) : undefined
    if (refusal !== undefined) throw refusal
    return apps.some(({ code }) => code?.some((m) => boundBy(m).has(name))) ? made : undefined
  }
}

/** A models.py as an object; what is in it is made when it is asked for. */
class ModelsModule extends Namespace {
  readonly #names: ProjectNames
  constructor(name: string, names: ProjectNames) {
    super(name, new Map())
    this.#names = names
  }
  override getAttr(name: string): Value | undefined {
    return this.#names.imported(this.name, name)
  }
  override attributeNames(): readonly string[] {
    return this.#names.allOf(this.name)
  }
}
