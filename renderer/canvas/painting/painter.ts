/** Draws the visible part below the boxes, in the same frame in which the camera moved. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Scene, SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Camera, View } from '../viewport/camera.ts'
import { createOverview } from '../overview/overview.ts'
import { paintBundles } from './paint-bundles.ts'
import { FADED, paintView } from './paint-view.ts'
import type { Focus } from './paint-view.ts'
import { DETAIL_ZOOM, paintBoxes } from './paint.ts'
import type { Pen } from './paint.ts'
import { countDraw } from '../render-count.ts'
import { createLiveSurface, createPictureSurface, createRestingSurface } from './surface.ts'
import type { RestingSurface, Surface } from './surface.ts'
import type { PaintTheme } from './theme.ts'
import { createTiles } from './tiles.ts'
import type { Piece, Tiles } from './tiles.ts'
import { createWays } from './ways.ts'
import type { Drawing } from './ways.ts'

/** More boxes than this in view: the worker's picture is cheaper than drawing them here. */
const MOST_PAINTED = 240
/** Share of the view that is drawn beyond each of its sides while zooming out. */
const MARGIN = 0.25
/** Signs at the ends of lines and borders reach beyond what the index knows of them, px. */
const BEYOND_PX = 24
/** A camera that did not move for this long rests. */
const REST_MS = 160
/** So long after a drawing the next one is not soon to come, ms. */
const STILL_MS = 800
/** A drawing is stretched or shrunk this much at most before it is made anew. */
const STRETCH = 1.4

/** What is shown: the corner of the drawing in px of the view, and what it was drawn for. */
interface Drawn {
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
  /** The worker's picture and nothing else: it is shown as it is, not copied. */
  readonly isBare: boolean
  /** Boxes, areas and notes in view that had no DOM; empty from afar, where DOM changes nothing. */
  readonly painted: ReadonlySet<string>
}

interface Sheet {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly width: number
  readonly height: number
  readonly dpr: number
}

function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

export interface Painter {
  attach(canvas: HTMLCanvasElement): void
  /** Now, in this frame. */
  draw(): void
  /** The camera moved: shifts what is drawn, or draws anew with a margin to shift into. */
  follow(): void
  /** In the next frame, once. */
  repaint(): void
  /** Boxes got their DOM or lost it. */
  mounted(): void
  setTheme(theme: PaintTheme): void
  setFocus(focus: Focus | null): void
  /** Frames of a drag route without searching ways round. */
  setQuick(quick: boolean): void
  isMounted(test: (id: string) => boolean): void
  /** Whether the box is in the drawing: it is in view and has no DOM. */
  isPainted(id: string): boolean
  dispose(): void
}

/** Shifted by parts of a pixel, lines are soft and each frame is filtered anew: p95 of frames 18.6 to 17.6 ms. */
export function wholePixels(at: number, dpr: number): number {
  return Math.round(at * dpr) / dpr
}

