/** Names on a far view, as on a map: boxes are some pixels there, and those that most lines meet are named. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Tone } from '../../../shared/layout/scene/marks.ts'
import { fitText, textWidth } from '../../../shared/layout/box/text-metrics.ts'
import { SANS } from './paint.ts'
import type { Pen } from './paint.ts'
import { areaName } from './paint-shapes.ts'
import type { PaintedShape } from './paint-shapes.ts'
import type { PaintTheme } from './theme.ts'

/** From this zoom on boxes have their own names. */
export const LANDMARK_ZOOM = 0.09
const NAME_PX = 11
const LONGEST_PX = 140
/** Free room round a name, so that the drawing is still seen between them, px of the screen. */
const GAP_X = 26
const GAP_Y = 16
const MOST_NAMES = 60
/** The others could only stand where these have left room. */
const MOST_TRIED = 600

export interface NamedBox extends Rect {
  readonly box: { readonly title: string }
  readonly tone?: Tone | null
}

export interface Landmark {
  readonly text: string
  /** Its middle, px of the drawing. */
  readonly x: number
  readonly y: number
}

/**
 * The boxes worth a name at that zoom, none over another. What is marked (changed, found) goes before what many lines
 * meet; what steps back has none.
 *
 * @param lines how many lines meet the box
 * @param taken where other names stand
 */
export function landmarks<T extends NamedBox>(
  boxes: readonly T[],
  lines: (box: T) => number,
  zoom: number,
  taken: readonly Rect[] = [],
): readonly Landmark[] {
  const weight = (box: T): number => (box.tone == null ? 0 : 1e6) + lines(box)
  const candidates = boxes
    .filter((box) => box.tone !== 'dim' && box.box.title !== '')
    .map((box) => ({ box, weight: weight(box) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_TRIED)
  const size = NAME_PX / zoom
  const full = [...taken]
  const found: Landmark[] = []
  for (const { box } of candidates) {
    if (found.length >= MOST_NAMES) break
    const text = fitText(box.box.title, 'semibold', size, LONGEST_PX / zoom)
    const width = textWidth(text, 'semibold', size) + (2 * GAP_X) / zoom
    const height = size + (2 * GAP_Y) / zoom
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const room = { x: x - width / 2, y: y - height / 2, width, height }
    if (full.some((other) => meets(room, other))) continue
    full.push(room)
    found.push({ text, x, y })
  }
  return found
}

/** @param areas their names are painted already */
export function paintLandmarks<T extends NamedBox>(
  g: Pen,
  boxes: readonly T[],
  lines: (box: T) => number,
  theme: PaintTheme,
  zoom: number,
  areas: readonly PaintedShape[],
): void {
  if (zoom >= LANDMARK_ZOOM) return
  g.font = `600 ${NAME_PX / zoom}px ${SANS}`
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  g.lineJoin = 'round'
  g.lineWidth = 4 / zoom
  g.strokeStyle = theme.bg
  g.fillStyle = theme.title
  const names = areas.flatMap((area) => areaName(area, zoom, areas) ?? [])
  for (const { text, x, y } of landmarks(boxes, lines, zoom, names.map(roomOf))) {
    g.strokeText(text, x, y)
    g.fillText(text, x, y)
  }
  g.textAlign = 'left'
}

function roomOf({ text, size, x, y }: NonNullable<ReturnType<typeof areaName>>): Rect {
  return { x, y: y - size / 2, width: textWidth(text, 'semibold', size), height: size }
}

function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
