/** Finding one's way: views, neighbours, a path, a filter, back and forward. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { axeViolations, overflows } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Probe {
  readonly relataRenders: Record<string, number>
}

describe('finding one’s way', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const tabs = () => stage.page.getByRole('tablist', { name: 'Views' }).getByRole('tab').allInnerTexts()
  const open = () => stage.page.getByRole('tablist', { name: 'Views' }).getByRole('tab', { selected: true }).innerText()
  const drawn = () => stage.page.locator('.react-flow__node').count()
  const keys = async (...strokes: string[]) => {
    await stage.page.locator('.canvas').focus()
    for (const stroke of strokes) await stage.page.keyboard.press(stroke)
  }
  const said = () => stage.page.locator('main ~ div[role="status"], body [role="status"]').allInnerTexts()
  const renders = () =>
    stage.page.evaluate(() => {
      const { Canvas = 0, Flow = 0 } = (window as unknown as Probe).relataRenders
      return Canvas + Flow
    })

  it('selects all models between two with Shift, and their letters stay as they are', async () => {
    await app.openModel('Profile')
    await app.outline.getByRole('option', { name: /Post/ }).click({ modifiers: ['Shift'] })
    await eventually(async () =>
      expect(await app.inspector.getByRole('heading', { level: 2 }).innerText()).toBe('4 models'),
    )
    expect(await stage.page.evaluate(() => document.getSelection()?.toString())).toBe('')
  })

  it('makes a view of what is selected, names it, and the models keep their places', async () => {
    await app.openModel('Post')
    await app.outline.getByRole('option', { name: /Tag/ }).click({ modifiers: ['Control'] })
    await keys('w', 's')
    const name = stage.page.getByRole('textbox', { name: 'Name of the view' })
    await name.fill('Writing')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await tabs()).toEqual(['Main', 'Writing']))
    await keys('Shift+0')
    await eventually(async () => expect(await drawn()).toBe(2))
    expect(await app.undoLabels()).toEqual(['Add view', 'Rename view'])
  })

  it('turns the views by key; a hit of the palette opens the view that has it', async () => {
    await keys('[')
    await eventually(async () => expect(await open()).toBe('Main'))
    await keys(']')
    await eventually(async () => expect(await open()).toBe('Writing'))
    await app.palette('category')
    await stage.page.keyboard.press('Enter')
    await eventually(async () => expect(await open()).toBe('Main'))
    expect(await app.inspector.getByRole('heading', { level: 2 }).innerText()).toBe('Category')
  })

  it('goes back and forward through the places', async () => {
    await app.openModel('Profile')
    const heading = () => app.inspector.getByRole('heading', { level: 2 }).innerText()
    await stage.page.keyboard.press('Control+[')
    await eventually(async () => expect(await heading()).toBe('Category'))
    await stage.page.keyboard.press('Control+]')
    await eventually(async () => expect(await heading()).toBe('Profile'))
    const crumbs = stage.page.getByRole('navigation', { name: 'Where you are' })
    expect(await crumbs.getByRole('button').allInnerTexts()).toEqual(['blog', 'Profile'])
    expect(await crumbs.getByRole('button', { name: 'Profile' }).getAttribute('aria-current')).toBe('location')
  })

  it('shows neighbours as far as the slider says, without rendering the canvas anew, and keeps them', async () => {
    await keys('g', 'n')
    const panel = stage.page.getByRole('region', { name: 'Neighbours' })
    await panel.getByRole('slider').focus()
    expect(await panel.getByRole('status').innerText()).toBe('1: 2 models')
    const before = await renders()
    await stage.page.keyboard.press('ArrowRight')
    await eventually(async () => expect(await panel.getByRole('status').innerText()).toBe('2: 3 models'))
    expect(await renders()).toBe(before)
    expect(await axeViolations(stage.page)).toEqual([])
    await panel.getByRole('button', { name: 'Keep as a view' }).click()
    await eventually(async () => expect(await open()).toBe('Around Profile'))
    await keys('Shift+1')
    await eventually(async () => expect(await stage.page.getByRole('region', { name: 'Neighbours' }).count()).toBe(0))
  })

  it('says the path between two models as a query writes it, and copies it', async () => {
    await keys('[', '[')
    await app.openModel('Profile')
    await app.outline.getByRole('option', { name: /Category/ }).click({ modifiers: ['Shift'] })
    await keys('g', 'p')
    const panel = stage.page.getByRole('region', { name: 'Path between models' })
    await eventually(async () => expect(await panel.locator('code').innerText()).toBe('user__posts__category'))
    await panel.getByRole('button', { name: 'Swap' }).click()
    await eventually(async () => expect(await panel.locator('code').innerText()).toBe('posts__author__profile'))
    await panel.getByRole('button', { name: 'Copy the path' }).click()
    await eventually(async () =>
      expect(await stage.page.evaluate(() => navigator.clipboard.readText())).toBe('posts__author__profile'),
    )
    await stage.page.keyboard.press('Escape')
  })

  it('filters by name, target and kind; hides the rest; ends with Escape', async () => {
    await keys('g', 'f')
    const panel = stage.page.getByRole('region', { name: 'Filter' })
    await panel.getByRole('searchbox').fill('to:user -profile')
    await eventually(async () => expect(await panel.getByRole('status').innerText()).toBe('1 of 5 models'))
    await panel.getByRole('checkbox', { name: 'Hide the rest' }).check()
    await keys('Shift+0')
    await panel.getByRole('button', { name: 'Bring into view' }).click()
    await eventually(async () => expect(await drawn()).toBe(1))
    expect(await axeViolations(stage.page)).toEqual([])
    await panel.getByRole('searchbox').focus()
    await stage.page.keyboard.press('Escape')
    await eventually(async () => expect(await panel.count()).toBe(0))
  })

  it('chooses the members of a view in a list, and deletes a view', async () => {
    await keys('w', 'm')
    const dialog = stage.page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: 'Tag', exact: true }).uncheck()
    expect(await axeViolations(stage.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Apply 1 change' }).click()
    await eventually(async () => expect(await app.undoLabels()).toContain('Take selected models out of this view'))
    await keys('w', 'x')
    await eventually(async () => expect((await tabs()).includes('Main')).toBe(false))
    expect(await app.models()).toContain('Tag')
    expect((await said()).join(' ')).toContain('deleted')
    expect(await overflows(stage.page)).toEqual([])
    expect(stage.troubles).toEqual([])
  })
})
