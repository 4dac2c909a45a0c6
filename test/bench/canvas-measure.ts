/** One page of boxes measured: main-thread CPU of opening, per frame driven and per edit; heap and DOM elements. */
import type { CDPSession, Page } from 'playwright-core'
import type { CanvasPage } from '../e2e/canvas-page/open.ts'
import { driveInPage } from './canvas-drive.ts'
import type { Drive } from './canvas-drive.ts'
import { median } from './measure.ts'

/** How long input is driven, ms. */
const DRIVEN_MS = 2500
const EDITS = 20

export type Row = Record<string, string | number>

interface PageCalls {
  canvasPage: {
    canvasStore: { getState(): { handle: { centerOn(id: string): void; zoomTo(zoom: number): void } } }
    /** Absent on the bare page. */
    compiled?: { getState(): unknown }
    editor: {
      getState(): { doc: { models: object } }
      dispatch(type: string, params: object): void
      select(selection: object): void
    }
  }
}

export interface Measurer {
  readonly page: Page
  /** CPU of the page's thread so far, ms. */
  cpu(): Promise<number>
  heapMb(): Promise<number>
}

export async function measurerOf(pages: CanvasPage, query: string): Promise<Measurer> {
  const sessions: CDPSession[] = []
  const page = await pages.open(query, async (blank) => {
    const session = await pages.context.newCDPSession(blank)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    sessions.push(session)
  })
  const cdp = sessions[0] as CDPSession
  const read = async (wanted: string): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === wanted)?.value ?? 0
  }
  return {
    page,
    cpu: async () => (await read('TaskDuration')) * 1000,
    async heapMb() {
      await cdp.send('HeapProfiler.collectGarbage')
      return (await read('JSHeapUsedSize')) / 1048576
    },
  }
}

async function cpuOfPage(pages: CanvasPage, query: string): Promise<number> {
  const { page, cpu } = await measurerOf(pages, query)
  const cost = await cpu()
  await page.close()
  return cost
}

/**
 * Main CPU ms of opening a design over opening an empty one, the design in memory either way, until the first view
 * is painted; what follows later is held back. Median of three.
 */
async function openMs(pages: CanvasPage, size: number): Promise<{ readonly emptyMs: number; readonly more: number }> {
  const empty: number[] = []
  const more: number[] = []
  for (let run = 0; run < 3; run++) {
    const unseen = await cpuOfPage(pages, `n=${size}&hold=1&unseen=1`)
    empty.push(unseen)
    more.push((await cpuOfPage(pages, `n=${size}&hold=1`)) - unseen)
  }
  return { emptyMs: median(empty), more: median(more) }
}

/** One synthetic input per frame: main CPU ms per frame, and the 95th percentile of the frame times. */
async function drive({ page, cpu }: Measurer, kind: Drive): Promise<{ perFrame: number; p95: number }> {
  const before = await cpu()
  const frames = await page.evaluate(driveInPage, { kind, ms: DRIVEN_MS })
  const after = await cpu()
  const sorted = frames.toSorted((a, b) => a - b)
  return { perFrame: (after - before) / Math.max(1, frames.length), p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 }
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

/** Main CPU ms from an edit of the design to the frame that shows it. */
async function edit({ page, cpu }: Measurer, what: 'rename' | 'add and delete'): Promise<number> {
  const before = await cpu()
  await page.evaluate(
    async ({ times, isRename }) => {
      const { editor } = (globalThis as unknown as PageCalls).canvasPage
      const ids = Object.keys(editor.getState().doc.models)
      const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      for (let i = 0; i < times; i++) {
        if (isRename) editor.dispatch('model.rename', { id: ids[Math.floor(ids.length / 2)], name: `Renamed${i}` })
        else if (i % 2 === 0)
          editor.dispatch('model.add', { id: 'model:added', name: 'Added', at: { view: 'view:main', x: 40, y: 40 } })
        else editor.dispatch('model.delete', { ids: ['model:added'] })
        await frames()
      }
    },
    { times: EDITS, isRename: what === 'rename' },
  )
  return ((await cpu()) - before) / EDITS
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

export async function measurePage(pages: CanvasPage, name: string, size: number, isBare: boolean): Promise<Row> {
  const { emptyMs, more } = await openMs(pages, size)
  const measurer = await measurerOf(pages, `n=${size}`)
  const { page } = measurer
  // What is compiled in slices after the first view is no part of the frames that are driven.
  await page.evaluate(() => void (globalThis as unknown as PageCalls).canvasPage.compiled?.getState())
  const settled = await measurer.cpu()
  await page.waitForTimeout(600)
  const overview = await drive(measurer, 'pan')
  await goIn(page)
  const pan = await drive(measurer, 'pan')
  const one = await drive(measurer, 'drag')
  await selectFifty(page)
  const fifty = await drive(measurer, 'drag')
  const renamed = await edit(measurer, 'rename')
  const added = isBare ? '–' : await edit(measurer, 'add and delete')
  const zoom = await drive(measurer, 'zoom')
  const elements = await page.evaluate(() => document.querySelectorAll('*').length)
  const heap = await measurer.heapMb()
  await page.close()
  return {
    page: name,
    models: size,
    'first view': more,
    'all of it': settled - emptyMs,
    'overview pan': overview.perFrame,
    'pan 100 %': pan.perFrame,
    'p95 frame': pan.p95,
    zoom: zoom.perFrame,
    'drag one': one.perFrame,
    'drag fifty': fifty.perFrame,
    'edit a name': renamed,
    'add, delete': added,
    'heap MB': Math.round(heap),
    elements,
  }
}
