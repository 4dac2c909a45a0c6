/** What the parts of the Django exporter share: names of records, and how models refer to each other. */
import type { EnumId, FieldId, ModelId } from '../../document/ids.ts'
import type { ChoicesClass, ErDocument, Model, RelationField, Value } from '../../document/records.ts'
import { printValue } from '../../python/literal.ts'
import { printString } from '../../python/print.ts'
import { parseExpression } from '../../python/parse.ts'
import { normalised } from './black.ts'
import { databaseKeys } from './db-on-delete.ts'
import { namesIn } from './names.ts'

export interface WriterOptions {
  /** Django 6.1's DB_CASCADE, DB_SET_NULL and DB_SET_DEFAULT. */
  readonly dbOnDelete: boolean
}

/** Where a model is written: what its text may name. */
export interface Place {
  readonly model: Model
  /** Models whose classes are defined above, in the same module. */
  readonly defined: ReadonlySet<ModelId>
  /** Names that the class body binds before its fields, which hide module names. */
  readonly hidden: ReadonlySet<string>
  /** Whether a bare name means something in this module (imported, defined, known). */
  readonly canName: (name: string) => boolean
}

const BUILTIN = /^model:(\w+)\.(\w+)$/

export class Writer {
  readonly doc: ErDocument
  readonly options: WriterOptions
  private readonly fieldNames = new Map<string, string>()
  #databaseKeys: ReadonlySet<FieldId> | null = null

  constructor(doc: ErDocument, options: WriterOptions) {
    this.doc = doc
    this.options = options
    for (const model of Object.values(doc.models))
      for (const field of model.fields) this.fieldNames.set(field.id, field.name)
  }

  /** Whether what happens on delete is written as the database's matter. */
  isDatabaseKey(field: FieldId): boolean {
    if (!this.options.dbOnDelete) return false
    this.#databaseKeys ??= databaseKeys(this.doc)
    return this.#databaseKeys.has(field)
  }

  /** The name a reference means; a name stays itself. */
  fieldName(ref: FieldId | string): string {
    return this.fieldNames.get(ref) ?? ref
  }

  appLabel(model: Model): string {
    return this.doc.apps[model.app]?.label ?? BUILTIN.exec(model.id)?.[1] ?? model.app.slice('app:'.length)
  }

  model(id: ModelId): Model | undefined {
    return this.doc.models[id]
  }

  choicesClass(id: EnumId): ChoicesClass | undefined {
    return this.doc.enums[id]
  }

  /** The import that brings a model's class. */
  modelImport(id: ModelId): string | null {
    const model = this.doc.models[id]
    const builtin = BUILTIN.exec(id)
    if (builtin !== null) return `from django.contrib.${builtin[1]}.models import ${builtin[2]}`
    return model === undefined ? null : `from ${this.appLabel(model)}.models import ${model.name}`
  }

  /** A relation's first argument. */
  target(field: RelationField, place: Place): string {
    const { to, toSource } = field
    if (to === null) return toSource === null ? 'None' : normalised(toSource)
    if (to === place.model.id) return toSource === null ? '"self"' : this.own(toSource, place.model)
    if (toSource !== null && !/^\s*["']/.test(toSource) && this.isUsable(toSource, place)) return normalised(toSource)
    return this.modelName(to, place, toSource !== null)
  }

  /** The model's own class by another name than 'self'. */
  private own(toSource: string, model: Model): string {
    return /^\s*["']self["']\s*$/.test(toSource) ? '"self"' : printString(model.name)
  }

  private isUsable(source: string, place: Place): boolean {
    if (parseExpression(source).errors.length > 0) return false
    return [...namesIn(source)].every((name) => place.canName(name))
  }

  /** A class where it can be named here, else `"Model"` or `"app.Model"`. */
  modelName(id: ModelId, place: Place, asText = false): string {
    const target = this.doc.models[id]
    const builtin = BUILTIN.exec(id)
    if (target === undefined) return builtin === null ? 'None' : printString(`${builtin[1]}.${builtin[2]}`)
    const isFree = !place.hidden.has(target.name)
    if (target.app === place.model.app && !target.external) {
      return place.defined.has(id) && isFree && !asText ? target.name : printString(target.name)
    }
    if (builtin !== null && !asText && isFree && !this.#isOwnName(place.model, target.name)) return target.name
    return printString(`${this.appLabel(target)}.${target.name}`)
  }

  /** Whether a class of the same module has the name. */
  #isOwnName({ app }: Model, name: string): boolean {
    const own = [...Object.values(this.doc.models).filter((m) => !m.external), ...Object.values(this.doc.enums)]
    return own.some((one) => one.app === app && one.name === name)
  }

  /** A value, expressions in black's quotes. */
  value(value: Value): string {
    const source = printValue(value)
    return typeof value === 'object' && value !== null ? normalised(source) : source
  }
}
