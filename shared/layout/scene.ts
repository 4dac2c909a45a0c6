/**
 * The drawing of one view, kept up to date by patches: boxes, edges and where they are, each found
 * through an index. Routes are made when first looked at and again when something they touch moved.
 * No DOM: the page paints it, the terminal prints it as SVG, tests ask it.
 */
import type { FieldId, ModelId, ViewId } from '../document/ids.ts'
import { placementId, rootOf } from '../document/records.ts'
import type { Bend, ErDocument, Model, Placement } from '../document/records.ts'
import type { Patch } from '../history/patch.ts'
import { isSame } from '../util/same.ts'
import { bentRoute } from './bend.ts'
import { boxContext, makeBox, rowIndexOf, rowY } from './box.ts'
import type { Box } from './box.ts'
import { edgesOf } from './edges.ts'
import { boundsOf, createGridIndex } from './grid-index.ts'
import type { Rect } from './grid-index.ts'
import { createLanes } from './lanes.ts'
import { edgeTone } from './marks.ts'
import type { Marks } from './marks.ts'
import { routeEdge } from './route.ts'
import type { Route } from './route.ts'
import type { Surroundings } from './route-rules.ts'
import { provisionalPlaces } from './provisional.ts'
import { anchorOf, contains, createShapes, shapesIn } from './shapes.ts'
import type { Shape, ShapeId } from './shapes.ts'
import { throughsOf } from '../document/throughs.ts'
import { appColor, distanceTo, isWide, portsOf, symmetricDifference } from './scene-rules.ts'
import type { Place, Scene, SceneChange, SceneEdge, SceneNode } from './scene-types.ts'

export type { Place, Scene, SceneChange, SceneEdge, SceneNode } from './scene-types.ts'

/** Coarse cells: an unrouted edge is known by the rectangle around its two boxes, which may be large. */
const EDGE_CELL_PX = 2048
/** How far a route may leave the rectangle around its boxes. */
const DETOUR_PX = 64
/** Records in a patch from which on the drawing is made anew. */
const LARGE_PATCH = 300

type HiddenRows = ReadonlySet<FieldId> | undefined

