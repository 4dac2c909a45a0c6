/** Draws the far picture, boxes and straight lines, off the page's thread. The geometry comes once. */
import { HEAD, WIDTH, at } from './tables.ts'

export interface Geometry {
  readonly places: Float64Array
  readonly heights: Float64Array
  readonly edges: Float64Array
  readonly names: readonly string[]
}

/** Corner in canvas px, device px per canvas px, size in device px. */
export interface Ask {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly width: number
  readonly height: number
}

export interface Picture extends Ask {
  readonly bitmap: ImageBitmap
}

/** Below this many device px a box has no border. */
const LEAST_BORDERED = 3
const LEAST_NAMED_SCALE = 0.12

let geometry: Geometry | null = null
let canvas: OffscreenCanvas | null = null

function draw(g: OffscreenCanvasRenderingContext2D, { places, heights, edges, names }: Geometry, ask: Ask): void {
  const { x, y, scale } = ask
  const right = x + ask.width / scale
  const bottom = y + ask.height / scale
  g.setTransform(1, 0, 0, 1, 0, 0)
  g.clearRect(0, 0, ask.width, ask.height)
  g.setTransform(scale, 0, 0, scale, -x * scale, -y * scale)
  g.lineWidth = 1 / scale
  g.strokeStyle = '#94a3b8'
  g.beginPath()
  for (let i = 0; i < edges.length; i += 4) {
    const [x0, y0, x1, y1] = [at(edges, i), at(edges, i + 1), at(edges, i + 2), at(edges, i + 3)]
    if (Math.max(x0, x1) < x || Math.min(x0, x1) > right || Math.max(y0, y1) < y || Math.min(y0, y1) > bottom) continue
    g.moveTo(x0, y0)
    g.lineTo(x1, y1)
  }
  g.stroke()
  const seen = names.flatMap((_, i) => {
    const [left, top] = [at(places, 2 * i), at(places, 2 * i + 1)]
    const isSeen = left <= right && left + WIDTH >= x && top <= bottom && top + at(heights, i) >= y
    return isSeen ? [{ i, left, top, height: at(heights, i) }] : []
  })
  if (WIDTH * scale >= LEAST_BORDERED) {
    const b = 1 / scale
    g.fillStyle = '#64748b'
    for (const { left, top, height } of seen) g.fillRect(left, top, WIDTH, height)
    g.fillStyle = '#ffffff'
    for (const { left, top, height } of seen) g.fillRect(left + b, top + b, WIDTH - 2 * b, height - 2 * b)
  }
  g.fillStyle = '#cbd5e1'
  for (const { left, top } of seen) g.fillRect(left, top, WIDTH, HEAD)
  if (scale <= LEAST_NAMED_SCALE) return
  g.fillStyle = '#0f172a'
  g.font = '600 30px sans-serif'
  for (const { i, left, top } of seen) g.fillText(names[i] ?? '', left + 8, top + 90)
}

onmessage = ({ data }: MessageEvent<Geometry | Ask>) => {
  if ('names' in data) {
    geometry = data
    return
  }
  if (canvas === null || canvas.width !== data.width || canvas.height !== data.height)
    canvas = new OffscreenCanvas(data.width, data.height)
  const g = canvas.getContext('2d')
  if (g === null || geometry === null) return
  draw(g, geometry, data)
  const bitmap = canvas.transferToImageBitmap()
  postMessage({ ...data, bitmap } satisfies Picture, { transfer: [bitmap] })
}
