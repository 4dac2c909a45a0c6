/** The camera: React Flow's transform, read without React and written through its own pan-zoom. */
import type { useStoreApi } from '@xyflow/react'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Point } from '../canvas-store.ts'
import { remPx } from '../../ui/rem.ts'
import { fitAboveTools, fitView, toolsIn } from './fit-zoom.ts'
import type { Fit } from './fit-zoom.ts'

export type FlowStore = ReturnType<typeof useStoreApi>

export const MIN_ZOOM = 0.02
export const MAX_ZOOM = 2.5

/** Two cameras nearer to each other than this are the same: a camera that does not zoom stands on whole pixels. */
const SAME_PX = 0.75
const SAME_ZOOM = 0.0001

export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly width: number
  readonly height: number
}

export interface Camera {
  view(): View
  /** What is visible, canvas px, grown by a share of its size on each side. */
  visible(margin?: number): Rect
  toFlow(page: Point): Point
  toPage(flow: Point): Point
  /** ms 0: at once. */
  moveTo(x: number, y: number, zoom: number, ms?: number): void
  /** The rectangle in view, not larger than the zoom given. `isDrawn`: whether anything is drawn there, canvas px. */
  show(rect: Rect, maxZoom: number, ms?: number, isDrawn?: (there: Rect) => boolean): void
  /** Whether nothing has moved since `show`. */
  isAsShown(): boolean
  /** What `show` showed last, or this in its place, at the size that the view has now. */
  showAgain(rect?: Rect): void
  centerAt(point: Point, zoom: number, ms?: number): void
  zoomAround(zoom: number, ms?: number): void
  panBy(dx: number, dy: number): void
}

export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** What stands in the middle of the view so that the rectangle is where it fits. */
function middleOf(rect: Rect, { zoom, lift }: Fit): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 + lift / zoom }
}

/** A part of the view, px, as canvas px. */
function seenThrough(
  part: Rect,
  middle: Point,
  zoom: number,
  { width, height }: { width: number; height: number },
): Rect {
  return {
    x: middle.x + (part.x - width / 2) / zoom,
    y: middle.y + (part.y - height / 2) / zoom,
    width: part.width / zoom,
    height: part.height / zoom,
  }
}

export function createCamera(store: FlowStore): Camera {
  const view = (): View => {
    const { transform, width, height } = store.getState()
    return { x: transform[0], y: transform[1], zoom: transform[2], width, height }
  }
  const origin = (): Point => {
    const box = store.getState().domNode?.getBoundingClientRect()
    return { x: box?.left ?? 0, y: box?.top ?? 0 }
  }
  function moveTo(x: number, y: number, zoom: number, ms = 0): void {
    const duration = reducedMotion() ? 0 : ms
    void store.getState().panZoom?.setViewport({ x, y, zoom }, { duration })
  }
  /** What was shown last, and the camera as it then was. */
  let last: { readonly again: (other?: Rect) => void; readonly at: readonly number[] } | null = null
  const clamp = (zoom: number): number => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))
  function centerAt(point: Point, zoom: number, ms = 0): void {
    const { width, height } = view()
    moveTo(width / 2 - point.x * zoom, height / 2 - point.y * zoom, zoom, ms)
  }
  function show(rect: Rect, maxZoom: number, ms = 0, isDrawn?: (there: Rect) => boolean): void {
    const size = view()
    const first = fitView(rect, size, maxZoom, remPx(1))
    const isCovered = isDrawn?.(seenThrough(toolsIn(size, remPx(1)), middleOf(rect, first), first.zoom, size))
    const fit = (isCovered === true ? fitAboveTools(rect, size, maxZoom, remPx(1)) : null) ?? first
    const [middle, zoom] = [middleOf(rect, fit), clamp(fit.zoom)]
    const at = [size.width / 2 - middle.x * zoom, size.height / 2 - middle.y * zoom, zoom]
    last = { again: (other = rect) => show(other, maxZoom, 0, isDrawn), at }
    centerAt(middle, zoom, ms)
  }
  return {
    view,
    visible(margin = 0) {
      const { x, y, zoom, width, height } = view()
      const mx = (width / zoom) * margin
      const my = (height / zoom) * margin
      return { x: -x / zoom - mx, y: -y / zoom - my, width: width / zoom + 2 * mx, height: height / zoom + 2 * my }
    },
    toFlow(page) {
      const { x, y, zoom } = view()
      const at = origin()
      return { x: (page.x - at.x - x) / zoom, y: (page.y - at.y - y) / zoom }
    },
    toPage(flowPoint) {
      const { x, y, zoom } = view()
      const at = origin()
      return { x: flowPoint.x * zoom + x + at.x, y: flowPoint.y * zoom + y + at.y }
    },
    moveTo,
    centerAt,
    show,
    isAsShown() {
      const { x, y, zoom } = view()
      const [left, top, scale] = last?.at ?? []
      if (left === undefined || top === undefined || scale === undefined) return false
      return Math.max(Math.abs(left - x), Math.abs(top - y)) < SAME_PX && Math.abs(scale - zoom) < SAME_ZOOM
    },
    showAgain: (rect) => last?.again(rect),
    zoomAround(zoom, ms = 0) {
      const v = view()
      const cx = (v.width / 2 - v.x) / v.zoom
      const cy = (v.height / 2 - v.y) / v.zoom
      centerAt({ x: cx, y: cy }, clamp(zoom), ms)
    },
    panBy(dx, dy) {
      const v = view()
      moveTo(v.x + dx, v.y + dy, v.zoom)
    },
  }
}
