/** All connectors, and from some zoom down all tables, on one canvas: drawn in the frame in which the camera moved. */
import type { useStoreApi } from '@xyflow/react'
import type { Ask, Geometry, Picture } from './picture-worker.ts'
import { HEAD, WIDTH, at, rowMiddle } from './tables.ts'
import type { Tables } from './tables.ts'

export interface Config {
  /** At this zoom and below, tables are on the canvas and have no DOM. */
  readonly canvasZoom: number
  /** At this zoom and below, a worker's picture is copied; 0: never. */
  readonly pictureZoom: number
}

/** Below it connectors have no corners and tables no rows. */
const PLAIN_ZOOM = 0.35
const NAMED_ZOOM = 0.12
/** A picture of a zoom this much off is asked for anew. */
const STRETCH = 0.35
const SHARP_AFTER_MS = 120

type FlowStore = ReturnType<typeof useStoreApi>

interface Seen {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Draws whenever the camera moves; `redraw` for the rest. */
export function attachOverlay(canvas: HTMLCanvasElement, store: FlowStore, data: Tables, config: Config) {
  const g = canvas.getContext('2d')
  if (g === null) throw new Error('No canvas')
  const pictures = config.pictureZoom > 0 ? createPictures(data, () => ask()) : null
  const dpr = devicePixelRatio || 1
  let frame = 0

  function draw(): void {
    frame = 0
    const { transform, width, height } = store.getState()
    const [x, y, zoom] = transform
    fit(canvas, width, height, dpr)
    g?.setTransform(1, 0, 0, 1, 0, 0)
    g?.clearRect(0, 0, canvas.width, canvas.height)
    const seen = { left: -x / zoom, top: -y / zoom, width: width / zoom, height: height / zoom }
    if (g === null) return
    if (pictures !== null && zoom <= config.pictureZoom) {
      pictures.paint(g, seen, zoom * dpr, { width: width * dpr, height: height * dpr })
      return
    }
    g.setTransform(zoom * dpr, 0, 0, zoom * dpr, x * dpr, y * dpr)
    paintEdges(g, data, seen, zoom)
    if (zoom <= config.canvasZoom) paintTables(g, data, seen, zoom)
  }

  const ask = (): void => void (frame ||= requestAnimationFrame(draw))
  const stop = store.subscribe((now, before) => {
    if (now.transform === before.transform && now.width === before.width && now.height === before.height) return
    cancelAnimationFrame(frame)
    draw()
  })
  ask()
  return { redraw: ask, stop }
}

function fit(canvas: HTMLCanvasElement, width: number, height: number, dpr: number): void {
  const [w, h] = [Math.round(width * dpr), Math.round(height * dpr)]
  if (canvas.width === w && canvas.height === h) return
  canvas.width = w
  canvas.height = h
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
}

function paintEdges(g: CanvasRenderingContext2D, { edges, edgeIndex }: Tables, seen: Seen, zoom: number): void {
  g.lineWidth = 1 / Math.min(1, zoom)
  g.strokeStyle = '#94a3b8'
  g.beginPath()
  for (const slot of edgeIndex.search(seen.left, seen.top, seen.width, seen.height)) {
    const i = 4 * slot
    const [x0, y0, x1, y1] = [at(edges, i), at(edges, i + 1), at(edges, i + 2), at(edges, i + 3)]
    const middle = (x0 + x1) / 2
    g.moveTo(x0, y0)
    if (zoom > PLAIN_ZOOM) {
      g.lineTo(middle, y0)
      g.lineTo(middle, y1)
    }
    g.lineTo(x1, y1)
  }
  g.stroke()
}

function paintTables(g: CanvasRenderingContext2D, data: Tables, seen: Seen, zoom: number): void {
  const { tables, places, heights, nodeIndex } = data
  const slots = nodeIndex.search(seen.left, seen.top, seen.width, seen.height)
  const left = (slot: number): number => at(places, 2 * slot)
  const top = (slot: number): number => at(places, 2 * slot + 1)
  g.fillStyle = '#ffffff'
  g.beginPath()
  for (const i of slots) g.rect(left(i), top(i), WIDTH, at(heights, i))
  g.fill()
  g.lineWidth = 1 / zoom
  g.strokeStyle = '#64748b'
  g.stroke()
  g.fillStyle = '#cbd5e1'
  g.beginPath()
  for (const i of slots) g.rect(left(i), top(i), WIDTH, HEAD)
  g.fill()
  g.fillStyle = '#0f172a'
  if (zoom > PLAIN_ZOOM) {
    g.font = '600 12px sans-serif'
    for (const i of slots) g.fillText(tables[i]?.name ?? '', left(i) + 8, top(i) + 20)
    g.font = '12px sans-serif'
    for (const i of slots)
      tables[i]?.rows.forEach((row, k) => g.fillText(row.name, left(i) + 8, top(i) + rowMiddle(k) + 4))
    g.fillStyle = '#64748b'
    for (const i of slots)
      tables[i]?.rows.forEach((row, k) => g.fillText(row.type, left(i) + WIDTH - 70, top(i) + rowMiddle(k) + 4))
  } else if (zoom > NAMED_ZOOM) {
    g.font = '600 30px sans-serif'
    for (const i of slots) g.fillText(tables[i]?.name ?? '', left(i) + 8, top(i) + 90)
  }
}

/** One request on its way; the last picture is copied under the present camera. */
function createPictures(data: Tables, redraw: () => void) {
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' })
  worker.postMessage({
    places: data.places,
    heights: data.heights,
    edges: data.edges,
    names: data.tables.map(({ name }) => name),
  } satisfies Geometry)
  let picture: Picture | null = null
  let isBusy = false
  let wanted: Ask | null = null
  let sharpen: ReturnType<typeof setTimeout> | undefined
  function send(ask: Ask): void {
    if (isBusy) {
      wanted = ask
      return
    }
    isBusy = true
    worker.postMessage(ask)
  }
  worker.onmessage = ({ data: next }: MessageEvent<Picture>) => {
    picture?.bitmap.close()
    picture = next
    isBusy = false
    const again = wanted
    wanted = null
    if (again !== null) send(again)
    redraw()
  }
  return {
    paint(g: CanvasRenderingContext2D, seen: Seen, scale: number, size: { width: number; height: number }): void {
      const { left, top, width, height } = seen
      const ask = (): void =>
        send({
          x: left - width / 2,
          y: top - height / 2,
          scale,
          width: Math.round(2 * size.width),
          height: Math.round(2 * size.height),
        })
      if (picture === null) {
        ask()
        return
      }
      const { bitmap, x, y } = picture
      const k = scale / picture.scale
      g.setTransform(1, 0, 0, 1, 0, 0)
      g.imageSmoothingQuality = 'low'
      g.drawImage(bitmap, (x - left) * scale, (y - top) * scale, bitmap.width * k, bitmap.height * k)
      const off = Math.abs(picture.scale / scale - 1)
      const isShort =
        left - width / 4 < x ||
        top - height / 4 < y ||
        left + width * 1.25 > x + bitmap.width / picture.scale ||
        top + height * 1.25 > y + bitmap.height / picture.scale
      clearTimeout(sharpen)
      if (off > STRETCH || isShort) ask()
      else if (off > 0.01) sharpen = setTimeout(ask, SHARP_AFTER_MS)
    },
  }
}
