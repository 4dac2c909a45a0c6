/** Drawing an area with the mouse, and pulling areas and notes at their frame. */
import type { AreaId, NoteId } from '../../../shared/document/ids.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { AREA_HEAD_PX } from '../../../shared/layout/scene/shapes.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import { canvasStore } from '../canvas-store.ts'
import type { Point } from '../canvas-store.ts'
import { addAreaAt } from '../edits/shape-edits.ts'
import type { Engine } from '../engine.ts'
import { isFar } from './gesture-click.ts'
import type { Gesture } from './gestures.ts'
import type { Sides } from './hit.ts'
import { snapToGrid } from './snapping.ts'

const LEAST_WIDTH_PX = 96
const LEAST_AREA_PX = AREA_HEAD_PX + 40
const LEAST_NOTE_PX = 48
/** What a click with the tool makes. */
const CLICKED = { width: 480, height: 320 }

export function between(a: Point, b: Point): Rect {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) }
}

/** The tool goes back to the hand once the area is there and its name is being written. */
export function drawArea(engine: Engine, start: Point, down: PointerEvent): Gesture {
  const { camera, overlay, editor } = engine
  const press = { x: down.clientX, y: down.clientY }
  let begun = false
  const rectTo = (event: PointerEvent): Rect =>
    snapped(between(start, camera.toFlow({ x: event.clientX, y: event.clientY })))
  return {
    name: 'draw',
    move(event) {
      begun ||= isFar(event, press)
      if (begun) overlay.setMarquee(rectTo(event))
    },
    end(event) {
      overlay.setMarquee(null)
      canvasStore.setState({ tool: 'pan' })
      const rect = begun ? rectTo(event) : snapped({ ...start, ...CLICKED })
      const { width, height } = rect
      const large = { width: Math.max(LEAST_WIDTH_PX, width), height: Math.max(LEAST_AREA_PX, height) }
      const id = addAreaAt(editor, { ...rect, ...large })
      engine.window.keep(id)
      canvasStore.setState({ writing: { id, draft: null } })
    },
    cancel() {
      overlay.setMarquee(null)
      canvasStore.setState({ tool: 'pan' })
    },
  }
}

function snapped({ x, y, width, height }: Rect): Rect {
  return { x: snapToGrid(x), y: snapToGrid(y), width: snapToGrid(width), height: snapToGrid(height) }
}

export function resizeShape(engine: Engine, shape: Shape, sides: Sides, down: PointerEvent): Gesture {
  const { camera, editor, scene } = engine
  const grabbed = camera.toFlow({ x: down.clientX, y: down.clientY })
  const before = { x: shape.x, y: shape.y, width: shape.fullWidth, height: shape.fullHeight }
  let now = before
  let frame = 0
  const show = (): void => {
    frame = 0
    scene.shapes.place(shape.id, now.x, now.y, now.width, now.height)
    engine.refresh()
  }
  return {
    name: 'resize',
    move(event) {
      const at = camera.toFlow({ x: event.clientX, y: event.clientY })
      now = resized(before, sides, at.x - grabbed.x, at.y - grabbed.y, shape.kind)
      frame ||= requestAnimationFrame(show)
    },
    end() {
      cancelAnimationFrame(frame)
      const same =
        now.x === before.x && now.y === before.y && now.width === before.width && now.height === before.height
      if (same) return
      if (shape.kind === 'area') editor.dispatch('area.set', { id: shape.id as AreaId, ...now })
      else editor.dispatch('note.set', { id: shape.id as NoteId, ...now })
    },
    cancel() {
      cancelAnimationFrame(frame)
      now = before
      show()
    },
  }
}

/** The rectangle with the pulled sides on the grid, never smaller than its least size. */
export function resized(before: Rect, sides: Sides, dx: number, dy: number, kind: Shape['kind']): Rect {
  const [left, width] = pulled(before.x, before.width, sides.x, dx, LEAST_WIDTH_PX)
  const [top, height] = pulled(before.y, before.height, sides.y, dy, kind === 'area' ? LEAST_AREA_PX : LEAST_NOTE_PX)
  return { x: left, y: top, width, height }
}

function pulled(at: number, size: number, side: -1 | 0 | 1, by: number, least: number): [number, number] {
  if (side === 0) return [at, size]
  if (side === 1) return [at, Math.max(least, snapToGrid(at + size + by) - at)]
  const start = Math.min(at + size - least, snapToGrid(at + by))
  return [start, at + size - start]
}
