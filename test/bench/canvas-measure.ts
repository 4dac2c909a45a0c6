/** One page of boxes measured: main-thread CPU of opening, per frame driven and per edit; heap and DOM elements. */
import type { CDPSession, Page } from 'playwright-core'
import type { CanvasPage } from '../e2e/canvas-page/open.ts'
import { driveInPage } from './canvas-drive.ts'
import type { Drive } from './canvas-drive.ts'
import { median } from './measure.ts'

/** How long input is driven, ms. */
const DRIVEN_MS = 2500
/** Panning and zooming are driven so often, each time where nobody was yet; the median counts. */
const ROUNDS = 3
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

interface Measurer {
  readonly page: Page
  /** CPU of the page's thread so far, ms. */
  cpu(): Promise<number>
  heapMb(): Promise<number>
}

async function measurerOf(pages: CanvasPage, query: string): Promise<Measurer> {
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
async function openMs(pages: CanvasPage, query: string): Promise<{ readonly emptyMs: number; readonly more: number }> {
  const empty: number[] = []
  const more: number[] = []
  for (let run = 0; run < 3; run++) {
    const unseen = await cpuOfPage(pages, `${query}&hold=1&unseen=1`)
    empty.push(unseen)
    more.push((await cpuOfPage(pages, `${query}&hold=1`)) - unseen)
  }
  return { emptyMs: median(empty), more: median(more) }
}

export interface Frames {
  /** Main-thread CPU of a frame, ms. */
  readonly perFrame: number
  /** Times between frames, ms. */
  readonly p95: number
  readonly longest: number
  /** Share of the frames of a 60 Hz screen that did not come. */
  readonly dropped: number
}

const FRAME_MS = 1000 / 60

/** One synthetic input per frame. */
async function drive({ page, cpu }: Measurer, kind: Drive): Promise<Frames> {
  const before = await cpu()
  const frames = await page.evaluate(driveInPage, { kind, ms: DRIVEN_MS })
  const after = await cpu()
  const sorted = frames.toSorted((a, b) => a - b)
  const due = frames.reduce((sum, ms) => sum + ms, 0) / FRAME_MS
  const dropped = frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0)
  return {
    perFrame: (after - before) / Math.max(1, frames.length),
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    longest: sorted.at(-1) ?? 0,
    dropped: dropped / Math.max(1, due),
  }
}

/** The median of each column; of the longest frames the longest. */
async function driveRounds(measurer: Measurer, kind: Drive, size: number): Promise<Frames> {
  const rounds: Frames[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await goIn(measurer.page, middleOf(size, round))
    rounds.push(await drive(measurer, kind))
  }
  const of = (column: keyof Frames): number => median(rounds.map((frames) => frames[column]))
  return {
    perFrame: of('perFrame'),
    p95: of('p95'),
    longest: Math.max(...rounds.map(({ longest }) => longest)),
    dropped: of('dropped'),
  }
}

/**
 * The model in the middle of the square that the design is, of whatever size: as many boxes and lines around it.
 *
 * @param round another one, further down, for each
 */
function middleOf(size: number, round = 0): number {
  const across = Math.ceil(Math.sqrt(size))
  const down = Math.floor(size / across)
  const row = Math.floor(down / 2) + Math.floor((round * down) / 8)
  return Math.min(size - 1, row * across + Math.floor(across / 2))
}

/** A model at 100 %, by its place among all. */
async function goIn(page: Page, model: number): Promise<void> {
  await page.evaluate((at) => {
    const { canvasPage } = globalThis as unknown as PageCalls
    const ids = Object.keys(canvasPage.editor.getState().doc.models)
    canvasPage.canvasStore.getState().handle.centerOn(ids[at] ?? '')
  }, model)
  await page.waitForTimeout(500)
  await page.evaluate(() => (globalThis as unknown as PageCalls).canvasPage.canvasStore.getState().handle.zoomTo(1))
  await page.waitForTimeout(1200)
}

/** Main CPU ms from an edit of the design to the frame that shows it. */
async function edit({ page, cpu }: Measurer, what: 'rename' | 'add and delete', size: number): Promise<number> {
  const before = await cpu()
  await page.evaluate(
    async ({ times, isRename, at }) => {
      const { editor } = (globalThis as unknown as PageCalls).canvasPage
      const ids = Object.keys(editor.getState().doc.models)
      const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      for (let i = 0; i < times; i++) {
        if (isRename) editor.dispatch('model.rename', { id: ids[at], name: `Renamed${i}` })
        else if (i % 2 === 0)
          editor.dispatch('model.add', { id: 'model:added', name: 'Added', at: { view: 'view:main', x: 40, y: 40 } })
        else editor.dispatch('model.delete', { ids: ['model:added'] })
        await frames()
      }
    },
    { times: EDITS, isRename: what === 'rename', at: middleOf(size) },
  )
  return ((await cpu()) - before) / EDITS
}

