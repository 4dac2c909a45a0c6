/**
 * The `.relata.json` file as a zod schema, from which `relata.schema.json` is made: for editors that
 * complete and check the file. Reading does not use it (`file-shape.ts` repairs; a schema only refuses).
 */
import { z } from 'zod'
import {
  appId,
  areaId,
  baseSchema,
  choicesSchema,
  constraintId,
  enumId,
  enumMemberSchema,
  exprSchema,
  fieldId,
  fieldRefSchema,
  generatorSchema,
  indexId,
  memberSchema,
  metaSchema,
  modelId,
  modelKindSchema,
  noteId,
  onDeleteSchema,
  optionsSchema,
  queryId,
  queryLanguageSchema,
  relationKindSchema,
  sampleRowSchema,
  scalarTypeSchema,
  viewId,
} from '../schemas.ts'
import { FORMAT, SCHEMA_ID, VERSION } from './write.ts'

const text = z.string()
const label = text.nullable().optional()
const options = optionsSchema.optional()
const refs = z.array(fieldRefSchema).optional()
const color = text.nullable().optional().describe('A colour of the palette by name, or #rrggbb')

const field = z.union([
  z.looseObject({
    id: fieldId,
    name: text,
    kind: z.literal('scalar').optional(),
    type: scalarTypeSchema,
    options,
    choices: choicesSchema.nullable().optional(),
  }),
  z.looseObject({
    id: fieldId,
    name: text,
    kind: relationKindSchema,
    to: modelId.nullable().optional(),
    toSource: label,
    onDelete: onDeleteSchema.nullable().optional(),
    relatedName: label,
    through: modelId.nullable().optional(),
    className: label,
    options,
  }),
  z.looseObject({
    id: fieldId,
    name: text,
    kind: z.literal('custom'),
    className: text,
    args: text.optional(),
    column: z.boolean().optional(),
    options,
  }),
])

const index = z.looseObject({
  id: indexId,
  type: text.optional(),
  name: label,
  fields: z.array(orderingInFile()).optional(),
  expressions: z.array(exprSchema).optional(),
  condition: exprSchema.nullable().optional(),
  include: refs,
  options,
})

const constraintHead = { id: constraintId, name: text.optional(), options }
const constraint = z.union([
  z.looseObject({
    ...constraintHead,
    kind: z.literal('unique'),
    fields: refs,
    expressions: z.array(exprSchema).optional(),
    condition: exprSchema.nullable().optional(),
    include: refs,
    deferrable: z.enum(['DEFERRED', 'IMMEDIATE']).nullable().optional(),
  }),
  z.looseObject({ ...constraintHead, kind: z.literal('check'), condition: exprSchema }),
  z.looseObject({ ...constraintHead, kind: z.literal('custom'), source: text.optional() }),
])

/** In the file `descending` is left out where it is false. */
function orderingInFile() {
  return z.looseObject({ by: z.union([fieldRefSchema, exprSchema]), descending: z.boolean().optional() })
}

const meta = (metaSchema as unknown as ReturnType<typeof z.looseObject>).extend({
  ordering: z.array(orderingInFile()).optional(),
  get_latest_by: z.array(orderingInFile()).optional(),
})

const box = { x: z.number(), y: z.number(), width: z.number().optional(), height: z.number().optional(), color }

export const designFileSchema = z
  .looseObject({
    $schema: text.optional(),
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    name: text.optional(),
    settings: z
      .looseObject({
        DEFAULT_AUTO_FIELD: text.optional(),
        AUTH_USER_MODEL: text.optional(),
        USE_TZ: z.boolean().optional(),
        LIKE_INDEXES: z.boolean().optional(),
      })
      .optional(),
    defaultApp: appId.optional(),
    apps: z.array(z.looseObject({ id: appId, label: text, code: z.array(memberSchema).optional() })).optional(),
    enums: z
      .array(
        z.looseObject({
          id: enumId,
          name: text,
          app: appId,
          model: modelId.nullable().optional(),
          base: text.optional(),
          members: z
            .array((enumMemberSchema as unknown as ReturnType<typeof z.looseObject>).extend({ label }))
            .optional(),
          extra: z.array(memberSchema).optional(),
        }),
      )
      .optional(),
    models: z
      .array(
        z.looseObject({
          id: modelId,
          name: text,
          app: appId,
          kind: modelKindSchema.optional(),
          external: z.boolean().optional(),
          bases: z.array(baseSchema).optional(),
          docstring: label,
          fields: z.array(field).optional(),
          meta: meta.optional(),
          indexes: z.array(index).optional(),
          constraints: z.array(constraint).optional(),
          members: z.array(memberSchema).optional(),
        }),
      )
      .optional(),
    views: z
      .array(
        z.looseObject({
          id: viewId,
          name: text.optional(),
          everything: z.boolean().optional(),
          placements: z
            .array(
              z.looseObject({
                model: modelId,
                x: z.number(),
                y: z.number(),
                color,
                collapsed: z.boolean().optional(),
                locked: z.boolean().optional(),
                bends: z.record(z.string(), z.array(z.number())).optional(),
              }),
            )
            .optional(),
          areas: z
            .array(
              z.looseObject({
                id: areaId,
                name: text.optional(),
                ...box,
                collapsed: z.boolean().optional(),
                locked: z.boolean().optional(),
              }),
            )
            .optional(),
          notes: z
            .array(z.looseObject({ id: noteId, text: text.optional(), ...box, locked: z.boolean().optional() }))
            .optional(),
        }),
      )
      .optional(),
    queries: z
      .array(
        z.looseObject({
          id: queryId,
          name: text.optional(),
          language: queryLanguageSchema.optional(),
          text: text.optional(),
        }),
      )
      .optional(),
    rows: z.array(z.looseObject({ model: modelId, rows: z.array(rowInFile()).optional() })).optional(),
    generators: z
      .array((generatorSchema as unknown as ReturnType<typeof z.looseObject>).extend({ options }))
      .optional(),
  })
  .describe('A Relata design; FORMAT.md describes it in words.')

function rowInFile() {
  return (sampleRowSchema as unknown as ReturnType<typeof z.looseObject>).extend({
    values: z.record(text, z.unknown()).optional(),
  })
}

/** The JSON Schema (2020-12) of the file, as `relata.schema.json` holds it. */
export function designJsonSchema(): object {
  return { $id: SCHEMA_ID, title: 'Relata design', ...z.toJSONSchema(designFileSchema, { io: 'input' }) }
}
