/** Draws the visible part onto the one canvas, in the same frame in which the camera moved. */
import type { Rect } from '../../shared/layout/grid-index.ts'
import type { Scene, SceneEdge, SceneNode } from '../../shared/layout/scene.ts'
import type { Camera, View } from './camera.ts'
import { createOverview } from './overview.ts'
import { paintBundles } from './paint-bundles.ts'
import { paintEdges } from './paint-edges.ts'
import type { PaintedEdge } from './paint-edges.ts'
import { paintAreas, paintNotes } from './paint-shapes.ts'
import { DETAIL_ZOOM, paintBoxes, paintFullBox, paintGround } from './paint.ts'
import { countDraw } from './render-count.ts'
import type { PaintTheme } from './theme.ts'

/** More boxes than this in view: the worker's picture is cheaper than drawing them here. */
const MOST_PAINTED = 240
/** Time for routes that nobody looked at yet, ms per frame; the rest follows in the next frames. */
const ROUTING_MS = 3
/** What was found meanwhile is shown this often. */
const SHOW_EVERY_MS = 120
/** Ways are made ahead this many views to each side; all of a large drawing would be much memory. */
const MOST_AHEAD = 2
const FADED = 0.22
/** Share of the view that is drawn beyond each of its sides while panning. */
const MARGIN = 0.25
/** A camera that did not move for this long rests. */
const REST_MS = 160
/** A drawing is stretched or shrunk this much at most before it is made anew. */
const STRETCH = 1.4

/** What the pointer rests on: these stay, the rest fades. */
export interface Focus {
  readonly nodes: ReadonlySet<SceneNode>
  readonly edges: ReadonlySet<SceneEdge>
}

interface Surface {
  readonly canvas: HTMLCanvasElement
  readonly g: CanvasRenderingContext2D
}

/** What the canvas holds: the corner of its drawing in px of the view, and what it was drawn for. */
interface Drawn {
  readonly canvas: HTMLCanvasElement
  readonly x: number
  readonly y: number
  readonly zoom: number
  /** Size of what is drawn, with its margin. */
  readonly across: number
  readonly down: number
  /** Size of the view. */
  readonly width: number
  readonly height: number
  readonly dpr: number
  readonly version: number
  readonly isPicture: boolean
}

export interface Painter {
  attach(canvas: HTMLCanvasElement): void
  /** Now, in this frame. */
  draw(): void
  /** The camera moved: shifts what is drawn, or draws anew with a margin to shift into. */
  follow(): void
  /** In the next frame, once. */
  repaint(): void
  setTheme(theme: PaintTheme): void
  setFocus(focus: Focus | null): void
  /** Frames of a drag route without searching ways round. */
  setQuick(quick: boolean): void
  isMounted(test: (id: string) => boolean): void
  dispose(): void
}

/** Shifted by parts of a pixel, lines are soft and each frame is filtered anew: p95 of frames 18.6 to 17.6 ms. */
function wholePixels(at: number, dpr: number): number {
  return Math.round(at * dpr) / dpr
}

