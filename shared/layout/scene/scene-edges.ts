/** The edges of a scene: which there are, and how they run. A route is made when first looked at. */
import type { ModelId } from '../../document/ids.ts'
import { placementId } from '../../document/records.ts'
import type { Bend } from '../../document/records.ts'
import { isSame } from '../../util/same.ts'
import { bentRoute } from '../routing/bend.ts'
import { rowIndexOf, rowY } from '../box/box.ts'
import { edgesOf, missingTargets } from './edges.ts'
import { boundsOf } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'
import { edgeTone } from './marks.ts'
import { routeEdge } from '../routing/route.ts'
import type { Route } from '../routing/route.ts'
import { STUB_PX } from '../routing/route-rules.ts'
import type { Surroundings } from '../routing/route-rules.ts'
import { distanceTo, portsOf } from './scene-rules.ts'
import { boxesIn, noteEdge } from './scene-state.ts'
import type { SceneState } from './scene-state.ts'
import type { SceneEdge, SceneNode } from './scene-types.ts'

/** How far a route may leave the rectangle around its boxes. */
const DETOUR_PX = 64

/** Makes the edges that the box's model declares to what is drawn. */
export function linkEdges(state: SceneState, node: SceneNode): void {
  const { doc, view, nodes, freeEdges, edgeBySlot, recounted, marks } = state
  const model = doc.models[node.id]
  if (model === undefined) return
  const declared = edgesOf(model, doc)
  waitForNames(state, node)
  if (declared.length === 0) return
  const { bends } = doc.placements[placementId(view, node.id)] ?? {}
  for (const edge of declared) {
    const to = nodes.get(edge.to)
    if (to === undefined) {
      waitFor(state, edge.to, node)
      continue
    }
    const slot = freeEdges.pop() ?? edgeBySlot.length
    const tone = marks === null ? null : edgeTone(marks, edge.id, node.id, edge.to)
    const made: SceneEdge = { slot, edge, from: node, to, route: null, bend: bends?.[edge.id] ?? null, tone }
    edgeBySlot[slot] = made
    node.out.push(made)
    to.into.push(made)
    recounted.add(node).add(to)
    unroute(state, made)
  }
}

export function waitFor({ waiting }: SceneState, target: ModelId, node: SceneNode): void {
  const list = waiting.get(target)
  if (list === undefined) waiting.set(target, new Set([node.id]))
  else list.add(node.id)
}

/** A relation that names its target is drawn as soon as there is a model of that name. */
function waitForNames({ doc, named }: SceneState, node: SceneNode): void {
  const model = doc.models[node.id]
  for (const name of model === undefined ? [] : missingTargets(model, doc)) {
    named.set(name, (named.get(name) ?? new Set()).add(node.id))
  }
}

export function dropEdge(state: SceneState, edge: SceneEdge): void {
  const { from, to, slot } = edge
  state.recounted.add(from).add(to)
  from.out = from.out.filter((other) => other !== edge)
  const at = to.into.indexOf(edge)
  if (at >= 0) to.into.splice(at, 1)
  state.pending.remove(slot)
  state.lanes.take(slot)
  state.edgeBySlot[slot] = undefined
  state.freeEdges.push(slot)
  state.drawn = true
  state.ran = true
  noteEdge(state, slot)
}

/** The edge has to find its way anew when it is next looked at. */
function unroute(state: SceneState, edge: SceneEdge): void {
  const { from, to, bend: runs, slot } = edge
  if (edge.route !== null) state.lanes.take(slot)
  edge.route = null
  state.drawn = true
  state.ran = true
  noteEdge(state, slot)
  let x = Math.min(from.x, to.x)
  let y = Math.min(from.y, to.y)
  let right = Math.max(from.x + from.width, to.x + to.width)
  let bottom = Math.max(from.y + from.height, to.y + to.height)
  for (const [i, value] of (runs ?? []).entries()) {
    if (i % 2 === 0) {
      x = Math.min(x, from.x + value)
      right = Math.max(right, from.x + value)
    } else {
      y = Math.min(y, from.y + value)
      bottom = Math.max(bottom, from.y + value)
    }
  }
  const width = right - x + 2 * DETOUR_PX
  const height = bottom - y + 2 * DETOUR_PX
  state.pending.set(slot, x - DETOUR_PX, y - DETOUR_PX, width, height)
}

export function unrouteAt(state: SceneState, node: SceneNode): void {
  for (const edge of node.out) unroute(state, edge)
  for (const edge of node.into) unroute(state, edge)
}

/**
 * The box ends elsewhere at its right, as one does that names what gets another name: ways that end there end a little
 * later or sooner where there is room for it. Only the others are looked for anew, and those that run where it now is.
 */
export function moveRightEnds(state: SceneState, node: SceneNode, widthBefore: number): void {
  const right = node.x + node.width
  const rightBefore = node.x + widthBefore
  const moved = new Set<number>()
  for (const edge of new Set([...node.out, ...node.into])) {
    const route = routeToRight(edge, node, rightBefore)
    if (route === null) unroute(state, edge)
    else if (route !== edge.route) {
      edge.route = route
      state.lanes.put(edge.slot, route)
      noteEdge(state, edge.slot)
      moved.add(edge.slot)
    }
  }
  if (right <= rightBefore) return
  for (const slot of state.lanes.ownersIn(rightBefore + 1, node.y, right - rightBefore - 1, node.height)) {
    const edge = state.edgeBySlot[slot]
    if (edge !== undefined && !moved.has(slot)) unroute(state, edge)
  }
}

