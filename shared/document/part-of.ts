/** A design cut down to some of its models, for exports of a selection. */
import { isBuiltinModelId } from './ids.ts'
import type { ModelId } from './ids.ts'
import { isRelation, rootOf } from './records.ts'
import type { ErDocument, Model, Table } from './records.ts'

/**
 * The design with the given models only. What they point at or inherit from stays as an external model
 * (referenced, not generated, drawn nowhere), abstract bases as they are, so that every column keeps its
 * type; the rest goes with its places, rows and generators. A join table belongs to the model that declares it.
 */
export function partOf(doc: ErDocument, models: ReadonlySet<ModelId>): ErDocument {
  const needed = reachable(doc, models)
  const kept = filtered(doc.models, (model) => needed.has(model.id))
  const root = rootOf(doc)
  return {
    ...doc,
    root: { root: { ...root, modelOrder: root.modelOrder.filter((id) => needed.has(id)) } },
    models: Object.fromEntries(
      Object.entries(kept).map(([id, model]) => [id, models.has(model.id) ? model : asReference(model)]),
    ),
    enums: filtered(doc.enums, ({ model }) => model === null || needed.has(model)),
    views: Object.fromEntries(Object.entries(doc.views).map(([id, view]) => [id, { ...view, everything: false }])),
    placements: filtered(doc.placements, ({ model }) => models.has(model)),
    areas: {},
    notes: {},
    queries: {},
    rows: filtered(doc.rows, ({ id }) => models.has(id)),
    generators: filtered(doc.generators, ({ model }) => models.has(model)),
  }
}

/** The models and, over all steps, whatever their columns and join tables need. */
function reachable(doc: ErDocument, models: ReadonlySet<ModelId>): ReadonlySet<ModelId> {
  const found = new Set<ModelId>()
  const open = [...models]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const model = doc.models[id]
    if (model === undefined || found.has(id)) continue
    found.add(id)
    open.push(...referencesOf(model))
  }
  return found
}

function referencesOf(model: Model): readonly ModelId[] {
  const bases = model.bases.flatMap((base) => ('model' in base ? [base.model] : []))
  const targets = model.fields.flatMap((field) => (isRelation(field) ? [field.to, field.through] : []))
  return [...bases, ...targets].filter((id): id is ModelId => id !== null && !isBuiltinModelId(id))
}

/** Of a model that is only pointed at. Abstract ones make no table, so they can stay what they are. */
function asReference(model: Model): Model {
  return model.kind === 'abstract' ? model : { ...model, external: true }
}

function filtered<T>(table: Table<T>, keep: (record: T) => boolean): Table<T> {
  return Object.fromEntries(Object.entries(table).filter(([, record]) => keep(record)))
}
