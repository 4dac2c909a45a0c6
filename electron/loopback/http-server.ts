/** The built page and the exchange of codes, on 127.0.0.1 only. */
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'

import { findBundleFile } from '../services/bundle-file.ts'
import { FIRST_TYPE } from '../services/first-answer.ts'
import { SECURITY_HEADERS } from '../services/page-security.ts'
import { judgeRequest } from './request-policy.ts'
import type { RequestFacts, Verdict } from './request-policy.ts'
import type { Secrets } from './secrets.ts'
import { refuseUpgrade } from './socket-server.ts'
import type { SocketServer } from './socket-server.ts'

const MAX_AUTH_BYTES = 1_024
const HEADERS_TIMEOUT_MS = 10_000
const MAX_SOCKETS = 64

interface HttpOptions {
  readonly folder: string
  readonly secrets: Secrets
  readonly sockets: SocketServer
  /** What a page is told before it is connected. */
  readonly first: () => Promise<string>
  readonly observe: (path: string, verdict: Verdict) => void
}

export function createHttpServer({ folder, secrets, sockets, first, observe }: HttpOptions): Server {
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS }, (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.maxConnections = MAX_SOCKETS

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const facts = factsOf(request, false)
    const verdict = judgeRequest(facts, portOf(server))
    observe(facts.path, verdict)
    if (verdict.allow === null) return say(response, verdict.status, verdict.reason)
    if (verdict.allow === 'auth') return authorise(request, response, secrets)
    if (verdict.allow === 'first') return tellFirst(request, response, secrets, first)
    const file = await findBundleFile(folder, facts.path)
    if (file === null) return say(response, 404, 'Not found.')
    response.writeHead(200, { ...SECURITY_HEADERS, ...cachingOf(facts.path), 'content-type': file.type })
    if (facts.method === 'HEAD') response.end()
    else await pipeline(createReadStream(file.path), response)
  }

  server.on('upgrade', (request, socket, head) => {
    const facts = factsOf(request, true)
    const verdict = judgeRequest(facts, portOf(server))
    observe(facts.path, verdict)
    if (verdict.allow === 'socket') void sockets.upgrade(request, socket, head)
    else refuseUpgrade(socket, verdict.allow === null ? verdict.status : 404)
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

function factsOf(request: IncomingMessage, isUpgrade: boolean): RequestFacts {
  const { method = '', url = '/', headers } = request
  const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join() : value)
  return {
    method,
    path: url.split(/[?#]/, 1)[0] ?? '/',
    host: headers.host,
    origin: headers.origin,
    fetchSite: single(headers['sec-fetch-site']),
    contentType: headers['content-type'],
    isUpgrade,
  }
}

/** Files whose names say what is in them are kept by the browser; of another version there are other names. */
const NAMED_BY_CONTENT = /^\/assets\/[\w.@]+-[\w-]{8}\.\w+$/

function cachingOf(path: string): Record<string, string> {
  return NAMED_BY_CONTENT.test(path) ? { 'cache-control': 'private, max-age=31536000, immutable' } : {}
}

async function tellFirst(
  request: IncomingMessage,
  response: ServerResponse,
  secrets: Secrets,
  first: () => Promise<string>,
): Promise<void> {
  const body = await readBody(request)
  if (typeof body?.token !== 'string' || !(await secrets.isToken(body.token)))
    return say(response, 401, 'Unknown token.')
  const text = await first()
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': FIRST_TYPE })
  response.end(text)
}

async function authorise(request: IncomingMessage, response: ServerResponse, secrets: Secrets): Promise<void> {
  const body = await readBody(request)
  const token = body === null ? null : await secrets.exchange(body.code)
  if (token === null) return say(response, 401, 'This link has been used, or is not one of ours.')
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/json' })
  response.end(JSON.stringify({ token }))
}

async function readBody(
  request: IncomingMessage,
): Promise<{ readonly code?: unknown; readonly token?: unknown } | null> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MAX_AUTH_BYTES) return null
  }
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
