/** Indexes and constraints of a model: added, replaced and deleted by id. */
import { z } from 'zod'
import { newId } from '../../document/ids.ts'
import type { Index } from '../../document/records.ts'
import {
  constraintId,
  constraintSchema,
  exprSchema,
  fieldRefSchema,
  indexId,
  indexSchema,
  modelId,
  optionsSchema,
  orderingSchema,
} from '../../document/schemas.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { editModel, withItem } from '../edit.ts'

export const addIndex = defineCommand({
  type: 'index.add',
  label: 'Add index',
  params: z.object({
    model: modelId,
    id: indexId.exactOptional(),
    type: z.string().exactOptional(),
    name: z.string().nullable().exactOptional(),
    fields: z.array(orderingSchema).exactOptional(),
    expressions: z.array(exprSchema).exactOptional(),
    condition: exprSchema.nullable().exactOptional(),
    include: z.array(fieldRefSchema).exactOptional(),
    options: optionsSchema.exactOptional(),
  }),
  apply(doc, { model, ...given }) {
    const index: Index = {
      id: newId('index'),
      type: 'Index',
      name: null,
      fields: [],
      expressions: [],
      condition: null,
      include: [],
      options: {},
      ...given,
    }
    return editModel(doc, model, (m) => {
      if (m.indexes.some((one) => one.id === index.id)) throw new CommandError(`The index is already in ${m.name}.`)
      return { ...m, indexes: [...m.indexes, index] }
    })
  },
})

export const setIndex = defineCommand({
  type: 'index.set',
  label: 'Change index',
  params: z.object({ model: modelId, index: indexSchema }),
  apply: (doc, { model, index }) =>
    editModel(doc, model, (m) => ({ ...m, indexes: withItem(m.indexes, index, 'The index') })),
  mergeKey: ({ index }) => `index.set ${index.id}`,
})

export const deleteIndex = defineCommand({
  type: 'index.delete',
  label: 'Delete index',
  params: z.object({ model: modelId, id: indexId }),
  apply: (doc, { model, id }) =>
    editModel(doc, model, (m) => {
      required(
        m.indexes.find((one) => one.id === id),
        'The index',
      )
      return { ...m, indexes: m.indexes.filter((one) => one.id !== id) }
    }),
})

export const addConstraint = defineCommand({
  type: 'constraint.add',
  label: 'Add constraint',
  params: z.object({ model: modelId, constraint: constraintSchema }),
  apply: (doc, { model, constraint }) =>
    editModel(doc, model, (m) => {
      if (m.constraints.some((one) => one.id === constraint.id))
        throw new CommandError(`The constraint is already in ${m.name}.`)
      return { ...m, constraints: [...m.constraints, constraint] }
    }),
})

/** The usual one: no two rows with the same values in these fields. */
export const addUnique = defineCommand({
  type: 'constraint.addUnique',
  label: 'Add unique constraint',
  params: z.object({
    model: modelId,
    id: constraintId.exactOptional(),
    name: z.string(),
    fields: z.array(fieldRefSchema),
  }),
  apply: (doc, { model, id = newId('constraint'), name, fields }) =>
    editModel(doc, model, (m) => ({
      ...m,
      constraints: [
        ...m.constraints,
        {
          id,
          kind: 'unique',
          name,
          options: {},
          fields,
          expressions: [],
          condition: null,
          include: [],
          deferrable: null,
        },
      ],
    })),
})

export const setConstraint = defineCommand({
  type: 'constraint.set',
  label: 'Change constraint',
  params: z.object({ model: modelId, constraint: constraintSchema }),
  apply: (doc, { model, constraint }) =>
    editModel(doc, model, (m) => ({ ...m, constraints: withItem(m.constraints, constraint, 'The constraint') })),
  mergeKey: ({ constraint }) => `constraint.set ${constraint.id}`,
})

export const deleteConstraint = defineCommand({
  type: 'constraint.delete',
  label: 'Delete constraint',
  params: z.object({ model: modelId, id: constraintId }),
  apply: (doc, { model, id }) =>
    editModel(doc, model, (m) => {
      required(
        m.constraints.find((one) => one.id === id),
        'The constraint',
      )
      return { ...m, constraints: m.constraints.filter((one) => one.id !== id) }
    }),
})
