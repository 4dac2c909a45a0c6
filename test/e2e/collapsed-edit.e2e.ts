import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('a collapsed model', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const said = (text: string) =>
    eventually(async () =>
      expect((await stage.page.locator('[role=status]').allInnerTexts()).join(' ')).toContain(text),
    )

  it('is renamed as it is, and opens for a new field', async () => {
    const { page } = stage
    await app.openModel('Tag')
    await page.locator('.canvas').focus()
    await page.keyboard.press('c')
    await said('Collapsed')
    // Enter after the name leads to no row that is not there.
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: 'Name of the model' }).waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText('Label')
    await page.keyboard.press('Enter')
    await eventually(async () => expect(await app.models()).toContain('Label'))
    await eventually(async () => expect(await page.locator('.cell-input').count()).toBe(0))
    expect(await page.locator('.box[data-model="Label"][data-collapsed]').count()).toBe(1)
    await page.keyboard.press('f')
    await page.locator('.cell-input').waitFor()
    await page.keyboard.insertText('colour char 20')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.locator('.box[data-model="Label"] .row').filter({ hasText: 'colour' }).waitFor()
    await page.keyboard.press('l')
    await said('Locked in place')
    expect(stage.troubles).toEqual([])
  })
})
