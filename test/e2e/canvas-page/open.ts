/** Builds the canvas page once per process and opens it in a browser of the caller's. */
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser } from '../browser.ts'

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export interface CanvasPage {
  readonly context: BrowserContext
  /** Opens the page with the query, waits until the canvas is drawn. `prepare` sees the page while it is blank. */
  open(query: string, prepare?: (page: Page) => Promise<void>): Promise<Page>
  /** Uncaught errors and console errors of all pages: a story expects []. */
  readonly troubles: readonly string[]
  close(): Promise<void>
}

interface CanvasPageOptions {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly reducedMotion?: boolean
  /** Another page that answers the same calls; default the canvas. */
  readonly configFile?: string
}

export async function openCanvasPages(options: CanvasPageOptions = {}): Promise<CanvasPage> {
  const folder = mkdtempSync(join(tmpdir(), 'relata-canvas-'))
  await build({
    configFile: options.configFile ?? resolve(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`)
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const browser = await launchBrowser()
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const troubles: string[] = []
  return {
    context,
    troubles,
    async open(query, prepare) {
      const page = await context.newPage()
      await prepare?.(page)
      page.on('pageerror', (error) => troubles.push(`page: ${error.stack ?? error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
      })
      await page.goto(`http://127.0.0.1:${port}/?${query}`)
      await page.waitForFunction(() => {
        const { canvasPage } = globalThis as unknown as {
          canvasPage?: { canvasStore: { getState(): { handle: unknown } } }
        }
        return canvasPage !== undefined && canvasPage.canvasStore.getState().handle !== null
      })
      await settled(page)
      return page
    },
    async close() {
      await browser.close()
      await new Promise((done) => {
        server.closeAllConnections()
        server.close(done)
      })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Until nothing rendered for some frames. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const count = (): number =>
      Object.values((globalThis as { relataRenders?: Record<string, number> }).relataRenders ?? {}).reduce(
        (a, b) => a + b,
        0,
      )
    for (let calm = 0, last = count(); calm < 6;) {
      await new Promise((done) => requestAnimationFrame(done))
      const now = count()
      calm = now === last ? calm + 1 : 0
      last = now
    }
  })
}