async function selectFifty(page: Page, size: number): Promise<void> {
  await page.evaluate((middle) => {
    const { canvasPage } = globalThis as unknown as PageCalls
    const ids = Object.keys(canvasPage.editor.getState().doc.models)
    const first = Math.max(0, Math.min(ids.length - 50, middle - 25))
    canvasPage.editor.select({ models: new Set(ids.slice(first, first + 50)) })
  }, middleOf(size))
  await page.waitForTimeout(300)
}

/** What a page can be asked to do: the prototype has no dragging, neither of the two others adds or deletes. */
type PageKind = 'editor' | 'prototype' | 'bare'

export const NONE = '–'

export interface Measure {
  readonly pages: CanvasPage
  readonly kind: PageKind
  readonly name: string
  readonly size: number
  /** Put before `n=…`. */
  readonly query?: string
  /** No step begins after it and none is waited for longer, ms; what was measured by then stands. */
  readonly limitMs?: number
}

/** A row of the table; `isWhole` false: the page did not finish in time and what it holds has to be ended. */
export async function measurePage(asked: Measure): Promise<{ readonly row: Row; readonly isWhole: boolean }> {
  const row: Row = { page: asked.name, models: asked.size }
  const limitMs = asked.limitMs ?? Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const isOver = new Promise<'over'>((done) => {
    if (limitMs < Infinity) timer = setTimeout(() => done('over'), limitMs)
  })
  const late = `not in ${Math.round(limitMs / 1000)} s`
  // A step that never ends fails when its browser is closed: nobody listens any more.
  const whole = measureInto(row, asked).then(() => 'whole' as const)
  whole.catch(() => {})
  const ended = await Promise.race([whole, isOver])
  clearTimeout(timer)
  if (ended === 'whole') return { row, isWhole: true }
  return { row: { ...Object.fromEntries(COLUMNS.map((column) => [column, late])), ...row }, isWhole: false }
}

const COLUMNS = [
  'page',
  'models',
  'first view',
  'all of it',
  'overview pan',
  'overview p95',
  'pan 100 %',
  'pan p95',
  'pan dropped %',
  'zoom',
  'zoom p95',
  'zoom longest',
  'drag one',
  'drag fifty',
  'edit a name',
  'add, delete',
  'heap MB',
  'elements',
] as const

async function measureInto(row: Row, { pages, kind, size, query = '' }: Measure): Promise<void> {
  const { emptyMs, more } = await openMs(pages, `${query}n=${size}`)
  row['first view'] = more
  const measurer = await measurerOf(pages, `${query}n=${size}`)
  const { page } = measurer
  // What is compiled in slices after the first view is no part of the frames that are driven.
  await page.evaluate(() => void (globalThis as unknown as PageCalls).canvasPage.compiled?.getState())
  row['all of it'] = (await measurer.cpu()) - emptyMs
  await page.waitForTimeout(600)
  const overview = await drive(measurer, 'pan')
  row['overview pan'] = overview.perFrame
  row['overview p95'] = overview.p95
  const pan = await driveRounds(measurer, 'pan', size)
  row['pan 100 %'] = pan.perFrame
  row['pan p95'] = pan.p95
  row['pan dropped %'] = pan.dropped * 100
  await goIn(page, middleOf(size))
  if (kind === 'prototype') row['drag one'] = row['drag fifty'] = NONE
  else {
    row['drag one'] = (await drive(measurer, 'drag')).perFrame
    await selectFifty(page, size)
    row['drag fifty'] = (await drive(measurer, 'drag')).perFrame
  }
  row['edit a name'] = await edit(measurer, 'rename', size)
  row['add, delete'] = kind === 'editor' ? await edit(measurer, 'add and delete', size) : NONE
  const zoom = await driveRounds(measurer, 'zoom', size)
  row['zoom'] = zoom.perFrame
  row['zoom p95'] = zoom.p95
  row['zoom longest'] = zoom.longest
  row['elements'] = await page.evaluate(() => document.querySelectorAll('*').length)
  row['heap MB'] = Math.round(await measurer.heapMb())
  await page.close()
}
