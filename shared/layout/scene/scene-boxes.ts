/** The boxes of a scene: which models have one, where it stands, what it looks like. */
import type { ModelId } from '../../document/ids.ts'
import { placementId } from '../../document/records.ts'
import type { Model, Placement } from '../../document/records.ts'
import { makeBox } from '../box/box.ts'
import type { Box } from '../box/box.ts'
import { edgesOf } from './edges.ts'
import type { Marks } from './marks.ts'
import { provisionalPlaces } from '../arrange/provisional.ts'
import { dropEdge } from './scene-edges.ts'
import { appColor } from './scene-rules.ts'
import { noteNode } from './scene-state.ts'
import type { SceneState } from './scene-state.ts'
import type { SceneNode } from './scene-types.ts'

export function placementOf({ doc, view }: SceneState, id: ModelId): Placement | undefined {
  return doc.placements[placementId(view, id)]
}

export function isMember({ doc, view, shapes, marks }: SceneState, id: ModelId, placement: Placement | undefined) {
  if (placement === undefined && doc.views[view]?.everything !== true) return false
  if (placement !== undefined && shapes.hides(placement)) return false
  return marks?.hidden?.has(id) !== true
}

export function boxOf({ context, marks }: SceneState, model: Model, collapsed: boolean, before?: Box): Box {
  return makeBox(model, context, collapsed, marks?.hiddenRows, before)
}

export function put(state: SceneState, node: SceneNode, x: number, y: number): void {
  node.x = x
  node.y = y
  state.nodeIndex.set(node.slot, x, y, node.width, node.height)
  noteNode(state, node.slot)
}

export function addNode(state: SceneState, model: Model, placement: Placement | undefined): SceneNode {
  const { freeNodes, nodeBySlot, nodes, marks } = state
  const box = boxOf(state, model, placement?.collapsed ?? false)
  const slot = freeNodes.pop() ?? nodeBySlot.length
  const node: SceneNode = {
    slot,
    id: model.id,
    box,
    x: placement?.x ?? 0,
    y: placement?.y ?? 0,
    width: box.width,
    height: box.height,
    placed: placement !== undefined,
    locked: placement?.locked ?? false,
    color: colorOf(state, model, placement),
    tone: marks?.tones.get(model.id) ?? null,
    looks: ++state.looked,
    out: [],
    into: [],
  }
  state.madeFrom.set(node, model)
  nodes.set(model.id, node)
  nodeBySlot[slot] = node
  state.drawn = true
  put(state, node, node.x, node.y)
  return node
}

export function colorOf({ doc, marks }: SceneState, model: Model, placement: Placement | undefined): string | number {
  return marks?.colours?.get(model.id) ?? placement?.color ?? appColor(doc, model)
}

export function removeNode(state: SceneState, node: SceneNode): void {
  for (const edge of [...node.out, ...node.into]) dropEdge(state, edge)
  state.nodes.delete(node.id)
  state.nodeBySlot[node.slot] = undefined
  state.freeNodes.push(node.slot)
  state.nodeIndex.remove(node.slot)
  state.drawn = true
  noteNode(state, node.slot)
  if (!node.placed && state.marks?.hidden?.has(node.id) === true) state.leftAt.set(node.id, { x: node.x, y: node.y })
}

/** Gives places to those that have none in the document: where they stood before, else below all others. */
export function propose(state: SceneState, unplaced: readonly SceneNode[]): void {
  const { doc, nodes, leftAt } = state
  const strangers = unplaced.filter((node) => {
    const spot = leftAt.get(node.id)
    if (spot !== undefined) put(state, node, spot.x, spot.y)
    return spot === undefined
  })
  if (strangers.length === 0) return
  const at = new Map(strangers.map((node, i) => [node.id, i]))
  const pairs = strangers.flatMap((node, i) => {
    const model = doc.models[node.id]
    const targets = model === undefined ? [] : edgesOf(model, doc).map((edge) => at.get(edge.to))
    return targets.flatMap((to): [number, number][] => (to === undefined ? [] : [[i, to]]))
  })
  const known = [...nodes.values()].filter((node) => !at.has(node.id))
  const places = provisionalPlaces(strangers, pairs, known)
  strangers.forEach((node, i) => {
    const spot = places[i] as { x: number; y: number }
    put(state, node, spot.x, spot.y)
  })
}

/** What of the box differs: its right side, or the places where edges meet it. */
export function shapeChange(a: Box, b: Box): 'none' | 'width' | 'rows' {
  if (a === b) return 'none'
  if (a.height !== b.height || a.rows.length !== b.rows.length) return 'rows'
  if (a.rows.some((row, i) => row.key !== b.rows[i]?.key)) return 'rows'
  return a.width === b.width ? 'none' : 'width'
}

/** Rows that are marked otherwise. */
export function hasOtherRows(node: SceneNode, before: Marks | null, after: Marks | null): boolean {
  return node.box.rows.some(({ field }) => field !== null && before?.fields?.get(field) !== after?.fields?.get(field))
}
