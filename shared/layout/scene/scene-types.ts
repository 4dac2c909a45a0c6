/** What a scene holds and answers; made by `scene.ts`. */
import type { ModelId, ViewId } from '../../document/ids.ts'
import type { Bend, ErDocument } from '../../document/records.ts'
import type { Patch } from '../../history/patch.ts'
import type { Box } from '../box/box.ts'
import type { Bundle } from './bundles.ts'
import type { DiagramEdge } from './edges.ts'
import type { Rect } from '../grid-index.ts'
import type { Marks, Tone } from './marks.ts'
import type { Route } from '../routing/route.ts'
import type { Shape, ShapeId, Shapes } from './shapes.ts'

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
  tone: Tone | null
  /** Another number whenever the box shows something else; moving is not that. */
  looks: number
  out: SceneEdge[]
  into: SceneEdge[]
}

export interface SceneEdge {
  readonly slot: number
  readonly edge: DiagramEdge
  readonly from: SceneNode
  readonly to: SceneNode
  /** null: not looked at yet, or something moved. */
  route: Route | null
  /** Bent by hand; null: the router finds the way. */
  bend: Bend | null
  tone: Tone | null
}

/** What a change means to those who draw. */
export interface SceneChange {
  /** Boxes with other contents, size or flags. */
  readonly boxes: ReadonlySet<ModelId>
  /** Of these the ones with another size, look or colour. */
  readonly reshaped: ReadonlySet<ModelId>
  /** Areas and notes that came, went or changed. */
  readonly shapes: ReadonlySet<ShapeId>
  /** Models that came, went or moved. */
  readonly moved: ReadonlySet<ModelId>
  /** Something stands, runs or is coloured elsewise; false: boxes only say something else. */
  readonly drawn: boolean
  /** Some line came, went, is to find another way or has another colour. */
  readonly lines: boolean
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
  readonly marks: Marks | null
  readonly shapes: Shapes
  /** What an area contains: models by their places (those that it hides too), areas and notes. */
  contentOf(area: Shape): { readonly models: readonly Place[]; readonly shapes: readonly Shape[] }
  /** The smallest area that the model is in; null: none. */
  areaOf(node: SceneNode): Shape | null
  /** Counts changes of geometry or contents; equal numbers mean an equal picture. */
  readonly version: number
  /** Slots of boxes and edges that changed since the last call: for the worker's copy. One reader only. */
  takeDirty(): { readonly nodes: ReadonlySet<number>; readonly edges: ReadonlySet<number>; readonly all: boolean }
  /** Slots of boxes that changed since the last call, for the small map: its one reader; null: all of them. */
  takeMapDirty(): ReadonlySet<number> | null
  reset(doc: ErDocument, view: ViewId): void
  apply(doc: ErDocument, view: ViewId, patch: Patch): SceneChange
  /** Other marks; what they hide leaves the scene, what they no longer hide comes back. */
  setMarks(marks: Marks | null): SceneChange
  /** Moves boxes without the document knowing: frames of a drag or an animation. */
  place(places: Iterable<Place>): void
  /** Bends an edge without the document knowing: frames of a drag. */
  bend(edge: SceneEdge, bend: Bend | null): void
  /**
   * Routes made during a drag were quick ones; after it they are made anew where they meet the boxes.
   *
   * @param left where boxes stood before: ways that went round them there are made anew, too
   */
  settle(moved: Iterable<ModelId>, left?: readonly Rect[]): void
  nodesIn(rect: Rect): SceneNode[]
  /** Whether more boxes than that meet the rectangle; no more are looked at. */
  hasMoreIn(rect: Rect, most: number): boolean
  /** Edges whose route meets the rectangle; makes missing routes until `deadline` (ms of `now`) passes. */
  edgesIn(
    rect: Rect,
    quick?: boolean,
    budget?: () => boolean,
  ): { readonly edges: SceneEdge[]; readonly complete: boolean }
  /** Makes the missing routes that may meet the rectangle while the budget says so; whether none is missing now. */
  routeIn(rect: Rect, budget: () => boolean): boolean
  /** No route is missing anywhere. */
  isRouted(): boolean
  routeOf(edge: SceneEdge, quick?: boolean): Route
  nodeAt(x: number, y: number, tolerance?: number): SceneNode | null
  /** The nearest edge within the tolerance, px. */
  edgeAt(x: number, y: number, tolerance: number): SceneEdge | null
  bounds(): Rect | null
  edgeOfField(field: string): SceneEdge | null
  /** Lines between what collapsed areas hide and the rest. */
  bundles(): readonly Bundle[]
}
