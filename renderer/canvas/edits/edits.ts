/** What the canvas asks of the document: each function is one undo step. */
import { newId } from '../../../shared/document/ids.ts'
import type { AppId, AreaId, FieldId, ModelId, NoteId } from '../../../shared/document/ids.ts'
import { freeFieldName, freeModelName } from '../../../shared/document/names.ts'
import { isRelation, placementId, rootOf } from '../../../shared/document/records.ts'
import type { Bend } from '../../../shared/document/records.ts'
import { pullRun } from '../../../shared/layout/routing/bend.ts'
import type { Place, Scene, SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import type { CommandCall } from '../../../shared/commands/registry.ts'
import { t } from '../../texts/texts.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import type { Point } from '../canvas-store.ts'
import { selectedFields } from './field-span.ts'
import { newUser } from './new-model.ts'
import { say } from '../canvas-store.ts'
import { notify } from '../../ui/Toasts.tsx'

/** Moves models; those whose place was only proposed so far get theirs written down with it. */
function movePlaces(editor: EditorStore, scene: Scene, places: readonly Place[], gesture?: string): void {
  const given = new Set(places.map((p) => p.id))
  const proposed = [...scene.nodes.values()].filter((node) => !node.placed && !given.has(node.id))
  const moves = [...places, ...proposed].map(({ id, x, y }) => ({ model: id, x, y }))
  const { view } = editor.getState()
  editor.dispatch('placement.move', { view, moves, ...(gesture === undefined ? {} : { gesture }) })
}

/** What is dragged: things on the canvas, and how far. */
export interface Move {
  readonly things: readonly (SceneNode | Shape)[]
  /** Models that a collapsed area hides. */
  readonly hidden: readonly Place[]
  readonly dx: number
  readonly dy: number
}

/** Writes down where things were put; those of models with a proposed place get theirs written too. */
export function moveThings(editor: EditorStore, scene: Scene, move: Move, gesture?: string): void {
  const { things, hidden, dx, dy } = move
  const places = things.flatMap((thing) => ('kind' in thing ? [] : [{ id: thing.id, ...whole(thing) }]))
  const shapes = things.flatMap((thing) => ('kind' in thing ? [thing] : []))
  if (shapes.length === 0) {
    movePlaces(editor, scene, places, gesture)
    return
  }
  const along = hidden.map(({ id, x, y }) => ({ model: id, x: x + dx, y: y + dy }))
  const moves = [...places.map(({ id, x, y }) => ({ model: id, x, y })), ...along]
  const of = (kind: Shape['kind']) => shapes.flatMap((s) => (s.kind === kind ? [{ id: s.id, ...whole(s) }] : []))
  editor.dispatch('view.move', {
    view: editor.getState().view,
    moves,
    areas: of('area') as { id: AreaId; x: number; y: number }[],
    notes: of('note') as { id: NoteId; x: number; y: number }[],
    ...(gesture === undefined ? {} : { gesture }),
  })
}

function whole({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) }
}

/** These, and what the areas among them contain. */
export function withContents(
  scene: Scene,
  ids: Iterable<string>,
): { readonly nodes: readonly SceneNode[]; readonly shapes: readonly Shape[]; readonly hidden: readonly Place[] } {
  const nodes = new Set<SceneNode>()
  const shapes = new Set<Shape>()
  const hidden = new Map<ModelId, Place>()
  for (const id of ids) {
    const node = scene.nodes.get(id as ModelId)
    if (node !== undefined) nodes.add(node)
    const shape = scene.shapes.get(id)
    if (shape === undefined || shape.locked) continue
    shapes.add(shape)
    if (shape.kind === 'note') continue
    const content = scene.contentOf(shape)
    for (const inner of content.shapes) shapes.add(inner)
    for (const place of content.models) {
      const inner = scene.nodes.get(place.id)
      if (inner === undefined) hidden.set(place.id, place)
      else nodes.add(inner)
    }
  }
  return { nodes: [...nodes], shapes: [...shapes], hidden: [...hidden.values()] }
}

export function addModelAt(editor: EditorStore, at: Point): ModelId {
  const { doc, view } = editor.getState()
  const id = newId('model') as ModelId
  const name = freeModelName(doc, rootOf(doc).defaultApp, 'Model')
  // The name that is typed next belongs to the same step: one undo takes the model back.
  editor.dispatch('model.add', { id, name, at: { view, x: at.x, y: at.y } }, { mergeKey: newModelKey(id) })
  editor.select({ models: new Set([id]) })
  say(t.spoken.addedModel(name))
  return id
}

export function newModelKey(id: ModelId): string {
  return `model.add ${id}`
}

