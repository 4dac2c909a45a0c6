/**
 * A letter typed in a model's name in the whole app, by number of models: main-thread CPU until the canvas, the list,
 * the inspector, the problems and the pane that is open show it, the recovery copy included. Typed at the pace of a
 * quick hand, so that what waits for a pause (checks, panes of large designs, the copy) is shared by a burst, as it is
 * in life. Also the heap and the DOM.
 *
 * `node test/bench/canvas-app.bench.ts [sizes…]`, or `npm run bench canvas-app 5000`
 */
import type { CDPSession, Page } from 'playwright-core'
import { ensureRenderer } from '../../build/ensure-renderer.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { openStage } from '../e2e/stage.ts'
import { bigDocument } from '../support/big-document.ts'
import { printGoals } from './goals.ts'
import { printTable } from './measure.ts'

const LETTERS = 30
const BETWEEN_MS = 90
const TABS = { preview: 'Preview', sql: 'SQL', typescript: 'TypeScript' } as const

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
await ensureRenderer(console.log)
// The driver's pipes alone do not keep this process waiting.
const awake = setInterval(() => {}, 1000)

interface AppWindow {
  relataApp: {
    ui: { showTab(tab: string): void }
    compiled: { getState(): unknown }
    canvas: { centerOn(id: string): void }
    editor: {
      getState(): { readonly doc: { readonly models: object } }
      select(selection: { readonly models: ReadonlySet<string> }): void
    }
  }
}

async function metric(cdp: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? 0
}

/** Main CPU ms of a letter, one burst with what follows it. */
async function letter(page: Page, cdp: CDPSession, tab: keyof typeof TABS): Promise<number> {
  await page.evaluate((wanted) => (globalThis as unknown as AppWindow).relataApp.ui.showTab(wanted), tab)
  await page.waitForTimeout(4000)
  const inspector = page.getByRole('region', { name: 'Inspector', exact: true })
  await inspector.getByRole('textbox', { name: 'Name' }).first().focus({ timeout: 120_000 })
  await page.keyboard.press('End')
  // Once through, as one who names things all day: code that has run is what is measured.
  for (let i = 0; i < LETTERS; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'a' : 'Backspace')
    await page.waitForTimeout(BETWEEN_MS)
  }
  await page.keyboard.type('xy')
  await page.waitForTimeout(2500)
  const before = await metric(cdp, 'TaskDuration')
  for (let i = 0; i < LETTERS; i++) {
    await page.keyboard.press(i % 2 === 0 ? 'a' : 'Backspace')
    await page.waitForTimeout(BETWEEN_MS)
  }
  await page.waitForTimeout(2500)
  return (((await metric(cdp, 'TaskDuration')) - before) * 1000) / LETTERS
}

async function measureApp(size: number) {
  const stage = await openStage({ design: writeDocument(bigDocument(size)) })
  const { page } = stage
  try {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.waitForFunction(() => 'relataApp' in globalThis, null, { timeout: 120_000 })
    await page.waitForTimeout(2000)
    await page.evaluate(() => {
      const { editor, compiled, canvas } = (globalThis as unknown as AppWindow).relataApp
      const ids = Object.keys(editor.getState().doc.models)
      const id = ids[Math.floor(ids.length / 2)] ?? ''
      editor.select({ models: new Set([id]) })
      canvas.centerOn(id)
      compiled.getState()
    })
    const cost: Record<string, number> = {}
    for (const tab of Object.keys(TABS) as (keyof typeof TABS)[]) cost[TABS[tab]] = await letter(page, cdp, tab)
    await cdp.send('HeapProfiler.collectGarbage')
    return {
      models: size,
      ...Object.fromEntries(Object.entries(cost).map(([tab, ms]) => [`a letter, ${tab} open`, ms])),
      'heap MB': Math.round((await metric(cdp, 'JSHeapUsedSize')) / 1048576),
      elements: await page.evaluate(() => document.querySelectorAll('*').length),
    }
  } finally {
    await stage.close()
  }
}

const rows = []
for (const size of sizes.length > 0 ? sizes : [200, 1000, 5000]) rows.push(await measureApp(size))
printTable(`The whole app: main-thread CPU ms of a letter typed in a model's name (${LETTERS} letters)`, rows)
const largest = rows.find(({ models }) => models === 5000)
const of = (column: string): number => Number((largest as Record<string, number> | undefined)?.[column] ?? Number.NaN)
printGoals('Goals, the whole app at 5,000 models', [
  ...Object.values(TABS).map((tab) => ({
    id: 'P7',
    what: `a letter with what follows it, ${tab} open, main CPU`,
    measured: of(`a letter, ${tab} open`),
    atMost: 8,
    unit: 'ms',
  })),
  { id: 'P8', what: 'heap', measured: of('heap MB'), atMost: 40, unit: 'MB' },
  { id: 'P8', what: 'elements', measured: of('elements'), atMost: 2500, unit: '' },
])
clearInterval(awake)
