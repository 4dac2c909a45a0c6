/** Copies models into a design: new ids throughout, names that are free, relations kept where they lead somewhere. */
import { isBuiltinModelId, newId } from '../../document/ids.ts'
import type { AppId, EnumId, FieldId, ModelId } from '../../document/ids.ts'
import { freeName, takenModelNames } from '../../document/names.ts'
import { isExpr, isRelation, rootOf } from '../../document/records.ts'
import type {
  Base,
  ChoicesClass,
  Constraint,
  ErDocument,
  Field,
  Index,
  Meta,
  Model,
  Ordering,
  RelationField,
  RowSet,
  Value,
} from '../../document/records.ts'
import type { Draft } from '../edit.ts'

/** What a clipboard holds: records as they were, ids included. */
export interface Clip {
  readonly models: readonly Model[]
  /** The choices classes that the models use. */
  readonly enums?: readonly ChoicesClass[]
  readonly rows?: readonly RowSet[]
}

interface CopyOptions {
  /** The app of models whose own app is not in the design. */
  readonly app?: AppId
  /** Ids that the caller chose for the copies, by the original's id. */
  readonly ids?: { readonly [model: string]: ModelId }
}

/** Puts the copies into the draft, at the end of the declaration order; gives original id → copy's id. */
export function copyModels(
  doc: ErDocument,
  draft: Draft,
  clip: Clip,
  options: CopyOptions,
): ReadonlyMap<ModelId, ModelId> {
  const maps = idMaps(clip, options)
  const names = new Names(doc)
  const fallbackApp = options.app ?? rootOf(doc).defaultApp
  const appOf = (app: AppId): AppId => (doc.apps[app] === undefined ? fallbackApp : app)

  for (const one of clip.enums ?? []) {
    const model = one.model === null ? null : (maps.models.get(one.model) ?? null)
    const id = maps.enums.get(one.id)
    if (id === undefined) continue
    const app = appOf(one.app)
    const name = model === null ? names.takeModel(app, one.name) : one.name
    draft.put('enums', { ...one, id, app, model, name })
  }
  for (const model of clip.models) {
    const app = appOf(model.app)
    const copy = { ...model, app, name: names.takeModel(app, model.name) }
    draft.put('models', copyOf(doc, copy, maps, names))
  }
  const ids = clip.models.map((m) => maps.models.get(m.id) as ModelId)
  const root = draft.get('root', 'root') ?? rootOf(doc)
  draft.put('root', { ...root, modelOrder: [...root.modelOrder, ...ids] })
  for (const rowSet of clip.rows ?? []) copyRows(draft, rowSet, maps)
  return maps.models
}

interface Maps {
  readonly models: ReadonlyMap<ModelId, ModelId>
  readonly fields: ReadonlyMap<string, FieldId>
  readonly enums: ReadonlyMap<string, EnumId>
}

function idMaps(clip: Clip, options: CopyOptions): Maps {
  const wanted = options.ids ?? {}
  return {
    models: new Map(
      clip.models.map((m) => [m.id, Object.hasOwn(wanted, m.id) ? (wanted[m.id] as ModelId) : newId('model')]),
    ),
    fields: new Map(clip.models.flatMap((m) => m.fields.map((f) => [f.id, newId('field')] as const))),
    enums: new Map((clip.enums ?? []).map((one) => [one.id, newId('enum')])),
  }
}

/** Names in use, filled as copies take theirs: one pass over the document, whatever the number of copies. */
class Names {
  readonly #doc: ErDocument
  readonly #models = new Map<AppId, { readonly taken: Set<string>; readonly tried: Map<string, number> }>()
  readonly tried = new Map<string, number>()
  readonly tables = new Set<string>()
  readonly indexes = new Set<string>()
  readonly constraints = new Set<string>()
  /** `<target id> <related name>` of every relation. */
  readonly related = new Set<string>()

  constructor(doc: ErDocument) {
    this.#doc = doc
    for (const model of Object.values(doc.models)) {
      if (model.meta.db_table !== undefined) this.tables.add(model.meta.db_table.toLowerCase())
      for (const index of model.indexes) if (index.name !== null) this.indexes.add(index.name.toLowerCase())
      for (const constraint of model.constraints) this.constraints.add(constraint.name.toLowerCase())
      for (const f of model.fields)
        if (isRelation(f) && f.relatedName !== null) this.related.add(`${f.to} ${f.relatedName}`)
    }
  }

  takeModel(app: AppId, wanted: string): string {
    const { taken, tried } = this.#models.get(app) ?? { taken: takenModelNames(this.#doc, app), tried: new Map() }
    this.#models.set(app, { taken, tried })
    const name = freeName(wanted, taken, '', tried)
    taken.add(name.toLowerCase())
    return name
  }
}

function taken(name: string, used: Set<string>, tried: Map<string, number>): string {
  // Django's limit for names of indexes is 30 characters; room for the number at the end.
  const free = used.has(name.toLowerCase()) ? freeName(name.slice(0, 26), used, '_', tried) : name
  used.add(free.toLowerCase())
  return free
}

