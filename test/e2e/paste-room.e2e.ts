import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** Boxes and tools leave each other room. */
describe('room on the canvas', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog', viewport: { width: 900, height: 600 } })
    app = await appPage(stage.page)
    await stage.page.locator('.box[data-model="Post"]').waitFor()
  })
  afterAll(() => stage.close())

  /** Pairs of boxes in view of which one lies on the other. */
  const overlaps = () =>
    stage.page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.box')].map((box) => ({
        name: (box as HTMLElement).dataset['model'] ?? '',
        at: box.getBoundingClientRect(),
      }))
      return boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter((b) => a.at.x < b.at.right && b.at.x < a.at.right && a.at.y < b.at.bottom && b.at.y < a.at.bottom)
          .map((b) => `${a.name} ${b.name}`),
      )
    })

  it('the tools lie on no box of a drawing that is in view as a whole', async () => {
    const tools = await stage.page.getByRole('toolbar', { name: 'View' }).boundingBox()
    const bottoms = await stage.page.evaluate(() =>
      [...document.querySelectorAll('.box')].map((box) => box.getBoundingClientRect().bottom),
    )
    expect(bottoms.length).toBe(5)
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(tools?.y ?? 0)
  })

  it('copies of models go where there is room, and lead to what is not ours to copy', async () => {
    const { page } = stage
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    for (const copy of ['Post2', 'Post3']) {
      await page.keyboard.press('Control+v')
      await page.locator(`.box[data-model="${copy}"]`).waitFor()
      await eventually(async () => expect(await page.locator('.box[data-selected]').count()).toBe(4))
      expect(await overlaps()).toEqual([])
    }
    expect(await app.models()).toHaveLength(13)
    expect(await app.models()).not.toContain('User2')
    await stage.shot('paste-room')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await app.undoLabels()).toEqual([])
    expect(stage.troubles).toEqual([])
  })
})
