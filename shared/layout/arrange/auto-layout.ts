/**
 * Arranges models: connected parts, large ones in communities, each part in layers, the parts packed
 * to the window's shape, models without relations together in a block. What is locked stays.
 */
import { boundsOf } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'
import { fromPlain, toDot } from './dot.ts'
import type { DotEngine } from './dot.ts'
import { communities, components, subgraph, subgraphs } from './graph.ts'
import type { LayoutGraph, LayoutNode, Spot } from './graph.ts'
import { layeredLayout } from './layered.ts'
import { packRects } from './pack.ts'

export interface LayoutOptions {
  /** Width divided by height of the place to fill. */
  readonly aspect: number
  /** Boxes that stay where they are; nothing is put over them. */
  readonly obstacles?: readonly Rect[]
  readonly origin?: Spot
  /** Fine placement of each part; without it the quick layers are kept. */
  readonly engine?: DotEngine | null
  /** Share done, 0 … 1. */
  readonly onProgress?: (share: number) => void
}

/** One graph for `dot` at most: its time explodes with size, and its drawing becomes a ribbon. */
const MOST_IN_PART = 60
const PART_GAP_PX = 96
const ISOLATE_GAP_PX = 48

/** Top left corners, by node index. */
export function autoLayout(graph: LayoutGraph, options: LayoutOptions): Spot[] {
  const spots: Spot[] = graph.nodes.map(() => ({ x: 0, y: 0 }))
  const parts = components(graph)
  const isolates = parts.filter((part) => part.length === 1).flat()
  const groups = parts
    .filter((part) => part.length > 1)
    .flatMap((part) => (part.length <= MOST_IN_PART ? [part] : split(graph, part)))
  const blocks: { readonly members: readonly number[]; readonly spots: readonly Spot[]; readonly size: Rect }[] = []
  const inners = subgraphs(graph, groups)
  groups.forEach((members, i) => {
    const inner = inners[i] as LayoutGraph
    const placed = partLayout(inner, options.engine ?? null, options.aspect)
    blocks.push({ members, spots: placed, size: extent(inner.nodes, placed) })
    options.onProgress?.((i + 1) / (groups.length + 1))
  })
  // Large parts first; parts of one community stay in its order, so that neighbours are near.
  if (groups.length === parts.length - isolates.length)
    blocks.sort((a, b) => b.size.width * b.size.height - a.size.width * a.size.height)
  if (isolates.length > 0) {
    const nodes = isolates.map((i) => graph.nodes[i] as LayoutNode)
    const placed = packRects(nodes, { aspect: 1.6, gapPx: ISOLATE_GAP_PX })
    blocks.push({ members: isolates, spots: placed, size: extent(nodes, placed) })
  }
  const packing = {
    aspect: options.aspect,
    gapPx: PART_GAP_PX,
    ...(options.obstacles === undefined ? {} : { obstacles: options.obstacles }),
    ...(options.origin === undefined ? {} : { origin: options.origin }),
  }
  const places = packRects(
    blocks.map((block) => block.size),
    packing,
  )
  blocks.forEach((block, b) => {
    const at = places[b] as Spot
    block.members.forEach((node, i) => {
      const spot = block.spots[i] as Spot
      spots[node] = { x: at.x + spot.x - block.size.x, y: at.y + spot.y - block.size.y }
    })
  })
  options.onProgress?.(1)
  return spots
}

function partLayout(graph: LayoutGraph, engine: DotEngine | null, aspect: number): readonly Spot[] {
  const quick = layeredLayout(graph)
  if (engine === null || graph.nodes.length === 1) return quick
  const fine = fromPlain(engine(toDot(graph)), graph.nodes)
  if (fine === null || overlaps(graph.nodes, fine)) return quick
  // A ribbon is worse to read than more crossings, and its lines are longer: the engine leaves room for each line that
  // passes a layer, so that a hub's layers become towers.
  if (graph.nodes.length <= FEW || !isRibbon(graph, fine, aspect)) return fine
  return isRibbon(graph, quick, aspect) ? fine : quick
}

/** So few are seen at a glance in any shape. */
const FEW = 12
/** How much taller, and how much wider, than the place to fill a part may be. */
const TALLER = 2.6
const WIDER = 3.1

