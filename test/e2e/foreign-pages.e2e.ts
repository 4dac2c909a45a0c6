/**
 * [L2] [L3] Pages of other origins against the loopback host, in a real browser: another port, another
 * site, and a name that was rebound to 127.0.0.1. The same attacks on a server without checks get
 * through, which shows that they are attacks.
 */
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'

import { startLoopback } from '../../electron/loopback/serve.ts'
import type { Loopback } from '../../electron/loopback/serve.ts'
import { launchBrowser } from './browser.ts'

/** Runs in the attacker's page; every vector is tried, whatever the others do. */
function attack(target: string): Promise<void> {
  const vectors: (() => Promise<unknown>)[] = [
    () => fetch(`${target}/index.html`),
    () =>
      fetch(`${target}/auth`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"code":"x"}',
      }),
    () => fetch(`${target}/auth`, { method: 'POST', mode: 'no-cors', body: '{"code":"x"}' }),
    () => load('script', 'src', `${target}/index.html`),
    () => socket(['relata.v1']),
    () => socket(['relata.v1', `token.${'0'.repeat(64)}`]),
    () => load('iframe', 'src', `${target}/index.html`),
  ]
  const load = (tag: 'script' | 'iframe', attribute: string, url: string) =>
    new Promise((resolve) => {
      const element = document.createElement(tag)
      element.addEventListener('load', resolve)
      element.addEventListener('error', resolve)
      element.setAttribute(attribute, url)
      document.body.append(element)
    })
  const socket = (protocols: string[]) =>
    new Promise((resolve) => {
      const ws = new WebSocket(`${target.replace('http', 'ws')}/ws`, protocols)
      ws.addEventListener('open', resolve)
      ws.addEventListener('error', resolve)
    })
  const bounded = (run: () => Promise<unknown>) =>
    Promise.race([run().catch(() => null), new Promise((resolve) => setTimeout(resolve, 2_000))])
  return vectors.reduce((before, run) => before.then(() => bounded(run)).then(() => undefined), Promise.resolve())
}

let browser: Browser
let folder = ''
let attacker: Server
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relata-foreign-'))
  mkdirSync(join(folder, 'page'))
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Relata</title>')
  attacker = createServer((_request, response) => response.end('<!doctype html><body>attacker'))
  await new Promise<void>((done) => attacker.listen(0, '127.0.0.1', done))
  // Without the second switch the browser itself would stop them, and the host would prove nothing.
  browser = await launchBrowser([
    '--host-resolver-rules=MAP *.test 127.0.0.1',
    '--disable-features=LocalNetworkAccessChecks',
  ])
})
afterAll(async () => {
  await browser.close()
  attacker.close()
  rmSync(folder, { recursive: true, force: true })
})

const attackerPort = () => (attacker.address() as AddressInfo).port

async function attackFrom(origin: string, target: string): Promise<void> {
  const page = await browser.newPage()
  await page.goto(origin, { waitUntil: 'domcontentloaded' }).catch(() => {})
  await page.evaluate(attack, target).catch(() => {})
  await page.close()
}

describe('pages of other origins', () => {
  it('get nothing from the loopback host', async () => {
    const hits: string[] = []
    let refused = 0
    const loopback: Loopback = await startLoopback({
      rendererFolder: join(folder, 'page'),
      dataFolder: join(folder, 'home'),
      roots: [folder],
      observe: (path, verdict) => (verdict.allow === null ? refused++ : hits.push(path)),
    })
    const target = `http://127.0.0.1:${loopback.port}`
    await attackFrom(`http://127.0.0.1:${attackerPort()}/`, target)
    await attackFrom(`http://evil.test:${attackerPort()}/`, target)
    await attackFrom(`http://rebound.test:${loopback.port}/`, `http://rebound.test:${loopback.port}`)
    expect(hits).toEqual([])
    expect(refused).toBeGreaterThan(12)
    expect(loopback.connections).toBe(0)
    const page = await browser.newPage()
    await page.goto(loopback.url)
    expect(await page.title()).toBe('Relata')
    await loopback.close()
  })

  it('would get through to a server without checks', async () => {
    let hits = 0
    const naive = createServer((_request, response) => {
      hits++
      response.end('<!doctype html><title>naive</title>')
    })
    const sockets = new WebSocketServer({ server: naive })
    sockets.on('connection', () => hits++)
    await new Promise<void>((done) => naive.listen(0, '127.0.0.1', done))
    const { port } = naive.address() as AddressInfo
    await attackFrom(`http://127.0.0.1:${attackerPort()}/`, `http://127.0.0.1:${port}`)
    await attackFrom(`http://rebound.test:${port}/`, `http://rebound.test:${port}`)
    expect(hits).toBeGreaterThan(8)
    sockets.close()
    naive.close()
  })
})
