/**
 * Makes two versions of a design comparable. Versions of one file share their ids; a version that was read
 * anew (from models.py, from SQL) has ids of its own, and is told by names: its ids are replaced by those of
 * the records that have the same names.
 */
import type { ErDocument, Model } from '../../shared/document/records.ts'

/** `other` with the ids of `doc` wherever the names say that the records are the same. */
export function alignIds(doc: ErDocument, other: ErDocument): ErDocument {
  const ids = new Map<string, string>()
  const byLabel = new Map(Object.values(doc.models).map((model) => [labelOf(doc, model), model]))
  for (const model of Object.values(other.models)) {
    const own = doc.models[model.id] ?? byLabel.get(labelOf(other, model))
    if (own === undefined) continue
    if (own.id !== model.id) ids.set(model.id, own.id)
    pair(own.fields, model.fields, ids, ({ name }) => name)
    pair(own.indexes, model.indexes, ids, (index) => index.name ?? JSON.stringify(index.fields))
    pair(own.constraints, model.constraints, ids, ({ name }) => name)
  }
  pair(Object.values(doc.apps), Object.values(other.apps), ids, ({ label }) => label)
  pair(Object.values(doc.enums), Object.values(other.enums), ids, ({ name }) => name)
  return ids.size === 0 ? other : (replaced(other, ids) as ErDocument)
}

function labelOf(doc: ErDocument, model: Model): string {
  return `${doc.apps[model.app]?.label ?? ''}.${model.name.toLowerCase()}`
}

function pair<T extends { readonly id: string }>(
  own: readonly T[],
  others: readonly T[],
  ids: Map<string, string>,
  nameOf: (record: T) => string,
): void {
  const known = new Set(own.map(({ id }) => id))
  const byName = new Map(own.map((record) => [nameOf(record), record.id]))
  for (const other of others) {
    const id = byName.get(nameOf(other))
    if (!known.has(other.id) && id !== undefined) ids.set(other.id, id)
  }
}

/** Every string that is one of the ids, as a value or as a key. Other texts are longer or have no colon so. */
function replaced(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value
  if (Array.isArray(value)) return value.map((one) => replaced(one, ids))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [ids.get(key) ?? key, replaced(one, ids)]))
}
