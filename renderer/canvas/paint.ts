/**
 * Boxes and edges onto a 2D context, in the page and in the worker. Strokes of one kind are one path:
 * the cost of a frame is the number of paths, not of edges.
 */
import type { Box } from '../../shared/layout/box.ts'
import {
  HEADER_PX,
  marksText,
  NAME_SIZE_PX,
  NAME_X_PX,
  PAD_X_PX,
  rowY,
  TITLE_SIZE_PX,
  TYPE_SIZE_PX,
} from '../../shared/layout/box.ts'
import type { DiagramEdge } from '../../shared/layout/edges.ts'
import type { Rect } from '../../shared/layout/grid-index.ts'
import { endOf, markShape } from '../../shared/layout/notation.ts'
import { fitText, textWidth } from '../../shared/layout/text-metrics.ts'
import { onDeleteSpot } from '../../shared/layout/on-delete-spot.ts'
import { ON_DELETE_WORDS } from '../../shared/layout/type-text.ts'
import { colorOf } from './theme.ts'
import type { PaintTheme } from './theme.ts'

export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** From this zoom on boxes are DOM with rows; below it, painted boxes with large names. */
export const DETAIL_ZOOM = 0.6
/** Below this crow's feet are smaller than a pixel or two: lines only. */
export const MARKS_ZOOM = 0.22
/** Below this a box is some pixels: its colour is all it can say, and lines are a haze. */
const FAR_ZOOM = 0.08
const CORNER_PX = 8
const SANS = "'Inter Variable', Inter, system-ui, sans-serif"
const MONO = "'JetBrains Mono Variable', 'JetBrains Mono', monospace"

export interface PaintedEdge {
  readonly edge: Pick<DiagramEdge, 'fromEnd' | 'toEnd' | 'onDelete' | 'dashed'>
  readonly route: readonly number[]
}

export interface PaintedBox extends Rect {
  readonly box: Pick<Box, 'title' | 'look'> & Partial<Box>
  readonly color: string | number
}

export function paintEdges(g: Pen, edges: readonly PaintedEdge[], theme: PaintTheme, zoom: number): void {
  const isFar = zoom < FAR_ZOOM
  g.lineWidth = zoom >= 1 ? 1.5 : Math.min((isFar ? 0.6 : 1.25) / zoom, isFar ? Infinity : 1.5 + (1 - zoom) * 2)
  g.strokeStyle = theme.edge
  const alpha = g.globalAlpha
  if (isFar) g.globalAlpha = alpha * 0.4
  g.lineJoin = 'round'
  const rounded = zoom >= 0.45
  g.beginPath()
  for (const { edge, route } of edges) if (!edge.dashed) trace(g, route, rounded)
  g.stroke()
  if (edges.some((e) => e.edge.dashed)) {
    g.setLineDash([6, 4])
    g.beginPath()
    for (const { edge, route } of edges) if (edge.dashed) trace(g, route, rounded)
    g.stroke()
    g.setLineDash([])
  }
  g.globalAlpha = alpha
  if (zoom >= MARKS_ZOOM) paintMarks(g, edges, theme)
  if (zoom >= DETAIL_ZOOM) paintOnDelete(g, edges, theme)
  else if (zoom >= MARKS_ZOOM / 2) paintOnDeleteDots(g, edges, theme, zoom)
}

/** Adds the polyline to the current path, corners rounded where there is room. */
export function trace(g: Pen | Path2D, route: readonly number[], rounded: boolean): void {
  g.moveTo(route[0] as number, route[1] as number)
  const last = route.length - 2
  for (let i = 2; i < last; i += 2) {
    const x = route[i] as number
    const y = route[i + 1] as number
    if (!rounded) {
      g.lineTo(x, y)
      continue
    }
    const nx = route[i + 2] as number
    const ny = route[i + 3] as number
    const before = Math.abs(x - (route[i - 2] as number)) + Math.abs(y - (route[i - 1] as number))
    const after = Math.abs(nx - x) + Math.abs(ny - y)
    g.arcTo(x, y, nx, ny, Math.min(CORNER_PX, before / 2, after / 2))
  }
  g.lineTo(route[last] as number, route[last + 1] as number)
}

