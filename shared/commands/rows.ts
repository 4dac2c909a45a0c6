/** Sample rows and how they are made. */
import { z } from 'zod'
import { fieldId, modelId, optionsSchema, sampleRowSchema } from '../document/schemas.ts'
import { defineCommand } from './define-command.ts'
import { fieldOf, modelOf, replaced } from './edit.ts'

/** All sample rows of a model; none: it has no row set any more. */
export const setRows = defineCommand({
  type: 'rows.set',
  label: 'Change sample rows',
  params: z.object({ model: modelId, rows: z.array(sampleRowSchema) }),
  apply(doc, { model, rows }) {
    modelOf(doc, model)
    const before = doc.rows[model]
    return replaced('rows', before, rows.length === 0 ? undefined : { ...before, id: model, rows })
  },
})

/** How sample values of a field are made; `kind` null: as guessed. */
export const setGenerator = defineCommand({
  type: 'generator.set',
  label: 'Change how sample values are made',
  params: z.object({
    model: modelId,
    field: fieldId,
    kind: z.string().nullable(),
    options: optionsSchema.exactOptional(),
  }),
  apply(doc, { model, field, kind, options = {} }) {
    fieldOf(modelOf(doc, model), field)
    const before = doc.generators[field]
    return replaced('generators', before, kind === null ? undefined : { ...before, id: field, model, kind, options })
  },
})
