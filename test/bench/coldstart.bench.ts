/**
 * Cold start: from the start of the browser's process to a saved design painted, beside a blank page in the same Chromium,
 * a profile each that has seen its page before. This is the production page in Chromium with its host already running,
 * not the packaged app: Electron's own start, the same for a blank window, is in neither figure. The drawing is painted
 * before there is a page around it; when that is there and answers, is a column of its own.
 *
 * `node test/bench/coldstart.bench.ts [sizes…]`, or `npm run bench coldstart 100 2000`
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureRenderer } from '../../build/ensure-renderer.ts'
import { startLoopback } from '../../electron/loopback/serve.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { launchProfile } from '../e2e/browser.ts'
import { bigDocument } from '../support/big-document.ts'
import { printGoals } from './goals.ts'
import { median, printTable } from './measure.ts'

const RUNS = 7
/** The first fill the profile's caches. */
const WARM_UP = 2
const VIEWPORT = { width: 1440, height: 900 }
/** Of the goals, ms over a blank page. */
const AT_MOST: Record<number, number> = { 100: 250, 2000: 300 }

interface Opened {
  readonly url: string
  close(): Promise<void>
}

interface Start {
  readonly total: number
  readonly fromNavigation: number
  /** The page around the drawing is there. */
  readonly answers: number
}

interface Kind {
  readonly name: string
  readonly size: number | null
  readonly profile: string
  open(): Promise<Opened>
}

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
await ensureRenderer(console.log)
// The driver's pipes alone do not keep this process waiting.
setInterval(() => {}, 1000)
const folder = mkdtempSync(join(tmpdir(), 'relata-coldstart-'))

/** In the page: resolves once something is painted, with the time of the frame after that. */
function watchPaint(isBlank: boolean): void {
  /** Boxes are on the canvas: they lie over a good part of it, dots and lines over next to nothing. */
  function isPainted(): boolean {
    if (isBlank) return document.querySelector('#there') !== null
    if ((globalThis as { relataDraws?: number }).relataDraws === undefined) return false
    return [...document.querySelectorAll<HTMLCanvasElement>('.canvas-paint')].some((canvas) => {
      const small = new OffscreenCanvas(48, 30)
      const g = small.getContext('2d')
      if (g === null || canvas.width === 0 || canvas.style.visibility === 'hidden') return false
      g.drawImage(canvas, 0, 0, 48, 30)
      const { data } = g.getImageData(0, 0, 48, 30)
      const OPAQUE = 40
      let opaque = 0
      for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > OPAQUE) opaque++
      return opaque > data.length / 40
    })
  }
  const painted = new Promise<readonly [number, number]>((done, fail) => {
    const look = (): void => {
      if (!isPainted()) {
        requestAnimationFrame(look)
        return
      }
      // The frame is out when the next task runs.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done([performance.timeOrigin + performance.now(), performance.now()])
      requestAnimationFrame(() => port2.postMessage(0))
    }
    requestAnimationFrame(look)
    setTimeout(() => fail(new Error('Nothing was painted in a minute')), 60_000)
  })
  painted.catch(() => {})
  Object.assign(globalThis, { painted })
}

/** In the page: the time at which it can be worked with. */
function whenThere(): Promise<number> {
  return new Promise((done) => {
    const look = (): void => {
      if ('relataApp' in globalThis) done(performance.now())
      else setTimeout(look, 1)
    }
    look()
  })
}

async function startOnce({ profile, size, open }: Kind): Promise<Start> {
  const { url, close } = await open()
  const began = performance.timeOrigin + performance.now()
  const context = await launchProfile(profile, VIEWPORT)
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.addInitScript(watchPaint, size === null)
    await page.goto(url, { waitUntil: 'commit' })
    const [at, fromNavigation] = await page.evaluate(
      () => (globalThis as unknown as { painted: Promise<readonly [number, number]> }).painted,
    )
    const answers = size === null ? fromNavigation : await page.evaluate(whenThere)
    return { total: at - began, fromNavigation, answers }
  } finally {
    await context.close()
    await close()
  }
}

/** A port that is free now: the same one at every start, for the profile's cache. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

function blank(): Kind {
  return {
    name: 'blank page',
    size: null,
    profile: join(folder, 'blank'),
    async open() {
      const server = createServer((_, response) => {
        response.setHeader('content-type', 'text/html')
        response.end('<!doctype html><body><p id="there">There</p></body>')
      })
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        close: async () => {
          server.closeAllConnections()
          await new Promise((done) => server.close(done))
        },
      }
    },
  }
}

async function saved(size: number): Promise<Kind> {
  const document = join(folder, `${size}.relata.json`)
  writeFileSync(document, writeDocument(bigDocument(size)))
  const port = await freePort()
  return {
    name: `a saved design of ${size} models`,
    size,
    profile: join(folder, String(size)),
    open: () =>
      startLoopback({ document, firstRun: false, roots: [folder], dataFolder: join(folder, `.data${size}`), port }),
  }
}

const kinds = [blank(), ...(await Promise.all((sizes.length > 0 ? sizes : [10, 100, 2000]).map(saved)))]
const starts = new Map<Kind, Start[]>(kinds.map((kind) => [kind, []]))
// In turns: what the machine does besides meets all of them.
for (let run = 0; run < WARM_UP + RUNS; run++) {
  for (const kind of kinds) {
    const start = await startOnce(kind)
    if (run >= WARM_UP) starts.get(kind)?.push(start)
  }
}
const middle = (kind: Kind | undefined, part: keyof Start): number =>
  median((kind === undefined ? [] : (starts.get(kind) ?? [])).map((start) => start[part]))
const least = (kind: Kind, part: keyof Start): number =>
  Math.min(...(starts.get(kind) ?? []).map((start) => start[part]))
printTable(
  `Cold start in Chromium, wall ms (median of ${RUNS}; the packaged app is not measured)`,
  kinds.map((kind) => ({
    page: kind.name,
    'process start to painted': Math.round(middle(kind, 'total')),
    'at least': Math.round(least(kind, 'total')),
    'over a blank page': Math.round(middle(kind, 'total') - middle(kinds[0], 'total')),
    'from navigation': Math.round(middle(kind, 'fromNavigation')),
    'the page answers': Math.round(middle(kind, 'answers')),
  })),
)
printGoals(
  'Goals',
  kinds.flatMap((kind) => {
    const atMost = kind.size === null ? undefined : AT_MOST[kind.size]
    if (atMost === undefined) return []
    const measured = Math.round(middle(kind, 'total') - middle(kinds[0], 'total'))
    return [{ id: 'P9', what: `${kind.name} painted, over a blank page, in Chromium`, measured, atMost, unit: 'ms' }]
  }),
)
rmSync(folder, { recursive: true, force: true })
process.exit(0)
