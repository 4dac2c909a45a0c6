/** What else has to go when fields go: everything in a design that refers to a field by its id. */
import type { FieldId } from '../document/ids.ts'
import type { Constraint, ErDocument, Field, Index, Meta, Model, Ordering, Value } from '../document/records.ts'
import type { Draft } from './edit.ts'
import { merged } from './edit.ts'

type Gone = ReadonlySet<string>

/**
 * Removes the fields from the draft's models, with whatever named them: entries of `ordering`, columns of
 * indexes (an index without columns goes), unique groups and constraints (dropping one column would forbid
 * rows that were fine), `to_field` and the like, sample values, generators. One pass over the document.
 */
export function removeFields(doc: ErDocument, draft: Draft, gone: ReadonlySet<FieldId>): void {
  if (gone.size === 0) return
  for (const id of Object.keys(doc.models)) {
    const model = draft.get('models', id)
    if (model === undefined) continue
    const next = withoutFields(model, gone)
    if (next !== model) draft.put('models', next)
  }
  for (const id of gone) if (doc.generators[id] !== undefined) draft.remove('generators', id)
  for (const rowSet of Object.values(doc.rows)) {
    const current = draft.get('rows', rowSet.id)
    if (current === undefined || !current.rows.some((row) => hasGoneKey(row.values, gone))) continue
    draft.put('rows', { ...current, rows: current.rows.map((row) => ({ ...row, values: withoutKeys(row.values, gone) })) })
  }
}

/** The model without the fields; the same object when it never named one of them. */
export function withoutFields(model: Model, gone: Gone): Model {
  const fields = filtered(model.fields, (f) => !gone.has(f.id)).map((f) => fieldWithout(f, gone))
  const changedFields = fields.length !== model.fields.length || fields.some((f, i) => f !== model.fields[i])
  const meta = metaWithout(model.meta, gone)
  const indexes = indexesWithout(model.indexes, gone)
  const constraints = filtered(model.constraints, (c) => !constraintNames(c, gone))
  if (!changedFields && meta === model.meta && indexes === model.indexes && constraints === model.constraints) return model
  return { ...model, fields: changedFields ? fields : model.fields, meta, indexes, constraints }
}

function fieldWithout(field: Field, gone: Gone): Field {
  const stale = Object.entries(field.options).filter(([, value]) => names(value, gone))
  if (stale.length === 0) return field
  const options = { ...field.options }
  for (const [keyword, value] of stale) {
    const left = keyword === 'field_names' && Array.isArray(value) ? value.filter((v) => !names(v, gone)) : []
    if (left.length > 0) options[keyword] = left
    else delete options[keyword]
  }
  return { ...field, options }
}

function names(value: Value | undefined, gone: Gone): boolean {
  if (typeof value === 'string') return gone.has(value)
  return Array.isArray(value) && value.some((v: Value) => names(v, gone))
}

function metaWithout(meta: Meta, gone: Gone): Meta {
  const ordering = meta.ordering && filtered(meta.ordering, (o) => !orders(o, gone))
  const latest = meta.get_latest_by && filtered(meta.get_latest_by, (o) => !orders(o, gone))
  const unique = meta.unique_together && filtered(meta.unique_together, (group) => !group.some((f) => gone.has(f)))
  const index = meta.index_together && filtered(meta.index_together, (group) => !group.some((f) => gone.has(f)))
  const respect = meta.order_with_respect_to
  const respectGone = respect !== undefined && gone.has(respect)
  const same =
    ordering === meta.ordering &&
    latest === meta.get_latest_by &&
    unique === meta.unique_together &&
    index === meta.index_together &&
    !respectGone
  if (same) return meta
  return merged(meta, {
    ordering: filled(ordering),
    get_latest_by: filled(latest),
    unique_together: filled(unique),
    index_together: filled(index),
    order_with_respect_to: respectGone ? undefined : respect,
  })
}

function indexesWithout(indexes: readonly Index[], gone: Gone): readonly Index[] {
  const isTouched = (i: Index): boolean => i.fields.some((o) => orders(o, gone)) || i.include.some((f) => gone.has(f))
  if (!indexes.some(isTouched)) return indexes
  return indexes.flatMap((i) => {
    if (!isTouched(i)) return [i]
    const fields = i.fields.filter((o) => !orders(o, gone))
    if (fields.length === 0 && i.expressions.length === 0) return []
    return [{ ...i, fields, include: i.include.filter((f) => !gone.has(f)) }]
  })
}

function constraintNames(constraint: Constraint, gone: Gone): boolean {
  return constraint.kind === 'unique' && [...constraint.fields, ...constraint.include].some((f) => gone.has(f))
}

function orders(ordering: Ordering, gone: Gone): boolean {
  return typeof ordering.by === 'string' && gone.has(ordering.by)
}

function filled<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}

/** Like `filter`, but the very same list when nothing drops out. */
function filtered<T>(list: readonly T[], keep: (item: T) => boolean): readonly T[] {
  return list.every(keep) ? list : list.filter(keep)
}

function hasGoneKey(values: object, gone: Gone): boolean {
  return Object.keys(values).some((key) => gone.has(key))
}

function withoutKeys<T>(values: { readonly [key: string]: T }, gone: Gone): { readonly [key: string]: T } {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !gone.has(key)))
}
