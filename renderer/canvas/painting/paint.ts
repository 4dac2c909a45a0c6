/** Boxes and the ground onto a 2D context, in the page and in the worker. What is of one colour is one path. */
import type { Box } from '../../../shared/layout/box/box.ts'
import {
  HEADER_PX,
  marksText,
  NAME_SIZE_PX,
  NAME_X_PX,
  PAD_X_PX,
  rowY,
  TITLE_SIZE_PX,
  TYPE_SIZE_PX,
} from '../../../shared/layout/box/box.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { TONE_SIGNS } from '../../../shared/layout/scene/marks.ts'
import type { Tone } from '../../../shared/layout/scene/marks.ts'
import { fitText, textWidth } from '../../../shared/layout/box/text-metrics.ts'
import { colorOf } from './theme.ts'
import type { PaintTheme } from './theme.ts'

export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** From this zoom on boxes are DOM with rows; below it, painted boxes with large names. */
export const DETAIL_ZOOM = 0.6
/** Below this crow's feet are smaller than a pixel or two: lines only. */
export const MARKS_ZOOM = 0.22
/** Below this a box is some pixels: its colour is all it can say, and lines are a haze. */
export const FAR_ZOOM = 0.08
export const SANS = "'Inter Variable', Inter, system-ui, sans-serif"
const MONO = "'JetBrains Mono Variable', 'JetBrains Mono', monospace"

export interface PaintedBox extends Rect {
  readonly box: Pick<Box, 'title' | 'look'> & Partial<Box>
  readonly color: string | number
  readonly tone?: Tone | null
}

/** How much is left of what steps back. */
export const DIM_ALPHA = 0.28

/** Boxes with large names, for zooms where rows could not be read. Those that step back are drawn first. */
export function paintBoxes(g: Pen, boxes: readonly PaintedBox[], theme: PaintTheme, zoom: number): void {
  const back = boxes.filter((box) => box.tone === 'dim')
  if (back.length === 0) {
    paintAlike(g, boxes, theme, zoom)
    return
  }
  const alpha = g.globalAlpha
  g.globalAlpha = alpha * DIM_ALPHA * theme.fade
  paintAlike(g, back, theme, zoom)
  g.globalAlpha = alpha
  paintAlike(
    g,
    boxes.filter((box) => box.tone !== 'dim'),
    theme,
    zoom,
  )
}

function paintAlike(g: Pen, boxes: readonly PaintedBox[], theme: PaintTheme, zoom: number): void {
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
  }
  if (!tiny) paintBorders(g, boxes, theme, radius, px)
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
  for (const b of boxes) if (isTold(b.tone)) paintTone(g, b, theme.tones[b.tone], radius, px, tiny)
  if (zoom < 0.09) return
  g.fillStyle = theme.title
  g.textBaseline = 'middle'
  g.textAlign = 'center'
  for (const b of boxes) {
    const text = isTold(b.tone) ? signed(b.tone, b.box.title) : b.box.title
    const size = nameSize(b, text, zoom)
    if (size * zoom < 5) continue
    g.font = `${b.box.look === 'abstract' ? 'italic ' : ''}600 ${size}px ${SANS}`
    g.fillText(fitText(text, 'semibold', size, b.width - 12), b.x + b.width / 2, b.y + b.height / 2 + strip / 2)
  }
  g.textAlign = 'left'
}

