/** What is under a point of the drawing, asked of the index: no listeners per row or edge. */
import type { FieldId } from '../../../shared/document/ids.ts'
import { HEADER_PX, ROW_PX } from '../../../shared/layout/box/box.ts'
import type { Scene, SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import { DETAIL_ZOOM } from '../painting/paint.ts'
import { areaHead } from '../painting/paint-shapes.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import type { Point } from '../canvas-store.ts'

export type Hit =
  | { readonly kind: 'empty' }
  | { readonly kind: 'edge'; readonly edge: SceneEdge }
  | { readonly kind: 'grip'; readonly node: SceneNode }
  /** A note, the title or border of an area. `resize`: which of its sides the point is at, -1 or 1 each way. */
  | { readonly kind: 'shape'; readonly shape: Shape; readonly resize: Sides | null }
  | {
      readonly kind: 'box'
      readonly node: SceneNode
      /** Row under the point; null: header, foot or a row that Django makes. */
      readonly field: FieldId | null
      /** On the mark left of a name: rows are dragged by it. */
      readonly onMark: boolean
      /** On the type at the right. */
      readonly onType: boolean
    }

export interface Sides {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

export const GRIP_Y_PX = HEADER_PX / 2
const GRIP_REACH_PX = 10
const EDGE_REACH_PX = 7
const MARK_PX = 26
const BORDER_REACH_PX = 5
const FRAME_REACH_PX = 6
/** Grips are offered from this zoom on. */
const GRIP_ZOOM = 0.35

/** @param selectedShapes areas and notes whose frame can be dragged */
export function hitTest(scene: Scene, at: Point, zoom: number, selectedShapes: readonly string[] = []): Hit {
  const reach = GRIP_REACH_PX / Math.min(1, zoom)
  if (zoom >= GRIP_ZOOM) {
    for (const node of scene.nodesIn({ x: at.x - reach, y: at.y - reach, width: 2 * reach, height: 2 * reach })) {
      const inside = at.x < node.x + node.width - 7
      const near = Math.hypot(at.x - node.x - node.width, at.y - node.y - GRIP_Y_PX) <= reach
      if (near && !inside) return { kind: 'grip', node }
    }
  }
  const grabbed = selectedShapes.map((id) => scene.shapes.get(id)).find((s) => s !== undefined && sidesAt(s, at, zoom))
  if (grabbed !== undefined) return { kind: 'shape', shape: grabbed, resize: sidesAt(grabbed, at, zoom) }
  const node = scene.nodeAt(at.x, at.y)
  if (node !== null) return boxHit(node, at, zoom)
  const shape = shapeAt(scene, at, zoom)
  if (shape?.kind === 'note') return { kind: 'shape', shape, resize: null }
  const edge = scene.edgeAt(at.x, at.y, EDGE_REACH_PX / Math.min(1, zoom))
  if (edge !== null) return { kind: 'edge', edge }
  return shape === null ? { kind: 'empty' } : { kind: 'shape', shape, resize: null }
}

/** The innermost shape that can be taken hold of there: areas by title and border, notes and collapsed areas anywhere. */
function shapeAt(scene: Scene, { x, y }: Point, zoom: number): Shape | null {
  if (scene.shapes.list.length === 0) return null
  const reach = BORDER_REACH_PX / zoom
  return (
    scene.shapes.list.findLast((s) => {
      const off = { left: x - s.x, top: y - s.y, right: s.x + s.width - x, bottom: s.y + s.height - y }
      const nearest = Math.min(off.left, off.top, off.right, off.bottom)
      if (s.kind === 'note' || s.collapsed) return nearest >= 0
      if (nearest < -reach) return false
      return nearest <= reach || off.top <= areaHead(zoom, s.height)
    }) ?? null
  )
}

/** The sides of a shape's frame at the point; null: none, or its size is fixed. */
function sidesAt(s: Shape, at: Point, zoom: number): Sides | null {
  if (s.locked || s.collapsed) return null
  const reach = FRAME_REACH_PX / zoom
  const off = { left: at.x - s.x, top: at.y - s.y, right: s.x + s.width - at.x, bottom: s.y + s.height - at.y }
  if (Math.min(off.left, off.top, off.right, off.bottom) < -reach) return null
  const x = Math.abs(off.left) <= reach ? -1 : Math.abs(off.right) <= reach ? 1 : 0
  const y = Math.abs(off.top) <= reach ? -1 : Math.abs(off.bottom) <= reach ? 1 : 0
  return x === 0 && y === 0 ? null : { x, y }
}

/** Those whose frame is shown: the selected ones. */
export function selectedShapes(editor: EditorStore): readonly string[] {
  const { areas, notes } = editor.getState().selection
  return areas.size + notes.size === 0 ? NONE : [...areas, ...notes]
}

const NONE: readonly string[] = []

function boxHit(node: SceneNode, at: Point, zoom: number): Hit {
  const x = at.x - node.x
  const row = Math.floor((at.y - node.y - HEADER_PX) / ROW_PX)
  const readable = zoom >= DETAIL_ZOOM && !node.box.collapsed && row >= 0
  const field = readable ? (node.box.rows[row]?.field ?? null) : null
  return { kind: 'box', node, field, onMark: field !== null && x < MARK_PX, onType: x > node.width * 0.58 }
}
