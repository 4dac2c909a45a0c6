/** Hands that do two things at once: keys in the middle of a drag, a button released elsewhere. Nothing breaks or is lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('in the middle of a drag', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await stage.page.locator('.react-flow__node').first().waitFor()
  })
  afterAll(() => stage.close())

  async function boxOf(model: string): Promise<{ x: number; y: number }> {
    const box = await stage.page
      .locator('.react-flow__node')
      .filter({ has: stage.page.getByText(model, { exact: true }) })
      .last()
      .boundingBox()
    if (box === null) throw new Error(`${model} is not drawn`)
    return box
  }
  async function grab(model: string): Promise<{ x: number; y: number }> {
    const box = await boxOf(model)
    await stage.page.mouse.move(box.x + 40, box.y + 10)
    await stage.page.mouse.down()
    await stage.page.mouse.move(box.x + 70, box.y + 50, { steps: 4 })
    return box
  }

  it('Delete and Control+Z wait for its end', async () => {
    const models = await app.models()
    const box = await grab('Profile')
    for (const key of ['Delete', 'Control+z', 'Control+a', 'm']) await stage.page.keyboard.press(key)
    await stage.page.mouse.move(box.x + 90, box.y - 30, { steps: 3 })
    await stage.page.mouse.up()
    await eventually(async () => expect(await app.undoLabels()).toEqual(['Move']))
    expect(await app.models()).toEqual(models)
    await stage.page.keyboard.press('Control+z')
    await eventually(async () => expect((await boxOf('Profile')).x).toBeCloseTo(box.x, 0))
  })

  it('Escape gives it up', async () => {
    const box = await grab('Profile')
    await stage.page.keyboard.press('Escape')
    await stage.page.mouse.up()
    expect((await boxOf('Profile')).x).toBeCloseTo(box.x, 0)
    expect(await app.undoLabels()).toEqual([])
    expect(stage.troubles).toEqual([])
  })
})

describe('a file that is none of ours', () => {
  it('is named in one notice, however often it is dropped', async () => {
    const stage = await openStage({ example: 'blog' })
    await appPage(stage.page)
    const notice = stage.page.getByText('holiday.jpg cannot be read')
    for (let i = 0; i < 2; i++) {
      await stage.page.evaluate(() => {
        const data = new DataTransfer()
        data.items.add(new File(['no picture of ours'], 'holiday.jpg', { type: 'image/jpeg' }))
        for (const kind of ['dragenter', 'dragover', 'drop'])
          document
            .querySelector('.canvas')
            ?.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }))
      })
      await notice.first().waitFor()
    }
    expect(await stage.page.locator('[data-kind="error"]').count()).toBe(1)
    expect(stage.troubles).toEqual([])
    await stage.close()
  })
})

describe('the link of a start', () => {
  it('says in a second tab that it has been used, and what to do', async () => {
    const stage = await openStage({ example: 'blog' })
    await appPage(stage.page)
    const second = await stage.page.context().newPage()
    await second.goto(stage.host.url)
    await second.getByText('This link has been used').waitFor()
    expect(await second.getByText('start Relata again for a new link').count()).toBe(1)
    await stage.close()
  })
})