/** Dashes for what has no table of its own, a second line round through models, a thick side for children. */
function paintBorders(g: Pen, boxes: readonly PaintedBox[], theme: PaintTheme, radius: number, px: number): void {
  const unit = Math.max(1, px)
  const dashes = new Map<string, PaintedBox[]>()
  for (const box of boxes) {
    const { look } = box.box
    const key = look === 'abstract' || look === 'proxy' ? look : ''
    const list = dashes.get(key)
    if (list === undefined) dashes.set(key, [box])
    else list.push(box)
  }
  for (const [look, list] of dashes) {
    g.setLineDash(look === 'abstract' ? [5 * unit, 3 * unit] : look === 'proxy' ? [1.5 * unit, 2.5 * unit] : [])
    g.strokeStyle = look === '' ? theme.border : theme.edge
    g.beginPath()
    for (const b of list) {
      outline(g, b, radius)
      if (b.box.look !== 'through') continue
      const gap = 3 * unit
      outline(g, { x: b.x - gap, y: b.y - gap, width: b.width + 2 * gap, height: b.height + 2 * gap }, radius)
    }
    g.stroke()
  }
  g.setLineDash([])
  g.fillStyle = theme.edge
  g.beginPath()
  for (const b of boxes) if (b.box.look === 'child') g.rect(b.x, b.y + radius / 2, 3 * unit, b.height - radius)
  g.fill()
  g.strokeStyle = theme.border
}

function isTold(tone: Tone | null | undefined): tone is Exclude<Tone, 'dim'> {
  return tone != null && tone !== 'dim'
}

function signed(tone: Tone, title: string): string {
  const sign = TONE_SIGNS[tone]
  return sign === '' ? title : `${sign} ${title}`
}

/** A veil and a thick border, at least two pixels on the screen; where a box is some pixels, all of it. */
function paintTone(g: Pen, b: PaintedBox, color: string, radius: number, px: number, tiny: boolean): void {
  const alpha = g.globalAlpha
  g.fillStyle = color
  g.globalAlpha = alpha * (tiny ? 0.9 : 0.16)
  g.beginPath()
  outline(g, b, radius)
  g.fill()
  g.globalAlpha = alpha
  g.strokeStyle = color
  g.lineWidth = Math.max(2, 2.5 * px)
  if (b.tone === 'removed') g.setLineDash([6 * Math.max(1, px), 4 * Math.max(1, px)])
  g.stroke()
  g.setLineDash([])
}

/** As large as fits the box, at most 17 px on the screen; whole px so that few fonts are used. */
function nameSize(b: PaintedBox, text: string, zoom: number): number {
  const widest = textWidth(text, 'semibold', 1)
  const fits = Math.min((b.width - 16) / Math.max(1, widest), b.height * 0.5)
  return Math.max(8, Math.floor(Math.min(17 / zoom, Math.max(fits, 5.5 / zoom))))
}

function outline(g: Pen, b: Rect, radius: number): void {
  if (radius === 0) g.rect(b.x, b.y, b.width, b.height)
  else g.roundRect(b.x, b.y, b.width, b.height, radius)
}

/** A box with its rows, as the DOM shows it: for boxes that are about to get their DOM. */
export function paintFullBox(g: Pen, node: PaintedBox & { readonly box: Box }, theme: PaintTheme): void {
  const { box, x, y, tone } = node
  const alpha = g.globalAlpha
  if (tone === 'dim') g.globalAlpha = alpha * DIM_ALPHA * theme.fade
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
    fitText(isTold(tone) ? signed(tone, box.title) : box.title, 'semibold', TITLE_SIZE_PX, node.width - 2 * PAD_X_PX),
    x + PAD_X_PX,
    y + HEADER_PX / 2 + 1,
  )
  if (isTold(tone)) paintTone(g, node, theme.tones[tone], 8, 1, false)
  g.textBaseline = 'middle'
  const rows = box.collapsed ? [] : box.rows
  rows.forEach((row, i) => {
    const middle = y + rowY(box, i)
    g.font = `400 ${NAME_SIZE_PX}px ${SANS}`
    g.fillStyle = row.automatic ? theme.faint : theme.text
    g.fillText(row.name, x + NAME_X_PX, middle)
    const type = `${row.type}${marksText(row)}`
    g.font = `400 ${TYPE_SIZE_PX}px ${MONO}`
    g.fillStyle = theme.muted
    g.fillText(type, x + node.width - PAD_X_PX - textWidth(type, 'mono', TYPE_SIZE_PX), middle)
  })
  g.globalAlpha = alpha
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