function paintMarks(g: Pen, edges: readonly PaintedEdge[], theme: PaintTheme): void {
  g.beginPath()
  const rings: { x: number; y: number; r: number }[] = []
  const triangles: (readonly number[])[] = []
  for (const { edge, route } of edges) {
    for (const which of ['from', 'to'] as const) {
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

/** The on_delete words of an edge and where they stand; null: it has none. */
export function onDeletePlace(edge: PaintedEdge): { x: number; y: number; width: number; text: string } | null {
  const key = edge.edge.onDelete
  if (key === null) return null
  const text = ON_DELETE_WORDS[key]
  return { ...onDeleteSpot(text, edge.route), text }
}

function paintOnDelete(g: Pen, edges: readonly PaintedEdge[], theme: PaintTheme): void {
  g.font = `500 9px ${SANS}`
  g.textBaseline = 'alphabetic'
  for (const edge of edges) {
    const place = onDeletePlace(edge)
    if (place === null) continue
    g.fillStyle = theme.bg
    g.fillRect(place.x, place.y - 5, place.width, 10)
    g.fillStyle = theme.onDelete[edge.edge.onDelete ?? 'OTHER']
    g.fillText(place.text, place.x + 3, place.y + 3)
  }
}

function paintOnDeleteDots(g: Pen, edges: readonly PaintedEdge[], theme: PaintTheme, zoom: number): void {
  const r = Math.min((zoom < 0.3 ? 1.7 : 2.4) / zoom, 9)
  const byKey = new Map<string, PaintedEdge[]>()
  for (const edge of edges) {
    if (edge.edge.onDelete === null) continue
    const color = theme.onDelete[edge.edge.onDelete]
    const list = byKey.get(color)
    if (list === undefined) byKey.set(color, [edge])
    else list.push(edge)
  }
  for (const [color, list] of byKey) {
    g.fillStyle = color
    g.beginPath()
    for (const { route } of list) {
      const at = endOf(route, 'from')
      const x = at.x + at.dx * 24
      g.moveTo(x + r, at.y)
      g.arc(x, at.y + at.dy * 24, r, 0, 2 * Math.PI)
    }
    g.fill()
  }
}

/** Boxes with large names, for zooms where rows could not be read. */
export function paintBoxes(g: Pen, boxes: readonly PaintedBox[], theme: PaintTheme, zoom: number): void {
  const px = 1 / zoom
  const tiny = zoom < FAR_ZOOM
  const radius = zoom < 0.15 ? 0 : 8
  const fills = new Map<string, PaintedBox[]>()
  for (const box of boxes) {
    const color =
      box.box.look === 'external' ? theme.external : box.box.look === 'abstract' ? theme.abstract : theme.box
    const list = fills.get(color)
    if (list === undefined) fills.set(color, [box])
    else list.push(box)
  }
  g.lineWidth = Math.max(1, px)
  g.strokeStyle = theme.border
  for (const [color, list] of fills) {
    g.fillStyle = color
    g.beginPath()
    for (const b of list) outline(g, b, radius)
    g.fill()
    if (!tiny) g.stroke()
  }
  // The app's colour: a strip at the top, thick enough to be seen.
  const strips = new Map<string, PaintedBox[]>()
  for (const box of boxes) {
    const color = colorOf(theme, box.color)
    const list = strips.get(color)
    if (list === undefined) strips.set(color, [box])
    else list.push(box)
  }
  const strip = tiny ? Infinity : Math.min(HEADER_PX, Math.max(3, 2.5 * px))
  const alpha = g.globalAlpha
  if (tiny) g.globalAlpha = alpha * 0.7
  for (const [color, list] of strips) {
    g.fillStyle = color
    g.beginPath()
    for (const b of list) g.rect(b.x, b.y, b.width, Math.min(b.height, strip))
    g.fill()
  }
  g.globalAlpha = alpha
  if (zoom < 0.09) return
  g.fillStyle = theme.title
  g.textBaseline = 'middle'
  g.textAlign = 'center'
  for (const b of boxes) {
    const size = nameSize(b, zoom)
    if (size * zoom < 5) continue
    g.font = `${b.box.look === 'abstract' ? 'italic ' : ''}600 ${size}px ${SANS}`
    g.fillText(fitText(b.box.title, 'semibold', size, b.width - 12), b.x + b.width / 2, b.y + b.height / 2 + strip / 2)
  }
  g.textAlign = 'left'
}

/** As large as fits the box, at most 17 px on the screen; whole px so that few fonts are used. */
function nameSize(b: PaintedBox, zoom: number): number {
  const widest = textWidth(b.box.title, 'semibold', 1)
  const fits = Math.min((b.width - 16) / Math.max(1, widest), b.height * 0.5)
  return Math.max(8, Math.floor(Math.min(17 / zoom, Math.max(fits, 5.5 / zoom))))
}

function outline(g: Pen, b: Rect, radius: number): void {
  if (radius === 0) g.rect(b.x, b.y, b.width, b.height)
  else g.roundRect(b.x, b.y, b.width, b.height, radius)
}

/** A box with its rows, as the DOM shows it: for boxes that are about to get their DOM. */
export function paintFullBox(g: Pen, node: PaintedBox & { readonly box: Box }, theme: PaintTheme): void {
  const { box, x, y } = node
  g.fillStyle = box.look === 'external' ? theme.external : theme.box
  g.strokeStyle = theme.border
  g.lineWidth = 1
  g.beginPath()
  g.roundRect(x + 0.5, y + 0.5, node.width - 1, node.height - 1, 8)
  g.fill()
  g.stroke()
  g.fillStyle = colorOf(theme, node.color)
  g.fillRect(x + 1, y + 1, node.width - 2, 3)
  g.textBaseline = 'middle'
  g.fillStyle = theme.title
  g.font = `600 ${TITLE_SIZE_PX}px ${SANS}`
  g.fillText(
    fitText(box.title, 'semibold', TITLE_SIZE_PX, node.width - 2 * PAD_X_PX),
    x + PAD_X_PX,
    y + HEADER_PX / 2 + 1,
  )
  if (box.collapsed) return
  box.rows.forEach((row, i) => {
    const middle = y + rowY(box, i)
    g.font = `400 ${NAME_SIZE_PX}px ${SANS}`
    g.fillStyle = row.automatic ? theme.faint : theme.text
    g.fillText(row.name, x + NAME_X_PX, middle)
    const type = `${row.type}${marksText(row)}`
    g.font = `400 ${TYPE_SIZE_PX}px ${MONO}`
    g.fillStyle = theme.muted
    g.fillText(type, x + node.width - PAD_X_PX - textWidth(type, 'mono', TYPE_SIZE_PX), middle)
  })
}

/** The dotted ground, 32 px apart. Small rectangles in one path: a pattern fill costs four times as much without a GPU. */
export function paintGround(g: Pen, view: Rect, theme: PaintTheme, zoom: number): void {
  if (zoom < DETAIL_ZOOM) return
  const step = 32
  g.fillStyle = theme.dot
  g.beginPath()
  const size = 1.2
  for (let x = Math.floor(view.x / step) * step; x <= view.x + view.width; x += step) {
    for (let y = Math.floor(view.y / step) * step; y <= view.y + view.height; y += step) {
      g.rect(x - size / 2, y - size / 2, size, size)
    }
  }
  g.fill()
}
