/**
 * The session process: one database, killed when a statement does not stop. No handler for SIGTERM here:
 * with one, a process stuck in SQLite would outlive it.
 */
import { createTableDispatcher } from '../../../shared/protocol/dispatcher.ts'
import type { HostFrame } from '../../../shared/protocol/frames.ts'
import { endWithParent } from './end-with-parent.ts'
import { giveBack } from './give-back.ts'
import { createSessionHandlers } from './session-handlers.ts'
import { SESSION_METHODS } from './session-methods.ts'

/** The pipe to the host: `process` under Node, `process.parentPort` in Electron. */
interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

function openPort(): Port {
  const electron = (process as { parentPort?: ElectronPort }).parentPort
  if (electron !== undefined) {
    return {
      post: (message) => electron.postMessage(message),
      onMessage: (listener) => electron.on('message', ({ data }) => listener(data)),
    }
  }
  // The host is gone: nobody is left to answer to.
  process.on('disconnect', () => process.exit(0))
  return {
    // With a callback a broken pipe is reported there, not thrown: the end comes by `disconnect`.
    post: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on('message', listener),
  }
}

const port = openPort()
// Before the first statement: a stuck main thread could not start it any more.
endWithParent()
const dispatcher = createTableDispatcher(SESSION_METHODS, createSessionHandlers(), {
  host: 'session',
  features: [],
  rights: new Set(),
  log: (error, method, cause) => {
    if (error.code === 'INTERNAL') console.error(`session ${error.ref} ${method}:`, cause)
  },
})
const connection = dispatcher.connect({ id: 'host', send })

/** Posting copies; a batch of rows is made for one frame, and was all that its bytes were for. */
function send(frame: HostFrame): void {
  port.post(frame)
  if (frame.k !== 'item') return
  const batch = (frame.d as { readonly batch?: unknown } | null)?.batch
  if (batch instanceof Uint8Array) giveBack(batch)
}
port.onMessage((message) => connection.receive(message))
