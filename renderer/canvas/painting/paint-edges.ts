/**
 * Edges onto a 2D context, in the page and in the worker: lines of one kind one after the other, their signs as one
 * path.
 */
import type { DiagramEdge } from '../../../shared/layout/scene/edges.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Tone } from '../../../shared/layout/scene/marks.ts'
import { endOf, markShape } from '../../../shared/layout/drawing/notation.ts'
import { ON_DELETE_MARKS } from '../../../shared/layout/drawing/on-delete-mark.ts'
import { onDeleteMarkSpot, onDeleteSpot } from '../../../shared/layout/drawing/on-delete-spot.ts'
import { ON_DELETE_WORDS } from '../../../shared/layout/box/type-text.ts'
import type { OnDeleteKey } from '../../../shared/layout/box/type-text.ts'
import { DETAIL_ZOOM, DIM_ALPHA, FAR_ZOOM, MARKS_ZOOM, SANS } from './paint.ts'
import type { Pen } from './paint.ts'
import { strokeLines, trace } from './stroke-lines.ts'
import type { PaintTheme } from './theme.ts'

/** Of through models, proxies and generic relations, in the drawing's units. */
export const DASH: readonly [number, number] = [6, 4]

export interface PaintedEdge {
  readonly edge: Pick<DiagramEdge, 'fromEnd' | 'toEnd' | 'onDelete' | 'dashed'>
  readonly route: readonly number[]
  readonly tone?: Tone | null
}

/** Signs and words at the ends of a line reach so far from it, px. */
const END_REACH_PX = 96

/**
 * Those that step back first, marked ones last.
 *
 * @param seen of a line that only passes through it, what stands at its ends is left out
 */
export function paintEdges(
  g: Pen,
  edges: readonly PaintedEdge[],
  theme: PaintTheme,
  zoom: number,
  seen: Rect | null = null,
): void {
  if (!edges.some((edge) => edge.tone != null)) {
    paintAlike(g, edges, theme, zoom, theme.edge, seen)
    return
  }
  const of = (tone: Tone | null): PaintedEdge[] => edges.filter((edge) => (edge.tone ?? null) === tone)
  const alpha = g.globalAlpha
  g.globalAlpha = alpha * DIM_ALPHA * theme.fade
  paintAlike(g, of('dim'), theme, zoom, theme.edge, seen)
  g.globalAlpha = alpha
  paintAlike(g, of(null), theme, zoom, theme.edge, seen)
  for (const tone of TOLD) {
    const list = of(tone)
    if (list.length > 0) paintAlike(g, list, theme, zoom, theme.tones[tone], seen, tone === 'removed')
  }
}

const TOLD: readonly Tone[] = ['changed', 'removed', 'added', 'hit']

function paintAlike(
  g: Pen,
  edges: readonly PaintedEdge[],
  theme: PaintTheme,
  zoom: number,
  color: string,
  seen: Rect | null,
  broken = false,
): void {
  const isFar = zoom < FAR_ZOOM
  const stands = color !== theme.edge
  const thin = zoom >= 1 ? 1.5 : Math.min((isFar ? 0.6 : 1.25) / zoom, isFar ? Infinity : 1.5 + (1 - zoom) * 2)
  g.lineWidth = stands ? Math.max(thin * 1.5, 2 / zoom) : thin
  g.strokeStyle = color
  const alpha = g.globalAlpha
  if (isFar && !stands) g.globalAlpha = alpha * 0.4
  g.lineJoin = 'round'
  const rounded = zoom >= 0.45
  const isDashed = ({ edge }: PaintedEdge): boolean => edge.dashed || broken
  const routesOf = (dashed: boolean) => edges.filter((one) => isDashed(one) === dashed).map(({ route }) => route)
  strokeLines(g, routesOf(false), { rounded, dash: null })
  strokeLines(g, routesOf(true), { rounded, dash: DASH })
  g.globalAlpha = alpha
  if (zoom < Math.min(MARKS_ZOOM, FAR_ZOOM)) return
  const begin = edges.filter(({ route }) => isNear(seen, route[0], route[1]))
  if (zoom >= MARKS_ZOOM) {
    const end = edges.filter(({ route }) => isNear(seen, route.at(-2), route.at(-1)))
    paintMarks(g, begin, end, theme)
  }
  if (zoom >= DETAIL_ZOOM) paintOnDelete(g, edges, theme, zoom, seen)
  else if (zoom >= FAR_ZOOM) paintOnDeleteDots(g, begin, theme, zoom)
}

