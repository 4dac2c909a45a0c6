/** A loopback host as a process of its own (tests kill it). Prints `{"url"}`, serves until it is stopped or its owner is gone. */
import { startLoopback } from './serve.ts'

const [document = null, rendererFolder] = process.argv.slice(2)
const stop = () => process.exit(0)
const loopback = await startLoopback({
  document: document === '-' ? null : document,
  ...(rendererFolder === undefined ? {} : { rendererFolder }),
  onOrphaned: stop,
})
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
console.log(JSON.stringify({ url: loopback.url }))
