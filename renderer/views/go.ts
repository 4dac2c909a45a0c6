/** Going to places: a model wherever it is drawn, back, forward, another view. */
import type { FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { App } from '../app/app-context.tsx'
import type { EditorStore } from '../state/editor-store.ts'
import { t } from '../texts/texts.ts'
import { findStore } from './find-store.ts'
import { step, visit } from './places.ts'
import type { Place } from './places.ts'
import { isMember } from './spots.ts'

/** Selects the model (or its field) and brings it into view; in another view where this one does not have it. */
export function goToModel(app: App, model: ModelId, field: FieldId | null = null): void {
  const { editor, canvas } = app
  const { doc, view } = editor.getState()
  if (!isMember(doc, view, model)) {
    const other = rootOf(doc).viewOrder.find((id) => isMember(doc, id, model))
    if (other !== undefined) editor.showView(other)
  }
  editor.select({ models: new Set([model]), field: field === null ? null : { model, field } })
  canvas.centerOn(model, field)
}

export function goToView(app: App, view: ViewId): void {
  const { editor, ui } = app
  const record = editor.getState().doc.views[view]
  if (record === undefined || editor.getState().view === view) return
  editor.showView(view)
  ui.announce(t.views.shown(record.name))
}

/** The view after (or before) the one that is open, round the end. */
export function turnView(app: App, by: 1 | -1): void {
  const { doc, view } = app.editor.getState()
  const order = rootOf(doc).viewOrder
  const next = order[(order.indexOf(view) + by + order.length) % order.length]
  if (next !== undefined) goToView(app, next)
}

let isTravelling = false

/** Keeps the trail while the page is open. @returns stop */
export function followPlaces(editor: EditorStore): () => void {
  const here = (): Place => {
    const { view, selection } = editor.getState()
    const [only] = selection.models
    const model = selection.field?.model ?? (selection.models.size === 1 ? (only ?? null) : null)
    return { view, model, field: selection.field?.field ?? null }
  }
  const note = (): void => findStore.setState(({ trail }) => ({ trail: visit(trail, here()) }))
  note()
  return editor.subscribe((now, before) => {
    if (isTravelling || (now.view === before.view && now.selection === before.selection)) return
    // Selecting nothing, or several, is not going anywhere.
    if (now.view === before.view && here().model === null) return
    note()
  })
}

export function canTravel(app: App, by: 1 | -1): boolean {
  return step(findStore.getState().trail, by, (place) => exists(app, place)) !== null
}

export function travel(app: App, by: 1 | -1): void {
  const trail = step(findStore.getState().trail, by, (place) => exists(app, place))
  const place = trail?.places[trail.at]
  if (trail === null || place === undefined) return
  findStore.setState({ trail })
  isTravelling = true
  try {
    const { editor, canvas, ui } = app
    if (editor.getState().view !== place.view) editor.showView(place.view)
    if (place.model === null) editor.select({})
    else {
      const field = place.field === null ? null : { model: place.model, field: place.field }
      editor.select({ models: new Set([place.model]), field })
      canvas.centerOn(place.model, place.field)
    }
    ui.announce(t.views.at(placeName(app, place)))
  } finally {
    isTravelling = false
  }
}

function exists({ editor }: App, { view, model, field }: Place): boolean {
  const { doc } = editor.getState()
  if (doc.views[view] === undefined) return false
  if (model === null) return true
  const record = doc.models[model]
  return record !== undefined && (field === null || record.fields.some(({ id }) => id === field))
}

function placeName({ editor }: App, { view, model, field }: Place): string {
  const { doc } = editor.getState()
  if (model === null) return doc.views[view]?.name ?? ''
  const record = doc.models[model]
  const name = record?.fields.find(({ id }) => id === field)?.name
  return name === undefined ? (record?.name ?? '') : `${record?.name}.${name}`
}
