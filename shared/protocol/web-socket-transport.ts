/** The loopback host's pipe: frames as JSON over one WebSocket, long ones in parts; rows as bytes. */
import type { HostFrame } from './frames.ts'
import { unpackFrame } from './packed-frames.ts'
import { createPartReader, toParts } from './parts.ts'
import type { Transport } from './transport.ts'

/** What the WebSockets of browsers and of Node have in common. */
export interface WebSocketLike {
  readonly readyState: number
  /** Set to `arraybuffer`. */
  binaryType: string
  send(text: string): void
  close(): void
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

/** `WebSocket` subprotocols for a token: the first is what the host answers with. */
export function webSocketProtocols(token: string): string[] {
  return ['relata.v1', `token.${token}`]
}

const OPEN = 1

export function createWebSocketTransport(socket: WebSocketLike): Transport {
  const frameListeners = new Set<(frame: HostFrame) => void>()
  const closeListeners = new Set<() => void>()
  const early: HostFrame[] = []
  const unsent: string[] = []
  const reader = createPartReader()
  let messages = 0
  socket.binaryType = 'arraybuffer'

  /** null: more is to come. */
  function read(data: unknown): HostFrame | null | 'broken' {
    if (data instanceof ArrayBuffer) return unpackFrame(data) ?? 'broken'
    const text = typeof data === 'string' ? reader.read(data) : 'broken'
    return text === null || text === 'broken' ? text : (JSON.parse(text) as HostFrame)
  }

  socket.addEventListener('open', () => {
    for (const text of unsent.splice(0)) socket.send(text)
  })
  socket.addEventListener('message', ({ data }) => {
    const frame = read(data)
    if (frame === null) return
    if (frame === 'broken') return socket.close()
    if (frameListeners.size === 0) early.push(frame)
    for (const listener of frameListeners) listener(frame)
  })
  socket.addEventListener('close', () => {
    for (const listener of closeListeners) listener()
    closeListeners.clear()
  })
  return {
    send(frame) {
      for (const text of toParts(JSON.stringify(frame), messages++)) {
        if (socket.readyState === OPEN) socket.send(text)
        else if (socket.readyState < OPEN) unsent.push(text)
      }
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
    close: () => socket.close(),
  }
}
