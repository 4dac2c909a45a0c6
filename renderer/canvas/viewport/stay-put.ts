/** The drawing stays where it is on the screen while bars above it come and go. */
import type { Camera } from './camera.ts'

/**
 * Upright only: a panel beside the drawing would cover what is drawn there.
 *
 * @returns detach
 */
export function stayPut(root: HTMLElement, camera: Camera): () => void {
  let last = root.getBoundingClientRect()
  let windowPx = innerHeight
  const observer = new ResizeObserver(() => {
    const now = root.getBoundingClientRect()
    // Hidden for a moment it has no place of its own.
    if (now.width === 0 || now.height === 0) return
    const dy = last.top - now.top
    const isOtherWindow = innerHeight !== windowPx
    last = now
    windowPx = innerHeight
    if (dy !== 0 && !isOtherWindow) camera.panBy(0, dy)
  })
  observer.observe(root)
  return () => observer.disconnect()
}
