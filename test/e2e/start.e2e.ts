/** What happens before the saved design is seen: counts, never times. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeDocument } from '../../shared/document/file/write.ts'
import { bigDocument } from '../support/big-document.ts'
import { eventually } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How the page stood when the first picture came. */
interface First extends Rect {
  readonly scripts: readonly string[]
  /** Elements of the page that were there. */
  readonly elements: number
  readonly hasApp: boolean
  /** Share of the picture that is not one colour. */
  readonly drawn: number
}

/** Runs in the page before anything of it. */
function watchFirst(): void {
  const refused: string[] = []
  Object.assign(globalThis, { refused })
  document.addEventListener('securitypolicyviolation', (event) => {
    refused.push(`${event.violatedDirective} ${event.blockedURI}`)
  })
  const observer = new MutationObserver(() => {
    const frame = document.querySelector<HTMLElement>('.first-picture')
    if (frame === null) return
    observer.disconnect()
    const { x, y, width, height } = frame.getBoundingClientRect()
    const canvas = frame.querySelector('canvas')
    requestAnimationFrame(() => {
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      let other = 0
      for (let i = 4; i < data.length; i += 4) if (data[i] !== data[0] || data[i + 1] !== data[1]) other++
      Object.assign(globalThis, {
        first: {
          x,
          y,
          width,
          height,
          drawn: other / (data.length / 4),
          elements: document.querySelectorAll('#root *').length,
          hasApp: 'relataApp' in globalThis,
          scripts: performance
            .getEntriesByType('resource')
            .filter((entry) => entry.name.endsWith('.js'))
            .map((entry) => new URL(entry.name).pathname),
        },
      })
    })
  })
  observer.observe(document, { childList: true, subtree: true })
}

async function reloaded(stage: Stage): Promise<{ readonly first: First; readonly canvas: Rect }> {
  const { page } = stage
  let first: First | undefined
  // On a machine under heavy load the page does not wait for it.
  for (let attempt = 0; attempt < 5 && first === undefined; attempt++) {
    await page.reload()
    await page.waitForFunction(() => 'relataApp' in globalThis)
    await page.waitForFunction(() => document.querySelector('.first-picture') === null)
    first = await page.evaluate(() => (globalThis as unknown as { first?: First }).first)
  }
  if (first === undefined) throw new Error('There was no first picture')
  const canvas = await page.evaluate(() => {
    const { x, y, width, height } = (document.querySelector('.canvas-stage') as Element).getBoundingClientRect()
    return { x, y, width, height }
  })
  return { first, canvas }
}

function expectSamePlace(first: First, canvas: Rect): void {
  for (const key of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs(first[key] - canvas[key]), `${key}: ${first[key]} before, ${canvas[key]} then`).toBeLessThan(1.5)
  }
}

describe('the start of the page', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ design: writeDocument(bigDocument(100)), viewport: { width: 1440, height: 900 } })
    await stage.page.waitForFunction(() => 'relataApp' in globalThis)
    await stage.page.addInitScript(watchFirst)
  })
  afterAll(() => stage.close())

  it('shows the saved design before any of the page around it has run, where the canvas is going to be', async () => {
    const { first, canvas } = await reloaded(stage)
    expect({ elements: first.elements, hasApp: first.hasApp }).toEqual({ elements: 0, hasApp: false })
    expect(first.drawn).toBeGreaterThan(0.05)
    expectSamePlace(first, canvas)
    // The page itself may be on its way by then; nothing else is asked for: no editor, no panel, no dialog, no layout.
    const names = first.scripts.map((path) => path.replace(/^.*\/|-[\w-]{8}\.js$/g, ''))
    expect(names.filter((name) => !['boot.js', 'index', 'first', 'page'].includes(name))).toEqual([])
    const sizes = await stage.page.evaluate(
      async (paths) =>
        Promise.all(paths.map(async (path) => [path, (await (await fetch(path)).text()).length] as const)),
      first.scripts.filter((path) => !path.includes('/page-')),
    )
    // 167 kB on 21 November 2026.
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(230_000)
  })

  it('keeps within the content policy from the first script on', async () => {
    await reloaded(stage)
    expect(await stage.page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused)).toEqual([])
  })

  it('runs on the libraries as they are for users', async () => {
    const found = await stage.page.evaluate(async () => {
      const scripts = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js'))
      const texts = await Promise.all(scripts.map(async ({ name }) => (await fetch(name)).text()))
      return texts.filter((text) => text.includes('You are calling ReactDOMClient.createRoot')).length
    })
    expect(found).toBe(0)
  })

  it('knows where the canvas will be in other windows, and with panels as the user left them', async () => {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 900, height: 600 },
    ]) {
      await stage.page.setViewportSize(size)
      // The panels tell their new sizes a moment after the window has another one.
      await eventually(async () => {
        await stage.page.evaluate(() =>
          (globalThis as unknown as { relataApp: { prefs: { flush(): Promise<void> } } }).relataApp.prefs.flush(),
        )
        const { first, canvas } = await reloaded(stage)
        expectSamePlace(first, canvas)
      }, 20_000)
    }
    await stage.page.setViewportSize({ width: 1280, height: 800 })
    await stage.page.evaluate(async () => {
      const { ui, prefs } = (
        globalThis as unknown as {
          relataApp: {
            ui: { fold(side: string, isFolded: boolean): void }
            prefs: { set(patch: unknown): void; flush(): Promise<void> }
          }
        }
      ).relataApp
      ui.fold('dock', true)
      ui.fold('outline', false)
      prefs.set({ folded: { outline: false, inspector: false, dock: true } })
      await prefs.flush()
    })
    await eventually(async () => {
      const { first, canvas } = await reloaded(stage)
      expectSamePlace(first, canvas)
    }, 20_000)
    expect(stage.troubles).toEqual([])
  })
})
