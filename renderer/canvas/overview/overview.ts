/**
 * The page's side of the far view: keeps the worker's copy of the drawing up to date, asks for a
 * picture of the viewport and half a viewport around it, and shows the last one, scaled while zooming.
 */
import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import { TONES } from '../../../shared/layout/scene/marks.ts'
import type { Tone } from '../../../shared/layout/scene/marks.ts'
import type { Scene } from '../../../shared/layout/scene/scene.ts'
import { BOX_NUMBERS, EDGE_NUMBERS, END_MARKS, LOOKS, ON_DELETE_KEYS } from './overview-protocol.ts'
import type { FromOverview, ToOverview } from './overview-protocol.ts'
import type { View } from '../viewport/camera.ts'
import type { Pen } from '../painting/paint.ts'
import type { PictureSurface } from '../painting/surface.ts'
import type { PaintTheme } from '../painting/theme.ts'

/** A picture of a zoom this much off is stretched too far to be shown for long. */
const STRETCH = 0.35
const SHARP_AFTER_MS = 120
/**
 * Share of the view that is drawn beyond each of its sides while the camera moves; less where a px of the page is four
 * of the screen's. At rest little: a picture of twice the view is four times the memory, 10 ms of the first view.
 */
const ROUND = 0.5
const FINE_ROUND = 0.25
const REST_ROUND = 0.15
/** With less than this left, the next one is asked for: as soon as the camera moves what a rest was content with is. */
const SHORT = 0.16
const REST_SHORT = 0.1

export interface Overview {
  setTheme(theme: PaintTheme): void
  /** Asks for another picture where the last one does not reach, is old or stretched. */
  look(view: View, dpr: number): void
  /** Where pictures are shown. */
  attach(surface: PictureSurface): void
  /** Shows the last picture as it lies under the view; false: there is none yet. */
  show(view: View, dpr: number): boolean
  hide(): void
  /** Copies the last picture. `view` may begin further out than what is seen. */
  paint(g: Pen, view: View, dpr: number): void
  /** The drawing changed. */
  invalidate(): void
  dispose(): void
}

export function createOverview(scene: Scene, repaint: () => void): Overview {
  let worker: Worker | null = null
  let theme: PaintTheme | null = null
  let surface: PictureSurface | null = null
  let picture: (Omit<FromOverview, 'bitmap'> & { readonly width: number; readonly height: number }) | null = null
  let pictureVersion = -1
  let askedVersion = -1
  let sentShapes = -1
  /** Equal numbers: the same picture. Both only ever grow. */
  const pictured = (): number => scene.version + scene.shapes.version
  /** What was looked at last. */
  let looked: View | null = null
  let busy = false
  let wanted: ToOverview | null = null
  let sharpen: ReturnType<typeof setTimeout> | undefined

  /** Started when the first far view is looked at: small drawings never pay for it. */
  function start(): Worker {
    const made = new Worker(new URL('./overview-worker.ts', import.meta.url), { type: 'module' })
    made.onmessage = ({ data }: MessageEvent<FromOverview>) => {
      const { bitmap, x, y, scale, dpr } = data
      picture = { x, y, scale, dpr, width: bitmap.width, height: bitmap.height }
      surface?.take(bitmap, bitmap.width / dpr, bitmap.height / dpr)
      pictureVersion = askedVersion
      busy = false
      if (wanted !== null) {
        const next = wanted
        wanted = null
        send(next)
      }
      repaint()
    }
    // The view stays blank without it; the error is for the console and the report.
    made.onerror = (event) =>
      console.error(`The overview worker failed: ${event.message} ${event.filename}:${event.lineno}`)
    if (theme !== null) made.postMessage({ kind: 'theme', theme, font: new URL(interUrl, location.href).href })
    return made
  }

  function send(message: ToOverview): void {
    const isNew = worker === null
    worker ??= start()
    syncScene(worker, scene, isNew)
    if (isNew || sentShapes !== scene.shapes.version) {
      sentShapes = scene.shapes.version
      worker.postMessage({ kind: 'shapes', shapes: scene.shapes.list } satisfies ToOverview)
    }
    busy = true
    askedVersion = pictured()
    worker.postMessage(message)
  }

  function ask(view: View, dpr: number, isMoving: boolean): void {
    const { zoom, width, height } = view
    const round = !isMoving ? REST_ROUND : dpr < 2 ? ROUND : FINE_ROUND
    const message: ToOverview = {
      kind: 'draw',
      x: -view.x / zoom - (width / zoom) * round,
      y: -view.y / zoom - (height / zoom) * round,
      scale: zoom * dpr,
      dpr,
      width: Math.round(width * (1 + 2 * round) * dpr),
      height: Math.round(height * (1 + 2 * round) * dpr),
    }
    if (busy) wanted = message
    else send(message)
  }

  return {
    setTheme(next) {
      theme = next
      pictureVersion = -1
      worker?.postMessage({ kind: 'theme', theme: next, font: null })
    },
    attach(made) {
      surface = made
      made.setVisible(false)
    },
    show({ x, y, zoom }, dpr) {
      if (picture === null || surface === null) return false
      const k = (zoom * picture.dpr) / picture.scale
      const whole = (at: number): number => (k === 1 ? Math.round(at * dpr) / dpr : at)
      surface.place(whole(picture.x * zoom + x), whole(picture.y * zoom + y), k)
      surface.setVisible(true)
      return true
    },
    hide: () => surface?.setVisible(false),
    paint(g, view, dpr) {
      if (picture === null || surface === null) return
      const scale = view.zoom * dpr
      const left = -view.x / view.zoom
      const top = -view.y / view.zoom
      const k = scale / picture.scale
      g.setTransform(1, 0, 0, 1, 0, 0)
      g.imageSmoothingQuality = 'low'
      const { x, y, width, height } = picture
      g.drawImage(surface.canvas, (x - left) * scale, (y - top) * scale, width * k, height * k)
    },
    look(view, dpr) {
      const isMoving = looked !== null && (looked.x !== view.x || looked.y !== view.y || looked.zoom !== view.zoom)
      looked = view
      const scale = view.zoom * dpr
      const left = -view.x / view.zoom
      const top = -view.y / view.zoom
      const w = view.width / view.zoom
      const h = view.height / view.zoom
      const short = isMoving ? SHORT : REST_SHORT
      const off = picture === null ? 9 : Math.abs(picture.scale / scale - 1)
      const reaches =
        picture !== null &&
        left - w * short >= picture.x &&
        top - h * short >= picture.y &&
        left + w * (1 + short) <= picture.x + picture.width / picture.scale &&
        top + h * (1 + short) <= picture.y + picture.height / picture.scale
      if (off > STRETCH || !reaches || pictureVersion !== pictured()) ask(view, dpr, isMoving)
      else if (off > 0.01) {
        clearTimeout(sharpen)
        sharpen = setTimeout(() => {
          pictureVersion = -1
          repaint()
        }, SHARP_AFTER_MS)
      }
    },
    invalidate: () => void (pictureVersion = -1),
    dispose() {
      clearTimeout(sharpen)
      worker?.terminate()
    },
  }
}

