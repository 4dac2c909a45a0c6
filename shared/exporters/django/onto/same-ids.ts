/**
 * Ids of a design put in line with those of files read anew. Ids of imported records come from names and
 * places; a file that an earlier export renamed something in, or that was read under another path, gives
 * others. What has no counterpart by id is found by its name.
 */
import type { ErDocument, Model } from '../../../document/records.ts'

/** The edited design under the ids of `original`. What is in neither stays as it is. */
export function withIdsOf(original: ErDocument, edited: ErDocument): ErDocument {
  const ids = new Map<string, string>()
  pair(ids, original.apps, edited.apps, (app) => app.label)
  const placed = renamed(edited, ids)
  const models = new Map<string, string>()
  pair(models, original.models, placed.models, (model) => `${model.app}/${model.name}`)
  const named = renamed(placed, models)
  const inner = new Map<string, string>()
  for (const [id, model] of Object.entries(named.models)) {
    const old = original.models[id]
    if (old !== undefined && old !== model) pairMembers(inner, old, model)
  }
  pair(inner, original.enums, named.enums, (one) => `${one.app}/${one.model ?? ''}/${one.name}`)
  return renamed(named, inner)
}

/** How many of the design's own models the files have. */
export function countShared(original: ErDocument, edited: ErDocument): number {
  return Object.values(withIdsOf(original, edited).models).filter(
    (model) => !model.external && original.models[model.id]?.external === false,
  ).length
}

function pair<R extends { readonly id: string }>(
  ids: Map<string, string>,
  before: Readonly<Record<string, R>>,
  after: Readonly<Record<string, R>>,
  keyOf: (record: R) => string,
): void {
  const free = new Map<string, string>()
  for (const record of Object.values(before)) if (after[record.id] === undefined) free.set(keyOf(record), record.id)
  for (const record of Object.values(after)) {
    const found = before[record.id] === undefined ? free.get(keyOf(record)) : undefined
    if (found === undefined) continue
    ids.set(record.id, found)
    free.delete(keyOf(record))
  }
}

function pairMembers(ids: Map<string, string>, before: Model, after: Model): void {
  const table = <R extends { readonly id: string }>(list: readonly R[]) =>
    Object.fromEntries(list.map((r) => [r.id, r]))
  pair(ids, table(before.fields), table(after.fields), (field) => field.name)
  pair(ids, table(before.constraints), table(after.constraints), (constraint) => constraint.name)
  // An index without a name is known by what it says.
  const indexKey = (index: Model['indexes'][number]) => index.name ?? JSON.stringify({ ...index, id: '' })
  pair(ids, table(before.indexes), table(after.indexes), indexKey)
}

function renamed(doc: ErDocument, ids: ReadonlyMap<string, string>): ErDocument {
  if (ids.size === 0) return doc
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return ids.get(value) ?? value
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(walk)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [ids.get(key) ?? key, walk(inner)]))
  }
  return walk(doc) as ErDocument
}
