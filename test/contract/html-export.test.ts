import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { html } from '../../shared/exporters/html.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { launchBrowser } from '../e2e/browser.ts'
import { allDesigns } from '../support/designs.ts'
import { hostileDocument } from '../support/hostile-document.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'relata-html-'))
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  rmSync(FOLDER, { recursive: true, force: true })
})

/** Names that would run if any of them were taken for markup. */
function scriptedDocument(): ErDocument {
  const text = JSON.stringify(hostileDocument())
  const evil = JSON.stringify(
    '</script></title><img src=x onerror="window.broken=1"><svg onload=window.broken=1>',
  ).slice(1, -1)
  return JSON.parse(
    text.replaceAll('two words', evil).replaceAll('semi;colon', '\'\\"><script>window.broken=1</script>'),
  ) as ErDocument
}

describe.each([...allDesigns(), ['scripted', scriptedDocument()] as const])('HTML documentation of %s', (name, doc) => {
  it('opens in Chromium, asks nothing of the network, runs no name, and can be searched and zoomed', async () => {
    const compiled = compileDesign(doc)
    const path = join(FOLDER, `${name}.html`)
    writeFileSync(path, exportedText(html.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS })))
    const page = await browser.newPage()
    const requests: string[] = []
    const errors: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(pathToFileURL(path).href)
    const tables = diagramTables(compiled.schema)
    expect(await page.locator('main section').count()).toBe(tables.length)
    expect(await page.locator('tbody tr').count()).toBe(tables.reduce((n, t) => n + t.columns.length, 0))
    expect(await page.locator('section h2').allTextContents()).toEqual(tables.map((t) => t.label))
    const wanted = tables[0]?.columns.at(-1)?.name.trim() ?? ''
    await page.fill('#search', wanted)
    expect(await page.locator('main section').first().isHidden()).toBe(false)
    await page.fill('#search', 'no such thing anywhere')
    expect(await page.locator('main section:visible').count()).toBe(0)
    await page.fill('#search', '')
    const viewBox = () => page.locator('#diagram svg').first().getAttribute('viewBox')
    const before = await viewBox()
    await page.click('#zoom-in')
    expect(await viewBox()).not.toBe(before)
    expect(await page.evaluate(() => (globalThis as { broken?: number }).broken)).toBeUndefined()
    expect(requests).toEqual([pathToFileURL(path).href])
    expect(errors).toEqual([])
    await page.close()
  })
})

describe('HTML documentation as people open it', () => {
  const [, doc] = allDesigns().find(([name]) => name === 'blog') ?? ['hostile', hostileDocument()]
  const path = join(FOLDER, 'look.html')
  const opened = async (options: Parameters<Browser['newContext']>[0]) => {
    writeFileSync(path, exportedText(html.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS })))
    const context = await browser.newContext(options)
    const page = await context.newPage()
    await page.goto(pathToFileURL(path).href)
    return { page, close: () => context.close() }
  }

  it('on a telephone: one column as wide as it, tables that scroll by themselves', async () => {
    const { page, close } = await opened({ viewport: { width: 390, height: 844 } })
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      ...['nav', 'main', '#diagram', 'section'].map((of) => document.querySelector(of)?.getBoundingClientRect().width),
    ])
    expect(widths).toEqual([390, 390, 390, 390, 390])
    await close()
  })

  it('in the dark the drawing is dark too, on paper nothing is', async () => {
    const { page, close } = await opened({ colorScheme: 'dark' })
    const colours = () =>
      page.evaluate(() => {
        const of = (selector: string, property: string) =>
          getComputedStyle(document.querySelector(selector) ?? document.body).getPropertyValue(property)
        return [of('#diagram svg > rect', 'fill'), of('#diagram [fill="#ffffff"]', 'fill'), of('body', 'color')]
      })
    expect(await colours()).toEqual(['rgb(20, 22, 27)', 'rgb(27, 30, 36)', 'rgb(230, 234, 242)'])
    await page.emulateMedia({ media: 'print' })
    expect(await colours()).toEqual(['rgb(244, 245, 247)', 'rgb(255, 255, 255)', 'rgb(29, 36, 51)'])
    await close()
  })

  it('a search shows the model of that name before those that only mention it', async () => {
    const { page, close } = await opened({})
    const titles = await page.locator('main section').evaluateAll((all) => all.map((s) => s.getAttribute('data-title')))
    expect(titles.indexOf('Post')).toBeGreaterThan(0)
    await page.fill('#search', 'post')
    const shown = await page.evaluate(() => {
      const svg = document.querySelector<SVGSVGElement>('#diagram svg')
      const box = [...document.querySelectorAll<SVGGElement>('#diagram g[transform]')].find(
        (g) => g.querySelector(':scope > text')?.textContent === 'Post',
      )
      const at = box?.transform.baseVal[0]?.matrix.e ?? Number.NaN
      const view = svg?.viewBox.baseVal
      return view !== undefined && at > view.x && at < view.x + view.width
    })
    expect(shown).toBe(true)
    await close()
  })

  it('the drawing moves and zooms by keys', async () => {
    const { page, close } = await opened({})
    const box = async () =>
      ((await page.locator('#diagram svg').first().getAttribute('viewBox')) ?? '').split(' ').map(Number)
    const [x = 0, , width = 0] = await box()
    await page.locator('#diagram').focus()
    await page.keyboard.press('ArrowRight')
    expect((await box())[0]).toBeCloseTo(x + width * 0.1)
    await page.keyboard.press('+')
    expect((await box())[2]).toBeCloseTo(width * 0.8)
    await page.keyboard.press('0')
    expect(await box()).toEqual([x, (await box())[1], width, (await box())[3]])
    await close()
  })
})
