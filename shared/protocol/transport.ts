/** A pipe for frames. Electron IPC, a WebSocket and memory are the three there are. */
import type { Connection, Dispatcher } from './dispatcher.ts'
import type { ClientFrame, HostFrame } from './frames.ts'

export interface Transport {
  send(frame: ClientFrame): void
  /** @returns unsubscribe */
  onFrame(listener: (frame: HostFrame) => void): () => void
  /** Called once, when the pipe is gone for good. */
  onClose(listener: () => void): () => void
  close(): void
}

interface MemoryOptions {
  /** What a wire does to a frame: `structuredClone`, or there and back through JSON. Default: nothing. */
  readonly through?: (frame: unknown) => unknown
  readonly id?: string
}

/** A client's end that talks to a dispatcher in the same process; frames arrive in later microtasks. */
export function createMemoryTransport(dispatcher: Dispatcher, options: MemoryOptions = {}): Transport {
  const through = options.through ?? ((frame: unknown) => frame)
  const frameListeners = new Set<(frame: HostFrame) => void>()
  const closeListeners = new Set<() => void>()
  const early: HostFrame[] = []
  let open = true

  const deliver = (frame: HostFrame) => {
    if (frameListeners.size === 0) early.push(frame)
    for (const listener of frameListeners) listener(frame)
  }
  const connection: Connection = dispatcher.connect({
    id: options.id ?? 'memory',
    send(frame) {
      const copy = through(frame) as HostFrame
      queueSoon(() => open && deliver(copy))
    },
  })
  return {
    send(frame) {
      if (!open) return
      const copy = through(frame)
      queueSoon(() => open && connection.receive(copy))
    },
    onFrame(listener) {
      frameListeners.add(listener)
      for (const frame of early.splice(0)) listener(frame)
      return () => frameListeners.delete(listener)
    },
    onClose(listener) {
      closeListeners.add(listener)
      return () => closeListeners.delete(listener)
    },
    close() {
      if (!open) return
      open = false
      connection.close()
      for (const listener of closeListeners) listener()
    },
  }
}

function queueSoon(run: () => void): void {
  void Promise.resolve().then(run)
}
