/** Puts the hint of a line or a row where it covers neither these nor the boxes that belong to them. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Point } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import { tipPlace } from './tip-place.ts'
import type { Avoided } from './tip-place.ts'

/** What is told of counts more than what only lies there, its line most: it is thin. */
const OWN_WEIGHT = 4
const LINE_WEIGHT = 12
/** Names of a lit line stand this near to it, px of the drawing. */
const NAMES_PX = 14

/** @param page where the pointer is */
export function placeTip(
  { root, camera, scene }: Engine,
  tip: HTMLElement,
  page: { readonly clientX: number; readonly clientY: number },
  of: SceneNode | SceneEdge,
): void {
  const { x, y, zoom } = camera.view()
  const inCanvas = (rect: Rect): Rect => ({
    x: rect.x * zoom + x,
    y: rect.y * zoom + y,
    width: rect.width * zoom,
    height: rect.height * zoom,
  })
  const isLine = 'edge' in of
  const own: readonly SceneNode[] = isLine ? [of.from, of.to] : [of]
  const boxes = scene.nodesIn(camera.visible()).map((node): Avoided => {
    return { ...inCanvas(node), weight: own.includes(node) ? OWN_WEIGHT : 1 }
  })
  const runs = isLine ? runsOf(scene.routeOf(of)).map((run) => ({ ...inCanvas(run), weight: LINE_WEIGHT })) : []
  const frame = root.getBoundingClientRect()
  const at: Point = { x: page.clientX - frame.left, y: page.clientY - frame.top }
  const size = { width: tip.offsetWidth, height: tip.offsetHeight }
  const place = tipPlace(at, size, frame, [...boxes, ...runs], isLine ? null : inCanvas(of))
  tip.style.transform = `translate(${Math.round(place.x)}px, ${Math.round(place.y)}px)`
}

/** Each straight run of a route, with its names beside it. */
function runsOf(route: readonly number[]): Rect[] {
  return Array.from({ length: Math.max(0, route.length / 2 - 1) }, (_, i) => {
    const [x0, y0, x1, y1] = route.slice(2 * i, 2 * i + 4) as [number, number, number, number]
    return {
      x: Math.min(x0, x1) - NAMES_PX,
      y: Math.min(y0, y1) - NAMES_PX,
      width: Math.abs(x1 - x0) + 2 * NAMES_PX,
      height: Math.abs(y1 - y0) + 2 * NAMES_PX,
    }
  })
}
