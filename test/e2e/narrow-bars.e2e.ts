import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { overflows } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const heightOf = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.height ?? 0

describe('bars of a small window, in French', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog', viewport: { width: 900, height: 600 } })
    await appPage(stage.page)
    const { page } = stage
    await page.locator('.canvas').focus()
    for (const key of ['y', '6']) await page.keyboard.press(key)
    await page.waitForFunction(() => document.documentElement.lang === 'fr' && 'relataApp' in window)
    await page.keyboard.press('Control+b')
  })
  afterAll(() => stage.close())

  it('neighbours take one line, also beside the list of models', async () => {
    const { page } = stage
    const options = page.getByRole('region', { name: 'Modèles' }).getByRole('option')
    await options.filter({ hasText: 'Post' }).click()
    await page.locator('.canvas').focus()
    for (const key of ['g', 'n']) await page.keyboard.press(key)
    const bar = page.getByRole('region', { name: 'Voisins' })
    await bar.getByRole('slider').waitFor()
    await options.filter({ hasText: 'Tag' }).click()
    await bar.getByRole('button', { name: 'Autour de la sélection actuelle' }).waitFor()
    await eventually(async () => expect(await heightOf(bar)).toBeLessThan(40))
    await stage.shot('narrow-neighbours-fr')
    expect(await overflows(page)).toEqual([])
  })

  it('the rows’ bar is one line, and its menu has what gave way', async () => {
    const { page } = stage
    await page.getByRole('tab', { name: 'Lignes' }).click()
    const menu = page.getByRole('button', { name: 'Plus', exact: true })
    const title = page.getByRole('heading', { name: 'blog_tag' })
    await eventually(async () => {
      const [one, other] = [await menu.boundingBox(), await title.boundingBox()]
      expect(
        Math.abs((one?.y ?? 0) + (one?.height ?? 0) / 2 - (other?.y ?? 99) - (other?.height ?? 0) / 2),
      ).toBeLessThan(4)
    })
    await menu.click()
    const items = page.getByRole('menu')
    for (const keys of ['Alt R', 'Alt M'])
      expect(await items.getByText(new RegExp(keys.replace(' ', String.raw`\s*`))).count(), keys).toBeGreaterThan(0)
    await stage.shot('narrow-rows-fr')
    await page.keyboard.press('Escape')
  })

  it('query and rows below each other have room for more than a line', async () => {
    const { page } = stage
    await page.getByRole('tab', { name: 'Requête' }).click()
    const editor = page.locator('[data-pane=dock] .cm-editor').first()
    await eventually(async () => expect(await heightOf(editor)).toBeGreaterThanOrEqual(40))
    expect(await heightOf(page.locator('#results'))).toBeGreaterThan(85)
    expect(stage.troubles).toEqual([])
  })
})

describe('what the bars say', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog', viewport: { width: 1280, height: 800 } })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  it('neighbours ask for a model and take the first that is selected; there are no buttons that do nothing', async () => {
    const { page } = stage
    await page.locator('.canvas').focus()
    for (const key of ['g', 'n']) await page.keyboard.press(key)
    const bar = page.getByRole('region', { name: 'Neighbours' })
    await bar.getByText('Select a model').waitFor()
    expect(await bar.getByRole('button').count()).toBe(1)
    await app.openModel('Post')
    await bar.getByText('1: 4 models').waitFor()
    await bar.getByRole('button', { name: 'Keep as a view' }).waitFor()
  })

  it('an earlier state cannot be kept as a view, and the button says why', async () => {
    const { page } = stage
    await page.locator('.canvas').focus()
    await page.keyboard.press('n')
    await page.keyboard.type('Note')
    await page.keyboard.press('Escape')
    await app.tab('History')
    await page.getByRole('listbox', { name: 'Steps' }).getByRole('option').last().click()
    const keep = page.getByRole('button', { name: 'Keep as a view' })
    await eventually(async () => expect(await keep.getAttribute('aria-disabled')).toBe('true'))
    expect(await keep.getAttribute('aria-description')).toMatch(/looking back/)
    // It is still to be pressed, to hear why.
    await keep.click({ force: true })
    await page
      .getByRole('dialog')
      .or(page.getByRole('alertdialog'))
      .getByText(/looking back/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    expect(stage.troubles).toEqual([])
  })

  it('a path takes two lines at twice the text', async () => {
    const { page } = stage
    await page.addStyleTag({ content: 'html { font-size: 200% !important }' })
    await page.getByRole('button', { name: /^Path/ }).click()
    const bar = page.getByRole('region', { name: /path/i })
    for (const [end, model] of [
      ['From', 'Profile'],
      ['To', 'Tag'],
    ] as const) {
      await bar.getByRole('combobox', { name: end, exact: true }).click()
      await page.getByRole('option', { name: `${model} blog`, exact: true }).click()
    }
    await bar.getByText('user__posts__tags').waitFor()
    await eventually(async () => expect(await heightOf(bar)).toBeLessThan(150))
    await stage.shot('large-path')
    expect(await overflows(page)).toEqual([])
  })
})
