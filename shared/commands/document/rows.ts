/** Sample rows and how they are made. */
import { z } from 'zod'
import { fieldId, modelId, optionsSchema, sampleRowSchema } from '../../document/schemas.ts'
import { CommandError, defineCommand } from '../define-command.ts'
import { rootOf } from '../../document/records.ts'
import type { Root } from '../../document/records.ts'
import { fieldOf, modelOf, replaced } from '../edit.ts'

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

const MOST_ROWS = 1_000_000

interface Samples {
  readonly seed?: number
  readonly rows?: number
  readonly counts?: { readonly [model: string]: number }
}

/** How many sample rows there are to be, of all models or of one (`null`: as of all), and which seed. */
export const setSamples = defineCommand({
  type: 'samples.set',
  label: 'Change sample settings',
  params: z.object({
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .exactOptional(),
    rows: z.int().min(0).max(MOST_ROWS).exactOptional(),
    count: z.object({ model: modelId, rows: z.int().min(0).max(MOST_ROWS).nullable() }).exactOptional(),
  }),
  apply(doc, { seed, rows, count }) {
    const root = rootOf(doc) as Root & { readonly samples?: Samples }
    if (count !== undefined && doc.models[count.model] === undefined) throw new CommandError('The model is gone.')
    const { samples = {} } = root
    const counts = { ...samples.counts }
    if (count !== undefined) {
      if (count.rows === null) delete counts[count.model]
      else counts[count.model] = count.rows
    }
    const after: Samples = {
      ...samples,
      ...(seed === undefined ? {} : { seed }),
      ...(rows === undefined ? {} : { rows }),
      ...(Object.keys(counts).length === 0 && samples.counts === undefined ? {} : { counts }),
    }
    return replaced('root', root, { ...root, samples: after } as Root)
  },
  mergeKey: ({ seed, rows, count }) =>
    `samples.set ${seed === undefined ? '' : 'seed'} ${rows === undefined ? '' : 'rows'} ${count?.model ?? ''}`,
})