function isRibbon(graph: LayoutGraph, spots: readonly Spot[], aspect: number): boolean {
  const { width, height } = extent(graph.nodes, spots)
  const ratio = width / Math.max(1, height) / aspect
  return ratio < 1 / TALLER || ratio > WIDER
}

/** Communities of a large part, those with most edges between them next to each other. */
function split(graph: LayoutGraph, part: readonly number[]): number[][] {
  const inner = subgraph(graph, part)
  const groups = merged(inner, communities(inner, MOST_IN_PART))
  const of = new Map<number, number>()
  groups.forEach((group, g) => group.forEach((node) => of.set(node, g)))
  const links = groups.map(() => new Map<number, number>())
  for (const [a, b] of inner.edges) {
    const ga = of.get(a) as number
    const gb = of.get(b) as number
    if (ga === gb) continue
    links[ga]?.set(gb, (links[ga]?.get(gb) ?? 0) + 1)
    links[gb]?.set(ga, (links[gb]?.get(ga) ?? 0) + 1)
  }
  const order: number[] = []
  const sizes = Int32Array.from(groups, (group) => group.length)
  const isPlaced = new Uint8Array(groups.length)
  const pull = new Float64Array(groups.length)
  while (order.length < groups.length) {
    let best = -1
    for (let g = 0; g < groups.length; g++) {
      if (isPlaced[g] === 1) continue
      if (best < 0) best = g
      else if ((pull[g] as number) > (pull[best] as number)) best = g
      else if (pull[g] === pull[best] && (sizes[g] as number) > (sizes[best] as number)) best = g
    }
    isPlaced[best] = 1
    order.push(best)
    for (const [g, n] of links[best] ?? []) pull[g] = (pull[g] as number) + n
  }
  return order.map((g) => (groups[g] as number[]).map((i) => part[i] as number))
}

/** Groups of one or two join the group they are tied to, so that no crumbs are packed on their own. */
function merged(graph: LayoutGraph, groups: readonly number[][]): number[][] {
  const of = new Map<number, number>()
  groups.forEach((group, g) => group.forEach((node) => of.set(node, g)))
  const lists = groups.map((group) => [...group])
  const tied = new Map<number, Set<number>>()
  for (const [a, b] of graph.edges) {
    ;(tied.get(a) ?? tied.set(a, new Set()).get(a))?.add(b)
    ;(tied.get(b) ?? tied.set(b, new Set()).get(b))?.add(a)
  }
  for (let g = 0; g < lists.length; g++) {
    const list = lists[g] as number[]
    if (list.length === 0 || list.length > 2) continue
    const near = list.flatMap((node) => [...(tied.get(node) ?? [])]).map((node) => of.get(node) as number)
    const home = near.filter((n) => n !== g && (lists[n]?.length ?? 0) + list.length <= MOST_IN_PART)
    const target = home.sort((a, b) => (lists[a]?.length ?? 0) - (lists[b]?.length ?? 0) || a - b)[0]
    if (target === undefined) continue
    for (const node of list) of.set(node, target)
    lists[target]?.push(...list)
    lists[g] = []
  }
  return lists.filter((list) => list.length > 0)
}

function extent(nodes: readonly LayoutNode[], spots: readonly Spot[]): Rect {
  const rects = nodes.map(({ width, height }, i) => {
    const { x, y } = spots[i] as Spot
    return { x, y, width, height }
  })
  const bounds = boundsOf(rects)
  return bounds ?? { x: 0, y: 0, width: 0, height: 0 }
}

/** Whether any two boxes lie over each other; a sweep from left to right. */
export function overlaps(nodes: readonly LayoutNode[], spots: readonly Spot[]): boolean {
  const order = [...nodes.keys()].sort((a, b) => (spots[a] as Spot).x - (spots[b] as Spot).x)
  for (let i = 0; i < order.length; i++) {
    const a = order[i] as number
    const sa = spots[a] as Spot
    const na = nodes[a] as LayoutNode
    for (let j = i + 1; j < order.length; j++) {
      const b = order[j] as number
      const sb = spots[b] as Spot
      if (sb.x >= sa.x + na.width) break
      if (sb.y < sa.y + na.height && sb.y + (nodes[b] as LayoutNode).height > sa.y) return true
    }
  }
  return false
}
