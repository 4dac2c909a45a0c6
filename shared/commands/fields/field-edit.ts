/** Changes to one field that keep its place and its id. */
import { z } from 'zod'
import { takesOption } from '../../document/fields/field-options.ts'
import { startOptions } from '../../document/fields/field-types.ts'
import type { Field, Options, ScalarType } from '../../document/records.ts'
import {
  choicesSchema,
  fieldId,
  modelId,
  optionsSchema,
  scalarTypeSchema,
  valueSchema,
} from '../../document/schemas.ts'
import type { RecordChange } from '../../history/patch.ts'
import { keywordOptions } from '../../python/keyword-options.ts'
import { CommandError, defineCommand } from '../define-command.ts'
import { editField, fieldOf, merged, modelOf, named, replaced, withField } from '../edit.ts'
import { mayBeGeneric, withRenamedKeys } from '../rename/rename-generic.ts'
import { withRenamedPaths } from '../rename/rename-paths.ts'
import { modelsThatSay, modelsWithCustomFields } from '../rename/worded-models.ts'

const place = { model: modelId, id: fieldId }

export const renameField = defineCommand({
  type: 'field.rename',
  label: 'Rename field',
  params: z.object({ ...place, name: z.string() }),
  apply(doc, { model, id, name }) {
    const owner = modelOf(doc, model)
    const rename = { id, before: fieldOf(owner, id).name, after: named(name) }
    const changes: RecordChange[] = []
    const saying = new Set(modelsThatSay(doc, rename.before))
    const generic = new Set(mayBeGeneric(doc) ? modelsWithCustomFields(doc) : [])
    for (const at of new Set([model, ...saying, ...generic])) {
      const record = modelOf(doc, at)
      const after = at === model ? withField(record, { ...fieldOf(record, id), name: rename.after }) : record
      const followed = saying.has(at) ? withRenamedPaths(doc, after, rename) : after
      const edited = generic.has(at) ? withRenamedKeys(doc, followed, model, rename) : followed
      if (edited !== record) changes.push(...replaced('models', record, edited))
    }
    return changes
  },
  mergeKey: ({ id }) => `field.rename ${id}`,
})

/** Another class of plain field. Options that it takes are kept, those it needs are filled in. */
export const setFieldType = defineCommand({
  type: 'field.setType',
  label: 'Change field type',
  params: z.object({ ...place, type: scalarTypeSchema }),
  apply: (doc, { model, id, type }) => editField(doc, model, id, (field) => asScalar(field, type)),
})

function asScalar(field: Field, type: ScalarType): Field {
  if (field.kind === 'scalar' && field.type === type) return field
  return {
    id: field.id,
    kind: 'scalar',
    name: field.name,
    type,
    options: { ...startOptions(type), ...optionsTakenBy(type, field.options) },
    choices: field.kind === 'scalar' ? field.choices : null,
  }
}

function optionsTakenBy(type: ScalarType, options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([keyword]) => takesOption(type, keyword)))
}

/** Another class that is not Django's, or other arguments to it. */
export const setFieldClass = defineCommand({
  type: 'field.setClass',
  label: 'Change field class',
  params: z.object({ ...place, className: z.string().min(1), args: z.string(), column: z.boolean().exactOptional() }),
  apply: (doc, { model, id, className, args, column }) =>
    editField(doc, model, id, (field) => {
      const options = keywordOptions(args)
      if (field.kind !== 'custom')
        return { id, kind: 'custom', name: field.name, options, className, args, column: column ?? true }
      const { base: _base, implied: _implied, makes: _makes, ...kept } = field
      // What is known of the class is known of this one only; of a function or `**`, for these arguments only.
      const isOfArguments = field.makes !== undefined || field.args.includes('**')
      const same = className === field.className && (args === field.args || !isOfArguments) ? field : kept
      return { ...same, options, className, args, column: column ?? field.column }
    }),
  mergeKey: ({ id }) => `field.setClass ${id}`,
})

/** One of Django's keywords; without a value it goes back to Django's default. */
export const setFieldOption = defineCommand({
  type: 'field.setOption',
  label: 'Change field option',
  params: z.object({ ...place, keyword: z.string().min(1), value: valueSchema.exactOptional() }),
  apply: (doc, { model, id, keyword, value }) =>
    editField(doc, model, id, (field) => ({ ...field, options: merged(field.options, { [keyword]: value }) })),
  mergeKey: ({ id, keyword, value }) =>
    typeof value === 'string' || typeof value === 'number' ? `field.setOption ${id} ${keyword}` : null,
})

/** All options at once. */
export const setFieldOptions = defineCommand({
  type: 'field.setOptions',
  label: 'Change field options',
  params: z.object({ ...place, options: optionsSchema }),
  apply: (doc, { model, id, options }) => editField(doc, model, id, (field) => ({ ...field, options })),
})

export const setFieldChoices = defineCommand({
  type: 'field.setChoices',
  label: 'Change choices',
  params: z.object({ ...place, choices: choicesSchema.nullable() }),
  apply: (doc, { model, id, choices }) =>
    editField(doc, model, id, (field) => {
      if (field.kind !== 'scalar') throw new CommandError(`${field.name} cannot have choices here.`)
      return { ...field, choices }
    }),
})
