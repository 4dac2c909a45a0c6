import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** The program was replaced by a newer one, or has ended: files that the page has not asked for yet are gone. */
describe('parts of the page that do not come any more', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await stage.page.route('**/assets/**', (route) => route.abort())
  })
  afterAll(() => stage.close())

  it('say so in their place; the page and what is unsaved stay', async () => {
    await app.openModel('Post')
    await stage.page.locator('.canvas').focus()
    await stage.page.keyboard.press('Control+Alt+p')
    const dialog = stage.page.getByRole('dialog', { name: 'This part did not load' })
    await dialog.waitFor()
    await stage.shot('part-missing')
    expect(await axeViolations(stage.page)).toEqual([])
    await stage.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await app.tab('History')
    await app.dock.getByRole('alert').getByText('This part did not load').waitFor()
    expect(await app.models()).toContain('Post')
  })
})
