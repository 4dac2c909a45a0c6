/**
 * The page's line to its host: Electron's bridge, the loopback host's WebSocket, or a host in memory
 * (`?host=memory`: development and tests without a server; nothing reaches the disk).
 */
import { createBridgeTransport } from '../../../shared/protocol/bridge-transport.ts'
import type { Bridge } from '../../../shared/protocol/bridge-transport.ts'
import { createClient } from '../../../shared/protocol/client.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import { createWebSocketTransport, webSocketProtocols } from '../../../shared/protocol/web-socket-transport.ts'
import { loopbackToken } from './loopback-token.ts'
import { createWorkerSocket } from './worker-socket.ts'

export async function connect(): Promise<Client> {
  const bridge = (window as { readonly relata?: Bridge }).relata
  if (bridge !== undefined) return createClient(createBridgeTransport(bridge))
  if (new URLSearchParams(location.search).get('host') === 'memory') {
    const { createMemoryClient } = await import('./memory-host.ts')
    return createMemoryClient()
  }
  // It starts while the token is asked for.
  const socket = createWorkerSocket()
  const token = await loopbackToken()
  const url = new URL('ws', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  url.search = ''
  socket.open(url, webSocketProtocols(token))
  return createClient(createWebSocketTransport(socket))
}