export function createPainter(scene: Scene, camera: Camera): Painter {
  /** One as large as the view and one with margins: another size is other memory, which takes a part of a frame. */
  let surfaces: { readonly plain: RestingSurface; readonly wide: Surface } | null = null
  /** The one that was drawn on last. */
  let surface: Surface | null = null
  let stop = (): void => {}
  /** What the surface holds, shown or not. */
  let sheet: Sheet | null = null
  let tiles: Tiles | null = null
  let theme: PaintTheme | null = null
  let focus: Focus | null = null
  let quick = false
  let frame = 0
  let hasDom: (id: string) => boolean = () => false
  const overview = createOverview(scene, repaint)
  let drawn: Drawn | null = null
  let shrunkAt = -Infinity
  let followedAt = -Infinity
  let last = { x: 0, y: 0, zoom: 0 }
  let isShifted = false
  let rest: ReturnType<typeof setTimeout> | undefined
  let still: ReturnType<typeof setTimeout> | undefined
  let idle = 0
  const isFollowed = (): boolean => performance.now() - followedAt < REST_MS
  const ways = createWays(scene, camera, () => !isFollowed())
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
    const zoomed = view.zoom - last.zoom
    followedAt = performance.now()
    // Zooming in needs no margin: what is seen becomes less. Nor does panning: what comes is drawn beside it.
    if (zoomed < 0) shrunkAt = followedAt
    clearTimeout(rest)
    rest = setTimeout(settle, REST_MS)
    const isJump = Math.abs(view.x - last.x) > view.width || Math.abs(view.y - last.y) > view.height
    last = view
    if (drawn === null || theme === null || isJump || !reaches(drawn, view) || !isCovered(drawn)) {
      draw()
      return
    }
    isShifted = true
    if (drawn.isBare) showPicture(view, drawn.dpr)
    else {
      shift(view, drawn.dpr)
      if (drawn.isPicture) overview.look(view, drawn.dpr)
      else if (view.zoom === drawn.zoom) {
        tiles?.cover(seenOf(drawn, view))
      }
    }
  }

  /** What is in view, from the corner of the sheet. */
  function seenOf(made: Drawn, { x, y, width, height }: View): Piece {
    return { x: made.x - x, y: made.y - y, width, height }
  }

  /** A piece beside the sheet. Ways that are found later are shown in it alone: a whole drawing would stop the pan. */
  function paintPiece(surface: Surface, piece: Piece): void {
    if (drawn === null || theme === null) return
    const made = drawn
    const { zoom, dpr } = drawn
    const [x, y] = [drawn.x - piece.x, drawn.y - piece.y]
    const rect = { x: -x / zoom, y: -y / zoom, width: piece.width / zoom, height: piece.height / zoom }
    const wide = grown(rect, BEYOND_PX)
    const g = surface.sheet(piece.width, piece.height, dpr)
    const again = (): void => {
      if (drawn === made) tiles?.renew(piece)
    }
    paintOn(g, theme, camera.view(), { ...drawn, x, y }, wide, scene.nodesIn(wide), { isWhole: false, again })
    surface.show()
  }

  function shift(view: View, dpr: number): void {
    if (sheet === null) return
    const k = view.zoom / sheet.zoom
    const whole = (at: number): number => (k === 1 ? wholePixels(at, dpr) : at)
    const [x, y] = [whole(view.x - sheet.x * k), whole(view.y - sheet.y * k)]
    surface?.place(x, y, k)
    // Stretched, the pieces would show their seams; the sheet reaches then.
    if (k === 1) tiles?.place(x, y)
    else tiles?.drop(sheet)
  }

  /** The worker's picture; until the first one is there, what was drawn before. */
  function showPicture(view: View, dpr: number): void {
    overview.look(view, dpr)
    if (overview.show(view, dpr)) surface?.setVisible(false)
    else shift(view, dpr)
  }

  /** Shifted by parts of a pixel and stretched, lines are soft: at rest they are drawn where they are. */
  function settle(): void {
    if (isShifted) repaint()
  }

  /**
   * Nothing drawn for a while: the sheet is shown as a picture, which costs the frames to come nothing, and the pieces
   * round it are made. A pan that begins would need eight of them in its first frame, 30 ms.
   */
  function stillSoon(sheet: RestingSurface): void {
    clearTimeout(still)
    still = setTimeout(() => {
      sheet.rest()
      pieceAhead()
    }, STILL_MS)
  }

  function pieceAhead(): void {
    if (idle !== 0 || focus !== null) return
    idle = requestIdleCallback(() => {
      idle = 0
      if (drawn === null || drawn.isPicture || frame !== 0 || isFollowed()) return
      if (tiles?.ahead(seenOf(drawn, camera.view())) === true) pieceAhead()
    })
  }

  function reaches(made: Drawn, view: View): boolean {
    if (frame !== 0 || made.version !== pictured()) return false
    if (made.width !== view.width || made.height !== view.height || made.dpr !== (devicePixelRatio || 1)) return false
    const k = view.zoom / made.zoom
    // What is beside it is drawn as it comes.
    if (k === 1 && !made.isPicture) return true
    if (k > STRETCH || k < 1 / STRETCH || view.zoom >= DETAIL_ZOOM !== made.zoom >= DETAIL_ZOOM) return false
    const [left, top] = [view.x - made.x * k, view.y - made.y * k]
    return left <= 0 && top <= 0 && left + made.across * k >= view.width && top + made.down * k >= view.height
  }

  /** Boxes in view that were left out because they had DOM, and lost it since. */
  function isCovered({ painted, zoom }: Drawn): boolean {
    return zoom < DETAIL_ZOOM || thingsIn(camera.visible()).every(({ id }) => hasDom(id) || painted.has(id))
  }

  function thingsIn(rect: Rect): readonly { readonly id: string }[] {
    const nodes = scene.nodesIn(rect)
    return scene.shapes.list.length === 0 ? nodes : [...nodes, ...scene.shapes.within(rect)]
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
    const now = performance.now()
    const isMoving = now - (drawn?.isPicture === true ? followedAt : shrunkAt) < REST_MS
    const mx = isMoving ? Math.round(view.width * MARGIN) : 0
    const my = isMoving ? Math.round(view.height * MARGIN) : 0
    const across = view.width + 2 * mx
    const down = view.height + 2 * my
    isShifted = false
    ways.forget()
    const { zoom } = view
    const seen = camera.visible()
    const visible = {
      x: seen.x - mx / zoom,
      y: seen.y - my / zoom,
      width: across / zoom,
      height: down / zoom,
    }
    // Those in the margin have their DOM before they are seen.
    const bare = zoom < DETAIL_ZOOM ? [] : thingsIn(seen).filter(({ id }) => !hasDom(id))
    const isPicture = zoom < DETAIL_ZOOM && scene.hasMoreIn(visible, MOST_PAINTED)
    const isBare = isPicture && focus === null && scene.bundles().length === 0
    drawn = {
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
      isBare,
      painted: new Set(bare.map(({ id }) => id)),
    }
    if (isBare) {
      showPicture(view, dpr)
      return
    }
    const next = isMoving ? surfaces.wide : surfaces.plain
    if (surface !== next) surface?.setVisible(false)
    surface = next
    const g = surface.sheet(across, down, dpr)
    paintOn(g, theme, view, drawn, visible, isPicture && focus === null ? [] : scene.nodesIn(visible), {
      isWhole: true,
      again: repaint,
    })
    surface.show()
    sheet = { x: drawn.x, y: drawn.y, zoom, width: across, height: down, dpr }
    tiles?.drop(sheet)
    tiles?.place(-mx, -my)
    surface.place(-mx, -my, 1)
    surface.setVisible(true)
    overview.hide()
    if (surface === surfaces.plain) stillSoon(surfaces.plain)
  }

  function paintOn(
    g: Pen,
    colors: PaintTheme,
    view: View,
    { x, y, zoom, dpr, isPicture, painted }: Drawn,
    visible: Rect,
    nodes: readonly SceneNode[],
    drawing: Drawing,
  ): void {
    if (isPicture) {
      g.globalAlpha = focus === null ? 1 : FADED * colors.fade + 0.15
      overview.look(view, dpr)
      overview.paint(g, { ...view, x, y }, dpr)
      if (scene.bundles().length > 0) {
        g.setTransform(zoom * dpr, 0, 0, zoom * dpr, x * dpr, y * dpr)
        paintBundles(g, scene.bundles(), colors, zoom)
      }
      g.globalAlpha = 1
      if (focus !== null) {
        g.setTransform(zoom * dpr, 0, 0, zoom * dpr, x * dpr, y * dpr)
        paintBoxes(
          g,
          nodes.filter((node) => focus?.nodes.has(node)),
          colors,
          zoom,
        )
      }
      return
    }
    g.setTransform(zoom * dpr, 0, 0, zoom * dpr, x * dpr, y * dpr)
    const edges = ways.linesIn(visible, quick, drawing)
    paintView(g, { scene, theme: colors, focus, zoom, visible, nodes, edges, hasDom, painted })
  }

  return {
    attach(element) {
      const far = element.cloneNode() as HTMLCanvasElement
      element.after(far)
      const wide = element.cloneNode() as HTMLCanvasElement
      element.after(wide)
      const picture = element.cloneNode() as HTMLCanvasElement
      element.after(picture)
      surfaces = { plain: createRestingSurface(element, picture), wide: createLiveSurface(wide) }
      for (const one of Object.values(surfaces)) one.setVisible(false)
      tiles = createTiles(wide, paintPiece)
      overview.attach(createPictureSurface(far))
      stop = () => {
        picture.remove()
        wide.remove()
        far.remove()
      }
      repaint()
    },
    draw,
    follow,
    repaint,
    mounted() {
      // What is painted below a box that is there now does no harm until the camera rests.
      if (drawn !== null && isFollowed()) isShifted = true
      else repaint()
    },
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
    isMounted: (test) => void (hasDom = test),
    isPainted: (id) => drawn === null || frame !== 0 || drawn.painted.has(id),
    dispose() {
      cancelAnimationFrame(frame)
      cancelIdleCallback(idle)
      ways.dispose()
      clearTimeout(rest)
      clearTimeout(still)
      stop()
      tiles?.dispose()
      overview.dispose()
    },
  }
}
