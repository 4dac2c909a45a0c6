/** What is seen while one draws: the row being typed stands in its box, the card shows all it asks, lists are found in. */
import { afterEach, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage, StageOptions } from './stage.ts'

let stage: Stage
afterEach(() => stage.close())

async function open(options: StageOptions = { example: 'blog' }): Promise<AppPage> {
  stage = await openStage(options)
  return appPage(stage.page)
}

const rect = async (selector: string) => {
  const box = await stage.page.locator(selector).boundingBox()
  if (box === null) throw new Error(selector)
  return { ...box, right: box.x + box.width, bottom: box.y + box.height }
}

async function addField(app: AppPage, model: string): Promise<void> {
  await app.openModel(model)
  await app.palette('Add a field')
  await app.page.keyboard.press('Enter')
  await app.page.waitForSelector('[data-row=new]')
}

describe('while one draws', () => {
  it('the frame of a box goes round the row that is being added', async () => {
    const app = await open()
    await addField(app, 'Post')
    const row = await rect('[data-row=new]')
    const box = await rect('.box[data-model=Post]')
    expect(row.bottom).toBeLessThan(box.bottom)
    expect(row.y).toBeGreaterThan(box.y)
    expect(stage.troubles).toEqual([])
  })

  it('a model whose fields are left out shows them while it is typed in', async () => {
    const app = await open()
    await app.palette('Keys and relations only')
    await app.page.keyboard.press('Enter')
    const names = () => app.page.locator('.box[data-model=Post] .row-name').allInnerTexts()
    await eventually(async () => expect(await names()).toEqual(['id', 'author', 'category', 'tags']))
    await addField(app, 'Post')
    await app.page.keyboard.type('subtitle char 80')
    await app.page.keyboard.press('Enter')
    await eventually(async () =>
      expect(await names()).toEqual(['id', 'author', 'category', 'tags', 'title', 'content', 'subtitle']),
    )
    const row = await rect('[data-row=new]')
    expect(row.y).toBeGreaterThan((await rect('.box[data-model=Post] .row:has-text("subtitle")')).y)
    expect(row.bottom).toBeLessThan((await rect('.box[data-model=Post]')).bottom)
    await app.page.keyboard.press('Escape')
    await eventually(async () => expect(await names()).toEqual(['id', 'author', 'category', 'tags']))
  })

  it('the card of a relation shows whether it may be empty; of a model to itself it may', async () => {
    const app = await open()
    const head = await rect('.box[data-model=Category] .box-head')
    const { mouse } = app.page
    await mouse.move(head.x + 40, head.y + 10)
    await mouse.move(head.right - 1, head.y + head.height / 2)
    await mouse.down()
    await mouse.move(head.right + 30, head.bottom + 20, { steps: 5 })
    await mouse.move(head.x + 60, head.bottom + 10, { steps: 5 })
    await mouse.up()
    await app.page.waitForSelector('.relation-card')
    const check = app.page.getByRole('checkbox', { name: 'May be empty null=True' })
    expect(await check.isChecked()).toBe(true)
    const { bottom } = await rect('.relation-card .card-check')
    expect(bottom).toBeLessThan((await rect('.card-buttons')).y)
    await app.page.getByRole('button', { name: 'Create relation' }).click()
    await eventually(async () => expect(await app.status.innerText()).toContain('No problems'))
  })

  it('a duplicate stands beside its original, on nothing and in view, by one step', async () => {
    const app = await open()
    await app.openModel('Post')
    await app.palette('Duplicate')
    await app.page.keyboard.press('Enter')
    await app.page.waitForSelector('.box[data-model=Post2]')
    await eventually(async () => {
      const [copy, canvas] = [await rect('.box[data-model=Post2]'), await rect('.canvas')]
      expect(copy.y).toBeGreaterThanOrEqual(canvas.y)
      expect(copy.bottom).toBeLessThanOrEqual(canvas.bottom)
      for (const name of ['Post', 'Profile', 'User']) {
        const other = await rect(`.box[data-model=${name}]`)
        const apart = other.right <= copy.x || copy.right <= other.x || other.bottom <= copy.y || copy.bottom <= other.y
        expect(apart).toBe(true)
      }
    })
    expect(await app.undoLabels()).toEqual(['Duplicate model'])
  })

  it('tabs fade where more of them follow, and only there', async () => {
    const app = await open({ example: 'blog', viewport: { width: 900, height: 600 } })
    const fade = () =>
      app.dock
        .getByRole('tablist', { name: 'Preview and code' })
        .evaluate((list) => getComputedStyle(list).getPropertyValue('--after'))
    expect(await fade()).toBe('0px')
    await app.palette('Show or hide the list of models')
    await app.page.keyboard.press('Enter')
    await eventually(async () => expect(await fade()).toBe('28px'))
    await app.tab('History')
    await eventually(async () => expect(await fade()).toBe('0px'))
  })

  it('in a low window the card shows all that can follow a delete', async () => {
    const app = await open({ example: 'blog', viewport: { width: 900, height: 600 } })
    await app.palette('Post')
    await app.page.keyboard.press('Enter')
    await app.page.waitForSelector('.box[data-model=Post][data-selected]')
    await app.palette('Draw a relation')
    await app.page.keyboard.press('Enter')
    await app.page.waitForTimeout(300)
    await app.page.keyboard.press('Enter')
    await app.page.waitForSelector('.relation-card[data-short]')
    const buttons = await rect('.card-buttons')
    for (const name of ['CASCADE', 'RESTRICT', 'DO_NOTHING'])
      expect((await rect(`.card-deletes code:text-is("${name}")`)).bottom).toBeLessThan(buttons.y)
  })

  it('lists the models as they are declared, or by name, and remembers it', async () => {
    const app = await open()
    const names = () => app.outline.getByRole('option').allInnerTexts()
    expect(await names()).toEqual(['User', 'Profile', 'Category', 'Tag', 'Post'])
    await app.outline.getByRole('button', { name: 'Models by name' }).click()
    await eventually(async () => expect(await names()).toEqual(['User', 'Category', 'Post', 'Profile', 'Tag']))
    await app.page.waitForTimeout(600)
    await app.page.reload()
    await eventually(async () => expect(await names()).toEqual(['User', 'Category', 'Post', 'Profile', 'Tag']))
  })
})
