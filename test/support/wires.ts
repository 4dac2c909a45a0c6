/**
 * One host, three wires: memory, Electron's IPC as far as it can be had without Electron (structured
 * clone each way, later turns), and a real WebSocket on loopback.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'

import { startLoopback } from '../../electron/loopback/serve.ts'
import { createTestHost, tempFolder } from '../../electron/test-support/test-host.ts'
import { createBridgeTransport } from '../../shared/protocol/bridge-transport.ts'
import { createClient } from '../../shared/protocol/client.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { ClientFrame, HostFrame } from '../../shared/protocol/frames.ts'
import { createMemoryTransport } from '../../shared/protocol/transport.ts'
import { createWebSocketTransport, webSocketProtocols } from '../../shared/protocol/web-socket-transport.ts'

export interface Wire {
  readonly folder: string
  readonly client: Client
  /** Sends anything, as a page gone wrong would; answers come to `onFrame`. */
  sendRaw(message: unknown): void
  onFrame(listener: (frame: HostFrame) => void): void
  close(): Promise<void>
}

export const WIRES: { readonly [name: string]: () => Promise<Wire> } = {
  async memory() {
    const test = createTestHost()
    const listeners = new Set<(frame: HostFrame) => void>()
    const raw = test.host.dispatcher.connect({ id: 'raw', send: (frame) => listeners.forEach((l) => l(frame)) })
    return {
      folder: test.folder,
      client: createClient(createMemoryTransport(test.host.dispatcher), { validate: true }),
      sendRaw: (message) => raw.receive(message),
      onFrame: (listener) => void listeners.add(listener),
      close: test.close,
    }
  },

  async ipc() {
    const test = createTestHost()
    const channel = () => {
      const listeners = new Set<(frame: HostFrame) => void>()
      const early: HostFrame[] = []
      const connection = test.host.dispatcher.connect({
        id: `ipc-${Math.random()}`,
        send(frame) {
          const copy = structuredClone(frame)
          setImmediate(() => (listeners.size === 0 ? early.push(copy) : listeners.forEach((l) => l(copy))))
        },
      })
      const send = (frame: unknown) => {
        const copy: unknown = structuredClone(frame)
        setImmediate(() => connection.receive(copy))
      }
      const onFrame = (listener: (frame: HostFrame) => void) => {
        listeners.add(listener)
        early.splice(0).forEach(listener)
        return () => void listeners.delete(listener)
      }
      return { send, onFrame }
    }
    const raw = channel()
    return {
      folder: test.folder,
      client: createClient(createBridgeTransport(channel() as { send(frame: ClientFrame): void } & typeof raw), {
        validate: true,
      }),
      sendRaw: raw.send,
      onFrame: raw.onFrame,
      close: test.close,
    }
  },

  async websocket() {
    const folder = tempFolder()
    mkdirSync(join(folder, '.page'))
    writeFileSync(join(folder, '.page', 'index.html'), '')
    const loopback = await startLoopback({
      rendererFolder: join(folder, '.page'),
      dataFolder: join(folder, '.home'),
      roots: [folder],
      validateResults: true,
    })
    const origin = `http://127.0.0.1:${loopback.port}`
    const code = new URLSearchParams(new URL(loopback.url).hash.slice(1)).get('code')
    const answer = await fetch(`${origin}/auth`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    const { token } = (await answer.json()) as { token: string }
    const open = () => new WebSocket(`ws://127.0.0.1:${loopback.port}/ws`, webSocketProtocols(token), { origin })
    const raw = open()
    await new Promise((resolve) => raw.once('open', resolve))
    return {
      folder,
      client: createClient(createWebSocketTransport(open() as never), { validate: true }),
      sendRaw: (message) => raw.send(JSON.stringify(message)),
      onFrame: (listener) => void raw.on('message', (data) => listener(JSON.parse(String(data)) as HostFrame)),
      close: () => loopback.close(),
    }
  },
}
