/**
 * The drawing of one view, kept up to date by patches: boxes, edges and where they are, each found
 * through an index. Routes are made when first looked at and again when something they touch moved.
 * No DOM: the page paints it, the terminal prints it as SVG, tests ask it.
 */
import type { ModelId, ViewId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import { createBundles } from './bundles.ts'
import { boundsOf } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'
import { addNode, isMember, placementOf, propose, put } from './scene-boxes.ts'
import {
  edgeAt,
  edgesIn,
  linkEdges,
  rerouteAround,
  rerouteDetours,
  routeIn,
  routeOf,
  setBend,
  unrouteAt,
} from './scene-edges.ts'
import { isWide } from './scene-rules.ts'
import { boxesIn, clearState, createState } from './scene-state.ts'
import type { SceneState } from './scene-state.ts'
import type { Place, Scene, SceneNode } from './scene-types.ts'
import { applyToScene, markScene } from './scene-update.ts'
import { anchorOf, contains, shapesIn } from './shapes.ts'
import type { Shape } from './shapes.ts'

export type { Place, Scene, SceneChange, SceneEdge, SceneNode } from './scene-types.ts'

/** Records in a patch from which on the drawing is made anew. */
const LARGE_PATCH = 300

export function createScene(): Scene {
  const state = createState()
  return {
    get nodes() {
      return state.nodes
    },
    get nodeBySlot() {
      return state.nodeBySlot
    },
    get edgeBySlot() {
      return state.edgeBySlot
    },
    get version() {
      return state.version
    },
    get marks() {
      return state.marks
    },
    shapes: state.shapes,
    bundles: createBundles(state),
    contentOf: (area) => contentOf(state, area),
    areaOf: (node) =>
      state.shapes.list.findLast((shape) => shape.kind === 'area' && contains(shape, anchorOf(node))) ?? null,
    takeDirty: () => takeDirty(state),
    takeMapDirty() {
      const taken = state.dirtyMap
      state.dirtyMap = new Set()
      return taken
    },
    reset: (doc, view) => reset(state, doc, view),
    apply(doc, view, patch) {
      // Other views, apps or settings change what every box says; very large patches cost more than a fresh start.
      if (patch.length <= LARGE_PATCH && !patch.some((c) => isWide(c, view)))
        return applyToScene(state, doc, view, patch)
      reset(state, doc, view)
      const all = new Set(state.nodes.keys())
      return { boxes: all, reshaped: all, shapes: new Set(), moved: all, drawn: true, lines: true, all: true }
    },
    setMarks: (marks) => markScene(state, marks),
    place: (places) => place(state, places),
    bend(edge, next) {
      setBend(state, edge, next)
      state.version++
    },
    settle(moved, left = []) {
      for (const id of moved) {
        const node = state.nodes.get(id)
        if (node === undefined) continue
        unrouteAt(state, node)
        rerouteAround(state, node)
      }
      rerouteDetours(state, left)
      state.version++
    },
    nodesIn: (rect) => boxesIn(state, rect.x, rect.y, rect.width, rect.height),
    hasMoreIn: (rect, most) => hasMoreIn(state, rect, most),
    edgesIn: (rect, quick, budget) => edgesIn(state, rect, quick, budget),
    routeIn: (rect, budget) => routeIn(state, rect, budget),
    isRouted: () => state.pending.size === 0,
    routeOf: (edge, quick) => routeOf(state, edge, quick),
    nodeAt: (x, y, tolerance = 0) => nodeAt(state, x, y, tolerance),
    edgeAt: (x, y, tolerance) => edgeAt(state, x, y, tolerance),
    bounds() {
      const { nodes, shapes } = state
      const now = state.version + shapes.version
      if (state.measured.version !== now)
        state.measured = { version: now, bounds: around(boundsOf(nodes.values()), boundsOf(shapes.list)) }
      return state.measured.bounds
    },
    edgeOfField: (field) => state.edgeBySlot.find((edge) => edge?.edge.id === field) ?? null,
  }
}

function around(a: Rect | null, b: Rect | null): Rect | null {
  return a === null || b === null ? (a ?? b) : boundsOf([a, b])
}

function reset(state: SceneState, doc: ErDocument, view: ViewId): void {
  state.doc = doc
  state.view = view
  clearState(state)
  const unplaced: SceneNode[] = []
  for (const id of rootOf(doc).modelOrder) {
    const model = doc.models[id]
    const placement = placementOf(state, id)
    if (model === undefined || !isMember(state, id, placement)) continue
    const node = addNode(state, model, placement)
    if (placement === undefined) unplaced.push(node)
  }
  propose(state, unplaced)
  for (const node of state.nodes.values()) linkEdges(state, node)
  state.recounted = new Set()
  state.version++
}

function place(state: SceneState, places: Iterable<Place>): void {
  for (const { id, x, y } of places) {
    const node = state.nodes.get(id)
    if (node === undefined) continue
    put(state, node, x, y)
    unrouteAt(state, node)
  }
  state.version++
}

function hasMoreIn({ nodeIndex }: SceneState, { x, y, width, height }: Rect, most: number): boolean {
  let count = 0
  nodeIndex.visit(x, y, width, height, () => ++count > most)
  return count > most
}

function takeDirty(state: SceneState) {
  const taken = { nodes: state.dirtyNodes, edges: state.dirtyEdges, all: state.dirtyAll }
  state.dirtyNodes = new Set()
  state.dirtyEdges = new Set()
  state.dirtyAll = false
  return taken
}

function contentOf(state: SceneState, area: Shape): { models: Place[]; shapes: Shape[] } {
  const { doc, view, nodes, shapes } = state
  const models = new Map<ModelId, Place>()
  for (const { id, x, y } of nodes.values()) if (contains(area, anchorOf({ x, y }))) models.set(id, { id, x, y })
  const hides = [area, ...shapesIn(area, shapes.list)].some((shape) => shape.collapsed)
  for (const { view: of, model: id, x, y } of hides ? Object.values(doc.placements) : [])
    if (of === view && doc.models[id] !== undefined && contains(area, anchorOf({ x, y }))) models.set(id, { id, x, y })
  return { models: [...models.values()], shapes: shapesIn(area, shapes.list) }
}

/** The topmost box there. */
function nodeAt({ nodeIndex, nodeBySlot }: SceneState, x: number, y: number, tolerance: number): SceneNode | null {
  let top: SceneNode | null = null
  nodeIndex.visit(x - tolerance, y - tolerance, 2 * tolerance, 2 * tolerance, (slot) => {
    const node = nodeBySlot[slot] as SceneNode
    if (top === null || node.slot > top.slot) top = node
  })
  return top
}
