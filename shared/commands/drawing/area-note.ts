/** Areas and notes: boxes on a view's canvas. */
import { z } from 'zod'
import { newId } from '../../document/ids.ts'
import { areaId, noteId, viewId } from '../../document/schemas.ts'
import { without } from '../../util/without.ts'
import { change } from '../../history/patch.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { draftOf, gesture, gestureKey, merged, modelOf, replaced } from '../edit.ts'
import { placementOf, spots } from './placement.ts'

const box = { x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() }
const boxChanges = {
  x: box.x.exactOptional(),
  y: box.y.exactOptional(),
  width: box.width.exactOptional(),
  height: box.height.exactOptional(),
  color: z.string().nullable().exactOptional(),
  gesture,
}

/** What is off is left out of the record. */
function switchedOff<T extends { readonly locked?: boolean; readonly collapsed?: boolean }>(changes: T): T {
  const off = (key: 'locked' | 'collapsed'): object => (changes[key] === false ? { [key]: undefined } : {})
  return { ...changes, ...off('locked'), ...off('collapsed') }
}

export const addArea = defineCommand({
  type: 'area.add',
  label: 'Add area',
  params: z.object({
    id: areaId.exactOptional(),
    view: viewId,
    name: z.string(),
    ...box,
    color: z.string().nullable().exactOptional(),
  }),
  apply(doc, { id = newId('area'), color = null, ...rest }) {
    required(doc.views[rest.view], 'The view')
    if (doc.areas[id] !== undefined) throw new CommandError('The area is already in this design.')
    return [change('areas', undefined, { id, color, ...rest })]
  },
})

export const setArea = defineCommand({
  type: 'area.set',
  label: 'Change area',
  params: z.object({
    id: areaId,
    name: z.string().exactOptional(),
    collapsed: z.boolean().exactOptional(),
    locked: z.boolean().exactOptional(),
    ...boxChanges,
  }),
  apply(doc, params) {
    const before = required(doc.areas[params.id], 'The area')
    return replaced('areas', before, merged(before, switchedOff(without(params, 'gesture'))))
  },
  mergeKey: ({ id, name, gesture: key }) => (name === undefined ? gestureKey('area.set', key) : `area.set ${id} name`),
})

export const deleteArea = defineCommand({
  type: 'area.delete',
  label: 'Delete area',
  params: z.object({ id: areaId }),
  apply: (doc, { id }) => [change('areas', required(doc.areas[id], 'The area'), undefined)],
})

export const addNote = defineCommand({
  type: 'note.add',
  label: 'Add note',
  params: z.object({
    id: noteId.exactOptional(),
    view: viewId,
    text: z.string(),
    ...box,
    color: z.string().nullable().exactOptional(),
  }),
  apply(doc, { id = newId('note'), color = null, ...rest }) {
    required(doc.views[rest.view], 'The view')
    if (doc.notes[id] !== undefined) throw new CommandError('The note is already in this design.')
    return [change('notes', undefined, { id, color, ...rest })]
  },
})

export const setNote = defineCommand({
  type: 'note.set',
  label: 'Change note',
  params: z.object({
    id: noteId,
    text: z.string().exactOptional(),
    locked: z.boolean().exactOptional(),
    ...boxChanges,
  }),
  apply(doc, params) {
    const before = required(doc.notes[params.id], 'The note')
    return replaced('notes', before, merged(before, switchedOff(without(params, 'gesture'))))
  },
  mergeKey: ({ id, text, gesture: key }) => (text === undefined ? gestureKey('note.set', key) : `note.set ${id} text`),
})

export const deleteNote = defineCommand({
  type: 'note.delete',
  label: 'Delete note',
  params: z.object({ id: noteId }),
  apply: (doc, { id }) => [change('notes', required(doc.notes[id], 'The note'), undefined)],
})

/** Models, areas and notes moved by one hand: a drag, an area with what it contains. */
export const moveTogether = defineCommand({
  type: 'view.move',
  label: 'Move',
  params: z.object({
    view: viewId,
    moves: spots,
    areas: z.array(z.object({ id: areaId, x: z.number(), y: z.number() })).exactOptional(),
    notes: z.array(z.object({ id: noteId, x: z.number(), y: z.number() })).exactOptional(),
    gesture,
  }),
  apply(doc, { view, moves, areas = [], notes = [] }) {
    required(doc.views[view], 'The view')
    const draft = draftOf(doc)
    for (const { model, x, y } of moves) {
      modelOf(doc, model)
      draft.put('placements', { ...placementOf(doc, view, model), x, y })
    }
    for (const { id, x, y } of areas) draft.put('areas', { ...required(doc.areas[id], 'The area'), x, y })
    for (const { id, x, y } of notes) draft.put('notes', { ...required(doc.notes[id], 'The note'), x, y })
    return draft.patch()
  },
  mergeKey: (params) => gestureKey('view.move', params.gesture),
})
