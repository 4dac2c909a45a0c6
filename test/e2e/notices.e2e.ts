/** Notices cover nothing that one needs: no control of a panel, no button of a dialog, no tool of the canvas. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

describe('a notice', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog', viewport: { width: 900, height: 600 } })
    writeFileSync(join(stage.folder, 'text.db'), 'not a database, '.repeat(500))
    await stage.page.waitForFunction(() => 'relataApp' in window)
  })
  afterAll(() => stage.close())

  const notice = () => stage.page.locator('[data-kind="error"]').filter({ hasText: 'text.db' })
  async function boxOf(locator: Locator): Promise<Box> {
    const box = await locator.boundingBox()
    if (box === null) throw new Error('Not on the page')
    return box
  }
  const isInside = (inner: Box, outer: Box): boolean =>
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  const touches = (a: Box, b: Box): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

  for (const [width, height] of [
    [900, 600],
    [1280, 800],
  ] as const) {
    it(`stands on the canvas, clear of its tools, at ${width} × ${height}`, async () => {
      const { page } = stage
      await page.setViewportSize({ width, height })
      if ((await notice().count()) === 0) {
        await page.locator('.canvas').focus()
        await page.keyboard.press('Control+Shift+o')
        await page
          .getByRole('dialog', { name: 'Import a file' })
          .getByRole('button', { name: /^text\.db/ })
          .click()
        await notice().waitFor()
        await page.getByRole('dialog', { name: 'Import a file' }).waitFor({ state: 'detached' })
      }
      await eventually(async () =>
        expect(
          isInside(await boxOf(notice()), await boxOf(page.getByRole('region', { name: 'Canvas', exact: true }))),
        ).toBe(true),
      )
      const tools = await boxOf(page.getByRole('button', { name: /^Zoom in/ }))
      expect(touches(await boxOf(notice()), tools)).toBe(false)
    })

    it(`leaves the buttons of a dialog free at ${width} × ${height}`, async () => {
      const { page } = stage
      await page.locator('.canvas').focus()
      await page.keyboard.press('Control+Alt+p')
      const dialog = page.getByRole('dialog', { name: /Print/ })
      await dialog.waitFor()
      await eventually(async () => expect((await boxOf(notice())).y).toBeLessThan(20))
      const said = await boxOf(notice())
      const buttons = await Promise.all((await dialog.getByRole('button').all()).map(boxOf))
      expect(buttons.length).toBeGreaterThan(2)
      expect(buttons.filter((box) => touches(said, box))).toEqual([])
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      expect(stage.troubles).toEqual([])
    })
  }
})