function toneNumber(tone: Tone | null): number {
  return tone === null ? 0 : TONES.indexOf(tone) + 1
}

/** Sends what changed since the last time. */
function syncScene(worker: Worker, scene: Scene, everything: boolean): void {
  const taken = scene.takeDirty()
  // A new worker knows nothing, whatever was told to one before it.
  const dirty = { ...taken, all: taken.all || everything }
  if (!dirty.all && dirty.nodes.size === 0 && dirty.edges.size === 0) return
  const nodeSlots = dirty.all ? scene.nodeBySlot.keys() : dirty.nodes
  const edgeSlots = dirty.all ? scene.edgeBySlot.keys() : dirty.edges
  const boxes: number[] = []
  const titles: string[] = []
  const colors: (string | null)[] = []
  for (const slot of nodeSlots) {
    const node = scene.nodeBySlot[slot]
    if (node === undefined) boxes.push(slot, 0, 0, 0, 0, 0, 0, 0)
    else {
      const own = typeof node.color === 'string'
      boxes.push(
        slot,
        node.x,
        node.y,
        node.width,
        node.height,
        LOOKS.indexOf(node.box.look),
        own ? 0 : Number(node.color),
        toneNumber(node.tone),
      )
    }
    titles.push(node?.box.title ?? '')
    colors.push(typeof node?.color === 'string' ? node.color : null)
  }
  const edges: number[] = []
  const points: number[] = []
  for (const slot of edgeSlots) {
    const edge = scene.edgeBySlot[slot]
    if (edge === undefined) {
      edges.push(slot, -1, 0, 0, 0, 0, 0, 0, 0)
      continue
    }
    const { fromEnd, toEnd, onDelete, dashed } = edge.edge
    const route = edge.route ?? []
    edges.push(
      slot,
      edge.from.slot,
      edge.to.slot,
      END_MARKS.indexOf(fromEnd),
      END_MARKS.indexOf(toEnd),
      onDelete === null ? 0 : ON_DELETE_KEYS.indexOf(onDelete) + 1,
      dashed ? 1 : 0,
      route.length,
      toneNumber(edge.tone),
    )
    for (const value of route) points.push(value)
  }
  if (boxes.length % BOX_NUMBERS !== 0 || edges.length % EDGE_NUMBERS !== 0)
    throw new Error('Overview message out of step')
  const message: ToOverview = {
    kind: 'scene',
    all: dirty.all,
    boxes: Float64Array.from(boxes),
    titles,
    colors,
    edges: Float64Array.from(edges),
    points: Float32Array.from(points),
  }
  worker.postMessage(message, [message.boxes.buffer, message.edges.buffer, message.points.buffer])
}
