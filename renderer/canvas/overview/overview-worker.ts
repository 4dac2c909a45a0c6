/** Draws the far view off the page's thread; the page only copies the picture. */
import { createGridIndex } from '../../../shared/layout/grid-index.ts'
import { TONES } from '../../../shared/layout/scene/marks.ts'
import { EMPTY_SURROUNDINGS, routeEdge } from '../../../shared/layout/routing/route.ts'
import { BOX_NUMBERS, EDGE_NUMBERS, END_MARKS, LOOKS, ON_DELETE_KEYS } from './overview-protocol.ts'
import type { ToOverview } from './overview-protocol.ts'
import { LANDMARK_ZOOM, paintLandmarks } from '../painting/landmarks.ts'
import { paintEdges } from '../painting/paint-edges.ts'
import type { PaintedEdge } from '../painting/paint-edges.ts'
import { paintAreaNames, paintAreas, paintNotes } from '../painting/paint-shapes.ts'
import type { PaintedShape } from '../painting/paint-shapes.ts'
import { paintBoxes } from '../painting/paint.ts'
import type { PaintedBox } from '../painting/paint.ts'
import type { PaintTheme } from '../painting/theme.ts'

interface WorkerEdge extends PaintedEdge {
  readonly from: number
  readonly to: number
  route: readonly number[]
}

/** The worker's own scope, typed without the lib of workers (the page's lib is in force here). */
const scope = globalThis as unknown as {
  onmessage: ((event: { data: ToOverview }) => void) | null
  postMessage(message: unknown, transfer: Transferable[]): void
  readonly fonts: FontFaceSet
}

let theme: PaintTheme | null = null
const boxes = new Map<number, PaintedBox>()
const edges = new Map<number, WorkerEdge>()
const boxIndex = createGridIndex(1024)
const edgeIndex = createGridIndex(4096)
let canvas: OffscreenCanvas | null = null
let shapes: readonly PaintedShape[] = []
let isFontLoading = false
/** Asked for before the font was there. */
let waiting: Extract<ToOverview, { kind: 'draw' }> | null = null
/** By a box's slot; null: edges came or went since. */
let lineCounts: ReadonlyMap<number, number> | null = null

scope.onmessage = ({ data }) => {
  if (data.kind === 'theme') {
    theme = data.theme
    if (data.font !== null) void loadFont(data.font)
  } else if (data.kind === 'scene') readScene(data)
  else if (data.kind === 'shapes') shapes = data.shapes
  else draw(data)
}

/** Drawing waits for it: what a context has once written with another font it goes on writing with that. */
async function loadFont(url: string): Promise<void> {
  isFontLoading = true
  const face = new FontFace('Inter Variable', `url(${url})`, { weight: '100 900' })
  scope.fonts.add(face)
  // Without it names are written with what there is.
  await face.load().catch(() => {})
  isFontLoading = false
  if (waiting !== null) draw(waiting)
  waiting = null
}

function readScene(data: Extract<ToOverview, { kind: 'scene' }>): void {
  if (data.all) {
    boxes.clear()
    edges.clear()
    boxIndex.clear()
    edgeIndex.clear()
  }
  const b = data.boxes
  for (let i = 0, n = 0; i < b.length; i += BOX_NUMBERS, n++) {
    const [slot, x, y, width, height, look, color, tone] = b.subarray(i, i + BOX_NUMBERS) as unknown as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    if (height === 0) {
      boxes.delete(slot)
      boxIndex.remove(slot)
      continue
    }
    boxes.set(slot, {
      x,
      y,
      width,
      height,
      box: { title: data.titles[n] ?? '', look: LOOKS[look] ?? 'concrete' },
      color: data.colors[n] ?? color,
      tone: TONES[tone - 1] ?? null,
    })
    boxIndex.set(slot, x, y, width, height)
  }
  let at = 0
  const e = data.edges
  if (data.all || e.length > 0) lineCounts = null
  for (let i = 0; i < e.length; i += EDGE_NUMBERS) {
    const [slot, from, to, fromEnd, toEnd, onDelete, dashed, length, tone] = e.subarray(
      i,
      i + EDGE_NUMBERS,
    ) as unknown as [number, number, number, number, number, number, number, number, number]
    const points = data.points.subarray(at, at + length)
    at += length
    if (from < 0) {
      edges.delete(slot)
      edgeIndex.remove(slot)
      continue
    }
    const route = length > 0 ? Array.from(points) : simpleRoute(from, to)
    edges.set(slot, {
      from,
      to,
      route,
      tone: TONES[tone - 1] ?? null,
      edge: {
        fromEnd: END_MARKS[fromEnd] ?? 'none',
        toEnd: END_MARKS[toEnd] ?? 'none',
        onDelete: ON_DELETE_KEYS[onDelete - 1] ?? null,
        dashed: dashed === 1,
      },
    })
    const xs = route.filter((_, k) => k % 2 === 0)
    const ys = route.filter((_, k) => k % 2 === 1)
    const x = Math.min(...xs)
    const y = Math.min(...ys)
    edgeIndex.set(slot, x, y, Math.max(...xs) - x, Math.max(...ys) - y)
  }
}

function countLines(): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const { from, to } of edges.values())
    for (const slot of [from, to]) counts.set(slot, (counts.get(slot) ?? 0) + 1)
  return counts
}

/** An edge that nobody looked at yet: the plain shape, nothing avoided. */
function simpleRoute(fromSlot: number, toSlot: number): readonly number[] {
  const from = boxes.get(fromSlot)
  const to = boxes.get(toSlot)
  if (from === undefined || to === undefined) return [0, 0, 0, 0]
  return routeEdge(
    { from, to, fromY: from.y + Math.min(from.height, 64), toYs: [to.y + 20], upright: false },
    EMPTY_SURROUNDINGS,
  )
}

function draw(asked: Extract<ToOverview, { kind: 'draw' }>): void {
  if (theme === null) return
  if (isFontLoading) {
    waiting = asked
    return
  }
  const { x, y, scale, dpr, width, height } = asked
  if (canvas === null || canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const g = canvas.getContext('2d')
  if (g === null) return
  g.setTransform(1, 0, 0, 1, 0, 0)
  g.clearRect(0, 0, width, height)
  g.setTransform(scale, 0, 0, scale, -x * scale, -y * scale)
  const w = width / scale
  const h = height / scale
  const zoom = scale / dpr
  const lines = edgeIndex.search(x, y, w, h).map((slot) => edges.get(slot) as WorkerEdge)
  const areas = shapes.filter((shape) => shape.kind === 'area')
  paintAreas(g, areas, theme, zoom)
  paintEdges(g, lines, theme, zoom)
  const slots = boxIndex.search(x, y, w, h)
  const seen = slots.map((slot) => boxes.get(slot) as PaintedBox)
  paintBoxes(g, seen, theme, zoom)
  paintNotes(
    g,
    shapes.filter((shape) => shape.kind === 'note'),
    theme,
    zoom,
  )
  paintAreaNames(g, areas, theme, zoom)
  if (zoom < LANDMARK_ZOOM) {
    lineCounts ??= countLines()
    const counts = lineCounts
    const named = slots.map((slot, i) => ({ ...(seen[i] as PaintedBox), slot }))
    paintLandmarks(g, named, ({ slot }) => counts.get(slot) ?? 0, theme, zoom, areas)
  }
  const bitmap = canvas.transferToImageBitmap()
  scope.postMessage({ bitmap, x, y, scale, dpr }, [bitmap])
}
