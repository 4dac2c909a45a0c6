/**
 * The drawing of one view, kept up to date by patches: boxes, edges and where they are, each found
 * through an index. Routes are made when first looked at and again when something they touch moved.
 * No DOM: the page paints it, the terminal prints it as SVG, tests ask it.
 */
import type { ModelId, ViewId } from '../document/ids.ts'
import { placementId, rootOf } from '../document/records.ts'
import type { ErDocument, Model, Placement } from '../document/records.ts'
import type { Patch } from '../history/patch.ts'
import { boxContext, HEADER_PX, makeBox, rowIndexOf, rowY } from './box.ts'
import type { Box } from './box.ts'
import { edgesOf } from './edges.ts'
import type { DiagramEdge } from './edges.ts'
import { boundsOf, createGridIndex } from './grid-index.ts'
import type { Rect } from './grid-index.ts'
import { createLanes } from './lanes.ts'
import { routeEdge } from './route.ts'
import type { Route } from './route.ts'
import type { Surroundings } from './route-rules.ts'
import { provisionalPlaces } from './provisional.ts'

export interface SceneNode extends Rect {
  readonly slot: number
  readonly id: ModelId
  box: Box
  x: number
  y: number
  width: number
  height: number
  /** Has a record in the document; else its place is only proposed. */
  placed: boolean
  locked: boolean
  /** Own colour, else its app's: a number into the palette or a CSS colour. */
  color: string | number
  out: SceneEdge[]
  readonly into: Set<SceneEdge>
}

export interface SceneEdge {
  readonly slot: number
  readonly edge: DiagramEdge
  readonly from: SceneNode
  readonly to: SceneNode
  /** null: not looked at yet, or something moved. */
  route: Route | null
}

/** What a change means to those who draw. */
export interface SceneChange {
  /** Boxes with other contents, size or flags. */
  readonly boxes: ReadonlySet<ModelId>
  /** Models that came, went or moved. */
  readonly moved: ReadonlySet<ModelId>
  /** The whole drawing is another one. */
  readonly all: boolean
}

export interface Place {
  readonly id: ModelId
  readonly x: number
  readonly y: number
}

export interface Scene {
  readonly nodes: ReadonlyMap<ModelId, SceneNode>
  readonly nodeBySlot: readonly (SceneNode | undefined)[]
  readonly edgeBySlot: readonly (SceneEdge | undefined)[]
  /** Counts changes of geometry or contents; equal numbers mean an equal picture. */
  readonly version: number
  /** Slots of boxes and edges that changed since the last call: for the worker's copy. One reader only. */
  takeDirty(): { readonly nodes: ReadonlySet<number>; readonly edges: ReadonlySet<number>; readonly all: boolean }
  reset(doc: ErDocument, view: ViewId): void
  apply(doc: ErDocument, view: ViewId, patch: Patch): SceneChange
  /** Moves boxes without the document knowing: frames of a drag or an animation. */
  place(places: Iterable<Place>): void
  /** Routes made during a drag were quick ones; after it they are made anew where they meet the boxes. */
  settle(moved: Iterable<ModelId>): void
  nodesIn(rect: Rect): SceneNode[]
  /** Edges whose route meets the rectangle; makes missing routes until `deadline` (ms of `now`) passes. */
  edgesIn(
    rect: Rect,
    quick?: boolean,
    budget?: () => boolean,
  ): { readonly edges: SceneEdge[]; readonly complete: boolean }
  routeOf(edge: SceneEdge, quick?: boolean): Route
  nodeAt(x: number, y: number, tolerance?: number): SceneNode | null
  /** The nearest edge within the tolerance, px. */
  edgeAt(x: number, y: number, tolerance: number): SceneEdge | null
  bounds(): Rect | null
  edgeOfField(field: string): SceneEdge | null
}

/** Coarse cells: an unrouted edge is known by the rectangle around its two boxes, which may be large. */
const EDGE_CELL_PX = 2048
/** How far a route may leave the rectangle around its boxes. */
const DETOUR_PX = 64
/** Records in a patch from which on the drawing is made anew. */
const LARGE_PATCH = 300
/** Heights in the header at which edges arrive: far enough apart for their marks. Then down the side. */
const PORTS = [20, 32, 8]
const PORT_GAP_PX = 12

