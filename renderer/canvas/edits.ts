/** What the canvas asks of the document: each function is one undo step. */
import { newId } from '../../shared/document/ids.ts'
import type { AppId, FieldId, ModelId } from '../../shared/document/ids.ts'
import { freeFieldName, freeModelName } from '../../shared/document/names.ts'
import { isRelation, rootOf } from '../../shared/document/records.ts'
import type { Place, Scene } from '../../shared/layout/scene.ts'
import type { EditorStore } from '../state/editor-store.ts'
import type { Point } from './canvas-store.ts'
import { say } from './canvas-store.ts'

/** Moves models; those whose place was only proposed so far get theirs written down with it. */
export function movePlaces(editor: EditorStore, scene: Scene, places: readonly Place[], gesture?: string): void {
  const given = new Set(places.map((p) => p.id))
  const proposed = [...scene.nodes.values()].filter((node) => !node.placed && !given.has(node.id))
  const moves = [...places, ...proposed].map(({ id, x, y }) => ({ model: id, x, y }))
  const { view } = editor.getState()
  editor.dispatch('placement.move', { view, moves, ...(gesture === undefined ? {} : { gesture }) })
}

export function addModelAt(editor: EditorStore, at: Point): ModelId {
  const { doc, view } = editor.getState()
  const id = newId('model') as ModelId
  const name = freeModelName(doc, rootOf(doc).defaultApp, 'Model')
  // The name that is typed next belongs to the same step: one undo takes the model back.
  editor.dispatch('model.add', { id, name, at: { view, x: at.x, y: at.y } }, { mergeKey: newModelKey(id) })
  editor.select({ models: new Set([id]) })
  say(`Added model ${name}`)
  return id
}

export function newModelKey(id: ModelId): string {
  return `model.add ${id}`
}

/** Django's own User, to point at; it is known with its columns and never generated. The one that is there stays the only one. */
export function addUserAt(editor: EditorStore, at: Point): ModelId {
  const { doc, view } = editor.getState()
  const id = 'model:auth.User' as ModelId
  const known = Object.values(doc.apps).find((app) => app.label === 'auth')
  const app = known?.id ?? ('app:auth' as AppId)
  if (doc.models[id] === undefined) {
    editor.dispatchAll("Add Django's User", [
      ...(known === undefined ? [{ type: 'app.add' as const, params: { id: app, label: 'auth' } }] : []),
      { type: 'model.add', params: { id, name: 'User', app, external: true, at: { view, x: at.x, y: at.y } } },
    ])
    say("Added Django's User")
  }
  editor.select({ models: new Set([id]) })
  return id
}

/** Deletes the selected field, else the selected models. Tells what went. */
export function deleteSelection(editor: EditorStore): void {
  const { selection, doc } = editor.getState()
  if (selection.field !== null) {
    const { model, field } = selection.field
    const name = doc.models[model]?.fields.find((f) => f.id === field)?.name ?? 'field'
    editor.dispatch('field.delete', { model, ids: [field] })
    editor.select({ models: new Set([model]) })
    say(`Deleted ${name}`)
    return
  }
  deleteModels(editor)
}

/** Deletes the selected models and the relations to them. */
export function deleteModels(editor: EditorStore): void {
  const { selection, doc } = editor.getState()
  const ids = [...selection.models]
  if (ids.length === 0) return
  const names = ids.map((id) => doc.models[id]?.name ?? '').join(', ')
  editor.dispatch('model.delete', { ids })
  editor.select({})
  say(`Deleted ${names}`)
}

export function duplicateSelection(editor: EditorStore): void {
  const ids = [...editor.getState().selection.models]
  if (ids.length === 0) return
  const newIds = Object.fromEntries(ids.map((id) => [id, newId('model') as ModelId]))
  editor.dispatch('model.duplicate', { ids, newIds })
  editor.select({ models: new Set(Object.values(newIds)) })
  say(`Duplicated ${ids.length === 1 ? 'one model' : `${ids.length} models`}`)
}

/** `field.move` counts the index among the other fields. */
export function moveFieldTo(editor: EditorStore, model: ModelId, id: FieldId, index: number): void {
  const fields = editor.getState().doc.models[model]?.fields ?? []
  const from = fields.findIndex((f) => f.id === id)
  if (from < 0 || index === from) return
  editor.dispatch('field.move', { model, id, index })
  say(`Moved to place ${index + 1}`)
}

/** Turns a relation round: the same kind, declared at the other end, under a free name. */
export function swapEnds(editor: EditorStore, model: ModelId, field: FieldId): void {
  const { doc } = editor.getState()
  const relation = doc.models[model]?.fields.find((f) => f.id === field)
  if (relation === undefined || !isRelation(relation) || relation.to === null || relation.to === model) return
  const target = doc.models[relation.to]
  const source = doc.models[model]
  if (target === undefined || source === undefined) return
  const word = source.name.charAt(0).toLowerCase() + source.name.slice(1)
  const wanted = relation.kind === 'manyToMany' ? `${word}s` : word
  const id = newId('field') as FieldId
  const { kind, onDelete, options } = relation
  editor.dispatchAll('Swap ends', [
    { type: 'field.delete', params: { model, ids: [field] } },
    {
      type: 'relation.add',
      params: { id, from: target.id, to: model, kind, onDelete, options, name: freeFieldName(doc, target, wanted) },
    },
  ])
  editor.select({ models: new Set([target.id]), field: { model: target.id, field: id } })
  say(`${target.name} now declares the relation`)
}
