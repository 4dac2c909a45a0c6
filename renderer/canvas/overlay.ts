/**
 * The few things drawn above the boxes: the selected and the hovered edge, the ghost of a relation
 * being drawn, the marquee, alignment guides. SVG written by hand, so that hovering renders nothing.
 */
import type { Rect } from '../../shared/layout/grid-index.ts'
import { endOf, markShape } from '../../shared/layout/notation.ts'
import { polyline, ringPath, roundedPath } from '../../shared/layout/path-text.ts'
import type { Scene, SceneEdge } from '../../shared/layout/scene.ts'
import type { Camera } from './camera.ts'
import { onDeletePlace } from './paint-edges.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** A hub has hundreds of edges; labels of that many could not be told apart. */
const MOST_LABELS = 40

export interface Overlay {
  attach(svg: SVGSVGElement): void
  /** Follows the camera. */
  move(): void
  setSelected(edge: SceneEdge | null): void
  setHovered(edges: readonly SceneEdge[]): void
  setGhost(points: readonly number[] | null): void
  setMarquee(rect: Rect | null): void
  /** Lines `[x0, y0, x1, y1]`. */
  setGuides(lines: readonly (readonly [number, number, number, number])[]): void
  /** Routes may have changed. */
  refresh(): void
}

export function createOverlay(scene: Scene, camera: Camera): Overlay {
  let group: SVGGElement | null = null
  const parts = new Map<string, SVGPathElement>()
  let selected: SceneEdge | null = null
  let hovered: readonly SceneEdge[] = []
  let texts: readonly SVGTextElement[] = []

  function part(name: string): SVGPathElement | null {
    if (group === null) return null
    const known = parts.get(name)
    if (known !== undefined) return known
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('class', name)
    path.setAttribute('vector-effect', 'non-scaling-stroke')
    group.append(path)
    parts.set(name, path)
    return path
  }

  function put(name: string, d: string): void {
    if (d === '' && !parts.has(name)) return
    part(name)?.setAttribute('d', d)
  }

  function refresh(): void {
    const alive = (edge: SceneEdge): boolean => scene.edgeBySlot[edge.slot] === edge
    const lit = hovered.filter(alive)
    const own = selected !== null && alive(selected) ? [selected] : []
    put('hover', lit.map((e) => edgePath(scene, e)).join(''))
    put('selected', own.map((e) => edgePath(scene, e)).join(''))
    put('solid', [...lit, ...own].map((e) => markPath(scene, e)).join(''))
    // The lines lie over the labels painted below: these few are written again on top.
    const labels = [...lit, ...own].slice(0, MOST_LABELS).flatMap((e) => labelOf(scene, e))
    for (const old of texts) old.remove()
    texts = labels
    group?.append(...labels)
  }

  return {
    attach(svg) {
      group = document.createElementNS(SVG, 'g')
      parts.clear()
      svg.replaceChildren(group)
      refresh()
    },
    move() {
      const { x, y, zoom } = camera.view()
      group?.setAttribute('transform', `translate(${x} ${y}) scale(${zoom})`)
    },
    setSelected(edge) {
      selected = edge
      refresh()
    },
    setHovered(edges) {
      hovered = edges
      refresh()
    },
    setGhost: (points) => put('ghost', points === null ? '' : polyline(points)),
    setMarquee: (rect) =>
      put('marquee', rect === null ? '' : `M${rect.x} ${rect.y}h${rect.width}v${rect.height}h${-rect.width}z`),
    setGuides: (lines) => put('guide', lines.map(([x0, y0, x1, y1]) => `M${x0} ${y0}L${x1} ${y1}`).join('')),
    refresh,
  }
}

function labelOf(scene: Scene, edge: SceneEdge): SVGTextElement[] {
  const place = onDeletePlace({ edge: edge.edge, route: scene.routeOf(edge) })
  if (place === null) return []
  const text = document.createElementNS(SVG, 'text')
  text.setAttribute('x', String(place.x + 3))
  text.setAttribute('y', String(place.y + 3))
  text.textContent = place.text
  return [text]
}

function edgePath(scene: Scene, edge: SceneEdge): string {
  const route = scene.routeOf(edge)
  const strokes = ends(edge, route).flatMap((shape) => shape.strokes)
  return roundedPath(route) + strokes.map(polyline).join('')
}

function markPath(scene: Scene, edge: SceneEdge): string {
  return ends(edge, scene.routeOf(edge))
    .map(({ circle, triangle }) => {
      if (triangle !== null) return `${polyline(triangle)}z`
      return circle === null ? '' : ringPath(circle)
    })
    .join('')
}

function ends(edge: SceneEdge, route: readonly number[]) {
  return (['from', 'to'] as const).map((which) => {
    const at = endOf(route, which)
    return markShape(which === 'from' ? edge.edge.fromEnd : edge.edge.toEnd, at.x, at.y, at.dx, at.dy)
  })
}
