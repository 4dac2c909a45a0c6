/** The record behind a scene: what it holds, and what every part of it needs. */
import type { ModelId, ViewId } from '../../document/ids.ts'
import type { ErDocument, Model } from '../../document/records.ts'
import { boxContext } from '../box/box.ts'
import type { BoxContext } from '../box/box.ts'
import { createGridIndex } from '../grid-index.ts'
import type { GridIndex, Rect } from '../grid-index.ts'
import { createLanes } from '../routing/lanes.ts'
import type { Lanes } from '../routing/lanes.ts'
import type { Marks } from './marks.ts'
import { createShapes } from './shapes.ts'
import type { Shapes } from './shapes.ts'
import type { SceneEdge, SceneNode } from './scene-types.ts'

/** Coarse cells: an unrouted edge is known by the rectangle around its two boxes, which may be large. */
const EDGE_CELL_PX = 2048

/**
 * The room of a line that leads far is large, and a line that is found leaves every cell of it: of ten thousand models
 * that was a fifth of finding ways. A look at all of those is quick.
 */
const PENDING_CELLS = 24

export interface SceneState {
  doc: ErDocument
  view: ViewId
  marks: Marks | null
  /** Asks the document as it is now: one for all boxes. */
  readonly context: BoxContext
  nodes: Map<ModelId, SceneNode>
  nodeBySlot: (SceneNode | undefined)[]
  edgeBySlot: (SceneEdge | undefined)[]
  readonly freeNodes: number[]
  readonly freeEdges: number[]
  /** Drawn models with an edge to one that is not drawn: they are asked when it comes. */
  readonly waiting: Map<ModelId, Set<ModelId>>
  /** By the name, in lower case, of a model that there is not: drawn models with a relation that asks for it. */
  readonly named: Map<string, Set<ModelId>>
  /** The records that boxes were made from: the same record has the same box. */
  readonly madeFrom: WeakMap<SceneNode, Model>
  /** Where models without a place stood when they were hidden. */
  readonly leftAt: Map<ModelId, { readonly x: number; readonly y: number }>
  /** Boxes whose number of edges changed since it was last asked for: their label says it. */
  recounted: Set<SceneNode>
  readonly nodeIndex: GridIndex
  /** Edges without a route, by the rectangle around their boxes. */
  readonly pending: GridIndex
  readonly lanes: Lanes
  readonly shapes: Shapes
  /** Counts changes; see `Scene.version`. */
  version: number
  /** Counts looks given out: see `SceneNode.looks`. */
  looked: number
  measured: { readonly version: number; readonly bounds: Rect | null }
  dirtyNodes: Set<number>
  dirtyEdges: Set<number>
  dirtyAll: boolean
  /** The same for the small map; null: all. */
  dirtyMap: Set<number> | null
  /** Something of the running update stands, runs or is coloured elsewise. */
  drawn: boolean
  /** Since the last update a line came, went or is another one. */
  ran: boolean
}

export function createState(): SceneState {
  const state: SceneState = {
    doc: {} as ErDocument,
    view: '' as ViewId,
    marks: null,
    context: boxContext(() => state.doc),
    nodes: new Map(),
    nodeBySlot: [],
    edgeBySlot: [],
    freeNodes: [],
    freeEdges: [],
    waiting: new Map(),
    named: new Map(),
    madeFrom: new WeakMap(),
    leftAt: new Map(),
    recounted: new Set(),
    nodeIndex: createGridIndex(),
    pending: createGridIndex(EDGE_CELL_PX, PENDING_CELLS),
    lanes: createLanes(),
    shapes: createShapes(),
    version: 0,
    looked: 0,
    measured: { version: -1, bounds: null },
    dirtyNodes: new Set(),
    dirtyEdges: new Set(),
    dirtyAll: true,
    dirtyMap: null,
    drawn: false,
    ran: false,
  }
  return state
}

/** Empty, for another document or view; counters go on, so that nobody takes the new for the old. */
export function clearState(state: SceneState): void {
  state.nodes = new Map()
  state.nodeBySlot = []
  state.edgeBySlot = []
  state.freeNodes.length = 0
  state.freeEdges.length = 0
  state.waiting.clear()
  state.named.clear()
  state.nodeIndex.clear()
  state.pending.clear()
  state.lanes.clear()
  state.shapes.reset(state.doc, state.view)
  state.dirtyNodes = new Set()
  state.dirtyEdges = new Set()
  state.dirtyAll = true
  state.dirtyMap = null
}

export const boxesIn = (state: SceneState, x: number, y: number, width: number, height: number): SceneNode[] =>
  state.nodeIndex.search(x, y, width, height).map((slot) => state.nodeBySlot[slot] as SceneNode)

/** What changed here is to be told to the worker's copy and to the map, unless they get everything anyway. */
export function noteNode(state: SceneState, slot: number): void {
  if (!state.dirtyAll) state.dirtyNodes.add(slot)
  state.dirtyMap?.add(slot)
}

export function noteEdge(state: SceneState, slot: number): void {
  if (!state.dirtyAll) state.dirtyEdges.add(slot)
}