export function createPainter(scene: Scene, camera: Camera): Painter {
  let surfaces: { readonly plain: Surface; readonly wide: Surface } | null = null
  let theme: PaintTheme | null = null
  let focus: Focus | null = null
  let quick = false
  let frame = 0
  let hasShapeDom: (id: string) => boolean = () => false
  const hasDom = (node: SceneNode): boolean => hasShapeDom(node.id)
  const overview = createOverview(scene, repaint)
  let drawn: Drawn | null = null
  let movedAt = -Infinity
  let lastZoom = 0
  let isShifted = false
  let rest: ReturnType<typeof setTimeout> | undefined
  let routing = 0
  let shownAt = 0
  let idle = 0
  /** How far round the view ways are made ahead, in views. */
  let ahead = 0.5
  /** Equal numbers: the same drawing. Both only ever grow. */
  const pictured = (): number => scene.version + scene.shapes.version

  function repaint(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      draw()
    })
  }

  /** The camera moved: what is drawn is shifted and stretched while it reaches; drawing is what costs. */
  function follow(): void {
    const view = camera.view()
    const zoomed = view.zoom - lastZoom
    lastZoom = view.zoom
    // Zooming in needs no margin: what is seen becomes less.
    if (zoomed <= 0) movedAt = performance.now()
    clearTimeout(rest)
    rest = setTimeout(settle, REST_MS)
    if (drawn === null || surfaces === null || theme === null || !reaches(drawn, view)) {
      draw()
      return
    }
    const k = view.zoom / drawn.zoom
    const { dpr } = drawn
    const whole = (at: number): number => (k === 1 ? wholePixels(at, dpr) : at)
    const [x, y] = [whole(view.x - drawn.x * k), whole(view.y - drawn.y * k)]
    drawn.canvas.style.transform = `translate(${x}px, ${y}px) scale(${k})`
    isShifted = true
    if (drawn.isPicture) overview.look(view, drawn.dpr)
  }

  /** Shifted by parts of a pixel and stretched, lines are soft: at rest they are drawn where they are. */
  function settle(): void {
    if (isShifted) repaint()
  }

  function reaches(last: Drawn, view: View): boolean {
    if (frame !== 0 || last.version !== pictured()) return false
    if (last.width !== view.width || last.height !== view.height || last.dpr !== (devicePixelRatio || 1)) return false
    const k = view.zoom / last.zoom
    if (k > STRETCH || k < 1 / STRETCH || view.zoom >= DETAIL_ZOOM !== last.zoom >= DETAIL_ZOOM) return false
    const [left, top] = [view.x - last.x * k, view.y - last.y * k]
    return left <= 0 && top <= 0 && left + last.across * k >= view.width && top + last.down * k >= view.height
  }

  function draw(): void {
    const view = camera.view()
    if (surfaces === null || theme === null || view.width === 0) return
    countDraw()
    if (frame !== 0) {
      cancelAnimationFrame(frame)
      frame = 0
    }
    const dpr = devicePixelRatio || 1
    const isMoving = performance.now() - movedAt < REST_MS
    const mx = isMoving ? Math.round(view.width * MARGIN) : 0
    const my = isMoving ? Math.round(view.height * MARGIN) : 0
    const across = view.width + 2 * mx
    const down = view.height + 2 * my
    // A drawing with margins has a canvas of its own: handing over a larger one costs more in every frame.
    const { canvas, g } = isMoving ? surfaces.wide : surfaces.plain
    fitCanvas(canvas, across, down, dpr)
    if (drawn !== null && drawn.canvas !== canvas) drawn.canvas.style.visibility = 'hidden'
    canvas.style.visibility = 'visible'
    isShifted = false
    canvas.style.transform = `translate(${-mx}px, ${-my}px)`
    g.setTransform(1, 0, 0, 1, 0, 0)
    g.clearRect(0, 0, Math.ceil(across * dpr), Math.ceil(down * dpr))
    const { zoom } = view
    const seen = camera.visible()
    const visible = {
      x: seen.x - mx / zoom,
      y: seen.y - my / zoom,
      width: across / zoom,
      height: down / zoom,
    }
    const nodes = scene.nodesIn(visible)
    const isPicture = zoom < DETAIL_ZOOM && nodes.length > MOST_PAINTED
    drawn = {
      canvas,
      x: view.x + mx,
      y: view.y + my,
      zoom,
      across,
      down,
      width: view.width,
      height: view.height,
      dpr,
      version: pictured(),
      isPicture,
    }
    if (isPicture) {
      g.globalAlpha = focus === null ? 1 : FADED + 0.15
      overview.look(view, dpr)
      overview.paint(g, { ...view, x: view.x + mx, y: view.y + my }, dpr)
      if (scene.bundles().length > 0) {
        g.setTransform(zoom * dpr, 0, 0, zoom * dpr, drawn.x * dpr, drawn.y * dpr)
        paintBundles(g, scene.bundles(), theme, zoom)
      }
      g.globalAlpha = 1
      if (focus !== null) {
        g.setTransform(zoom * dpr, 0, 0, zoom * dpr, drawn.x * dpr, drawn.y * dpr)
        paintBoxes(
          g,
          nodes.filter((node) => focus?.nodes.has(node)),
          theme,
          zoom,
        )
      }
      return
    }
    g.setTransform(zoom * dpr, 0, 0, zoom * dpr, drawn.x * dpr, drawn.y * dpr)
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
    paintBundles(g, scene.bundles(), theme, zoom)
    g.globalAlpha = 1
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

  /** Finds the ways that are missing, some per frame; shows them when all are there, and now and then before. */
  function routeOn(rect: Rect): void {
    routing ||= requestAnimationFrame(() => {
      routing = 0
      const until = performance.now() + ROUTING_MS
      const complete = scene.routeIn(rect, () => performance.now() < until)
      if (complete || performance.now() - shownAt > SHOW_EVERY_MS) {
        shownAt = performance.now()
        repaint()
      } else routeOn(rect)
    })
  }

  /** While the camera rests: the ways round the view, so that panning there finds them made. */
  function routeAhead(): void {
    if (idle !== 0 || ahead > MOST_AHEAD || scene.isRouted()) return
    idle = requestIdleCallback(
      (deadline) => {
        idle = 0
        const { x, y, width, height } = camera.visible(ahead)
        const rests = performance.now() - movedAt > REST_MS
        if (rests && scene.routeIn({ x, y, width, height }, () => deadline.timeRemaining() > 3)) ahead *= 2
        if (rests) routeAhead()
      },
      { timeout: 1000 },
    )
  }

  function drawEdges(
    pen: CanvasRenderingContext2D,
    colors: PaintTheme,
    zoom: number,
    visible: ReturnType<Camera['visible']>,
  ): void {
    const until = performance.now() + ROUTING_MS
    const { edges, complete } = scene.edgesIn(visible, quick, () => performance.now() < until)
    if (!complete) {
      routeOn(visible)
    } else if (!quick) {
      ahead = 0.5
      routeAhead()
    }
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
      const wide = element.cloneNode() as HTMLCanvasElement
      element.after(wide)
      wide.style.visibility = 'hidden'
      const [plainPen, widePen] = [element.getContext('2d'), wide.getContext('2d')]
      if (plainPen === null || widePen === null) return
      surfaces = { plain: { canvas: element, g: plainPen }, wide: { canvas: wide, g: widePen } }
      repaint()
    },
    draw,
    follow,
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
      cancelAnimationFrame(routing)
      cancelIdleCallback(idle)
      clearTimeout(rest)
      surfaces?.wide.canvas.remove()
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
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
}