export function createScene(): Scene {
  let nodes = new Map<ModelId, SceneNode>()
  let nodeBySlot: (SceneNode | undefined)[] = []
  let edgeBySlot: (SceneEdge | undefined)[] = []
  const freeNodes: number[] = []
  const freeEdges: number[] = []
  const byField = new Map<string, SceneEdge>()
  const nodeIndex = createGridIndex()
  const pending = createGridIndex(EDGE_CELL_PX)
  const lanes = createLanes()
  let version = 0
  let dirtyNodes = new Set<number>()
  let dirtyEdges = new Set<number>()
  let dirtyAll = true
  let context = boxContext({} as ErDocument, 'BigAutoField')

  function reset(doc: ErDocument, view: ViewId): void {
    nodes = new Map()
    nodeBySlot = []
    edgeBySlot = []
    freeNodes.length = 0
    freeEdges.length = 0
    byField.clear()
    nodeIndex.clear()
    pending.clear()
    lanes.clear()
    dirtyAll = true
    context = boxContext(doc, rootOf(doc).settings.DEFAULT_AUTO_FIELD)
    const unplaced: SceneNode[] = []
    for (const id of rootOf(doc).modelOrder) {
      const model = doc.models[id]
      if (model === undefined) continue
      const placement = doc.placements[placementId(view, id)]
      if (placement === undefined && doc.views[view]?.everything !== true) continue
      const node = addNode(doc, model, placement)
      if (placement === undefined) unplaced.push(node)
    }
    propose(unplaced, doc)
    for (const node of nodes.values()) linkEdges(node, doc)
    version++
  }

  function propose(unplaced: readonly SceneNode[], doc: ErDocument): void {
    if (unplaced.length === 0) return
    const at = new Map(unplaced.map((node, i) => [node.id, i]))
    const pairs = unplaced.flatMap((node, i) => {
      const model = doc.models[node.id]
      const targets = model === undefined ? [] : edgesOf(model).map((edge) => at.get(edge.to))
      return targets.flatMap((to): [number, number][] => (to === undefined ? [] : [[i, to]]))
    })
    const known = [...nodes.values()].filter((node) => !at.has(node.id))
    const places = provisionalPlaces(unplaced, pairs, known)
    unplaced.forEach((node, i) => {
      const spot = places[i] as { x: number; y: number }
      node.x = spot.x
      node.y = spot.y
      nodeIndex.set(node.slot, node.x, node.y, node.width, node.height)
    })
  }

  function addNode(doc: ErDocument, model: Model, placement: Placement | undefined): SceneNode {
    const box = makeBox(model, context, placement?.collapsed ?? false)
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
      color: placement?.color ?? appColor(doc, model),
      out: [],
      into: new Set(),
    }
    nodes.set(model.id, node)
    nodeBySlot[slot] = node
    nodeIndex.set(slot, node.x, node.y, node.width, node.height)
    dirtyNodes.add(slot)
    return node
  }

  function removeNode(node: SceneNode): void {
    for (const edge of [...node.out, ...node.into]) dropEdge(edge)
    nodes.delete(node.id)
    nodeBySlot[node.slot] = undefined
    freeNodes.push(node.slot)
    nodeIndex.remove(node.slot)
    dirtyNodes.add(node.slot)
  }

  function linkEdges(node: SceneNode, doc: ErDocument): void {
    const model = doc.models[node.id]
    if (model === undefined) return
    for (const edge of edgesOf(model)) {
      const to = nodes.get(edge.to)
      if (to === undefined) continue
      const slot = freeEdges.pop() ?? edgeBySlot.length
      const made: SceneEdge = { slot, edge, from: node, to, route: null }
      edgeBySlot[slot] = made
      node.out.push(made)
      to.into.add(made)
      byField.set(edge.id, made)
      unroute(made)
    }
  }

  function dropEdge(edge: SceneEdge): void {
    edge.from.out = edge.from.out.filter((other) => other !== edge)
    edge.to.into.delete(edge)
    pending.remove(edge.slot)
    lanes.take(edge.slot)
    edgeBySlot[edge.slot] = undefined
    dirtyEdges.add(edge.slot)
    freeEdges.push(edge.slot)
    if (byField.get(edge.edge.id) === edge) byField.delete(edge.edge.id)
  }

  function unroute(edge: SceneEdge): void {
    edge.route = null
    dirtyEdges.add(edge.slot)
    lanes.take(edge.slot)
    const { from, to } = edge
    const x = Math.min(from.x, to.x) - DETOUR_PX
    const y = Math.min(from.y, to.y) - DETOUR_PX
    const right = Math.max(from.x + from.width, to.x + to.width) + DETOUR_PX
    const bottom = Math.max(from.y + from.height, to.y + to.height) + DETOUR_PX
    pending.set(edge.slot, x, y, right - x, bottom - y)
  }

  function unrouteAt(node: SceneNode): void {
    for (const edge of node.out) unroute(edge)
    for (const edge of node.into) unroute(edge)
  }

  const boxesIn = (x: number, y: number, width: number, height: number): SceneNode[] =>
    nodeIndex.search(x, y, width, height).map((slot) => nodeBySlot[slot] as SceneNode)

  function routeOf(edge: SceneEdge, quick = false): Route {
    if (edge.route !== null) return edge.route
    const { from, to } = edge
    const around: Surroundings = {
      quick,
      boxesIn,
      overlap: (x0, y0, x1, y1) => lanes.overlap(edge.slot, x0, y0, x1, y1),
    }
    const field = edge.edge.field
    const row = field === null ? -1 : rowIndexOf(from.box, field)
    edge.route = routeEdge(
      {
        from,
        to,
        fromY: from.y + rowY(from.box, row),
        toYs: portsOf(to, edge.edge.kind === 'inherits').map((offset) => to.y + offset),
        upright: edge.edge.kind === 'inherits',
      },
      around,
    )
    dirtyEdges.add(edge.slot)
    pending.remove(edge.slot)
    lanes.put(edge.slot, edge.route)
    return edge.route
  }

  function apply(doc: ErDocument, view: ViewId, patch: Patch): SceneChange {
    const boxes = new Set<ModelId>()
    const moved = new Set<ModelId>()
    // Other views, apps or settings change what every box says; very large patches cost more than a fresh start.
    const wide = patch.length > LARGE_PATCH || patch.some(isWide)
    if (wide) {
      reset(doc, view)
      return { boxes: new Set(nodes.keys()), moved: new Set(nodes.keys()), all: true }
    }
    context = boxContext(doc, rootOf(doc).settings.DEFAULT_AUTO_FIELD)
    const everything = doc.views[view]?.everything === true
    const relink = new Set<SceneNode>()
    const unplaced: SceneNode[] = []
    const touch = (id: ModelId): void => {
      const model = doc.models[id]
      const placement = doc.placements[placementId(view, id)]
      const node = nodes.get(id)
      const member = model !== undefined && (placement !== undefined || everything)
      if (!member) {
        if (node === undefined) return
        for (const edge of node.into) relink.add(edge.from)
        removeNode(node)
        moved.add(id)
        return
      }
      if (node === undefined) {
        const made = addNode(doc, model, placement)
        relink.add(made)
        for (const other of nodes.values()) if (pointsTo(doc.models[other.id], id)) relink.add(other)
        if (placement === undefined) unplaced.push(made)
        moved.add(id)
        boxes.add(id)
        return
      }
      if (placement !== undefined && (node.x !== placement.x || node.y !== placement.y)) {
        node.x = placement.x
        node.y = placement.y
        moved.add(id)
      }
      node.placed = placement !== undefined
      node.locked = placement?.locked ?? false
      node.color = placement?.color ?? appColor(doc, model)
      node.box = makeBox(model, context, placement?.collapsed ?? false)
      node.width = node.box.width
      node.height = node.box.height
      nodeIndex.set(node.slot, node.x, node.y, node.width, node.height)
      dirtyNodes.add(node.slot)
      unrouteAt(node)
      boxes.add(id)
    }
    for (const change of patch) {
      if (change.table === 'placements') {
        const placement = (change.after ?? change.before) as Placement
        if (placement.view === view) touch(placement.model)
      }
      if (change.table !== 'models') continue
      const id = change.id as ModelId
      const before = change.before as Model | undefined
      const after = change.after as Model | undefined
      touch(id)
      const node = nodes.get(id)
      if (node !== undefined) relink.add(node)
      // Rows of others name this model; children and proxies say what it is.
      if (before?.name !== after?.name || before?.kind !== after?.kind) {
        for (const edge of node?.into ?? []) if (edge.from !== node) touch(edge.from.id)
      }
    }
    propose(unplaced, doc)
    for (const node of relink) {
      if (nodes.get(node.id) !== node) continue
      for (const edge of node.out) dropEdge(edge)
      linkEdges(node, doc)
    }
    for (const id of moved) rerouteAround(nodes.get(id))
    version++
    return { boxes, moved, all: false }
  }

  /** Routes that run through where a box now stands. */
  function rerouteAround(node: SceneNode | undefined): void {
    if (node === undefined) return
    for (const slot of lanes.ownersIn(node.x - 6, node.y - 6, node.width + 12, node.height + 12)) {
      const edge = edgeBySlot[slot]
      if (edge !== undefined) unroute(edge)
    }
  }

  function edgesIn(rect: Rect, quick = false, budget: () => boolean = () => true) {
    const edges: SceneEdge[] = []
    let complete = true
    const missing = pending.search(rect.x, rect.y, rect.width, rect.height)
    // In the order of the document: the same drawing has the same lanes wherever one looked first.
    missing.sort((a, b) => a - b)
    for (const slot of missing) {
      if (!budget()) {
        complete = false
        break
      }
      routeOf(edgeBySlot[slot] as SceneEdge, quick)
    }
    for (const slot of lanes.ownersIn(rect.x, rect.y, rect.width, rect.height)) {
      const edge = edgeBySlot[slot]
      if (edge !== undefined) edges.push(edge)
    }
    return { edges, complete }
  }

  return {
    get nodes() {
      return nodes
    },
    get nodeBySlot() {
      return nodeBySlot
    },
    get edgeBySlot() {
      return edgeBySlot
    },
    get version() {
      return version
    },
    takeDirty() {
      const taken = { nodes: dirtyNodes, edges: dirtyEdges, all: dirtyAll }
      dirtyNodes = new Set()
      dirtyEdges = new Set()
      dirtyAll = false
      return taken
    },
    reset,
    apply,
    place(places) {
      for (const { id, x, y } of places) {
        const node = nodes.get(id)
        if (node === undefined) continue
        node.x = x
        node.y = y
        nodeIndex.set(node.slot, x, y, node.width, node.height)
        dirtyNodes.add(node.slot)
        unrouteAt(node)
      }
      version++
    },
    settle(moved) {
      for (const id of moved) {
        const node = nodes.get(id)
        if (node === undefined) continue
        unrouteAt(node)
        rerouteAround(node)
      }
      version++
    },
    nodesIn: (rect) => boxesIn(rect.x, rect.y, rect.width, rect.height),
    edgesIn,
    routeOf,
    nodeAt(x, y, tolerance = 0) {
      let top: SceneNode | null = null
      nodeIndex.visit(x - tolerance, y - tolerance, 2 * tolerance, 2 * tolerance, (slot) => {
        const node = nodeBySlot[slot] as SceneNode
        if (top === null || node.slot > top.slot) top = node
      })
      return top
    },
    edgeAt(x, y, tolerance) {
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
    },
    bounds: () => boundsOf(nodes.values()),
    edgeOfField: (field) => byField.get(field) ?? null,
  }
}

