/** Copies of what is selected, beside it. */
import { duplicateModels, withoutExternals } from '../../../shared/commands/models/paste.ts'
import type { CommandCall } from '../../../shared/commands/registry.ts'
import { newId } from '../../../shared/document/ids.ts'
import type { AreaId, ModelId, NoteId } from '../../../shared/document/ids.ts'
import { placementId } from '../../../shared/document/records.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { t } from '../../texts/texts.ts'
import { say } from '../canvas-store.ts'
import type { Point } from '../canvas-store.ts'
import { bringIntoView, shiftOf } from './clipboard.ts'

/** How far copies of areas and notes alone stand from their originals, px: a title stays readable. */
const OFFSET: Point = { x: 40, y: 40 }

interface Copies<Id> {
  readonly calls: readonly CommandCall[]
  readonly made: readonly Id[]
}

/** Models go where there is room, areas and notes with them; one undo step. The copies are selected. */
export function duplicateSelection(editor: EditorStore): void {
  const models = copiedModels(editor)
  const offset = models?.offset ?? OFFSET
  const areas = copiedAreas(editor, offset)
  const notes = copiedNotes(editor, offset)
  const calls = [...(models?.calls ?? []), ...areas.calls, ...notes.calls]
  if (calls.length === 0) return
  const others = areas.made.length + notes.made.length
  editor.dispatchAll(others === 0 ? duplicateModels.label : t.canvas.steps.duplicate, calls)
  const { doc } = editor.getState()
  const made = (models?.made ?? []).filter((id) => doc.models[id] !== undefined)
  editor.select({ models: new Set(made), areas: new Set(areas.made), notes: new Set(notes.made) })
  if (made.length > 0) bringIntoView(made)
  say(t.spoken.duplicated(made.length + others))
}

function copiedModels(editor: EditorStore): (Copies<ModelId> & { readonly offset: Point }) | null {
  const { doc, view, selection } = editor.getState()
  const chosen = [...selection.models].flatMap((id) => doc.models[id] ?? [])
  if (chosen.length === 0) return null
  const ids = chosen.map(({ id }) => id)
  const newIds = Object.fromEntries(ids.map((id) => [id, newId('model') as ModelId]))
  const copied = withoutExternals(doc, chosen)
  const spots = copied.flatMap(({ id }) => {
    const placement = doc.placements[placementId(view, id)]
    return placement === undefined ? [] : [{ model: id, x: placement.x, y: placement.y, color: null }]
  })
  const { dx, dy } = shiftOf(editor, { models: copied, spots }, null)
  const moves = spots.map(({ model, x, y }) => ({ model: newIds[model] as ModelId, x: x + dx, y: y + dy }))
  return {
    calls: [
      { type: 'model.duplicate' as const, params: { ids, newIds } },
      { type: 'placement.move' as const, params: { view, moves } },
    ],
    made: Object.values(newIds),
    offset: { x: dx, y: dy },
  }
}

function copiedAreas(editor: EditorStore, offset: Point): Copies<AreaId> {
  const { doc, selection } = editor.getState()
  const copies = [...selection.areas].flatMap((area) => {
    const original = doc.areas[area]
    if (original === undefined) return []
    const { view, name, x, y, width, height, color } = original
    return [{ id: newId('area') as AreaId, view, name, x: x + offset.x, y: y + offset.y, width, height, color }]
  })
  return { calls: copies.map((params) => ({ type: 'area.add' as const, params })), made: copies.map(({ id }) => id) }
}

function copiedNotes(editor: EditorStore, offset: Point): Copies<NoteId> {
  const { doc, selection } = editor.getState()
  const copies = [...selection.notes].flatMap((note) => {
    const original = doc.notes[note]
    if (original === undefined) return []
    const { view, text, x, y, width, height, color } = original
    return [{ id: newId('note') as NoteId, view, text, x: x + offset.x, y: y + offset.y, width, height, color }]
  })
  return { calls: copies.map((params) => ({ type: 'note.add' as const, params })), made: copies.map(({ id }) => id) }
}
