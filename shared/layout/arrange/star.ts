/** One model in the middle, what it is related to in rings around it: nearer relations nearer. */
import { neighbours } from './graph.ts'
import type { LayoutGraph, LayoutNode, Spot } from './graph.ts'

const GAP_PX = 72

/** Top left corners of what can be reached from `centre`; undefined for the rest. */
export function starLayout(graph: LayoutGraph, centre: number): (Spot | undefined)[] {
  const near = neighbours(graph)
  const spots: (Spot | undefined)[] = graph.nodes.map(() => undefined)
  const angle = new Map<number, number>([[centre, 0]])
  const put = (node: number, x: number, y: number): void => {
    const { width, height } = graph.nodes[node] as LayoutNode
    spots[node] = { x: snap(x - width / 2), y: snap(y - height / 2) }
  }
  const across = (node: number): number => {
    const { width, height } = graph.nodes[node] as LayoutNode
    return Math.hypot(width, height)
  }
  put(centre, 0, 0)
  let ring = [centre]
  let radius = 0
  let thick = across(centre)
  for (;;) {
    const parents = ring
    ring = nextRing(parents, near, angle)
    if (ring.length === 0) return spots
    const widest = Math.max(...ring.map(across))
    const around = ring.reduce((sum, node) => sum + across(node) + GAP_PX, 0)
    // Boxes are taken as their circles, so that at no angle two of them meet.
    radius = Math.max(radius + thick / 2 + widest / 2 + GAP_PX, (around * 1.12) / (2 * Math.PI))
    thick = widest
    let turned = ring.length === 0 ? 0 : (angle.get(ring[0] as number) ?? 0)
    for (const node of ring) {
      const share = ((across(node) + GAP_PX) / around) * 2 * Math.PI
      const at = turned + share / 2
      turned += share
      angle.set(node, at)
      put(node, radius * Math.cos(at), radius * Math.sin(at))
    }
  }
}

/** Related nodes not seen yet, in the order of those they hang on, so that lines do not cross more than they must. */
function nextRing(
  parents: readonly number[],
  near: readonly (readonly number[])[],
  angle: Map<number, number>,
): number[] {
  const ring: number[] = []
  for (const parent of parents) {
    for (const node of near[parent] ?? []) {
      if (angle.has(node)) continue
      angle.set(node, angle.get(parent) ?? 0)
      ring.push(node)
    }
  }
  return ring
}

function snap(value: number): number {
  return Math.round(value / 8) * 8
}
