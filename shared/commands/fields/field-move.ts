import { z } from 'zod'
import { fieldId, modelId } from '../../document/schemas.ts'
import { defineCommand } from '../define-command.ts'
import { draftOf, fieldOf, inserted, modelOf } from '../edit.ts'
import { withoutFields } from '../../document/without-fields.ts'

/**
 * Moves a field up or down, or to another model (`to`). A field that leaves its model takes its sample
 * values out of it: rows of the other model are other rows.
 */
export const moveField = defineCommand({
  type: 'field.move',
  label: 'Move field',
  params: z.object({ model: modelId, id: fieldId, to: modelId.exactOptional(), index: z.int().exactOptional() }),
  apply(doc, { model, id, to = model, index }) {
    const source = modelOf(doc, model)
    const field = fieldOf(source, id)
    const draft = draftOf(doc)
    if (to === model) {
      const others = source.fields.filter((f) => f.id !== id)
      draft.put('models', { ...source, fields: inserted(others, field, index) })
      return draft.patch()
    }
    const target = modelOf(doc, to)
    draft.put('models', withoutFields(source, new Set([id])))
    draft.put('models', { ...target, fields: inserted(target.fields, field, index) })
    const rowSet = doc.rows[model]
    if (rowSet !== undefined) {
      const rows = rowSet.rows.map((row) => {
        const { [id]: _, ...values } = row.values
        return { ...row, values }
      })
      draft.put('rows', { ...rowSet, rows })
    }
    const generator = doc.generators[id]
    if (generator !== undefined) draft.put('generators', { ...generator, model: to })
    return draft.patch()
  },
})
