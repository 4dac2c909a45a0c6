/** Areas below the edges, notes above them, onto a 2D context: in the page and in the worker. */
import { plainLines } from '../../../shared/layout/drawing/markdown.ts'
import { AREA_HEAD_PX } from '../../../shared/layout/scene/shapes.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import { fitText, wrapText } from '../../../shared/layout/box/text-metrics.ts'
import { DETAIL_ZOOM, SANS } from './paint.ts'
import type { Pen } from './paint.ts'
import { colorOf } from './theme.ts'
import type { PaintTheme } from './theme.ts'

export type PaintedShape = Pick<
  Shape,
  'kind' | 'id' | 'x' | 'y' | 'width' | 'height' | 'text' | 'color' | 'collapsed' | 'locked'
>

const NOTE_TEXT_PX = 13
export const NOTE_LINE_PX = 18
export const NOTE_PAD_PX = 12
/** Names of areas are read from afar: at least this large on the screen. */
const LEAST_NAME_PX = 11
/** Letters of a name that may stand out of a narrow area, of those that its size has room for. */
const LONGEST_NAME = 24

/** Height of an area's title, canvas px: grows when zoomed out, so that its name stays readable and to be grabbed. */
export function areaHead(zoom: number, height: number): number {
  return Math.min(height, Math.max(AREA_HEAD_PX, 20 / zoom))
}

/** Ground and border; the name too unless the area has DOM that says it. */
export function paintAreas(
  g: Pen,
  areas: readonly PaintedShape[],
  theme: PaintTheme,
  zoom: number,
  hasDom: (id: string) => boolean = () => false,
): void {
  const alpha = g.globalAlpha
  for (const area of areas) {
    const color = colorOf(theme, area.color ?? theme.edge)
    g.beginPath()
    g.roundRect(area.x, area.y, area.width, area.height, 10)
    g.fillStyle = color
    g.globalAlpha = alpha * (area.collapsed ? 0.22 : 0.1)
    g.fill()
    g.globalAlpha = alpha
    g.strokeStyle = color
    g.lineWidth = Math.max(1.25, 1.25 / zoom)
    g.stroke()
    const name = hasDom(area.id) || zoom < DETAIL_ZOOM ? null : areaName(area, zoom)
    if (name === null) continue
    g.font = `600 ${name.size}px ${SANS}`
    g.textBaseline = 'middle'
    g.fillStyle = theme.title
    g.fillText(name.text, name.x, name.y)
  }
}

/**
 * From afar names of areas are larger than the strip above their boxes: they are painted last, over these and over the
 * lines that pass there. That of a narrow area goes on beside it, up to the next area.
 */
export function paintAreaNames(g: Pen, areas: readonly PaintedShape[], theme: PaintTheme, zoom: number): void {
  if (zoom >= DETAIL_ZOOM) return
  g.textBaseline = 'middle'
  g.lineJoin = 'round'
  g.lineWidth = 4 / zoom
  g.strokeStyle = theme.bg
  g.fillStyle = theme.title
  for (const area of areas) {
    const name = areaName(area, zoom, areas)
    if (name === null) continue
    g.font = `600 ${name.size}px ${SANS}`
    g.strokeText(name.text, name.x, name.y)
    g.fillText(name.text, name.x, name.y)
  }
}

/**
 * As much of an area's name as there is room for, and the middle of its left end; null: too small to be read.
 *
 * @param others areas that the name may not go on into; none: it stays in its own
 */
export function areaName(
  area: PaintedShape,
  zoom: number,
  others: readonly PaintedShape[] = [],
): { readonly text: string; readonly size: number; readonly x: number; readonly y: number } | null {
  const size = Math.max(14, Math.min(LEAST_NAME_PX / zoom, area.height * 0.4))
  const own = area.width - 24
  if (size * zoom < 4 || own < size) return null
  const y = area.y + areaHead(zoom, area.height) / 2
  const room = others.length === 0 ? own : Math.max(own, roomBeside(area, y, size, others))
  return { text: fitText(area.text, 'semibold', size, room), size, x: area.x + 12, y }
}

/** From where the name begins to the next area on its line, not more than a long name takes. */
function roomBeside(area: PaintedShape, y: number, size: number, others: readonly PaintedShape[]): number {
  let right = area.x + 12 + LONGEST_NAME * size
  for (const other of others) {
    const isBeside = other.x >= area.x + area.width && other.y < y + size && other.y + other.height > y - size
    if (isBeside) right = Math.min(right, other.x - 12)
  }
  return right - area.x - 12
}

export function paintNotes(g: Pen, notes: readonly PaintedShape[], theme: PaintTheme, zoom: number): void {
  const alpha = g.globalAlpha
  for (const note of notes) {
    g.beginPath()
    g.roundRect(note.x, note.y, note.width, note.height, 6)
    g.fillStyle = theme.note
    g.fill()
    g.lineWidth = Math.max(1, 1 / zoom)
    g.strokeStyle = colorOf(theme, note.color ?? theme.border)
    g.stroke()
    if (note.color !== null) {
      g.fillStyle = colorOf(theme, note.color)
      g.globalAlpha = alpha * 0.14
      g.fill()
      g.globalAlpha = alpha
    }
    if (NOTE_TEXT_PX * zoom >= 3) paintText(g, note, theme)
  }
}

function paintText(g: Pen, note: PaintedShape, theme: PaintTheme): void {
  g.font = `400 ${NOTE_TEXT_PX}px ${SANS}`
  g.textBaseline = 'alphabetic'
  g.fillStyle = theme.text
  noteLines(note).forEach((line, i) =>
    g.fillText(line, note.x + NOTE_PAD_PX, note.y + NOTE_PAD_PX + (i + 0.75) * NOTE_LINE_PX),
  )
}

const wrapped = new WeakMap<PaintedShape, { readonly width: number; readonly lines: readonly string[] }>()

/** Lines that fit the note, in plain words. */
function noteLines(note: PaintedShape): readonly string[] {
  const room = Math.max(0, Math.floor((note.height - 2 * NOTE_PAD_PX) / NOTE_LINE_PX))
  const known = wrapped.get(note)
  if (known?.width === note.width) return known.lines.slice(0, room)
  const lines = plainLines(note.text).flatMap((line) =>
    wrapText(line, 'regular', NOTE_TEXT_PX, note.width - 2 * NOTE_PAD_PX),
  )
  wrapped.set(note, { width: note.width, lines })
  return lines.slice(0, room)
}
