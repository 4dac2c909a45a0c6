/** What the canvas does to areas and notes. Each function is one undo step. */
import { newId } from '../../../shared/document/ids.ts'
import type { AreaId, ModelId, NoteId } from '../../../shared/document/ids.ts'
import { boundsOf } from '../../../shared/layout/grid-index.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { paletteColor, PALETTE_SIZE } from '../../../shared/layout/drawing/palette.ts'
import type { BundleEnd } from '../../../shared/layout/scene/bundles.ts'
import type { Scene } from '../../../shared/layout/scene/scene.ts'
import { AREA_HEAD_PX } from '../../../shared/layout/scene/shapes.ts'
import type { Shape, ShapeId } from '../../../shared/layout/scene/shapes.ts'
import { t } from '../../texts/texts.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { say } from '../canvas-store.ts'
import type { Point } from '../canvas-store.ts'

const PAD_PX = 32
/** A new note's size. */
export const NOTE = { width: 240, height: 144 }

export function addAreaAt(editor: EditorStore, rect: Rect): AreaId {
  const { doc, view } = editor.getState()
  const id = newId('area') as AreaId
  const count = Object.values(doc.areas).filter((area) => area.view === view).length
  const name = freeName(editor)
  editor.dispatch(
    'area.add',
    { id, view, name, ...rect, color: paletteColor(count % PALETTE_SIZE) },
    { mergeKey: newShapeKey(id) },
  )
  editor.select({ areas: new Set([id]) })
  say(t.canvas.say.areaAdded(name))
  return id
}

/** The name that is written next belongs to the same step. */
function newShapeKey(id: ShapeId): string {
  return `shape.add ${id}`
}

function freeName(editor: EditorStore): string {
  const { doc, view } = editor.getState()
  const taken = new Set(Object.values(doc.areas).flatMap((area) => (area.view === view ? [area.name] : [])))
  const word = t.canvas.area.newName
  for (let n = 1; ; n++) {
    const name = n === 1 ? word : `${word} ${n}`
    if (!taken.has(name)) return name
  }
}

/** An area around the models; null: none of them is drawn. */
export function groupInArea(editor: EditorStore, scene: Scene, models: Iterable<ModelId>): AreaId | null {
  const bounds = boundsOf([...models].flatMap((id) => scene.nodes.get(id) ?? []))
  if (bounds === null) return null
  return addAreaAt(editor, {
    x: bounds.x - PAD_PX,
    y: bounds.y - PAD_PX - AREA_HEAD_PX + 8,
    width: bounds.width + 2 * PAD_PX,
    height: bounds.height + 2 * PAD_PX + AREA_HEAD_PX - 8,
  })
}

export function addNoteAt(editor: EditorStore, { x, y }: Point): NoteId {
  const id = newId('note') as NoteId
  const { view } = editor.getState()
  editor.dispatch('note.add', { id, view, text: '', x, y, ...NOTE }, { mergeKey: newShapeKey(id) })
  editor.select({ notes: new Set([id]) })
  say(t.canvas.say.noteAdded)
  return id
}

/** Writes the text of an area or a note; an area keeps its name when nothing is left, an empty new note goes. */
export function writeShape(
  editor: EditorStore,
  shape: Pick<Shape, 'id' | 'kind' | 'text'>,
  text: string,
  height?: number,
): void {
  const { doc, history } = editor.getState()
  const isNew = history.past.at(-1)?.mergeKey === newShapeKey(shape.id)
  const options = isNew ? { mergeKey: newShapeKey(shape.id) } : {}
  const clean = text.trim()
  if (shape.kind === 'area') {
    if (clean !== '' && clean !== doc.areas[shape.id]?.name)
      editor.dispatch('area.set', { id: shape.id as AreaId, name: clean }, options)
  } else if (clean === '' && (isNew || doc.notes[shape.id]?.text === '')) {
    // One that is new leaves no step behind: there is nothing to redo.
    editor.dispatch('note.delete', { id: shape.id as NoteId }, options)
    return
  } else if (text !== doc.notes[shape.id]?.text) {
    const grown = height === undefined ? {} : { height }
    editor.dispatch('note.set', { id: shape.id as NoteId, text, ...grown }, options)
  }
  editor.seal()
}

/** On for all of the selected areas and notes unless it is on for all. */
export function toggleShapes(editor: EditorStore, what: 'collapsed' | 'locked'): void {
  const { doc, selection } = editor.getState()
  const areas = [...selection.areas]
  const notes = what === 'locked' ? [...selection.notes] : []
  const all = [...areas.map((id) => doc.areas[id]), ...notes.map((id) => doc.notes[id])]
  const on = !all.every((record) => record !== undefined && what in record && record[what as 'locked'] === true)
  editor.dispatchAll(on ? t.canvas.steps[what] : t.canvas.steps[`${what}Off`], [
    ...areas.map((id) => ({ type: 'area.set' as const, params: { id, [what]: on } })),
    ...notes.map((id) => ({ type: 'note.set' as const, params: { id, [what]: on } })),
  ])
  say(t.spoken[what][on ? 'on' : 'off'])
}

export function colorShapes(editor: EditorStore, color: string | null): void {
  const { selection } = editor.getState()
  editor.dispatchAll(t.canvas.steps.color, [
    ...[...selection.areas].map((id) => ({ type: 'area.set' as const, params: { id, color } })),
    ...[...selection.notes].map((id) => ({ type: 'note.set' as const, params: { id, color } })),
  ])
}

/** The names of the models in an area, for people; of a collapsed one also what it is joined to, if that is wanted. */
export function areaWords(scene: Scene, area: Shape, isWhole = true): string {
  const names = scene.contentOf(area).models.map(({ id }) => scene.nodes.get(id)?.box.title ?? '')
  const contents = t.canvas.area.contains(names.length, names.filter((name) => name !== '').slice(0, 6))
  if (!area.collapsed || !isWhole) return contents
  const lines = scene.bundles().filter(({ from, to }) => from === area || to === area)
  const others = lines.map(({ from, to }) => endName(from === area ? to : from))
  return others.length === 0 ? contents : `${contents}, ${t.canvas.area.joined(others)}`
}

function endName(end: BundleEnd): string {
  return 'text' in end ? end.text : end.box.title
}