/** Django's own User, to point at; it is known with its columns and never generated. The one that is there stays the only one. */
export function addUserAt(editor: EditorStore, at: Point): ModelId {
  const { doc, view } = editor.getState()
  const known = Object.values(doc.apps).find((app) => app.label === 'auth')
  const app = known?.id ?? ('app:auth' as AppId)
  const there = Object.values(doc.models).find((model) => model.app === app && model.name.toLowerCase() === 'user')
  const id = there?.id ?? ('model:auth.User' as ModelId)
  if (there !== undefined) {
    // A view may show some of the models only.
    if (doc.views[view]?.everything === false && doc.placements[placementId(view, id)] === undefined)
      editor.dispatch('placement.move', { view, moves: [{ model: id, x: at.x, y: at.y }] })
    notify({ title: t.spoken.userIsThere })
  } else {
    editor.dispatchAll(t.spoken.addUser, newUser(doc, { view, ...at }).calls)
    say(t.spoken.addedUser)
  }
  editor.select({ models: new Set([id]) })
  return id
}

/** Deletes the selected field, else the selected models. Tells what went. */
export function deleteSelection(editor: EditorStore): void {
  const { selection, doc } = editor.getState()
  if (selection.field !== null) {
    const { model } = selection.field
    const { fields } = selectedFields(editor)
    const names = fields.map((id) => doc.models[model]?.fields.find((f) => f.id === id)?.name ?? '')
    editor.dispatch('field.delete', { model, ids: [...fields] })
    editor.select({ models: new Set([model]) })
    say(t.canvas.say.deleted(names.join(', ')))
    return
  }
  if (selection.fields.length > 0) {
    const calls = selection.fields.map(({ model, field }) => ({
      type: 'field.delete' as const,
      params: { model, ids: [field] },
    }))
    editor.dispatchAll(t.spoken.deleteFields(calls.length), calls)
    say(t.spoken.deletedFields(calls.length))
    return
  }
  deleteModels(editor)
}

/** Deletes the selected models and the relations to them, and the selected areas and notes; what areas contain stays. */
export function deleteModels(editor: EditorStore): void {
  const { selection, doc } = editor.getState()
  const ids = [...selection.models]
  const shapes: CommandCall[] = [
    ...[...selection.areas].map((id) => ({ type: 'area.delete' as const, params: { id } })),
    ...[...selection.notes].map((id) => ({ type: 'note.delete' as const, params: { id } })),
  ]
  if (ids.length + shapes.length === 0) return
  const areas = [...selection.areas].map((id) => doc.areas[id]?.name ?? '')
  const notes = [...selection.notes].map(() => t.canvas.note.name)
  const names = [...ids.map((id) => doc.models[id]?.name ?? ''), ...areas, ...notes].join(', ')
  if (shapes.length === 0) editor.dispatch('model.delete', { ids })
  else {
    const models: CommandCall[] = ids.length === 0 ? [] : [{ type: 'model.delete', params: { ids } }]
    editor.dispatchAll(t.canvas.steps.delete, [...models, ...shapes])
  }
  editor.select({})
  say(t.canvas.say.deleted(names))
}

/** Selects the copies that were made (not all are copied, see the command), and gives them. */
export function selectNew(editor: EditorStore, ids: { readonly [original: string]: ModelId }): readonly ModelId[] {
  const { models } = editor.getState().doc
  const made = Object.values(ids).filter((id) => models[id] !== undefined)
  editor.select({ models: new Set(made) })
  return made
}

/** `field.move` counts the index among the other fields. */
export function moveFieldTo(editor: EditorStore, model: ModelId, id: FieldId, index: number): void {
  const fields = editor.getState().doc.models[model]?.fields ?? []
  const from = fields.findIndex((f) => f.id === id)
  if (from < 0 || index === from) return
  editor.dispatch('field.move', { model, id, index })
  say(t.canvas.say.movedToPlace(index + 1))
}

/** Keeps the way of an edge; null: the router's again. */
export function setBend(
  editor: EditorStore,
  { edge }: Pick<SceneEdge, 'edge'>,
  bend: Bend | null,
  gesture?: string,
): void {
  const { view } = editor.getState()
  const key = gesture === undefined ? {} : { gesture }
  editor.dispatch('placement.bend', {
    view,
    model: edge.from,
    edge: edge.id,
    bend: bend === null ? null : [...bend],
    ...key,
  })
}

/** Moves the first inner run of the selected edge aside, or makes one: what dragging does, by key. */
export function nudgeEdge(editor: EditorStore, scene: Scene, by: number): void {
  const { field } = editor.getState().selection
  const edge = field === null ? null : scene.edgeOfField(field.field)
  if (edge === null) return
  const route = scene.routeOf(edge)
  const run = route.length > 4 ? 1 : 0
  const isFlat = route[2 * run + 1] === route[2 * run + 3]
  const value = (route[2 * run + (isFlat ? 1 : 0)] as number) + by
  setBend(editor, edge, pullRun(route, edge.from, run, value), `keys ${edge.edge.id}`)
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
  editor.dispatchAll(t.spoken.swapEnds, [
    { type: 'field.delete', params: { model, ids: [field] } },
    {
      type: 'relation.add',
      params: { id, from: target.id, to: model, kind, onDelete, options, name: freeFieldName(doc, target, wanted) },
    },
  ])
  editor.select({ models: new Set([target.id]), field: { model: target.id, field: id } })
  say(t.spoken.declares(target.name))
}
