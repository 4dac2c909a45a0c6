/** What differs between two versions of a design, record by record, and how it is marked on a drawing. Pure. */
import type { FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import { placementId, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Field, Model, Placement } from '../../shared/document/records.ts'
import type { Marks, Tone } from '../../shared/layout/scene/marks.ts'
import { isSame } from '../../shared/util/same.ts'
import { alignIds } from './align-ids.ts'

export type ChangeKind = 'added' | 'removed' | 'changed'

export interface VersionChange {
  readonly kind: ChangeKind
  readonly model: ModelId
  /** null: the model itself, or a part of it. */
  readonly field: FieldId | null
  /** `Post`, `Post.title`. */
  readonly label: string
  /** What of it, for changed ones. */
  readonly details: readonly Detail[]
}

interface Detail {
  /** `name`, `type`, `max_length`, `on_delete`; `fields` for their order. */
  readonly what: string
  readonly before: string
  readonly after: string
}

export interface Comparison {
  /** In the ids of `after`. */
  readonly before: ErDocument
  readonly after: ErDocument
  readonly changes: readonly VersionChange[]
}

export function compareVersions(old: ErDocument, after: ErDocument): Comparison {
  const before = alignIds(after, old)
  const order = [
    ...rootOf(after).modelOrder,
    ...rootOf(before).modelOrder.filter((id) => after.models[id] === undefined),
  ]
  const changes = order.flatMap((id) => modelChanges(before, after, id))
  return { before, after, changes }
}

function modelChanges(before: ErDocument, after: ErDocument, id: ModelId): readonly VersionChange[] {
  const was = before.models[id]
  const is = after.models[id]
  if (was === undefined && is === undefined) return []
  if (was === undefined || is === undefined) {
    const record = (was ?? is) as Model
    return [{ kind: was === undefined ? 'added' : 'removed', model: id, field: null, label: record.name, details: [] }]
  }
  const own = modelDetails(before, after, was, is)
  const model: VersionChange[] =
    own.length === 0 ? [] : [{ kind: 'changed', model: id, field: null, label: is.name, details: own }]
  return [...model, ...fieldChanges(before, after, was, is)]
}

function fieldChanges(before: ErDocument, after: ErDocument, was: Model, is: Model): readonly VersionChange[] {
  const old = new Map(was.fields.map((field) => [field.id, field]))
  const found: VersionChange[] = []
  for (const field of is.fields) {
    const earlier = old.get(field.id)
    old.delete(field.id)
    const base = { model: is.id, field: field.id, label: `${is.name}.${field.name}` }
    if (earlier === undefined) found.push({ ...base, kind: 'added', details: [] })
    else {
      const details = fieldDetails(before, after, earlier, field)
      if (details.length > 0) found.push({ ...base, kind: 'changed', details })
    }
  }
  for (const field of old.values()) {
    found.push({ kind: 'removed', model: is.id, field: field.id, label: `${is.name}.${field.name}`, details: [] })
  }
  return found
}

function modelDetails(before: ErDocument, after: ErDocument, was: Model, is: Model): readonly Detail[] {
  const plain = (doc: ErDocument, model: Model): Record<string, unknown> => ({
    name: model.name,
    app: doc.apps[model.app]?.label,
    kind: model.external ? 'external' : model.kind,
    bases: model.bases.map((base) => ('expr' in base ? base.expr : doc.models[base.model]?.name)),
    docstring: model.docstring,
    ...Object.fromEntries(Object.entries(model.meta).map(([key, value]) => [`Meta.${key}`, named(model, value)])),
    'Meta.indexes': model.indexes.map((index) => named(model, withoutId(index))),
    'Meta.constraints': model.constraints.map((constraint) => named(model, withoutId(constraint))),
    members: model.members.map(({ name, source }) => `${name}: ${source}`),
    fields: orderOf(was, is, model),
  })
  return detailsOf(plain(before, was), plain(after, is))
}

/** Names of the fields that both have, in the order of the one: only a new order is a change of the model. */
function orderOf(was: Model, is: Model, model: Model): readonly string[] {
  const both = new Set(was.fields.map(({ id }) => id))
  const names = new Map(is.fields.map((field) => [field.id, field.name]))
  return model.fields.flatMap(({ id }) => (both.has(id) && names.has(id) ? [names.get(id) ?? ''] : []))
}

function fieldDetails(before: ErDocument, after: ErDocument, was: Field, is: Field): readonly Detail[] {
  const plain = (doc: ErDocument, field: Field): Record<string, unknown> => {
    const { options, ...own } = withoutId(field as Field & Record<string, unknown>)
    // A target is the same one whatever it is called by now; another one is told by its name.
    const targets = Object.fromEntries(
      (['to', 'through'] as const).map((key) => {
        const [target, other] = [targetOf(field, key), targetOf(field === was ? is : was, key)]
        return [key, target === other ? null : (doc.models[target ?? '']?.name ?? null)]
      }),
    )
    const { kind, type, className, ...rest } = { ...own, ...targets } as Record<string, unknown>
    return { type: type ?? className ?? kind, ...rest, ...(options as object) }
  }
  return detailsOf(plain(before, was), plain(after, is))
}

function targetOf(field: Field, key: 'to' | 'through'): ModelId | null {
  return 'to' in field ? field[key] : null
}

function withoutId<T extends { readonly id: unknown }>(record: T): Omit<T, 'id'> {
  const { id, ...rest } = record
  return id === undefined ? record : rest
}

function detailsOf(was: Record<string, unknown>, is: Record<string, unknown>): readonly Detail[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((what) =>
    isSame(was[what] ?? null, is[what] ?? null)
      ? []
      : [{ what: WORDS[what] ?? what, before: shown(was[what]), after: shown(is[what]) }],
  )
}

/** Django's words for what our records call otherwise. */
const WORDS: { readonly [key: string]: string } = {
  onDelete: 'on_delete',
  relatedName: 'related_name',
  toSource: 'to',
}

/** Field ids inside indexes and Meta as names. */
function named(model: Model, value: unknown): unknown {
  const names = new Map<string, string>(model.fields.map(({ id, name }) => [id, name]))
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return names.get(one) ?? one
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(value)
}

/** Longer values are cut: the list says that they differ, the models say how. */
const VALUE_LENGTH = 80

function shown(value: unknown): string {
  if (value === undefined || value === null) return ''
  const expr = (value as { readonly expr?: unknown }).expr
  const text = typeof value === 'string' ? value : typeof expr === 'string' ? expr : JSON.stringify(value)
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text
}

/** `after` with what was removed put back, so that it can be drawn and marked. */
export function mergedDocument({ before, after }: Comparison, view: ViewId): ErDocument {
  const models: Record<string, Model> = { ...after.models }
  const root = rootOf(after)
  const gone = rootOf(before).modelOrder.filter(
    (id) => after.models[id] === undefined && before.models[id] !== undefined,
  )
  for (const id of gone) models[id] = before.models[id] as Model
  for (const [id, was] of Object.entries(before.models)) {
    const is = after.models[id]
    if (is === undefined) continue
    const has = new Set(is.fields.map((field) => field.id))
    const removed = was.fields.filter((field) => !has.has(field.id))
    if (removed.length > 0) models[id] = { ...is, fields: [...is.fields, ...removed] }
  }
  const taken = Object.values(after.placements).filter((place) => place.view === view)
  const places = gone.flatMap((id) => {
    const place = Object.values(before.placements).find((one) => one.model === id)
    // Where something else stands by now, the drawing finds another place.
    if (place === undefined || taken.some((at) => isNear(at, place))) return []
    return [{ ...place, id: placementId(view, id), view }]
  })
  return {
    ...after,
    root: { root: { ...root, modelOrder: [...root.modelOrder, ...gone] } },
    apps: { ...before.apps, ...after.apps },
    enums: { ...before.enums, ...after.enums },
    models,
    placements: { ...after.placements, ...Object.fromEntries(places.map((place) => [place.id, place])) },
  }
}

/** Whether two boxes at these places would cover each other. */
function isNear(a: Placement, b: Placement): boolean {
  return Math.abs(a.x - b.x) < 180 && Math.abs(a.y - b.y) < 100
}

/** Unchanged models step back, so that the others are seen. */
export function comparisonMarks({ after, before, changes }: Comparison): Marks {
  const tones = new Map<ModelId, Tone>()
  const fields = new Map<FieldId, Tone>()
  const edges = new Map<string, Tone>()
  for (const { kind, model, field } of changes) {
    if (field === null) tones.set(model, kind)
    else {
      if (!tones.has(model)) tones.set(model, 'changed')
      fields.set(field, kind)
      edges.set(field, kind)
    }
  }
  const all = changes.length === 0 ? [] : (Object.keys({ ...before.models, ...after.models }) as ModelId[])
  for (const id of all) if (!tones.has(id)) tones.set(id, 'dim')
  return { tones, fields, edges }
}
