/** A field's or model's new name in the arguments of GenericForeignKeys and GenericRelations. */
import type { CustomField, ErDocument, Field, Model } from '../../document/records.ts'
import type { ModelId } from '../../document/ids.ts'
import type { RecordChange } from '../../history/patch.ts'
import {
  genericKeyArgs,
  genericRelationArgs,
  isGenericKeyClass,
  isGenericRelationClass,
  withGenericFields,
  withGenericTarget,
} from '../../python/generic-fields.ts'
import { isNamed } from '../../python/generic-target.ts'
import { keywordOptions } from '../../python/keyword-options.ts'
import { modelOf, replaced } from '../edit.ts'
import { modelsWithCustomFields } from './worded-models.ts'

const CONTENT_TYPE = 'model:contenttypes.ContentType'

/** Where it is not drawn there is nothing of the kind, and no model is looked at. */
export function mayBeGeneric(doc: ErDocument): boolean {
  return doc.models[CONTENT_TYPE] !== undefined
}

/** What a model's generic fields say when `before`, a field of `owner`, is called `after`. */
export function withRenamedKeys(
  doc: ErDocument,
  model: Model,
  owner: ModelId,
  rename: { readonly before: string; readonly after: string },
): Model {
  return withFields(model, (field) => {
    const isKey = isGenericKeyClass(field.className)
    if (!isKey && !isGenericRelationClass(field.className)) return field
    if (isKey ? !isOrInherits(doc, model.id, owner) : !pointsAt(doc, model, field, owner)) return field
    const { contentType, objectId } = isKey ? genericKeyArgs(field.args) : genericRelationArgs(field.args)
    return withArgs(
      field,
      withGenericFields(field.className, field.args, {
        ...(contentType === rename.before ? { contentType: rename.after } : {}),
        ...(objectId === rename.before ? { objectId: rename.after } : {}),
      }),
    )
  })
}

/** The other models whose GenericRelations lead to the one that gets a new name. */
export function renamedTargets(doc: ErDocument, id: ModelId, name: string): readonly RecordChange[] {
  if (!mayBeGeneric(doc)) return []
  return [...modelsWithCustomFields(doc)].flatMap((other) => {
    const model = modelOf(doc, other)
    if (model.id === id) return []
    const edited = withRenamedTarget(doc, model, id, name)
    return edited === model ? [] : replaced('models', model, edited)
  })
}

export function withRenamedTarget(doc: ErDocument, model: Model, id: ModelId, name: string): Model {
  return withFields(model, (field) => {
    if (!isGenericRelationClass(field.className) || !isTarget(doc, model, field, id)) return field
    return withArgs(field, withGenericTarget(field.args, name))
  })
}

function withFields(model: Model, change: (field: CustomField) => CustomField): Model {
  let isChanged = false
  const fields = model.fields.map((field): Field => {
    const made = field.kind === 'custom' ? change(field) : field
    isChanged ||= made !== field
    return made
  })
  return isChanged ? { ...model, fields } : model
}

function withArgs(field: CustomField, args: string): CustomField {
  return args === field.args ? field : { ...field, args, options: keywordOptions(args) }
}

function isTarget(doc: ErDocument, model: Model, field: CustomField, id: ModelId): boolean {
  return isNamed(doc, model, genericRelationArgs(field.args), id)
}

function pointsAt(doc: ErDocument, model: Model, field: CustomField, owner: ModelId): boolean {
  return Object.values(doc.models).some((m) => isTarget(doc, model, field, m.id) && isOrInherits(doc, m.id, owner))
}

function isOrInherits(doc: ErDocument, model: ModelId, ancestor: ModelId): boolean {
  const seen = new Set<ModelId>([model])
  for (const id of seen) {
    if (id === ancestor) return true
    for (const base of doc.models[id]?.bases ?? []) if ('model' in base) seen.add(base.model)
  }
  return false
}
