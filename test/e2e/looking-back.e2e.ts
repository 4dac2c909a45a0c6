import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Saved {
  readonly models: readonly { readonly name: string }[]
}

/** Nobody is left in the past without a way back. */
describe('an earlier state on the drawing', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const said = () => stage.page.locator('[role=status]').allInnerTexts()

  it('says so and leads back, whatever panel is open', async () => {
    const { page } = stage
    await app.openModel('Tag')
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+d')
    await eventually(async () => expect(await app.models()).toContain('Tag2'))
    await app.palette('One step earlier')
    await page.keyboard.press('Enter')
    await eventually(async () => expect(await page.getByRole('dialog').count()).toBe(0))
    await app.tab('SQL')
    await page.getByText('The drawing as it was before these steps').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await stage.shot('looking-back')
    // Nothing is undone behind one's back: why, is said.
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+z')
    await eventually(async () => expect((await said()).join(' ')).toContain('You are looking back'))
    expect(await app.undoLabels()).toHaveLength(1)
    // What is saved is the present.
    await page.keyboard.press('Control+s')
    await page.getByRole('img', { name: 'unsaved changes' }).waitFor({ state: 'detached' })
    const file = JSON.parse(readFileSync(join(stage.folder, 'blog.relata.json'), 'utf8')) as Saved
    expect(file.models.map(({ name }) => name)).toContain('Tag2')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'Back to the present' }).click()
    await page.getByText('The drawing as it was before these steps').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await eventually(async () => expect(await app.undoLabels()).toEqual([]))
  })

  it('the panel of the history says it where it is open', async () => {
    const { page } = stage
    await page.keyboard.press('Control+Shift+z')
    await app.tab('History')
    await app.palette('One step earlier')
    await page.keyboard.press('Enter')
    const back = page.getByRole('button', { name: 'Back to the present' })
    await back.waitFor()
    expect(await back.count()).toBe(1)
    await back.click()
    await back.waitFor({ state: 'detached' })
    expect(stage.troubles).toEqual([])
  })
})

/** What cannot be done now is found all the same, with what it needs. */
describe('the palette', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('lists what needs a selection, and says so when it is chosen', async () => {
    const { page } = stage
    await app.palette('align left')
    const option = page.getByRole('option', { name: /Align left Select two models or more first/ })
    await option.waitFor()
    await stage.shot('palette-not-now')
    await page.keyboard.press('Enter')
    await page.getByText('Select two models or more first.').first().waitFor()
    expect(await app.undoLabels()).toEqual([])
  })

  it('finds commands by the words of other tools, and opens what had no command', async () => {
    const { page } = stage
    await app.palette('faker')
    await page.getByRole('option', { name: /Sample settings/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Sample rows' }).waitFor()
    await page.keyboard.press('Escape')
    await app.palette('enum')
    await page.getByRole('option', { name: /Settings of the design/ }).waitFor()
    await page.keyboard.press('Enter')
    await eventually(async () =>
      expect(await app.inspector.evaluate((pane) => pane.contains(document.activeElement))).toBe(true),
    )
    expect(stage.troubles).toEqual([])
  })
})
