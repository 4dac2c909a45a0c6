/**
 * The first view of a design, painted before there is a page around it: what the canvas is going to show, drawn by the
 * same hands in the same place. It lies over the real one until that has something to show, and takes no input.
 */
import type { ErDocument } from '../../../shared/document/records.ts'
import { rootOf } from '../../../shared/document/records.ts'
import { createScene } from '../../../shared/layout/scene/scene.ts'
import type { Scene } from '../../../shared/layout/scene/scene.ts'
import { remPx } from '../../ui/rem.ts'
import { fitView } from '../viewport/fit-zoom.ts'
import { MIN_ZOOM } from '../viewport/camera.ts'
import { paintAreaNames, paintAreas, paintNotes } from './paint-shapes.ts'
import { paintEdges } from './paint-edges.ts'
import { paintLandmarks } from './landmarks.ts'
import { DETAIL_ZOOM, paintBoxes, paintFullBox, paintGround } from './paint.ts'
import { countDraw } from '../render-count.ts'
import { readTheme } from './theme.ts'

export interface PicturePlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Time for ways of lines round boxes; the canvas finds the others, ms. */
const ROUTING_MS = 12
/** The canvas has come by then, or will not, ms. */
const LONGEST_MS = 5_000

let kept: { readonly doc: ErDocument; readonly scene: Scene } | null = null

/** The scene of that document that the first picture was drawn from, to go on with; once, and null for any other. */
export function takeFirstScene(doc: ErDocument): Scene | null {
  const scene = kept?.doc === doc ? kept.scene : null
  kept = null
  return scene
}

/** @returns whether there was anything to paint */
export function paintFirst(doc: ErDocument, place: PicturePlace): boolean {
  const view = rootOf(doc).viewOrder[0]
  if (view === undefined || place.width < 1 || place.height < 1) return false
  const scene = createScene()
  scene.reset(doc, view)
  const bounds = scene.bounds()
  if (bounds === null) return false
  kept = { doc, scene }
  const fit = fitView(bounds, place, 1, remPx(1))
  const zoom = Math.max(MIN_ZOOM, fit.zoom)
  const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 + fit.lift / zoom }
  const seen = {
    x: middle.x - place.width / 2 / zoom,
    y: middle.y - place.height / 2 / zoom,
    width: place.width / zoom,
    height: place.height / zoom,
  }
  const { frame, canvas } = elements(place)
  const g = canvas.getContext('2d')
  if (g === null) return false
  const theme = readTheme(frame)
  const scale = canvas.width / place.width
  g.fillStyle = theme.bg
  g.fillRect(0, 0, canvas.width, canvas.height)
  g.setTransform(zoom * scale, 0, 0, zoom * scale, -seen.x * zoom * scale, -seen.y * zoom * scale)
  paintGround(g, seen, theme, zoom)
  const shapes = scene.shapes.list
  const areas = shapes.filter(({ kind }) => kind === 'area')
  paintAreas(g, areas, theme, zoom)
  const until = performance.now() + ROUTING_MS
  const { edges } = scene.edgesIn(seen, false, () => performance.now() < until)
  paintEdges(g, edges as never, theme, zoom)
  paintNotes(
    g,
    shapes.filter(({ kind }) => kind === 'note'),
    theme,
    zoom,
  )
  const nodes = scene.nodesIn(seen)
  if (zoom >= DETAIL_ZOOM) for (const node of nodes) paintFullBox(g, node, theme)
  else {
    paintBoxes(g, nodes, theme, zoom)
    paintAreaNames(g, areas, theme, zoom)
    paintLandmarks(g, nodes, ({ out, into }) => out.length + into.length, theme, zoom, areas)
  }
  countDraw()
  leaveWhenDrawn(frame)
  return true
}

function elements(place: PicturePlace): { readonly frame: HTMLElement; readonly canvas: HTMLCanvasElement } {
  const dpr = devicePixelRatio || 1
  const frame = document.createElement('div')
  frame.className = 'first-picture'
  frame.ariaHidden = 'true'
  Object.assign(frame.style, {
    left: `${place.x}px`,
    top: `${place.y}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
  })
  const canvas = document.createElement('canvas')
  canvas.className = 'canvas-paint'
  canvas.width = Math.round(place.width * dpr)
  canvas.height = Math.round(place.height * dpr)
  canvas.style.width = `${place.width}px`
  canvas.style.height = `${place.height}px`
  frame.append(canvas)
  document.body.append(frame)
  return { frame, canvas }
}

/** Goes once the real canvas shows something, one frame later; or when nothing comes. */
function leaveWhenDrawn(frame: HTMLElement): void {
  const until = performance.now() + LONGEST_MS
  const look = (): void => {
    const isDrawn = [...document.querySelectorAll<HTMLCanvasElement>('.canvas-stage > .canvas-paint')].some(
      ({ style }) => style.visibility !== 'hidden' && style.width !== '',
    )
    if (isDrawn || performance.now() > until) requestAnimationFrame(() => frame.remove())
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
