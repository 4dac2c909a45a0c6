/** What else has to go when fields go: everything in a design that refers to a field by its id. */
import type { FieldId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import { withoutFields } from '../../document/without-fields.ts'
import type { Draft } from '../edit.ts'

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
    draft.put('rows', {
      ...current,
      rows: current.rows.map((row) => ({ ...row, values: withoutKeys(row.values, gone) })),
    })
  }
}

function hasGoneKey(values: object, gone: Gone): boolean {
  return Object.keys(values).some((key) => gone.has(key))
}

function withoutKeys<T>(values: { readonly [key: string]: T }, gone: Gone): { readonly [key: string]: T } {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !gone.has(key)))
}
