import { z } from 'zod'
import type { ModelId } from '../../document/ids.ts'
import { newId } from '../../document/ids.ts'
import { startOptions } from '../../document/fields/field-types.ts'
import { freeFieldName } from '../../document/names.ts'
import type { ErDocument, Field } from '../../document/records.ts'
import {
  choicesSchema,
  fieldId,
  fieldSchema,
  modelId,
  optionsSchema,
  scalarTypeSchema,
} from '../../document/schemas.ts'
import type { Patch } from '../../history/patch.ts'
import { keywordOptions } from '../../python/keyword-options.ts'
import { CommandError, defineCommand } from '../define-command.ts'
import { editModel, inserted, named } from '../edit.ts'

/** Puts a finished field into a model; refuses an id that the model has already. */
export function insertField(doc: ErDocument, model: ModelId, field: Field, index: number | undefined): Patch {
  return editModel(doc, model, (m) => {
    if (m.fields.some((f) => f.id === field.id)) throw new CommandError(`The field is already in ${m.name}.`)
    return { ...m, fields: inserted(m.fields, field, index) }
  })
}

/** A plain field. Without a name it gets a free one; without options what its class cannot do without. */
export const addField = defineCommand({
  type: 'field.add',
  label: 'Add field',
  params: z.object({
    id: fieldId.exactOptional(),
    model: modelId,
    name: z.string().exactOptional(),
    type: scalarTypeSchema.exactOptional(),
    options: optionsSchema.exactOptional(),
    choices: choicesSchema.nullable().exactOptional(),
    index: z.int().exactOptional(),
  }),
  apply(doc, { id = newId('field'), model, name, type = 'CharField', options, choices = null, index }) {
    const target = doc.models[model]
    const free = name ?? (target === undefined ? 'field' : freeFieldName(doc, target, 'field'))
    const field = {
      id,
      kind: 'scalar',
      name: named(free),
      type,
      options: options ?? startOptions(type),
      choices,
    } as const
    return insertField(doc, model, field, index)
  },
})

/** A field whose class is not Django's. */
export const addCustomField = defineCommand({
  type: 'field.addCustom',
  label: 'Add field of another class',
  params: z.object({
    id: fieldId.exactOptional(),
    model: modelId,
    name: z.string(),
    className: z.string().min(1),
    args: z.string().exactOptional(),
    column: z.boolean().exactOptional(),
    index: z.int().exactOptional(),
  }),
  apply(doc, { id = newId('field'), model, name, className, args = '', column = true, index }) {
    return insertField(
      doc,
      model,
      { id, kind: 'custom', name: named(name), options: keywordOptions(args), className, args, column },
      index,
    )
  },
})

/** A field record as it is, of any kind: for pasting and for fixes. */
export const insertFieldCommand = defineCommand({
  type: 'field.insert',
  label: 'Add field',
  params: z.object({ model: modelId, field: fieldSchema, index: z.int().exactOptional() }),
  apply: (doc, { model, field, index }) => insertField(doc, model, { ...field, name: named(field.name) }, index),
})
