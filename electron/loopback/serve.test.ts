import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fork } from 'node:child_process'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

import { createClient } from '../../shared/protocol/client.ts'
import { createWebSocketTransport, webSocketProtocols } from '../../shared/protocol/web-socket-transport.ts'
import { tempFolder } from '../test-support/test-host.ts'
import { startLoopback } from './serve.ts'
import type { Loopback } from './serve.ts'

let folder = ''
let loopback: Loopback
beforeAll(() => {
  folder = tempFolder()
  mkdirSync(join(folder, 'page'))
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Relata</title>')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  loopback = await startLoopback({
    rendererFolder: join(folder, 'page'),
    dataFolder: join(folder, '.home'),
    roots: [folder],
  })
})
afterEach(() => loopback.close())

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

function http(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body = '' } = options
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: loopback.port, path, method, headers, setHost: !('host' in headers) },
      (response) => {
        let text = ''
        response.on('data', (chunk) => (text += String(chunk)))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

const home = () => `http://127.0.0.1:${loopback.port}`
const codeOf = (url: string) => new URLSearchParams(new URL(url).hash.slice(1)).get('code') ?? ''
const exchange = (code: unknown, headers: Record<string, string> = {}) =>
  http('/auth', {
    method: 'POST',
    headers: { origin: home(), 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ code }),
  })
const tokenFor = async (url: string) => (JSON.parse((await exchange(codeOf(url))).body) as { token: string }).token

/** The status of an upgrade: 101, or what refused it. */
function upgrade(protocols: string[], headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${loopback.port}/ws`, protocols, { headers })
    socket.on('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
}

function connect(token: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${loopback.port}/ws`, webSocketProtocols(token), { origin: home() })
  return createClient(createWebSocketTransport(socket as never), { validate: true })
}

