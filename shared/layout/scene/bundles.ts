/**
 * What crosses the border of a collapsed area: one line for each box or collapsed area at the other end, with
 * a count. Derived anew when the document changes; its ways are made anew when anything moves. Few, as
 * collapsed areas are.
 */
import type { ModelId } from '../../document/ids.ts'
import { placementId } from '../../document/records.ts'
import { rowIndexOf, rowY } from '../box/box.ts'
import { edgesOf } from './edges.ts'
import type { DiagramEdge } from './edges.ts'
import type { Rect } from '../grid-index.ts'
import { routeEdge } from '../routing/route.ts'
import type { Route } from '../routing/route.ts'
import { portsOf } from './scene-rules.ts'
import { boxesIn } from './scene-state.ts'
import type { SceneState } from './scene-state.ts'
import type { SceneNode } from './scene-types.ts'
import { anchorOf, contains, sizeOf } from './shapes.ts'
import type { Shape } from './shapes.ts'

/** An end: a model that is drawn, or the collapsed area that hides it. */
export type BundleEnd = SceneNode | Shape

export interface Bundle {
  readonly from: BundleEnd
  readonly to: BundleEnd
  /** The relations that it stands for; one alone is drawn as what it is. */
  readonly edges: readonly DiagramEdge[]
  /** How its ends are drawn: as those of its relations, where these are alike. */
  readonly edge: Pick<DiagramEdge, 'fromEnd' | 'toEnd' | 'onDelete' | 'dashed'>
  readonly route: Route
}

/** The ends by their ids: which boxes are drawn may change without the document. */
interface Pair {
  readonly from: string
  readonly to: string
  readonly edges: readonly DiagramEdge[]
  /** All of them lead from `from` to `to`. */
  readonly isOneWay: boolean
}

export function createBundles(state: SceneState): () => readonly Bundle[] {
  let pairs: readonly Pair[] = []
  let pairedFor: readonly unknown[] = []
  let bundles: readonly Bundle[] = []
  let routedFor = -1

  return () => {
    if (!state.shapes.list.some((shape) => shape.collapsed)) return []
    const now = [state.doc, state.view, state.marks?.hidden]
    if (now.some((part, i) => part !== pairedFor[i])) {
      pairedFor = now
      pairs = pairsOf(state)
      routedFor = -1
    }
    // Both only ever grow.
    const version = state.version + state.shapes.version
    if (routedFor !== version) {
      routedFor = version
      bundles = routed(state, pairs)
    }
    return bundles
  }
}

function pairsOf({ doc, view, marks }: SceneState): readonly Pair[] {
  const areas = Object.values(doc.areas)
    .filter((area) => area.view === view && area.collapsed === true)
    .map((area) => ({ id: area.id as string, ...sizeOf(area) }))
    // Of areas in each other the outer one is drawn.
    .toSorted((a, b) => b.fullWidth * b.fullHeight - a.fullWidth * a.fullHeight)
  const ends = new Map<ModelId, string | null>()
  const endOf = (id: ModelId): string | null => {
    const known = ends.get(id)
    if (known !== undefined) return known
    const place = doc.placements[placementId(view, id)]
    const isThere = doc.models[id] !== undefined && marks?.hidden?.has(id) !== true
    const area = place === undefined ? undefined : areas.find((one) => contains(one, anchorOf(place)))
    const end = !isThere
      ? null
      : (area?.id ?? (place !== undefined || doc.views[view]?.everything === true ? id : null))
    ends.set(id, end)
    return end
  }
  const found = new Map<string, { from: string; to: string; edges: DiagramEdge[]; isOneWay: boolean }>()
  for (const model of Object.values(doc.models)) {
    const from = endOf(model.id)
    if (from === null) continue
    for (const edge of edgesOf(model, doc)) {
      const to = endOf(edge.to)
      if (to === null || to === from || (from === model.id && to === edge.to)) continue
      const key = from < to ? `${from} ${to}` : `${to} ${from}`
      const known = found.get(key)
      if (known === undefined) {
        found.set(key, { from, to, edges: [edge], isOneWay: true })
        continue
      }
      known.edges.push(edge)
      known.isOneWay &&= known.from === from
    }
  }
  return [...found.values()]
}

function routed(state: SceneState, pairs: readonly Pair[]): readonly Bundle[] {
  const end = (id: string): BundleEnd | undefined => state.shapes.get(id) ?? state.nodes.get(id as ModelId)
  const drawn = pairs.flatMap((pair) => {
    const [from, to] = [end(pair.from), end(pair.to)]
    return from === undefined || to === undefined ? [] : [{ ...pair, from, to }]
  })
  const collapsed = state.shapes.list.filter((shape) => shape.collapsed)
  const around = {
    quick: false,
    boxesIn: (x: number, y: number, width: number, height: number): Rect[] => [
      ...boxesIn(state, x, y, width, height),
      ...collapsed.filter((s) => s.x <= x + width && s.x + s.width >= x && s.y <= y + height && s.y + s.height >= y),
    ],
    overlap: (x0: number, y0: number, x1: number, y1: number) => state.lanes.overlap(-1, x0, y0, x1, y1),
  }
  const spread = spreadOver(drawn)
  return drawn.map((pair): Bundle => {
    const { from, to, edges } = pair
    const fromY = leaveAt(pair, spread)
    const route = routeEdge({ from, to, fromY, toYs: arriveAt(pair, spread, fromY), upright: false }, around)
    return { from, to, edges, edge: drawnAs(pair), route }
  })
}

type Ends = Pick<Bundle, 'from' | 'to' | 'edges'>

const isShape = (end: BundleEnd): end is Shape => 'text' in end

/** Lines leave an area one below the other, in the order of what they lead to. */
function spreadOver(pairs: readonly Ends[]): (pair: Ends, area: Shape) => number {
  const byArea = new Map<Shape, Ends[]>()
  for (const pair of pairs)
    for (const end of [pair.from, pair.to]) if (isShape(end)) byArea.set(end, [...(byArea.get(end) ?? []), pair])
  for (const [area, list] of byArea) {
    const other = ({ from, to }: Ends): BundleEnd => (from === area ? to : from)
    list.sort((a, b) => other(a).y - other(b).y)
  }
  return (pair, area) => {
    const list = byArea.get(area) ?? []
    return area.y + (area.height * (list.indexOf(pair) + 1)) / (list.length + 1)
  }
}

function leaveAt(pair: Ends, spread: ReturnType<typeof spreadOver>): number {
  const { from, edges } = pair
  if (isShape(from)) return spread(pair, from)
  const field = edges.length === 1 ? edges[0]?.field : null
  return from.y + rowY(from.box, field == null ? -1 : rowIndexOf(from.box, field))
}

function arriveAt(pair: Ends, spread: ReturnType<typeof spreadOver>, fromY: number): readonly number[] {
  const { to } = pair
  return isShape(to) ? [spread(pair, to)] : portsOf(to, false, fromY).map((offset) => to.y + offset)
}

/** Ends that all relations have in the same way; else a plain line. */
function drawnAs({ edges, isOneWay }: Pick<Pair, 'edges' | 'isOneWay'>): Bundle['edge'] {
  const dashed = edges.every((edge) => edge.dashed)
  const [first] = edges
  const isAlike = isOneWay && edges.every((e) => e.fromEnd === first?.fromEnd && e.toEnd === first.toEnd)
  if (first === undefined || !isAlike) return { fromEnd: 'none', toEnd: 'none', onDelete: null, dashed }
  return { fromEnd: first.fromEnd, toEnd: first.toEnd, onDelete: edges.length === 1 ? first.onDelete : null, dashed }
}
