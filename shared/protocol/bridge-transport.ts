/** Electron's pipe: what the preload exposes as `window.relata`. */
import type { ClientFrame, HostFrame } from './frames.ts'
import type { Transport } from './transport.ts'

/** All that crosses the context bridge. */
export interface Bridge {
  send(frame: ClientFrame): void
  /** @returns unsubscribe */
  onFrame(listener: (frame: HostFrame) => void): () => void
}

export function createBridgeTransport(bridge: Bridge): Transport {
  return {
    send: (frame) => bridge.send(frame),
    onFrame: (listener) => bridge.onFrame(listener),
    // The host lives as long as the window does.
    onClose: () => () => {},
    close: () => {},
  }
}