describe('the loopback host', () => {
  it('serves the page, exchanges the code once, talks over the socket', async () => {
    expect((await http('/')).status).toBe(200)
    const token = await tokenFor(loopback.url)
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    const client = connect(token)
    expect((await client.hello).host).toBe('loopback')
    expect(await client.call('app.info', {})).toMatchObject({ host: 'loopback' })
    client.close()
  })

  it('[L4] a code works once; secrets never stand in a path or query', async () => {
    expect(new URL(loopback.url).search).toBe('')
    const code = codeOf(loopback.url)
    expect((await exchange(code)).status).toBe(200)
    expect((await exchange(code)).status).toBe(401)
    for (const wrong of [null, 1, '', 'x'.repeat(64), {}, []]) expect((await exchange(wrong)).status).toBe(401)
    expect((await exchange(codeOf(loopback.freshUrl()))).status).toBe(200)
  })

  it('[L1] is not there on other addresses of the machine', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((a) => a !== undefined && !a.internal && a.family === 'IPv4')
    for (const other of others) {
      const reached = await new Promise((resolve) => {
        const sent = request({ host: other?.address ?? '', port: loopback.port, timeout: 1_000 }, () => resolve(true))
        sent.on('error', () => resolve(false)).on('timeout', () => sent.destroy())
        sent.end()
      })
      expect(reached).toBe(false)
    }
  })

  it('[L2] [L3] [L5] refuses foreign hosts, origins and sites, on HTTP and WebSocket alike', async () => {
    const token = await tokenFor(loopback.url)
    const protocols = webSocketProtocols(token)
    expect(await upgrade(protocols, { origin: home() })).toBe(101)
    const table: [Record<string, string>, number][] = [
      [{ host: `evil.test:${loopback.port}`, origin: home() }, 421],
      [{ host: `localhost:${loopback.port}`, origin: home() }, 421],
      [{ origin: 'https://evil.test' }, 403],
      [{ origin: 'http://127.0.0.1:1' }, 403],
      [{ origin: 'null' }, 403],
      [{ origin: home(), 'sec-fetch-site': 'cross-site' }, 403],
    ]
    for (const [headers, status] of table) {
      expect((await http('/', { headers })).status).toBe(status)
      expect((await exchange(codeOf(loopback.freshUrl()), headers)).status).toBe(status)
      expect(await upgrade(protocols, headers)).toBe(status)
    }
    expect(await upgrade(protocols, {})).toBe(403)
    expect(await upgrade(['relata.v1'], { origin: home() })).toBe(401)
    expect(await upgrade(webSocketProtocols('0'.repeat(64)), { origin: home() })).toBe(401)
  })

  it('tells a page with the token its preferences and the text of the design to come, and nobody else', async () => {
    const document = join(folder, 'shop.relata.json')
    const text = '{"format": "relata",\n "models": []}\n'
    writeFileSync(document, text)
    await loopback.close()
    loopback = await startLoopback({
      rendererFolder: join(folder, 'page'),
      dataFolder: join(folder, '.home'),
      roots: [folder],
      document,
    })
    const ask = (body: unknown) =>
      http('/first', {
        method: 'POST',
        headers: { origin: home(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const token = await tokenFor(loopback.url)
    const answer = await ask({ token })
    const end = answer.body.indexOf('\n')
    expect(JSON.parse(answer.body.slice(0, end))).toEqual({ prefs: {} })
    expect(answer.body.slice(end + 1)).toBe(text)
    expect(answer.headers['cache-control']).toBe('no-store')
    for (const body of [{}, { token: '' }, { token: [token] }, { token: `${token}0` }, null]) {
      expect((await ask(body)).status).toBe(401)
    }
    rmSync(document)
    expect((await ask({ token })).body).toBe('{"prefs":{}}\n')
  })

  it('lets a browser keep what is named by its content, and nothing else', async () => {
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
    for (const name of ['page-Ab3_-9xZ.js', 'notes.txt']) writeFileSync(join(folder, 'page', 'assets', name), ' ')
    const kept = async (path: string) => (await http(path)).headers['cache-control']
    expect(await kept('/assets/page-Ab3_-9xZ.js')).toBe('private, max-age=31536000, immutable')
    expect(await kept('/assets/notes.txt')).toBe('no-store')
    expect(await kept('/assets/page-Ab3_-9xZ.css')).toBe('no-store')
    expect(await kept('/')).toBe('no-store')
  })

  it('[L4] guessing gets slow after ten tries', async () => {
    for (let i = 0; i < 10; i++) await exchange(`wrong ${i}`)
    const since = Date.now()
    expect((await exchange('wrong again')).status).toBe(401)
    expect(Date.now() - since).toBeGreaterThan(900)
  })

  it('[L6] every answer carries the same protections', async () => {
    const answers = [
      await http('/'),
      await http('/index.html', { method: 'HEAD' }),
      await http('/missing.js'),
      await http('/..%2f..%2fetc/passwd'),
      await http('/', { method: 'DELETE' }),
      await http('/', { headers: { host: 'evil.test' } }),
      await http('/', { headers: { origin: 'https://evil.test' } }),
      await http('/ws'),
      await exchange('wrong'),
    ]
    expect(answers.map((a) => a.status)).toEqual([200, 200, 404, 404, 405, 421, 403, 426, 401])
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('[L7] takes frames up to 8 MiB, text only, JSON only, from 8 connections', async () => {
    const token = await tokenFor(loopback.url)
    for (const message of ['x'.repeat(9_000_000), Buffer.from('{}'), '{broken', '#9/9/9:x']) {
      const socket = new WebSocket(`ws://127.0.0.1:${loopback.port}/ws`, webSocketProtocols(token), { origin: home() })
      const closed = new Promise<number>((resolve) => socket.on('close', resolve))
      socket.on('error', () => {})
      socket.on('open', () => socket.send(message))
      expect([1003, 1006, 1009]).toContain(await closed)
    }
    const clients = Array.from({ length: 8 }, () => connect(token))
    await Promise.all(clients.map((client) => client.hello))
    expect(await upgrade(webSocketProtocols(token), { origin: home() })).toBe(503)
    for (const client of clients) client.close()
  })

  it('carries designs that are larger than a frame', async () => {
    const client = connect(await tokenFor(loopback.url))
    const text = JSON.stringify({ text: 'é😀'.repeat(3_000_000) })
    const opened = await client.call('doc.new', { name: 'big', text })
    expect(opened.text === text).toBe(true)
    client.close()
  })

  it('says what is wrong when it cannot start', async () => {
    await expect(startLoopback({ rendererFolder: join(folder, 'none') })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const taken = startLoopback({ rendererFolder: join(folder, 'page'), port: loopback.port })
    await expect(taken).rejects.toMatchObject({ code: 'BUSY' })
  })
})

it('[L7] ends within 2 s when its owner is gone', async () => {
  const owner = join(folder, 'owner.mjs')
  const main = join(import.meta.dirname, 'main.ts')
  writeFileSync(
    owner,
    `import { spawn } from 'node:child_process'
     const child = spawn(process.execPath, [${JSON.stringify(main)}, '-', ${JSON.stringify(join(folder, 'page'))}], { stdio: ['ignore', 'pipe', 'inherit'] })
     child.stdout.once('data', () => process.send(child.pid))
     setInterval(() => {}, 1000)`,
  )
  const parent = fork(owner, { env: { ...process.env, RELATA_HOME: join(folder, '.home') } })
  const pid = await new Promise<number>((resolve) => parent.once('message', (message) => resolve(message as number)))
  parent.kill('SIGKILL')
  const isAlive = () => existsSync(`/proc/${pid}`) || canSignal(pid)
  const since = Date.now()
  while (isAlive() && Date.now() - since < 12_000) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(Date.now() - since).toBeLessThan(10_000)
})

function canSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
