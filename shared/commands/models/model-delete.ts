import { z } from 'zod'
import type { FieldId } from '../../document/ids.ts'
import { isExpr, isRelation, rootOf } from '../../document/records.ts'
import type { ErDocument, Field, Model } from '../../document/records.ts'
import { modelId } from '../../document/schemas.ts'
import { defineCommand } from '../define-command.ts'
import { draftOf, modelOf } from '../edit.ts'
import type { Draft } from '../edit.ts'
import { removeFields } from '../fields/remove-fields.ts'

/**
 * Deletes models, with their placements, sample rows and generators. Relations of other models that
 * point at them are deleted too; children lose the base; a many-to-many through them gets Django's own
 * join table. All of it is one undo step.
 */
export const deleteModels = defineCommand({
  type: 'model.delete',
  label: 'Delete model and the relations to it',
  params: z.object({ ids: z.array(modelId) }),
  apply(doc, { ids }) {
    const gone: ReadonlySet<string> = new Set(ids)
    if (gone.size === 0) return []
    const draft = draftOf(doc)
    const fields = new Set<FieldId>()
    for (const id of ids) {
      for (const field of modelOf(doc, id).fields) fields.add(field.id)
      draft.remove('models', id)
      if (doc.rows[id] !== undefined) draft.remove('rows', id)
    }
    for (const model of Object.values(doc.models)) {
      if (gone.has(model.id)) continue
      for (const field of model.fields)
        if (isRelation(field) && field.to !== null && gone.has(field.to)) fields.add(field.id)
      const next = withoutModels(model, gone)
      if (next !== model) draft.put('models', next)
    }
    removeFields(doc, draft, fields)
    const root = rootOf(doc)
    draft.put('root', { ...root, modelOrder: root.modelOrder.filter((id) => !gone.has(id)) })
    for (const placement of Object.values(doc.placements)) {
      if (gone.has(placement.model)) draft.remove('placements', placement.id)
    }
    for (const generator of Object.values(doc.generators)) {
      if (gone.has(generator.model)) draft.remove('generators', generator.id)
    }
    removeEnums(doc, draft, gone)
    return draft.patch()
  },
})

/** The model without bases and through models that are gone; the same object when it had none. */
function withoutModels(model: Model, gone: ReadonlySet<string>): Model {
  const isGoneBase = (base: Model['bases'][number]): boolean => !isExpr(base) && gone.has(base.model)
  const isCut = (f: Field): boolean => isRelation(f) && f.through !== null && gone.has(f.through)
  if (!model.bases.some(isGoneBase) && !model.fields.some(isCut)) return model
  return {
    ...model,
    bases: model.bases.filter((base) => !isGoneBase(base)),
    fields: model.fields.map((f) =>
      isRelation(f) && isCut(f) ? { ...f, through: null, options: withoutThroughFields(f) } : f,
    ),
  }
}

function withoutThroughFields(field: Field): Field['options'] {
  const { through_fields: _, ...options } = field.options
  return options
}

/** Choices classes nested in a deleted model go with it, unless a remaining field uses them. */
function removeEnums(doc: ErDocument, draft: Draft, gone: ReadonlySet<string>): void {
  const nested = Object.values(doc.enums).filter((one) => one.model !== null && gone.has(one.model))
  if (nested.length === 0) return
  const used = new Set<string>()
  for (const model of Object.values(doc.models)) {
    if (gone.has(model.id)) continue
    for (const f of model.fields) if (f.kind === 'scalar' && f.choices?.kind === 'enum') used.add(f.choices.enum)
  }
  for (const one of nested) {
    if (used.has(one.id)) draft.put('enums', { ...one, model: null })
    else draft.remove('enums', one.id)
  }
}