/** Apps get the palette's colours in the order of their labels. */
function appColor(doc: ErDocument, model: Model): number {
  const apps = appOrder(doc)
  return apps.indexOf(model.app)
}

const orders = new WeakMap<ErDocument['apps'], readonly string[]>()
function appOrder(doc: ErDocument): readonly string[] {
  const known = orders.get(doc.apps)
  if (known !== undefined) return known
  const order = Object.values(doc.apps)
    .sort((a, b) => (a.label < b.label ? -1 : 1))
    .map((app) => app.id as string)
  orders.set(doc.apps, order)
  return order
}

function portsOf(node: SceneNode, upright: boolean): number[] {
  if (upright || node.box.collapsed) return PORTS
  const ports = [...PORTS]
  for (let y = HEADER_PX + 4; y <= node.height - 8; y += PORT_GAP_PX) ports.push(y)
  // A hub has more edges than places: those in between, where only the marks touch.
  for (let y = 14; y <= node.height - 8; y += PORT_GAP_PX) ports.push(y)
  return ports
}

function isWide(change: Patch[number]): boolean {
  return change.table === 'views' || change.table === 'apps' || (change.table === 'root' && settingsDiffer(change))
}

function settingsDiffer(change: { readonly before: unknown; readonly after: unknown }): boolean {
  const settings = (record: unknown): string => JSON.stringify((record as { settings?: unknown } | undefined)?.settings)
  return settings(change.before) !== settings(change.after)
}

function pointsTo(model: Model | undefined, id: ModelId): boolean {
  if (model === undefined) return false
  return model.fields.some((f) => 'to' in f && f.to === id) || model.bases.some((b) => 'model' in b && b.model === id)
}

function distanceTo(route: Route, x: number, y: number): number {
  let least = Infinity
  for (let i = 0; i + 3 < route.length; i += 2) {
    const [x0, y0, x1, y1] = [route[i], route[i + 1], route[i + 2], route[i + 3]] as [number, number, number, number]
    const px = Math.max(Math.min(x0, x1), Math.min(Math.max(x0, x1), x))
    const py = Math.max(Math.min(y0, y1), Math.min(Math.max(y0, y1), y))
    least = Math.min(least, Math.hypot(px - x, py - y))
  }
  return least
}
