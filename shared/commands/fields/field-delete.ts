import { z } from 'zod'
import { fieldId, modelId } from '../../document/schemas.ts'
import { defineCommand } from '../define-command.ts'
import { draftOf, fieldOf, modelOf } from '../edit.ts'
import { removeFields } from './remove-fields.ts'

/** Deletes fields of one model, with the indexes, constraints, orderings and sample values that named them. */
export const deleteFields = defineCommand({
  type: 'field.delete',
  label: 'Delete field',
  params: z.object({ model: modelId, ids: z.array(fieldId) }),
  apply(doc, { model, ids }) {
    const owner = modelOf(doc, model)
    for (const id of ids) fieldOf(owner, id)
    const draft = draftOf(doc)
    removeFields(doc, draft, new Set(ids))
    return draft.patch()
  },
})
