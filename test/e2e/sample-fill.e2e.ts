import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('filling with many rows', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
  })
  afterAll(() => stage.close())

  const dialog = () => stage.page.getByRole('dialog', { name: 'Sample rows' })
  const tables = async () => (await app.dock.getByRole('button', { name: /^(blog|auth)_/ }).allInnerTexts()).join(' ')
  async function start(rows: number): Promise<void> {
    await app.dock.getByRole('button', { name: 'Fill…' }).click()
    await stage.page.getByRole('menuitem', { name: 'Sample settings…' }).click()
    await dialog().getByRole('spinbutton', { name: 'Rows a model' }).fill(String(rows))
    await dialog().getByRole('button', { name: 'Fill the tables' }).click()
  }

  it('tells how far it is and stops when asked; the rows are then those of before', async () => {
    const before = await tables()
    await start(300_000)
    const status = dialog().getByRole('status')
    await eventually(async () => expect(await status.innerText()).toMatch(/: [1-9][\d,]* of 1,[\d,]+ rows/), 20_000)
    await stage.shot('fill-progress')
    await dialog().getByRole('button', { name: 'Stop' }).click()
    await dialog().getByRole('button', { name: 'Fill the tables' }).waitFor()
    await stage.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    expect(await tables()).toBe(before)
    await app.dock.getByRole('tab', { name: 'Query' }).click()
    await app.run('User.objects.count(), Post.objects.count()')
    await eventually(async () => expect(await app.dock.innerText()).toMatch(/\(4, 6\)/), 20_000)
  })

  it('from the menu, too, while the page goes on', async () => {
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await app.dock.getByRole('button', { name: 'Fill…' }).click()
    await stage.page.getByRole('menuitem', { name: /10,000/ }).click()
    await app.dock.getByRole('button', { name: 'Fill…' }).waitFor({ timeout: 60_000 })
    await eventually(async () => expect(await tables()).toMatch(/blog_post\s*10,006/), 20_000)
    expect(stage.troubles).toEqual([])
  })
})
