/**
 * The records of `records.ts` as zod schemas: for parameters of commands, for the file's validation
 * and for `relata.schema.json`. Loose: keys that we do not know are kept.
 */
import { z } from 'zod'
import type { AppId, AreaId, ConstraintId, EnumId, FieldId, IndexId, ModelId, NoteId, QueryId, ViewId } from './ids.ts'
import { SCALAR_TYPES } from './records.ts'
import type {
  Base,
  Choice,
  Choices,
  Constraint,
  CustomField,
  EnumMember,
  Expr,
  Field,
  FieldRef,
  Generator,
  Index,
  Member,
  Meta,
  OnDelete,
  Options,
  Ordering,
  RelationField,
  SampleRow,
  SampleValue,
  ScalarField,
  Value,
} from './records.ts'

function id<Id extends string>(kind: string): z.ZodType<Id, Id> {
  return z.string().regex(new RegExp(`^${kind}:.+$`)) as unknown as z.ZodType<Id, Id>
}

export const appId = id<AppId>('app')
export const modelId = id<ModelId>('model')
export const fieldId = id<FieldId>('field')
export const enumId = id<EnumId>('enum')
export const indexId = id<IndexId>('index')
export const constraintId = id<ConstraintId>('constraint')
export const viewId = id<ViewId>('view')
export const areaId = id<AreaId>('area')
export const noteId = id<NoteId>('note')
export const queryId = id<QueryId>('query')

export const exprSchema: z.ZodType<Expr> = z.looseObject({ expr: z.string() })

export const valueSchema: z.ZodType<Value> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), exprSchema, z.array(valueSchema)]),
)

export const optionsSchema: z.ZodType<Options> = z.record(z.string(), valueSchema)

export const baseSchema: z.ZodType<Base> = z.union([z.looseObject({ model: modelId }), exprSchema])

export const memberSchema: z.ZodType<Member> = z.looseObject({ name: z.string(), source: z.string() })

export const choiceSchema: z.ZodType<Choice> = z.looseObject({
  value: valueSchema,
  label: z.string(),
  group: z.string().exactOptional(),
})

export const choicesSchema: z.ZodType<Choices> = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('enum'), enum: enumId }),
  z.looseObject({ kind: z.literal('pairs'), pairs: z.array(choiceSchema), source: z.string().exactOptional() }),
  z.looseObject({ kind: z.literal('source'), expr: z.string() }),
])

const onDeleteNameSchema = z.enum(['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'])

export const onDeleteSchema: z.ZodType<OnDelete> = z.union([
  onDeleteNameSchema,
  z.looseObject({ set: valueSchema }),
  exprSchema,
])

export const relationKindSchema = z.enum(['foreignKey', 'oneToOne', 'manyToMany'])

const fieldBase = { id: fieldId, name: z.string(), options: optionsSchema }

export const scalarTypeSchema = z.enum(SCALAR_TYPES)

const scalarFieldSchema: z.ZodType<ScalarField> = z.looseObject({
  ...fieldBase,
  kind: z.literal('scalar'),
  type: scalarTypeSchema,
  choices: choicesSchema.nullable(),
})

const relationFieldSchema: z.ZodType<RelationField> = z.looseObject({
  ...fieldBase,
  kind: relationKindSchema,
  to: modelId.nullable(),
  toSource: z.string().nullable(),
  onDelete: onDeleteSchema.nullable(),
  relatedName: z.string().nullable(),
  through: modelId.nullable(),
  className: z.string().nullable(),
})

const customFieldSchema: z.ZodType<CustomField> = z.looseObject({
  ...fieldBase,
  kind: z.literal('custom'),
  className: z.string(),
  args: z.string(),
  column: z.boolean(),
})

export const fieldSchema: z.ZodType<Field> = z.union([scalarFieldSchema, relationFieldSchema, customFieldSchema])

/** A field's id, or a name where no record was found. */
export const fieldRefSchema = z.string() as unknown as z.ZodType<FieldRef, FieldRef>

export const orderingSchema: z.ZodType<Ordering> = z.looseObject({
  by: z.union([fieldRefSchema, exprSchema]),
  descending: z.boolean(),
})

export const metaSchema: z.ZodType<Meta> = z.looseObject({
  db_table: z.string().exactOptional(),
  db_table_comment: z.string().exactOptional(),
  db_tablespace: z.string().exactOptional(),
  ordering: z.array(orderingSchema).exactOptional(),
  unique_together: z.array(z.array(fieldRefSchema)).exactOptional(),
  index_together: z.array(z.array(fieldRefSchema)).exactOptional(),
  verbose_name: valueSchema.exactOptional(),
  verbose_name_plural: valueSchema.exactOptional(),
  default_related_name: z.string().exactOptional(),
  managed: z.boolean().exactOptional(),
  order_with_respect_to: fieldRefSchema.exactOptional(),
  get_latest_by: z.array(orderingSchema).exactOptional(),
  app_label: z.string().exactOptional(),
  swappable: valueSchema.exactOptional(),
  other: z.record(z.string(), valueSchema).exactOptional(),
})

export const indexSchema: z.ZodType<Index> = z.looseObject({
  id: indexId,
  type: z.string(),
  name: z.string().nullable(),
  fields: z.array(orderingSchema),
  expressions: z.array(exprSchema),
  condition: exprSchema.nullable(),
  include: z.array(fieldRefSchema),
  options: optionsSchema,
})

const constraintBase = { id: constraintId, name: z.string(), options: optionsSchema }

export const constraintSchema: z.ZodType<Constraint> = z.union([
  z.looseObject({
    ...constraintBase,
    kind: z.literal('unique'),
    fields: z.array(fieldRefSchema),
    expressions: z.array(exprSchema),
    condition: exprSchema.nullable(),
    include: z.array(fieldRefSchema),
    deferrable: z.enum(['DEFERRED', 'IMMEDIATE']).nullable(),
  }),
  z.looseObject({ ...constraintBase, kind: z.literal('check'), condition: exprSchema }),
  z.looseObject({ ...constraintBase, kind: z.literal('custom'), source: z.string() }),
])

export const enumMemberSchema: z.ZodType<EnumMember> = z.looseObject({
  name: z.string(),
  value: valueSchema,
  label: z.string().nullable(),
  source: z.string().exactOptional(),
})

export const modelKindSchema = z.enum(['concrete', 'abstract', 'proxy'])

export const queryLanguageSchema = z.enum(['orm', 'sql'])

const sampleValueSchema: z.ZodType<SampleValue> = z.union([z.null(), z.boolean(), z.number(), z.string()])

export const sampleRowSchema: z.ZodType<SampleRow> = z.looseObject({
  pk: sampleValueSchema,
  values: z.record(z.string(), z.union([sampleValueSchema, z.array(sampleValueSchema)])),
})

export const generatorSchema: z.ZodType<Generator> = z.looseObject({
  id: fieldId,
  model: modelId,
  kind: z.string(),
  options: optionsSchema,
})
