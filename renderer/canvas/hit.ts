/** What is under a point of the drawing, asked of the index: no listeners per row or edge. */
import type { FieldId } from '../../shared/document/ids.ts'
import { HEADER_PX, ROW_PX } from '../../shared/layout/box.ts'
import type { Scene, SceneEdge, SceneNode } from '../../shared/layout/scene.ts'
import { DETAIL_ZOOM } from './paint.ts'
import type { Point } from './canvas-store.ts'

export type Hit =
  | { readonly kind: 'empty' }
  | { readonly kind: 'edge'; readonly edge: SceneEdge }
  | { readonly kind: 'grip'; readonly node: SceneNode }
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

export const GRIP_Y_PX = HEADER_PX / 2
const GRIP_REACH_PX = 10
const EDGE_REACH_PX = 7
const MARK_PX = 26
/** Grips are offered from this zoom on. */
const GRIP_ZOOM = 0.35

export function hitTest(scene: Scene, at: Point, zoom: number): Hit {
  const reach = GRIP_REACH_PX / Math.min(1, zoom)
  if (zoom >= GRIP_ZOOM) {
    for (const node of scene.nodesIn({ x: at.x - reach, y: at.y - reach, width: 2 * reach, height: 2 * reach })) {
      const inside = at.x < node.x + node.width - 7
      const near = Math.hypot(at.x - node.x - node.width, at.y - node.y - GRIP_Y_PX) <= reach
      if (near && !inside) return { kind: 'grip', node }
    }
  }
  const node = scene.nodeAt(at.x, at.y)
  if (node !== null) return boxHit(node, at, zoom)
  const edge = scene.edgeAt(at.x, at.y, EDGE_REACH_PX / Math.min(1, zoom))
  return edge === null ? { kind: 'empty' } : { kind: 'edge', edge }
}

function boxHit(node: SceneNode, at: Point, zoom: number): Hit {
  const x = at.x - node.x
  const row = Math.floor((at.y - node.y - HEADER_PX) / ROW_PX)
  const readable = zoom >= DETAIL_ZOOM && !node.box.collapsed && row >= 0
  const field = readable ? (node.box.rows[row]?.field ?? null) : null
  return { kind: 'box', node, field, onMark: field !== null && x < MARK_PX, onType: x > node.width * 0.58 }
}
