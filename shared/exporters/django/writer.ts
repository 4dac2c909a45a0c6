/** What the parts of the Django exporter share: names of records, and how models refer to each other. */
import type { EnumId, FieldId, ModelId } from '../../document/ids.ts'
import type { ChoicesClass, ErDocument, Model, RelationField, Value } from '../../document/records.ts'
import type { Replaced } from '../../util/changes.ts'
import { printValue } from '../../python/literal.ts'
import { printString } from '../../python/print.ts'
import { parseExpression } from '../../python/parse.ts'
import { normalised } from './black.ts'
import { databaseKeys } from './db-on-delete.ts'
import { namesIn } from './names.ts'
import { LOOKUPS } from './lookups.ts'
import type { Found, Lookup, Read } from './lookups.ts'

interface WriterOptions {
  /** Django 6.1's DB_CASCADE, DB_SET_NULL and DB_SET_DEFAULT. */
  readonly dbOnDelete: boolean
}

/** Where a model is written: what its text may name. */
export interface Place {
  readonly model: Model
  /** Models whose classes are defined above, in the same module. */
  readonly defined: Pick<ReadonlySet<ModelId>, 'has'>
  /** Names that the class body binds before its fields, which hide module names. */
  readonly hidden: ReadonlySet<string>
  /** Whether a bare name means something in this module (imported, defined, known). */
  readonly canName: (name: string) => boolean
}

const NONE: readonly never[] = []
const NOWHERE: Pick<Place, 'defined' | 'canName'> = { defined: new Set(), canName: () => false }
const BUILTIN = /^model:(\w+)\.(\w+)$/

export class Writer {
  readonly doc: ErDocument
  readonly options: WriterOptions
  #fieldNames: Map<string, string> | null = null
  #databaseKeys: ReadonlySet<FieldId> | null = null
  #classNames: ReadonlySet<string> | null = null
  #nested: ReadonlyMap<ModelId, readonly ChoicesClass[]> | null = null
  /** What the text that is being written has asked so far; null: nobody wants to know. */
  #reads: Read[] | null = null

  constructor(doc: ErDocument, options: WriterOptions) {
    this.doc = doc
    this.options = options
  }

