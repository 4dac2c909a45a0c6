import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const EVERY_KIND = resolve(import.meta.dirname, '../fixtures/every-kind.relata.json')

describe('a small window, in the dark', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({
      design: readFileSync(EVERY_KIND, 'utf8'),
      viewport: { width: 900, height: 600 },
      colorScheme: 'dark',
    })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
  })
  afterAll(() => stage.close())

  it('shows every tab of the results whole', async () => {
    await app.run('Product.objects.all()')
    const list = app.dock.getByRole('tablist', { name: 'Results' })
    await list.getByRole('tab', { name: 'Delete?' }).waitFor()
    const [room, ...tabs] = await Promise.all([
      list.boundingBox(),
      ...(await list.getByRole('tab').all()).map((tab) => tab.boundingBox()),
    ])
    for (const tab of tabs) {
      expect((tab?.x ?? 0) + (tab?.width ?? 0)).toBeLessThanOrEqual((room?.x ?? 0) + (room?.width ?? 0) + 0.5)
    }
    await stage.shot('narrow-results')
  })

  it('puts the results below the query while the list of models takes the room', async () => {
    const { page } = stage
    await page.keyboard.press('Control+b')
    const rows = app.dock.getByRole('grid').first()
    const query = app.dock.locator('.cm-editor').first()
    await eventually(async () => {
      const [below, above] = [await rows.boundingBox(), await query.boundingBox()]
      expect(below?.width).toBeGreaterThan(280)
      expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0))
    })
    await stage.shot('narrow-stacked')
    await page.keyboard.press('Control+b')
    await eventually(async () => expect((await rows.boundingBox())?.y).toBe((await query.boundingBox())?.y))
  })

  it('draws a selected dashed line dashed, at every zoom', async () => {
    await app.palette('Order.products')
    await stage.page.keyboard.press('Enter')
    const line = stage.page.locator('.canvas-over path.selected.dashed')
    await eventually(async () => expect(await line.getAttribute('d')).toMatch(/^M/))
    const before = Number.parseFloat((await line.getAttribute('stroke-dasharray')) ?? '')
    expect(before).toBeGreaterThan(0)
    await stage.page.getByRole('button', { name: 'Zoom in' }).click()
    await eventually(async () =>
      expect(Number.parseFloat((await line.getAttribute('stroke-dasharray')) ?? '')).toBeGreaterThan(before * 1.1),
    )
    await stage.shot('narrow-dashes')
    expect(stage.troubles).toEqual([])
  })
})
