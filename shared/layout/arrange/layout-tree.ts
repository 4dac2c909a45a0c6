/** Arranging with areas: what an area contains is arranged in it, then areas and the models outside as wholes. */
import type { LayoutGraph, LayoutNode, Spot } from './graph.ts'
import { boundsOf } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'
import { styledLayout } from './layout-styles.ts'
import type { LayoutStyle, StyledOptions } from './layout-styles.ts'
import { AREA_HEAD_PX } from '../scene/shapes.ts'

export interface LayoutGroup {
  /** Index into the graph's nodes. */
  readonly models: readonly number[]
  readonly areas: readonly LayoutArea[]
  /** How these stand, but not what is in the areas; absent: as everything. */
  readonly style?: LayoutStyle
}

export interface LayoutArea extends LayoutGroup {
  readonly id: string
}

export interface TreeSpots {
  /** By node index. */
  readonly spots: readonly Spot[]
  /** Areas round what they contain now. */
  readonly areas: readonly (Rect & { readonly id: string })[]
}

export const AREA_PAD_PX = 32
const LEAST_AREA = { width: 240, height: 160 }

export function layoutTree(graph: LayoutGraph, group: LayoutGroup, options: StyledOptions): TreeSpots {
  const inner = group.areas.map((area) => ({ area, ...layoutArea(graph, area, options) }))
  /** The block that a model is in: its own, or that of the area round it. */
  const blockOf = new Map<number, number>()
  group.models.forEach((node, i) => blockOf.set(node, i))
  inner.forEach(({ area }, i) => {
    for (const node of modelsIn(area)) blockOf.set(node, group.models.length + i)
  })
  const blocks = [
    ...group.models.map((node) => graph.nodes[node] as LayoutNode),
    ...inner.map(({ area, size }) => ({ id: area.id, ...size })),
  ]
  const edges = graph.edges.flatMap(([a, b]): [number, number][] => {
    const [from, to] = [blockOf.get(a), blockOf.get(b)]
    return from === undefined || to === undefined || from === to ? [] : [[from, to]]
  })
  const centre = options.centre === undefined ? undefined : blockOf.get(options.centre)
  const { centre: _, ...others } = options
  const rest = group.style === undefined ? others : { ...others, style: group.style }
  const places = styledLayout({ nodes: blocks, edges }, centre === undefined ? rest : { ...rest, centre })
  const spots: Spot[] = graph.nodes.map(() => ({ x: 0, y: 0 }))
  const areas: (Rect & { id: string })[] = []
  group.models.forEach((node, i) => void (spots[node] = places[i] as Spot))
  inner.forEach(({ area, size, content }, i) => {
    const { x, y } = places[group.models.length + i] as Spot
    areas.push({ id: area.id, x, y, ...size })
    for (const node of modelsIn(area)) {
      const spot = content.spots[node] as Spot
      spots[node] = { x: x + spot.x, y: y + spot.y }
    }
    for (const nested of content.areas) areas.push({ ...nested, x: x + nested.x, y: y + nested.y })
  })
  return { spots, areas }
}

/** What is in the area, from its corner, and the size it needs. */
function layoutArea(graph: LayoutGraph, area: LayoutArea, { style, aspect, engine }: StyledOptions) {
  const origin = { x: AREA_PAD_PX, y: AREA_HEAD_PX + 16 }
  const inStyle = style === undefined ? {} : { style }
  const content = layoutTree(graph, area, { aspect, origin, ...inStyle, ...(engine === undefined ? {} : { engine }) })
  const nodes = modelsIn(area).map((i) => ({ ...(graph.nodes[i] as LayoutNode), ...(content.spots[i] as Spot) }))
  const bounds = boundsOf([...nodes, ...content.areas])
  const width = Math.max(LEAST_AREA.width, (bounds?.x ?? 0) + (bounds?.width ?? 0) + AREA_PAD_PX)
  const height = Math.max(LEAST_AREA.height, (bounds?.y ?? 0) + (bounds?.height ?? 0) + AREA_PAD_PX)
  return { content, size: { width: Math.ceil(width / 8) * 8, height: Math.ceil(height / 8) * 8 } }
}

function modelsIn(group: LayoutGroup): number[] {
  return [...group.models, ...group.areas.flatMap(modelsIn)]
}
