/** The drawing stays where it is on the screen while bars and panels above it and to its left come and go. */
import type { Camera } from './camera.ts'

/** @returns detach */
export function stayPut(root: HTMLElement, camera: Camera): () => void {
  let last = root.getBoundingClientRect()
  const observer = new ResizeObserver(() => {
    const now = root.getBoundingClientRect()
    const [dx, dy] = [last.left - now.left, last.top - now.top]
    // Hidden for a moment it has no place of its own.
    if (now.width === 0 || now.height === 0) return
    last = now
    if (dx !== 0 || dy !== 0) camera.panBy(dx, dy)
  })
  observer.observe(root)
  return () => observer.disconnect()
}
