/** A part of the drawing, in the order in which things lie over each other. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Scene, SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import { paintLandmarks } from './landmarks.ts'
import { paintBundles } from './paint-bundles.ts'
import { paintEdges } from './paint-edges.ts'
import type { PaintedEdge } from './paint-edges.ts'
import { paintAreaNames, paintAreas, paintNotes } from './paint-shapes.ts'
import { DETAIL_ZOOM, paintBoxes, paintFullBox, paintGround } from './paint.ts'
import type { Pen } from './paint.ts'
import type { PaintTheme } from './theme.ts'

/** How much is left of what the pointer does not rest on. */
export const FADED = 0.22

/** What the pointer rests on: these stay, the rest fades. */
export interface Focus {
  readonly nodes: ReadonlySet<SceneNode>
  readonly edges: ReadonlySet<SceneEdge>
}

export interface PaintedView {
  readonly scene: Scene
  readonly theme: PaintTheme
  readonly focus: Focus | null
  readonly zoom: number
  readonly visible: Rect
  readonly nodes: readonly SceneNode[]
  readonly edges: readonly SceneEdge[]
  /** Boxes, areas and notes that the page shows by itself. */
  readonly hasDom: (id: string) => boolean
  /** Boxes that are painted with their rows, from the zoom on at which they have some. */
  readonly painted: ReadonlySet<string>
}

/** @param g in px of the drawing */
export function paintView(g: Pen, view: PaintedView): void {
  const { scene, theme, focus, zoom, visible, nodes, hasDom, painted } = view
  const isDetailed = zoom >= DETAIL_ZOOM
  const rest = focus === null ? 1 : FADED * theme.fade
  const shapes = scene.shapes.list.length === 0 ? [] : scene.shapes.within(visible)
  const areas = shapes.filter((shape) => shape.kind === 'area')
  const notes = shapes.filter((shape) => shape.kind === 'note' && !hasDom(shape.id))
  paintGround(g, visible, theme, zoom)
  g.globalAlpha = rest
  paintAreas(g, areas, theme, zoom, (id) => isDetailed && hasDom(id))
  g.globalAlpha = 1
  paintLines(g, view)
  g.globalAlpha = rest
  paintBundles(g, scene.bundles(), theme, zoom)
  g.globalAlpha = rest
  paintNotes(g, notes, theme, zoom)
  g.globalAlpha = 1
  if (isDetailed) {
    for (const node of nodes) if (painted.has(node.id)) paintFullBox(g, node, theme)
    return
  }
  if (focus !== null) {
    g.globalAlpha = FADED * theme.fade
    const faded = nodes.filter((node) => !focus.nodes.has(node))
    paintBoxes(g, faded, theme, zoom)
    g.globalAlpha = 1
  }
  const shown = nodes.filter((node) => focus === null || focus.nodes.has(node))
  // The one with the keyboard has DOM, too: what it says at this size cannot be read.
  paintBoxes(g, shown, theme, zoom)
  paintAreaNames(g, areas, theme, zoom)
  paintLandmarks(g, shown, ({ out, into }) => out.length + into.length, theme, zoom, areas)
}

function paintLines(g: Pen, { theme, focus, zoom, edges, visible }: PaintedView): void {
  const painted = edges as readonly (SceneEdge & PaintedEdge)[]
  if (focus === null) {
    paintEdges(g, painted, theme, zoom, visible)
    return
  }
  g.globalAlpha = FADED * theme.fade
  const faded = painted.filter((edge) => !focus.edges.has(edge))
  paintEdges(g, faded, theme, zoom, visible)
  g.globalAlpha = 1
  const lit = painted.filter((edge) => focus.edges.has(edge))
  paintEdges(g, lit, theme, zoom, visible)
}
