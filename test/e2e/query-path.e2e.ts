import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('the way of a query', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
  })
  afterAll(() => stage.close())

  it('is said in words, and brought into view where it is not', async () => {
    const { page } = stage
    const path = app.dock.getByText('Path: Post → User → Profile')
    const show = app.dock.getByRole('button', { name: 'Bring into view' })
    await app.run('Post.objects.filter(author__profile__city="Casablanca")')
    await path.waitFor({ state: 'attached' })
    expect(await show.count()).toBe(0)
    const canvas = await page.locator('.canvas').boundingBox()
    await page.mouse.move((canvas?.x ?? 0) + 20, (canvas?.y ?? 0) + 20)
    for (let n = 0; n < 4; n++) await page.mouse.wheel(0, 600)
    await app.run('Post.objects.filter(author__profile__city="Rabat")')
    await show.click()
    await show.waitFor({ state: 'detached' })
    await eventually(async () => {
      for (const model of ['Post', 'User', 'Profile'])
        expect(await page.locator(`.box[data-model="${model}"]`).isVisible()).toBe(true)
    })
    expect(stage.troubles).toEqual([])
  })
})
