/**
 * What a frame of the canvas costs: main-thread CPU per frame for panning, zooming and dragging, by
 * number of models, in a real Chromium. CPU and not wall time: it holds whatever else the machine does.
 *
 * `node test/bench/canvas.ts [sizes…]`
 */
import type { CDPSession, Page } from 'playwright-core'
import { openCanvasPages } from '../e2e/canvas-page/open.ts'
import { printTable } from './measure.ts'

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
const SIZES = sizes.length > 0 ? sizes : [50, 500, 1000, 5000]
const MS = 2500

interface Cpu {
  readonly main: number
  readonly script: number
}

async function cpuNow(cdp: CDPSession): Promise<Cpu> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const get = (name: string): number => (metrics.find((m) => m.name === name)?.value ?? 0) * 1000
  return { main: get('TaskDuration'), script: get('ScriptDuration') }
}

/** One synthetic input per frame for `MS`; main CPU ms per frame. */
async function drive(
  page: Page,
  cdp: CDPSession,
  kind: 'pan' | 'zoom' | 'drag',
): Promise<{ perFrame: number; p95: number }> {
  const before = await cpuNow(cdp)
  const frames = await page.evaluate(driveInPage, { kind, ms: MS })
  const after = await cpuNow(cdp)
  const sorted = frames.toSorted((a, b) => a - b)
  return {
    perFrame: (after.main - before.main) / Math.max(1, frames.length),
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
  }
}

/** Runs in the page. Gives the time between frames, ms. */
function driveInPage({ kind, ms }: { kind: 'pan' | 'zoom' | 'drag'; ms: number }): Promise<number[]> {
  const pane = document.querySelector('.react-flow__pane') as HTMLElement
  const box = pane.getBoundingClientRect()
  const cx = box.left + box.width / 2
  const cy = box.top + box.height / 2
  const grabbed = kind === 'drag' ? (document.querySelector('.box .box-title') as HTMLElement | null) : null
  const start = grabbed?.getBoundingClientRect()
  const sx = start === undefined ? cx : start.left + 6
  const sy = start === undefined ? cy : start.top + 6
  const pointer = (type: string, x: number, y: number, target: EventTarget): void => {
    target.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        clientX: x,
        clientY: y,
        button: 0,
        buttons: type === 'pointerup' ? 0 : 1,
        pointerId: 1,
        isPrimary: true,
        pointerType: 'mouse',
      }),
    )
  }
  return new Promise((done) => {
    const deltas: number[] = []
    let began: number | null = null
    let last = 0
    if (kind === 'drag') pointer('pointerdown', sx, sy, grabbed ?? pane)
    const frame = (): void => {
      const now = performance.now()
      if (began === null) began = now
      else deltas.push(now - last)
      last = now
      const t = (now - began) / 1000
      if (now - began >= ms) {
        if (kind === 'drag') pointer('pointerup', sx, sy, pane)
        done(deltas)
        return
      }
      if (kind === 'drag') pointer('pointermove', sx + 160 * Math.sin(t * 2.1), sy + 120 * Math.sin(t * 1.3), pane)
      else {
        const zooming = kind === 'zoom'
        const back = Math.floor(t / 1.25) % 2 === 1
        pane.dispatchEvent(
          new WheelEvent('wheel', {
            bubbles: true,
            cancelable: true,
            composed: true,
            clientX: cx,
            clientY: cy,
            ctrlKey: zooming,
            deltaX: zooming ? 0 : 14 * Math.cos(t * 2.1),
            deltaY: zooming ? (back ? -12 : 12) : 10 * Math.cos(t * 1.3),
          }),
        )
      }
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}

const pages = await openCanvasPages()
const rows: Record<string, string | number>[] = []
try {
  for (const size of SIZES) {
    const sessions: CDPSession[] = []
    const page = await pages.open(`n=${size}`, async (blank) => {
      const session = await pages.context.newCDPSession(blank)
      await session.send('Performance.enable', { timeDomain: 'threadTicks' })
      sessions.push(session)
    })
    const cdp = sessions[0]
    if (cdp === undefined) throw new Error('No session')
    const load = await cpuNow(cdp)
    await page.waitForTimeout(600)
    const overview = await drive(page, cdp, 'pan')
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: {
          canvasStore: { getState(): { handle: { centerOn(id: string): void; zoomTo(z: number): void } } }
          editor: { getState(): { doc: { models: object } } }
        }
      }
      const ids = Object.keys(canvasPage.editor.getState().doc.models)
      canvasPage.canvasStore.getState().handle.centerOn(ids[Math.floor(ids.length / 2)] ?? '')
    })
    await page.waitForTimeout(500)
    await page.evaluate(() => {
      const { canvasPage } = globalThis as unknown as {
        canvasPage: { canvasStore: { getState(): { handle: { zoomTo(z: number): void } } } }
      }
      canvasPage.canvasStore.getState().handle.zoomTo(1)
    })
    await page.waitForTimeout(1200)
    const pan = await drive(page, cdp, 'pan')
    const drag = await drive(page, cdp, 'drag')
    const zoom = await drive(page, cdp, 'zoom')
    await cdp.send('HeapProfiler.collectGarbage')
    const { metrics } = await cdp.send('Performance.getMetrics')
    const elements = await page.evaluate(() => document.querySelectorAll('*').length)
    rows.push({
      models: size,
      'load main ms': Math.round(load.main),
      'overview pan ms/frame': overview.perFrame,
      'pan 100 % ms/frame': pan.perFrame,
      'p95 frame ms': pan.p95,
      'drag one ms/frame': drag.perFrame,
      'zoom ms/frame': zoom.perFrame,
      'heap MB': Math.round((metrics.find((m) => m.name === 'JSHeapUsedSize')?.value ?? 0) / 1048576),
      elements,
    })
    await page.close()
  }
} finally {
  await pages.close()
}
printTable('Canvas: main-thread CPU per frame', rows)
if (pages.troubles.length > 0) console.log(pages.troubles.join('\n'))