/** The way of an edge of the box after that; null: it has none, or it may be another one. */
function routeToRight({ from, to, edge, bend, route }: SceneEdge, node: SceneNode, rightBefore: number): Route | null {
  if (route === null || bend !== null || from === to || edge.kind === 'inherits') return null
  const [end, next] = to === node ? [route.length - 2, route.length - 4] : [0, 2]
  if (route[end] === node.x) return route
  const right = node.x + node.width
  const isFlat = route[end] === rightBefore && route[end + 1] === route[next + 1]
  if (!isFlat || (route[next] ?? 0) < right + STUB_PX) return null
  return route.with(end, right)
}

/** Routes that run through where a box now stands. */
export function rerouteAround(state: SceneState, node: SceneNode | undefined): void {
  if (node === undefined) return
  for (const slot of state.lanes.ownersIn(node.x - 6, node.y - 6, node.width + 12, node.height + 12)) {
    const edge = state.edgeBySlot[slot]
    if (edge !== undefined) unroute(state, edge)
  }
}

/** What a way may be longer than its ends are apart, px: more than the corner of a box costs. */
const SLACK_PX = 160
/** With more boxes gone at once, what lies around them all is looked through. */
const MOST_LEFT = 32

/** Boxes have left: ways that go round for no other reason that can be seen are looked for anew. */
export function rerouteDetours(state: SceneState, left: readonly Rect[]): void {
  const around = left.length > MOST_LEFT ? boundsOf(left) : null
  const rects = around === null ? left : [around]
  if (rects.length === 0) return
  for (const edge of state.edgeBySlot) {
    if (edge === undefined || !isDetour(edge)) continue
    const hull = boundsOf([edge.from, edge.to])
    if (hull !== null && rects.some((rect) => meets(rect, hull))) unroute(state, edge)
  }
}

function isDetour({ from, to, bend, route, edge }: SceneEdge): boolean {
  if (route === null || bend !== null || from === to || edge.kind === 'inherits') return false
  const apart = Math.max(0, to.x - from.x - from.width, from.x - to.x - to.width)
  let longer = -apart - Math.abs((route.at(-1) ?? 0) - (route[1] ?? 0)) - SLACK_PX
  for (let i = 2; i < route.length; i++) longer += Math.abs((route[i] as number) - (route[i - 2] as number))
  return longer > 0
}

function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

export function setBend(state: SceneState, edge: SceneEdge, next: Bend | null): void {
  if (edge.bend === next) return
  edge.bend = next
  unroute(state, edge)
}

export function routeOf(state: SceneState, edge: SceneEdge, quick = false): Route {
  if (edge.route !== null) return edge.route
  const { from, to, slot } = edge
  const around: Surroundings = {
    quick,
    boxesIn: (x, y, width, height) => boxesIn(state, x, y, width, height),
    overlap: (x0, y0, x1, y1) => state.lanes.overlap(slot, x0, y0, x1, y1),
    crossings: (x0, y0, x1, y1) => state.lanes.crossings(slot, x0, y0, x1, y1),
  }
  const { field, kind } = edge.edge
  const upright = kind === 'inherits'
  const fromY = from.y + rowY(from.box, field === null ? -1 : rowIndexOf(from.box, field))
  const request = {
    from,
    to,
    fromY,
    toYs: portsOf(to, upright, fromY).map((offset) => to.y + offset),
    upright,
  }
  edge.route = edge.bend === null ? routeEdge(request, around) : bentRoute(request, edge.bend, around)
  noteEdge(state, slot)
  state.pending.remove(slot)
  state.lanes.put(slot, edge.route)
  return edge.route
}

/** Makes the missing routes that may meet the rectangle while the budget says so; whether none is missing now. */
export function routeIn(state: SceneState, rect: Rect, budget: () => boolean, quick = false): boolean {
  const missing = state.pending.search(rect.x, rect.y, rect.width, rect.height)
  // In the order of the document: the same drawing has the same lanes wherever one looked first.
  missing.sort((a, b) => a - b)
  for (const slot of missing) {
    if (!budget()) return false
    routeOf(state, state.edgeBySlot[slot] as SceneEdge, quick)
  }
  return true
}

export function edgesIn(state: SceneState, rect: Rect, quick = false, budget: () => boolean = () => true) {
  const edges: SceneEdge[] = []
  const complete = routeIn(state, rect, budget, quick)
  for (const slot of state.lanes.ownersIn(rect.x, rect.y, rect.width, rect.height)) {
    const edge = state.edgeBySlot[slot]
    if (edge !== undefined) edges.push(edge)
  }
  return { edges, complete }
}

export function edgeAt({ lanes, edgeBySlot }: SceneState, x: number, y: number, tolerance: number): SceneEdge | null {
  let best: SceneEdge | null = null
  let least = tolerance
  for (const slot of lanes.ownersIn(x - tolerance, y - tolerance, 2 * tolerance, 2 * tolerance)) {
    const edge = edgeBySlot[slot]
    if (edge?.route == null) continue
    const distance = distanceTo(edge.route, x, y)
    if (distance <= least) {
      least = distance
      best = edge
    }
  }
  return best
}

/** Its edges are those that its model declares to what is drawn. */
export function hasEdges(state: SceneState, node: SceneNode): boolean {
  const { doc, nodes } = state
  const model = doc.models[node.id]
  const declared = model === undefined ? [] : edgesOf(model, doc)
  for (const edge of declared) if (!nodes.has(edge.to)) waitFor(state, edge.to, node)
  waitForNames(state, node)
  const wanted = declared.filter((edge) => nodes.has(edge.to))
  return isSame(
    wanted,
    node.out.map((edge) => edge.edge),
  )
}
