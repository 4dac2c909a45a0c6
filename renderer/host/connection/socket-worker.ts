/**
 * The loopback host's WebSocket, off the page's thread: Chromium hands a message over in pieces of a few kilobytes,
 * which costs the thread that takes them three times what the rows in it do.
 */

/** What to connect to; then texts to send; null: close. */
export type ToSocket = { readonly url: string; readonly protocols: readonly string[] } | string | null
/** What arrived, as it is; else how the socket stands. */
export type FromSocket = string | ArrayBuffer | { readonly is: 'open' | 'closed' }

interface SocketScope {
  onmessage: ((event: { data: ToSocket }) => void) | null
  postMessage(message: FromSocket, transfer?: Transferable[]): void
}

const scope = self as unknown as SocketScope
let socket: WebSocket | null = null

function open(url: string, protocols: readonly string[]): WebSocket {
  const opened = new WebSocket(url, [...protocols])
  opened.binaryType = 'arraybuffer'
  opened.onopen = () => scope.postMessage({ is: 'open' })
  opened.onclose = () => scope.postMessage({ is: 'closed' })
  opened.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    scope.postMessage(data, typeof data === 'string' ? [] : [data])
  }
  return opened
}

scope.onmessage = ({ data }) => {
  if (data === null) socket?.close()
  else if (typeof data === 'string') socket?.send(data)
  else socket = open(data.url, data.protocols)
}
