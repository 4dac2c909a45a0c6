/** Frames over WebSockets: one connection of the dispatcher each. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

import type { Dispatcher } from '../../shared/protocol/dispatcher.ts'
import { MAX_FRAME_BYTES } from '../../shared/protocol/limits.ts'
import { packFrame } from '../../shared/protocol/packed-frames.ts'
import { createPartReader, toParts } from '../../shared/protocol/parts.ts'
import type { Secrets } from './secrets.ts'

const MAX_CONNECTIONS = 8
const PING_MS = 30_000
const PROTOCOL = 'relata.v1'
/** 1003: not what we take; 1008: against the rules. */
const CLOSE_BAD_DATA = 1003

export interface SocketServer {
  /** For requests that the policy let through; the token is checked here. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  readonly connections: number
  close(): void
}

export function createSocketServer(dispatcher: Dispatcher, secrets: Secrets): SocketServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has(PROTOCOL) ? PROTOCOL : false),
  })
  const alive = new Set<WebSocket>()
  const pings = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.has(socket)) socket.terminate()
      alive.delete(socket)
      socket.ping()
    }
  }, PING_MS)
  pings.unref()

  return {
    get connections() {
      return server.clients.size
    },
    async upgrade(request, socket, head) {
      // A peer that hangs up while we wait is no error of ours.
      socket.on('error', () => socket.destroy())
      const token = tokenOf(request)
      if (token === null || !(await secrets.isToken(token))) return refuseUpgrade(socket, 401)
      if (server.clients.size >= MAX_CONNECTIONS) return refuseUpgrade(socket, 503)
      server.handleUpgrade(request, socket, head, (client) => {
        alive.add(client)
        client.on('pong', () => alive.add(client))
        serve(client, socket, dispatcher)
      })
    },
    close() {
      clearInterval(pings)
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function tokenOf(request: IncomingMessage): string | null {
  const offered = request.headers['sec-websocket-protocol']?.split(',').map((part) => part.trim()) ?? []
  if (!offered.includes(PROTOCOL)) return null
  return offered.find((part) => part.startsWith('token.'))?.slice('token.'.length) ?? null
}

const REASONS: { readonly [status: number]: string } = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  503: 'Service Unavailable',
}

export function refuseUpgrade(socket: Duplex, status: number): void {
  if (socket.destroyed) return
  socket.end(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function serve(client: WebSocket, socket: Duplex, dispatcher: Dispatcher): void {
  const reader = createPartReader()
  let messages = 0
  /** One message as two frames of the WebSocket, in one write. */
  function sendPacked([head, batch]: readonly [Uint8Array, Uint8Array]): void {
    socket.cork()
    client.send(head, { fin: false })
    client.send(batch)
    socket.uncork()
  }
  const connection = dispatcher.connect({
    id: randomBytes(16).toString('hex'),
    send(frame) {
      if (client.readyState !== client.OPEN) return
      const packed = packFrame(frame)
      if (packed !== null) return sendPacked(packed)
      for (const part of toParts(JSON.stringify(frame), messages++)) client.send(part)
    },
  })
  client.on('message', (data, isBinary) => {
    const text = isBinary ? 'broken' : reader.read(String(data))
    if (text === null) return
    const frame = text === 'broken' ? undefined : parse(text)
    if (frame === undefined) client.close(CLOSE_BAD_DATA)
    else connection.receive(frame)
  })
  client.on('close', () => connection.close())
  client.on('error', () => client.terminate())
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
