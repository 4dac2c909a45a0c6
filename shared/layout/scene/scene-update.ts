/** Brings a scene in line with a patch or with other marks: only what they touch is looked at. */
import type { FieldId, ModelId, ViewId } from '../../document/ids.ts'
import type { ErDocument, Model, Placement } from '../../document/records.ts'
import { throughsOf } from '../../document/throughs.ts'
import type { Patch } from '../../history/patch.ts'
import type { Rect } from '../grid-index.ts'
import { edgeTone } from './marks.ts'
import type { Marks } from './marks.ts'
import {
  addNode,
  boxOf,
  colorOf,
  hasOtherRows,
  isMember,
  placementOf,
  propose,
  put,
  removeNode,
  shapeChange,
} from './scene-boxes.ts'
import {
  dropEdge,
  hasEdges,
  linkEdges,
  moveRightEnds,
  rerouteAround,
  rerouteDetours,
  setBend,
  unrouteAt,
} from './scene-edges.ts'
import { symmetricDifference } from './scene-rules.ts'
import { noteEdge, noteNode } from './scene-state.ts'
import type { SceneState } from './scene-state.ts'
import type { SceneChange, SceneNode } from './scene-types.ts'
import { anchorOf, contains } from './shapes.ts'
import type { Shape, ShapeId } from './shapes.ts'

/** What an update has found so far. */
interface Update {
  readonly boxes: Set<ModelId>
  readonly reshaped: Set<ModelId>
  readonly moved: Set<ModelId>
  readonly relink: Set<SceneNode>
  readonly unplaced: SceneNode[]
  /** Where boxes were that went or moved. */
  readonly left: Rect[]
  readonly shapes: ReadonlySet<ShapeId>
}

type HiddenRows = ReadonlySet<FieldId> | undefined

export function applyToScene(state: SceneState, doc: ErDocument, view: ViewId, patch: Patch): SceneChange {
  const { shapes } = state
  state.doc = doc
  state.view = view
  const hiding = shapes.list.filter((shape) => shape.collapsed)
  const update = begin(state, shapes.apply(doc, view, patch))
  touchHidden(state, hiding, update)
  for (const { table, id, before, after } of patch) {
    if (table === 'placements') {
      const placement = (after ?? before) as Placement
      if (placement.view === view) touch(state, placement.model, update)
    }
    if (table === 'models')
      touchModel(state, id as ModelId, before as Model | undefined, after as Model | undefined, update)
  }
  return finish(state, update)
}

export function markScene(state: SceneState, next: Marks | null): SceneChange {
  const before = state.marks
  state.marks = next
  const update = begin(state)
  if (before === null && next === null) return finish(state, update)
  for (const id of before?.hidden ?? []) if (next?.hidden?.has(id) !== true) touch(state, id, update)
  for (const id of next?.hidden ?? []) if (before?.hidden?.has(id) !== true) touch(state, id, update)
  if (before?.hiddenRows !== next?.hiddenRows) reshape(state, before?.hiddenRows, next?.hiddenRows, update)
  for (const node of state.nodes.values()) {
    const model = state.doc.models[node.id]
    const tone = next?.tones.get(node.id) ?? null
    const color = model === undefined ? node.color : colorOf(state, model, placementOf(state, node.id))
    const rows = before?.fields === next?.fields ? false : hasOtherRows(node, before, next)
    if (node.tone === tone && node.color === color && !rows) continue
    node.tone = tone
    node.color = color
    node.looks = ++state.looked
    state.drawn = true
    noteNode(state, node.slot)
    update.boxes.add(node.id)
    update.reshaped.add(node.id)
  }
  for (const edge of state.edgeBySlot) {
    if (edge === undefined) continue
    const tone = edgeTone(next, edge.edge.id, edge.edge.from, edge.edge.to)
    if (edge.tone === tone) continue
    edge.tone = tone
    state.drawn = true
    state.ran = true
    noteEdge(state, edge.slot)
  }
  return finish(state, update)
}

function begin(state: SceneState, shapes: ReadonlySet<ShapeId> = new Set()): Update {
  state.drawn = shapes.size > 0
  state.ran = false
  return { boxes: new Set(), reshaped: new Set(), moved: new Set(), relink: new Set(), unplaced: [], left: [], shapes }
}

function finish(state: SceneState, { boxes, reshaped, moved, relink, unplaced, left, shapes }: Update): SceneChange {
  const { nodes } = state
  propose(state, unplaced)
  for (const node of relink) {
    if (nodes.get(node.id) !== node) continue
    for (const edge of node.out) dropEdge(state, edge)
    linkEdges(state, node)
  }
  for (const node of state.recounted) {
    if (nodes.get(node.id) !== node) continue
    node.looks = ++state.looked
    boxes.add(node.id)
  }
  state.recounted = new Set()
  for (const id of moved) rerouteAround(state, nodes.get(id))
  rerouteDetours(state, left)
  state.version++
  return { boxes, reshaped, moved, shapes, drawn: state.drawn || moved.size > 0, lines: state.ran, all: false }
}