function isNear(seen: Rect | null, x = 0, y = 0): boolean {
  if (seen === null) return true
  const isBeside = x < seen.x - END_REACH_PX || x > seen.x + seen.width + END_REACH_PX
  return !isBeside && y >= seen.y - END_REACH_PX && y <= seen.y + seen.height + END_REACH_PX
}

function paintMarks(g: Pen, begin: readonly PaintedEdge[], end: readonly PaintedEdge[], theme: PaintTheme): void {
  g.beginPath()
  const rings: { x: number; y: number; r: number }[] = []
  const triangles: (readonly number[])[] = []
  for (const which of ['from', 'to'] as const) {
    for (const { edge, route } of which === 'from' ? begin : end) {
      const at = endOf(route, which)
      const shape = markShape(which === 'from' ? edge.fromEnd : edge.toEnd, at.x, at.y, at.dx, at.dy)
      for (const stroke of shape.strokes) trace(g, stroke, false)
      if (shape.circle !== null) rings.push(shape.circle)
      if (shape.triangle !== null) triangles.push(shape.triangle)
    }
  }
  g.stroke()
  g.fillStyle = theme.bg
  g.beginPath()
  for (const { x, y, r } of rings) {
    g.moveTo(x + r, y)
    g.arc(x, y, r, 0, 2 * Math.PI)
  }
  for (const t of triangles) {
    trace(g, t, false)
    g.closePath()
  }
  g.fill()
  g.stroke()
}

/** The on_delete words of an edge and where they stand; null: it has none, or no room for them. */
export function onDeletePlace(edge: PaintedEdge): { x: number; y: number; width: number; text: string } | null {
  const key = edge.edge.onDelete
  if (key === null) return null
  const text = ON_DELETE_WORDS[key]
  const spot = onDeleteSpot(text, edge.route)
  return spot === null ? null : { ...spot, text }
}

function paintOnDelete(
  g: Pen,
  edges: readonly PaintedEdge[],
  theme: PaintTheme,
  zoom: number,
  seen: Rect | null,
): void {
  g.font = `500 9px ${SANS}`
  g.textBaseline = 'alphabetic'
  const alpha = g.globalAlpha
  const wordless: PaintedEdge[] = []
  for (const edge of edges) {
    if (edge.edge.onDelete === null) continue
    const place = onDeletePlace(edge)
    if (place === null) {
      if (isNear(seen, edge.route[0], edge.route[1])) wordless.push(edge)
      continue
    }
    // Words may stand far from the end they speak of.
    if (!isNear(seen, place.x, place.y) && !isNear(seen, place.x + place.width, place.y)) continue
    // Through a ground that is seen through, the line would strike the word out.
    g.globalAlpha = 1
    g.fillStyle = theme.bg
    g.fillRect(place.x, place.y - 5, place.width, 10)
    g.globalAlpha = alpha
    g.fillStyle = theme.onDelete[edge.edge.onDelete ?? 'OTHER']
    g.fillText(place.text, place.x + 3, place.y + 3)
  }
  paintOnDeleteDots(g, wordless, theme, zoom)
}

function onDeleteMark(g: Pen, key: OnDeleteKey, x: number, y: number, r: number): void {
  const { polygon, hole } = ON_DELETE_MARKS[key]
  if (polygon !== null) {
    polygon.forEach((value, i) => {
      if (i % 2 === 1) return
      const [px, py] = [x + value * r, y + (polygon[i + 1] as number) * r]
      if (i === 0) g.moveTo(px, py)
      else g.lineTo(px, py)
    })
    g.closePath()
    return
  }
  g.moveTo(x + r, y)
  g.arc(x, y, r, 0, 2 * Math.PI)
  if (hole === 0) return
  // The other way round: the inside stays open.
  g.moveTo(x + hole * r, y)
  g.arc(x, y, hole * r, 0, 2 * Math.PI, true)
}

function paintOnDeleteDots(g: Pen, edges: readonly PaintedEdge[], theme: PaintTheme, zoom: number): void {
  const r = Math.min((zoom < 0.3 ? 1.9 : 2.6) / zoom, 10)
  const byKey = new Map<OnDeleteKey, PaintedEdge[]>()
  for (const edge of edges) {
    if (edge.edge.onDelete === null) continue
    const list = byKey.get(edge.edge.onDelete)
    if (list === undefined) byKey.set(edge.edge.onDelete, [edge])
    else list.push(edge)
  }
  for (const [key, list] of byKey) {
    g.fillStyle = theme.onDelete[key]
    g.beginPath()
    for (const { route } of list) {
      const { x, y } = onDeleteMarkSpot(route)
      onDeleteMark(g, key, x, y, r)
    }
    g.fill()
  }
}
