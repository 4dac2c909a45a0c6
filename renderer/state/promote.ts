/** Join tables become models: for the inspector, the menus and the palette. */
import { newId } from '../../shared/document/ids.ts'
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import { isRelation } from '../../shared/document/records.ts'
import type { RelationField } from '../../shared/document/records.ts'
import { report } from '../actions/run-action.ts'
import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'

/** The relation that is selected; null: something else is. */
export function selectedRelation({
  editor,
}: Pick<App, 'editor'>): { readonly model: ModelId; readonly field: RelationField } | null {
  const { doc, selection } = editor.getState()
  const found = doc.models[selection.field?.model ?? '']?.fields.find(({ id }) => id === selection.field?.field)
  return selection.field === null || found === undefined || !isRelation(found)
    ? null
    : { model: selection.field.model, field: found }
}

/** A through model of its own, ready to get fields; the table is a new one. */
export function promote(app: App, model: ModelId, field: FieldId): void {
  makeThrough(app, model, field, false)
}

/**
 * What Django makes by itself is written down: a join table as the model that it is, the database
 * unchanged; of other relations the reverse accessor.
 */
export function makeExplicit(app: App, model: ModelId, field: FieldId): void {
  const found = app.editor.getState().doc.models[model]?.fields.find(({ id }) => id === field)
  if (found === undefined || !isRelation(found)) return
  if (found.kind === 'manyToMany') return makeThrough(app, model, field, true)
  const accessor = derivedOf(app, model, found)
  if (accessor === null) return
  try {
    app.editor.dispatch('relation.set', { model, id: field, relatedName: accessor })
    app.ui.announce(t.relation.namedExplicitly(found.name, accessor))
  } catch (thrown) {
    report(thrown)
  }
}

/** Whether there is anything that Django makes by itself and that could be written down. */
export function canMakeExplicit(app: App, model: ModelId, field: RelationField): boolean {
  return field.kind === 'manyToMany'
    ? field.through === null && field.to !== null
    : field.relatedName === null && derivedOf(app, model, field) !== null
}

function derivedOf({ compiled }: App, model: ModelId, field: RelationField): string | null {
  const { resolution } = compiled.getState()
  const owner = resolution.models.get(model)
  return owner?.localFields.find(({ id }) => id === field.id)?.relation?.accessor ?? null
}

function makeThrough(app: App, model: ModelId, id: FieldId, keepTable: boolean): void {
  const throughId = newId('model')
  try {
    app.editor.dispatch('relation.promote', { model, id, throughId, keepTable })
  } catch (thrown) {
    return report(thrown)
  }
  app.editor.select({ models: new Set([throughId]) })
  app.canvas.centerOn(throughId)
  app.ui.fold('inspector', false)
  const name = app.editor.getState().doc.models[throughId]?.name ?? ''
  app.ui.announce(keepTable ? t.relation.madeExplicit(name) : t.relation.promoted(name))
}
