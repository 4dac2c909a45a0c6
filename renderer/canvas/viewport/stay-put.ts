/** The drawing stays where it is on the screen while bars above it come and go, and in the middle of a window of another size. */
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Camera } from './camera.ts'

/** Panels fold a moment after the window has become narrow: that is the window's doing, too. */
const SETTLE_MS = 400

/**
 * @param bounds of all that is drawn
 * @returns detach
 */
export function stayPut(root: HTMLElement, camera: Camera, bounds: () => Rect | null): () => void {
  let last = root.getBoundingClientRect()
  let windowPx = [innerWidth, innerHeight]
  let resizedAt = -Infinity
  /** The size that the camera was last put right for. */
  let fittedTo = last
  let frame = 0

  function followWindow(): void {
    frame = 0
    const [dx, dy] = [(last.width - fittedTo.width) / 2, (last.height - fittedTo.height) / 2]
    const { x, y, zoom } = camera.view()
    const before = { x: -x / zoom, y: -y / zoom, width: fittedTo.width / zoom, height: fittedTo.height / zoom }
    const all = bounds()
    fittedTo = last
    // What was shown as a whole is shown so again, with what came to it since.
    if (camera.isAsShown()) camera.showAgain(all !== null && holds(before, all) ? all : undefined)
    else camera.panBy(dx, dy)
  }

  const observer = new ResizeObserver(() => {
    const now = root.getBoundingClientRect()
    // Hidden for a moment it has no place of its own.
    if (now.width === 0 || now.height === 0) return
    const dy = last.top - now.top
    last = now
    if (innerWidth !== windowPx[0] || innerHeight !== windowPx[1]) {
      windowPx = [innerWidth, innerHeight]
      resizedAt = performance.now()
    }
    if (performance.now() - resizedAt < SETTLE_MS) {
      // A frame later the camera knows the new size.
      frame ||= requestAnimationFrame(followWindow)
      return
    }
    fittedTo = now
    // Upright only: a panel beside the drawing would cover what is drawn there.
    if (dy !== 0) camera.panBy(0, dy)
  })
  observer.observe(root)
  return () => {
    cancelAnimationFrame(frame)
    observer.disconnect()
  }
}

function holds(a: Rect, b: Rect): boolean {
  return b.x >= a.x && b.y >= a.y && b.x + b.width <= a.x + a.width && b.y + b.height <= a.y + a.height
}
