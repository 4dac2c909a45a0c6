/** Lines that end at collapsed areas, onto a 2D context: as edges are, those of several relations with their number. */
import { bundleSpot } from '../../../shared/layout/drawing/bundle-spot.ts'
import type { Bundle } from '../../../shared/layout/scene/bundles.ts'
import { paintEdges } from './paint-edges.ts'
import { DETAIL_ZOOM, SANS } from './paint.ts'
import type { Pen } from './paint.ts'
import type { PaintTheme } from './theme.ts'

const RADIUS_PX = 9
/** Smaller on the screen than this, a number is a blot. */
const LEAST_ZOOM = 0.35

export function paintBundles(g: Pen, bundles: readonly Bundle[], theme: PaintTheme, zoom: number): void {
  if (bundles.length === 0) return
  paintEdges(g, bundles, theme, zoom)
  if (zoom < LEAST_ZOOM) return
  g.lineWidth = zoom < DETAIL_ZOOM ? 1 / zoom : 1.25
  g.textAlign = 'center'
  g.textBaseline = 'middle'
  g.font = `600 11px ${SANS}`
  for (const { edges, route } of bundles) {
    if (edges.length < 2) continue
    const { x, y } = bundleSpot(route)
    g.beginPath()
    g.arc(x, y, RADIUS_PX, 0, 2 * Math.PI)
    g.fillStyle = theme.bg
    g.fill()
    g.strokeStyle = theme.edge
    g.stroke()
    g.fillStyle = theme.title
    g.fillText(String(edges.length), x, y + 0.5)
  }
  g.textAlign = 'start'
}
