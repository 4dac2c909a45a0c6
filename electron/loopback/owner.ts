/** A host without its owner would serve on with nobody to stop it. */
const CHECK_MS = 500

/** Calls back once when the process that started this one is gone. @returns stop watching */
export function watchOwner(gone: () => void, owner: number = process.ppid): () => void {
  // Started by init itself (a service): there is no owner to lose.
  if (owner <= 1) return () => {}
  const timer = setInterval(() => {
    if (process.ppid === owner && isAlive(owner)) return
    clearInterval(timer)
    gone()
  }, CHECK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}
