/**
 * Ends this process when its parent is gone, even while a statement keeps the main thread: a thread of
 * its own looks after the parent. Without it a killed host would leave its endless queries running.
 */
import { Worker } from 'node:worker_threads'

const CHECK_MS = 500

const WATCH = `
const parent = process.ppid
setInterval(() => {
  let alive = process.ppid === parent
  if (alive) try { process.kill(parent, 0) } catch (thrown) { alive = thrown.code === 'EPERM' }
  if (!alive) process.kill(process.pid, 'SIGKILL')
}, ${CHECK_MS})
`

let watching: Worker | null = null

/** From now on; a second call changes nothing. */
export function endWithParent(): void {
  if (watching !== null) return
  watching = new Worker(WATCH, { eval: true, stdin: false })
  // Not knowing is no reason to fall.
  watching.on('error', () => {})
  watching.unref()
}
