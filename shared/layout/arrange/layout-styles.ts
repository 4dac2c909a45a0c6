/** The ways to arrange a drawing, over one engine. */
import { autoLayout, overlaps } from './auto-layout.ts'
import type { LayoutOptions } from './auto-layout.ts'
import { communities, components, subgraph } from './graph.ts'
import type { LayoutGraph, LayoutNode, Spot } from './graph.ts'
import { boundsOf } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'
import { packRects } from './pack.ts'
import { starLayout } from './star.ts'

export const LAYOUT_STYLES = ['leftRight', 'topDown', 'compact', 'star'] as const
export type LayoutStyle = (typeof LAYOUT_STYLES)[number]

export interface StyledOptions extends LayoutOptions {
  readonly style?: LayoutStyle
  /** Index of the node in the middle of a star; default the one with most edges. */
  readonly centre?: number
}

/** Room for the marks of two boxes that face each other and a few lanes; with many lines to a box, for more of them. */
const COMPACT_GAP_PX = 72
const GAP_PER_LINE_PX = 16
const MOST_GAP_PX = 160
const STAR_REST_GAP_PX = 120

/** Top left corners, by node index; nothing over anything, nothing over the obstacles. */
export function styledLayout(graph: LayoutGraph, options: StyledOptions): Spot[] {
  const { style = 'leftRight' } = options
  if (style === 'topDown') return topDown(graph, options)
  if (style === 'compact') return compact(graph, options)
  if (style === 'star' && graph.nodes.length > 1) return star(graph, options)
  return autoLayout(graph, options)
}

/** Edges leave sideways: columns stand further apart than the engine's rows. */
const WIDER_PX = 48

/** The layers of the other style, with x and y changed over. */
function topDown(graph: LayoutGraph, options: StyledOptions): Spot[] {
  const turned = graph.nodes.map(({ id, width, height }) => ({
    id,
    width: height,
    height: width + WIDER_PX,
  }))
  const turn = ({ x, y, width, height }: Rect): Rect => ({ x: y, y: x, width: height, height: width })
  const { origin, obstacles } = options
  const lay = (engine: LayoutOptions['engine']): Spot[] =>
    autoLayout(
      { nodes: turned, edges: graph.edges },
      {
        ...options,
        engine: engine ?? null,
        aspect: 1 / options.aspect,
        ...(obstacles === undefined ? {} : { obstacles: obstacles.map(turn) }),
        ...(origin === undefined ? {} : { origin: { x: origin.y, y: origin.x } }),
      },
    ).map(({ x, y }) => ({ x: y, y: x }))
  const fine = lay(options.engine)
  return options.engine != null && overlaps(graph.nodes, fine) ? lay(null) : fine
}

/** Side by side in as little room as lines need, those that belong together next to each other. */
function compact(graph: LayoutGraph, options: StyledOptions): Spot[] {
  const order = components(graph)
    .sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number))
    .flatMap((part) => {
      if (part.length < 4) return part
      return communities(subgraph(graph, part), 12).flatMap((group) => group.map((i) => part[i] as number))
    })
  const places = packRects(
    order.map((i) => graph.nodes[i] as LayoutNode),
    {
      aspect: options.aspect,
      gapPx: compactGap(graph),
      ...(options.obstacles === undefined ? {} : { obstacles: options.obstacles }),
      ...(options.origin === undefined ? {} : { origin: options.origin }),
    },
  )
  const spots: Spot[] = graph.nodes.map(() => ({ x: 0, y: 0 }))
  order.forEach((node, i) => void (spots[node] = places[i] as Spot))
  return spots
}

/** Grows with the lines that an average box has, px. */
function compactGap({ nodes, edges }: LayoutGraph): number {
  const lines = (2 * edges.length) / Math.max(1, nodes.length)
  const gap = COMPACT_GAP_PX + GAP_PER_LINE_PX * Math.max(0, lines - 2)
  return Math.min(MOST_GAP_PX, Math.round(gap / 8) * 8)
}

/** Rings around one model; what is not related to it even from afar stands in a block beside them. */
function star(graph: LayoutGraph, options: StyledOptions): Spot[] {
  const rings = starLayout(graph, options.centre ?? busiest(graph))
  const inside = [...graph.nodes.keys()].filter((i) => rings[i] !== undefined)
  const extent = extentOf(graph, inside, rings)
  // The rings are one block: it stands where nothing is in the way.
  const [at = { x: 0, y: 0 }] = packRects([extent], {
    aspect: options.aspect,
    gapPx: STAR_REST_GAP_PX,
    ...(options.obstacles === undefined ? {} : { obstacles: options.obstacles }),
    ...(options.origin === undefined ? {} : { origin: options.origin }),
  })
  const spots: Spot[] = graph.nodes.map(() => ({ x: 0, y: 0 }))
  for (const i of inside) {
    const spot = rings[i] as Spot
    spots[i] = { x: at.x + spot.x - extent.x, y: at.y + spot.y - extent.y }
  }
  const rest = [...graph.nodes.keys()].filter((i) => rings[i] === undefined)
  if (rest.length === 0) return spots
  const taken = [...(options.obstacles ?? []), { ...at, width: extent.width, height: extent.height }]
  const origin = { x: at.x, y: at.y + Math.ceil(extent.height / 8) * 8 + STAR_REST_GAP_PX }
  const others = compact(subgraph(graph, rest), { aspect: options.aspect, obstacles: taken, origin })
  rest.forEach((node, i) => void (spots[node] = others[i] as Spot))
  return spots
}

function busiest(graph: LayoutGraph): number {
  const counts = graph.nodes.map(() => 0)
  for (const [a, b] of graph.edges) {
    if (a === b) continue
    counts[a] = (counts[a] as number) + 1
    counts[b] = (counts[b] as number) + 1
  }
  return counts.indexOf(Math.max(...counts))
}

function extentOf(graph: LayoutGraph, nodes: readonly number[], spots: readonly (Spot | undefined)[]): Rect {
  const rects = nodes.map((i) => ({ ...(spots[i] as Spot), ...sizeOf(graph.nodes[i] as LayoutNode) }))
  return boundsOf(rects) ?? { x: 0, y: 0, width: 0, height: 0 }
}

function sizeOf({ width, height }: LayoutNode): { width: number; height: number } {
  return { width, height }
}