  /** A writer of the document after models were replaced in their places; this one is of no use any more. */
  after(doc: ErDocument, replaced: readonly Replaced<Model>[]): Writer {
    const next = new Writer(doc, this.options)
    next.#nested = this.#nested
    if (replaced.every(({ before, after }) => before.name === after.name)) next.#classNames = this.#classNames
    next.#fieldNames = this.#fieldNames
    if (next.#fieldNames === null || replaced.every(({ before, after }) => before.fields === after.fields)) return next
    for (const { before } of replaced) for (const field of before.fields) next.#fieldNames.delete(field.id)
    for (const { after } of replaced) for (const field of after.fields) next.#fieldNames.set(field.id, field.name)
    return next
  }

  /** What a text asks of the rest of the design it asks here, so that it can be told when it has to be written anew. */
  look<K extends Lookup>(lookup: K, key: string, place: Pick<Place, 'defined' | 'canName'> = NOWHERE): Found<K> {
    const was = LOOKUPS[lookup](this, key, place) as Found<K>
    this.#reads?.push({ lookup, key, was })
    return was
  }

  /** A text with all that it asked. */
  noting(write: () => string): { readonly text: string; readonly reads: readonly Read[] } {
    const reads: Read[] = []
    this.#reads = reads
    try {
      return { text: write(), reads }
    } finally {
      this.#reads = null
    }
  }

  /** Whether what happens on delete is written as the database's matter. */
  isDatabaseKey(field: FieldId): boolean {
    if (!this.options.dbOnDelete) return false
    this.#databaseKeys ??= databaseKeys(this.doc)
    return this.#databaseKeys.has(field)
  }

  /** The name a reference means; a name stays itself. */
  fieldName(ref: FieldId | string): string {
    if (!ref.startsWith('field:')) return ref
    this.#fieldNames ??= fieldNames(this.doc.models)
    return this.#fieldNames.get(ref) ?? ref
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

  /** Choices classes inside the model's class. */
  nested(id: ModelId): readonly ChoicesClass[] {
    this.#nested ??= Map.groupBy(
      Object.values(this.doc.enums).filter((one) => one.model !== null),
      (one) => one.model as ModelId,
    )
    return this.#nested.get(id) ?? NONE
  }

  /** Whether a class of the app's module has the name. @param key `app:… Name` */
  isClassName(key: string): boolean {
    if (this.#classNames === null) {
      const own = [...Object.values(this.doc.models).filter((m) => !m.external), ...Object.values(this.doc.enums)]
      this.#classNames = new Set(own.map(({ app, name }) => `${app} ${name}`))
    }
    return this.#classNames.has(key)
  }

  /** The import that brings a model's class. */
  modelImport(id: ModelId): string | null {
    const model = this.doc.models[id]
    const builtin = BUILTIN.exec(id)
    if (builtin !== null) return `from django.contrib.${builtin[1]}.models import ${builtin[2]}`
    const known = model?.external === true ? this.doc.apps[model.app]?.code : undefined
    const written = known?.find(({ name, source }) => name === model?.name && /^from \S+ import \w+$/.test(source))
    if (written !== undefined) return written.source
    return model === undefined ? null : `from ${this.appLabel(model)}.models import ${model.name}`
  }

  /** A relation's first argument. */
  target(field: RelationField, place: Place): string {
    const { to, toSource } = field
    if (to === null) return toSource === null ? 'None' : normalised(toSource)
    if (toSource !== null && this.isMiswritten(toSource, to)) return normalised(toSource)
    if (to === place.model.id) return toSource === null ? '"self"' : this.own(toSource, place.model)
    if (toSource !== null && !/^\s*["']/.test(toSource) && this.isUsable(toSource, place)) return normalised(toSource)
    return this.modelName(to, place, toSource !== null)
  }

  /** `'Shop.Item'` where the app is `shop`: Django finds no such model, and says so until the text is changed. */
  private isMiswritten(source: string, to: ModelId): boolean {
    const written = /^\s*(['"])(\w+)\.\w+\1\s*$/.exec(source)?.[2]
    const label = this.look('appLabel', to)
    return written !== undefined && written !== label && written.toLowerCase() === label?.toLowerCase()
  }

  /** The model's own class by another name than 'self'. */
  private own(toSource: string, model: Model): string {
    return /^\s*["']self["']\s*$/.test(toSource) ? '"self"' : printString(model.name)
  }

  private isUsable(source: string, place: Place): boolean {
    if (parseExpression(source).errors.length > 0) return false
    return [...namesIn(source)].every((name) => this.look('canName', name, place))
  }

  /** A class where it can be named here, else `"Model"` or `"app.Model"`. */
  modelName(id: ModelId, place: Place, asText = false): string {
    const name = this.look('name', id)
    const builtin = BUILTIN.exec(id)
    if (name === undefined) return builtin === null ? 'None' : printString(`${builtin[1]}.${builtin[2]}`)
    const isFree = !place.hidden.has(name)
    const { app } = place.model
    if (this.look('app', id) === app && !this.look('isExternal', id)) {
      return isFree && !asText && this.look('isDefined', id, place) ? name : printString(name)
    }
    if (builtin !== null && !asText && isFree && !this.look('isClassName', `${app} ${name}`)) return name
    return printString(`${this.look('appLabel', id)}.${name}`)
  }

  /** A value, expressions in black's quotes. */
  value(value: Value): string {
    const source = printValue(value)
    return typeof value === 'object' && value !== null ? normalised(source) : source
  }
}

function fieldNames(models: ErDocument['models']): Map<string, string> {
  const names = new Map<string, string>()
  for (const model of Object.values(models)) for (const field of model.fields) names.set(field.id, field.name)
  return names
}
