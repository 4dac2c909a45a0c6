import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

interface Probe {
  readonly relataApp: { readonly preview: { setState(part: { readonly answer: unknown }): void } }
}

const setAnswer = (answer: unknown): void => (window as unknown as Probe).relataApp.preview.setState({ answer })

/** Enough for the editor, too little for the results. */
const BROKEN = { statements: [], firstLine: null }

/** Neither the keyboard nor the page is lost when something goes away. */
describe('what is left when something goes', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
  })
  afterAll(() => stage.close())

  const focusIn = (selector: string) =>
    stage.page.evaluate((where) => document.activeElement?.closest(where) != null, selector)
  const expectFocusIn = (selector: string) =>
    eventually(async () => expect(await focusIn(selector), selector).toBe(true))

  it('a menu that closes gives the focus back to its button, whose name does not pop up', async () => {
    const { page } = stage
    const button = page.getByRole('button', { name: 'Menu', exact: true })
    await button.click()
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.move(600, 300)
    await eventually(async () => expect(await button.evaluate((one) => one === document.activeElement)).toBe(true))
    await page.waitForTimeout(900)
    expect(await page.getByText('Menu', { exact: true }).count()).toBe(0)
    // Who walks there by key is told it.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Shift+Tab')
    await page.getByText('Menu', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('the focus goes on where it was, or on the canvas', async () => {
    const { page } = stage
    // A row of the list that is deleted.
    await app.openModel('Tag')
    await app.outline.getByRole('option').filter({ hasText: /^Tag$/ }).click()
    await page.keyboard.press('Delete')
    await eventually(async () => expect(await app.models()).not.toContain('Tag'))
    await expectFocusIn('.canvas')
    await page.keyboard.press('Control+z')
    // A new model that is given up, and one whose making is undone.
    await page.keyboard.press('m')
    await page.getByRole('textbox', { name: 'Name of the model' }).waitFor()
    await page.keyboard.press('Escape')
    await expectFocusIn('.canvas')
    await page.keyboard.press('m')
    await page.getByRole('textbox', { name: 'Name of the model' }).waitFor()
    await page.keyboard.insertText('Gone')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    for (let n = 0; n < 2; n++) await page.keyboard.press('Control+z')
    await eventually(async () => expect(await app.models()).not.toContain('Gone'))
    await expectFocusIn('.canvas')
    // A panel that is folded with the focus in it.
    await app.tab('SQL')
    await page.keyboard.press('Control+j')
    await expectFocusIn('.canvas')
    await page.keyboard.press('Control+j')
    expect(stage.troubles).toEqual([])
  })

  it('in the pane it stays in the part it stood in: what follows is a step away, not at the start of all tabs', async () => {
    const { page } = stage
    // An example query gives way to its answer.
    await page.keyboard.press('Alt+1')
    const examples = page.getByRole('list', { name: 'Queries to try' })
    await examples.getByRole('button').first().focus()
    await page.keyboard.press('Enter')
    await expectFocusIn('.cm-editor')
    // The button that compares is gone with its empty state.
    await page.keyboard.press('Alt+6')
    await page.getByRole('button', { name: 'Compare with the saved file' }).focus()
    await page.keyboard.press('Enter')
    await expectFocusIn('section[aria-label="Compare versions"]')
    await page.getByRole('button', { name: 'End comparing' }).click()
    // A change of rows that is applied.
    await page.locator('.canvas').focus()
    for (const key of ['q', 'r']) await page.keyboard.press(key)
    await expectFocusIn('[role="grid"]')
    // A filter that was asked for by key.
    await page.keyboard.press('Alt+f')
    await page.getByRole('textbox', { name: 'Value' }).fill('1')
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: 'Filters' }).waitFor()
    await expectFocusIn('[role="grid"]')
    for (const key of ['ArrowRight', 'Enter']) await page.keyboard.press(key)
    await page.keyboard.insertText('Renamed')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Apply' }).waitFor()
    await expectFocusIn('[role="grid"]')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Written').first().waitFor()
    await expectFocusIn('[role="grid"]')
    await page.getByRole('tab', { name: 'Query' }).click()
    expect(stage.troubles).toEqual([])
  })

  it('a panel that fails leaves the page: it says so, and comes back', async () => {
    const { page } = stage
    await app.tab('Preview')
    await app.dock.getByRole('textbox', { name: 'Query' }).waitFor()
    // A mistake of ours in the middle of drawing the results.
    await page.evaluate(setAnswer, BROKEN)
    await page.getByText('This part has failed').waitFor()
    await stage.shot('failed-part')
    expect(await page.locator('.box[data-model="Post"]').count()).toBe(1)
    await page.evaluate(setAnswer, null)
    await app.dock.getByRole('button', { name: 'Try again' }).click()
    await app.dock.getByRole('textbox', { name: 'Query' }).waitFor()
    // What failed is tried again by itself once the design changes.
    await page.evaluate(setAnswer, BROKEN)
    await page.getByText('This part has failed').waitFor()
    await page.evaluate(setAnswer, null)
    await page.locator('.canvas').focus()
    await page.keyboard.press('Control+a')
    await page.getByText('This part has failed').waitFor({ state: 'detached' })
  })
})
