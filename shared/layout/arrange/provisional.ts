/** Places for models that have none: arranged quickly among themselves, below what is there. */
import { autoLayout } from './auto-layout.ts'
import type { LayoutNode, Spot } from './graph.ts'
import { boundsOf } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'

const GAP_PX = 96

/**
 * @param edges index pairs between the unplaced, declaring model first
 * @returns top left corners, by index
 */
export function provisionalPlaces(
  unplaced: readonly LayoutNode[],
  edges: readonly (readonly [number, number])[],
  known: readonly Rect[],
): readonly Spot[] {
  const bounds = boundsOf(known)
  const origin = bounds === null ? { x: 0, y: 0 } : { x: snap(bounds.x), y: snap(bounds.y + bounds.height + GAP_PX) }
  return autoLayout({ nodes: unplaced, edges }, { aspect: 1.6, origin })
}

function snap(value: number): number {
  return Math.ceil(value / 8) * 8
}