function touchModel(
  state: SceneState,
  id: ModelId,
  before: Model | undefined,
  after: Model | undefined,
  update: Update,
): void {
  touch(state, id, update)
  // A model that a relation goes through looks like one.
  for (const through of symmetricDifference(throughsOf(before), throughsOf(after))) touch(state, through, update, true)
  const node = state.nodes.get(id)
  if (node !== undefined && !hasEdges(state, node)) update.relink.add(node)
  if (before?.name !== after?.name && after !== undefined) relinkNamed(state, after.name, update)
  if (before?.name === after?.name && before?.kind === after?.kind) return
  // Rows of others name this model; children and proxies say what it is.
  for (const edge of node?.into ?? []) if (edge.from !== node) touch(state, edge.from.id, update, true)
  for (const other of node === undefined ? (state.waiting.get(id) ?? []) : []) touch(state, other, update, true)
}

function relinkNamed({ named, nodes }: SceneState, name: string, update: Update): void {
  if (named.size === 0) return
  const key = name.toLowerCase()
  for (const id of named.get(key) ?? []) {
    const node = nodes.get(id)
    if (node !== undefined) update.relink.add(node)
  }
  named.delete(key)
}

/** Brings one model's box in line with the document. `reworded`: what it says may differ though its record does not. */
function touch(state: SceneState, id: ModelId, update: Update, reworded = false): void {
  const model = state.doc.models[id]
  const placement = placementOf(state, id)
  const node = state.nodes.get(id)
  if (model === undefined || !isMember(state, id, placement)) {
    if (node !== undefined) leave(state, node, update)
    return
  }
  if (node === undefined) {
    enter(state, model, placement, update)
    return
  }
  const isMoved = placement !== undefined && (node.x !== placement.x || node.y !== placement.y)
  if (isMoved) {
    update.moved.add(id)
    update.left.push(spotOf(node))
  }
  const collapsed = placement?.collapsed ?? false
  const color = colorOf(state, model, placement)
  const isOther = reworded || state.madeFrom.get(node) !== model || node.box.collapsed !== collapsed
  const before = node.box
  if (isOther) {
    node.box = boxOf(state, model, collapsed, before)
    state.madeFrom.set(node, model)
  }
  if (isOther || node.color !== color) {
    node.looks = ++state.looked
    update.boxes.add(id)
  }
  const shape = shapeChange(before, node.box)
  const isReshaped = shape !== 'none' || node.color !== color || before.look !== node.box.look
  if (isReshaped) update.reshaped.add(id)
  if (isMoved || isReshaped) state.drawn = true
  node.placed = placement !== undefined
  node.locked = placement?.locked ?? false
  node.color = color
  node.width = node.box.width
  node.height = node.box.height
  put(state, node, placement?.x ?? node.x, placement?.y ?? node.y)
  if (isMoved || shape === 'rows') unrouteAt(state, node)
  else if (shape === 'width') moveRightEnds(state, node, before.width)
  for (const edge of node.out) setBend(state, edge, placement?.bends?.[edge.edge.id] ?? null)
}

function leave(state: SceneState, node: SceneNode, update: Update): void {
  for (const edge of node.into) update.relink.add(edge.from)
  removeNode(state, node)
  update.moved.add(node.id)
  update.left.push(spotOf(node))
}

function spotOf({ x, y, width, height }: SceneNode): Rect {
  return { x, y, width, height }
}

function enter(state: SceneState, model: Model, placement: Placement | undefined, update: Update): void {
  const { id } = model
  const made = addNode(state, model, placement)
  update.relink.add(made)
  for (const other of state.waiting.get(id) ?? []) {
    const from = state.nodes.get(other)
    if (from !== undefined) update.relink.add(from)
  }
  state.waiting.delete(id)
  if (placement === undefined) update.unplaced.push(made)
  update.moved.add(id)
  update.boxes.add(id)
}

/** Models in areas that were or are collapsed and changed: they may have to go or come back. */
function touchHidden(state: SceneState, before: readonly Shape[], update: Update): void {
  const now = state.shapes.list.filter((shape) => shape.collapsed && update.shapes.has(shape.id))
  const areas = [...before.filter((shape) => update.shapes.has(shape.id)), ...now]
  if (areas.length === 0) return
  for (const placement of Object.values(state.doc.placements)) {
    if (placement.view === state.view && areas.some((area) => contains(area, anchorOf(placement))))
      touch(state, placement.model, update)
  }
}

/** Boxes some of whose rows come or go. */
function reshape(state: SceneState, before: HiddenRows, after: HiddenRows, update: Update): void {
  for (const { id } of state.nodes.values()) {
    const fields = state.doc.models[id]?.fields ?? []
    if (fields.some((f) => (before?.has(f.id) ?? false) !== (after?.has(f.id) ?? false))) touch(state, id, update, true)
  }
}
