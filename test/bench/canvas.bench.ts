/**
 * What the canvas costs: main-thread CPU to open a design and per frame of panning, zooming and dragging, by
 * number of models, beside a bare React Flow page with the same boxes in the same Chromium. CPU and not wall
 * time: it holds whatever else the machine does.
 *
 * `node test/bench/canvas.bench.ts [sizes…] [--alone]`
 */
import { resolve } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { openCanvasPages } from '../e2e/canvas-page/open.ts'
import type { CanvasPage } from '../e2e/canvas-page/open.ts'
import { driveInPage } from './canvas-drive.ts'
import type { Drive } from './canvas-drive.ts'
import { printTable } from './measure.ts'

const isAlone = process.argv.includes('--alone')
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
const SIZES = sizes.length > 0 ? sizes : [50, 200, 500, 1000, 2000, 5000]
/** Beyond this the bare page takes minutes for one picture of everything. */
const MOST_BARE = 1000
const MS = 2500
const RENAMES = 20

type Row = Record<string, string | number>

async function cpuNow(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find((m) => m.name === 'TaskDuration')?.value ?? 0) * 1000
}

/** One synthetic input per frame for `MS`; main CPU ms per frame, and the 95th percentile of the frame times. */
async function drive(page: Page, cdp: CDPSession, kind: Drive): Promise<{ perFrame: number; p95: number }> {
  const before = await cpuNow(cdp)
  const frames = await page.evaluate(driveInPage, { kind, ms: MS })
  const after = await cpuNow(cdp)
  const sorted = frames.toSorted((a, b) => a - b)
  return { perFrame: (after - before) / Math.max(1, frames.length), p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 }
}

interface PageCalls {
  canvasPage: {
    canvasStore: { getState(): { handle: { centerOn(id: string): void; zoomTo(zoom: number): void } } }
    editor: {
      getState(): { doc: { models: object } }
      dispatch(type: string, params: object): void
      select(selection: object): void
    }
  }
}

/** A model in the middle of the design at 100 %. */
async function goIn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as PageCalls
    const ids = Object.keys(canvasPage.editor.getState().doc.models)
    canvasPage.canvasStore.getState().handle.centerOn(ids[Math.floor(ids.length / 2)] ?? '')
  })
  await page.waitForTimeout(500)
  await page.evaluate(() => (globalThis as unknown as PageCalls).canvasPage.canvasStore.getState().handle.zoomTo(1))
  await page.waitForTimeout(1200)
}

/** Main CPU ms from a new name in the design to the frame that shows it. */
async function rename(page: Page, cdp: CDPSession): Promise<number> {
  const before = await cpuNow(cdp)
  await page.evaluate(async (times) => {
    const { canvasPage } = globalThis as unknown as PageCalls
    const ids = Object.keys(canvasPage.editor.getState().doc.models)
    for (let i = 0; i < times; i++) {
      canvasPage.editor.dispatch('model.rename', { id: ids[Math.floor(ids.length / 2)], name: `Renamed${i}` })
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    }
  }, RENAMES)
  return ((await cpuNow(cdp)) - before) / RENAMES
}

async function selectFifty(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { canvasPage } = globalThis as unknown as PageCalls
    const ids = Object.keys(canvasPage.editor.getState().doc.models)
    const middle = Math.floor(ids.length / 2)
    const first = Math.max(0, Math.min(ids.length - 50, middle - 25))
    canvasPage.editor.select({ models: new Set(ids.slice(first, first + 50)) })
  })
  await page.waitForTimeout(300)
}

async function measurePage(pages: CanvasPage, name: string, size: number, emptyMs: number): Promise<Row> {
  const sessions: CDPSession[] = []
  const page = await pages.open(`n=${size}`, async (blank) => {
    const session = await pages.context.newCDPSession(blank)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    sessions.push(session)
  })
  const cdp = sessions[0] as CDPSession
  const load = await cpuNow(cdp)
  await page.waitForTimeout(600)
  const overview = await drive(page, cdp, 'pan')
  await goIn(page)
  const pan = await drive(page, cdp, 'pan')
  const one = await drive(page, cdp, 'drag')
  await selectFifty(page)
  const fifty = await drive(page, cdp, 'drag')
  const renamed = await rename(page, cdp)
  const zoom = await drive(page, cdp, 'zoom')
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const elements = await page.evaluate(() => document.querySelectorAll('*').length)
  await page.close()
  return {
    page: name,
    models: size,
    'open ms': Math.round(load),
    'over empty': Math.round(load - emptyMs),
    'overview pan': overview.perFrame,
    'pan 100 %': pan.perFrame,
    'p95 frame': pan.p95,
    zoom: zoom.perFrame,
    'drag one': one.perFrame,
    'drag fifty': fifty.perFrame,
    'edit a name': renamed,
    'heap MB': Math.round((metrics.find((m) => m.name === 'JSHeapUsedSize')?.value ?? 0) / 1048576),
    elements,
  }
}

/** What opening the page without a design costs. */
async function emptyMs(pages: CanvasPage): Promise<number> {
  const sessions: CDPSession[] = []
  const page = await pages.open('n=0', async (blank) => {
    const session = await pages.context.newCDPSession(blank)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    sessions.push(session)
  })
  const cost = await cpuNow(sessions[0] as CDPSession)
  await page.close()
  return cost
}

const rows: Row[] = []
const troubles: string[] = []
const bare = resolve(import.meta.dirname, 'bare-page/vite.config.ts')
for (const [name, configFile] of isAlone
  ? [['canvas', '']]
  : [
      ['canvas', ''],
      ['bare React Flow', bare],
    ]) {
  const pages = await openCanvasPages(configFile === '' || configFile === undefined ? {} : { configFile })
  try {
    const empty = await emptyMs(pages)
    for (const size of SIZES)
      if (name === 'canvas' || size <= MOST_BARE) rows.push(await measurePage(pages, name ?? '', size, empty))
    troubles.push(...pages.troubles)
  } finally {
    await pages.close()
  }
}
printTable('Canvas beside bare React Flow: main-thread CPU, ms (per frame where frames are driven)', rows)
if (troubles.length > 0) console.log(troubles.join('\n'))
