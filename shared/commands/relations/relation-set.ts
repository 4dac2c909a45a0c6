import { z } from 'zod'
import { RELATION_CLASS, takesOption } from '../../document/fields/field-options.ts'
import { isBuiltinModelId } from '../../document/ids.ts'
import { isRelation } from '../../document/records.ts'
import type { Field, RelationField, RelationKind } from '../../document/records.ts'
import { fieldId, modelId, onDeleteSchema, optionsSchema, relationKindSchema } from '../../document/schemas.ts'
import { CommandError, defineCommand } from '../define-command.ts'
import { editField, merged, modelOf } from '../edit.ts'

/**
 * Changes what a relation says. A new kind keeps what still applies: towards many-to-many `on_delete`,
 * `null` and such go, the other way on_delete becomes CASCADE. A plain field becomes a relation when
 * `kind` and `to` are given.
 */
export const setRelation = defineCommand({
  type: 'relation.set',
  label: 'Change relation',
  params: z.object({
    model: modelId,
    id: fieldId,
    to: modelId.exactOptional(),
    toSource: z.string().nullable().exactOptional(),
    /** A subclass of Django's own as written; null: Django's own. */
    className: z.string().min(1).nullable().exactOptional(),
    kind: relationKindSchema.exactOptional(),
    onDelete: onDeleteSchema.nullable().exactOptional(),
    relatedName: z.string().nullable().exactOptional(),
    through: modelId.nullable().exactOptional(),
    options: optionsSchema.exactOptional(),
  }),
  apply(doc, { model, id, to, toSource, className, kind, onDelete, relatedName, through, options }) {
    if (to !== undefined && !isBuiltinModelId(to)) modelOf(doc, to)
    if (through !== undefined && through !== null) modelOf(doc, through)
    return editField(doc, model, id, (before) => {
      let field = asRelation(before, kind)
      // Another target: how the old one was written, and the field of it that was referred to, say nothing now.
      if (to !== undefined && to !== field.to)
        field = { ...field, to, toSource: null, options: merged(field.options, { to_field: undefined }) }
      return merged(field, {
        ...(toSource === undefined ? {} : { toSource }),
        ...(className === undefined ? {} : { className }),
        ...(onDelete === undefined || field.kind === 'manyToMany' ? {} : { onDelete }),
        ...(relatedName === undefined ? {} : { relatedName: relatedName === '' ? null : relatedName }),
        ...(through === undefined || field.kind !== 'manyToMany' ? {} : { through }),
        ...(options === undefined ? {} : { options }),
      })
    })
  },
  mergeKey: ({ id, relatedName }) => (typeof relatedName === 'string' ? `relation.set ${id} relatedName` : null),
})

function asRelation(field: Field, kind: RelationKind | undefined): RelationField {
  const base = isRelation(field) ? field : undefined
  const wanted = kind ?? base?.kind
  if (wanted === undefined) throw new CommandError(`${field.name} is not a relation; say which kind it shall be.`)
  if (base !== undefined && base.kind === wanted) return base
  const many = wanted === 'manyToMany'
  return {
    id: field.id,
    kind: wanted,
    name: field.name,
    options: Object.fromEntries(
      Object.entries(field.options).filter(([keyword]) => takesOption(RELATION_CLASS[wanted], keyword)),
    ),
    to: base?.to ?? null,
    toSource: base?.toSource ?? null,
    onDelete: many ? null : (base?.onDelete ?? 'CASCADE'),
    relatedName: base?.relatedName ?? null,
    through: many ? (base?.through ?? null) : null,
    className: null,
  }
}
