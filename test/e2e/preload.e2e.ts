/**
 * The bundled preload in a real page, with what Electron's sandbox gives it and nothing more: shows that
 * it loads nothing forbidden and what it exposes. Real context isolation needs the runtime.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { launchBrowser } from './browser.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
let browser: Browser
beforeAll(async () => {
  const build = `import { ensureElectronBundles } from ${JSON.stringify(join(ROOT, 'build', 'ensure-electron.ts'))}; await ensureElectronBundles()`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', build], { encoding: 'utf8', cwd: ROOT })
  if (run.status !== 0) throw new Error(run.stderr)
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const STAND_IN = `
  const required = [], sent = [], listeners = new Map()
  const electron = {
    contextBridge: {
      exposeInMainWorld(name, api) {
        const copy = {}
        for (const [key, fn] of Object.entries(api)) {
          copy[key] = (...args) => fn(...args.map((a) => (typeof a === 'function' ? a : structuredClone(a))))
        }
        Object.defineProperty(window, name, { value: Object.freeze(copy) })
      },
    },
    ipcRenderer: {
      send: (channel, frame) => sent.push([channel, structuredClone(frame)]),
      on: (channel, listener) => listeners.set(listener, channel),
      removeListener: (_channel, listener) => listeners.delete(listener),
    },
  }
  window.__record = { required, sent, emit: (frame) => { for (const l of listeners.keys()) l({ sender: 'secret' }, frame) }, count: () => listeners.size }
  const require = (name) => {
    required.push(name)
    if (!['electron', 'events', 'timers', 'url'].includes(name)) throw new Error('module not found: ' + name)
    return electron
  }
`

interface Page {
  readonly relata: { send(frame: unknown): void; onFrame(listener: (...args: unknown[]) => void): () => void }
  readonly __record: { required: string[]; sent: unknown[]; emit(frame: unknown): void; count(): number }
}

it('exposes send and onFrame, requires electron only, leaks nothing', async () => {
  const preload = readFileSync(join(ROOT, 'dist', 'electron', 'preload.cjs'), 'utf8')
  const page = await browser.newPage()
  await page.addInitScript({
    content: `(() => { ${STAND_IN}\nconst module = { exports: {} }, exports = module.exports;\n${preload}\n})()`,
  })
  await page.goto('data:text/html,<title>x</title>')
  const seen = await page.evaluate(() => {
    const { relata, __record } = window as unknown as Page
    const got: unknown[][] = []
    const stop = relata.onFrame((...args) => void got.push(args))
    __record.emit({ k: 'hello' })
    stop()
    __record.emit({ k: 'late' })
    relata.send({ k: 'call', id: 1 })
    let refused = ''
    try {
      relata.send({ k: 'call', evil: () => {} })
    } catch (thrown) {
      refused = (thrown as DOMException).name
    }
    return {
      keys: Object.keys(relata),
      frozen: Object.isFrozen(relata),
      required: __record.required,
      got,
      sent: __record.sent,
      left: __record.count(),
      refused,
      globals: ['require', 'process', 'module', 'ipcRenderer', 'electron'].filter((name) => name in window),
    }
  })
  expect(seen).toEqual({
    keys: ['send', 'onFrame'],
    frozen: true,
    required: ['electron'],
    got: [[{ k: 'hello' }]],
    sent: [['relata:frame', { k: 'call', id: 1 }]],
    left: 0,
    refused: 'DataCloneError',
    globals: [],
  })
  await page.close()
})