function copyOf(doc: ErDocument, model: Model, maps: Maps, names: Names): Model {
  const ref = (id: string): string => maps.fields.get(id) ?? id
  return {
    ...model,
    id: maps.models.get(model.id) as ModelId,
    bases: model.bases.flatMap((base) => copiedBase(doc, base, maps)),
    fields: model.fields.flatMap((f) => copiedField(doc, f, maps, names)),
    meta: copiedMeta(model.meta, ref, names),
    indexes: model.indexes.map((i) => copiedIndex(i, ref, names)),
    constraints: model.constraints.map((c) => copiedConstraint(c, ref, names)),
  }
}

function copiedBase(doc: ErDocument, base: Base, maps: Maps): readonly Base[] {
  if (isExpr(base)) return [base]
  const copy = maps.models.get(base.model)
  if (copy !== undefined) return [{ ...base, model: copy }]
  return doc.models[base.model] === undefined ? [] : [base]
}

function copiedField(doc: ErDocument, field: Field, maps: Maps, names: Names): readonly Field[] {
  const id = maps.fields.get(field.id) as FieldId
  const options = Object.fromEntries(
    Object.entries(field.options).map(([keyword, value]) => [
      keyword,
      value === undefined ? value : copiedValue(value, maps),
    ]),
  )
  const copy = { ...field, id, options }
  if (copy.kind === 'scalar' && copy.choices?.kind === 'enum') {
    const used =
      maps.enums.get(copy.choices.enum) ?? (doc.enums[copy.choices.enum] === undefined ? null : copy.choices.enum)
    return [{ ...copy, choices: used === null ? null : { ...copy.choices, enum: used } }]
  }
  return isRelation(copy) ? copiedRelation(doc, copy, maps, names) : [copy]
}

/** Nothing when the target is in neither the clip nor the design, unless the relation says it in its own words. */
function copiedRelation(doc: ErDocument, field: RelationField, maps: Maps, names: Names): readonly Field[] {
  const kept = (id: ModelId | null): ModelId | null =>
    id === null ? null : (maps.models.get(id) ?? (doc.models[id] === undefined && !isBuiltinModelId(id) ? null : id))
  const to = kept(field.to)
  if (to === null && field.to !== null && field.toSource === null) return []
  // The reverse name is taken on a target that both share; Django's default, from the new model's name, is free.
  const relatedName =
    field.relatedName !== null && names.related.has(`${to} ${field.relatedName}`) ? null : field.relatedName
  if (relatedName !== null && !relatedName.endsWith('+')) names.related.add(`${to} ${relatedName}`)
  // A through model that was not copied along has no keys to the copies: Django's own join table then.
  const through = field.through === null ? null : (maps.models.get(field.through) ?? null)
  const { through_fields: _, ...options } = field.options
  return [{ ...field, to, relatedName, through, options: through === null ? options : field.options }]
}

function copiedValue(value: Value, maps: Maps): Value {
  if (typeof value === 'string') return maps.fields.get(value) ?? value
  return Array.isArray(value) ? value.map((v: Value) => copiedValue(v, maps)) : value
}

type Ref = (id: string) => string

function copiedOrdering(ordering: Ordering, ref: Ref): Ordering {
  return typeof ordering.by === 'string' ? { ...ordering, by: ref(ordering.by) } : ordering
}

function copiedMeta(meta: Meta, ref: Ref, names: Names): Meta {
  const { db_table: table, ...rest } = meta
  const isFree = table !== undefined && !names.tables.has(table.toLowerCase())
  return {
    ...rest,
    ...(isFree ? { db_table: table } : {}),
    ...(meta.ordering && { ordering: meta.ordering.map((o) => copiedOrdering(o, ref)) }),
    ...(meta.get_latest_by && { get_latest_by: meta.get_latest_by.map((o) => copiedOrdering(o, ref)) }),
    ...(meta.unique_together && { unique_together: meta.unique_together.map((group) => group.map(ref)) }),
    ...(meta.index_together && { index_together: meta.index_together.map((group) => group.map(ref)) }),
    ...(meta.order_with_respect_to !== undefined && { order_with_respect_to: ref(meta.order_with_respect_to) }),
  }
}

function copiedIndex(index: Index, ref: Ref, names: Names): Index {
  return {
    ...index,
    id: newId('index'),
    name: index.name === null ? null : taken(index.name, names.indexes, names.tried),
    fields: index.fields.map((o) => copiedOrdering(o, ref)),
    include: index.include.map(ref),
  }
}

function copiedConstraint(constraint: Constraint, ref: Ref, names: Names): Constraint {
  const copy = { ...constraint, id: newId('constraint'), name: taken(constraint.name, names.constraints, names.tried) }
  return copy.kind === 'unique' ? { ...copy, fields: copy.fields.map(ref), include: copy.include.map(ref) } : copy
}

function copyRows(draft: Draft, rowSet: RowSet, maps: Maps): void {
  const id = maps.models.get(rowSet.id)
  if (id === undefined) return
  const rows = rowSet.rows.map((row) => ({
    ...row,
    values: Object.fromEntries(Object.entries(row.values).map(([key, value]) => [maps.fields.get(key) ?? key, value])),
  }))
  draft.put('rows', { ...rowSet, id, rows })
}
