/**
 * The small picture of the whole drawing. While boxes are dragged only the spots are painted where one was or is:
 * ten times a second all of ten thousand would cost as much as the drag.
 */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Tone } from '../../../shared/layout/scene/marks.ts'
import type { Scene, SceneNode } from '../../../shared/layout/scene/scene.ts'
import { colorOf } from '../painting/theme.ts'
import type { PaintTheme } from '../painting/theme.ts'

export interface MinimapPicture {
  /**
   * @param g its transform takes canvas px to the map's
   * @param leastPx least side of a box, canvas px
   * @param isAnew the map's place or its colours are other ones; the canvas is empty
   */
  paint(g: CanvasRenderingContext2D, scene: Scene, theme: PaintTheme, leastPx: number, isAnew: boolean): void
}

/** With more boxes changed all are painted. */
const FEW = 60
const ALPHA = 0.75

export function createMinimapPicture(): MinimapPicture {
  /** What the picture shows, by slot: x, y, width, height; no width: nothing. */
  let places = new Float64Array(0)
  let colors: string[] = []

  const numberAt = (at: number): number => places[at] ?? 0
  const placeAt = (slot: number): Rect => ({
    x: numberAt(4 * slot),
    y: numberAt(4 * slot + 1),
    width: numberAt(4 * slot + 2),
    height: numberAt(4 * slot + 3),
  })

  function isAlike(slot: number, node: SceneNode | undefined, theme: PaintTheme): boolean {
    const at = 4 * slot
    if (node === undefined) return places[at + 2] === 0
    return (
      places[at] === node.x &&
      places[at + 1] === node.y &&
      places[at + 2] === node.width &&
      places[at + 3] === node.height &&
      colors[slot] === mapColor(node, theme)
    )
  }

  function keep(slot: number, node: SceneNode | undefined, theme: PaintTheme): void {
    if (node === undefined) places.fill(0, 4 * slot, 4 * slot + 4)
    else {
      places.set([node.x, node.y, node.width, node.height], 4 * slot)
      colors[slot] = mapColor(node, theme)
    }
  }

  /** Where the picture is to be another one; null: nearly everywhere. */
  function changedSpots(scene: Scene, theme: PaintTheme): Rect[] | null {
    const { nodeBySlot } = scene
    const slots = scene.takeMapDirty()
    if (slots === null || places.length !== 4 * nodeBySlot.length) return null
    const changed: number[] = []
    for (const slot of slots) {
      if (isAlike(slot, nodeBySlot[slot], theme)) continue
      if (changed.length === FEW) return null
      changed.push(slot)
    }
    return changed.flatMap((slot) => {
      const before = placeAt(slot)
      keep(slot, nodeBySlot[slot], theme)
      return [before, placeAt(slot)].filter(({ width }) => width > 0)
    })
  }

  function fill(g: CanvasRenderingContext2D, slots: Iterable<number>, least: number): void {
    const byColor = new Map<string, Path2D>()
    for (const slot of slots) {
      const { x, y, width, height } = placeAt(slot)
      if (width === 0) continue
      const color = colors[slot] ?? ''
      const path = byColor.get(color) ?? new Path2D()
      byColor.set(color, path)
      path.rect(x, y, Math.max(least, width), Math.max(least, height))
    }
    g.globalAlpha = ALPHA
    for (const [color, path] of byColor) {
      g.fillStyle = color
      g.fill(path)
    }
  }

  return {
    paint(g, scene, theme, least, isAnew) {
      const found = changedSpots(scene, theme)
      const spots = isAnew ? null : found
      if (spots === null) {
        places = new Float64Array(4 * scene.nodeBySlot.length)
        colors = []
        scene.nodeBySlot.forEach((node, slot) => keep(slot, node, theme))
        g.save()
        g.resetTransform()
        g.clearRect(0, 0, g.canvas.width, g.canvas.height)
        g.restore()
        fill(g, colors.keys(), least)
        return
      }
      for (const spot of spots) {
        const { x, y, width, height } = onPixels(g, spot, least)
        g.save()
        g.beginPath()
        g.rect(x, y, width, height)
        g.clip()
        g.clearRect(x, y, width, height)
        // Small boxes are drawn larger than they are: to the right and down.
        const near = { x: x - least, y: y - least, width: width + least, height: height + least }
        fill(
          g,
          scene.nodesIn(near).map(({ slot }) => slot),
          least,
        )
        g.restore()
      }
    },
  }
}

/** The rectangle grown to whole pixels of the map: what is beside it stays as it is. */
function onPixels(g: CanvasRenderingContext2D, rect: Rect, least: number): Rect {
  const { a: scale, e, f } = g.getTransform()
  const left = Math.floor(rect.x * scale + e) - 1
  const top = Math.floor(rect.y * scale + f) - 1
  const right = Math.ceil((rect.x + Math.max(least, rect.width)) * scale + e) + 1
  const bottom = Math.ceil((rect.y + Math.max(least, rect.height)) * scale + f) + 1
  return { x: (left - e) / scale, y: (top - f) / scale, width: (right - left) / scale, height: (bottom - top) / scale }
}

function mapColor({ tone, color }: SceneNode, theme: PaintTheme): string {
  if (tone === 'dim') return theme.dot
  return tone === null ? colorOf(theme, color) : theme.tones[tone as Tone]
}
