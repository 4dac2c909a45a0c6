/** Making and changing views: each is one undo step. */
import { newId } from '../../shared/document/ids.ts'
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import { placementId, rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import { isMember, membersOf, spotsFor } from './spots.ts'

/** A name that no other view has: `Overview 2`. */
function freeViewName(doc: ErDocument, wanted: string): string {
  const taken = new Set(Object.values(doc.views).map(({ name }) => name))
  if (!taken.has(wanted)) return wanted
  for (let n = 2; ; n++) if (!taken.has(`${wanted} ${n}`)) return `${wanted} ${n}`
}

interface NewView {
  readonly name: string
  /** undefined: every model, also those to come. */
  readonly models?: readonly ModelId[]
  /** Merge key, for what comes after and is undone with it. */
  readonly step?: string
}

/** A new view with the places of the one that is open, and shows it. */
export function addView(app: App, { name, models, step }: NewView): ViewId | null {
  const { editor, ui } = app
  const { doc, view, readOnly } = editor.getState()
  if (readOnly !== null) return null
  const id = newId('view') as ViewId
  const title = freeViewName(doc, name)
  const params = { id, name: title, everything: models === undefined, copyOf: view }
  editor.dispatch(
    'view.add',
    { ...params, ...(models === undefined ? {} : { models: [...models] }) },
    step === undefined ? {} : { mergeKey: step },
  )
  editor.showView(id)
  ui.announce(t.views.made(title, membersOf(editor.getState().doc, id).length))
  return id
}

export function duplicateView(app: App, view: ViewId): void {
  const { doc } = app.editor.getState()
  const record = doc.views[view]
  if (record === undefined) return
  const name = t.views.copyName(record.name)
  addView(app, record.everything ? { name } : { name, models: membersOf(doc, view) })
}

export function deleteView(app: App, view: ViewId): void {
  const { editor, ui } = app
  const record = editor.getState().doc.views[view]
  if (record === undefined) return
  editor.dispatch('view.delete', { id: view })
  ui.announce(t.views.deleted(record.name))
}

export function renameView({ editor }: App, view: ViewId, name: string): void {
  const wanted = name.trim()
  if (wanted === '' || editor.getState().doc.views[view]?.name === wanted) return
  editor.dispatch('view.rename', { id: view, name: wanted })
  editor.seal()
}

/** Puts models into the open view, beside what is there. */
export function addToView(app: App, models: readonly ModelId[]): void {
  const { editor, ui, canvas } = app
  const { doc, view } = editor.getState()
  const moves = spotsFor(doc, view, models)
  if (moves.length === 0) return
  editor.dispatchAll(t.views.addSelected.label, [{ type: 'placement.move', params: { view, moves } }])
  editor.select({ models: new Set(moves.map(({ model }) => model)) })
  canvas.whenReady(() => {
    const [first] = moves
    if (first !== undefined) canvas.centerOn(first.model)
  })
  ui.announce(t.views.added(moves.length))
}

/** Takes models out of the open view; a view of everything becomes one of those that are left. */
export function removeFromView({ editor, ui }: App, models: readonly ModelId[]): void {
  const { doc, view } = editor.getState()
  const record = doc.views[view]
  const gone = models.filter((id) => isMember(doc, view, id))
  if (record === undefined || gone.length === 0) return
  const stay = new Set(membersOf(doc, view).filter((id) => !gone.includes(id)))
  const unplaced = [...stay].filter((id) => doc.placements[placementId(view, id)] === undefined)
  editor.dispatchAll(t.views.removeSelected.label, [
    ...(record.everything
      ? [
          // Those whose place was only proposed get it for good, or they would vanish with the others.
          { type: 'placement.move' as const, params: { view, moves: proposed(doc, view, unplaced) } },
          { type: 'view.set' as const, params: { id: view, everything: false } },
        ]
      : []),
    { type: 'placement.remove' as const, params: { view, models: gone } },
  ])
  ui.announce(t.views.removed(gone.length))
}

function proposed(doc: ErDocument, view: ViewId, models: readonly ModelId[]) {
  const record = doc.views[view]
  if (record === undefined || models.length === 0) return []
  return spotsFor({ ...doc, views: { ...doc.views, [view]: { ...record, everything: false } } }, view, models)
}

/** Names only for every model of the view, or all their fields again. */
export function collapseAll({ editor }: App, collapsed: boolean): void {
  const { doc, view, readOnly } = editor.getState()
  if (readOnly !== null) return
  editor.dispatch('placement.set', { view, models: [...membersOf(doc, view)], collapsed })
}

export function viewsOf(doc: ErDocument): readonly ViewId[] {
  return rootOf(doc).viewOrder.filter((id) => doc.views[id] !== undefined)
}
