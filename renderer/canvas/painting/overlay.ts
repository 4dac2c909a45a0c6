/**
 * The few things drawn above the boxes: the selected and the hovered edge, the ghost of a relation
 * being drawn, the marquee, alignment guides. SVG written by hand, so that hovering renders nothing.
 */
import type { ModelId } from '../../../shared/document/ids.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { endOf, markShape } from '../../../shared/layout/drawing/notation.ts'
import { polyline, ringPath, roundedPath } from '../../../shared/layout/drawing/path-text.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import type { Scene, SceneEdge } from '../../../shared/layout/scene/scene.ts'
import type { Camera } from '../viewport/camera.ts'
import type { EdgeNames } from '../floats/edge-words.ts'
import { placeLabels } from './label-places.ts'
import type { WantedLabel } from './label-places.ts'
import { DETAIL_ZOOM } from './paint.ts'
import { DASH, onDeletePlace } from './paint-edges.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** Half a handle's side on the screen. */
const HANDLE_PX = 4

/** With more lit edges than this their names would lie over each other. */
const MOST_NAMED = 3

/** A hub has hundreds of edges; labels of that many could not be told apart. */
const MOST_LABELS = 40

const DASHED_PARTS = ['hover dashed', 'selected dashed'] as const

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
  /** Frames with handles round the selected areas and notes; they follow them. */
  setFrames(shapes: readonly Shape[]): void
  /** Frames round the selected models where they have no DOM that shows it; they follow them. */
  setChosen(models: readonly ModelId[]): void
  /** The area that what is dragged would be in. */
  setZone(zone: Rect | null): void
  /** Routes may have changed. */
  refresh(): void
}

export function createOverlay(scene: Scene, camera: Camera, namesOf: (edge: SceneEdge) => EdgeNames): Overlay {
  let group: SVGGElement | null = null
  const parts = new Map<string, SVGPathElement>()
  /** Parts that are not empty. */
  const shown = new Set<string>()
  let selected: SceneEdge | null = null
  let hovered: readonly SceneEdge[] = []
  let texts: readonly SVGTextElement[] = []
  let frames: readonly Shape[] = []
  let chosen: readonly ModelId[] = []
  let drawnAt = 0

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
    if (d === '' ? !shown.delete(name) : false) return
    if (d !== '') shown.add(name)
    follow()
    part(name)?.setAttribute('d', d)
  }

  /** Dashes as they are painted below, so that they cover each other. */
  function putEdges(name: string, edges: readonly SceneEdge[]): void {
    const isDashed = ({ edge }: SceneEdge): boolean => edge.dashed
    const whole = edges.map((e) => (isDashed(e) ? '' : roundedPath(scene.routeOf(e))) + strokesPath(scene, e))
    put(name, whole.join(''))
    put(
      `${name} dashed`,
      edges
        .filter(isDashed)
        .map((e) => roundedPath(scene.routeOf(e)))
        .join(''),
    )
    scaleDashes()
  }

  /** They do not scale with the drawing by themselves: the stroke does not. */
  function scaleDashes(): void {
    const { zoom } = camera.view()
    for (const name of DASHED_PARTS) {
      if (shown.has(name)) part(name)?.setAttribute('stroke-dasharray', DASH.map((one) => one * zoom).join(' '))
    }
  }

  const isDrawn = (): boolean => shown.size > 0 || texts.length > 0

  let placed = ''
  function follow(): void {
    const { x, y, zoom } = camera.view()
    const now = `translate(${x} ${y}) scale(${zoom})`
    if (now === placed) return
    placed = now
    group?.setAttribute('transform', now)
  }

  function drawFrames(): void {
    put('frame', frames.map(rectPath).join(''))
    const isFar = camera.view().zoom < DETAIL_ZOOM
    put('chosen', isFar ? chosen.map((id) => framePath(scene.nodes.get(id))).join('') : '')
    const r = HANDLE_PX / camera.view().zoom
    const handles = [...frames.filter((s) => !s.locked && !s.collapsed).flatMap(corners), ...bendHandles(r)]
    put('handle', handles.map(([x, y]) => rectPath({ x: x - r, y: y - r, width: 2 * r, height: 2 * r })).join(''))
  }

  /** In the middle of each run of the selected edge that is long enough to be taken hold of. */
  function bendHandles(r: number): [number, number][] {
    if (selected === null || selected.edge.field === null || scene.edgeBySlot[selected.slot] !== selected) return []
    const route = scene.routeOf(selected)
    const middles: [number, number][] = []
    for (let i = 0; i + 3 < route.length; i += 2) {
      const [x0, y0, x1, y1] = route.slice(i, i + 4) as [number, number, number, number]
      if (Math.abs(x0 - x1) + Math.abs(y0 - y1) > 6 * r) middles.push([(x0 + x1) / 2, (y0 + y1) / 2])
    }
    return middles
  }

  function refresh(): void {
    drawFrames()
    const alive = (edge: SceneEdge): boolean => scene.edgeBySlot[edge.slot] === edge
    const lit = hovered.filter(alive)
    const own = selected !== null && alive(selected) ? [selected] : []
    putEdges('hover', lit)
    putEdges('selected', own)
    put('solid', [...lit, ...own].map((e) => markPath(scene, e)).join(''))
    // The lines lie over the labels painted below: these few are written again on top.
    const few = [...new Set([...lit, ...own])]
    const labels = few.slice(0, MOST_LABELS).flatMap((e) => labelOf(scene, e))
    if (few.length <= MOST_NAMED) {
      // Readable from afar too.
      const fontPx = Math.round(11 * Math.max(1, 0.85 / camera.view().zoom))
      const wanted = few.flatMap((e) => nameLabels(scene.routeOf(e), namesOf(e)))
      const boxes = few.flatMap(({ from, to }) => [from, to])
      labels.push(...placeLabels(wanted, fontPx, camera.visible(), boxes).map((label) => nameText(label, fontPx)))
    }
    for (const old of texts) old.remove()
    texts = labels
    if (labels.length > 0) follow()
    group?.append(...labels)
  }

  return {
    attach(svg) {
      group = document.createElementNS(SVG, 'g')
      parts.clear()
      shown.clear()
      placed = ''
      svg.replaceChildren(group)
      refresh()
    },
    move() {
      const { zoom } = camera.view()
      // Moving nothing would still paint all of it anew in every frame.
      if (isDrawn()) follow()
      const isOtherDetail = zoom < DETAIL_ZOOM !== drawnAt < DETAIL_ZOOM
      const isRedrawn = frames.length > 0 || selected !== null || (chosen.length > 0 && isOtherDetail)
      if (zoom !== drawnAt && isRedrawn) refresh()
      else if (zoom !== drawnAt) scaleDashes()
      drawnAt = zoom
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
    setMarquee: (rect) => put('marquee', rect === null ? '' : rectPath(rect)),
    setFrames(shapes) {
      frames = shapes
      drawFrames()
    },
    setChosen(models) {
      chosen = models
      drawFrames()
    },
    setZone: (zone) => put('zone', zone === null ? '' : rectPath(zone)),
    setGuides: (lines) => put('guide', lines.map(([x0, y0, x1, y1]) => `M${x0} ${y0}L${x1} ${y1}`).join('')),
    refresh,
  }
}

