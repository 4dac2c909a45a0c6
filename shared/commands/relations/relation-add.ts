import { z } from 'zod'
import { isBuiltinModelId, newId } from '../../document/ids.ts'
import { freeFieldName, plural, snakeCase } from '../../document/names.ts'
import type { Options, RelationField } from '../../document/records.ts'
import { fieldId, modelId, onDeleteSchema, optionsSchema, relationKindSchema } from '../../document/schemas.ts'
import { defineCommand } from '../define-command.ts'
import { merged, modelOf, named } from '../edit.ts'
import { insertField } from '../fields/field-add.ts'

/**
 * A relation field on `from`. Without a name: the target's, in the plural for many-to-many. Without
 * on_delete: CASCADE. `null` and `blank` are shorthands for the options of that name.
 */
export const addRelation = defineCommand({
  type: 'relation.add',
  label: 'Add relation',
  params: z.object({
    id: fieldId.exactOptional(),
    from: modelId,
    to: modelId,
    kind: relationKindSchema,
    name: z.string().exactOptional(),
    onDelete: onDeleteSchema.nullable().exactOptional(),
    relatedName: z.string().nullable().exactOptional(),
    null: z.boolean().exactOptional(),
    blank: z.boolean().exactOptional(),
    through: modelId.nullable().exactOptional(),
    options: optionsSchema.exactOptional(),
    /** How the target is written: `settings.AUTH_USER_MODEL`. */
    toSource: z.string().nullable().exactOptional(),
    index: z.int().exactOptional(),
  }),
  apply(doc, params) {
    const { id = newId('field'), from, to, kind, relatedName = null, toSource = null } = params
    const source = modelOf(doc, from)
    const many = kind === 'manyToMany'
    const word = snakeCase(
      isBuiltinModelId(to) && doc.models[to] === undefined ? to.slice(to.indexOf('.') + 1) : modelOf(doc, to).name,
    )
    const free = from === to ? (many ? plural(word) : 'parent') : many ? plural(word) : word
    const field: RelationField = {
      id,
      kind,
      name: named(params.name ?? freeFieldName(doc, source, free)),
      options: startingOptions(params.options ?? {}, params.null === true && !many, params.blank),
      to,
      toSource,
      onDelete: many ? null : (params.onDelete ?? 'CASCADE'),
      relatedName: relatedName === '' ? null : relatedName,
      through: many ? (params.through ?? null) : null,
      className: null,
    }
    return insertField(doc, from, field, params.index)
  },
})

function startingOptions(options: Options, isNull: boolean, blank: boolean | undefined): Options {
  // A relation that may be empty may be left empty in forms too, unless the caller says otherwise.
  const isBlank = blank ?? isNull
  return merged(options, isNull ? { null: true, ...(isBlank ? { blank: true } : {}) } : isBlank ? { blank: true } : {})
}
