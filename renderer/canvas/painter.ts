/** Draws the visible part onto the one canvas, in the same frame in which the camera moved. */
import type { Scene, SceneEdge, SceneNode } from '../../shared/layout/scene.ts'
import type { Camera } from './camera.ts'
import { createOverview } from './overview.ts'
import { paintEdges } from './paint-edges.ts'
import type { PaintedEdge } from './paint-edges.ts'
import { paintAreas, paintNotes } from './paint-shapes.ts'
import { DETAIL_ZOOM, paintBoxes, paintFullBox, paintGround } from './paint.ts'
import type { PaintTheme } from './theme.ts'

/** More boxes than this in view: the worker's picture is cheaper than drawing them here. */
const MOST_PAINTED = 240
/** Time for routes that nobody looked at yet, ms per frame; the rest follows in the next frames. */
const ROUTING_MS = 3
const FADED = 0.22

/** What the pointer rests on: these stay, the rest fades. */
export interface Focus {
  readonly nodes: ReadonlySet<SceneNode>
  readonly edges: ReadonlySet<SceneEdge>
}

export interface Painter {
  attach(canvas: HTMLCanvasElement): void
  /** Now, in this frame. */
  draw(): void
  /** In the next frame, once. */
  repaint(): void
  setTheme(theme: PaintTheme): void
  setFocus(focus: Focus | null): void
  /** Frames of a drag route without searching ways round. */
  setQuick(quick: boolean): void
  isMounted(test: (id: string) => boolean): void
  dispose(): void
}

export function createPainter(scene: Scene, camera: Camera): Painter {
  let canvas: HTMLCanvasElement | null = null
  let g: CanvasRenderingContext2D | null = null
  let theme: PaintTheme | null = null
  let focus: Focus | null = null
  let quick = false
  let frame = 0
  let hasShapeDom: (id: string) => boolean = () => false
  const hasDom = (node: SceneNode): boolean => hasShapeDom(node.id)
  const overview = createOverview(scene, repaint)

  function repaint(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      draw()
    })
  }

  function draw(): void {
    const view = camera.view()
    if (canvas === null || g === null || theme === null || view.width === 0) return
    if (frame !== 0) {
      cancelAnimationFrame(frame)
      frame = 0
    }
    const dpr = devicePixelRatio || 1
    fitCanvas(canvas, view.width, view.height, dpr)
    g.setTransform(1, 0, 0, 1, 0, 0)
    g.clearRect(0, 0, canvas.width, canvas.height)
    const { zoom } = view
    const visible = camera.visible()
    const nodes = scene.nodesIn(visible)
    if (zoom < DETAIL_ZOOM && nodes.length > MOST_PAINTED) {
      g.globalAlpha = focus === null ? 1 : FADED + 0.15
      overview.paint(g, view, dpr)
      g.globalAlpha = 1
      if (focus !== null) {
        g.setTransform(zoom * dpr, 0, 0, zoom * dpr, view.x * dpr, view.y * dpr)
        paintBoxes(
          g,
          nodes.filter((node) => focus?.nodes.has(node)),
          theme,
          zoom,
        )
      }
      return
    }
    g.setTransform(zoom * dpr, 0, 0, zoom * dpr, view.x * dpr, view.y * dpr)
    paintGround(g, visible, theme, zoom)
    const shapes = scene.shapes.list.length === 0 ? [] : scene.shapes.within(visible)
    const isFaded = focus !== null
    if (isFaded) g.globalAlpha = FADED
    paintAreas(
      g,
      shapes.filter((shape) => shape.kind === 'area'),
      theme,
      zoom,
      (id) => zoom >= DETAIL_ZOOM && hasShapeDom(id),
    )
    g.globalAlpha = 1
    drawEdges(g, theme, zoom, visible)
    if (isFaded) g.globalAlpha = FADED
    paintNotes(
      g,
      shapes.filter((shape) => shape.kind === 'note' && !hasShapeDom(shape.id)),
      theme,
      zoom,
    )
    g.globalAlpha = 1
    if (zoom >= DETAIL_ZOOM) {
      for (const node of nodes) if (!hasDom(node)) paintFullBox(g, node, theme)
    } else {
      const shown = focus === null ? nodes : nodes.filter((node) => focus?.nodes.has(node))
      if (focus !== null) {
        g.globalAlpha = FADED
        paintBoxes(
          g,
          nodes.filter((node) => !focus?.nodes.has(node)),
          theme,
          zoom,
        )
        g.globalAlpha = 1
      }
      paintBoxes(
        g,
        shown.filter((node) => !hasDom(node)),
        theme,
        zoom,
      )
    }
  }

  function drawEdges(
    pen: CanvasRenderingContext2D,
    colors: PaintTheme,
    zoom: number,
    visible: ReturnType<Camera['visible']>,
  ): void {
    const until = performance.now() + ROUTING_MS
    const { edges, complete } = scene.edgesIn(visible, quick, () => performance.now() < until)
    if (!complete) repaint()
    const painted = edges as (SceneEdge & PaintedEdge)[]
    if (focus === null) {
      paintEdges(pen, painted, colors, zoom)
      return
    }
    pen.globalAlpha = FADED
    paintEdges(
      pen,
      painted.filter((edge) => !focus?.edges.has(edge)),
      colors,
      zoom,
    )
    pen.globalAlpha = 1
    paintEdges(
      pen,
      painted.filter((edge) => focus?.edges.has(edge)),
      colors,
      zoom,
    )
  }

  return {
    attach(element) {
      canvas = element
      g = element.getContext('2d')
      repaint()
    },
    draw,
    repaint,
    setTheme(next) {
      theme = next
      overview.setTheme(next)
      repaint()
    },
    setFocus(next) {
      focus = next
      repaint()
    },
    setQuick: (next) => void (quick = next),
    isMounted: (test) => void (hasShapeDom = test),
    dispose() {
      cancelAnimationFrame(frame)
      overview.dispose()
    },
  }
}

function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, dpr: number): void {
  const w = Math.round(width * dpr)
  const h = Math.round(height * dpr)
  if (canvas.width === w && canvas.height === h) return
  canvas.width = w
  canvas.height = h
}
