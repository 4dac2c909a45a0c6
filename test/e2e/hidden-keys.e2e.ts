import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const DUMP = `CREATE TABLE customer (id int PRIMARY KEY, name varchar(50) NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL);
CREATE TABLE complaint (id int PRIMARY KEY, customer_id int NULL);`

describe('a database without foreign keys', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'school' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('is told where its relations seem to be, and gets them all as one step', async () => {
    const { page } = stage
    await page
      .getByRole('application')
      .first()
      .click({ position: { x: 20, y: 20 } })
    await page.evaluate((text) => navigator.clipboard.writeText(text), DUMP)
    await page.keyboard.press('Control+v')
    await eventually(async () => expect(await app.models()).toContain('Complaint'))
    // What is pasted lies on nothing that was there, and is in view.
    await eventually(async () => {
      const nodes = await page.locator('.react-flow__node').all()
      const boxes = (await Promise.all(nodes.map((node) => node.boundingBox()))).flatMap((box) => box ?? [])
      expect(boxes).toHaveLength(5)
      for (const [i, a] of boxes.entries())
        for (const b of boxes.slice(i + 1))
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
            true,
          )
    })
    await app.tab('Problems')
    await app.dock.getByText('This looks like the key of Customer').first().waitFor()
    await stage.shot('hidden-keys')
    await app.dock.getByRole('button', { name: 'All 2' }).first().click()
    await eventually(async () =>
      expect(await app.dock.getByText('This looks like the key of Customer').count()).toBe(0),
    )
    expect((await app.undoLabels()).at(-1)).toBe('Repair 2 problems of a kind')
    expect(stage.troubles).toEqual([])
  })
})
