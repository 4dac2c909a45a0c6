/** Areas and notes: boxes on a view's canvas. */
import { z } from 'zod'
import { newId } from '../document/ids.ts'
import { areaId, noteId, viewId } from '../document/schemas.ts'
import { without } from '../util/without.ts'
import { change } from '../history/patch.ts'
import { CommandError, defineCommand, required } from './define-command.ts'
import { gesture, gestureKey, replaced } from './edit.ts'

const box = { x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() }
const boxChanges = {
  x: box.x.exactOptional(),
  y: box.y.exactOptional(),
  width: box.width.exactOptional(),
  height: box.height.exactOptional(),
  color: z.string().nullable().exactOptional(),
  gesture,
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
  params: z.object({ id: areaId, name: z.string().exactOptional(), ...boxChanges }),
  apply(doc, params) {
    const before = required(doc.areas[params.id], 'The area')
    return replaced('areas', before, { ...before, ...without(params, 'gesture') })
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
  params: z.object({ id: noteId, text: z.string().exactOptional(), ...boxChanges }),
  apply(doc, params) {
    const before = required(doc.notes[params.id], 'The note')
    return replaced('notes', before, { ...before, ...without(params, 'gesture') })
  },
  mergeKey: ({ id, text, gesture: key }) => (text === undefined ? gestureKey('note.set', key) : `note.set ${id} text`),
})

export const deleteNote = defineCommand({
  type: 'note.delete',
  label: 'Delete note',
  params: z.object({ id: noteId }),
  apply: (doc, { id }) => [change('notes', required(doc.notes[id], 'The note'), undefined)],
})
