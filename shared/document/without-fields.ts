/** A model without certain fields and without everything in it that refers to them by id. */
import type { Constraint, Field, Index, Meta, Model, Ordering, Value } from './records.ts'

type Gone = ReadonlySet<string>

/** The model without the fields; the same object when it never named one of them. */
export function withoutFields(model: Model, gone: Gone): Model {
  const fields = filtered(model.fields, (f) => !gone.has(f.id)).map((f) => fieldWithout(f, gone))
  const changedFields = fields.length !== model.fields.length || fields.some((f, i) => f !== model.fields[i])
  const meta = metaWithout(model.meta, gone)
  const indexes = indexesWithout(model.indexes, gone)
  const constraints = filtered(model.constraints, (c) => !constraintNames(c, gone))
  if (!changedFields && meta === model.meta && indexes === model.indexes && constraints === model.constraints)
    return model
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
  return withDefined(meta, {
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

function withDefined(meta: Meta, changes: { readonly [K in keyof Meta]: Meta[K] | undefined }): Meta {
  return Object.fromEntries(Object.entries({ ...meta, ...changes }).filter(([, value]) => value !== undefined))
}
