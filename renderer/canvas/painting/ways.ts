/** Ways of lines, found a few ms per frame where they are looked at, and ahead while nothing moves. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Scene, SceneEdge } from '../../../shared/layout/scene/scene.ts'
import type { Camera } from '../viewport/camera.ts'

/** Time for ways that nobody looked at yet, ms per frame; the rest follows in the next frames. */
const ROUTING_MS = 3
/** Less than a frame. */
const FRAME_MS = 12
/** What was found meanwhile is shown this often. */
const SHOW_EVERY_MS = 120
/**
 * The whole drawing is not made anew for ways alone while the camera moves, but so often, ms: each time it took 20 to 30
 * ms of a frame, and zooming from near to far found new ones all along.
 */
const WHOLE_EVERY_MS = 600
/** While the drawing is edited nothing is made ahead: what is typed comes first, ms. */
const CALM_MS = 250
/** Ways are made ahead this many views to each side; all of a large drawing would be much memory. */
const MOST_AHEAD = 2

/** What shows found ways when it is drawn again. */
export interface Drawing {
  readonly isWhole: boolean
  again(): void
}

interface Waiting {
  readonly rect: Rect
  readonly drawing: Drawing
  isFound: boolean
}

export interface Ways {
  /** The lines that meet the rectangle; those that have no way yet follow: it is to be drawn again then. */
  linesIn(rect: Rect, quick: boolean, drawing: Drawing): readonly SceneEdge[]
  /** All is drawn anew: nothing that was drawn before waits for its ways. */
  forget(): void
  dispose(): void
}

/** @param rests whether the camera does */
export function createWays(scene: Scene, camera: Camera, rests: () => boolean): Ways {
  let routing = 0
  let shownAt = 0
  /** Rectangles whose lines have no ways yet, the oldest first. */
  let missing: Waiting[] = []
  let wholeAt = -Infinity
  let idle = 0
  /** How far round the view ways are made ahead, in views. */
  let ahead = 0.5
  let later: ReturnType<typeof setTimeout> | undefined
  let version = -1
  let changedAt = 0
  /** When the ways that are looked for right now have to wait; null: none are. */
  let until: number | null = null
  let routedAt = -Infinity

  function isEdited(): boolean {
    if (scene.version !== version) changedAt = performance.now()
    version = scene.version
    return performance.now() - changedAt < CALM_MS
  }

  /** One and the same time for all pieces that are drawn together: eight of them once took 35 ms of a frame. */
  function isTime(): boolean {
    if (until === null) {
      routedAt = performance.now()
      until = routedAt + ROUTING_MS
      queueMicrotask(() => void (until = null))
    }
    return performance.now() < until
  }

  function mayShow({ isWhole }: Drawing): boolean {
    return !isWhole || rests() || performance.now() - wholeAt > WHOLE_EVERY_MS
  }

  /** Finds the ways that are missing, some per frame; shows them when all are there, and now and then before. */
  function routeOn(): void {
    if (missing.length === 0) return
    routing ||= requestAnimationFrame(() => {
      routing = 0
      const next = missing.find(({ isFound, drawing }) => !isFound || mayShow(drawing))
      // What was drawn in this frame has found some.
      if (next !== undefined && performance.now() - routedAt >= FRAME_MS) {
        next.isFound ||= scene.routeIn(next.rect, isTime)
        // Pieces that wait one behind the other are drawn once, when theirs are all there.
        const isDue = missing.length === 1 && performance.now() - shownAt > SHOW_EVERY_MS
        if ((next.isFound || isDue) && mayShow(next.drawing)) {
          shownAt = performance.now()
          missing = missing.filter((one) => one !== next)
          next.drawing.again()
        }
      }
      routeOn()
    })
  }

  /** While the camera rests: the ways round the view, so that panning there finds them made. */
  function routeAhead(): void {
    if (idle !== 0 || ahead > MOST_AHEAD || scene.isRouted()) return
    idle = requestIdleCallback(
      (deadline) => {
        idle = 0
        if (!rests()) return
        if (isEdited()) {
          clearTimeout(later)
          later = setTimeout(routeAhead, CALM_MS)
          return
        }
        const { x, y, width, height } = camera.visible(ahead)
        if (scene.routeIn({ x, y, width, height }, () => deadline.timeRemaining() > 3)) ahead *= 2
        routeAhead()
      },
      { timeout: 1000 },
    )
  }

  return {
    linesIn(rect, quick, drawing) {
      if (drawing.isWhole) wholeAt = performance.now()
      const { edges, complete } = scene.edgesIn(rect, quick, isTime)
      if (!complete) {
        missing.push({ rect, drawing, isFound: false })
        routeOn()
      } else if (!quick) {
        ahead = 0.5
        routeAhead()
      }
      return edges
    },
    forget: () => void (missing = []),
    dispose() {
      cancelAnimationFrame(routing)
      cancelIdleCallback(idle)
      clearTimeout(later)
    },
  }
}