const framePath = (node: Rect | undefined): string => (node === undefined ? '' : rectPath(node))

function rectPath({ x, y, width, height }: Rect): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`
}

function corners({ x, y, width, height }: Rect): [number, number][] {
  return [x, x + width].flatMap((cx) => [y, y + height].map((cy): [number, number] => [cx, cy]))
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

/** Past the mark and the on_delete words. */
const NAME_OFF_PX = 30

/** The way forth at the end that declares it, the way back at the other, each above its run. */
function nameLabels(route: readonly number[], { forth, back }: EdgeNames): WantedLabel[] {
  const made = (text: string | null, which: 'from' | 'to'): WantedLabel[] => {
    if (text === null) return []
    const { x, y, dx, dy } = endOf(route, which)
    return [
      {
        text,
        x: x + (dy === 0 ? dx * NAME_OFF_PX : 8),
        y: dy === 0 ? y - 8 : y + dy * NAME_OFF_PX,
        anchor: dx < 0 ? 'end' : 'start',
      },
    ]
  }
  return [...made(forth, 'from'), ...made(back, 'to')]
}

function nameText({ text, x, y, anchor }: WantedLabel, fontPx: number): SVGTextElement {
  const label = document.createElementNS(SVG, 'text')
  label.setAttribute('class', 'edge-name')
  label.setAttribute('x', String(x))
  label.setAttribute('y', String(y))
  label.setAttribute('text-anchor', anchor)
  label.style.fontSize = `${fontPx}px`
  label.textContent = text
  return label
}

function strokesPath(scene: Scene, edge: SceneEdge): string {
  const strokes = ends(edge, scene.routeOf(edge)).flatMap((shape) => shape.strokes)
  return strokes.map(polyline).join('')
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
