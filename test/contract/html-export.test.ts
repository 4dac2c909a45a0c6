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
