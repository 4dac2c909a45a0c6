/** Rows under the mouse, as in every spreadsheet: a click takes the keys, a drag marks, numbers mark rows, one value for many. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('rows under the mouse', () => {
  let stage: Stage
  let app: AppPage
  let grid: Locator
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await app.tab('Preview')
    await app.dock
      .getByRole('tab', { name: 'Rows' })
      .or(app.dock.getByText('Rows', { exact: true }))
      .first()
      .click()
    await app.dock.getByText('blog_post', { exact: true }).first().click()
    grid = app.dock.getByRole('grid', { name: 'Rows of blog_post' })
    await cell(1, 'Styling the admin').waitFor()
  })
  afterAll(() => stage.close())

  const row = (index: number): Locator => grid.getByRole('row').nth(index + 1)
  const cell = (index: number, text: string): Locator => row(index).getByRole('gridcell', { name: text })
  const marked = (): Promise<number> => grid.locator('[role="gridcell"][aria-selected="true"]').count()

  it('have the keys after a click', async () => {
    await cell(0, '1 amina').click()
    await stage.page.keyboard.press('ArrowDown')
    await eventually(async () => {
      expect(await cell(1, '1 amina').getAttribute('aria-selected')).toBe('true')
    })
  })

  it('are marked by their numbers, and all of them', async () => {
    await row(1).locator('[aria-hidden]').first().click()
    const one = await marked()
    expect(one).toBeGreaterThan(2)
    await row(3)
      .locator('[aria-hidden]')
      .first()
      .click({ modifiers: ['Shift'] })
    await eventually(async () => expect(await marked()).toBe(one * 3))
    await row(0).getByRole('gridcell').first().click()
    await stage.page.keyboard.press('Shift+Space')
    await eventually(async () => expect(await marked()).toBe(one))
  })

  it('are marked by a drag, and get one value with Control and Enter', async () => {
    const from = await cell(0, '1 amina').boundingBox()
    const to = await cell(2, '2 bob').boundingBox()
    if (from === null || to === null) throw new Error('the cells are not drawn')
    await stage.page.mouse.move(from.x + 20, from.y + 8)
    await stage.page.mouse.down()
    await stage.page.mouse.move(to.x + 24, to.y + 8, { steps: 6 })
    await stage.page.mouse.up()
    await eventually(async () => expect(await marked()).toBe(3))
    await stage.page.keyboard.press('Enter')
    await stage.page.keyboard.type('caro')
    await stage.page.getByRole('option', { name: 'carol' }).waitFor()
    await eventually(async () => expect(await stage.page.getByRole('option', { name: 'bob' }).count()).toBe(0))
    await stage.page.keyboard.press('Control+Enter')
    await app.dock.getByText('3 changes not written yet').waitFor()
    await eventually(async () => {
      for (const index of [0, 1, 2]) expect(await row(index).innerText()).toContain('carol')
    })
    await app.dock.getByRole('button', { name: 'Discard' }).click()
    expect(stage.troubles).toEqual([])
  })

  it('take cells of a spreadsheet: lines within a cell, what does not fit is said', async () => {
    const paste = async (text: string): Promise<void> => {
      await stage.page.evaluate((one) => navigator.clipboard.writeText(one), text)
      await stage.page.keyboard.press('Control+V')
    }
    await cell(0, 'Django basics').click()
    await paste('First\t"two\nlines with ""quotes"""\r\nSecond\tshort\textra\tmore\tand more\tbeyond\r\n')
    await cell(0, 'First').waitFor()
    await eventually(async () => {
      const text = await row(0).innerText()
      expect(text).toMatch(/two\s+lines with "quotes"/)
    })
    await cell(1, 'Second').waitFor()
    const said = stage.page.getByText(/No room for \d columns? of what was pasted/)
    await said.first().waitFor()
    await app.dock.getByRole('button', { name: 'Discard' }).click()
    await cell(0, 'Django basics').waitFor()
  })

  it('an answer without rows has the names of its columns', async () => {
    await app.dock.getByText('Query', { exact: true }).first().click()
    await app.run('Category.objects.filter(id=99)')
    await app.dock.getByText('No rows.').waitFor()
    const name = app.dock.getByRole('columnheader', { name: 'name' })
    expect((await name.boundingBox())?.width).toBeGreaterThan(40)
  })
})
