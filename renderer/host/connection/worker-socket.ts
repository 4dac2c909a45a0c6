/** A WebSocket that lives in a worker, as far as the protocol's transport uses one. */
import type { WebSocketLike } from '../../../shared/protocol/web-socket-transport.ts'
import type { FromSocket, ToSocket } from './socket-worker.ts'

const [CONNECTING, OPEN, CLOSED] = [0, 1, 3]

interface WorkerSocket extends WebSocketLike {
  open(url: URL, protocols: readonly string[]): void
}

/** The worker starts at once; `open` says where to, once that is known. */
export function createWorkerSocket(): WorkerSocket {
  const worker = new Worker(new URL('./socket-worker.ts', import.meta.url), { type: 'module' })
  const post = (message: ToSocket): void => worker.postMessage(message)
  const changes = { open: new Set<() => void>(), close: new Set<() => void>() }
  const readers = new Set<(event: { readonly data: unknown }) => void>()
  let readyState = CONNECTING

  function end(): void {
    if (readyState === CLOSED) return
    readyState = CLOSED
    worker.terminate()
    for (const listener of changes.close) listener()
  }
  worker.onmessage = (event: MessageEvent<FromSocket>) => {
    const { data } = event
    if (typeof data === 'string' || data instanceof ArrayBuffer) {
      for (const reader of readers) reader(event)
    } else if (data.is === 'closed') end()
    else {
      readyState = OPEN
      for (const listener of changes.open) listener()
    }
  }
  worker.onerror = (event) => {
    console.error(`The connection's worker failed: ${event.message} ${event.filename}:${event.lineno}`)
    end()
  }
  function addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  function addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  function addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    if (type === 'message') readers.add(listener)
    else if (type === 'open' || type === 'close') changes[type].add(listener as () => void)
  }
  return {
    get readyState() {
      return readyState
    },
    binaryType: 'arraybuffer',
    open: (url, protocols) => post({ url: url.href, protocols }),
    send: post,
    close: () => post(null),
    addEventListener,
  }
}
