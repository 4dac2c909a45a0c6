/** Pulling a run of the selected edge to where it reads better. */
import type { SceneEdge } from '../../../shared/layout/scene/scene.ts'
import { bendOf, pullRun, runAt } from '../../../shared/layout/routing/bend.ts'
import type { Point } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import { isFar } from './gesture-click.ts'
import type { Gesture } from './gestures.ts'
import { setBend } from '../edits/edits.ts'

/** Finer than the grid of boxes: two lanes fit between two of its lines. */
const STEP_PX = 4

export function bendGesture(engine: Engine, edge: SceneEdge, at: Point, down: PointerEvent): Gesture {
  const { scene, camera, overlay, painter, editor } = engine
  const press = { x: down.clientX, y: down.clientY }
  const route = scene.routeOf(edge)
  const before = edge.bend
  const run = runAt(route, at.x, at.y)
  const isFlat = route[2 * run + 1] === route[2 * run + 3]
  let begun = false
  const show = (): void => {
    overlay.refresh()
    painter.repaint()
  }
  return {
    name: 'bend',
    move(event) {
      begun ||= isFar(event, press)
      if (!begun) return
      const flow = camera.toFlow({ x: event.clientX, y: event.clientY })
      const value = Math.round((isFlat ? flow.y : flow.x) / STEP_PX) * STEP_PX
      scene.bend(edge, pullRun(route, edge.from, run, value))
      show()
    },
    end() {
      if (!begun) return
      // As it is drawn: runs that came to lie in line are one.
      setBend(editor, edge, bendOf(scene.routeOf(edge), edge.from))
      engine.refresh()
    },
    cancel() {
      scene.bend(edge, before)
      show()
    },
  }
}