export function createScene(): Scene {
  let nodes = new Map<ModelId, SceneNode>()
  let nodeBySlot: (SceneNode | undefined)[] = []
  let edgeBySlot: (SceneEdge | undefined)[] = []
  const freeNodes: number[] = []
  const freeEdges: number[] = []
  const byField = new Map<string, SceneEdge>()
  /** Drawn models with an edge to one that is not drawn: they are asked when it comes. */
  const waiting = new Map<ModelId, Set<ModelId>>()
  /** The records that boxes were made from: the same record has the same box. */
  const madeFrom = new WeakMap<SceneNode, Model>()
  /** Where models without a place stood when they were hidden. */
  const leftAt = new Map<ModelId, { readonly x: number; readonly y: number }>()
  /** Boxes whose number of edges changed since it was last asked for: their label says it. */
  let recounted = new Set<SceneNode>()
  const nodeIndex = createGridIndex()
  const pending = createGridIndex(EDGE_CELL_PX)
  const lanes = createLanes()
  const shapes = createShapes()
  let doc = {} as ErDocument
  let view = '' as ViewId
  let marks: Marks | null = null
  let version = 0
  let looked = 0
  let measured: { readonly version: number; readonly bounds: Rect | null } = { version: -1, bounds: null }
  let dirtyNodes = new Set<number>()
  let dirtyEdges = new Set<number>()
  let dirtyAll = true
  let context = boxContext({} as ErDocument, 'BigAutoField')

  function use(nextDoc: ErDocument, nextView: ViewId): void {
    doc = nextDoc
    view = nextView
    context = boxContext(doc, rootOf(doc).settings.DEFAULT_AUTO_FIELD)
  }

  function reset(nextDoc: ErDocument, nextView: ViewId): void {
    use(nextDoc, nextView)
    nodes = new Map()
    nodeBySlot = []
    edgeBySlot = []
    freeNodes.length = 0
    freeEdges.length = 0
    byField.clear()
    waiting.clear()
    nodeIndex.clear()
    pending.clear()
    lanes.clear()
    shapes.reset(doc, view)
    dirtyAll = true
    const unplaced: SceneNode[] = []
    for (const id of rootOf(doc).modelOrder) {
      const model = doc.models[id]
      const placement = doc.placements[placementId(view, id)]
      if (model === undefined || !isMember(id, placement)) continue
      const node = addNode(model, placement)
      if (placement === undefined) unplaced.push(node)
    }
    propose(unplaced)
    for (const node of nodes.values()) linkEdges(node)
    recounted = new Set()
    version++
  }

  function isMember(id: ModelId, placement: Placement | undefined): boolean {
    if (placement === undefined && doc.views[view]?.everything !== true) return false
    if (placement !== undefined && shapes.hides(placement)) return false
    return marks?.hidden?.has(id) !== true
  }

  function propose(unplaced: readonly SceneNode[]): void {
    const strangers = unplaced.filter((node) => {
      const spot = leftAt.get(node.id)
      if (spot !== undefined) put(node, spot.x, spot.y)
      return spot === undefined
    })
    if (strangers.length === 0) return
    const at = new Map(strangers.map((node, i) => [node.id, i]))
    const pairs = strangers.flatMap((node, i) => {
      const model = doc.models[node.id]
      const targets = model === undefined ? [] : edgesOf(model).map((edge) => at.get(edge.to))
      return targets.flatMap((to): [number, number][] => (to === undefined ? [] : [[i, to]]))
    })
    const known = [...nodes.values()].filter((node) => !at.has(node.id))
    const places = provisionalPlaces(strangers, pairs, known)
    strangers.forEach((node, i) => {
      const spot = places[i] as { x: number; y: number }
      put(node, spot.x, spot.y)
    })
  }

  function put(node: SceneNode, x: number, y: number): void {
    node.x = x
    node.y = y
    nodeIndex.set(node.slot, x, y, node.width, node.height)
    dirtyNodes.add(node.slot)
  }

  function addNode(model: Model, placement: Placement | undefined): SceneNode {
    const box = makeBox(model, context, placement?.collapsed ?? false, marks?.hiddenRows)
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
      color: colorOf(model, placement),
      tone: marks?.tones.get(model.id) ?? null,
      looks: ++looked,
      out: [],
      into: new Set(),
    }
    madeFrom.set(node, model)
    nodes.set(model.id, node)
    nodeBySlot[slot] = node
    put(node, node.x, node.y)
    return node
  }

  function colorOf(model: Model, placement: Placement | undefined): string | number {
    return marks?.colours?.get(model.id) ?? placement?.color ?? appColor(doc, model)
  }

  function removeNode(node: SceneNode): void {
    for (const edge of [...node.out, ...node.into]) dropEdge(edge)
    nodes.delete(node.id)
    nodeBySlot[node.slot] = undefined
    freeNodes.push(node.slot)
    nodeIndex.remove(node.slot)
    dirtyNodes.add(node.slot)
    if (!node.placed && marks?.hidden?.has(node.id) === true) leftAt.set(node.id, { x: node.x, y: node.y })
  }

  function linkEdges(node: SceneNode): void {
    const model = doc.models[node.id]
    if (model === undefined) return
    const { bends } = doc.placements[placementId(view, node.id)] ?? {}
    for (const edge of edgesOf(model)) {
      const to = nodes.get(edge.to)
      if (to === undefined) {
        waitFor(edge.to, node)
        continue
      }
      const slot = freeEdges.pop() ?? edgeBySlot.length
      const tone = edgeTone(marks, edge.id, node.id, edge.to)
      const made: SceneEdge = { slot, edge, from: node, to, route: null, bend: bends?.[edge.id] ?? null, tone }
      edgeBySlot[slot] = made
      node.out.push(made)
      to.into.add(made)
      recounted.add(node).add(to)
      byField.set(edge.id, made)
      unroute(made)
    }
  }

  function waitFor(target: ModelId, node: SceneNode): void {
    const list = waiting.get(target)
    if (list === undefined) waiting.set(target, new Set([node.id]))
    else list.add(node.id)
  }

  function dropEdge(edge: SceneEdge): void {
    recounted.add(edge.from).add(edge.to)
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
    const { bend: runs } = edge
    const xs = runs === null ? [] : runs.filter((_, i) => i % 2 === 0).map((value) => from.x + value)
    const ys = runs === null ? [] : runs.filter((_, i) => i % 2 === 1).map((value) => from.y + value)
    const x = Math.min(from.x, to.x, ...xs) - DETOUR_PX
    const y = Math.min(from.y, to.y, ...ys) - DETOUR_PX
    const right = Math.max(from.x + from.width, to.x + to.width, ...xs) + DETOUR_PX
    const bottom = Math.max(from.y + from.height, to.y + to.height, ...ys) + DETOUR_PX
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
    const request = {
      from,
      to,
      fromY: from.y + rowY(from.box, row),
      toYs: portsOf(to, edge.edge.kind === 'inherits').map((offset) => to.y + offset),
      upright: edge.edge.kind === 'inherits',
    }
    edge.route = edge.bend === null ? routeEdge(request, around) : bentRoute(request, edge.bend, around)
    dirtyEdges.add(edge.slot)
    pending.remove(edge.slot)
    lanes.put(edge.slot, edge.route)
    return edge.route
  }

  /** What an update has found so far. */
  interface Update {
    readonly boxes: Set<ModelId>
    readonly moved: Set<ModelId>
    readonly relink: Set<SceneNode>
    readonly unplaced: SceneNode[]
    readonly shapes: ReadonlySet<ShapeId>
  }

  /** Brings one model's box in line with the document. `reworded`: what it says may differ though its record does not. */
  function touch(id: ModelId, update: Update, reworded = false): void {
    const { boxes, moved, relink } = update
    const model = doc.models[id]
    const placement = doc.placements[placementId(view, id)]
    const node = nodes.get(id)
    if (model === undefined || !isMember(id, placement)) {
      if (node === undefined) return
      for (const edge of node.into) relink.add(edge.from)
      removeNode(node)
      moved.add(id)
      return
    }
    if (node === undefined) {
      const made = addNode(model, placement)
      relink.add(made)
      for (const other of waiting.get(id) ?? []) {
        const from = nodes.get(other)
        if (from !== undefined) relink.add(from)
      }
      waiting.delete(id)
      if (placement === undefined) update.unplaced.push(made)
      moved.add(id)
      boxes.add(id)
      return
    }
    const isMoved = placement !== undefined && (node.x !== placement.x || node.y !== placement.y)
    if (isMoved) moved.add(id)
    const collapsed = placement?.collapsed ?? false
    const color = colorOf(model, placement)
    const isOther = reworded || madeFrom.get(node) !== model || node.box.collapsed !== collapsed
    const before = node.box
    if (isOther) {
      node.box = makeBox(model, context, collapsed, marks?.hiddenRows)
      madeFrom.set(node, model)
    }
    if (isOther || node.color !== color) {
      node.looks = ++looked
      boxes.add(id)
    }
    node.placed = placement !== undefined
    node.locked = placement?.locked ?? false
    node.color = color
    node.width = node.box.width
    node.height = node.box.height
    put(node, placement?.x ?? node.x, placement?.y ?? node.y)
    if (isMoved || hasOtherShape(before, node.box)) unrouteAt(node)
    for (const edge of node.out) bend(edge, placement?.bends?.[edge.edge.id] ?? null)
  }

  function bend(edge: SceneEdge, next: Bend | null): void {
    if (edge.bend === next) return
    edge.bend = next
    unroute(edge)
  }

  function finish({ boxes, moved, relink, unplaced, shapes: changed }: Update): SceneChange {
    propose(unplaced)
    for (const node of relink) {
      if (nodes.get(node.id) !== node) continue
      for (const edge of node.out) dropEdge(edge)
      linkEdges(node)
    }
    for (const node of recounted) {
      if (nodes.get(node.id) !== node) continue
      node.looks = ++looked
      boxes.add(node.id)
    }
    recounted = new Set()
    for (const id of moved) rerouteAround(nodes.get(id))
    version++
    return { boxes, moved, shapes: changed, all: false }
  }

  const newUpdate = (changed: ReadonlySet<ShapeId> = new Set()): Update => ({
    boxes: new Set(),
    moved: new Set(),
    relink: new Set(),
    unplaced: [],
    shapes: changed,
  })

  /** Models in areas that were or are collapsed and changed: they may have to go or come back. */
  function touchHidden(before: readonly Shape[], update: Update): void {
    const now = shapes.list.filter((shape) => shape.collapsed && update.shapes.has(shape.id))
    const areas = [...before.filter((shape) => update.shapes.has(shape.id)), ...now]
    if (areas.length === 0) return
    for (const placement of Object.values(doc.placements)) {
      if (placement.view === view && areas.some((area) => contains(area, anchorOf(placement))))
        touch(placement.model, update)
    }
  }

  function contentOf(area: Shape): { models: Place[]; shapes: Shape[] } {
    const models = new Map<ModelId, Place>()
    for (const { id, x, y } of nodes.values()) if (contains(area, anchorOf({ x, y }))) models.set(id, { id, x, y })
    const hides = [area, ...shapesIn(area, shapes.list)].some((shape) => shape.collapsed)
    for (const { view: of, model: id, x, y } of hides ? Object.values(doc.placements) : [])
      if (of === view && doc.models[id] !== undefined && contains(area, anchorOf({ x, y })))
        models.set(id, { id, x, y })
    return { models: [...models.values()], shapes: shapesIn(area, shapes.list) }
  }

  function areaOf(node: SceneNode): Shape | null {
    return shapes.list.findLast((shape) => shape.kind === 'area' && contains(shape, anchorOf(node))) ?? null
  }

  function apply(nextDoc: ErDocument, nextView: ViewId, patch: Patch): SceneChange {
    // Other views, apps or settings change what every box says; very large patches cost more than a fresh start.
    if (patch.length > LARGE_PATCH || patch.some((c) => isWide(c, nextView))) {
      reset(nextDoc, nextView)
      return { boxes: new Set(nodes.keys()), shapes: new Set(), moved: new Set(nodes.keys()), all: true }
    }
    use(nextDoc, nextView)
    const hiding = shapes.list.filter((shape) => shape.collapsed)
    const update = newUpdate(shapes.apply(doc, view, patch))
    touchHidden(hiding, update)
    for (const change of patch) {
      if (change.table === 'placements') {
        const placement = (change.after ?? change.before) as Placement
        if (placement.view === view) touch(placement.model, update)
      }
      if (change.table !== 'models') continue
      const id = change.id as ModelId
      const before = change.before as Model | undefined
      const after = change.after as Model | undefined
      touch(id, update)
      // A model that a relation goes through looks like one.
      for (const through of symmetricDifference(throughsOf(before), throughsOf(after))) touch(through, update, true)
      const node = nodes.get(id)
      if (node !== undefined && !hasEdges(node)) update.relink.add(node)
      // Rows of others name this model; children and proxies say what it is.
      if (before?.name !== after?.name || before?.kind !== after?.kind) {
        for (const edge of node?.into ?? []) if (edge.from !== node) touch(edge.from.id, update, true)
        for (const other of node === undefined ? (waiting.get(id) ?? []) : []) touch(other, update, true)
      }
    }
    return finish(update)
  }

  /** Its edges are those that its model declares to what is drawn. */
  function hasEdges(node: SceneNode): boolean {
    const model = doc.models[node.id]
    const declared = model === undefined ? [] : edgesOf(model)
    for (const edge of declared) if (!nodes.has(edge.to)) waitFor(edge.to, node)
    const wanted = declared.filter((edge) => nodes.has(edge.to))
    return isSame(
      wanted,
      node.out.map((edge) => edge.edge),
    )
  }

  /** Boxes some of whose rows come or go. */
  function reshape(before: HiddenRows, after: HiddenRows, update: Update): void {
    for (const { id } of nodes.values()) {
      const fields = doc.models[id]?.fields ?? []
      if (fields.some((f) => (before?.has(f.id) ?? false) !== (after?.has(f.id) ?? false))) touch(id, update, true)
    }
  }

  function setMarks(next: Marks | null): SceneChange {
    const before = marks
    marks = next
    const update = newUpdate()
    for (const id of before?.hidden ?? []) if (next?.hidden?.has(id) !== true) touch(id, update)
    for (const id of next?.hidden ?? []) if (before?.hidden?.has(id) !== true) touch(id, update)
    if (before?.hiddenRows !== next?.hiddenRows) reshape(before?.hiddenRows, next?.hiddenRows, update)
    for (const node of nodes.values()) {
      const model = doc.models[node.id]
      const tone = next?.tones.get(node.id) ?? null
      const color = model === undefined ? node.color : colorOf(model, doc.placements[placementId(view, node.id)])
      const rows = before?.fields === next?.fields ? false : hasOtherRows(node, before, next)
      if (node.tone === tone && node.color === color && !rows) continue
      node.tone = tone
      node.color = color
      node.looks = ++looked
      dirtyNodes.add(node.slot)
      update.boxes.add(node.id)
    }
    for (const edge of edgeBySlot) {
      if (edge === undefined) continue
      const tone = edgeTone(next, edge.edge.id, edge.edge.from, edge.edge.to)
      if (edge.tone === tone) continue
      edge.tone = tone
      dirtyEdges.add(edge.slot)
    }
    return finish(update)
  }

  /** Routes that run through where a box now stands. */
  function rerouteAround(node: SceneNode | undefined): void {
    if (node === undefined) return
    for (const slot of lanes.ownersIn(node.x - 6, node.y - 6, node.width + 12, node.height + 12)) {
      const edge = edgeBySlot[slot]
      if (edge !== undefined) unroute(edge)
    }
  }

  function routeIn(rect: Rect, budget: () => boolean, quick = false): boolean {
    const missing = pending.search(rect.x, rect.y, rect.width, rect.height)
    // In the order of the document: the same drawing has the same lanes wherever one looked first.
    missing.sort((a, b) => a - b)
    for (const slot of missing) {
      if (!budget()) return false
      routeOf(edgeBySlot[slot] as SceneEdge, quick)
    }
    return true
  }

  function edgesIn(rect: Rect, quick = false, budget: () => boolean = () => true) {
    const edges: SceneEdge[] = []
    const complete = routeIn(rect, budget, quick)
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
    get marks() {
      return marks
    },
    shapes,
    contentOf,
    areaOf,
    takeDirty() {
      const taken = { nodes: dirtyNodes, edges: dirtyEdges, all: dirtyAll }
      dirtyNodes = new Set()
      dirtyEdges = new Set()
      dirtyAll = false
      return taken
    },
    reset,
    apply,
    setMarks,
    place(places) {
      for (const { id, x, y } of places) {
        const node = nodes.get(id)
        if (node === undefined) continue
        put(node, x, y)
        unrouteAt(node)
      }
      version++
    },
    bend(edge, next) {
      bend(edge, next)
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
    routeIn,
    isRouted: () => pending.size === 0,
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
    bounds() {
      const now = version + shapes.version
      if (measured.version !== now) measured = { version: now, bounds: boundsOf([...nodes.values(), ...shapes.list]) }
      return measured.bounds
    },
    edgeOfField: (field) => byField.get(field) ?? null,
  }
}

/** Another size, or rows at other heights: edges have other ends. */
function hasOtherShape(a: Box, b: Box): boolean {
  if (a === b) return false
  if (a.width !== b.width || a.height !== b.height || a.rows.length !== b.rows.length) return true
  return a.rows.some((row, i) => row.key !== b.rows[i]?.key)
}

function hasOtherRows(node: SceneNode, before: Marks | null, after: Marks | null): boolean {
  return node.box.rows.some(({ field }) => field !== null && before?.fields?.get(field) !== after?.fields?.get(field))
}
